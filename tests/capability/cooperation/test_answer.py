# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import get_args

import pytest

from tests.capability.cooperation.registers import ON, own, register, request
from weerbaar.capability.cooperation.answer import STATE_WORDS, PowerState, RequestState, UnitState, hour_words
from weerbaar.capability.cooperation.who_may import who_may


@pytest.mark.parametrize(
    ("hour", "bound", "nl", "en"),
    [
        (6, False, "T+6", "T+6"),
        (2.5, False, "T+2,5", "T+2.5"),
        (0.25, True, "≥ T+0,25", "≥ T+0.25"),
        (None, True, "–", "–"),
    ],
)
def test_hours_are_written_as_people_say_them(hour: float | None, bound: bool, nl: str, en: str) -> None:
    found = hour_words(hour, bound)
    assert (found.nl, found.en) == (nl, en)


def test_every_state_has_words() -> None:
    states = {*get_args(PowerState), *get_args(RequestState), *get_args(UnitState)}
    assert states == set(STATE_WORDS)


def test_powers_now_and_after_asking_are_apart() -> None:
    granted = {"powers": [{"party": "b", "power": "deploy"}]}
    found = register(["a", "b"], [own("a"), request("x", "a", ("a", "b", 5.0), **granted)])
    answer = who_may(found, "nuclear-threat", 1.0, on=ON)
    assert [p.party for p in answer.now] == ["a"]
    assert [(p.party, p.from_h) for p in answer.after_asking] == [("b", 5.0)]
    assert [p.party for p in who_may(found, "nuclear-threat", 5.0, on=ON).now] == ["a", "b"]
