# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from weerbaar.base import InputError, Text, YamlSource
from weerbaar.dossier import Judgement, Scenario, checked_judgement
from weerbaar.dossier.judgement_checks import criterion_names, judgement_problems, vocabulary
from weerbaar.dossier.places import placed
from weerbaar.method import load_method

NATIONAL = vocabulary(load_method("nl-nrb-2009"))
REGIONAL = vocabulary(load_method("nl-rrp-2009"))


def chance(distribution: str, **ends: float) -> dict[str, Any]:
    return {
        "criterion": "likelihood",
        "probability": {"distribution": distribution, **ends},
        "window_years": 5,
    }


DAYS = {"distribution": "uniform", "low": 4, "high": 9}
BELOW_ZERO = {"distribution": "uniform", "low": -5, "high": 5}
SCENARIOS = {
    "storm": Scenario(id="storm", title=Text(nl="Storm"), kind="hazard"),
    "sabotage": Scenario(id="sabotage", title=Text(nl="Sabotage"), kind="threat"),
    "kapot": None,
}


def faults(words: Any = NATIONAL, **fields: Any) -> list[str]:
    judgement = Judgement.model_validate({"scenario": "storm", "criterion": "1.1", **fields})
    problems = judgement_problems(placed(judgement, YamlSource("x.yaml", {}, {})), words, SCENARIOS)
    assert all(p.severity == "error" and p.message.nl and p.message.en for p in problems)
    return [p.field for p in problems]


def test_words_of_a_method() -> None:
    assert NATIONAL.impact == ("X", "A", "B", "C", "D", "E")
    assert REGIONAL.impact == ("X", "A", "B", "C", "C hoog", "D", "D hoog", "E")
    assert (NATIONAL.halved, REGIONAL.halved) == (False, True)
    assert list(criterion_names(REGIONAL.method))[-1] == "2.1+2.2"


@pytest.mark.parametrize(
    "fields",
    [
        {"label": "B", "lower": "X", "upper": "E"},
        {"label": "X"},
        {"label": "E", "lower": "E", "upper": "E"},
        {"words": REGIONAL, "label": "C hoog", "lower": "C", "upper": "D hoog"},
        {"words": REGIONAL, "label": "D", "half": "unknown"},
        {"words": REGIONAL, "label": "0"},
        {"words": REGIONAL, "criterion": "2.1+2.2", "label": "B"},
        {"criterion": "likelihood", "label": "D", "sub_class": "mid"},
        {"scenario": "sabotage", "criterion": "likelihood", "label": "D", "vulnerability": "low"},
        {"scenario": "kapot", "criterion": "likelihood", "label": "D", "vulnerability": "low"},
        {"criterion": "likelihood", "probability": 0, "window_years": 5},
        {"criterion": "likelihood", "probability": 1, "window_years": 5},
        chance("lognormal", p5=0.1, p95=0.9),
        {"criterion": "2.3", "quantities": {"persons": 5000, "duration_d": DAYS}},
        {"missing": True},
    ],
)
def test_what_the_method_allows(fields: dict[str, Any]) -> None:
    assert faults(**fields) == []


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"label": "c"}, ["label"]),
        ({"label": "C hoog"}, ["label"]),
        ({"label": "F", "lower": "G", "upper": "H"}, ["label", "lower", "upper"]),
        ({"label": "C", "lower": "D", "upper": "B"}, ["lower", "upper"]),
        ({"words": REGIONAL, "label": "C", "lower": "C hoog"}, ["lower"]),
        ({"words": REGIONAL, "criterion": "2.1+2.2", "quantities": {"deaths": 5}}, ["quantities"]),
        ({"words": REGIONAL, "criterion": "1.2", "label": "B"}, ["criterion"]),
        ({"criterion": "likelihood", "label": "X"}, ["label"]),
        ({"criterion": "likelihood", "quantities": {"deaths": 5}}, ["quantities"]),
        (chance("lognormal", p5=0.1, p95=1.1), ["probability"]),
        (chance("triangular", low=-0.1, mode=0.1, high=0.2), ["probability"]),
        ({"criterion": "4.1", "quantities": {"protected_area_pct": 5, "recovery_d": 400}}, ["quantities"]),
        ({"criterion": "2.1", "quantities": {"dead": 5, "wounded": 5}}, ["quantities.dead", "quantities.wounded"]),
        ({"criterion": "2.1", "quantities": {"deaths": BELOW_ZERO}}, ["quantities.deaths"]),
        ({"scenario": "strom", "label": "F"}, ["scenario", "label"]),
    ],
)
def test_what_it_does_not_allow(fields: dict[str, Any], at_fault: list[str]) -> None:
    assert faults(**fields) == at_fault


def test_unknown_cell_says_so() -> None:
    fields = {"scenario": "storm", "criterion": "4.1", "quantities": {"protected_area_pct": 5, "recovery_d": 400}}
    place = placed(Judgement.model_validate(fields), YamlSource("x.yaml", {}, {}))
    (problem,) = judgement_problems(place, NATIONAL, SCENARIOS)
    assert "niet bekend" in problem.message.nl
    assert "not known" in problem.message.en


def test_one_judgement_is_checked_against_the_method() -> None:
    method, storm = NATIONAL.method, SCENARIOS["storm"]
    assert storm is not None
    found = checked_judgement({"criterion": "2.1", "quantities": {"deaths": 12}}, method, storm)
    assert (found.scenario, found.quantities is not None) == ("storm", True)
    with pytest.raises(InputError) as wrong:
        checked_judgement({"criterion": "1.1", "label": "F", "upper": "Q", "reason": "a\x00"}, method, storm)
    assert [p.field for p in wrong.value.problems] == ["label", "upper", "reason"]
    with pytest.raises(InputError) as empty:
        checked_judgement({"criterion": "1.1"}, method, storm)
    assert "precies een" in empty.value.problems[0].message.nl
