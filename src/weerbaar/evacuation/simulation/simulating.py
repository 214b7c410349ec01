# SPDX-License-Identifier: EUPL-1.2
"""The verb of the part: let people drive, and see who is safe by when."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from weerbaar.base import Text, WeerbaarError
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation.course import Course
from weerbaar.evacuation.simulation.guide import Guide
from weerbaar.evacuation.simulation.measures import Measure, check_measures
from weerbaar.evacuation.simulation.outcome import Outcome
from weerbaar.evacuation.simulation.shares import RouteShares

STEPS_S = (5.0, 6.0, 10.0, 12.0, 15.0, 20.0, 30.0)
"""Steps to choose from: divisors of a quarter of an hour. Under 5 s a finer step tells nothing about hours."""


class SimulationError(WeerbaarError):
    """A simulation that was asked for in a way that cannot be."""


def choose_step(network: RoadNetwork) -> float:
    """Return the largest step of :data:`STEPS_S` in which nobody passes a whole road, s.

    A step longer than the shortest road would let people jump over it. Where roads are shorter than the smallest step
    they take that step (the outcome says so).
    """
    if not network.n_links:
        return STEPS_S[-1]
    shortest = float(np.min(network.free_time_s))
    return max((step for step in STEPS_S if step <= shortest * (1 + 1e-9)), default=STEPS_S[0])


def simulate(
    network: RoadNetwork,
    departures: Departures,
    guide: RouteShares | Guide,
    *,
    measures: Sequence[Measure] = (),
    step_s: float | None = None,
    bin_s: float = 900.0,
    horizon_s: float | None = None,
    origin_priority: float = 1.0,
    capacity_drop: float = 0.0,
    progress: Callable[[float], None] | None = None,
) -> Outcome:
    """Let people drive over the roads, queue by queue.

    Link Transmission Model (Yperman 2007): triangular or trapezoidal fundamental diagrams, spillback, one stream of
    people for whom every exit is safe. Nodes are those of Tampère et al. (2011) for turning shares that all roads into
    a node have in common: flows are not negative, as large as can be, conserved, within what roads send and take,
    first in first out, and a queue that grows does not change its own outflow (invariance), because room is divided by
    capacity and what one road does not use goes to the others.

    Who enters a road that takes no whole number of steps comes off spread over the two steps around that time: on
    average on time, so that after many such roads the head of a stream is some steps early and its tail as late.

    Args:
        network: the roads.
        departures: who sets out when.
        guide: shares per period, or who chooses them while it runs.
        measures: what happens to roads and exits, and what traffic management does.
        step_s: step, s; None takes that of :func:`choose_step`. Times of measures, periods and bins are rounded to
            steps.
        bin_s: time between the moments of the outcome, s.
        horizon_s: end, s; None goes on until everybody is safe or nobody moves any more.
        origin_priority: weight of who sets out at a node against the roads that come in, as a factor on the capacity
            of the widest road that begins there.
        capacity_drop: share of its capacity that a bottleneck with a queue loses; 0.05 to 0.15 was measured.
        progress: called with the share of the people that is safe, from 0 to 1.

    Raises:
        ShareError: shares of another network, or that are together not 1 at a node.
        MeasureError: measures that cannot be.
        SimulationError: a step, bin, horizon or share out of range, or departures of another network.
        OutcomeTooLargeError: so many roads and bins that what is written down takes gigabytes.
    """
    check_settings(network, departures, step_s, bin_s, horizon_s, origin_priority, capacity_drop)
    check_measures(network, measures)
    step = choose_step(network) if step_s is None else float(step_s)
    if isinstance(guide, RouteShares):
        guide.check(network)
    course = Course(
        network,
        departures,
        guide,
        measures=tuple(measures),
        step_s=step,
        bin_s=bin_s,
        horizon_s=horizon_s,
        origin_priority=origin_priority,
        capacity_drop=capacity_drop,
    )
    course.drive(progress)
    return course.outcome()


def check_settings(
    network: RoadNetwork,
    departures: Departures,
    step_s: float | None,
    bin_s: float,
    horizon_s: float | None,
    origin_priority: float,
    capacity_drop: float,
) -> None:
    """Hold the settings of a run against what can be; see :func:`simulate`.

    Raises:
        SimulationError: a setting out of range, or departures of another network.
    """
    positive = (
        (Text(nl="de stap (s)", en="the step (s)"), 1.0 if step_s is None else step_s),
        (Text(nl="de tijd tussen twee uitkomsten (s)", en="the time between two results (s)"), bin_s),
        (Text(nl="het einde (s)", en="the end (s)"), 1.0 if horizon_s is None else horizon_s),
        (Text(nl="het gewicht van wie vertrekt", en="the weight of who sets out"), origin_priority),
    )
    for called, value in positive:
        if not 0 < value < np.inf:
            raise SimulationError(
                Text(
                    nl=f"{called.nl} is {value:g}; dat hoort boven 0 te zijn.",
                    en=f"{called.en} is {value:g}; it should be above 0.",
                )
            )
    if not 0 <= capacity_drop < 1:
        raise SimulationError(
            Text(
                nl=f"het verlies aan capaciteit bij een file is {capacity_drop:g}; dat hoort van 0 tot 1 te zijn.",
                en=f"the capacity lost in a queue is {capacity_drop:g}; it should be from 0 to 1.",
            )
        )
    if len(departures.nodes) and not (departures.nodes.min() >= 0 and departures.nodes.max() < network.n_nodes):
        raise SimulationError(
            Text(nl="de vertrekken horen bij een ander net.", en="the departures are of another network.")
        )
