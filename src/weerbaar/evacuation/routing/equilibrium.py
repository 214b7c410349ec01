# SPDX-License-Identifier: EUPL-1.2
"""Drivers who know from experience what every way takes at every hour: dynamic user equilibrium (Wardrop in time)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.experience import Experience, experience
from weerbaar.evacuation.routing.instantaneous import Instantaneous
from weerbaar.evacuation.routing.paths import RouteError
from weerbaar.evacuation.simulation import (
    STANDSTILL,
    Guide,
    Measure,
    Outcome,
    RoadState,
    RouteShares,
    choose_step,
    simulate,
)

Floats = npt.NDArray[np.float64]

WITHIN_S = 200.0
"""People change road as if to make up for what they lose in this time."""
SAME, OTHER, LEAST = 1.2, 0.7, 0.01
"""The share of what they could have gained that they go by: times so much where the same road is the best again, or
where it is another, and at least so much."""
ASTRAY, CAREFUL = 2.5, 0.3
"""Where the gap is this much larger than the smallest, people went too far: back, with that share so much smaller."""
EMPTY_VEH = 1e-6
"""With fewer a road is empty."""
SHORTEST_S, LONGEST_S = 30.0, 120.0
"""People choose anew about as often as they come to a new road, within these limits."""


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
    period_s: float | None = None,
    measures: Sequence[Measure] = (),
    step_s: float | None = None,
    capacity_drop: float = 0.0,
    progress: Callable[[float], None] | None = None,
) -> Equilibrium:
    """Let people drive again and again, and change to what would have been quicker, until nobody gains by it.

    In every round people know what each road and all that follows took at each moment of the last round, and see how
    long the queues of today are. Where a queue is longer than then, it costs what its end needs for the difference;
    so they react to today before the last round is out of date. At every node as many change to the best road as make
    the costs equal in some minutes (projection with a diagonal metric: Nagurney 1999, on the times of a single round
    brought up to date as in rolling horizon routing: Peeta and Mahmassani 1995). Where today is as the last round
    and nobody gains, nobody changes: that is the equilibrium. The gap of every round is measured from the times that
    were experienced on the curves of who entered and left, not from what people expected.

    To today's queues people react in full, less where these are far away. Of what they could have gained in the last
    round they go by a share, which each node has for itself in each period: it grows while the same road is the best
    in round after round, and falls where that was another (after Rprop: Riedmiller and Braun 1993). One share for all
    is set by where people swing between two roads, and keeps them elsewhere from a road that is always the best.

    Where queues fill a town a gap of some per cent, or over ten, is left after these rounds: people who change to what
    was quicker move the queues of all. How much of it further rounds would take away, and whether an equilibrium
    exists where full roads hold up those behind, is not known. Where a full road is the quickest, who chooses it does
    not feel the wait of those behind more than others do; that is no gap. The best round is returned, with whether
    its gap is within the tolerance. Memory is some thirty numbers per link and period.

    Args:
        network: the roads.
        departures: who sets out when.
        iterations: rounds at most, at least 1.
        tolerance: gap that is small enough.
        period_s: time between two choices, and between two points of the curves that times are read from, s, rounded
            to whole steps; None: as long as half of the roads take at most, from 30 to 120 s.
        measures: see :func:`~weerbaar.evacuation.simulation.simulate`; known beforehand to everybody.
        step_s: see ``simulate``.
        capacity_drop: see ``simulate``.
        progress: called with the share of the rounds that is done.

    Raises:
        RouteError: a number of rounds, tolerance or period out of range.
        SimulationError, MeasureError: as ``simulate`` has it.
    """
    if iterations < 1 or not tolerance >= 0 or not (period_s is None or period_s > 0):
        raise RouteError(
            Text(
                nl="geef minstens één ronde, een tolerantie van 0 of meer en een periode van meer dan 0 s.",
                en="give at least one round, a tolerance of 0 or more and a period of more than 0 s.",
            )
        )
    step = choose_step(network) if step_s is None else step_s
    if period_s is None:
        half = float(np.median(network.free_time_s)) if network.n_links else LONGEST_S
        period_s = min(max(half, SHORTEST_S), LONGEST_S)
    # A step of 0 or less is refused by the simulation.
    period = max(int(period_s / step + 1e-9), 1) * step if step > 0 else period_s

    def drive(guide: Guide) -> _Round:
        seen = _Onlooker(guide)
        outcome = simulate(
            network,
            departures,
            seen,
            measures=measures,
            step_s=step,
            bin_s=period,
            capacity_drop=capacity_drop,
        )
        return _Round(network, seen, outcome)

    last = best = drive(Instantaneous(network, period_s=period))
    history = [last.gap]
    learning = np.ones(last.best_link.shape)
    while best.gap > tolerance and len(history) < iterations:
        before, last = last, drive(_Adjusting(network, period, last, learning))
        history.append(last.gap)
        periods = len(last.best_link)
        same = last.best_link == _held(before.best_link, periods)
        learning = np.clip(_held(learning, periods) * np.where(same, SAME, OTHER), LEAST, 1.0)
        if last.gap < best.gap:
            best = last
        elif last.gap > ASTRAY * best.gap:
            last, learning = best, np.maximum(learning * CAREFUL, LEAST)
        if progress is not None:
            progress(len(history) / iterations)
    return Equilibrium(
        RouteShares(period, best.links, best.exits), best.outcome, best.gap, tuple(history), best.gap <= tolerance
    )


class _Onlooker:
    """Passes on what another guide says, and keeps it with what it saw."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self.links: list[Floats] = []
        self.exits: list[Floats] = []
        self.travel_time_s: list[Floats] = []
        self.capacity_veh_s: list[Floats] = []
        self.empty: list[npt.NDArray[np.bool_]] = []
        self.exit_open: list[npt.NDArray[np.bool_]] = []

    @property
    def period_s(self) -> float:
        """Of the guide."""
        return self._guide.period_s

    def shares(self, state: RoadState) -> tuple[Floats, Floats]:
        """Return what the guide says."""
        links, exits = self._guide.shares(state)
        self.links.append(links)
        self.exits.append(exits)
        self.travel_time_s.append(state.travel_time_s)
        self.capacity_veh_s.append(state.capacity_veh_s)
        self.empty.append(state.on_link_veh <= EMPTY_VEH)
        self.exit_open.append(state.exit_capacity_veh_s > 0)
        return links, exits


