# SPDX-License-Identifier: EUPL-1.2
"""What would change if a link did not work: rates and expected yearly impact, with and without it.

With and without meet the same random numbers (common random numbers), and standard errors are of the differences
between paired batches. What is linear is solved anew; chance only enters through prevented consequences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Text, WeerbaarError
from weerbaar.cascade.collisions import Collisions, simulate_collisions
from weerbaar.cascade.network import Network
from weerbaar.cascade.noise import ImpactNoise, expected_direct_impact
from weerbaar.cascade.rates import Balance, solve_rates
from weerbaar.cascade.result import Rates, standard_error

Float = NDArray[np.float64]
Int = NDArray[np.int64]


class UnknownLinkError(WeerbaarError):
    """A cut of what is not there."""


@dataclass(frozen=True, eq=False)
class Cut:
    """Links that do not work, or less often.

    Attributes:
        name: how to call it.
        links: rows of the network's table of links.
        keep: chance that each of them still works when it otherwise would; 0 cuts it.
    """

    name: str
    links: Int
    keep: float = 0.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.keep <= 1.0:
            raise ValueError(f"a link is kept with a chance from 0 to 1, not {self.keep}")


def cut_of(network: Network, *, cause: str | None = None, effect: str | None = None, keep: float = 0.0) -> Cut:
    """Return the cut of the link between two risks, or of all links out of a cause or into an effect.

    Args:
        network: where the links are.
        cause, effect: names of risks; at least one of them. All their intensities are meant.
        keep: see :class:`Cut`.

    Raises:
        UnknownLinkError: a risk is unknown, or no link fits.
    """
    if cause is None and effect is None:
        raise ValueError("a cut names a cause, an effect or both")
    unknown = [name for name in (cause, effect) if name is not None and name not in network.ids]
    if unknown:
        raise UnknownLinkError(
            Text(
                nl=f"onbekend risico: {', '.join(unknown)}; bekend zijn: {', '.join(network.ids)}.",
                en=f"unknown risk: {', '.join(unknown)}; known are: {', '.join(network.ids)}.",
            )
        )
    fits = np.ones(len(network.effects), dtype=np.bool_)
    if cause is not None:
        fits &= network.link_cause // len(network.intensities) == network.ids.index(cause)
    if effect is not None:
        fits &= network.effects == network.ids.index(effect)
    name = f"{cause or '*'} → {effect or '*'}"
    if not np.any(fits):
        raise UnknownLinkError(
            Text(nl=f"de catalogus kent geen verband {name}.", en=f"the catalogue has no link {name}.")
        )
    return Cut(name, np.flatnonzero(fits), keep)


@dataclass(frozen=True, eq=False)
class WhatIf:
    """What C cuts would change, each by itself.

    Attributes:
        cuts: in the order given.
        base: rates without any cut.
        base_impact, base_impact_se: (K + 1,) expected impact per year in euro without any cut: rates times expected
            direct impact; the last one is the sum. Standard errors are those that come from the rates.
        rate_change, rate_change_se: (C, n) per year, negative where events become rarer. A standard error of 0 means
            that chance is not involved.
        impact_change, impact_change_se: (C, K + 1) euro per year.
    """

    cuts: tuple[Cut, ...]
    base: Rates
    base_impact: Float
    base_impact_se: Float
    rate_change: Float
    rate_change_se: Float
    impact_change: Float
    impact_change_se: Float


def cut_links(
    network: Network,
    cuts: Sequence[Cut],
    *,
    events: int,
    seed: int,
    impact_noise: ImpactNoise = "bnra",
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> WhatIf:
    """Return what each cut would change.

    Args:
        network: with all links.
        cuts: from :func:`cut_of`, or sets of links of one's own.
        events: event graphs per beginning state, for the base and for each cut.
        seed, impact_noise, executor, progress: see :func:`~weerbaar.cascade.simulate`.
    """

    def part(step: int) -> Callable[[float], None] | None:
        if progress is None:
            return None
        return lambda share: progress((step + share) / (len(cuts) + 1))

    def draw(keep: Float, step: int) -> Collisions:
        return simulate_collisions(network, graphs=events, seed=seed, keep=keep, executor=executor, progress=part(step))

    worth = expected_direct_impact(network, impact_noise)
    whole = np.ones(len(network.effects))
    drawn = draw(whole, 0)
    base = solve_rates(network, drawn)
    base_impact, base_impact_se = base.total(worth)
    shape, totals = (len(cuts), network.states), (len(cuts), worth.shape[1])
    change, change_se = np.zeros(shape), np.zeros(shape)
    impact, impact_se = np.zeros(totals), np.zeros(totals)
    for row, cut in enumerate(cuts):
        keep = whole.copy()
        keep[cut.links] = cut.keep
        # Only event graphs in which the cut does something can hold what makes a difference and was not seen.
        at_stake = float((1.0 - cut.keep) * base.link_flow[cut.links].sum())
        before = solve_rates(network, drawn, at_stake=at_stake, stream=1)
        after = solve_rates(network, draw(keep, row + 1), keep, at_stake=at_stake, stream=2)
        touched = _touched(network, cut)
        deviations = np.where(touched, after.deviations - before.deviations, 0.0)
        unseen = np.where(touched, after.unseen - before.unseen, 0.0)
        change[row] = np.where(touched, after.rate - before.rate, 0.0)
        change_se[row] = standard_error(deviations, unseen)
        impact[row] = change[row] @ worth
        impact_se[row] = standard_error(deviations @ worth, unseen @ worth)
    return WhatIf(tuple(cuts), base, base_impact, base_impact_se, change, change_se, impact, impact_se)


def _touched(network: Network, cut: Cut) -> NDArray[np.bool_]:
    """Return the states whose rate a cut can change: what follows from its links, and actors that they start from.

    A risk that no longer follows at one intensity can follow from elsewhere at another, so all intensities count.
    """
    intensities = len(network.intensities)
    risks = np.zeros(len(network.ids), dtype=np.bool_)
    risks[network.effects[cut.links]] = True
    while True:
        touched = network.reached(np.repeat(risks, intensities))
        wider = np.bitwise_or.reduce(touched.reshape(-1, intensities), axis=1)
        if np.array_equal(wider, risks):
            break
        risks = wider
    causes = network.link_cause[cut.links]
    touched[causes[network.actor_state[causes]]] = True
    return touched


@dataclass(frozen=True)
class RankedLink:
    """One link between two risks, all intensities together.

    Attributes:
        cause, effect: names of the risks.
        reduction: how much less impact to expect per year, in euro, if the link were cut.
        share: that as a share of the expected impact per year.
    """

    cause: str
    effect: str
    reduction: float
    share: float


def rank_links(network: Network, rates: Rates, *, impact_noise: ImpactNoise = "bnra") -> tuple[RankedLink, ...]:
    """Return all links between risks, the one with the largest reduction of expected yearly impact first.

    The reduction is the flow over the link times the worth of its arrivals: their direct impact and that of all that is
    expected to follow, from one adjoint system. That is the exact derivative of the balance with prevented consequences
    as they are on average. Which consequences are prevented changes with the cut, which this leaves out: a quick
    estimate, too low or too high where many are prevented, to choose which cuts to simulate with :func:`cut_links`.

    Args:
        network: with all links.
        rates: of the network as it is.
        impact_noise: see :func:`~weerbaar.cascade.simulate`.
    """
    worth = expected_direct_impact(network, impact_noise)[:, -1]
    values = Balance(network, 1.0 - rates.already_present).values(worth)
    reduction = (rates.link_flow * values[network.effect_states]).sum(axis=1)
    risks = len(network.ids)
    pair = network.link_cause // len(network.intensities) * risks + network.effects
    pairs, place = np.unique(pair, return_inverse=True)
    sums = np.bincount(place, weights=reduction, minlength=len(pairs))
    total = float(rates.rate @ worth)
    return tuple(
        RankedLink(
            network.ids[int(pairs[i]) // risks],
            network.ids[int(pairs[i]) % risks],
            float(sums[i]),
            float(sums[i]) / total if total > 0.0 else 0.0,
        )
        for i in np.argsort(-sums, kind="stable")
    )
