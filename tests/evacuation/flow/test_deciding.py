# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.evacuation.study.two_ways import NETWORK, leaving
from weerbaar.evacuation.flow import bound, deciding


def test_roads_decide_until_the_last_where_everybody_leaves_at_once() -> None:
    departures = leaving(3000)
    best = bound(NETWORK, departures)
    found, until_last = deciding(NETWORK, departures, best)
    assert until_last
    assert found
    assert set(found) <= set(best.bottlenecks)


def test_where_the_last_to_set_out_decides_the_end_roads_decide_until_nine_tenths() -> None:
    """One vehicle leaves ten hours later: no road is full until then, but the rest still had to queue."""
    early = leaving(3000)
    late = replace(
        early,
        times_s=np.append(early.times_s, [36_000.0, 36_300.0]),
        released_veh=np.vstack([early.released_veh, early.released_veh[-1:], early.released_veh[-1:] + 1]),
    )
    best = bound(NETWORK, late)
    assert best.bottlenecks == ()
    found, until_last = deciding(NETWORK, late, best)
    assert not until_last
    assert {each.number for each in found} <= {
        each.number for each in deciding(NETWORK, early, bound(NETWORK, early))[0]
    }
    assert found
    longest = max(each.hours for each in found)
    assert all(each.hours >= 0.05 * longest for each in found)
