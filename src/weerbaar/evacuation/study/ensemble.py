# SPDX-License-Identifier: EUPL-1.2
"""One evacuation a thousand times: people, weather, discipline and incidents drawn anew, to see how sure the hours are.

Known to those who decide are the roads, the measures and, for a managed plan, how many come; not the weather, not how
people drive, and not the incidents.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from weerbaar.base import RunRecord, Text, software_versions
from weerbaar.evacuation.demand import Demand, Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing import Instantaneous, equilibrium, free_flow, managed, nearest_exit
from weerbaar.evacuation.simulation import (
    EnsembleOutcome,
    Guide,
    Member,
    Outcome,
    RouteShares,
    check_measures,
    run_ensemble,
    simulate,
)
from weerbaar.evacuation.study.best_roads import best_roads
from weerbaar.evacuation.study.members import Exposure, Leaving, central_leaving, draw_leaving, draw_roads
from weerbaar.evacuation.study.study import DECIDED, ROUTINGS, Progress, Settings, StudyError, input_hash
from weerbaar.evacuation.study.uncertainty import Uncertainty, shipped_uncertainty

Floats = npt.NDArray[np.float64]

CHUNK = 8
"""Members per piece of work: enough to send the roads along with them, and few enough to divide."""
LOOK_S = 600.0
"""Time between two looks at the roads of drivers who heed the queues; half of them look anew in that time either way.
A single study renews the picture twice as often: that changes the hours until half and nine tenths are safe by less
than half a per cent, and costs twice as much."""
HOURS = ("t50_h", "t90_h", "t99_h", "last_h")


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Draws, on the last axis D, in the order of the members; B moments, X exits.

    Attributes:
        network: the roads as they are usually.
        settings: how each member was simulated.
        uncertainty: what was drawn about the roads.
        times_s: moments from the start, the first 0, length B.
        out_veh: safe by each moment, shape (B, D).
        departed_veh: set out by each moment, shape (B, D).
        exit_veh: safe at the end per exit, shape (X, D).
        total_veh: all that ever set out, length D.
        people: in the area, length D; with departures stated as they are, those in the vehicles.
        going: share of them that is in the vehicles, length D.
        stuck_veh: stood still at the end, length D.
        capacity: factor on the capacity of the roads by discipline and weather, length D.
        incidents: how many lanes were blocked in each, length D.
        t50_h: hours until half of the vehicles are safe, length D; NaN where that was not reached. So too ``t90_h``,
            ``t99_h`` and ``last_h`` (less than one vehicle left).
        record: what it was made from.
    """

    network: RoadNetwork
    settings: Settings
    uncertainty: Uncertainty
    times_s: Floats
    out_veh: Floats
    departed_veh: Floats
    exit_veh: Floats
    total_veh: Floats
    people: Floats
    going: Floats
    stuck_veh: Floats
    capacity: Floats
    incidents: Floats
    t50_h: Floats
    t90_h: Floats
    t99_h: Floats
    last_h: Floats
    record: RunRecord

    @property
    def n_members(self) -> int:
        """Number of draws, D."""
        return len(self.total_veh)


@dataclass(frozen=True, eq=False)
class _Job:
    network: RoadNetwork
    known: RoadNetwork
    demand: Demand | Departures
    settings: Settings
    uncertainty: Uncertainty
    exposure: Exposure
    habit: RouteShares | None
    seed: int
    first: int
    n: int


@dataclass(frozen=True, eq=False)
class _Part:
    outcome: EnsembleOutcome
    departed_veh: Floats
    people: Floats
    going: Floats
    capacity: Floats
    incidents: Floats


