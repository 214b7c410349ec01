# SPDX-License-Identifier: EUPL-1.2
"""A study of a plan, made in a process without database, and kept small: vehicles by bin in 16 bits each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from weerbaar.base import RunRecord, Text
    from weerbaar.evacuation.demand import Departures
    from weerbaar.evacuation.flow import Bound
    from weerbaar.evacuation.network import RoadNetwork
    from weerbaar.evacuation.routing import ManagedPlan
    from weerbaar.evacuation.simulation import Outcome
    from weerbaar.evacuation.study import Settings, Study

Floats = npt.NDArray[np.float64]
_LARGEST = 65535


@dataclass(frozen=True, eq=False)
class Work:
    """What the other process needs."""

    network: RoadNetwork
    departures: Departures
    settings: Settings


@dataclass(frozen=True, eq=False)
class Quantised:
    """Numbers of 0 and more as whole steps; off by half a step at most.

    Attributes:
        step: what one stands for.
        steps: uint16.
    """

    step: float
    steps: npt.NDArray[np.uint16]

    @classmethod
    def of(cls, values: Floats) -> Quantised:
        """Return these numbers in as small steps as fit."""
        step = max(float(values.max(initial=0.0)), 1e-9) / _LARGEST
        return cls(step, np.rint(np.maximum(values, 0.0) / step).astype(np.uint16))

    def values(self) -> Floats:
        """Return the numbers."""
        return np.asarray(self.steps * self.step, float)

    def sums(self) -> Floats:
        """Return the sum of each column."""
        return np.asarray(self.steps.sum(axis=0, dtype=np.int64) * self.step, float)

    def largest(self) -> Floats:
        """Return the largest number of each column; 0 where there is none."""
        return np.asarray(self.steps.max(axis=0, initial=0) * self.step, float)


@dataclass(frozen=True, eq=False)
class Course:
    """Where vehicles were; B bins, N nodes, M links, X exits.

    Attributes:
        times_s: moments from 0, length B + 1.
        arrived_veh: safe by each moment per exit, shape (B + 1, X).
        waiting_veh: set out but not yet on the road, per node, shape (B + 1, N).
        on_link_veh: on each link, shape (B + 1, M).
        queued_veh: of those, waiting, shape (B + 1, M).
        flow_veh: that entered each link within each bin, shape (B, M).
        safe_veh: safe at the start and after each step of the simulation, all exits together.
    """

    times_s: Floats
    arrived_veh: Floats
    waiting_veh: Quantised
    on_link_veh: Quantised
    queued_veh: Quantised
    flow_veh: Quantised
    safe_veh: Floats = field(default_factory=lambda: np.empty(0))

    @classmethod
    def of(cls, outcome: Outcome) -> Course:
        """Return the course of a simulation."""
        return cls(
            times_s=outcome.times_s,
            arrived_veh=outcome.arrived_veh,
            waiting_veh=Quantised.of(outcome.waiting_veh),
            on_link_veh=Quantised.of(outcome.on_link_veh),
            queued_veh=Quantised.of(outcome.queued_veh),
            flow_veh=Quantised.of(np.diff(outcome.entered_veh, axis=0)),
            safe_veh=outcome.safe_veh,
        )


@dataclass(frozen=True, eq=False)
class Worked:
    """What came of a study.

    Attributes:
        result: as :func:`weerbaar.evacuation.study.study_dict` has it.
        departures: who wanted to set out when.
        settings: how the study was made.
        course: where vehicles were.
        total_veh: all that ever set out.
        step_s: of the simulation, s.
        bound: what no plan can beat, with the proof of its quickest moment only, and the roads that decide.
        plan: of the traffic wardens; None where nobody directs.
        warnings: what a reader has to know.
        record: what it was made from.
        until_last: those roads decide until everybody is safe; where none does, until nine tenths are.
    """

    result: dict[str, Any]
    departures: Departures
    settings: Settings
    course: Course
    total_veh: float
    step_s: float
    bound: Bound | None
    plan: ManagedPlan | None
    warnings: tuple[Text, ...]
    record: RunRecord
    until_last: bool = True

    def study(self, network: RoadNetwork) -> Study:
        """Return the study again, with the network that it was made over; vehicles are as exact as they were kept."""
        from weerbaar.evacuation.simulation import Outcome
        from weerbaar.evacuation.study import Study

        course = self.course
        entered = np.vstack([np.zeros(network.n_links), np.cumsum(course.flow_veh.values(), axis=0)])
        outcome = Outcome(
            network=network,
            times_s=course.times_s,
            arrived_veh=course.arrived_veh,
            waiting_veh=course.waiting_veh.values(),
            on_link_veh=course.on_link_veh.values(),
            queued_veh=course.queued_veh.values(),
            entered_veh=entered,
            total_veh=self.total_veh,
            step_s=self.step_s,
            safe_veh=course.safe_veh,
            stuck_veh=float(self.result["stuck_vehicles"]),
            warnings=self.warnings,
        )
        return Study(
            network=network,
            departures=self.departures,
            settings=self.settings,
            outcome=outcome,
            bound=self.bound,
            plan=self.plan,
            warnings=self.warnings,
            record=self.record,
        )


def run(work: Work, progress: Callable[[float], None]) -> bytes:
    """Make the study; in a process of its own.

    Raises:
        WeerbaarError: what cannot be done with this network.
    """
    from weerbaar.evacuation.flow import deciding
    from weerbaar.evacuation.study import best_roads, make_study, study_dict
    from weerbaar.workbench.jobs.objects import to_bytes

    study = make_study(work.network, work.departures, work.settings, progress=progress)
    bound, until_last = study.bound, True
    if bound is not None:
        # Afterwards the proofs of other moments are gone, which say which roads decide before the last one.
        roads = best_roads(study.network, study.settings.measures)
        narrow, until_last = deciding(roads, study.departures, bound)
        bound = replace(bound, certificates=(), bottlenecks=narrow)
    return to_bytes(
        Worked(
            result=study_dict(study),
            departures=study.departures,
            settings=study.settings,
            course=Course.of(study.outcome),
            total_veh=study.outcome.total_veh,
            step_s=study.outcome.step_s,
            bound=bound,
            plan=study.plan,
            warnings=study.warnings,
            record=study.record,
            until_last=until_last,
        )
    )
