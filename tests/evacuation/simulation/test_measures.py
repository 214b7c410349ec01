# SPDX-License-Identifier: EUPL-1.2
"""What each measure does to the flow, with numbers that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.simulation.roads import HOUR, follow, random_roads, roads, steady
from weerbaar.evacuation.network import opposite
from weerbaar.evacuation.simulation import (
    Closure,
    Contraflow,
    ExitClosure,
    Incident,
    Measure,
    MeasureError,
    Metering,
    Outcome,
    Weather,
    simulate,
)
from weerbaar.evacuation.simulation.measures import changes_s, check_measures, conditions_at, slowest_speed

FREE = 1e9
ROAD = roads([("a", "b", 10, 100, 1800, 150), ("b", "a", 10, 100, 1800, 150)], {"b": FREE})


def driven(measures: list[Measure], veh_h: float = 1500, hours: float = 5) -> Outcome:
    return simulate(
        ROAD,
        steady(ROAD, {"a": veh_h}, hours),
        follow(ROAD),
        measures=measures,
        step_s=10,
        bin_s=60,
        horizon_s=5 * HOUR,
    )


def at(outcome: Outcome, counts: np.ndarray, hours: float) -> float:
    return float(np.interp(hours * HOUR, outcome.times_s, counts))


def flow(outcome: Outcome, counts: np.ndarray, hours: float) -> float:
    return (at(outcome, counts, hours + 1 / 60) - at(outcome, counts, hours)) * 60


def test_an_incident_makes_a_queue_on_the_road_that_grows_and_dissolves() -> None:
    """1,500 veh/h, half of 1,800 left for an hour: 600 wait, who pass in 2 h at 300 veh/h more than come."""
    found = driven([Incident(link="a-b", from_s=HOUR, to_s=2 * HOUR, remaining=0.5)])
    queue = found.queued_veh[:, 0]
    assert at(found, queue, 1.5) == pytest.approx(300)
    assert queue.max() == pytest.approx(600)
    assert at(found, queue, 3) == pytest.approx(300)
    assert at(found, queue, 4.02) == pytest.approx(0, abs=1e-6)
    assert found.waiting_veh.max() == pytest.approx(0, abs=1e-9)


def test_a_road_that_was_wholly_blocked_goes_on_when_it_is_free() -> None:
    """1,500 vehicles in an hour, nobody through from 0.5 h to 3 h, long after the last one came: 900 pass at 1,800."""
    found = driven([Incident(link="a-b", from_s=0.5 * HOUR, to_s=3 * HOUR, remaining=0.0)], hours=1)
    waited = 1500 - 1500 * (0.5 - 0.1)
    assert at(found, found.on_link_veh[:, 0], 2.9) == pytest.approx(waited - found.waiting_veh[-1].sum(), abs=1)
    assert found.stuck_veh == 0
    assert found.clearance().last_h == pytest.approx(3 + (waited - 1) / 1800, abs=0.01)


def test_a_closed_road_lets_go_who_is_on_it() -> None:
    found = driven([Closure(link="a-b", from_s=HOUR, to_s=1.5 * HOUR)])
    assert at(found, found.waiting_veh[:, 0], 1.5) == pytest.approx(750)
    assert at(found, found.on_link_veh[:, 0], 1.2) == pytest.approx(0, abs=1e-9)
    assert found.out_veh[-1] == pytest.approx(1500 * 5 - 1500 * 0.1, abs=1)


def test_who_finds_a_road_closed_takes_the_other_ones_with_a_share() -> None:
    network = roads(
        [("a", "b", 5, 100, 1800, 150), ("a", "c", 5, 100, 1800, 150), ("a", "d", 5, 100, 1800, 150)],
        {"b": FREE, "c": FREE, "d": FREE},
    )
    guide = follow(network, {"a-b": 2.0, "a-c": 1.0, "a-d": 1.0})
    closed = [Closure(link="a-b", from_s=HOUR)]
    found = simulate(network, steady(network, {"a": 1000}, 2), guide, measures=closed, step_s=10)
    assert found.entered_veh[-1] == pytest.approx([500, 750, 750])


def test_contraflow_adds_lanes_after_they_have_been_cleared() -> None:
    for gain, expected in ((1.0, 3600), (2 / 3, 3000)):
        measure = Contraflow(link="a-b", opposite="b-a", from_s=HOUR, to_s=2 * HOUR, setup_s=1200, gain=gain)
        found = driven([measure], veh_h=4000)
        entered = found.entered_veh[:, 0]
        assert flow(found, entered, 1.2) == pytest.approx(1800)
        assert flow(found, entered, 1.4) == pytest.approx(expected)
        assert flow(found, found.left_veh[:, 0], 1.6) == pytest.approx(expected)
        assert flow(found, entered, 3) == pytest.approx(1800)
        now = conditions_at(ROAD, [measure], HOUR)
        assert now.entry_veh_s[1] == 0
        assert now.capacity[0] == 1
        assert conditions_at(ROAD, [measure], 1.5 * HOUR).storage[0] == 2


def test_weather_takes_capacity_and_speed() -> None:
    found = driven([Weather(capacity=0.8)], 1800)
    assert flow(found, found.left_veh[:, 0], 1) == pytest.approx(1440)
    found = driven([Weather(from_s=180, speed=0.5)])
    # Half of the road at 100 km/h, the other half at 50.
    assert found.times_s[np.argmax(found.out_veh > 0.1)] == 600
    assert at(found, found.out_veh, 540 / HOUR) == pytest.approx(0, abs=1e-9)
    assert at(found, found.on_link_veh[:, 0], 1) == pytest.approx(1500 * 0.2)


def test_measures_of_the_same_time_multiply() -> None:
    both = [Weather(capacity=0.9, speed=0.8), Weather(from_s=HOUR, capacity=0.5, speed=0.5, links=("a-b",))]
    now = conditions_at(ROAD, both, 2 * HOUR)
    assert now.capacity == pytest.approx([0.45, 0.9])
    assert now.speed == pytest.approx([0.4, 0.8])
    assert slowest_speed(ROAD, both) == pytest.approx([0.4, 0.8])
    assert conditions_at(ROAD, both, 0.0).capacity == pytest.approx([0.9, 0.9])


def test_an_exit_that_opens_later() -> None:
    found = driven([ExitClosure(exit="b", to_s=HOUR)])
    assert at(found, found.out_veh, 1) == 0
    assert at(found, found.queued_veh[:, 0], 1) == pytest.approx(1500 * 0.9)
    assert flow(found, found.out_veh, 1.2) == pytest.approx(1800)


def test_metering_where_people_set_out_and_at_a_road() -> None:
    for measure in (Metering(node="a", most_veh_s=600 / HOUR), Metering(link="a-b", most_veh_s=600 / HOUR)):
        found = driven([measure])
        assert at(found, found.waiting_veh[:, 0], 1) == pytest.approx(900)
        assert flow(found, found.entered_veh[:, 0], 1) == pytest.approx(600)


@given(st.integers(0, 2**32 - 1))
def test_whatever_happens_nobody_gets_lost_or_overtakes(seed: int) -> None:
    """Two hours of changes on random roads; the run itself refuses to lose anybody."""
    network, departures, guide = random_roads(seed)
    rng = np.random.default_rng(seed)
    measures: list[Measure] = []
    for _ in range(rng.integers(1, 8)):
        span = {"from_s": float(rng.uniform(0, 3000)), "to_s": float(rng.uniform(3001, 6000))}
        link, other = rng.choice(network.n_links, 2, replace=False)
        kinds: list[Measure] = [
            Incident(link=str(link), remaining=float(rng.uniform(0, 1)), **span),
            Weather(capacity=float(rng.uniform(0.5, 1)), speed=float(rng.uniform(0.3, 1)), **span),
            Closure(link=str(other), **span),
            ExitClosure(exit=network.node_ids[network.exits[0]], **span),
            Metering(node="1", most_veh_s=0.1, **span),
        ]
        measures.append(kinds[rng.integers(5)])
    back = opposite(network)
    if (back >= 0).any():
        link = int(rng.choice(np.flatnonzero(back >= 0)))
        measures.append(Contraflow(link=str(link), opposite=str(back[link]), setup_s=300, from_s=600, to_s=4000))
    found = simulate(
        network, departures, guide, measures=measures, step_s=15, bin_s=15, horizon_s=7200, capacity_drop=0.1
    )
    set_out = np.array([departures.released(moment).sum() for moment in found.times_s])
    inside = found.waiting_veh.sum(1) + found.on_link_veh.sum(1)
    assert inside + found.out_veh == pytest.approx(set_out, abs=1e-9 * found.total_veh)
    for link in range(network.n_links):
        left = found.left_veh[:, link]
        moments = found.times_s - np.maximum(network.free_time_s[link], 15)
        assert np.all(np.diff(left) >= -1e-9)
        assert np.all(left <= np.interp(moments, found.times_s, found.entered_veh[:, link], left=0.0) + 1e-9)


def test_moments_of_change_are_given_once_each() -> None:
    measures = [Closure(link="a-b", from_s=60, to_s=120), Contraflow(link="a-b", opposite="b-a", from_s=60, setup_s=60)]
    assert changes_s(measures).tolist() == [60.0, 120.0]


def test_every_fault_is_told_at_once_in_both_languages() -> None:
    faulty: list[Measure] = [
        Incident(link="a-z", remaining=1.5),
        Closure(link="a-b", from_s=-60),
        Weather(from_s=120, to_s=60, capacity=0.0, links=("x",)),
        ExitClosure(exit="a"),
        Metering(most_veh_s=-1, node="q"),
        Metering(most_veh_s=1),
        Contraflow(link="a-b", opposite="c-a", setup_s=-5),
    ]
    with pytest.raises(MeasureError) as caught:
        simulate(ROAD, steady(ROAD, {"a": 1}, 1), follow(ROAD), measures=faulty)
    assert caught.value.render("en").splitlines() == [
        "measure 1: the network has no road 'a-z'.",
        "measure 1: the remaining share of the capacity is 1.5; it should be from 0 to 1.",
        "measure 2: from -60 to inf s cannot be; it begins at 0 or later and ends after that.",
        "measure 3: from 120 to 60 s cannot be; it begins at 0 or later and ends after that.",
        "measure 3: the factor on the capacity is 0; it should be above 0 to 1.",
        "measure 3: the network has no road 'x'.",
        "measure 4: the network has no exit 'a'.",
        "measure 5: the number of vehicles per second is -1; it should be 0 or more.",
        "measure 5: the network has no node 'q'.",
        "measure 6: metering is at a road or at a node.",
        "measure 7: the network has no road 'c-a'.",
        "measure 7: the time to clear the lanes (s) is -5; it should be 0 or more.",
    ]
    assert len(caught.value.render("nl").splitlines()) == 12
    check_measures(ROAD, [Closure(link="a-b", from_s=0, to_s=60)])


def test_lanes_go_one_way_at_a_time() -> None:
    network = roads(
        [("a", "b", 10, 100, 1800, 150), ("b", "a", 10, 100, 1800, 150), ("b", "c", 10, 100, 1800, 150)], {"c": FREE}
    )
    first = Contraflow(link="a-b", opposite="b-a", setup_s=60, to_s=600)
    back = Contraflow(link="b-a", opposite="a-b", setup_s=60, from_s=600)
    check_measures(network, [first, back])
    faulty = [first, first, Contraflow(link="a-b", opposite="b-c", setup_s=60, from_s=600)]
    with pytest.raises(MeasureError) as caught:
        check_measures(network, [*faulty, back])
    assert caught.value.render("en").splitlines() == [
        "measure 3: road 'b-c' is not the opposite of road 'a-b'.",
        "measure 2: the lanes of road 'a-b' are in measure 1 by then.",
        "measure 4: the lanes of road 'a-b' are in measure 3 by then.",
    ]