def make_ensemble(
    network: RoadNetwork,
    demand: Demand | Departures,
    settings: Settings,
    members: int,
    seed: int,
    executor: Executor | None = None,
    progress: Progress | None = None,
    *,
    uncertainty: Uncertainty | None = None,
) -> Ensemble:
    """Simulate an evacuation in as many ways as it may go.

    How people choose their way is as in a study, but for this: who follows a habit (nearest exit, free flow,
    equilibrium) takes that of the central estimate; a managed plan is made for the vehicles of each member on the
    roads as they are usually.

    Args:
        network: the roads, already checked.
        demand: people by place, with their uncertainty; or departures stated as they are.
        settings: how; no bound is worked out.
        members: how many, at least 2.
        seed: of the draws, 0 or more.
        executor: who does the work: None = here and now; threads, processes or a Dask client's ``get_executor()``.
        progress: called with shares of 1.
        uncertainty: of the roads; None takes the values that come with Weerbaar.

    Returns:
        The draws; the same bytes for any executor.

    Raises:
        StudyError: an unknown way of choosing roads, too few members, a negative seed, or nobody who leaves.
        WeerbaarError: what the simulation cannot do with this network.
    """
    if settings.routing not in ROUTINGS:
        raise StudyError(
            Text(
                nl=f"routekeuze '{settings.routing}' bestaat niet; kies uit {', '.join(ROUTINGS)}.",
                en=f"there is no route choice '{settings.routing}'; choose from {', '.join(ROUTINGS)}.",
            )
        )
    if members < 2 or seed < 0:
        raise StudyError(
            Text(
                nl=f"een ensemble heeft twee of meer leden en een zaad van 0 of meer; gegeven: {members} en {seed}.",
                en=f"an ensemble has two or more members and a seed of 0 or more; given: {members} and {seed}.",
            )
        )
    leaving = central_leaving(demand, network)
    if leaving.departures.total_veh <= 0:
        raise StudyError(Text(nl="er vertrekt niemand.", en="nobody leaves."))
    check_measures(network, settings.measures)
    known = best_roads(network, [measure for measure in settings.measures if isinstance(measure, DECIDED)])
    habit = _habit(network, known, leaving, settings)
    drawn = uncertainty or shipped_uncertainty()
    exposure = Exposure.of(_central_run(network, known, leaving, settings, habit))
    jobs = [
        _Job(network, known, demand, settings, drawn, exposure, habit, seed, first, min(CHUNK, members - first))
        for first in range(0, members, CHUNK)
    ]
    found: Iterator[_Part] = map(_part, jobs) if executor is None else executor.map(_part, jobs)
    parts: list[_Part] = []
    done = 0
    for part in found:
        parts.append(part)
        done += len(part.people)
        if progress is not None:
            progress(done / members)
    record = _record(network, demand, leaving, settings, drawn, members, seed)
    return _together(network, settings, drawn, parts, record)


def _habit(network: RoadNetwork, known: RoadNetwork, leaving: Leaving, settings: Settings) -> RouteShares | None:
    """What people are used to, or None where they look at the roads or are directed."""
    if settings.routing == "equilibrium":
        return equilibrium(network, leaving.departures, measures=settings.measures).shares
    if settings.routing == "nearest":
        return nearest_exit(known)
    return free_flow(known) if settings.routing == "free-flow" else None


_LOOKING: Callable[[RoadNetwork], Guide] = partial(Instantaneous, period_s=LOOK_S)


def _guided(
    known: RoadNetwork, departures: Departures, settings: Settings, habit: RouteShares | None
) -> tuple[Departures, RouteShares | Callable[[RoadNetwork], Guide]]:
    if settings.routing == "managed":
        plan = managed(known, departures)
        return plan.departures, plan.shares
    return departures, _LOOKING if habit is None else habit


def _central_run(
    network: RoadNetwork, known: RoadNetwork, leaving: Leaving, settings: Settings, habit: RouteShares | None
) -> Outcome:
    departures, guide = _guided(known, leaving.departures, settings, habit)
    return simulate(
        network,
        departures,
        guide if isinstance(guide, RouteShares) else guide(network),
        measures=settings.measures,
        step_s=settings.step_s,
        bin_s=settings.bin_s,
        horizon_s=settings.horizon_s,
        capacity_drop=settings.capacity_drop,
    )


