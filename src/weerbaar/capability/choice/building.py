# SPDX-License-Identifier: EUPL-1.2
"""From measures and scenarios to the arrays of a portfolio problem.

An option is a measure with the year of its start. With parts f that independent measures take away, the risk left in a
scenario, criterion and year is ``R * product (1 - f) = R * exp(-sum a)`` with ``a = -log(1 - f)``: one exponential
saturation per cell. Because effects are independent of each other and of the judgements, taking the mean of every f, of
the rate and of the value gives the exact expectation of any set without interactions. The amount of an interaction is
chosen such that the expectation of its two measures together is exact too; of three or more that interact it is close.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Text
from weerbaar.capability.measures import (
    ChoiceFile,
    CostDraws,
    MeasureDraws,
    first_start,
    interaction_shares,
    last_start,
    members,
    paid_part,
    working_part,
)
from weerbaar.capability.portfolio import AtLeast, Limits, Pairs, Problem, SparseRows
from weerbaar.capability.weighing import MILLION, Ground

Float = NDArray[np.float64]
Int = NDArray[np.int64]

_NOTHING = 1e-15
_PAIR_DRAWS = 2_000
"""Enough for the amount of an interaction, which is small beside the effects that it joins."""


@dataclass(frozen=True)
class Option:
    """A measure, by its number, that starts in a year. ``measure`` is None for a helper that is no measure."""

    measure: int | None
    start: int


@dataclass(frozen=True, eq=False)
class Cells:
    """M places where risk is taken away: a scenario, some of its criteria, some of the years.

    Attributes:
        scenario: (M,) numbers.
        criterion: (M,) a criterion that stands for those of the cell.
        criteria: (M, C) which criteria belong to it.
        years: (M, T) which years belong to it.
    """

    scenario: Int
    criterion: Int
    criteria: NDArray[np.bool_]
    years: NDArray[np.bool_]

    def weights(self, ground: Ground, weights: Float, rate: Float, values: Float) -> Float:
        """Return what each cell is worth without measures, averaged over the years of the analysis, (M,).

        Args:
            ground: for the years and the unit.
            weights: (C,) of the criteria.
            rate: (S,) per year.
            values: (S, C).
        """
        inside = np.einsum("mc,mc->m", self.criteria * weights, values[self.scenario])
        return np.asarray(ground.unit.factor * rate[self.scenario] * inside * (self.years @ ground.horizon.share))


@dataclass(frozen=True, eq=False)
class Built:
    """A problem and how to read it.

    Attributes:
        problem: without the measures that the choice rules in or out, see :attr:`problem`'s fixed options.
        options: one per column of the problem.
        groups: measure number to its options.
        cells: of the problem.
        budgets: years that have a budget, one per limit, and their amounts in euro.
        cost: (n, T) what each option counts for in each year, in euro.
    """

    problem: Problem
    options: tuple[Option, ...]
    groups: tuple[tuple[int, ...], ...]
    cells: Cells
    budgets: tuple[tuple[int, float], ...]
    cost: Float

    def measures_of(self, chosen: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Return measure number and start year of the chosen options, in the order of the file."""
        found = [(o.measure, o.start) for o in (self.options[i] for i in chosen) if o.measure is not None]
        return tuple(sorted(found))


def build(ground: Ground, choice: ChoiceFile | None) -> Built:
    """Return the problem of choosing among the measures of an analysis.

    Args:
        ground: the drawn measures and the risk without them.
        choice: what bounds the choice; None for no bounds at all.

    Raises:
        CyclicRequirementError: measures that need each other in a circle.
    """
    rules = choice or ChoiceFile(schema=1)
    header = ground.analysis.header
    options = [
        Option(i, year)
        for i, one in enumerate(ground.draws)
        for year in range(first_start(one.measure, header.first_year), last_start(one.measure, header.first_year) + 1)
    ]
    groups = tuple(tuple(k for k, o in enumerate(options) if o.measure == i) for i in range(len(ground.draws)))
    exponents, cells = _exponents(ground, options)
    names = [_name(ground, groups, o) for o in options]
    cost = np.array([_counted_cost(ground, o, rules.cost_quantile) for o in options]).reshape(len(options), -1)
    requires, excludes, at_least, fixed_in, fixed_out = _logic(ground, rules, options, groups, names)
    n = len(names)
    helpers = n - len(options)
    all_options = (*options, *(Option(None, 0) for _ in range(helpers)))
    cost = np.vstack([cost, np.zeros((helpers, len(ground.horizon.years)))])
    exponents = np.vstack([exponents, np.zeros((helpers, exponents.shape[1]))])
    weight = cells.weights(
        ground, ground.terms.weights, ground.terms.rate.mean(axis=1), ground.terms.values.mean(axis=2)
    )
    problem = Problem(
        options=tuple(names),
        cells=tuple(_cell_name(ground, cells, m) for m in range(len(cells.scenario))),
        effect=SparseRows.of_dense(exponents),
        weight=weight,
        scale=np.ones(len(weight)),
        pairs=_pairs(ground, options, exponents, cells),
        limits=_limits(ground, rules, cost),
        requires=requires,
        excludes=excludes,
        at_least=at_least,
        fixed_in=frozenset(fixed_in),
        fixed_out=frozenset(fixed_out),
    )
    budgets = tuple((b.year, b.amount_eur) for b in sorted(rules.budgets, key=lambda b: b.year))
    return Built(problem, all_options, groups, cells, budgets, cost)


