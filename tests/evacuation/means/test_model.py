# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from tests.evacuation.means.fleets import text
from weerbaar.evacuation.means import Means, MeansError, Need, Refuge

GOOD = {
    "id": "heli",
    "name": text("h"),
    "mode": "air",
    "number": 1,
    "place": "r",
    "carries": {"lying": 2},
    "speed_m_s": 50,
}


TIMES = "kan niet; het eerste ligt na 0 en het tweede is 0 of later."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": -1}, "heli: het aantal of wat een rit meeneemt kan niet."),
        ({"carries": {}}, "heli: het aantal of wat een rit meeneemt kan niet."),
        ({"carries": {"lying": 0}}, "heli: het aantal of wat een rit meeneemt kan niet."),
        ({"load_s": -1}, "heli: een tijd is negatief of oneindig."),
        ({"shift_h": 0}, "heli: een tijd is negatief of oneindig."),
        ({"from_h": float("nan")}, "heli: een tijd is negatief of oneindig."),
        ({"speed_m_s": None}, "heli: door de lucht of over water hoort een snelheid."),
        ({"detour": 0.5}, "heli: korter dan een rechte lijn kan niet."),
    ],
)
def test_means_that_cannot_be(change: dict[str, Any], said: str) -> None:
    with pytest.raises(MeansError) as caught:
        Means(**{**GOOD, **change})
    assert caught.value.render("nl") == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"people": -1}, "z: het aantal mensen kan niet."),
        ({"from_h": -1}, f"z: weg zijn voor uur 9, vanaf uur -1, {TIMES}"),
        ({"before_h": 0}, f"z: weg zijn voor uur 0, vanaf uur 0, {TIMES}"),
        ({"before_h": float("inf")}, f"z: weg zijn voor uur inf, vanaf uur 0, {TIMES}"),
        ({"risk": 1.2}, "z: een kans ligt tussen 0 en 1."),
    ],
)
def test_needs_that_cannot_be(change: dict[str, Any], said: str) -> None:
    with pytest.raises(MeansError) as caught:
        Need(**{"zone": "z", "category": "lying", "people": 3.0, "before_h": 9.0, **change})
    assert caught.value.render("nl") == said


def test_beds_that_cannot_be() -> None:
    with pytest.raises(MeansError, match="number of beds"):
        Refuge("r", text("r"), -1)
