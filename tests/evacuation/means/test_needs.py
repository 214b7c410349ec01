# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.evacuation.demand.crossroads import CERTAIN, HEAD, crossroads, demand_of
from weerbaar.evacuation.demand import central
from weerbaar.evacuation.means import MeansError, needs_of

ZONES = "zones: [{zone: west, residents: 1000, order_h: 2}, {zone: east, residents: 500, ordered: false}]\n"


def test_who_cannot_leave_by_themselves(tmp_path: Path) -> None:
    turnout = central(demand_of(tmp_path, HEAD + CERTAIN + ZONES), crossroads())
    needs = needs_of(turnout, {"west": 12.0}, {"west": 0.01})
    assert [need.category for need in needs] == ["walking", "seated", "lying"]
    assert [need.people for need in needs] == pytest.approx([38, 32, 8])
    assert {(need.zone, need.from_h, need.before_h, need.risk) for need in needs} == {("west", 2.0, 12.0, 0.01)}
    assert {need.risk for need in needs_of(turnout, {"west": 12.0})} == {None}


def test_a_zone_without_an_hour_is_named(tmp_path: Path) -> None:
    turnout = central(demand_of(tmp_path, HEAD + CERTAIN + ZONES), crossroads())
    with pytest.raises(MeansError) as caught:
        needs_of(turnout, {"east": 12.0})
    assert "van zone west is niet bekend" in caught.value.render("nl")
