# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.capability.cooperation.registers import agreement, register, request, unit, words
from weerbaar.capability.cooperation.file_model import (
    LAYER_WORDS,
    LAYERS,
    LISTS,
    POWER_WORDS,
    Agreement,
    CooperationFile,
    Power,
    Unit,
)


def said(model: Any, content: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as error:
        model.model_validate(content)
    return str(error.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"valid_from": "2014-01-01", "valid_until": "2013-01-01"}, "valid_until lies before valid_from"),
        ({"asked": "b"}, "need asks"),
        ({"requires": ["x"]}, "need asks"),
        ({"powers": [{"party": "a", "power": "deploy", "when": "asked"}]}, "needs asks"),
        ({"powers": [{"party": "a", "power": "rule"}]}, "Input should be"),
        ({"situations": []}, "at least 1"),
    ],
)
def test_an_agreement_that_contradicts_itself_is_refused(change: dict[str, Any], message: str) -> None:
    assert message in said(Agreement, agreement("x") | change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"arrival_h": 2, "travel_h": 1}, "arrival_h stands instead of"),
        ({"size": 3}, "go together"),
        ({"size": 0, "size_unit": words("x")}, "greater than 0"),
        ({"arrival_h": float("nan")}, "finite"),
        ({"arrival_h": -1}, "greater than or equal to 0"),
        ({"arrival_h": True}, "a number is expected"),
        ({"committed": [{"to": "a", "share": 1.5}]}, "less than or equal to 1"),
        ({"committed": [{"to": "a", "from": "2014-01-01", "until": "2013-01-01"}]}, "until lies before from"),
        ({"capabilities": []}, "at least 1"),
        ({"confidential_fields": ["name"]}, "Input should be"),
    ],
)
def test_a_unit_that_cannot_be_is_refused(change: dict[str, Any], message: str) -> None:
    assert message in said(Unit, unit("u", "a") | change)


def test_a_power_ends_after_it_begins() -> None:
    assert "does not lie after" in said(Power, {"party": "a", "power": "command", "from_h": 2, "until_h": 2})


def test_every_layer_and_power_has_words_in_two_languages() -> None:
    assert set(LAYER_WORDS) == set(LAYERS)
    assert all(w.nl and w.en for w in (*LAYER_WORDS.values(), *POWER_WORDS.values()))


def test_every_list_of_the_file_is_read_entry_by_entry() -> None:
    lists = {name for name, field in CooperationFile.model_fields.items() if field.default == ()}
    assert lists == set(LISTS)


def test_a_sound_register_is_read_as_it_was_written() -> None:
    found = register(["a", "b"], [request("x", "a", ("a", "b", 0.5))]).agreements["x"]
    assert found.procedure.steps[0].hours == 0.5
    assert found.asks == ("a",)
