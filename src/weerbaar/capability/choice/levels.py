# SPDX-License-Identifier: EUPL-1.2
"""The budgets: scaled to a total, and the best choice at every level of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from weerbaar.capability.choice.building import Built, scaled_budgets
from weerbaar.capability.choice.result import FrontierPoint, TakenMeasure
from weerbaar.capability.measures import Budget, ChoiceFile
from weerbaar.capability.portfolio import Choice, InfeasibleError, check_feasible, frontier

GAP = 1e-4
"""Relative gap of each point of the frontier."""
HIGHEST = 2.0
"""Highest level that is looked at, as a factor on the budgets; lower where everything fits before."""


def within_budget(rules: ChoiceFile, total: float | None, years: Sequence[int]) -> ChoiceFile:
    """Return the rules with budgets that add up to ``total``.

    Args:
        rules: with or without budgets.
        total: euro for all years together; None keeps the rules as they are.
        years: of the analysis; without budgets every year gets an equal part.
    """
    if total is None:
        return rules
    given = rules.budgets or tuple(Budget(year=year, amount_eur=1.0) for year in years)
    whole = sum(b.amount_eur for b in given)
    factor = total / whole if whole > 0 else 0.0
    even = total / len(given)
    scaled = tuple(Budget(year=b.year, amount_eur=b.amount_eur * factor if whole > 0 else even) for b in given)
    return rules.model_copy(update={"budgets": scaled})


def levels_of(built: Built, count: int) -> tuple[float, ...]:
    """Return ``count`` levels, evenly spaced, of which 1 is one; the first is the lowest above 0 that is tried."""
    highest = min(HIGHEST, _all_fits(built))
    step = max(highest, 1.0) / count
    # Moved so that the budgets as they are stand on the grid.
    below = max(1, round(1.0 / step))
    return tuple(float(level) for level in np.arange(1, count + 1) / below)


def _all_fits(built: Built) -> float:
    """Return the level from which every measure fits, whatever year it starts in."""
    limits = built.problem.bounded()
    dense = limits.use.dense()
    need = np.array([sum(max(row[k] for k in group) for group in built.groups) for row in dense])
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.nanmax(np.where(limits.bound > 0, need / limits.bound, np.inf)))


def budget_frontier(built: Built, count: int) -> tuple[FrontierPoint, ...]:
    """Return the best choice at ``count`` levels of the budgets, ascending, without levels that cannot meet the rules.

    Args:
        built: with budgets.
        count: how many levels.
    """
    points = []
    total = sum(amount for _, amount in built.budgets)
    for level, choice in frontier_of(built, levels_of(built, count)):
        taken = built.measures_of(choice.chosen)
        names = {option.measure: name for option, name in zip(built.options, built.problem.options, strict=True)}
        points.append(
            FrontierPoint(
                level=level,
                budget=level * total,
                value=choice.value,
                bound=choice.bound,
                gap=choice.gap,
                cost=float(built.cost[list(choice.chosen)].sum()) if choice.chosen else 0.0,
                measures=tuple(TakenMeasure(str(names[i]).partition(" (")[0], year) for i, year in taken),
            )
        )
    return tuple(points)


def frontier_of(built: Built, levels: Sequence[float]) -> list[tuple[float, Choice]]:
    """Return the best choice at each level at which the rules can be met."""
    low, high = 0, len(levels)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if _can_be_met(built, levels[middle]) else (middle + 1, high)
    possible = list(levels[low:])
    if not possible:
        return []
    return list(zip(possible, frontier(built.problem, None, possible, gap=GAP), strict=True))


def _can_be_met(built: Built, level: float) -> bool:
    try:
        check_feasible(scaled_budgets(built, level))
    except InfeasibleError:
        return False
    return True
