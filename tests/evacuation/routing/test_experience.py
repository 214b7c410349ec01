# SPDX-License-Identifier: EUPL-1.2
"""What people went through: the time in a queue in closed form, and the books of time that have to close."""

from __future__ import annotations

import numpy as np
import pytest

from tests.evacuation.routing.roads import braess, even, roads
from weerbaar.evacuation.routing import Instantaneous
from weerbaar.evacuation.routing.experience import experience
from weerbaar.evacuation.simulation import simulate


def test_time_in_a_queue() -> None:
    """1 veh/s for 900 s into 0.5 veh/s behind 300 s: who comes at t waits t s more; the other road is free."""
    net = roads([("s", "t", 300, 0.5), ("s", "t", 700, 1.0)], ["t"])
    moments = np.arange(13) * 300.0
    into = np.minimum(moments, 900.0)
    out = np.clip(0.5 * (moments - 300.0), 0.0, 900.0)
    entered = np.column_stack([into, np.zeros(13)])
    left = np.column_stack([out, np.zeros(13)])
    seen = experience(net, 300.0, entered, left, np.tile([300.0, 700.0], (13, 1)), np.ones((13, 1), bool))
    np.testing.assert_allclose(seen.link_time_s[:4, 0], [300.0, 600.0, 900.0, 1200.0], atol=0.01)
    assert seen.link_time_s[8, 0] == pytest.approx(300.0)
    np.testing.assert_allclose(seen.link_time_s[:, 1], 700.0)
    np.testing.assert_allclose(seen.safe_time_s[:4, 0], [300.0, 600.0, 700.0, 700.0], atol=0.01)
    np.testing.assert_allclose(seen.extra_s[:4, 0], [0.0, 0.0, 200.0, 500.0], atol=0.02)
    np.testing.assert_allclose(seen.extra_s[:4, 1], [400.0, 100.0, 0.0, 0.0], atol=0.02)


def test_what_was_driven_is_the_quickest_and_what_was_lost() -> None:
    """Over all people: time on the road = quickest time from where they set out + the extra of each road they took.

    The sums are of curves known every 60 s; tolerance 1 %.
    """
    net = braess(True)
    outcome = simulate(net, even(net, "s", 1.0, 5400.0), Instantaneous(net), bin_s=60.0)
    moments = len(outcome.times_s)
    seen = experience(
        net,
        60.0,
        outcome.entered_veh,
        outcome.left_veh,
        np.tile(net.free_time_s, (moments, 1)),
        np.ones((moments, 1), bool),
    )
    went = np.diff(outcome.entered_veh, axis=0)
    lost = (went * (seen.extra_s[:-1] + seen.extra_s[1:]) / 2).sum()
    set_out = went[:, net.begin == net.node_number["s"]].sum(1)
    quickest = (set_out * (seen.safe_time_s[:-1, 0] + seen.safe_time_s[1:, 0]) / 2).sum()
    driven = np.trapezoid(outcome.on_link_veh.sum(1), outcome.times_s)
    assert lost > 0.05 * driven
    assert quickest + lost == pytest.approx(driven, rel=0.01)
