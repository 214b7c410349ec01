# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.elicitation.studies import CHANCE, LABEL, SEED, TARGET, given, make_study
from weerbaar.elicitation import Study, evaluate, export_excalibur, load_study
from weerbaar.elicitation.excalibur_study import slugs


def study() -> Study:
    return make_study(
        [SEED, TARGET, CHANCE, LABEL, {**CHANCE, "id": "kans-2", "asks": "quantiles"}],
        {
            "anna": [given("ijk", 10, 20, 30), given("doel", 1, 10, 100), given("kans-2", 0.01, 0.1, 0.2)],
            "bram": [given("ijk", 5, 25, 50), {"question": "label", "label": "B"}],
        },
    )


def test_out_and_in_again(tmp_path: Path) -> None:
    target = tmp_path / "proef.dtt"
    [warning] = export_excalibur(study(), target)
    assert "without kans, label" in warning.message.in_("en")
    again = load_study(target)
    assert [q.id for q in again.questions] == ["ijk", "doel", "kans-2"]
    assert [e.id for e in again.experts] == ["anna", "bram"]
    assert again.question("doel").text.nl == "Hoeveel doden?"
    here, there = study().panel(), again.panel()
    np.testing.assert_array_equal(here.values, there.values)
    np.testing.assert_array_equal(here.realizations, there.realizations)
    np.testing.assert_array_equal(here.log_scale, there.log_scale)
    # what the file marks as missing may just as well never have been asked
    assert again.answer("bram", "doel") is None
    assert (again.protocol.id, again.rounds, len(again.content_hash)) == ("one-round", 1, 64)


def test_the_same_scores_from_the_file(tmp_path: Path) -> None:
    export_excalibur(study(), tmp_path / "proef.dtt")
    here, there = (
        evaluate(study(), weighting="global"),
        evaluate(load_study(tmp_path / "proef.dtt"), weighting="global"),
    )
    assert [(e.calibration, e.weight) for e in here.experts] == [(e.calibration, e.weight) for e in there.experts]


def test_the_last_answers_are_exported(tmp_path: Path) -> None:
    delphi = make_study([TARGET], {"a": [given("doel", 1, 2, 3), given("doel", 4, 5, 6, round=2)]}, protocol="delphi")
    export_excalibur(delphi, tmp_path / "d.dtt")
    assert load_study(tmp_path / "d.dtt").panel().values[0, 0].tolist() == [4, 5, 6]


def test_ids_from_names() -> None:
    assert slugs(["Expert A", "expert_a", "Zoë", "日本", ""], "deskundige") == [
        "expert-a",
        "expert-a-2",
        "zoe",
        "deskundige-4",
        "deskundige-5",
    ]
