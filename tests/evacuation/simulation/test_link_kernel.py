# SPDX-License-Identifier: EUPL-1.2
"""The compiled step against the same model written out, and what holds for any roads."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.simulation.plain_model import PlainRun, plain_run, shared_room
from tests.evacuation.simulation.roads import random_roads
from weerbaar.evacuation.simulation import Outcome, Weather, simulate
from weerbaar.evacuation.simulation.link_kernel import ROAD, drift, level, past

SEEDS = st.integers(0, 2**32 - 1)
STEP_S = 10.0


def every_step(seed: int, hours: float = 1.0, **options: object) -> Outcome:
    network, departures, guide = random_roads(seed)
    return simulate(network, departures, guide, step_s=STEP_S, bin_s=STEP_S, horizon_s=3600 * hours, **options)  # type: ignore[arg-type]


def assert_same(found: Outcome, twin: PlainRun) -> None:
    moments, allowed = len(found.times_s), 1e-9 * found.total_veh
    assert found.entered_veh == pytest.approx(twin.entered[:moments], abs=allowed)
    assert found.left_veh == pytest.approx(twin.left[:moments], abs=allowed)
    assert found.waiting_veh == pytest.approx(twin.waiting[:moments], abs=allowed)
    assert found.arrived_veh == pytest.approx(twin.arrived[:moments], abs=allowed)


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(more, marks=pytest.mark.thorough) for more in range(4, 30))]
)
def test_equals_the_model_written_out(seed: int) -> None:
    drop = 0.1 * (seed % 3)
    found = every_step(seed, 0.75, capacity_drop=drop)
    twin = plain_run(*random_roads(seed), step_s=STEP_S, steps=270, drop=drop)
    assert found.entered_veh[-1].sum() > 100
    assert_same(found, twin)


def test_equals_the_model_written_out_while_the_speed_falls_and_rises() -> None:
    speed = np.ones(270)
    speed[30:150] = 0.5
    weather = Weather(from_s=300, to_s=1500, speed=0.5)
    found = every_step(1, 0.75, measures=[weather])
    assert_same(found, plain_run(*random_roads(1), step_s=STEP_S, steps=270, speed=speed))
    assert not np.allclose(found.arrived_veh, every_step(1, 0.75).arrived_veh, atol=1.0)


@given(SEEDS)
def test_roads_that_are_passed_over_are_those_where_nothing_moves(seed: int) -> None:
    """Looked at every step, all roads are gone over; looked at seldom, only those with a past that matters."""
    network, departures, guide = random_roads(seed, nodes=20, links=40)
    # Two bursts from a few nodes, half an hour apart: most roads are empty, and many become so and fill again.
    times = np.array([0.0, 300.0, 2400.0, 2700.0])
    released = np.array([0.0, 1.0, 1.0, 2.0])[:, None] * departures.released_veh[-1, :3]
    few = replace(
        departures, nodes=np.arange(3), times_s=times, released_veh=released, people_per_vehicle=np.full(3, 2.5)
    )
    often, seldom = (
        simulate(network, few, guide, step_s=STEP_S, bin_s=bin_s, horizon_s=4500, capacity_drop=0.1)
        for bin_s in (STEP_S, 900.0)
    )
    assert len(seldom.times_s) > 3
    for at, moment in enumerate(seldom.times_s):
        # Whoever looks more often sees earlier that all is over.
        same = min(int(moment / STEP_S), len(often.times_s) - 1)
        for name in ("entered_veh", "on_link_veh", "queued_veh", "waiting_veh", "arrived_veh"):
            assert getattr(seldom, name)[at] == pytest.approx(getattr(often, name)[same], abs=1e-9 * few.total_veh)


@given(SEEDS)
def test_vehicles_are_conserved_and_roads_hold_what_they_can(seed: int) -> None:
    network, departures, _ = random_roads(seed)
    found = every_step(seed)
    set_out = np.array([departures.released(moment).sum() for moment in found.times_s])
    inside = found.waiting_veh.sum(1) + found.on_link_veh.sum(1)
    assert inside + found.out_veh == pytest.approx(set_out, abs=1e-9 * found.total_veh)
    assert np.all(found.on_link_veh <= network.storage_veh * (1 + 1e-9))
    assert np.all(found.queued_veh <= found.on_link_veh + 1e-9)
    assert np.all(found.waiting_veh >= 0)


@given(SEEDS)
def test_nobody_overtakes_nobody_is_faster_than_free_and_no_flow_is_over_capacity(seed: int) -> None:
    network, _, _ = random_roads(seed)
    found = every_step(seed)
    for link in range(network.n_links):
        entered, left = found.entered_veh[:, link], found.left_veh[:, link]
        ready = np.interp(found.times_s - network.free_time_s[link], found.times_s, entered, left=0.0)
        assert np.all(left <= ready + 1e-9)
        # First in, first out on a road is what cumulative counts that never fall mean.
        assert np.all(np.diff(entered) >= 0)
        assert np.all(np.diff(left) >= -1e-9)
        most = network.capacity_veh_s[link] * STEP_S + 1e-9
        assert max(np.diff(entered).max(), np.diff(left).max()) <= most
    assert np.all(np.diff(found.arrived_veh, axis=0) <= network.exit_capacity_veh_s * STEP_S + 1e-9)


@given(SEEDS)
def test_first_in_first_out_at_a_node_means_that_all_take_their_shares(seed: int) -> None:
    network, _, guide = random_roads(seed)
    found = every_step(seed, 0.5)
    flows = np.diff(found.entered_veh, axis=0)
    out = np.diff(found.arrived_veh, axis=0)
    for step, (flow, away) in enumerate(zip(flows, out, strict=True)):
        period = min(step // 70, 2)
        passed = np.bincount(network.begin, weights=flow, minlength=network.n_nodes)
        np.add.at(passed, network.exits, away)
        assert flow == pytest.approx(guide.links[period] * passed[network.begin], abs=1e-8)


def divided(room: float, wants: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """What each of the roads gets, and last who sets out at the node."""
    roads = np.zeros(len(wants) - 1, ROAD)
    roads["leaving"], roads["out_of"] = wants[:-1], weights[:-1]
    return np.minimum(wants, weights * level(room, roads, 0, len(roads), wants[-1], weights[-1]))


@given(
    st.lists(st.tuples(st.floats(0, 10), st.floats(0.1, 5)), min_size=1, max_size=6),
    st.tuples(st.floats(0, 10), st.floats(0.1, 5)),
    st.floats(0, 1),
)
def test_room_is_divided_by_capacity_and_what_one_leaves_goes_to_the_others(
    roads: list[tuple[float, float]], own: tuple[float, float], share: float
) -> None:
    wants, weights = (np.array(column) for column in zip(*roads, own, strict=True))
    room = share * wants.sum()
    goes = divided(room, wants, weights)
    assert goes == pytest.approx(shared_room(room, list(wants), list(weights)) if room > 0 else 0.0 * wants, abs=1e-9)
    assert goes.sum() == pytest.approx(room, abs=1e-9)


def test_invariance_a_longer_queue_does_not_change_who_goes() -> None:
    """Tampère et al. (2011): whoever is held up by the room gets the same when more stand behind."""
    weights = np.array([3.0, 1.0, 1.0, 1.0])
    for longest in (2.0, 20.0):
        assert divided(4.0, np.array([2.5, 0.5, longest, 0.0]), weights) == pytest.approx([2.5, 0.5, 1.0, 0.0])


def test_a_count_of_the_past_is_straight_between_steps() -> None:
    ring = np.array([9.0, 0.0, 2.0, 6.0, 7.0])
    assert past(ring, 1, 3, 2, 0, 0.0) == 6.0
    assert past(ring, 1, 3, 2, 1, 0.25) == 1.5
    assert past(ring, 1, 3, 4, 0, 0.5) == 3.5


def test_a_travel_time_comes_to_its_goal_and_stays() -> None:
    lag, goal = np.array([4.0, 8.0, 5.0]), np.array([8.0, 4.0, 5.0])
    slope, roads = (goal - lag) / goal, np.zeros(3, ROAD)
    changing = np.array([0, 1])
    drift(roads, changing, lag, goal, slope)
    assert lag.tolist() == [4.5, 7.0, 5.0]
    assert (roads["free_whole"].tolist(), roads["free_part"].tolist()) == ([4, 7, 0], [0.5, 0.0, 0.0])
    for _ in range(9):
        drift(roads, changing, lag, goal, slope)
    assert lag.tolist() == [8.0, 4.0, 5.0]