class _Adjusting:
    """Goes the ways of the last run, and changes to what is quicker by what that run became and by today's queues."""

    def __init__(self, network: RoadNetwork, period_s: float, last: _Round, learning: Floats) -> None:
        self._network = network
        self._period_s = period_s
        self._last = last
        learning = _held(learning, len(last.links))[:, network.begin]
        # Of a road that people take counts a share of what it lost them; of one that nobody takes, all.
        taken = (last.links > 0) & np.isfinite(last.more_s)
        self._forgiven_s = np.where(taken, last.more_s, 0.0) * (1.0 - learning)
        self._first_out, self._out_links = network.out_links

    @property
    def period_s(self) -> float:
        """Time between two choices, s."""
        return self._period_s

    def shares(self, state: RoadState) -> tuple[Floats, Floats]:
        """Return the shares of the period; after the end of the last run those at its end."""
        from weerbaar.evacuation.routing.adjusting_kernel import costs_today, move

        last, period = self._last, round(state.time_s / self._period_s)
        if period >= len(last.links):
            return last.links[-1], last.exits[-1]
        costs = np.empty(self._network.n_links)
        costs_today(
            period,
            self._period_s,
            self._network.end,
            last.lived.link_time_s,
            last.free_s[period],
            last.served,
            last.outcome.on_link_veh[period],
            state.on_link_veh,
            last.lived.safe_time_s,
            last.lived.next_link[period],
            costs,
        )
        shares = np.empty(self._network.n_links)
        costs -= self._forgiven_s[period]
        slope = WITHIN_S * self._period_s / np.diff(last.served[period : period + 2], axis=0)[0]
        move(self._first_out, self._out_links, last.links[period], costs, slope, last.passing[period], shares)
        return shares, last.exits[period]


