# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.alerting.compose.actions import action_name, actions, opposites
from weerbaar.base import Lang


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("nl", "Blijf binnen. Bel alleen 112 bij gevaar.", [("inside", False), ("call-emergency", False)]),
        ("nl", "U hoeft niet binnen te blijven.", [("inside", True)]),
        ("nl", "Ga naar binnen en open geen ramen.", [("inside", False), ("safe-again", True)]),
        ("nl", "Kom niet naar Moerdijk.", [("avoid", False)]),
        ("nl", "Neem nog geen jodiumtabletten.", [("iodine", True)]),
        ("nl", "Neem nu jodiumtabletten.", [("iodine", False)]),
        ("nl", "Blijf weg. Ga naar huis.", [("avoid", False)]),
        ("nl", "Verlaat het gebied niet.", [("leave", True)]),
        ("en", "Do not leave the building.", [("leave", True)]),
        ("en", "Don't call, but stay inside.", [("call", True), ("inside", False)]),
        ("en", "Do not take iodine tablets yet.", [("iodine", True)]),
        ("en", "Your phone keeps working.", []),
    ],
)  # fmt: skip
def test_what_people_are_told(lang: Lang, text: str, told: list[tuple[str, bool]]) -> None:
    assert [(action.name, action.negated) for action in actions(text, lang)] == told


def test_a_capital_of_two_letters_moves_nothing() -> None:
    # The small form of İ is two characters long.
    text = "İİİ Blijf binnen"
    (found,) = actions(text, "nl")
    assert text[found.start : found.end] == "Blijf binnen"


def test_opposites_are_actions_with_a_name() -> None:
    assert ("inside", "leave") in opposites()
    assert all(action_name(name).en for pair in opposites() for name in pair)
