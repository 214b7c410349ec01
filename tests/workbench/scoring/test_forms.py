# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.fields import Field, rod_of
from weerbaar.workbench.scoring.forms import inputs_in, inputs_of, is_same, name_of, read_inputs
from weerbaar.workbench.scoring.models import Answer

ROD = rod_of(Round(method="nl-nrb-2009"))


def asked(criterion: str) -> Field:
    found = ROD.field(criterion)
    assert found is not None
    return found


def read(criterion: str, **typed: str) -> tuple[dict[str, Any], list[str]]:
    data = {name_of(criterion, name.replace("__", ":")): value for name, value in typed.items()}
    given = read_inputs(inputs_in(data, asked(criterion)), asked(criterion))
    return given.data, [p.field for p in given.problems]


@pytest.mark.parametrize(
    ("criterion", "typed", "data"),
    [
        ("1.1", {"way": "label", "label": "C", "lower": "B", "upper": "C"}, {"label": "C", "lower": "B"}),
        ("1.1", {"label": "X"}, {"label": "X"}),
        ("1.1", {"way": "missing", "label": "C", "reason": " Geen idee. "}, {"missing": True, "reason": "Geen idee."}),
        ("2.1", {"way": "quantities", "q__deaths__best": "12"}, {"quantities": {"deaths": 12.0}}),
        ("3.1", {"way": "quantities", "q__cost_eur__best": "€ 1,5 miljard"}, {"quantities": {"cost_eur": 1.5e9}}),
        (
            "3.1",
            {"way": "quantities", "q__cost_eur__low": "5 mln", "q__cost_eur__high": "2,5 bn"},
            {"quantities": {"cost_eur": {"distribution": "uniform", "low": 5e6, "high": 2.5e9}}},
        ),
        (
            "2.1",
            {"way": "quantities", "q__deaths__low": "1", "q__deaths__best": "4", "q__deaths__high": "9"},
            {"quantities": {"deaths": {"distribution": "triangular", "low": 1.0, "mode": 4.0, "high": 9.0}}},
        ),
        (
            "likelihood",
            {"way": "probability", "p__best": "2,5%", "window": "10"},
            {"probability": 0.025, "window_years": 10.0},
        ),
        ("likelihood", {"label": "D", "part": "high"}, {"label": "D", "sub_class": "high"}),
        ("1.1", {"label": "A", "part": "high"}, {"label": "A"}),
    ],
)
def test_what_is_typed_becomes_a_judgement(criterion: str, typed: dict[str, str], data: dict[str, Any]) -> None:
    assert read(criterion, **typed) == (data, [])


@pytest.mark.parametrize(
    ("criterion", "typed", "fields"),
    [
        ("1.1", {}, ["label"]),
        ("2.1", {"way": "quantities"}, ["quantities"]),
        ("2.1", {"way": "quantities", "q__deaths__best": "veel"}, ["q:deaths:best"]),
        ("2.1", {"way": "quantities", "q__deaths__best": "1.200"}, ["q:deaths:best"]),
        ("2.1", {"way": "quantities", "q__deaths__low": "1", "q__deaths__best": "2"}, ["q:deaths:high"]),
        (
            "2.1",
            {"way": "quantities", "q__deaths__low": "9", "q__deaths__best": "2", "q__deaths__high": "3"},
            ["q:deaths:best"],
        ),
        ("likelihood", {"way": "probability", "window": "0,x"}, ["p:best", "window"]),
    ],
)
def test_what_cannot_be_read_is_told(criterion: str, typed: dict[str, str], fields: list[str]) -> None:
    assert read(criterion, **typed)[1] == fields


@pytest.mark.parametrize(
    ("criterion", "stored"),
    [
        ("1.1", {"label": "C", "lower": "B", "reason": "Regel 1\nregel 2", "confidence": "low", "sources": ["S1"]}),
        ("1.1", {"missing": True}),
        ("2.1", {"quantities": {"deaths": {"distribution": "triangular", "low": 1.0, "mode": 4.5, "high": 9.0}}}),
        ("3.1", {"quantities": {"cost_eur": 1234567.0}}),
        ("likelihood", {"probability": 0.025, "window_years": 10.0}),
        ("likelihood", {"label": "C", "sub_class": "low"}),
    ],
)
def test_a_stored_answer_fills_the_inputs_that_give_it_back(criterion: str, stored: dict[str, Any]) -> None:
    inputs = inputs_of(Answer(judgement=stored, version=3, level=2), asked(criterion), 5)
    posted = {name_of(criterion, name): value for name, value in inputs.items()}
    again = inputs_in(posted, asked(criterion))
    assert is_same(inputs, again)
    given = read_inputs(again, asked(criterion))
    assert (given.data, given.version, given.level) == (stored, 3, 2)


def test_only_what_the_chosen_way_says_counts_as_a_change() -> None:
    before = inputs_of(Answer(judgement={"label": "C"}), asked("2.1"), 5)
    assert is_same(before, {**before, "q:deaths:best": "12", "version": "9"})
    assert not is_same(before, {**before, "upper": "D"})


def test_sources_are_ticked_and_typed() -> None:
    data = QueryDict("1.1:source=S1&1.1:source=S2&1.1:sources=S3; S1&1.1:label=A")
    assert read_inputs(inputs_in(data, asked("1.1")), asked("1.1")).data["sources"] == ["S1", "S2", "S3"]
