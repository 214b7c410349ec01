# SPDX-License-Identifier: EUPL-1.2
"""Drivers who know from experience what every way takes at every hour: dynamic user equilibrium (Wardrop in time)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.experience import Experience, experience
from weerbaar.evacuation.routing.instantaneous import Instantaneous
from weerbaar.evacuation.routing.paths import RouteError
from weerbaar.evacuation.simulation import Guide, Measure, Outcome, RoadState, RouteShares, simulate

Floats = npt.NDArray[np.float64]

FIRST_STEP = 0.25
"""In the first round, of who loses a tenth of the journey, a quarter of a tenth changes road, and so on."""
LONGER, SHORTER = 1.2, 0.5
"""The step grows while the gap falls and shrinks where it rose."""
EMPTY_VEH = 1e-6
"""With fewer a road is empty."""
SLACK = 1.05
"""A round with a gap this much larger than the smallest still goes on; with a larger one the step is taken back."""


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """The route choice that comes closest to what nobody can better by taking another road.

    Attributes:
        shares: per period; of the round with the smallest gap.
        outcome: the run with these shares.
        gap: what all people together could have saved on the road by the quickest ways in that run, as a share of
            what those ways take. Waiting to come onto the roads is the same for all ways and is left out.
        history: gap of each round, the first that of drivers who follow the queues of the moment.
        converged: whether the gap came within the tolerance.
    """

    shares: RouteShares
    outcome: Outcome
    gap: float
    history: tuple[float, ...]
    converged: bool


def equilibrium(
    network: RoadNetwork,
    departures: Departures,
    *,
    iterations: int = 40,
    tolerance: float = 0.01,
    period_s: float = 120.0,
    measures: Sequence[Measure] = (),
    step_s: float | None = None,
    capacity_drop: float = 0.0,
    progress: Callable[[float], None] | None = None,
) -> Equilibrium:
    """Let people drive again and again, and change to what would have been quicker, until nobody gains by it.

    Every round moves, per node and period, a part of the drivers of each road to the best one, in proportion to what
    they lose on it (proportional swap: Smith 1984; Smith and Wisten 1995), from the times that were experienced on
    the curves of who entered and left. The gap of every round is measured, not assumed. Where roads are full, whoever
    waits for one holds up all behind, whatever road they want: who chooses the full road does not feel that wait more
    than others do, so that a change of road may lead away from an equilibrium, and one need not exist. A gap of several
    per cent may be left, or tens of per cent where queues fill a whole town; more rounds do not help then. The best
    round is returned, with whether its gap is within the tolerance. Memory is some ten numbers per link and period.

    Args:
        network: the roads.
        departures: who sets out when.
        iterations: rounds at most, at least 1.
        tolerance: gap that is small enough.
        period_s: time between two choices, and between two points of the curves that times are read from, s: longer
            than a road takes makes the gap look larger than it is.
        measures: see :func:`~weerbaar.evacuation.simulation.simulate`; known beforehand to everybody.
        step_s: see ``simulate``.
        capacity_drop: see ``simulate``.
        progress: called with the share of the rounds that is done.

    Raises:
        RouteError: a number of rounds, tolerance or period out of range.
        SimulationError, MeasureError: as ``simulate`` has it.
    """
    if iterations < 1 or not tolerance >= 0 or not period_s > 0:
        raise RouteError(
            Text(
                nl="geef minstens één ronde, een tolerantie van 0 of meer en een periode van meer dan 0 s.",
                en="give at least one round, a tolerance of 0 or more and a period of more than 0 s.",
            )
        )

    def drive(guide: Guide) -> _Round:
        seen = _Onlooker(guide)
        outcome = simulate(
            network,
            departures,
            seen,
            measures=measures,
            step_s=step_s,
            bin_s=period_s,
            capacity_drop=capacity_drop,
        )
        return _Round(network, seen, outcome)

    base = best = drive(Instantaneous(network, period_s=period_s))
    history = [base.gap]
    step = FIRST_STEP
    while best.gap > tolerance and len(history) < iterations:
        now = drive(_Keeping(period_s, swap(network, base.links, base.extra, step), base.exits))
        history.append(now.gap)
        if now.gap <= SLACK * best.gap:
            base = now
            step *= LONGER
        else:
            step *= SHORTER
        if now.gap < best.gap:
            best = now
        if progress is not None:
            progress(len(history) / iterations)
    return Equilibrium(
        RouteShares(period_s, best.links, best.exits), best.outcome, best.gap, tuple(history), best.gap <= tolerance
    )


def swap(network: RoadNetwork, links: Floats, extra: Floats, step: float) -> Floats:
    """Return shares after people moved from each road to the best one at its node, in proportion to what they lose.

    Args:
        network: the roads.
        links: shares before, shape (P, M).
        extra: what each road costs more than the best one, as a share of the whole journey from its begin; infinite
            where closed, shape (P, M).
        step: the share that moves per unit of loss, at most everybody.
    """
    after = np.empty_like(links)
    numbers = np.arange(network.n_links)
    for period in range(len(links)):
        order = np.lexsort((numbers, extra[period]))[::-1]
        best = np.full(network.n_nodes, -1, np.int64)
        best[network.begin[order]] = order
        moved = links[period] * np.minimum(step * extra[period], 1.0)
        after[period] = links[period] - moved
        given = np.bincount(network.begin, weights=moved, minlength=network.n_nodes)
        some = given > 0
        after[period][best[some]] += given[some]
    return after


class _Onlooker:
    """Passes on what another guide says, and keeps it with what it saw."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self.links: list[Floats] = []
        self.exits: list[Floats] = []
        self.travel_time_s: list[Floats] = []
        self.empty: list[npt.NDArray[np.bool_]] = []
        self.exit_open: list[npt.NDArray[np.bool_]] = []

    @property
    def period_s(self) -> float:
        """Of the guide."""
        return self._guide.period_s

    @property
    def node_rule(self) -> Literal["fifo", "directed"]:
        """Of the guide."""
        return self._guide.node_rule

    def shares(self, state: RoadState) -> tuple[Floats, Floats]:
        """Return what the guide says."""
        links, exits = self._guide.shares(state)
        self.links.append(links)
        self.exits.append(exits)
        self.travel_time_s.append(state.travel_time_s)
        self.empty.append(state.on_link_veh <= EMPTY_VEH)
        self.exit_open.append(state.exit_capacity_veh_s > 0)
        return links, exits


