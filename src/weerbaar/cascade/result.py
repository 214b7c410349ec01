# SPDX-License-Identifier: EUPL-1.2
"""What a simulation of cascades says: rates with their standard errors, who causes what, and the impact.

States are numbered ``risk * I + intensity``, as in :class:`~weerbaar.cascade.network.Network`. Rates are per
year, impacts in euro per event graph. K indicators are followed by their sum in axes of length K + 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.cascade.network import Network

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

BATCHES = 32
"""Groups of event graphs whose spread gives standard errors; part of the definition of the result."""

QUANTILES = (0.05, 0.5, 0.95)
"""Probabilities of :attr:`Impacts.quantiles`."""

HISTOGRAM_EDGES: Float = 10.0 ** (np.arange(30, 141) / 10.0)
"""111 edges of the histograms of total impact: ten bins per factor of ten, from 1,000 to 1e14 euro."""


@dataclass(frozen=True, eq=False)
class Rates:
    """Yearly number of event graphs in which each state occurs, as the beginning or as a consequence.

    Attributes:
        rate: (n,) per year.
        rate_se: (n,) standard error. 0 only where ``exact``, or where what chance adds here it takes away there.
        exact: (n,) no chance is involved: nothing upstream can be prevented by its effect having occurred
            before in the same event graph, or always is.
        bound: (n,) the rate if a risk could occur more than once in an event graph; never below the exact rate.
            Without simulation, from one linear system. Infinite where that system has no bounded solution.
        start_rate: (n,) the part that starts by itself; of an actor its whole rate.
        link_flow: (L, I) rate of the effect of each link, at each intensity, directly caused by its cause.
            ``start_rate`` plus the flows into a state is its rate.
        already_present: (L,) of the times that the cause of a link occurs as a consequence, the share in which
            the effect is already in the event graph, so that the link can do nothing.
        deviations: (B, n) what each batch of event graphs adds to the rate, mean 0 but for rounding; the
            standard error of any weighted sum of rates follows from them.
        unseen: (B, n) allowance in ``rate_se`` for what is possible but was hardly ever drawn: an effect that is there
            before its turn, or is not. Each counts as uncertain by one in so many occurrences of its cause; rows
            differ in the signs of these errors, so that their mean square is the variance.
    """

    rate: Float
    rate_se: Float
    exact: Bool
    bound: Float
    start_rate: Float
    link_flow: Float
    already_present: Float
    deviations: Float
    unseen: Float

    def total(self, weights: Float) -> tuple[Float, Float]:
        """Return weighted sums of rates with their standard errors, correlation included.

        Args:
            weights: (n,) or (n, m), not negative; for instance 1 for the intensities of one risk, or euros.
        """
        return self.rate @ weights, standard_error(self.deviations @ weights, self.unseen @ weights)

    def of_risks(self) -> tuple[Float, Float]:
        """Return the yearly rate of each risk at any intensity, (R,), and its standard error."""
        intensities = self.link_flow.shape[1]
        shape = -1, len(self.rate) // intensities, intensities
        deviations, unseen = self.deviations.reshape(shape).sum(axis=2), self.unseen.reshape(shape).sum(axis=2)
        return self.rate.reshape(shape[1:]).sum(axis=1), standard_error(deviations, unseen)


def standard_error(deviations: Float, unseen: Float) -> Float:
    """Return the standard error of a mean over batches, with an allowance for what they have hardly seen.

    Args:
        deviations: (B, …) of independent batches.
        unseen: (B, …) see :attr:`Rates.unseen`.
    """
    batches = len(deviations)
    variance = (deviations**2).sum(axis=0) / (batches * (batches - 1)) + (unseen**2).mean(axis=0)
    result: Float = np.sqrt(variance)
    return result


@dataclass(frozen=True, eq=False)
class YearCounts:
    """What happened in a number of simulated years, counted.

    Attributes:
        years: number of years of 365 days.
        counts: (n,) int64 event graphs in which each state occurs.
        rate: (n,) counts per year.
        rate_se: (n,) standard error. A state that can occur but did not counts as one occurrence here.
        start_counts: (n,) int64 of them, as the beginning.
        link_counts: (L, I) int64 of them, as the direct consequence of each link.
    """

    years: int
    counts: Int
    rate: Float
    rate_se: Float
    start_counts: Int
    link_counts: Int


@dataclass(frozen=True, eq=False)
class Effects:
    """What follows from each beginning state; a sparse table, row by row.

    Attributes:
        offsets: (n + 1,) the rows of beginning state x are ``offsets[x]`` up to ``offsets[x + 1]``.
        states: (E,) the state that follows; ascending within a beginning state.
        probability: (E,) share of the event graphs in which it occurs, directly or later.
        first_probability: (E,) share in which it follows directly from the beginning.
        impact_share: (E,) share of the mean total impact that comes with a first-order effect: its own direct impact
            and that of everything that followed from it. A ratio of means.
        direct_share: (n,) share of the mean total impact that is the direct impact of the beginning. Together
            with the ``impact_share`` of its row this adds up to 1, or to 0 where there is no impact at all.
    """

    offsets: Int
    states: Int
    probability: Float
    first_probability: Float
    impact_share: Float
    direct_share: Float

    def of(self, state: int) -> slice:
        """Return the rows of a beginning state, to be used on the arrays of length E."""
        return slice(int(self.offsets[state]), int(self.offsets[state + 1]))


@dataclass(frozen=True, eq=False)
class Impacts:
    """Total impact of the event graphs that begin with each state, in euro.

    For an actor: given that at least one attack follows.

    Attributes:
        events: event graphs per beginning state.
        mean, sd, se: (n, K + 1) of the event graphs that were drawn; the last column is the sum over the indicators,
            and ``se`` is of the mean. See :attr:`CascadeSimulation.expected_impact` for a better mean.
        quantiles: (n, K + 1, 3) at 5, 50 and 95 %; a linear interpolation between neighbouring event graphs.
        histogram: (n, K + 1, 112) int32 event graphs by total impact: below the first of :data:`HISTOGRAM_EDGES`
            (zero included), between two edges (the lower one included), and from the last edge on.
        effects: what follows, and what it adds.
    """

    events: int
    mean: Float
    sd: Float
    se: Float
    quantiles: Float
    histogram: NDArray[np.int32]
    effects: Effects


@dataclass(frozen=True, eq=False)
class CascadeSimulation:
    """Everything that :func:`~weerbaar.cascade.simulate` found out about a network.

    Attributes:
        network: what was simulated; names and direct impacts are there.
        seed, years, events, impact_noise: as they were given.
        rates: yearly rates with standard errors; the figures to publish.
        root_flow: (n, n) yearly rate of the state of the column in event graphs that begin with the state of the row;
            columns add up to ``rates.rate``. None in a network of more than 1,000 states.
        year_counts: the same rates by plain counting, which rare states need too many years for.
        impacts: total impact per beginning state.
        direct_impact: (n, K + 1) expected direct impact of one occurrence, noise included.
        expected_impact: (n, K + 1) expected total impact of an event graph that begins with each state, from the
            balance. The figure to publish: ``impacts.mean`` misses consequences that are rare and heavy, and then so
            does its standard error. None in a network of more than 1,000 states.
        expected_impact_se: (n, K + 1) its standard error; None as well.
        link_impact: (L, I) what the effect of each link, at each intensity, adds to the expected total impact of an
            event graph that begins with the cause of the link, with all that follows from it; None as well.
    """

    network: Network
    seed: int
    years: int
    events: int
    impact_noise: str
    rates: Rates
    root_flow: Float | None
    year_counts: YearCounts
    impacts: Impacts
    direct_impact: Float
    expected_impact: Float | None
    expected_impact_se: Float | None
    link_impact: Float | None

    def expected_of(self, state: int) -> tuple[Float, Float, Float] | None:
        """Return the expected total impact of a beginning, (K + 1,), its standard error, and that through each of its
        links, (links, I); None in a large network.
        """
        if self.expected_impact is None or self.expected_impact_se is None or self.link_impact is None:
            return None
        row = slice(self.network.offsets[state], self.network.offsets[state + 1])
        return self.expected_impact[state], self.expected_impact_se[state], self.link_impact[row]

    def direct_causes(self, state: int) -> tuple[Int, Float]:
        """Return the states that directly cause a state and the yearly rate of each, largest first.

        Its own start is among them, as the state itself; see :attr:`Rates.start_rate`.
        """
        intensities = len(self.network.intensities)
        risk, intensity = divmod(state, intensities)
        links = np.flatnonzero(self.network.effects == risk)
        causes = np.append(self.network.link_cause[links], state)
        flows = np.append(self.rates.link_flow[links, intensity], self.rates.start_rate[state])
        order = np.argsort(-flows, kind="stable")
        order = order[flows[order] > 0.0]
        return causes[order], flows[order]

    def root_causes(self, state: int) -> tuple[Int, Float]:
        """Return the states that an event graph with a state begins with and the yearly rate of each, largest first.

        Raises:
            ValueError: the network was too large to keep this.
        """
        if self.root_flow is None:
            raise ValueError("root causes are kept for networks of at most 1,000 states")
        flows = self.root_flow[:, state]
        order = np.argsort(-flows, kind="stable")
        order = order[flows[order] > 0.0]
        return order.astype(np.int64), flows[order]

    def yearly_impact(self) -> tuple[Float, Float]:
        """Return the expected impact per year, (K + 1,), with the standard error that comes from the rates."""
        return self.rates.total(self.direct_impact)
