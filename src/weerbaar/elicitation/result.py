# SPDX-License-Identifier: EUPL-1.2
"""What an elicitation says: experts with scores, pooled answers, and how far these depend on the choices made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from weerbaar.base import Quantiles, RunRecord, Text
from weerbaar.elicitation.file_model import Feeds, Question
from weerbaar.elicitation.rounds import RoundStatistics, median_of

WeightScheme = Literal["performance-optimised", "global", "item", "equal", "user"]
Combination = Literal["linear", "quantile-average", "median"]


@dataclass(frozen=True)
class ExpertResult:
    """One expert.

    Attributes:
        answered, missing, not_asked: number of questions in each state after the last round.
        seeds_answered: of them the seed questions.
        bin_counts: truths below the lowest quantile, between each two, and above the highest; empty without seeds.
        calibration: statistical accuracy, 0 to 1; None without seed questions.
        information: mean over the seed questions; None without them.
        information_all: mean over all questions with quantiles; None without them.
        combined: calibration times information, before any cut-off.
        weight: share in the decision maker; with item weights that of the seed questions together.
    """

    id: str
    name: Text
    group: Text | None
    answered: int
    missing: int
    not_asked: int
    seeds_answered: int
    bin_counts: tuple[int, ...]
    calibration: float | None
    information: float | None
    information_all: float | None
    combined: float | None
    weight: float


@dataclass(frozen=True)
class VirtualExpert:
    """The scores of a decision maker, as if it were one of the experts."""

    bin_counts: tuple[int, ...]
    calibration: float | None
    information: float | None
    information_all: float | None
    combined: float | None


@dataclass(frozen=True)
class PooledAnswer:
    """The answer of a decision maker to one question; what the question does not ask is empty or None.

    Attributes:
        quantiles: at the probabilities of the study.
        distribution: the whole distribution, straight between its knots; on a logarithmic item within 0.001 of it.
        probability: for a probability that was asked as one number.
        masses: label to probability, from the lowest label to the highest.
    """

    quantiles: tuple[float, ...] = ()
    distribution: Quantiles | None = None
    probability: float | None = None
    masses: tuple[tuple[str, float], ...] = ()

    def label_at(self, share: float) -> str:
        """Return the lowest label with a probability of at least ``share`` of that label or a lower one.

        Raises:
            ValueError: the question does not ask for labels.
        """
        if not self.masses:
            raise ValueError("an answer without labels")
        sums = accumulate(mass for _, mass in self.masses)
        found = (label for (label, _), total in zip(self.masses, sums, strict=True) if total >= share - 1e-9)
        return next(found, self.masses[-1][0])


@dataclass(frozen=True)
class ExpertAnswer:
    """The last answer of one expert, as it was used.

    Attributes:
        quantiles: standardised where the protocol asks for intervals; empty where the question asks something else.
        probability: one number, where that was asked.
        label, lower, upper: a label with its range, where that was asked.
        weight: share of this expert in the pooled answer to this question.
    """

    expert: str
    quantiles: tuple[float, ...]
    probability: float | None
    label: str | None
    lower: str | None
    upper: str | None
    weight: float


@dataclass(frozen=True)
class QuestionAgreement:
    """How far the experts are apart on one question.

    Attributes:
        experts: how many answered.
        median_low, median_high: ends of their central values.
        overlap: mean over pairs of the part that their outer intervals share; None without intervals.
        distance: mean distance between central values of pairs, as a share of the mean width of their intervals; None
            without intervals.
    """

    question: str
    experts: int
    median_low: float | str | None
    median_high: float | str | None
    overlap: float | None
    distance: float | None


@dataclass(frozen=True)
class Agreement:
    """How far the experts agree.

    Attributes:
        questions: per question.
        alpha: Krippendorff's alpha over the label questions that share one scale (ordinal); None with fewer than two.
        alpha_low, alpha_high: its 95 % bootstrap interval.
        kappa: mean linear weighted kappa of pairs over the same questions.
        labels: the ids of those questions.
    """

    questions: tuple[QuestionAgreement, ...]
    alpha: float | None = None
    alpha_low: float | None = None
    alpha_high: float | None = None
    kappa: float | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class RobustnessRow:
    """The decision maker without one expert or one seed question.

    Attributes:
        shift: relative information of the new decision maker with respect to the base one, over all questions; 0 is
            no difference.
    """

    kind: Literal["expert", "seed"]
    excluded: str
    calibration: float | None
    information: float | None
    combined: float | None
    shift: float | None


@dataclass(frozen=True)
class Score:
    """How well somebody did on the questions of which the truth is known, seeds included.

    Attributes:
        who: id of an expert, ``decision-maker`` or ``equal-weights``.
        asked, hits: known questions with quantiles answered, and those whose truth lies in the outer interval.
        hit_rate, hit_low, hit_high: share of hits with its 95 % binomial interval; None when nothing was asked.
        crps_ratio: mean over questions of the continuous ranked probability score as a share of that of the
            equal-weight decision maker; below 1 is better than equal weights. None when nothing was asked.
        brier, logarithmic: mean over events with a known outcome; None without such events.
        label_share: mean probability given to the right label; None without known labels.
    """

    who: str
    asked: int
    hits: int
    hit_rate: float | None
    hit_low: float | None
    hit_high: float | None
    crps_ratio: float | None
    brier: float | None
    logarithmic: float | None
    label_share: float | None


@dataclass(frozen=True)
class QuestionResult:
    """One question: what the experts said and what comes out.

    Attributes:
        missing: experts who were asked and gave no answer.
        not_asked: experts to whom the question was never put.
        pooled: None where nobody with weight answered.
        equal: the same with equal weights, beside it.
        realization: the truth where it is known: of a seed question, or the outcome of another.
    """

    question: Question
    answers: tuple[ExpertAnswer, ...]
    missing: tuple[str, ...]
    not_asked: tuple[str, ...]
    pooled: PooledAnswer | None
    equal: PooledAnswer | None
    realization: float | str | None

    @property
    def feeds(self) -> Feeds | None:
        """Where in a dossier the pooled answer goes."""
        return self.question.feeds


@dataclass(frozen=True)
class Elicitation:
    """The outcome of a study under one choice of weights.

    Attributes:
        cutoff: calibration below which experts have no weight; None for equal and user weights.
        decision_maker, equal_weights: scores of the two decision makers; None without quantile questions.
        lines: id of a question to its line in ``study.yaml``, for messages.
    """

    study_id: str
    title: Text
    statement: Text
    illustrative: bool
    method: str | None
    protocol: str
    protocol_title: Text
    probabilities: tuple[float, ...]
    weighting: WeightScheme
    combine: Combination
    overshoot: float
    power: float
    cutoff: float | None
    experts: tuple[ExpertResult, ...]
    decision_maker: VirtualExpert | None
    equal_weights: VirtualExpert | None
    questions: tuple[QuestionResult, ...]
    agreement: Agreement
    robustness: tuple[RobustnessRow, ...]
    scores: tuple[Score, ...]
    rounds: tuple[RoundStatistics, ...]
    run_record: RunRecord
    lines: Mapping[str, int]

    def three(self, question: Question, answer: ExpertAnswer | PooledAnswer) -> tuple[float, float, float]:
        """Return the lowest quantile, the median and the highest quantile of an answer in quantiles."""
        quantiles = answer.quantiles
        if 0.5 not in self.probabilities and isinstance(answer, PooledAnswer) and answer.distribution is not None:
            # A mixture is not straight between its quantiles.
            return quantiles[0], float(answer.distribution.ppf(0.5)), quantiles[-1]
        return quantiles[0], median_of(question, quantiles, self.probabilities), quantiles[-1]

    def question(self, question_id: str) -> QuestionResult:
        """Return the result of the question with this id.

        Raises:
            KeyError: there is none.
        """
        for result in self.questions:
            if result.question.id == question_id:
                return result
        raise KeyError(question_id)

    def expert(self, expert_id: str) -> ExpertResult:
        """Return the result of the expert with this id.

        Raises:
            KeyError: there is none.
        """
        for result in self.experts:
            if result.id == expert_id:
                return result
        raise KeyError(expert_id)
