# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io

from tests.capability.training.trainings import ON, activity, assessed, share
from weerbaar.base import Lang
from weerbaar.capability.training import TrainingResult, assess_training, load_training, training_csv


def rows(result: TrainingResult, lang: Lang) -> list[dict[str, str]]:
    text = training_csv(result, lang).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=";" if lang == "nl" else ","))


def test_a_row_per_measurement_and_later_moment() -> None:
    found = rows(assess_training(load_training("voorbeeld-capaciteiten"), ON), "en")
    assert [(r["measurement"], r["months_later"]) for r in found] == [
        ("tweede-kanaal", "0"),
        ("tweede-kanaal", "6"),
        ("valse-mail", "0"),
        ("melding-binnen-uur", "0"),
        ("melding-binnen-uur", "12"),
        ("zelfvertrouwen", "0"),
        ("besluit-vastgelegd", "0"),
    ]
    assert all(None not in r and None not in r.values() for r in found)
    assert (found[0]["before"], found[0]["n_before"], found[0]["after"]) == ("0.45", "400", "0.62")
    assert found[1]["retained"].startswith("0.4866")


def test_dutch_commas_and_empty_cells() -> None:
    (found,) = rows(assessed(activity(share((48, 80), (56, 70)))), "nl")
    assert (found["voor"], found["verschil"], found["p"], found["behouden"]) == ("0,6", "0,2", "", "")
    (bare,) = rows(assessed(activity()), "nl")
    assert (bare["bereikt"], bare["meting"], bare["verschil"]) == ("500", "", "")


def test_no_cell_starts_like_a_formula() -> None:
    (found,) = rows(assessed(activity(title={"nl": "=1+1"})), "nl")
    assert found["titel"] == "'=1+1"
