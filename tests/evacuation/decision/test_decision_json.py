# SPDX-License-Identifier: EUPL-1.2
"""A decision as open data against one worked out by hand, and against its schema."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from tests.evacuation.decision.threats import chain, option
from weerbaar.base import Text
from weerbaar.evacuation.decision import Question, decide_when, decision_json, decision_schema, trade_off

LEAVE = option("leave", (0, 10), (60, 60))
DEAR = option("dear", (0, 0), (1000, 1000))
NONE = option("nothing", (100, 100), (0, 0))


def _written() -> bytes:
    """A day ahead the flood is sure or off; a life counts as 1, and as nothing beside it."""
    asked = (chain(), (LEAVE, DEAR), NONE)
    question = Question(Text(nl="dreiging", en="threat"), *asked, 1.0, 500.0, "made up")
    return decision_json(question, decide_when(*asked, 1.0), trade_off(*asked, [0.0, 1.0]))


def _read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_written())
    jsonschema.validate(found, decision_schema(), cls=jsonschema.Draft202012Validator)
    return found


def test_the_best_is_that_which_was_worked_out_by_hand() -> None:
    """Wait a day, and leave where the flood is sure: ten lives and 60 euro, half of the time."""
    data = _read()
    figures = ("value_of_life_eur", "deaths", "cost_eur", "false_alarm", "in_time", "too_late")
    assert [data[name] for name in figures] == pytest.approx([1, 5, 30, 0, 0.5, 0])
    assert (data["name"], data["note"], data["people"]) == ({"nl": "dreiging", "en": "threat"}, "made up", 500)
    assert data["value_of_waiting_eur"][0][0] == pytest.approx(60 - 35)
    # Where a life counts for nothing, nobody goes and half of the time a hundred die.
    assert [data["trade_off"][0][name] for name in figures] == pytest.approx([0, 50, 0, 0, 0, 0.5])
    assert data["trade_off"][1]["deaths"] == data["deaths"]


def test_each_state_has_its_row_and_each_option_its_moments() -> None:
    data = _read()
    assert [(row["hours_before"], row["state"]["en"], row["waits"]) for row in data["table"]] == [
        (48, "undecided", True),
        (24, "low", True),
        (24, "high", False),
    ]
    assert [row["loss_eur"] for row in data["table"]] == pytest.approx([35, 0, 70])
    assert [row["state_probability"] for row in data["table"]] == pytest.approx([1, 0.5, 0.5])
    assert [(one["hours_before"], one["decision"]["nl"]) for one in data["fixed"]] == [
        (48, "leave"),
        (48, "dear"),
        (24, "leave"),
        (24, "dear"),
    ]
    early, never, late, _ = data["fixed"]
    assert [early["pays_from"], late["pays_from"]] == pytest.approx([0.6, 60 / 90])
    assert never["pays_from"] is None
    assert early["extra_loss_eur"] == pytest.approx(60 - 35)


def test_the_same_decision_gives_the_same_bytes() -> None:
    assert _written() == _written()


def test_the_published_schema_is_the_generated_one() -> None:
    shipped = files("weerbaar") / "data" / "schemas" / "evacuation-decision-1.schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == decision_schema()
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**_read(), "other": 1}, decision_schema(), cls=jsonschema.Draft202012Validator)