class _Round:
    """One run as people went through it; P periods, N nodes, M links.

    Attributes:
        outcome: the run.
        links: shares of each period, shape (P, M); ``exits`` as well, shape (P, X).
        lived: what people went through.
        gap: see :class:`Equilibrium`.
        free_s: time over each link with nobody in the way, shape (P + 1, M).
        served: see :func:`_served`.
        passing: people at each node in each period, veh/s, shape (P, N).
        more_s: what each link cost more than the best at its node for who chose in each period, shape (P, M).
        best_link: that best link, shape (P, N); -1 where there is none.
    """

    def __init__(self, network: RoadNetwork, seen: _Onlooker, outcome: Outcome) -> None:
        from weerbaar.evacuation.routing.adjusting_kernel import compare

        self.outcome = outcome
        # The run ends between two choices: periods are those of the outcome, the last choice holds to the end.
        periods = len(outcome.times_s) - 1
        last = len(seen.links) - 1
        chosen = [min(period, last) for period in range(periods + 1)]
        self.links = np.array([seen.links[at] for at in chosen[:-1]])
        self.exits = np.array([seen.exits[at] for at in chosen[:-1]])
        empty = np.array([seen.empty[at] for at in chosen])
        times_s = np.array([seen.travel_time_s[at] for at in chosen])
        # On an empty road what was seen is the free time of that moment, slower in bad weather.
        self.free_s = np.where(empty | ~np.isfinite(times_s), times_s, network.free_time_s)
        exit_open = np.array([seen.exit_open[at] for at in chosen])
        self.lived = experience(network, seen.period_s, outcome.entered_veh, outcome.left_veh, self.free_s, exit_open)
        went = np.diff(outcome.entered_veh, axis=0)
        self.passing = np.zeros((periods, network.n_nodes))
        np.add.at(self.passing.T, network.begin, went.T / seen.period_s)
        capacity = np.array([seen.capacity_veh_s[at] for at in chosen[:-1]])
        self.served = _served(outcome, np.maximum(capacity, EMPTY_VEH) * seen.period_s)
        self.gap = _gap(network, outcome, self.lived, went)
        self.more_s = np.empty(went.shape)
        self.best_link = np.empty(self.passing.shape, np.int64)
        compare(*network.out_links, self.lived.extra_s, self.more_s, self.best_link)


def _held(rows: npt.NDArray[Any], periods: int) -> npt.NDArray[Any]:
    """Return a row for each of so many periods; after the last that row again."""
    return rows[np.minimum(np.arange(periods), len(rows) - 1)]


def _served(outcome: Outcome, most_veh: Floats) -> Floats:
    """Return what the end of each link could let through by each moment, veh, shape (P + 1, M).

    Args:
        outcome: the run.
        most_veh: what each link lets through in each period at most, shape (P, M).
    """
    queue = np.minimum(outcome.queued_veh[:-1], outcome.queued_veh[1:]) > EMPTY_VEH
    through = np.clip(np.diff(outcome.left_veh, axis=0), STANDSTILL * most_veh, most_veh)
    served = np.zeros_like(outcome.entered_veh)
    rate = most_veh[0]
    for period, most in enumerate(most_veh):
        # Where the queue is gone its end can let through what it let through at last, or more.
        rate = np.where(queue[period], through[period], np.clip(rate, through[period], most))
        served[period + 1] = served[period] + rate
    return served


def _gap(network: RoadNetwork, outcome: Outcome, lived: Experience, went: Floats) -> float:
    """Return what could have been saved as a share of what the quickest ways take.

    Args:
        network: the roads.
        outcome: the run.
        lived: what people went through in it.
        went: people who entered each link in each period, shape (P, M).
    """
    # Who chooses within a period meets what holds at its begin and its end half each.
    extra = (lived.extra_s[:-1] + lived.extra_s[1:]) / 2
    lost = ~np.isfinite(lived.safe_time_s[:-1] + lived.safe_time_s[1:])[:, network.begin]
    # Who takes a road behind which all is closed, while there was another way, loses the rest of the run.
    rest = (outcome.times_s[-1] - outcome.times_s[:-1])[:, None]
    saved = float((went * np.where(lost, 0.0, np.where(np.isfinite(extra), extra, rest))).sum())
    driven = float(np.trapezoid(outcome.on_link_veh.sum(1), outcome.times_s))
    quickest = driven - saved
    return saved / quickest if quickest > 0 else (np.inf if saved > 0 else 0.0)
