# SPDX-License-Identifier: EUPL-1.2
"""A choice of measures as data: what is taken and when, what it brings and costs, how sure it is, what rivals it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from weerbaar.assessment import Axis
from weerbaar.base import RunRecord, Text
from weerbaar.capability.choice.evaluation import Evaluation
from weerbaar.capability.weighing import Outcome, RiskUnit, Weighing

Robustness = Literal["core", "borderline", "never"]
Criterion = Literal["optimum", "average", "regret", "tail"]
Fixed = Literal["always", "never"]


@dataclass(frozen=True)
class TakenMeasure:
    """A measure and the year in which it starts."""

    id: str
    start: int


@dataclass(frozen=True)
class FrontierPoint:
    """The best choice at one level of the budgets.

    Attributes:
        level: factor on every budget; 1 is what was given.
        budget: all years together, in euro.
        value: yearly risk taken away, expected; ``bound``: no choice within these budgets takes away more.
        cost: what the choice counts for against the budgets, all years together, in euro.
        measures: taken at this level.
    """

    level: float
    budget: float
    value: float
    bound: float
    gap: float
    cost: float
    measures: tuple[TakenMeasure, ...]


@dataclass(frozen=True)
class CoreShare:
    """In which part of the states of the world a measure is in the best choice.

    Attributes:
        index: share of the states.
        low, high: 95 % interval of that share among all admissible states (Wilson).
        word: core: chosen in every state looked at; never: in none; borderline: in between.
        proven_in, proven_out: share of the states in which leaving it out, or taking it, was proven to be worse.
    """

    index: float
    low: float
    high: float
    word: Robustness
    proven_in: float
    proven_out: float


@dataclass(frozen=True)
class Rival:
    """The best choice by one way of looking at uncertainty, and how it does by the others.

    Attributes:
        criterion: ``optimum`` at the expectations; ``average`` over the states; smallest largest ``regret``; least risk
            left in the worst states (``tail``).
        measures: taken.
        average: mean over the states of the yearly risk taken away.
        regret: most that it misses in any state, against the best choice of that state.
        tail: mean of the yearly risk that is left in the worst 5 % of the states.
        gap: relative distance to what is proven possible, by its own criterion.
    """

    criterion: Criterion
    measures: tuple[TakenMeasure, ...]
    average: float
    regret: float
    tail: float
    gap: float


@dataclass(frozen=True)
class Nearby:
    """Another choice that is nearly as good.

    Attributes:
        loss: yearly risk that it takes away less, expected.
        out, into: measures that it leaves out, and takes instead.
    """

    loss: float
    out: tuple[str, ...]
    into: tuple[str, ...]


@dataclass(frozen=True)
class GapChange:
    """A capability whose gap the chosen measures narrow.

    Attributes:
        before, after: probability of a shortfall in the scenario where it is largest; None where it is unknown or
            withheld.
        state_before, state_after: as in the overview of gaps.
        by: chosen measures that add to it.
        generic: it serves several scenarios.
    """

    capability: str
    name: Text
    before: float | None
    after: float | None
    state_before: str
    state_after: str
    by: tuple[str, ...]
    generic: bool | None


@dataclass(frozen=True)
class Flip:
    """At which factor on one number of a measure the choice about it turns over; the others stay as they are.

    Attributes:
        factor: that turns it over; None where no factor that was tried does.
        limit: furthest factor that was tried.
    """

    factor: float | None
    limit: float


@dataclass(frozen=True)
class Verdict:
    """Why a measure is chosen, or not, and what would turn that over.

    Attributes:
        id, title, heading, owner: as proposed.
        start: None when it is not chosen.
        fixed: by the rules of the choice, whatever it brings.
        buys: yearly risk that would come back without it, all else as chosen; of one that is not chosen: what it would
            take away beside those that are.
        buys_by_scenario: scenario to the same, expected.
        loss: how much less the best choice takes away when this one is forced out (chosen) or in (not chosen); None
            where the rules do not allow that.
        fulfils: rules of fairness that the choice would break without it, all else as chosen.
        exchanged: measures that would then be taken, and dropped.
        blocked: what in the rules stands in the way of the opposite; None where nothing does.
        cost_flip, effect_flip: factors on its cost and on its effects.
        enters: smallest level of the budgets at which it is in the best choice; ``stays``: from which it remains in.
        core: None where no states were looked at.
        heavier: criteria that weigh more, on average, in the states in which the verdict is the opposite.
        explanation: all of that in sentences.
    """

    id: str
    title: Text
    heading: str | None
    owner: str
    start: int | None
    fixed: Fixed | None
    buys: Outcome
    buys_by_scenario: Mapping[str, float]
    cost: Outcome
    fulfils: tuple[Text, ...]
    loss: float | None
    exchanged: tuple[tuple[str, ...], tuple[str, ...]]
    blocked: Text | None
    cost_flip: Flip | None
    effect_flip: Flip | None
    enters: float | None
    stays: float | None
    core: CoreShare | None
    heavier: tuple[str, ...]
    explanation: Text

    @property
    def chosen(self) -> bool:
        """Whether it is taken."""
        return self.start is not None


@dataclass(frozen=True)
class PortfolioChoice:
    """The best choice within the rules.

    Attributes:
        analysis_id, title, statement, illustrative, years, unit: of the analysis.
        risk: ``expected`` or ``tail``: what was made as large as possible.
        budgets: year and euro.
        cost_quantile: at which the costs count against the budgets; None for the expectation.
        measures: taken, in the order of the file.
        value, bound, gap: of the criterion that was optimised, in risk units per year.
        proof: ``proven`` when the gap is what was asked for.
        evaluation: of the choice, with everything uncertain drawn.
        weighing: of every measure by itself.
        verdicts: of every measure, in the order of the file.
        frontier: levels ascending; empty where there are no budgets or none was asked for.
        states: how many states of the world the robust choice looked at; 0 for none.
        vary: what differs between the states.
        rivals: the choice by each way of looking at uncertainty; empty without states.
        robust_gap: largest gap of the best choice in any state.
        nearby: the next best choices.
        gaps: of capabilities that the chosen measures add to; empty where the analysis has no needs.
        impact_axis, likelihood_axis: of the risk diagram.
        round_label: of the round that the analysis builds on.
        assumptions: of the choice and the weighing.
    """

    analysis_id: str
    title: Text
    statement: Text
    illustrative: bool
    years: tuple[int, int]
    unit: RiskUnit
    risk: Literal["expected", "tail"]
    budgets: tuple[tuple[int, float], ...]
    cost_quantile: float | None
    measures: tuple[TakenMeasure, ...]
    value: float
    bound: float
    gap: float
    proof: str
    evaluation: Evaluation
    weighing: Weighing
    verdicts: tuple[Verdict, ...]
    frontier: tuple[FrontierPoint, ...]
    states: int
    vary: tuple[str, ...]
    rivals: tuple[Rival, ...]
    robust_gap: float
    nearby: tuple[Nearby, ...]
    gaps: tuple[GapChange, ...]
    impact_axis: Axis
    likelihood_axis: Axis
    round_label: str
    assumptions: tuple[Text, ...]
    run_record: RunRecord
