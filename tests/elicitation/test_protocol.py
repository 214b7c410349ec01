# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from weerbaar.base import InputError
from weerbaar.elicitation import Protocol, load_protocol, protocol_ids

SOUND: dict[str, Any] = {
    "schema": 1,
    "id": "p",
    "title": {"nl": "P"},
    "description": {"nl": "P."},
    "rounds": [
        {"kind": "individual", "title": {"nl": "1"}},
        {"kind": "revision", "title": {"nl": "2"}, "shows": ["distribution"]},
    ],
}


def test_the_shipped_protocols() -> None:
    assert protocol_ids() == ("delphi", "idea", "one-round")
    assert load_protocol("one-round").most_rounds == 1
    delphi = load_protocol("delphi")
    assert delphi.most_rounds == 4
    assert delphi.stop is not None
    assert delphi.stop.change == 0.15
    assert delphi.round(4) == delphi.rounds[1]  # the last round is held again
    assert "reasons" in delphi.round(2).shows
    idea = load_protocol("idea")
    assert (idea.form, idea.most_rounds, idea.three_point_confidence_pct) == ("interval", 2, 90)


@pytest.mark.parametrize("number", [0, 5])
def test_a_round_that_there_is_not(number: int) -> None:
    with pytest.raises(IndexError):
        load_protocol("delphi").round(number)


def test_an_unknown_protocol_names_those_there_are() -> None:
    with pytest.raises(InputError, match="delphi, idea, one-round, own"):
        load_protocol("delfi")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rounds": [{"kind": "revision", "title": {"nl": "1"}}]}, "the first round is kind: individual"),
        ({"rounds": [{"kind": "individual", "title": {"nl": "1"}, "shows": ["reasons"]}]}, "shows nothing"),
        ({"rounds": [SOUND["rounds"][0]] * 2}, "later rounds are kind: revision"),
        ({"repeats": True}, "a rule to stop"),
        ({"form": "interval"}, "go together"),
        ({"three_point_confidence_pct": 90}, "go together"),
    ],
)
def test_a_protocol_that_cannot_be_followed(change: dict[str, Any], words: str) -> None:
    Protocol.model_validate(SOUND)
    with pytest.raises(ValidationError) as error:
        Protocol.model_validate({**SOUND, **change})
    assert words in str(error.value)
