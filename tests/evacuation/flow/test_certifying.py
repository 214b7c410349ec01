# SPDX-License-Identifier: EUPL-1.2
"""Any certificate is a proof: by hand, and against an exact LP for moments drawn at random."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.flow.timed_nets import at_once, cases, lp_out_by, timed
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow import Certificate, CertificateError, certified_veh
from weerbaar.evacuation.flow.certifying import released_before
from weerbaar.evacuation.network import RoadNetwork


def test_the_sum_by_hand() -> None:
    network = timed([("a", "b", 10, 2)], {"b": 3.0})
    departures = Departures(np.array([0]), np.array([0.0, 20.0]), np.array([[0.0], [40.0]]), np.ones(1))
    # 5 s of departures at 2/s, the road for 22 - 5 - 10 = 7 s, the exit for 30 - 22 = 8 s.
    assert certified_veh(network, departures, Certificate(30.0, np.array([5.0, 22.0]))) == pytest.approx(10 + 14 + 24)


@given(cases(), st.integers(1, 8), st.data())
def test_whatever_the_moments_no_plan_gets_more_out(
    case: tuple[RoadNetwork, Departures], horizon: int, data: st.DataObject
) -> None:
    network, departures = case
    moments = np.array([data.draw(st.floats(0, horizon)) for _ in range(network.n_nodes)])
    proof = certified_veh(network, departures, Certificate(float(horizon), moments))
    assert lp_out_by(network, departures, horizon) <= proof + 1e-6


def test_who_is_ready_at_the_start_sets_out_after_it() -> None:
    network = timed([("a", "b", 10, 2)], {"b": 3.0})
    departures = at_once(network, {"a": 7.0})
    assert released_before(departures, np.array([0.0])) == pytest.approx([0])
    assert released_before(departures, np.array([1e-9])) == pytest.approx([7])


@pytest.mark.parametrize("moments", [np.zeros(3), np.array([0.0, np.nan])])
def test_a_certificate_of_another_network_is_refused(moments: np.ndarray) -> None:
    network = timed([("a", "b", 10, 2)], {"b": 3.0})
    with pytest.raises(CertificateError) as error:
        certified_veh(network, at_once(network, {"a": 1.0}), Certificate(30.0, moments))
    assert error.value.render("nl") == "het bewijs hoort bij een ander net."
