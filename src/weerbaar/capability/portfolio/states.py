# SPDX-License-Identifier: EUPL-1.2
"""One problem in many states of the world: other weights, effects, interactions or ceilings, the same rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from weerbaar.capability.portfolio.evaluation import saturated, slope
from weerbaar.capability.portfolio.problem import Pairs, Problem
from weerbaar.capability.portfolio.sparse import grouped

Float = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ProblemFamily:
    """K equally likely states of the world; what is not given is that of ``base`` in all of them.

    Attributes:
        base: options, cells, rules, and the pattern of effects and interactions.
        states: K, at least 1.
        weight, cap, scale: (K, m).
        effect: (K, N), entries in the order of ``base.effect.value``.
        pair_amount: (K, P), in the order of ``base.pairs``.

    Raises:
        ValueError: a shape does not fit, or a number is out of range.
    """

    base: Problem
    states: int
    weight: Float | None = None
    cap: Float | None = None
    scale: Float | None = None
    effect: Float | None = None
    pair_amount: Float | None = None

    def __post_init__(self) -> None:
        if self.states < 1:
            raise ValueError("there must be at least one state of the world")
        m = self.base.m
        wanted = {
            "weight": m,
            "cap": m,
            "scale": m,
            "effect": len(self.base.effect.value),
            "pair_amount": len(self.base.pairs),
        }
        for name, width in wanted.items():
            given = getattr(self, name)
            if given is None:
                continue
            array = np.ascontiguousarray(given, dtype=np.float64)
            if array.shape != (self.states, width):
                raise ValueError(f"{name} has shape {array.shape}, not {(self.states, width)}")
            sound = array > 0 if name == "scale" else array >= 0 if name == "cap" else np.isfinite(array)
            if name in ("weight", "effect"):
                sound &= array >= 0
            if not np.all(sound):
                raise ValueError(f"{name} of state {int(np.argwhere(~sound)[0, 0])} is out of range")
            object.__setattr__(self, name, array)

    def state(self, k: int) -> Problem:
        """Return the problem in state ``k``."""
        base = self.base
        return replace(
            base,
            weight=base.weight if self.weight is None else self.weight[k],
            cap=base.cap if self.cap is None else self.cap[k],
            scale=base.scale if self.scale is None else self.scale[k],
            effect=base.effect if self.effect is None else base.effect.with_values(self.effect[k]),
            pairs=base.pairs if self.pair_amount is None else replace(base.pairs, amount=self.pair_amount[k]),
        )

    def part(self, first: int, last: int) -> ProblemFamily:
        """Return the states from ``first`` up to ``last``, for a worker."""
        cut = {
            name: None if getattr(self, name) is None else getattr(self, name)[first:last]
            for name in ("weight", "cap", "scale", "effect", "pair_amount")
        }
        return ProblemFamily(self.base, last - first, **cut)

    def totals(self, taken: Float, both: Float | None = None) -> Float:
        """Return z in every state, (K, m), of one choice (n,), whole or relaxed; ``both`` (P,) of the pairs."""
        base = self.base
        pairs: Pairs = base.pairs
        if both is None:
            both = taken[pairs.first] * taken[pairs.second]
        effect = base.effect.value[None, :] if self.effect is None else self.effect
        amount = pairs.amount[None, :] if self.pair_amount is None else self.pair_amount
        z = np.zeros((max(len(effect), len(amount)), base.m))
        # Column by column in a fixed order, so that the last bit does not depend on the machine's threads.
        by_cell = np.argsort(base.effect.column, kind="stable")
        z += _summed(effect[:, by_cell] * taken[base.effect.row_of[by_cell]], base.effect.column[by_cell], base.m)
        if len(pairs):
            order = np.argsort(pairs.cell, kind="stable")
            z += _summed(amount[:, order] * both[order], pairs.cell[order], base.m)
        return np.broadcast_to(z, (self.states, base.m))

    def values(self, taken: Float, both: Float | None = None) -> Float:
        """Return what one choice is worth in every state, (K,)."""
        z = self.totals(taken, both)
        cap, scale, weight = self._cells()
        worth: Float = np.einsum("km,km->k", saturated(z, cap, scale), np.broadcast_to(weight, z.shape))
        return worth

    def tangent(self, share: Float, taken: Float, both: Float) -> tuple[float, Float, Float]:
        """Return a plane that lies on or above ``sum_k share_k value_k`` everywhere and touches it here.

        Args:
            share: (K,) not negative.
            taken, both: (n,) and (P,) where it touches.

        Returns:
            height at nothing chosen, slope per option (n,) and per pair (P,).
        """
        base, pairs = self.base, self.base.pairs
        z = self.totals(taken, both)
        cap, scale, weight = self._cells()
        steep = slope(z, cap, scale) * weight * share[:, None]
        height = np.einsum("km,km->", saturated(z, cap, scale) * share[:, None], np.broadcast_to(weight, z.shape))
        level = float(height - np.einsum("km,km->", steep, z))
        effect = base.effect.value if self.effect is None else self.effect
        effect = np.broadcast_to(effect, (len(z), effect.shape[-1]))
        amount = np.broadcast_to(pairs.amount if self.pair_amount is None else self.pair_amount, (len(z), len(pairs)))
        by_entry: Float = np.einsum("kn,kn->n", steep[:, base.effect.column], effect)
        by_pair: Float = np.einsum("kp,kp->p", steep[:, pairs.cell], amount)
        return level, grouped(base.effect.row_of, by_entry, base.n), by_pair

    def _cells(self) -> tuple[Float, Float, Float]:
        base = self.base
        return (
            base.cap if self.cap is None else self.cap,
            base.scale if self.scale is None else self.scale,
            base.weight if self.weight is None else self.weight,
        )


def _summed(columns: Float, group: NDArray[np.int64], groups: int) -> Float:
    """Sum columns (K, N) with the same group, ascending, to (K, groups)."""
    result = np.zeros((len(columns), groups))
    if columns.shape[1]:
        starts = np.concatenate([[0], np.nonzero(np.diff(group))[0] + 1])
        result[:, group[starts]] = np.add.reduceat(columns, starts, axis=1)
    return result
