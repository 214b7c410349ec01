# SPDX-License-Identifier: EUPL-1.2
"""Many simulations of the same roads, of which only who arrives when is kept: what is uncertain as draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation.course import Course
from weerbaar.evacuation.simulation.guide import Guide
from weerbaar.evacuation.simulation.measures import Measure, check_measures
from weerbaar.evacuation.simulation.shares import RouteShares
from weerbaar.evacuation.simulation.simulating import SimulationError, check_settings, choose_step

Floats = npt.NDArray[np.float64]

CHUNK = 8
"""Members per piece of work: enough to send the roads along with them, and few enough to divide."""


@dataclass(frozen=True, eq=False)
class Member:
    """One way in which it may go.

    Attributes:
        departures: who sets out when.
        guide: shares, or what makes a guide for the roads (a guide has a memory, so each member gets its own); for
            executors of processes or a cluster a function at the level of a module, or a class.
        measures: what happens to roads and exits.
        capacity: factor on the capacity of all roads and exits, or of each road (length M; exits keep theirs).
    """

    departures: Departures
    guide: RouteShares | Callable[[RoadNetwork], Guide]
    measures: tuple[Measure, ...] = ()
    capacity: float | Floats = 1.0


@dataclass(frozen=True, eq=False)
class EnsembleOutcome:
    """Draws, on the last axis D, in the order of the members; B bins.

    Attributes:
        times_s: moments, from 0, length B + 1.
        out_veh: safe by each moment, all exits together, shape (B + 1, D); a run that has ended stays what it was.
        exit_veh: safe at the end per exit, shape (X, D).
        total_veh: all that ever set out, length D.
        stuck_veh: stood still at the end, length D.
        t50_h: hours until half is safe, length D; NaN where that was not reached. So too ``t90_h``, ``t99_h`` and
            ``last_h`` (less than one vehicle left).
    """

    times_s: Floats
    out_veh: Floats
    exit_veh: Floats
    total_veh: Floats
    stuck_veh: Floats
    t50_h: Floats
    t90_h: Floats
    t99_h: Floats
    last_h: Floats


@dataclass(frozen=True, eq=False)
class _Settings:
    network: RoadNetwork
    step_s: float
    bin_s: float
    horizon_s: float | None
    origin_priority: float
    capacity_drop: float


@dataclass(frozen=True, eq=False)
class _Arrivals:
    times_s: Floats
    out_veh: Floats
    exit_veh: Floats
    stuck_veh: float
    hours: tuple[float | None, ...]


def run_ensemble(
    network: RoadNetwork,
    members: Sequence[Member],
    *,
    step_s: float | None = None,
    bin_s: float = 900.0,
    horizon_s: float | None = None,
    origin_priority: float = 1.0,
    capacity_drop: float = 0.0,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> EnsembleOutcome:
    """Simulate every member.

    Args:
        network: the roads, the same for all but for the capacity factors.
        members: at least one.
        step_s, bin_s, horizon_s, origin_priority, capacity_drop: see
            :func:`~weerbaar.evacuation.simulation.simulate`.
        executor: who does the work: None = here and now; threads, processes or a Dask client's ``get_executor()``.
        progress: called with the share of the members that is done, from 0 to 1.

    Returns:
        The draws; the same bytes for any executor.

    Raises:
        SimulationError: no members, or a setting out of range.
        ShareError, MeasureError: of the first member that has them.
    """
    if not members:
        raise SimulationError(
            Text(nl="een ensemble heeft ten minste één lid.", en="an ensemble has at least one member.")
        )
    for member in members:
        check_settings(network, member.departures, step_s, bin_s, horizon_s, origin_priority, capacity_drop)
        _check_capacity(network, member.capacity)
        check_measures(network, member.measures)
        if isinstance(member.guide, RouteShares):
            member.guide.check(network)
    step = choose_step(network) if step_s is None else float(step_s)
    settings = _Settings(network, step, bin_s, horizon_s, origin_priority, capacity_drop)
    chunks = [(settings, members[at : at + CHUNK]) for at in range(0, len(members), CHUNK)]
    parts: Iterator[list[_Arrivals]] = map(_run, chunks) if executor is None else executor.map(_run, chunks)
    found: list[_Arrivals] = []
    for part in parts:
        found += part
        if progress is not None:
            progress(len(found) / len(members))
    times = max((one.times_s for one in found), key=len)
    hours = np.array([one.hours for one in found], float)
    return EnsembleOutcome(
        times_s=times,
        out_veh=np.stack(
            [np.pad(one.out_veh, (0, len(times) - len(one.out_veh)), mode="edge") for one in found], axis=-1
        ),
        exit_veh=np.stack([one.exit_veh for one in found], axis=-1),
        total_veh=np.array([member.departures.total_veh for member in members]),
        stuck_veh=np.array([one.stuck_veh for one in found]),
        t50_h=hours[:, 0],
        t90_h=hours[:, 1],
        t99_h=hours[:, 2],
        last_h=hours[:, 3],
    )


def _check_capacity(network: RoadNetwork, capacity: float | Floats) -> None:
    factor = np.asarray(capacity, float)
    if factor.shape not in ((), (network.n_links,)) or not np.all((factor >= 0) & np.isfinite(factor)):
        raise SimulationError(
            Text(
                nl="een factor op de capaciteit is één getal, of één per weg, van 0 of meer.",
                en="a factor on the capacity is one number, or one a road, of 0 or more.",
            )
        )


def _run(job: tuple[_Settings, Sequence[Member]]) -> list[_Arrivals]:
    settings, members = job
    return [_one(settings, member) for member in members]


def _one(settings: _Settings, member: Member) -> _Arrivals:
    network = settings.network
    if np.any(np.asarray(member.capacity) != 1.0):
        of_exits = float(member.capacity) if np.ndim(member.capacity) == 0 else 1.0
        network = replace(
            network,
            capacity_veh_s=network.capacity_veh_s * member.capacity,
            exit_capacity_veh_s=network.exit_capacity_veh_s * of_exits,
        )
    course = Course(
        network,
        member.departures,
        member.guide if isinstance(member.guide, RouteShares) else member.guide(network),
        measures=member.measures,
        step_s=settings.step_s,
        bin_s=settings.bin_s,
        horizon_s=settings.horizon_s,
        origin_priority=settings.origin_priority,
        capacity_drop=settings.capacity_drop,
        roads=False,
    )
    course.drive()
    arrived, hours = course.arrived_veh, course.clearance()
    return _Arrivals(
        times_s=course.times_s,
        out_veh=arrived.sum(1),
        exit_veh=arrived[-1],
        stuck_veh=course.stuck_veh,
        hours=(hours.t50_h, hours.t90_h, hours.t99_h, hours.last_h),
    )