def scaled_budgets(built: Built, factor: float) -> Problem:
    """Return the problem with all budgets multiplied."""
    limits = built.problem.bounded()
    return replace(built.problem, limits=limits.with_bounds(limits.bound * factor))


def _name(ground: Ground, groups: Sequence[Sequence[int]], option: Option) -> str:
    if option.measure is None:
        return ""
    id_ = ground.draws[option.measure].measure.id
    return id_ if len(groups[option.measure]) == 1 else f"{id_} ({option.start})"


def _cell_name(ground: Ground, cells: Cells, m: int) -> str:
    years = [str(y) for y, inside in zip(ground.horizon.years, cells.years[m], strict=True) if inside]
    criteria = [c for c, inside in zip(ground.terms.criteria, cells.criteria[m], strict=True) if inside]
    return f"{ground.terms.scenarios[cells.scenario[m]]} {'+'.join(criteria)} {'+'.join(years)}"


def _working(one: MeasureDraws, start: int, years: Sequence[int]) -> Float:
    """Return the expected part of each year in which a measure works, (T,)."""
    return np.asarray(working_part(start, one.lead, one.measure.lifetime_years, years).mean(axis=1))


def _exponents(ground: Ground, options: Sequence[Option]) -> tuple[Float, Cells]:
    """Return a = -log(1 - f) of every option in every cell, (n, M); criteria and years that are alike are one cell."""
    years, criteria = ground.horizon.years, len(ground.terms.criteria)
    working = np.array([_working(ground.draws[o.measure or 0], o.start, years) for o in options])
    columns: list[Float] = []
    found: list[tuple[int, NDArray[np.bool_], NDArray[np.bool_]]] = []
    for s in range(len(ground.terms.scenarios)):
        if not any(s in one.scenarios for one in ground.draws):
            continue
        shares = np.array([_mean_share(one, s, criteria) for one in ground.draws])
        parts, group_of = np.unique(shares, axis=1, return_inverse=True)
        group_of = np.asarray(group_of).reshape(-1)
        for g in range(parts.shape[1]):
            of_option = parts[[o.measure or 0 for o in options], g]
            exponent = -np.log1p(-of_option[:, None] * working)
            alike, year_of = np.unique(exponent, axis=1, return_inverse=True)
            year_of = np.asarray(year_of).reshape(-1)
            for t in range(alike.shape[1]):
                if alike[:, t].max(initial=0.0) > _NOTHING:
                    columns.append(alike[:, t])
                    found.append((s, group_of == g, year_of == t))
    cells = Cells(
        np.array([s for s, _, _ in found], dtype=np.int64),
        np.array([int(np.argmax(c)) for _, c, _ in found], dtype=np.int64),
        np.array([c for _, c, _ in found], dtype=np.bool_).reshape(-1, criteria),
        np.array([t for _, _, t in found], dtype=np.bool_).reshape(-1, len(years)),
    )
    return (np.array(columns).T if columns else np.zeros((len(options), 0))), cells


def _mean_share(one: MeasureDraws, scenario: int, criteria: int) -> Float:
    if scenario not in one.scenarios:
        return np.zeros(criteria)
    return np.broadcast_to(one.share(scenario).mean(axis=1), (criteria,)).copy()