def _part(job: _Job) -> _Part:
    """Draw and simulate some members."""
    settings = job.settings
    members: list[Member] = []
    leaving: list[Leaving] = []
    capacity: list[float] = []
    incidents: list[float] = []
    for at, one in enumerate(draw_leaving(job.demand, job.network, job.seed, job.first, job.n)):
        roads = draw_roads(
            job.network, job.uncertainty, job.exposure, one.departures.total_veh, job.seed, job.first + at
        )
        departures, guide = _guided(job.known, one.departures, settings, job.habit)
        members.append(Member(departures, guide, (*settings.measures, *roads.measures), roads.capacity))
        leaving.append(one)
        capacity.append(roads.capacity * roads.weather.capacity)
        incidents.append(len(roads.incidents))
    outcome = run_ensemble(
        job.network,
        members,
        step_s=settings.step_s,
        bin_s=settings.bin_s,
        horizon_s=settings.horizon_s,
        capacity_drop=settings.capacity_drop,
    )
    departed = [
        np.interp(outcome.times_s, one.departures.times_s, one.departures.released_veh.sum(1)) for one in members
    ]
    return _Part(
        outcome=outcome,
        departed_veh=np.stack(departed, axis=-1),
        people=np.array([one.people for one in leaving]),
        going=np.array([one.going for one in leaving]),
        capacity=np.array(capacity),
        incidents=np.array(incidents, float),
    )


def _together(
    network: RoadNetwork, settings: Settings, uncertainty: Uncertainty, parts: list[_Part], record: RunRecord
) -> Ensemble:
    times = max((part.outcome.times_s for part in parts), key=len)

    def course(rows: list[Floats]) -> Floats:
        """A run that has ended stays what it was."""
        return np.concatenate(
            [np.pad(each, ((0, len(times) - len(each)), (0, 0)), mode="edge") for each in rows], axis=-1
        )

    def column(name: str) -> Floats:
        return np.concatenate([getattr(part.outcome, name) for part in parts], axis=-1)

    return Ensemble(
        network=network,
        settings=settings,
        uncertainty=uncertainty,
        times_s=times,
        out_veh=course([part.outcome.out_veh for part in parts]),
        departed_veh=course([part.departed_veh for part in parts]),
        exit_veh=column("exit_veh"),
        total_veh=column("total_veh"),
        people=np.concatenate([part.people for part in parts]),
        going=np.concatenate([part.going for part in parts]),
        stuck_veh=column("stuck_veh"),
        capacity=np.concatenate([part.capacity for part in parts]),
        incidents=np.concatenate([part.incidents for part in parts]),
        t50_h=column("t50_h"),
        t90_h=column("t90_h"),
        t99_h=column("t99_h"),
        last_h=column("last_h"),
        record=record,
    )


def _record(
    network: RoadNetwork,
    demand: Demand | Departures,
    leaving: Leaving,
    settings: Settings,
    uncertainty: Uncertainty,
    members: int,
    seed: int,
) -> RunRecord:
    # The central departures stand for the medians; what is drawn around them is in the settings.
    spread = uncertainty.model_dump_json() + (
        "" if isinstance(demand, Departures) else demand.factors.model_dump_json() + repr(demand.zones)
    )
    return RunRecord(
        input_hash=input_hash(network, leaving.departures),
        method="evacuation ensemble",
        method_version="1",
        method_hash=hashlib.sha256(spread.encode()).hexdigest(),
        seed=seed,
        draws=members,
        settings={
            "network": network.name,
            "routing": settings.routing,
            "bin_s": settings.bin_s,
            "step_s": settings.step_s,
            "horizon_s": settings.horizon_s,
            "capacity_drop": settings.capacity_drop,
            "measures": [repr(measure) for measure in settings.measures],
            "demand": "as stated" if isinstance(demand, Departures) else demand.name,
        },
        software=software_versions(),
    )
