# SPDX-License-Identifier: EUPL-1.2
"""The ways in which uncertain quantities can turn out: drawn, or all of them where there are few.

Quantities are independent of each other, and so is the question whether a holder can be used when it is called. Only
needs that come from one and the same computation of a model rise and fall together. Where every quantity is certain and
at most twelve holders are unreliable, all combinations are enumerated with their probabilities: the outcome is exact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Distribution
from weerbaar.capability.needs.sampling import replicate_error, stratified

Float = NDArray[np.float64]

_MOST_ENUMERATED = 12


@dataclass(frozen=True)
class Uncertain:
    """A quantity of 0 or more that is there, or not at all.

    Attributes:
        key: what its random numbers are for; quantities with the same key rise and fall together.
        reliability: probability that it is there.
    """

    key: str
    quantity: Distribution
    reliability: float = 1.0

    @cached_property
    def ends(self) -> tuple[float, float]:
        """The least and the most it can be once it is there; the most is infinite for a distribution without an end."""
        return float(self.quantity.ppf(0.0)), float(self.quantity.ppf(1.0))

    @property
    def lowest(self) -> float:
        """The least it can be."""
        return self.ends[0] if self.reliability == 1.0 else 0.0

    @property
    def highest(self) -> float:
        """The most it can be."""
        return self.ends[1] if self.reliability > 0.0 else 0.0

    @property
    def is_certain(self) -> bool:
        """Whether the quantity, once it is there, is one number."""
        return self.ends[0] == self.ends[1]


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Values of needs (N, n) and of what holders bring (H, n) in n ways, each with its weight (n,).

    Attributes:
        exact: these are all ways there are; otherwise they are equally heavy draws.
    """

    needs: Float
    held: Float
    weights: Float
    exact: bool

    def mean(self, values: Float) -> float:
        """Return the expectation of ``values`` (n,); of what is always the same, exactly that."""
        if values.min() == values.max():
            return float(values[0])
        if not self.exact:
            return float(values.mean())
        return float(np.einsum("n,n->", self.weights, values))

    def error(self, values: Float) -> float:
        """Return the standard error of that expectation; 0 where it is exact."""
        return 0.0 if self.exact else replicate_error(values)

    def chance(self, happens: Float) -> tuple[float, float]:
        """Return the probability of an event, (n,) of 0 and 1, with its standard error.

        That of draws of which none, or all, show the event is not 0: it is then that of one draw more to either side
        (Laplace's rule of succession).
        """
        mean, error = self.mean(happens), self.error(happens)
        if self.exact or 0.0 < mean < 1.0:
            return mean, error
        size = len(happens)
        return mean, math.sqrt((size + 1) / (size + 2) ** 2 / (size + 3))

    def quantiles(self, values: Float, probabilities: Sequence[float]) -> tuple[float, ...]:
        """Return the smallest values that reach these probabilities."""
        if not self.exact:
            # One sort is quicker than a selection per quantile.
            ordered, size = np.sort(values), len(values)
            places = (max(0, math.ceil(p * size - 1e-9) - 1) for p in probabilities)
            return tuple(float(ordered[place]) for place in places)
        order = np.argsort(values, kind="stable")
        reached = np.cumsum(self.weights[order])
        found = np.searchsorted(reached, np.asarray(probabilities) - 1e-12)
        return tuple(float(values[order[min(int(place), len(order) - 1)]]) for place in found)


@dataclass
class Drawing:
    """Draws of uncertain quantities, each made once and kept for whoever asks again.

    Attributes:
        seed: of the run.
        draws: a multiple of sixteen, see :func:`~weerbaar.capability.needs.sampling.stratified`.
    """

    seed: int
    draws: int
    made: dict[Uncertain, Float] = field(default_factory=dict)

    def outcomes(self, needs: Sequence[Uncertain], held: Sequence[Uncertain]) -> Outcomes:
        """Return the ways in which these can turn out: every one where that can be done, or else draws."""
        doubtful = [k for k, holder in enumerate(held) if 0.0 < holder.reliability < 1.0]
        if all(part.is_certain for part in (*needs, *held)) and len(doubtful) <= _MOST_ENUMERATED:
            return _enumerated(needs, held, doubtful)
        return Outcomes(self._rows(needs), self._rows(held), np.full(self.draws, 1.0 / self.draws), exact=False)

    def _rows(self, parts: Sequence[Uncertain]) -> Float:
        return np.array([self._drawn(part) for part in parts]).reshape(len(parts), self.draws)

    def _drawn(self, part: Uncertain) -> Float:
        if part not in self.made:
            values = np.asarray(part.quantity.ppf(stratified(part.key, self.seed, self.draws)))
            if part.reliability < 1.0:
                called = stratified(f"{part.key} reliability", self.seed, self.draws)
                values = values * (called < part.reliability)
            self.made[part] = values
        return self.made[part]


def _enumerated(needs: Sequence[Uncertain], held: Sequence[Uncertain], doubtful: Sequence[int]) -> Outcomes:
    ways = 1 << len(doubtful)
    there = np.ones((len(held), ways))
    weights = np.ones(ways)
    for place, index in enumerate(doubtful):
        answers = (np.arange(ways) >> place) & 1
        there[index] = answers
        chance = held[index].reliability
        weights *= np.where(answers == 1, chance, 1.0 - chance)
    for index, holder in enumerate(held):
        if holder.reliability == 0.0:
            there[index] = 0.0
    amounts = np.array([part.ends[0] for part in held])
    asked = np.array([part.ends[0] for part in needs])
    return Outcomes(
        np.repeat(asked[:, None], ways, axis=1) if needs else np.zeros((0, ways)),
        there * amounts[:, None] if held else np.zeros((0, ways)),
        weights,
        exact=True,
    )
