# SPDX-License-Identifier: EUPL-1.2
"""Whoever guides steers: what it answers is what people do from that moment."""

from __future__ import annotations

import numpy as np
import pytest

from tests.evacuation.simulation.roads import HOUR, roads, steady
from weerbaar.evacuation.simulation import Incident, RoadState, simulate

FORK = roads([("a", "b", 5, 100, 1800, 150), ("a", "c", 10, 100, 1800, 150)], {"b": 1e9, "c": 1e9})


class Quickest:
    """Everybody takes the road that is quickest now."""

    period_s = 600.0

    def shares(self, state: RoadState) -> tuple[np.ndarray, np.ndarray]:
        return (state.travel_time_s == state.travel_time_s.min()).astype(float), np.ones(2)


def test_people_leave_a_road_when_its_queue_costs_more_than_the_way_round() -> None:
    """The detour is 180 s longer; the short road, down to 360 veh/h, is there with 18 vehicles in its queue.

    At the first look after the incident there is no queue yet, at the second, ten minutes later, it has 107.
    """
    blocked = [Incident(link="a-b", from_s=0.5 * HOUR, to_s=1.5 * HOUR, remaining=0.2)]
    found = simulate(FORK, steady(FORK, {"a": 1000}, 1), Quickest(), measures=blocked, step_s=10, bin_s=600)  # type: ignore[arg-type]
    to_c = np.diff(found.entered_veh[:, 1])
    assert to_c[:6] == pytest.approx([0, 0, 0, 0, 1000 / 6, 1000 / 6])
    assert found.out_veh[-1] == pytest.approx(1000)
