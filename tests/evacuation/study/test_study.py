# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from tests.evacuation.network.made_up_roads import random_roads
from tests.evacuation.study.two_ways import NETWORK, leaving
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing import equilibrium
from weerbaar.evacuation.simulation import Closure, Contraflow, Incident, MeasureError
from weerbaar.evacuation.study import ROUTINGS, Settings, StudyError, bound_clearance, make_study


@pytest.mark.parametrize("routing", ROUTINGS)
def test_everybody_arrives_and_never_before_the_bound(routing) -> None:
    shares: list[float] = []
    study = make_study(NETWORK, leaving(3000), Settings(routing=routing, bin_s=300), progress=shares.append)
    assert study.outcome.out_veh[-1] == pytest.approx(3000)
    assert study.bound is not None
    most = np.interp(study.outcome.times_s, study.bound.times_s, study.bound.out_by_veh, right=3000)
    # The pattern of the bound is straight within a bin of a concave curve: it lies a little low there.
    assert np.all(study.outcome.out_veh <= most + 25)
    last = study.outcome.clearance().last_h
    assert last is not None
    assert last >= study.bound.quickest_s / 3600 - 0.01
    assert (study.plan is not None) == (routing == "managed")
    assert study.leaving is (study.departures if study.plan is None else study.plan.departures)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)


def test_the_managed_plan_uses_both_ways_and_the_nearest_exit_one() -> None:
    # 3,000 vehicles; the short way carries 1,500 an hour, both together 3,000.
    alone = make_study(NETWORK, leaving(3000), Settings(routing="nearest")).outcome.clearance()
    directed = make_study(NETWORK, leaving(3000), Settings(routing="managed")).outcome.clearance()
    assert alone.last_h == pytest.approx(2.0, abs=0.1)
    assert directed.last_h == pytest.approx(1.05, abs=0.1)


def test_a_closed_road_is_known_beforehand_and_an_incident_is_not() -> None:
    closed = make_study(NETWORK, leaving(1000), Settings(routing="nearest", measures=(Closure(link="a>x"),)))
    assert closed.outcome.stuck_veh == 0
    assert closed.outcome.entered_veh[-1, NETWORK.link_number["a>x"]] == 0
    assert closed.outcome.out_veh[-1] == pytest.approx(1000)
    assert closed.bound is not None
    # 1,000 vehicles over 1,500 an hour: no plan does better than two thirds of an hour.
    assert closed.bound.quickest_s / 3600 >= 2 / 3
    jam = Incident(link="a>x", remaining=0.5)
    blocked = make_study(NETWORK, leaving(1000), Settings(routing="nearest", measures=(jam,)))
    assert blocked.outcome.clearance().last_h == pytest.approx(1000 / 750, abs=0.1)


def test_the_bound_reckons_with_lanes_that_are_added() -> None:
    lanes = Contraflow(link="a>x", opposite="x>a", setup_s=600)
    usual = make_study(NETWORK, leaving(6000), Settings(routing="managed"))
    wider = make_study(NETWORK, leaving(6000), Settings(routing="managed", measures=(lanes,)))
    assert usual.bound is not None
    assert wider.bound is not None
    assert wider.bound.quickest_s < 0.8 * usual.bound.quickest_s
    assert wider.outcome.clearance().last_h < 0.9 * usual.outcome.clearance().last_h  # type: ignore[operator]


def test_the_same_input_gives_the_same_record() -> None:
    first, again = (make_study(NETWORK, leaving(500), Settings(with_bound=False)) for _ in range(2))
    other = make_study(NETWORK, leaving(501), Settings(with_bound=False))
    assert first.record == again.record
    assert first.record.input_hash != other.record.input_hash
    assert first.bound is None
    assert np.array_equal(first.outcome.out_veh, again.outcome.out_veh)


@pytest.mark.parametrize(("rounds", "found"), [(1, False), (25, True)])
def test_says_when_there_is_no_balance(monkeypatch: pytest.MonkeyPatch, rounds: int, found: bool) -> None:
    """Drivers who follow the queues of the moment could save 1.2 %; in some rounds they find a balance."""
    tangle = random_roads(6)
    nodes = np.unique([node for zone in tangle.zones for node in zone.nodes])
    amounts = np.full(len(nodes), 900.0)
    leave = Departures(nodes, np.array([0.0, 900.0]), np.stack([0 * amounts, amounts]), np.ones(len(nodes)))
    monkeypatch.setattr("weerbaar.evacuation.study.study.equilibrium", partial(equilibrium, iterations=rounds))
    study = make_study(tangle, leave, Settings(routing="equilibrium", with_bound=False))
    assert any("geen evenwicht" in warning.nl for warning in study.warnings) == (not found)


def test_refuses_what_cannot_be() -> None:
    with pytest.raises(StudyError, match="teleport"):
        make_study(NETWORK, leaving(10), Settings(routing="teleport"))  # type: ignore[arg-type]
    with pytest.raises(StudyError, match="nobody"):
        make_study(NETWORK, leaving(0))
    with pytest.raises(MeasureError, match="nowhere"):
        make_study(NETWORK, leaving(10), Settings(measures=(Closure(link="nowhere"),)))


def test_clearance_of_the_bound_ends_at_its_proof() -> None:
    found = bound_clearance(np.array([0.0, 3600, 7200]), np.array([0.0, 50, 100]), 100.0, 7000.0)
    assert found.t50_h == pytest.approx(1.0)
    # Straight from 50 after an hour to 100 at the quickest moment; the last is out when less than one is left.
    assert found.last_h == pytest.approx((3600 + 3400 * 49 / 50) / 3600)


def test_network_is_what_the_tests_say() -> None:
    assert isinstance(NETWORK, RoadNetwork)
    assert NETWORK.capacity_veh_s * 3600 == pytest.approx(1500)
