# SPDX-License-Identifier: EUPL-1.2
"""What is computed from the documents while somebody waits: gaps, weighing, and the best choice at one budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.capabilities.conversion import Desk

if TYPE_CHECKING:
    from weerbaar.capability.choice import Built, Evaluation, Evaluator
    from weerbaar.capability.needs import Gaps
    from weerbaar.capability.portfolio import Problem as Programme
    from weerbaar.capability.weighing import Ground, Outcome, Weighing

GAP_DRAWS = 4_000
WEIGHING_DRAWS = 4_000
CHOICE_DRAWS = 2_000
SEED = 2012
HIGHEST = 2.0
"""Highest level that the slider offers, as a factor on the budgets that were given."""
LINE_POINTS = 16
LINE_GAP = 5e-3
"""Points of the line beside the slider, and how near to the best each is: about a pixel."""
_LEVELS_TRIED = 12
_REMEMBERED = 200


def gaps_of(desk: Desk, measures: tuple[str, ...] = ()) -> Gaps:
    """Return what tasks need against what is present.

    Args:
        desk: the documents; confidential numbers are shown where its clearance allows that.
        measures: ids of measures that count as if they were there.

    Raises:
        InputError: there is no analysis, it has errors, or it says nothing of needs.
    """

    def make() -> Gaps:
        from weerbaar.capability.needs import gaps

        known = {m.id: m for m in (desk.analysis.measures.measures if desk.analysis.measures else ())}
        return gaps(
            desk.analysis,
            draws=GAP_DRAWS,
            seed=SEED,
            with_measures=[known[name] for name in measures if name in known],
            with_confidential=desk.cleared,
        )

    return desk.once_of_analysis(f"gaps {' '.join(measures)}", make)


def weighing_of(desk: Desk) -> Weighing:
    """Return every measure by itself.

    Raises:
        InputError: there is no analysis, it has errors, or it has no measures.
        NoTotalRiskError: the method or the round gives no risk.
    """

    def make() -> Weighing:
        from weerbaar.capability.weighing import weigh

        return weigh(desk.analysis, draws=WEIGHING_DRAWS, seed=SEED)

    return desk.once_of_analysis("weighing", make)


@dataclass(frozen=True)
class Taken:
    """A measure in the best choice at one budget.

    Attributes:
        start: year.
        cost: euro, present value over the years.
        takes_off: yearly risk that would come back without it, all else as chosen.
    """

    id: str
    title: Text
    heading: str | None
    owner: str
    start: int
    cost: Outcome
    takes_off: Outcome


@dataclass(frozen=True)
class Solved:
    """The best choice at one set of budgets.

    Attributes:
        budgets: year to euro.
        value, bound: yearly risk taken away, and what no other choice can pass.
        proven: no choice within these budgets takes away more.
        spent: what the choice counts for against the budgets, all years together.
        left: measures that were not chosen: id and title.
    """

    budgets: tuple[tuple[int, float], ...]
    value: float
    bound: float
    proven: bool
    spent: float
    taken: tuple[Taken, ...]
    left: tuple[tuple[str, Text], ...]
    evaluation: Evaluation

    @property
    def total(self) -> float:
        """All budgets together, in euro."""
        return sum(amount for _, amount in self.budgets)


@dataclass(eq=False)
class Chooser:
    """The problem of the choice, put together once and solved for one budget after another.

    Attributes:
        given: year to euro, as the documents have it; made up where they give no budgets.
        bounded: the documents give budgets.
        lowest: smallest level at which the rules can be met, as a factor on the budgets.
    """

    ground: Ground
    built: Built
    evaluator: Evaluator
    given: tuple[tuple[int, float], ...]
    bounded: bool
    lowest: float
    _solved: dict[tuple[float, ...], Solved] = field(default_factory=dict)
    _line: tuple[tuple[float, float], ...] = ()

    @property
    def total(self) -> float:
        """The budgets as they were given, all years together, in euro."""
        return sum(amount for _, amount in self.given)

    @property
    def tried(self) -> tuple[Solved, ...]:
        """What was asked for before, in the order of asking."""
        return tuple(self._solved.values())

    @property
    def line(self) -> tuple[tuple[float, float], ...]:
        """Budget and yearly risk taken away at some budgets from the lowest to the highest; empty until worked out."""
        return self._line

    def work_out_line(self) -> None:
        """Solve at some budgets, for the line beside the slider. Takes seconds, the first time."""
        from weerbaar.capability.portfolio import frontier

        if not self._line:
            step = (HIGHEST - self.lowest) / (LINE_POINTS - 1)
            levels = [self.lowest + k * step for k in range(LINE_POINTS)]
            found = frontier(self.built.problem, None, levels, gap=LINE_GAP)
            self._line = tuple((level * self.total, one.value) for level, one in zip(levels, found, strict=True))

    def at_total(self, euro: float) -> Solved:
        """Return the best choice when all years together may cost this much, shared out as the given budgets are.

        Raises:
            InfeasibleError: the rules cannot be met.
        """
        factor = euro / self.total if self.total > 0 else 0.0
        return self.at({year: amount * factor for year, amount in self.given})

    def at(self, budgets: Mapping[int, float]) -> Solved:
        """Return the best choice within these budgets.

        Args:
            budgets: euro for every year of :attr:`given`.

        Raises:
            InfeasibleError: the rules cannot be met.
        """
        amounts = tuple(float(budgets[year]) for year, _ in self.given)
        if amounts not in self._solved:
            while len(self._solved) >= _REMEMBERED:
                self._solved.pop(next(iter(self._solved)))
            self._solved[amounts] = self._solve(amounts)
        return self._solved[amounts]

    def _solve(self, amounts: tuple[float, ...]) -> Solved:
        from weerbaar.capability.choice import GAP
        from weerbaar.capability.portfolio import check_feasible, solve
        from weerbaar.capability.weighing import Outcome

        programme = self._within(amounts)
        check_feasible(programme)
        best = solve(programme, gap=GAP)
        chosen = self.built.measures_of(best.chosen)
        budgets = tuple((year, amount) for (year, _), amount in zip(self.given, amounts, strict=True))
        whole = self.evaluator.average(chosen)
        horizon = self.ground.horizon
        taken = []
        for i, start in chosen:
            measure = self.ground.draws[i].measure
            without = self.evaluator.average([one for one in chosen if one[0] != i])
            cost = horizon.present_value(self.evaluator.cost([(i, start)]))
            taken.append(
                Taken(
                    measure.id,
                    measure.title,
                    measure.heading,
                    measure.owner,
                    start,
                    Outcome.of(cost),
                    Outcome.of(without - whole),
                )
            )
        numbers = {i for i, _ in chosen}
        return Solved(
            budgets,
            best.value,
            best.bound,
            best.gap <= GAP,
            float(self.built.cost[list(best.chosen)].sum()) if best.chosen else 0.0,
            tuple(sorted(taken, key=lambda one: -one.takes_off.mean)),
            tuple((d.measure.id, d.measure.title) for i, d in enumerate(self.ground.draws) if i not in numbers),
            self.evaluator.evaluate(chosen, budgets),
        )

    def _within(self, amounts: tuple[float, ...]) -> Programme:
        import numpy as np

        from weerbaar.capability.weighing import MILLION

        limits = self.built.problem.bounded()
        return replace(self.built.problem, limits=limits.with_bounds(np.array(amounts) / MILLION))


def chooser_of(desk: Desk) -> Chooser:
    """Return the choice of the analysis, ready to be solved.

    Raises:
        InputError: there is no analysis, it has errors, it has no measures, or they cost nothing at all.
        NoTotalRiskError: the method or the round gives no risk.
    """
    return desk.once_of_analysis("chooser", lambda: _chooser(desk))


def _chooser(desk: Desk) -> Chooser:
    from weerbaar.capability.choice import Evaluator, build, within_budget
    from weerbaar.capability.measures import ChoiceFile
    from weerbaar.capability.weighing import Ground

    analysis = desk.analysis
    ground = Ground.of(analysis, CHOICE_DRAWS, SEED, None)
    rules = analysis.choice or ChoiceFile(schema=1)
    evaluator = Evaluator(ground)
    bounded = bool(rules.budgets)
    if not bounded:
        first = ground.horizon.years[0]
        everything = evaluator.cost([(i, d.measure.earliest or first) for i, d in enumerate(ground.draws)])
        whole = float(everything.mean(axis=1).sum())
        if whole <= 0:
            raise InputError(
                [
                    Problem(
                        "measures.yaml",
                        Text(nl="de maatregelen kosten samen niets.", en="the measures together cost nothing."),
                        Text(nl="Er valt dan niets te kiezen.", en="There is nothing to choose then."),
                    )
                ]
            )
        rules = within_budget(rules, whole / HIGHEST, ground.horizon.years)
    built = build(ground, rules)
    return Chooser(ground, built, evaluator, built.budgets, bounded, _lowest(built))


def _lowest(built: Built) -> float:
    """Return the smallest level of the budgets at which the rules can be met, to one part in some thousands."""
    from weerbaar.capability.choice import scaled_budgets
    from weerbaar.capability.portfolio import InfeasibleError, check_feasible

    low, high = 0.0, HIGHEST
    for _ in range(_LEVELS_TRIED):
        middle = (low + high) / 2
        try:
            check_feasible(scaled_budgets(built, middle))
        except InfeasibleError:
            low = middle
        else:
            high = middle
    return high
