# SPDX-License-Identifier: EUPL-1.2
"""What an assessment says: impact, likelihood, rank and stability per scenario, uncertainty included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from weerbaar.base import RunRecord, Text

Basis = Literal["judgements", "published"]

QUANTILE_PROBABILITIES: tuple[float, ...] = tuple(i / 50 for i in range(1, 50))
"""Probabilities of :attr:`Estimate.quantiles`: 0.02, 0.04, … 0.98."""


@dataclass(frozen=True)
class Estimate:
    """Impact, or likelihood, of one scenario.

    Attributes:
        basis: ``judgements`` when computed from experts' judgements; ``published`` when only a class, or a
            range of classes, was published: each class in the range then counts equally and every order
            of magnitude inside a class equally, which is an assumption and is shown as one.
        value: the central value. Impact: the total at the expected labels. Likelihood: the probability over
            ``window_years``.
        klass: class of ``value``.
        low, high: 5 % and 95 % quantiles, widened where needed to hold ``value``: when all doubt lies on one
            side of the expected label, the expected value can lie outside that interval.
        minimum, maximum: the ends of the range that the input allows (all lower, all upper labels); of a
            distribution without an end, its tail below 0.1 % is left out.
        class_probability: class code to probability; sums to 1.
        mean, standard_error: of the draws; the standard error is 0 where the result is exact.
        quantiles: at :data:`QUANTILE_PROBABILITIES`.
        exact: class probabilities come from enumeration or a closed form, not from draws.
        window_years: for likelihood, the period that the probability speaks of.
        incomplete: criteria that nobody judged; the central value leaves them out and is a lower bound.
    """

    basis: Basis
    value: float
    klass: str
    low: float
    high: float
    minimum: float
    maximum: float
    class_probability: Mapping[str, float]
    mean: float
    standard_error: float
    quantiles: tuple[float, ...]
    exact: bool
    window_years: float | None = None
    incomplete: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contribution:
    """What one criterion adds to the impact of one scenario.

    Attributes:
        state: ``judged``, ``not applicable`` (X), ``missing`` (asked, or never asked, and not answered),
            ``together`` (judged only in one line with another criterion).
        label: expected label; where experts differ, the lowest and highest; None when missing, or when the
            criterion was judged only together with another one.
        lowest, highest: ends of the labels that are possible.
        value: mean value of the expected labels; ``amount`` = weight × value; ``share`` of the total.
        experts: how many judged it.
        reasons: their reasons, in order.
    """

    criterion: str
    name: Text
    state: Literal["judged", "not applicable", "missing", "together"]
    label: str | None
    lowest: str | None
    highest: str | None
    weight: float
    value: float
    amount: float
    share: float
    experts: int
    reasons: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Rank:
    """Place by impact among the scenarios of the round, 1 = highest, ties shared.

    Attributes:
        position: rank of the central value.
        expected: mean rank over the draws.
        acceptability: probability of each rank, first to last.
    """

    position: float
    expected: float
    acceptability: tuple[float, ...]


@dataclass(frozen=True)
class Variant:
    """The same scenario under another choice that has nothing to do with the facts.

    Attributes:
        kind: what was changed.
        klass: impact class under it, None for methods that only rank.
        rank: rank under it, ties shared; the mean rank for drawn weights.
        class_share: for drawn weights, the share of the draws in which the class is ``klass``, the most
            frequent one; None for a single choice.
    """

    id: str
    kind: Literal["weights", "base", "rule", "method"]
    name: Text
    klass: str | None
    rank: float
    mark: str = "derived"
    class_share: float | None = None


@dataclass(frozen=True)
class Move:
    """The smallest single change of a label that moves the scenario to another impact class.

    Attributes:
        from_label: what is expected now; a range such as ``B-C`` where experts differ.
        steps: labels between; 0 when some expert gives ``to_label`` already and the others would have to agree.
    """

    direction: Literal["up", "down"]
    criterion: str
    from_label: str
    to_label: str
    to_class: str
    steps: int


@dataclass(frozen=True)
class PublishedPlace:
    """A result of this or an earlier round, with the classes it is read as.

    Attributes:
        basis: ``published`` when the words are those of a publication, ``computed`` when they are the class
            words of what was computed from an earlier dossier.
    """

    round: str
    year: int
    impact: str
    likelihood: str
    impact_classes: tuple[str, ...]
    likelihood_classes: tuple[str, ...]
    line: str = ""
    basis: Literal["published", "computed"] = "published"


@dataclass(frozen=True)
class ScenarioResult:
    """Everything that is known about one scenario after the assessment.

    ``impact`` and ``likelihood`` are None where neither judgements nor a published class exist: unknown
    stays unknown. ``published`` is the result of this round; ``earlier`` those of earlier rounds.
    """

    id: str
    title: Text
    theme: Text | None
    kind: Literal["hazard", "threat"]
    impact: Estimate | None
    likelihood: Estimate | None
    published: PublishedPlace | None
    earlier: tuple[PublishedPlace, ...]
    contributions: tuple[Contribution, ...]
    rank: Rank | None
    variants: tuple[Variant, ...]
    same_class_share: float | None
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Axis:
    """The classes of one axis of the risk diagram.

    Attributes:
        codes: class codes from low to high.
        words: the class in words.
        bounds: lower bounds of the second and later classes, ascending.
        low, high: ends of the axis for drawing (the lowest class has no lower bound above 0).
        unit: what the numbers on the axis are.
        window_years: period of the likelihood axis.
    """

    codes: tuple[str, ...]
    words: tuple[Text, ...]
    bounds: tuple[float, ...]
    low: float
    high: float
    unit: Text
    window_years: float | None = None


@dataclass(frozen=True)
class Assessment:
    """The assessment of one round.

    Attributes:
        impact_axis, likelihood_axis: classes for figures and tables; ``impact_axis`` is None for a method
            without a published rule for the total.
        statement: what a reader must know about the data before reading any result.
        second_opinions: names of the variants computed, by id.
        assumptions: every assumption that went into the numbers, in words.
    """

    round_id: str
    round_label: str
    year: int
    title: Text
    organisation: Text
    statement: Text
    method_id: str
    method_title: Text
    scenarios: tuple[ScenarioResult, ...]
    impact_axis: Axis | None
    likelihood_axis: Axis
    criteria: tuple[tuple[str, Text], ...]
    assumptions: tuple[Text, ...]
    run_record: RunRecord
    illustrative: bool = False
    figures_note: Text | None = field(default=None)

    def scenario(self, scenario_id: str) -> ScenarioResult:
        """Return the result of the scenario with this id.

        Raises:
            KeyError: there is none.
        """
        for result in self.scenarios:
            if result.id == scenario_id:
                return result
        raise KeyError(scenario_id)
