# SPDX-License-Identifier: EUPL-1.2
"""What is known of each measure by itself: its cost, what it takes away of likelihood, impact and risk, how surely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import RunRecord, Text
from weerbaar.capability.weighing.unit import RiskUnit

Float = NDArray[np.float64]

TAIL = 0.95
"""The tail is what lies beyond this share of the draws."""


@dataclass(frozen=True)
class Outcome:
    """An uncertain number: mean with its standard error, median, and 5 % and 95 % quantiles.

    The standard error takes the draws for independent; they are stratified, so it is an upper bound.
    """

    mean: float
    standard_error: float
    low: float
    median: float
    high: float

    @classmethod
    def of(cls, draws: Float) -> Outcome:
        """Return the outcome of K draws."""
        low, median, high = (float(q) for q in np.quantile(draws, [0.05, 0.5, 0.95]))
        error = float(draws.std(ddof=1) / np.sqrt(len(draws))) if len(draws) > 1 else 0.0
        return cls(float(draws.mean()), error, low, median, high)


@dataclass(frozen=True)
class Tail:
    """The bad end of the yearly risk over what is uncertain.

    Attributes:
        quantile: 95 % quantile.
        mean: mean of the worst 5 % (CVaR).
    """

    quantile: float
    mean: float

    @classmethod
    def of(cls, draws: Float) -> Tail:
        """Return the tail of K draws."""
        ordered = np.sort(draws)
        worst = max(1, round(len(ordered) * (1 - TAIL)))
        return cls(float(np.quantile(ordered, TAIL)), float(ordered[-worst:].mean()))


@dataclass(frozen=True)
class ClassMove:
    """What happens to the class of one scenario while a measure works.

    Attributes:
        axis: of the risk diagram.
        before, after: class of the expected value.
        before_probability, after_probability: class to probability.
        lower: probability that the class is a lower one than without the measure.
        value_before, value_after: the expected value: probability in the window, or impact.
        range_before, range_after: 5 % and 95 % quantiles of it.
    """

    axis: Literal["likelihood", "impact"]
    before: str
    after: str
    before_probability: Mapping[str, float]
    after_probability: Mapping[str, float]
    lower: float
    value_before: float
    value_after: float
    range_before: tuple[float, float]
    range_after: tuple[float, float]

    @property
    def moves(self) -> bool:
        """Whether the class of the expected value becomes another."""
        return self.before != self.after


@dataclass(frozen=True)
class ScenarioEffect:
    """What a measure does in one scenario.

    Attributes:
        scenario: id.
        reduction: yearly risk taken away, on average over the years of the analysis.
        working: yearly risk taken away while it works.
        share: the same as part of the risk of the scenario, expected.
        tail: how much lower the tail of the yearly risk of the scenario is, on average over the years.
        likelihood, impact: classes while it works.
    """

    scenario: str
    reduction: Outcome
    working: Outcome
    share: float
    tail: Tail
    likelihood: ClassMove
    impact: ClassMove


@dataclass(frozen=True)
class MeasureWeighing:
    """One measure, taken alone from the first year in which it may start.

    Attributes:
        id, title, heading, owner: as proposed.
        start: that first year.
        cost: present value over the years of the analysis, in euro; ``cost_per_year`` in each of its years, expected.
        reduction: yearly risk taken away over all scenarios, on average over the years; ``working`` while it works.
        tail: how much lower the tail of the yearly risk of all scenarios together is.
        by_profile: weight profile to expected reduction.
        scenarios: those in which it does something.
        efficiency: risk taken away over all years per million euro; None where it costs nothing.
        best, among_best: probability that no other measure takes away more per euro, and that it is among the
            :attr:`Weighing.count` best.
        adds: capabilities that it adds to.
        uncounted: texts about effects that could not be counted.
    """

    id: str
    title: Text
    heading: str | None
    owner: str
    start: int
    cost: Outcome
    cost_per_year: tuple[float, ...]
    reduction: Outcome
    working: Outcome
    tail: Tail
    by_profile: Mapping[str, float]
    scenarios: tuple[ScenarioEffect, ...]
    efficiency: Outcome | None
    best: float
    among_best: float
    adds: tuple[str, ...]
    uncounted: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Weighing:
    """Every measure by itself, beside the risk without any.

    Attributes:
        analysis_id, title, statement, illustrative: of the analysis.
        years: first and last.
        unit: of risk.
        scenarios: id, title and yearly risk without measures of every scenario with known risk.
        total: of all of them together; ``tail`` its tail.
        left_out: ids of scenarios whose risk is not known.
        profile: id of the weights used; ``profiles`` are all, with their names.
        count: how many count as the best few.
        measures: in the order of the file.
        capabilities: id to name of what the measures add to.
    """

    analysis_id: str
    title: Text
    statement: Text
    illustrative: bool
    years: tuple[int, int]
    unit: RiskUnit
    scenarios: tuple[tuple[str, Text, Outcome], ...]
    total: Outcome
    tail: Tail
    left_out: tuple[str, ...]
    profile: str
    profiles: tuple[tuple[str, Text], ...]
    count: int
    measures: tuple[MeasureWeighing, ...]
    capabilities: Mapping[str, Text]
    assumptions: tuple[Text, ...]
    run_record: RunRecord
