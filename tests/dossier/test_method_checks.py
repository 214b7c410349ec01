# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from weerbaar.base import Text, YamlSource
from weerbaar.dossier import Published, Round, WeightSet
from weerbaar.dossier.method_checks import published_problems, weight_problems
from weerbaar.dossier.places import Placed, placed
from weerbaar.method import load_method

METHOD = load_method("nl-nrb-2009")
NOWHERE = YamlSource("x.yaml", {}, {})


def a_round(weights: dict[str, float], chosen: str | None = None) -> Placed[Round]:
    profile = WeightSet(id="eigen", name=Text(nl="Eigen"), weights=weights, mark="assumed")
    value = Round(
        schema=1,
        id="r",
        title=Text(nl="R"),
        label="r",
        year=2030,
        organisation=Text(nl="O"),
        method=METHOD.id,
        scores="judgements",
        statement=Text(nl="S"),
        weight_profile=chosen,
        weight_profiles=(profile,),
    )
    return placed(value, NOWHERE)


def test_thirds_sum_to_one() -> None:
    assert weight_problems(a_round(dict.fromkeys(("1.1", "2.1", "3.1"), 1 / 3)), METHOD) == []


@pytest.mark.parametrize(("weights", "total"), [({"1.1": 0.9}, "0.9"), ({"1.1": 0.5, "2.1": 0.500002}, "1"), ({}, "0")])
def test_other_sums_are_refused(weights: dict[str, float], total: str) -> None:
    (problem,) = weight_problems(a_round(weights), METHOD)
    assert problem.value == total
    assert problem.field == "weight_profiles[0].weights"


def test_profile_of_the_method_or_the_round_may_be_chosen() -> None:
    assert weight_problems(a_round({"1.1": 1}, "equal"), METHOD) == []
    assert weight_problems(a_round({"1.1": 1}, "eigen"), METHOD) == []
    (problem,) = weight_problems(a_round({"1.1": 1}, "gelijk"), METHOD)
    assert (problem.field, problem.value) == ("weight_profile", "gelijk")


@pytest.mark.parametrize(
    ("fields", "fields_at_fault"),
    [
        ({"impact": "aanzienlijk tot ernstig", "likelihood": "hoog"}, []),
        ({"impact": "enorm"}, [("impact", "warning")]),
        ({"impact": "enorm", "impact_classes": ("E",)}, []),
        ({"impact": "enorm", "note": Text(nl="Geen klasse")}, []),
        ({"likelihood_classes": ("C", "C")}, [("likelihood_classes", "error")]),
        ({"likelihood_classes": ("X",)}, [("likelihood_classes[0]", "error")]),
        ({}, []),
    ],
)
def test_published_words(fields: dict[str, Any], fields_at_fault: list[tuple[str, str]]) -> None:
    result = Published(scenario="a", round="r", year=2030, **fields)
    problems = published_problems(placed(result, NOWHERE), METHOD)
    assert [(p.field, p.severity) for p in problems] == fields_at_fault
