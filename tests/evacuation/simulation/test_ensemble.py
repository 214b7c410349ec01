# SPDX-License-Identifier: EUPL-1.2
"""An ensemble is its members one by one, with the same bytes whoever does the work."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields

import numpy as np
import pytest

from tests.evacuation.simulation.roads import HOUR, follow, random_roads, roads, steady
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation import (
    Closure,
    EnsembleOutcome,
    Incident,
    MeasureError,
    Member,
    RoadState,
    SimulationError,
    run_ensemble,
    simulate,
)

ROAD = roads([("a", "b", 5, 100, 1800, 150)], {"b": 1e9})


class Quickest:
    """A guide with a memory, to be made anew for each member."""

    period_s = 600.0

    def __init__(self, network: RoadNetwork) -> None:
        self.shares_now = random_roads(3)[2]
        self.asked = 0

    def shares(self, state: RoadState) -> tuple[np.ndarray, np.ndarray]:
        self.asked += 1
        period = min(self.asked // 2, 2)
        return self.shares_now.links[period], self.shares_now.exits[period]


def members() -> list[Member]:
    _, departures, shares = random_roads(3)
    rng = np.random.default_rng(5)
    plain = [Member(departures, shares, capacity=float(rng.uniform(0.7, 1.1))) for _ in range(10)]
    return [
        *plain,
        Member(departures, shares, (Incident(link="2", from_s=600, to_s=1800, remaining=0.5),)),
        Member(departures, Quickest),
        Member(departures, shares, capacity=rng.uniform(0.5, 1.0, 14)),
    ]


def run(executor: Executor | None = None) -> EnsembleOutcome:
    return run_ensemble(random_roads(3)[0], members(), step_s=10, horizon_s=2 * HOUR, executor=executor)


@contextmanager
def pool(kind: str) -> Iterator[Executor]:
    if kind != "dask":
        with (ProcessPoolExecutor if "process" in kind else ThreadPoolExecutor)(2) as executor:
            yield executor
        return
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=1, threads_per_worker=2, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        Client(cluster) as client,
        client.get_executor() as executor,
    ):
        yield executor


def everything(found: EnsembleOutcome) -> dict[str, bytes]:
    return {field.name: getattr(found, field.name).tobytes() for field in fields(found)}


@pytest.mark.parametrize("kind", ["two threads", "two processes", "dask"])
def test_the_same_bytes_with_any_executor(kind: str) -> None:
    with pool(kind) as executor:
        assert everything(run(executor)) == everything(run())


def test_a_draw_is_the_simulation_of_its_member() -> None:
    network = random_roads(3)[0]
    found, all_members = run(), members()
    assert found.out_veh.shape == (len(found.times_s), 13)
    assert len({column.tobytes() for column in found.out_veh.T}) > 11
    for at in (10, 11):
        member = all_members[at]
        guide = member.guide(network) if callable(member.guide) else member.guide
        alone = simulate(network, member.departures, guide, measures=member.measures, step_s=10, horizon_s=2 * HOUR)
        assert found.out_veh[: len(alone.times_s), at].tobytes() == alone.out_veh.tobytes()
        assert found.exit_veh[:, at] == pytest.approx(alone.arrived_veh[-1])
        hours = alone.clearance()
        assert np.isnan(found.t50_h[at]) if hours.t50_h is None else found.t50_h[at] == hours.t50_h


def test_capacity_factors_divide_the_time_that_a_bottleneck_takes() -> None:
    """1,800 vehicles at once over 1,800 f veh/h: the last after 180 s and (1,800 − 1) / f / 1,800 hours."""
    departures = steady(ROAD, {"a": 3600 * 1800}, 1 / 3600)
    factors = [0.5, 1.0, 1.25]
    found = run_ensemble(ROAD, [Member(departures, follow(ROAD), capacity=f) for f in factors], step_s=10)
    assert found.last_h == pytest.approx([0.05 + 1799 / 1800 / f for f in factors], abs=0.003)
    assert found.out_veh[-1] == pytest.approx([1800] * 3)
    assert found.times_s[-1] >= 2 * HOUR
    assert found.stuck_veh.tolist() == [0, 0, 0]


def test_who_never_arrives_is_a_draw_without_hours() -> None:
    closed = Member(steady(ROAD, {"a": 100}, 1), follow(ROAD), (Closure(link="a-b", from_s=0.5 * HOUR),))
    found = run_ensemble(ROAD, [closed], step_s=10)
    assert found.stuck_veh == pytest.approx([50])
    assert np.isnan(found.t90_h[0])
    assert found.total_veh == pytest.approx([100])


def test_progress_is_told() -> None:
    told: list[float] = []
    run_ensemble(ROAD, [Member(steady(ROAD, {"a": 10}, 1), follow(ROAD))] * 9, step_s=10, progress=told.append)
    assert told == pytest.approx([8 / 9, 1.0])


def test_members_that_cannot_be() -> None:
    departures = steady(ROAD, {"a": 10}, 1)
    with pytest.raises(SimulationError, match="at least one member"):
        run_ensemble(ROAD, [])
    for capacity in (-1.0, np.inf, np.ones(3)):
        with pytest.raises(SimulationError, match="factor on the capacity"):
            run_ensemble(ROAD, [Member(departures, follow(ROAD), capacity=capacity)])
    with pytest.raises(MeasureError, match="no road 'x'"):
        run_ensemble(ROAD, [Member(departures, follow(ROAD), (Closure(link="x"),))])
