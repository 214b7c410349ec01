# SPDX-License-Identifier: EUPL-1.2
"""States of the world: admissible weights of the criteria and draws of what is uncertain, on one problem's pattern."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment import WeightPolytope
from weerbaar.capability.choice.building import Built, pair_pattern
from weerbaar.capability.measures import MOST, interaction_shares
from weerbaar.capability.portfolio import ProblemFamily, SparseRows
from weerbaar.capability.weighing import Ground

Float = NDArray[np.float64]

WEIGHTS, EFFECTS, JUDGEMENTS = "weights", "effects", "judgements"
SOURCES = (WEIGHTS, EFFECTS, JUDGEMENTS)
"""What can differ between states of the world."""

_BASIS = "basis"


@dataclass(frozen=True, eq=False)
class States:
    """K states of the world.

    Attributes:
        criteria: (K, C) weights of the criteria.
        family: the problem in each state.
        risk: (K,) yearly risk without measures, in the unit of the analysis.
    """

    criteria: Float
    family: ProblemFamily
    risk: Float

    @property
    def count(self) -> int:
        """Number of states K."""
        return len(self.risk)


def draw_states(
    ground: Ground, built: Built, count: int, *, vary: Collection[str], weights: WeightPolytope | None, seed: int
) -> States:
    """Return states of the world; what does not vary stays at its expectation.

    Args:
        ground: with at least ``count`` draws.
        built: the problem.
        count: K.
        vary: of :data:`SOURCES`. Lead times stay at their expectation, costs as they count against the budgets.
        weights: the admissible ones; None where the method adds up without weights.
        seed: of the weights.
    """
    terms, cells = ground.terms, built.cells
    if count > terms.draws:
        raise ValueError(f"{count} states need as many draws, and there are {terms.draws}")
    criteria = np.repeat(terms.weights[None], count, axis=0)
    if WEIGHTS in vary and weights is not None:
        criteria = weights.draw(count, seed)
    rate = np.repeat(terms.rate.mean(axis=1)[None], count, axis=0)
    values = np.repeat(terms.values.mean(axis=2)[None], count, axis=0)
    if JUDGEMENTS in vary:
        rate, values = terms.rate[:, :count].T, np.moveaxis(terms.values[:, :, :count], 2, 0)
    inside = np.einsum("kc,mc,kmc->km", criteria, cells.criteria.astype(float), values[:, cells.scenario])
    years = cells.years @ ground.horizon.share
    weight = ground.unit.factor * rate[:, cells.scenario] * inside * years
    risk = ground.unit.factor * np.einsum("ks,kc,ksc->k", rate, criteria, values)
    effect, amount = _drawn(ground, built, count) if EFFECTS in vary else (None, None)
    family = ProblemFamily(built.problem, count, weight=weight, effect=effect, pair_amount=amount)
    return States(criteria, family, risk)


def remaining_family(states: States) -> ProblemFamily:
    """Return the family in which a choice is worth the more the less risk it leaves, whatever risk a state began with.

    An option that is always taken is worth the largest risk of any state less that of the state; what is left is then
    the largest risk less the value.
    """
    family, base = states.family, states.family.base
    matrix = base.effect
    row, column = np.append(matrix.row_of, base.n), np.append(matrix.column, base.m)
    effect = SparseRows.of_triplets(row, column, np.append(matrix.value, 1.0), (base.n + 1, base.m + 1))
    limits = base.limits
    if limits is not None:
        use = replace(limits.use, width=base.n + 1)
        limits = replace(limits, use=use)
    widened = replace(
        base,
        options=(*base.options, _BASIS),
        cells=(*base.cells, _BASIS),
        effect=effect,
        weight=np.append(base.weight, 1.0),
        cap=np.append(base.cap, np.inf),
        scale=np.append(base.scale, np.inf),
        limits=limits,
        fixed_in=base.fixed_in | {base.n},
    )
    weight = np.repeat(base.weight[None], states.count, axis=0) if family.weight is None else family.weight
    more = (states.risk.max() - states.risk)[:, None]
    entries = None if family.effect is None else np.column_stack([family.effect, np.ones(states.count)])
    return ProblemFamily(
        widened, states.count, weight=np.column_stack([weight, more]), effect=entries, pair_amount=family.pair_amount
    )


def _drawn(ground: Ground, built: Built, count: int) -> tuple[Float, Float]:
    matrix, cells = built.problem.effect, built.cells
    expected = matrix.value
    effect = np.empty((count, len(expected)))
    entry: dict[tuple[int, int], int] = {}
    for e, (k, m) in enumerate(zip(matrix.row_of.tolist(), matrix.column.tolist(), strict=True)):
        share = ground.draws[built.options[k].measure or 0].share(int(cells.scenario[m]))
        row = share[0] if len(share) == 1 else share[cells.criterion[m]]
        working = -np.expm1(-expected[e]) / row.mean()
        effect[:, e] = -np.log1p(-np.minimum(row[:count] * working, MOST))
        entry[k, m] = e
    first, second, cell, which = pair_pattern(ground, built.options, matrix.dense(), cells)
    drawn = interaction_shares(ground.file.interactions, ground.terms.draws, ground.seed)
    amount = np.empty((count, len(first)))
    for q, (i, j, m, interaction) in enumerate(
        zip(first.tolist(), second.tolist(), cell.tolist(), which.tolist(), strict=True)
    ):
        smaller = np.minimum(effect[:, entry[i, m]], effect[:, entry[j, m]])
        amount[:, q] = drawn[interaction][:count] * smaller
    return effect, amount
