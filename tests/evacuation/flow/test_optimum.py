# SPDX-License-Identifier: EUPL-1.2
"""What the verbs hand over: shapes that fit the network, and names for people."""

from __future__ import annotations

import numpy as np

from tests.evacuation.flow.timed_nets import at_once, timed
from weerbaar.evacuation.flow import Bottleneck, bound, optimum


def test_shapes_and_names() -> None:
    network = timed([("a", "b", 5, 3), ("b", "t", 5, 1), ("b", "u", 5, 1)], {"t": 9.0, "u": 0.5})
    departures = at_once(network, {"a": 600.0})
    found, plan = bound(network, departures, bin_s=60.0), optimum(network, departures)
    assert len(found.times_s) == len(found.out_by_veh) == len(found.certificates)
    assert all(certificate.moments_s.shape == (4,) for certificate in (found.certificate, *found.certificates))
    assert plan.link_veh.shape[1:] == (3,)
    assert plan.exit_veh.shape == (len(plan.link_veh), 2)
    # t takes 1/s by its road, u 0.5/s: 600 veh in 400 s, 10 s after the start.
    assert abs(found.quickest_s - 410) < 0.05
    first, second = found.bottlenecks
    assert isinstance(first, Bottleneck)
    assert {first.name, second.name} == {"b → t", "u"}
    assert {(b.kind, round(b.vehicles), round(b.hours * 3600)) for b in (first, second)} == {
        ("road", 400, 400),
        ("exit", 200, 400),
    }
    assert np.isclose(plan.exit_veh.sum(), 600)