class _Keeping:
    """Follows shares per period, and the last ones once they end."""

    def __init__(self, period_s: float, links: Floats, exits: Floats) -> None:
        self._period_s = period_s
        self._links = links
        self._exits = exits

    @property
    def period_s(self) -> float:
        """Time between two choices, s."""
        return self._period_s

    @property
    def node_rule(self) -> Literal["fifo", "directed"]:
        """Nobody directs them."""
        return "fifo"

    def shares(self, state: RoadState) -> tuple[Floats, Floats]:
        """Return the shares of the period."""
        period = min(round(state.time_s / self._period_s), len(self._links) - 1)
        return self._links[period], self._exits[period]


class _Round:
    """One run as people went through it."""

    def __init__(self, network: RoadNetwork, seen: _Onlooker, outcome: Outcome) -> None:
        self.outcome = outcome
        # The run ends between two choices: periods are those of the outcome, the last choice holds to the end.
        periods = len(outcome.times_s) - 1
        last = len(seen.links) - 1
        chosen = [min(period, last) for period in range(periods + 1)]
        self.links = np.array([seen.links[at] for at in chosen[:-1]])
        self.exits = np.array([seen.exits[at] for at in chosen[:-1]])
        lived = _lived(network, seen, chosen, outcome)
        # Who chooses within a period meets what holds at its begin and its end half each.
        extra = (lived.extra_s[:-1] + lived.extra_s[1:]) / 2
        whole = (lived.safe_time_s[:-1] + lived.safe_time_s[1:])[:, network.begin] / 2
        lost = ~np.isfinite(whole)
        went = np.diff(outcome.entered_veh, axis=0)
        # Who takes a road behind which all is closed, while there was another way, loses the rest of the run.
        rest = (outcome.times_s[-1] - outcome.times_s[:-1])[:, None]
        saved = float((went * np.where(lost, 0.0, np.where(np.isfinite(extra), extra, rest))).sum())
        driven = float(np.trapezoid(outcome.on_link_veh.sum(1), outcome.times_s))
        quickest = driven - saved
        self.gap = saved / quickest if quickest > 0 else (np.inf if saved > 0 else 0.0)
        self.extra = np.where(lost, 0.0, extra / np.where((whole > 0) & ~lost, whole, 1.0))


def _lived(network: RoadNetwork, onlooker: _Onlooker, chosen: list[int], outcome: Outcome) -> Experience:
    seen = np.array([onlooker.travel_time_s[at] for at in chosen])
    empty = np.array([onlooker.empty[at] for at in chosen])
    # On an empty road what was seen is the free time of that moment, slower in bad weather.
    at_least = np.where(empty | ~np.isfinite(seen), seen, network.free_time_s)
    exit_open = np.array([onlooker.exit_open[at] for at in chosen])
    return experience(network, onlooker.period_s, outcome.entered_veh, outcome.left_veh, at_least, exit_open)
