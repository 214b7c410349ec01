# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.evacuation.demand.crossroads import crossroads
from tests.evacuation.means.fleets import buses, text
from weerbaar.evacuation.means import Means, MeansError, travel_times

HELI = Means("heli", text("heli"), "air", 1, "west", {"lying": 2}, speed_m_s=50.0, detour=1.2)
PLACES = {"west": (0,), "hall": (3,), "east": (2, 1)}


def test_over_the_roads() -> None:
    times = travel_times(crossroads(), PLACES)
    # a to b to safe: two links of 10 km at 20 m/s; from b, the nearer of two nodes, one. Nothing leads from the hall to
    # a; into a and c, which no road leads to, go the roads out of them.
    assert times.road_s.tolist() == [[0, 1000, 500], [np.inf, 0, 500], [500, 500, 0]]
    assert times.of(buses()) is times.road_s


def test_with_the_queues_of_a_simulation() -> None:
    slow = travel_times(crossroads(), PLACES, np.array([500.0, 4000.0, np.inf]))
    assert slow.road_s[0, 1] == 4500
    assert slow.road_s[2, 1] == 4000


def test_of_parallel_roads_the_quickest() -> None:
    network = crossroads((("a", "safe"), ("a", "safe"), ("a", "safe")))
    assert travel_times(network, PLACES, np.array([900.0, 300.0, 600.0])).road_s[0, 1] == 300


def test_through_the_air() -> None:
    network = replace(crossroads(), crs="EPSG:28992", x=np.arange(5) * 3000.0, y=np.arange(5) * 4000.0)
    times = travel_times(network, PLACES)
    assert times.straight_m[0].tolist() == [0, 15_000, 10_000]
    assert times.of(HELI)[0] == pytest.approx([0, 15_000 * 1.2 / 50, 240])


def test_without_reference_system_distances_are_not_known() -> None:
    with pytest.raises(MeansError) as caught:
        travel_times(crossroads(), PLACES).of(HELI)
    assert "heli: de afstanden zijn niet bekend" in caught.value.render("nl")


def test_bad_input_gives_one_message() -> None:
    with pytest.raises(MeansError, match="another network"):
        travel_times(crossroads(), PLACES, np.zeros(2))
    with pytest.raises(MeansError, match="x lies at no node"):
        travel_times(crossroads(), {"x": ()})