def pair_pattern(
    ground: Ground, options: Sequence[Option], exponents: Float, cells: Cells
) -> tuple[Int, Int, Int, Int]:
    """Return first option, second option, cell and interaction number of every pair that can work together."""
    number = {one.measure.id: i for i, one in enumerate(ground.draws)}
    by_measure: dict[int, list[int]] = {}
    for k, option in enumerate(options):
        if option.measure is not None:
            by_measure.setdefault(option.measure, []).append(k)
    rows: list[tuple[int, int, int, int]] = []
    for q, one in enumerate(ground.file.interactions):
        if one.scenario not in ground.terms.scenarios:
            continue
        there = np.flatnonzero(cells.scenario == ground.terms.scenarios.index(one.scenario))
        first, second = (by_measure.get(number[name], []) for name in one.measures)
        rows += [
            (i, j, int(m), q)
            for i in first
            for j in second
            for m in there
            if min(exponents[i, m], exponents[j, m]) > _NOTHING
        ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return table[:, 0], table[:, 1], table[:, 2], table[:, 3]


def _pairs(ground: Ground, options: Sequence[Option], exponents: Float, cells: Cells) -> Pairs:
    """Return interactions with amounts such that the expectation of two measures together is exact."""
    first, second, cell, which = pair_pattern(ground, options, exponents, cells)
    if not len(first):
        return Pairs.none()
    drawn = interaction_shares(ground.file.interactions, ground.terms.draws, ground.seed)
    exponent_of: dict[tuple[int, int], Float] = {}
    for k, m in {*zip(first.tolist(), cell.tolist(), strict=True), *zip(second.tolist(), cell.tolist(), strict=True)}:
        exponent_of[k, m] = _drawn_exponent(ground, options[k], cells, m, exponents[k, m])
    amount = np.empty(len(first))
    for q, (i, j, m, interaction) in enumerate(zip(first, second, cell, which, strict=True)):
        one, other = exponent_of[i, m], exponent_of[j, m]
        together = one + other + drawn[interaction][:_PAIR_DRAWS] * np.minimum(one, other)
        apart = np.log(np.exp(-one).mean() * np.exp(-other).mean())
        amount[q] = apart - np.log(np.exp(-together).mean())
    return Pairs(first, second, cell, amount)


def _drawn_exponent(ground: Ground, option: Option, cells: Cells, cell: int, expected: float) -> Float:
    """Return -log(1 - f m) for the first draws, with the expected part m of the years that it works."""
    share = ground.draws[option.measure or 0].share(int(cells.scenario[cell]))
    row = share[0] if len(share) == 1 else share[cells.criterion[cell]]
    working = -np.expm1(-expected) / row.mean()
    return np.asarray(-np.log1p(-np.minimum(row[:_PAIR_DRAWS] * working, 1 - 1e-9)))


def _counted_cost(ground: Ground, option: Option, quantile: float | None) -> Float:
    """Return what an option counts for against the budgets, (T,), in euro."""
    one = ground.draws[option.measure or 0]
    years = ground.horizon.years
    if quantile is None:
        return np.asarray(one.cost.per_year(option.start, one.lead, one.measure.lifetime_years, years).mean(axis=1))
    at = CostDraws.at(one.measure, np.array([quantile]))
    part = paid_part(option.start, one.lead, one.measure.lifetime_years, years).mean(axis=1)
    return np.asarray(at.one_off[0] * (np.asarray(years) == option.start) + at.yearly[0] * part)


def _limits(ground: Ground, rules: ChoiceFile, cost: Float) -> Limits | None:
    """Return one row per budget, in millions of euro."""
    if not rules.budgets:
        return None
    budgets = sorted(rules.budgets, key=lambda b: b.year)
    names = tuple(
        Text(nl=f"het budget van {b.year} in miljoen euro", en=f"the budget of {b.year} in million euro")
        for b in budgets
    )
    columns = [ground.horizon.years.index(b.year) for b in budgets]
    use = SparseRows.of_dense(cost[:, columns].T / MILLION)
    return Limits(names, use, np.array([b.amount_eur for b in budgets]) / MILLION)


def _logic(
    ground: Ground,
    rules: ChoiceFile,
    options: Sequence[Option],
    groups: Sequence[Sequence[int]],
    names: list[str],
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, ...], ...], tuple[AtLeast, ...], set[int], set[int]]:
    """Return requirements, exclusions, groups, and options that are in and out; helpers are added to ``names``.

    A measure needs another one that starts no later. Where that leaves several years to the other, "one of these" is
    written with a helper h: at least one of (these, h), and h excludes the measure.
    """
    number = {one.measure.id: i for i, one in enumerate(ground.draws)}
    requires: list[tuple[int, int]] = []
    excludes = [tuple(group) for group in groups if len(group) > 1]
    at_least: list[AtLeast] = []
    fixed_out = {k for name in rules.never for k in groups[number[name]]}
    for one in ground.draws:
        for needed in one.measure.requires:
            for k in groups[number[one.measure.id]]:
                others = [j for j in groups[number[needed]] if options[j].start <= options[k].start]
                if not others:
                    fixed_out.add(k)
                elif len(others) == 1:
                    requires.append((k, others[0]))
                else:
                    helper = len(names)
                    names.append(f"{names[k]} zonder {needed}")
                    words = Text(nl=f"{needed} bij {names[k]}", en=f"{needed} with {names[k]}")
                    at_least.append(AtLeast(words, (*others, helper)))
                    excludes.append((k, helper))
    for exclusion in ground.file.exclusions:
        excludes.append(tuple(k for name in exclusion.measures for k in groups[number[name]]))
    fixed_in = set()
    for name in rules.always:
        group = groups[number[name]]
        if len(group) == 1:
            fixed_in.add(group[0])
        else:
            words = Text(nl=f"de jaren van {name}", en=f"the years of {name}")
            at_least.append(AtLeast(words, tuple(group)))
    for rule in rules.at_least:
        among = tuple(k for name in members(rule, ground.file) for k in groups[number[name]])
        at_least.append(AtLeast(rule.title, among, rule.number))
    return tuple(requires), tuple(excludes), tuple(at_least), fixed_in, fixed_out
