# SPDX-License-Identifier: EUPL-1.2
"""The choice that does best where it does worst, and the one that does best on average.

The tail mean is the conditional value at risk of Rockafellar & Uryasev, Optimization of conditional value-at-risk,
Journal of Risk 2 (2000), here of a gain: the mean of the worst share alpha of the states. It is the least mean over
all ways to spread a weight of 1 with at most ``1 / (alpha K)`` on a state, so every such spread gives a plane above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.capability.portfolio.problem import Proof, relative_gap
from weerbaar.capability.portfolio.samples import ROUNDS, Aim, Plane, closed_in
from weerbaar.capability.portfolio.states import ProblemFamily

Float = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SampleChoice:
    """A choice for all states at once.

    Attributes:
        chosen, names: the options.
        state_values: (K,) what the choice is worth in each state.
        value: what was maximised, at the choice.
        bound: no choice exceeds this on these states.
        requested_gap: relative gap that was asked for.
        rounds: masters solved.
    """

    chosen: tuple[int, ...]
    names: tuple[str, ...]
    state_values: Float
    value: float
    bound: float
    requested_gap: float
    rounds: int

    @property
    def gap(self) -> float:
        """Distance between value and bound, relative to the value."""
        return relative_gap(self.value, self.bound)

    @property
    def proof(self) -> Proof:
        """Whether the gap reached is the one asked for."""
        return "proven" if self.gap <= self.requested_gap else "stopped at limit"


def tail_mean(state_values: Float, alpha: float) -> float:
    """Return the mean of the lowest share ``alpha`` of values (K,); a state on the edge counts in part."""
    return float(np.einsum("k,k->", _tail_share(state_values, alpha), state_values))


def best_tail(
    family: ProblemFamily,
    alpha: float,
    *,
    starts: Sequence[Float] = (),
    gap: float = 1e-4,
    rounds: int = ROUNDS,
) -> SampleChoice:
    """Return the choice with the greatest mean over the worst share of the states.

    Args:
        family: the states.
        alpha: share, above 0 and at most 1; 1 is the mean over all.
        starts: choices (n,) to begin with, for instance the best of some states.
        gap: relative gap to stop at.
        rounds: masters to solve at most.

    Raises:
        InfeasibleError: no choice is within the rules.
        ValueError: alpha is out of range.
    """
    if not 0 < alpha <= 1:
        raise ValueError(f"alpha must be above 0 and at most 1, not {alpha}")

    def planes(x: Float, both: Float, seen: Float) -> Sequence[Plane]:
        return [family.tangent(_tail_share(seen, alpha), x, both)]

    aim = Aim(lambda seen: tail_mean(seen, alpha), planes)
    found = closed_in(family, aim, list(starts), gap=gap, slack=1e-9, rounds=rounds)
    chosen = tuple(np.nonzero(found.taken > 0.5)[0].tolist())
    return SampleChoice(
        chosen=chosen,
        names=tuple(family.base.options[i] for i in chosen),
        state_values=family.values(found.taken),
        value=found.value,
        bound=found.bound,
        requested_gap=gap,
        rounds=found.rounds,
    )


def best_on_average(
    family: ProblemFamily, *, starts: Sequence[Float] = (), gap: float = 1e-4, rounds: int = ROUNDS
) -> SampleChoice:
    """Return the choice with the greatest mean over all states; see :func:`best_tail`."""
    return best_tail(family, 1.0, starts=starts, gap=gap, rounds=rounds)


def _tail_share(state_values: Float, alpha: float) -> Float:
    """Return the weight of each state in the tail mean, (K,)."""
    k = len(state_values)
    share = np.zeros(k)
    order = np.argsort(state_values, kind="stable")
    most = 1.0 / (alpha * k)
    share[order] = np.clip(1.0 - most * np.arange(k), 0.0, most)
    return share
