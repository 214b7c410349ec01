# SPDX-License-Identifier: EUPL-1.2
"""Exact rates and impacts of small networks: every way in which an event graph can grow, cycles included.

What can still happen depends only on which events wait for their turn, in their order, and on which risks have
occurred. Ways that lead to the same situation are added together, and only situations are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Text, WeerbaarError
from weerbaar.cascade.network import DAYS_PER_YEAR, Network
from weerbaar.cascade.noise import ImpactNoise, expected_direct_impact

Float = NDArray[np.float64]

MOST_SITUATIONS = 1_000_000
"""Steps that an enumeration may take, by default; about ten seconds."""

# The events that wait, and the risks that have occurred as bits.
_Situation = tuple[tuple[int, ...], int]


class EnumerationTooLargeError(WeerbaarError):
    """A network in which an event graph can grow in too many ways to go through them all."""


@dataclass(frozen=True, eq=False)
class Enumeration:
    """Exact expectations.

    Attributes:
        rate: (n,) yearly number of event graphs in which each state occurs.
        occurrence: (n, n) probability that the state of the column occurs in an event graph that begins with the state
            of the row. For an actor: given that at least one attack follows. The diagonal is 1.
        present: (L,) yearly number of times that the cause of a link occurs as a consequence while the effect is there.
        root_flow: (n, n) yearly rate of the column in event graphs that begin with the row.
        mean_impact: (n, K + 1) expected total impact of an event graph that begins with each state, in euro.
    """

    rate: Float
    occurrence: Float
    present: Float
    root_flow: Float
    mean_impact: Float


def enumerate_graphs(
    network: Network, *, impact_noise: ImpactNoise = "none", limit: int = MOST_SITUATIONS
) -> Enumeration:
    """Go through all event graphs of a small network.

    Args:
        network: up to some ten risks that lead to each other, depending on the links.
        impact_noise: see :func:`~weerbaar.cascade.simulate`; expectations of it are exact too.
        limit: steps after which to give up.

    Raises:
        EnumerationTooLargeError: there are more.
    """
    n = network.states
    walk = _Walk(network, limit)
    occurrence, present = np.zeros((n, n)), np.zeros(len(network.effects))
    days = DAYS_PER_YEAR * network.p_start
    for root in range(n):
        reached, collided = walk.from_root(root)
        present += days[root] * collided
        if network.actor_state[root] and network.p_follow_up[root] > 0.0:
            reached /= network.p_follow_up[root]
        reached[root] = 1.0
        occurrence[root] = reached
    root_flow = network.starts_per_year[:, None] * occurrence
    return Enumeration(
        rate=root_flow.sum(axis=0),
        occurrence=occurrence,
        present=present,
        root_flow=root_flow,
        mean_impact=occurrence @ expected_direct_impact(network, impact_noise),
    )


class _Walk:
    def __init__(self, network: Network, limit: int) -> None:
        self._network = network
        self._intensities = len(network.intensities)
        self._steps_left = self._limit = limit
        effects = network.effects.tolist()
        chances = network.p_effect.tolist()
        offsets = network.offsets.tolist()
        self._rows = [
            [(link, effects[link], chances[link]) for link in range(start, stop)] for start, stop in pairwise(offsets)
        ]

    def from_root(self, root: int) -> tuple[Float, Float]:
        """Return the expected occurrences as a consequence, (n,), and with the effect there already, (L,)."""
        reached, collided = np.zeros(self._network.states), np.zeros(len(self._network.effects))
        situations: dict[_Situation, float] = {((root,), 1 << root // self._intensities): 1.0}
        first = True
        while situations:
            following: dict[_Situation, float] = {}
            for (waiting, there), weight in situations.items():
                state, rest = waiting[0], waiting[1:]
                if not first:
                    for link, effect, _ in self._rows[state]:
                        if there >> effect & 1:
                            collided[link] += weight
                for situation, chance in self._expanded(state, rest, there, weight, reached):
                    if situation[0]:
                        following[situation] = following.get(situation, 0.0) + chance
            situations, first = following, False
        return reached, collided

    def _expanded(
        self, state: int, rest: tuple[int, ...], there: int, weight: float, reached: Float
    ) -> list[tuple[_Situation, float]]:
        """Return what the situation can be after the turn of ``state``."""
        ways: list[tuple[_Situation, float]] = [((rest, there), weight)]
        for _, effect, chances in self._rows[state]:
            if there >> effect & 1:
                continue
            miss = max(0.0, 1.0 - sum(chances))
            self._steps_left -= len(ways) * (1 + len(chances))
            if self._steps_left < 0:
                raise EnumerationTooLargeError(self._too_large())
            total = sum(chance for _, chance in ways)
            grown: list[tuple[_Situation, float]] = [(way, chance * miss) for way, chance in ways if miss > 0.0]
            for intensity, p in enumerate(chances):
                if p > 0.0:
                    new = effect * self._intensities + intensity
                    reached[new] += total * p
                    # What can have no consequences need not wait for its turn.
                    tail = (new,) if self._rows[new] else ()
                    grown += [((queue + tail, seen | 1 << effect), chance * p) for (queue, seen), chance in ways]
            ways = grown
        return ways

    def _too_large(self) -> Text:
        n, links, most = len(self._network.ids), len(self._network.effects), self._limit
        return Text(
            nl=f"een exacte berekening van dit netwerk ({n} risico's, {links} verbanden) vergt meer dan {most} "
            "stappen; gebruik de simulatie.",
            en=f"an exact computation of this network ({n} risks, {links} links) takes more than {most} steps; use the "
            "simulation.",
        )
