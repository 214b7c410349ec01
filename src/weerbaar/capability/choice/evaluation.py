# SPDX-License-Identifier: EUPL-1.2
"""A chosen set of measures with everything uncertain drawn anew: what risk is left, what it costs, how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Text
from weerbaar.capability.measures import Taken, interaction_shares, remaining_risk
from weerbaar.capability.weighing import ClassMove, Ground, Outcome, Tail, impact_move, likelihood_move

Float = NDArray[np.float64]


@dataclass(frozen=True)
class ScenarioOutcome:
    """One scenario with and without the chosen measures.

    Attributes:
        kind: hazard or threat.
        before, after: yearly risk, on average over the years.
        last_year: yearly risk in the last year.
        likelihood, impact: classes when everything works that was chosen.
    """

    scenario: str
    title: Text
    kind: Literal["hazard", "threat"]
    before: Outcome
    after: Outcome
    last_year: Outcome
    likelihood: ClassMove
    impact: ClassMove


@dataclass(frozen=True)
class YearOutcome:
    """One year.

    Attributes:
        risk: of all scenarios with the measures, expected.
        cost: in euro.
        budget: None where there is none.
        within: probability that the cost stays within the budget.
    """

    year: int
    risk: float
    cost: Outcome
    budget: float | None
    within: float | None


@dataclass(frozen=True)
class Evaluation:
    """What a set of measures does, by draws.

    Attributes:
        reduction: yearly risk taken away, on average over the years, of what there was ``before``; ``after`` is left.
        tail_before, tail_after: of the yearly risk.
        scenarios: all with known risk.
        years: of the analysis.
        cost: present value in euro.
        within_all: probability that no year passes its budget; None where there are none.
    """

    reduction: Outcome
    before: Outcome
    after: Outcome
    tail_before: Tail
    tail_after: Tail
    scenarios: tuple[ScenarioOutcome, ...]
    years: tuple[YearOutcome, ...]
    cost: Outcome
    within_all: float | None


class Evaluator:
    """Evaluates sets of measures against the same draws.

    Args:
        ground: the drawn measures and the risk without them.
    """

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        terms = ground.terms
        self.shares = interaction_shares(ground.file.interactions, terms.draws, ground.seed)
        self.before: Float = ground.unit.factor * terms.risk()

    def taken(self, measures: Sequence[tuple[int, int]]) -> list[Taken]:
        """Return measures, by number and start year, as they are taken."""
        return [Taken(self.ground.draws[i], year) for i, year in measures]

    def risk(self, measures: Sequence[tuple[int, int]]) -> Float:
        """Return the yearly risk that is left, (S, T, K)."""
        ground = self.ground
        left = remaining_risk(
            ground.terms, self.taken(measures), ground.file.interactions, self.shares, ground.horizon.years
        )
        return ground.unit.factor * left

    def average(self, measures: Sequence[tuple[int, int]]) -> Float:
        """Return the yearly risk that is left over all scenarios, averaged over the years, (K,)."""
        return self.ground.horizon.average(self.risk(measures).sum(axis=0))

    def cost(self, measures: Sequence[tuple[int, int]]) -> Float:
        """Return what is paid in each year, (T, K), in euro."""
        ground = self.ground
        years = ground.horizon.years
        paid = np.zeros((len(years), ground.terms.draws))
        for t in self.taken(measures):
            paid += t.draws.cost.per_year(t.start, t.draws.lead, t.draws.measure.lifetime_years, years)
        return paid

    def evaluate(self, measures: Sequence[tuple[int, int]], budgets: Sequence[tuple[int, float]] = ()) -> Evaluation:
        """Return everything about a set.

        Args:
            measures: number and start year.
            budgets: year and euro.
        """
        ground, horizon = self.ground, self.ground.horizon
        left = self.risk(measures)
        after = horizon.average(np.swapaxes(left, 0, 1))
        total_before, total_after = self.before.sum(axis=0), after.sum(axis=0)
        paid = self.cost(measures)
        bound = dict(budgets)
        fits = np.ones(ground.terms.draws, dtype=np.bool_)
        years = []
        for t, year in enumerate(horizon.years):
            inside = paid[t] <= bound[year] * (1 + 1e-9) if year in bound else None
            if inside is not None:
                fits &= inside
            years.append(
                YearOutcome(
                    year,
                    float(left[:, t].sum(axis=0).mean()),
                    Outcome.of(paid[t]),
                    bound.get(year),
                    None if inside is None else float(inside.mean()),
                )
            )
        return Evaluation(
            reduction=Outcome.of(total_before - total_after),
            before=Outcome.of(total_before),
            after=Outcome.of(total_after),
            tail_before=Tail.of(total_before),
            tail_after=Tail.of(total_after),
            scenarios=tuple(self._scenario(s, measures, after[s], left[s, -1]) for s in range(len(self.before))),
            years=tuple(years),
            cost=Outcome.of(horizon.present_value(paid)),
            within_all=float(fits.mean()) if bound else None,
        )

    def _scenario(self, s: int, measures: Sequence[tuple[int, int]], after: Float, last: Float) -> ScenarioOutcome:
        ground, terms = self.ground, self.ground.terms
        rate, value = self._kept(s, measures)
        return ScenarioOutcome(
            scenario=terms.scenarios[s],
            title=terms.titles[s],
            kind=next(x.kind for x in ground.analysis.dossier.scenarios if x.id == terms.scenarios[s]),
            before=Outcome.of(self.before[s]),
            after=Outcome.of(after),
            last_year=Outcome.of(last),
            likelihood=likelihood_move(terms, ground.analysis.method, s, rate[0]),
            impact=impact_move(terms, ground.analysis.method, s, value, terms.weights),
        )

    def _kept(self, s: int, measures: Sequence[tuple[int, int]]) -> tuple[Float, Float]:
        """Return what is kept of the rate, (1, K), and of the values, (1, K) or (C, K), when all of it works.

        An interaction counts on each axis by itself, for a share of the smaller of the two effects on that axis.
        """
        ground = self.ground
        none = np.zeros((1, ground.terms.draws))
        found = []
        for axis in ("rate", "value"):
            exponents = {
                ground.draws[i].measure.id: -np.log1p(-np.atleast_2d(getattr(ground.draws[i], axis)[s]))
                for i, _ in measures
                if s in getattr(ground.draws[i], axis)
            }
            total = sum(exponents.values(), none)
            for one, share in zip(ground.file.interactions, self.shares, strict=True):
                first, second = one.measures
                if one.scenario == ground.terms.scenarios[s] and first in exponents and second in exponents:
                    total = total + share * np.minimum(exponents[first], exponents[second])
            found.append(np.exp(-np.maximum(total, 0.0)))
        return found[0], found[1]
