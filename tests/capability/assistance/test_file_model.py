# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from weerbaar.capability.assistance.file_model import AssistanceFile, Demand, FormablePlatoons, Incidents, Promise, Unit

UNIT: dict[str, Any] = {"id": "u", "party": "kmar", "region": "a", "size": 50, "tasks": ["riot"]}


@pytest.mark.parametrize(
    "change",
    [{"size": 0}, {"size": -5}, {"part": 30}, {"tasks": []}, {"tasks": ["dancing"]}, {"notice_h": float("nan")}],
)
def test_units_that_cannot_be(change: dict[str, Any]) -> None:
    Unit.model_validate(UNIT)
    with pytest.raises(ValidationError):
        Unit.model_validate({**UNIT, **change})


@pytest.mark.parametrize(
    "amount",
    [
        {},
        {"amount": -1},
        {"amount": 5, "variants": {"low": 1, "expected": 2, "high": 3}},
        {"variants": {"low": 3, "expected": 2, "high": 4}},
        {"amount": {"distribution": "uniform", "low": -2, "high": 4}},
    ],
)
def test_demand_is_one_amount_and_not_negative(amount: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Demand.model_validate({"region": "a", "task": "basic", **amount})


def test_platoons_are_confidential_unless_said_otherwise() -> None:
    assert FormablePlatoons.model_validate({"id": "m", "region": "a", "platoons": 2}).confidential


def test_a_promise_is_here_or_elsewhere() -> None:
    Promise.model_validate({"shift": "s", "region": "a", "task": "riot"})
    for wrong in ({"region": "a"}, {}, {"region": "a", "task": "riot", "elsewhere": {"nl": "x"}}):
        with pytest.raises(ValidationError):
            Promise.model_validate({"shift": "s", **wrong})


def test_incidents_need_something_that_happens() -> None:
    given = {"per_year": 1000, "mean_handling_h": 1, "within_min": 5, "level": 0.9}
    klass = {"id": "a", "name": {"nl": "A"}, "incidents": 1, "time": 1}
    Incidents.model_validate({**given, "classes": [klass]})
    for wrong in ({"classes": []}, {"classes": [{**klass, "incidents": 0}]}, {"classes": [klass], "profile": [0] * 24}):
        with pytest.raises(ValidationError):
            Incidents.model_validate({**given, **wrong})


def test_header_refuses_time_zones_and_shares_that_do_not_add_up() -> None:
    head = {"schema": 1, "id": "x", "title": {"nl": "T"}, "statement": {"nl": "S"}, "data": "illustrative"}
    assert AssistanceFile.model_validate({**head, "begin": "2014-01-17T07:00"}).platoon_officers == 50
    with pytest.raises(ValidationError):
        AssistanceFile.model_validate({**head, "begin": "2014-01-17T07:00+01:00"})
    with pytest.raises(ValidationError):
        AssistanceFile.model_validate({**head, "begin": "2014-01-17T07:00", "variant_shares": [0.5, 0.5, 0.5]})
