# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.capability.measures.proposals import CYBER, RIOTS, context, measure, proposal, read_both
from weerbaar.capability.folder import Folder
from weerbaar.capability.measures import AtLeast, MeasureFile, members, read_choice

MEASURES = {
    "measures": [
        proposal("een", heading="aa", theme="cyber"),
        proposal("twee", heading="aa", region="zeeland", requires=["drie"]),
        proposal("drie", actor="business"),
        proposal("vier", effects=[{"scenario": CYBER, "on": "impact", "share": 0.1}]),
    ],
    "exclusions": [{"measures": ["een", "drie"]}],
}


def rule(**fields: Any) -> dict[str, Any]:
    return {"id": "regel", "title": {"nl": "Regel", "en": "Rule"}, **fields}


def test_a_sound_choice_is_read(tmp_path: Path) -> None:
    choice = {
        "budgets": [{"year": 2014, "amount_eur": 3e6}],
        "cost_quantile": 0.8,
        "at_least": [rule(heading="aa")],
        "always": ["twee"],
        "never": ["een"],
    }
    found, en = read_both(tmp_path, MEASURES, choice)
    assert en == ""
    assert found is not None
    assert (found.always, found.never, found.cost_quantile) == (("twee",), ("een",), 0.8)


def test_no_choice_file_is_no_mistake(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert read_choice(folder, context(), None) is None
    assert folder.problems == []


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ({"budgets": [{"year": 2013, "amount_eur": 1}]}, "outside the analysis, which runs from 2014 to 2018"),
        ({"budgets": [{"year": 2014, "amount_eur": 1}, {"year": 2014, "amount_eur": 2}]}, "already is a budget"),
        ({"budgets": [{"year": 2014, "amount_eur": -1}]}, "amount_eur"),
        ({"always": ["zoek"]}, '"zoek" - unknown measure'),
        ({"always": ["een"], "never": ["een"]}, "een occurs under always and under never"),
        ({"always": ["twee"], "never": ["drie"]}, "twee occurs under always and requires drie, which occurs under nev"),
        ({"always": ["een", "twee"]}, "een and drie must all be taken according to always, but exclude each other"),
        ({"at_least": [rule(heading="cc")]}, '"cc" - unknown heading'),
        ({"at_least": [rule(theme="cc")]}, '"cc" - unknown theme. Choose from: cyber.'),
        ({"at_least": [rule(region="cc")]}, '"cc" - unknown region. Choose from: zeeland.'),
        ({"at_least": [rule(scenario="cc")]}, '"cc" - unknown scenario'),
        ({"at_least": [rule(measures=["cc"])]}, '"cc" - unknown measure'),
        ({"at_least": [rule(heading="aa", number=3)]}, "asks for 3 at least, and there are 2"),
        ({"at_least": [rule(heading="aa", number=2)], "never": ["een"]}, "asks for 2 at least, and there are 1"),
        ({"at_least": [rule(actor="citizens")]}, "asks for 1 at least, and there are 0"),
        ({"at_least": [rule()]}, "give exactly one of measures, heading"),
        ({"at_least": [rule(heading="aa", theme="cyber")]}, "give exactly one of measures, heading"),
        ({"at_least": [rule(heading="aa"), rule(heading="aa")]}, "occurs more than once"),
        ({"weights": "../elders.yaml"}, "leads out of the folder"),
        ({"weights": "weg.yaml"}, "no such file"),
        ({"cost_quantile": 0.2}, "cost_quantile"),
    ],
)
def test_a_choice_that_cannot_be_is_told_in_one_line(tmp_path: Path, choice: dict[str, Any], told: str) -> None:
    found, en = read_both(tmp_path, MEASURES, choice)
    assert found is None
    assert len(en.splitlines()) == 1, en
    assert told in en


def test_weights_are_read_along_and_count_for_the_hash(tmp_path: Path) -> None:
    (tmp_path / "weights.yaml").write_text('schema: 1\nconstraints: [{criterion: "5.3", min: 0.2}]\n')
    found, en = read_both(tmp_path, MEASURES, {"weights": "weights.yaml"})
    assert (en, found is not None) == ("", True)
    (tmp_path / "weights.yaml").write_text('schema: 1\nconstraints: [{criterion: "8.8", min: 0.2}]\n')
    assert '"8.8"' in read_both(tmp_path, MEASURES, {"weights": "weights.yaml"})[1]


def test_wrong_measures_are_not_told_again(tmp_path: Path) -> None:
    _, en = read_both(tmp_path, {"measures": [proposal("een", heading="zz")]}, {"always": ["een"]})
    assert len(en.splitlines()) == 1


def test_members_of_a_rule() -> None:
    file = MeasureFile.model_validate({"schema": 1, **MEASURES})
    assert file.measures[0] == measure("een", heading="aa", theme="cyber")

    def of(**fields: Any) -> tuple[str, ...]:
        return members(AtLeast.model_validate(rule(**fields)), file)

    assert of(heading="aa") == ("een", "twee")
    assert of(theme="cyber") == ("een",)
    assert of(region="zeeland") == ("twee",)
    assert of(actor="business") == ("drie",)
    assert of(scenario=RIOTS) == ("een", "twee", "drie")
    assert of(measures=["vier", "een"]) == ("een", "vier")
