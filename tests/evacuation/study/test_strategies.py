# SPDX-License-Identifier: EUPL-1.2
"""Which settings a strategy stands for, and that each does better than the one before where roads decide."""

from __future__ import annotations

import pytest

from tests.evacuation.study.two_ways import NETWORK, leaving
from weerbaar.evacuation.flow import bound
from weerbaar.evacuation.network import CONTRAFLOW_GAIN
from weerbaar.evacuation.simulation import Closure, Contraflow
from weerbaar.evacuation.study import STRATEGIES, STRATEGY_WORDS, Settings, make_study, strategies


def test_contraflow_is_on_the_narrow_roads_that_have_another_direction() -> None:
    departures = leaving(6000)
    shut = Closure(link="x>a", from_s=1e6)
    found = strategies(NETWORK, bound(NETWORK, departures), Settings(measures=(shut,)), setup_s=1800)
    assert tuple(found) == STRATEGIES == tuple(STRATEGY_WORDS)
    assert [found[name].routing for name in STRATEGIES] == ["instantaneous", "managed", "managed"]
    lanes = Contraflow(link="a>x", opposite="x>a", setup_s=1800, gain=CONTRAFLOW_GAIN)
    assert found["contraflow"].measures == (shut, lanes)
    assert found["free"].measures == found["managed"].measures == (shut,)


def test_more_direction_is_quicker() -> None:
    departures = leaving(6000)
    settings = Settings(bin_s=300, with_bound=False)
    last = {
        name: make_study(NETWORK, departures, one).outcome.clearance().last_h
        for name, one in strategies(NETWORK, bound(NETWORK, departures), settings, setup_s=600).items()
    }
    assert last["free"] is not None
    assert last["managed"] is not None
    assert last["contraflow"] is not None
    # Both ways 3,000 veh/h; with the lanes back 1,500 x (2 + 0.65) = 3,975 after ten minutes.
    assert last["managed"] == pytest.approx(2.05, abs=0.1)
    assert last["contraflow"] < 0.85 * last["managed"]
    assert last["managed"] <= last["free"] * 1.05


def test_where_no_narrow_road_has_another_direction_there_is_no_contraflow() -> None:
    one_way = NETWORK.with_capacity(NETWORK.capacity_veh_s)
    few = bound(one_way, leaving(10))
    wide = strategies(one_way, few, Settings(), setup_s=0.0)
    roads = {one.number for one in few.bottlenecks if one.kind == "road"}
    assert ("contraflow" in wide) == (NETWORK.link_number["a>x"] in roads)
