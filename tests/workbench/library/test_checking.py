# SPDX-License-Identifier: EUPL-1.2
"""A scenario that does not fit its round is refused, with every problem at its field."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.base import InputError
from weerbaar.workbench.library.checking import LONGEST_TEXT, require_fit, scenario_from
from weerbaar.workbench.library.models import Source
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def problems(round_: Round, *, hidden: set[str] | None = None, **fields: Any) -> list[str]:
    scenario = scenario_from({"id": "nieuw", "title": {"nl": "Nieuw"}, "kind": "hazard", **fields})
    try:
        require_fit(scenario, round_, hidden or set())
    except InputError as error:
        return [p.field for p in error.problems]
    return []


def link(to: str, **fields: Any) -> dict[str, Any]:
    return {"scenario": to, **fields}


def test_links_lead_somewhere_else_once(open_round: Round) -> None:
    assert problems(open_round, links=[link("cyberhacktivisme"), link("gewelddadige-eenling")]) == []
    assert problems(
        open_round, links=[link("nieuw"), link("onbekend"), link("cyberhacktivisme"), link("cyberhacktivisme")]
    ) == [
        "links[0].scenario",
        "links[1].scenario",
        "links[3].scenario",
    ]


def test_a_hidden_scenario_does_not_exist(open_round: Round) -> None:
    assert problems(open_round, links=[link("cyberhacktivisme")], hidden={"cyberhacktivisme"}) == ["links[0].scenario"]


@pytest.mark.parametrize(
    ("probability", "right"),
    [
        (0.5, True),
        (1.2, False),
        ({"distribution": "triangular", "low": 0.1, "mode": 0.2, "high": 1.5}, False),
        ({"distribution": "uniform", "low": -0.1, "high": 0.5}, False),
        ({"distribution": "lognormal", "p5": 0.01, "p95": 0.4}, True),
        ({"distribution": "quantiles", "probabilities": [0, 1], "values": [0.1, 2]}, False),
    ],
)
def test_a_probability_lies_between_0_and_1(open_round: Round, probability: Any, right: bool) -> None:
    found = problems(open_round, links=[link("cyberhacktivisme", probability=probability)])
    assert found == ([] if right else ["links[0].probability"])


def test_sources_are_those_of_the_round(open_round: Round) -> None:
    Source.objects.create(round=open_round, key="brief", title="Brief")
    assert problems(open_round, sources=["brief"]) == []
    assert problems(open_round, sources=["anders", "brief"]) == ["sources"]


def test_a_section_has_a_longest_length(open_round: Round) -> None:
    assert problems(open_round, storyline={"causes": {"nl": "a" * (LONGEST_TEXT + 1)}}) == ["storyline.causes"]


def test_the_library_names_the_field_that_is_wrong() -> None:
    with pytest.raises(InputError) as error:
        scenario_from({"id": "Fout!", "title": {"nl": "x"}, "kind": "hazard", "storyline": {"causes": {"nl": "# Kop"}}})
    assert {p.field for p in error.value.problems} == {"id", "storyline.causes"}
