# SPDX-License-Identifier: EUPL-1.2
"""What happened from round to round: spread, change, who moved towards the group, and whether to stop.

Every expert is represented by a central answer: the median, the best estimate, the probability, or the place of the
label on its scale. Distances are taken on the scale of the question, so that on a logarithmic item a factor counts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from weerbaar.elicitation.file_model import Answer, LabelQuestion, ProbabilityQuestion, Question
from weerbaar.elicitation.study import Study, labels_of

Floats = npt.NDArray[np.float64]

_LEAST_PROBABILITY = 1e-9


@dataclass(frozen=True)
class QuestionRound:
    """One question after one round.

    Attributes:
        answered, missing, not_asked: number of experts in each state after this round.
        low, median, high: of the central answers, in the unit of the question; for labels the label itself.
        spread: range of the central answers on the scale of the question: a difference, a natural logarithm of a ratio,
            or a number of steps on the scale of labels.
        interquartile: the same from the lower to the upper quartile.
        change: mean shift since the round before as a share of the spread then; None in round 1, where the question
            was not put again, and where fewer than two experts answered in both rounds.
        convergence: spread as a share of that in the round before; None in round 1 and where that was 0.
        changed: experts whose central answer is another than in the round before.
        towards_median: those of them who came closer to the median of the round before.
        stable: the change is within the limit of the protocol; None where there is no limit or no change to measure.
    """

    question: str
    answered: int
    missing: int
    not_asked: int
    low: float | str | None
    median: float | str | None
    high: float | str | None
    spread: float | None
    interquartile: float | None
    change: float | None = None
    convergence: float | None = None
    changed: tuple[str, ...] = ()
    towards_median: tuple[str, ...] = ()
    stable: bool | None = None


@dataclass(frozen=True)
class Reason:
    """Why an expert answered so, or changed the answer, kept as it was written."""

    expert: str
    question: str
    round: int
    reason: str
    missing: bool


@dataclass(frozen=True)
class RoundStatistics:
    """A whole round.

    Attributes:
        stable_share: share of the questions that are stable, of those for which it can be said; None in round 1.
        stop: the rule of the protocol is met; None where the protocol has no rule.
    """

    number: int
    questions: tuple[QuestionRound, ...]
    reasons: tuple[Reason, ...]
    stable_share: float | None
    stop: bool | None


def round_statistics(study: Study) -> tuple[RoundStatistics, ...]:
    """Return the statistics of every round that was held, the first one first."""
    return tuple(_round(study, number) for number in range(1, study.rounds + 1))


def central_answers(study: Study, question: Question, upto: int | None = None) -> dict[str, float]:
    """Return expert to central answer after round ``upto``, in the unit of the question (labels: index on the scale).

    Experts without an answer are not in it.
    """
    found: dict[str, float] = {}
    for expert in study.experts:
        value = central(study, question, study.answer(expert.id, question.id, upto))
        if value is not None:
            found[expert.id] = value
    return found


def central(study: Study, question: Question, answer: Answer | None) -> float | None:
    """Return the central answer, or None when there is no answer."""
    if answer is None or answer.missing:
        return None
    if isinstance(question, LabelQuestion):
        return float(labels_of(question, study.file.method).index(answer.label or ""))
    if isinstance(question, ProbabilityQuestion) and question.asks == "number":
        return answer.probability
    if answer.best is not None:
        return answer.best
    return median_of(question, study.quantiles(answer, question), study.file.probabilities)


def median_of(question: Question, quantiles: Sequence[float], probabilities: Sequence[float]) -> float:
    """Return the median of one answer in quantiles; where it was not asked, of the distribution between them."""
    if 0.5 in probabilities:
        return quantiles[list(probabilities).index(0.5)]
    return _back(question, float(np.interp(0.5, probabilities, _to(question, quantiles))))


def _round(study: Study, number: int) -> RoundStatistics:
    questions = tuple(_question_round(study, q, number) for q in study.questions)
    reasons = tuple(
        Reason(expert.id, a.question, a.round, a.reason, a.missing)
        for expert in study.experts
        for a in expert.answers
        if a.round == number and a.reason
    )
    known = [q.stable for q in questions if q.stable is not None]
    share = sum(known) / len(known) if known else None
    rule, stop = study.protocol.stop, None
    if rule is not None:
        stop = number >= rule.most_rounds or (share is not None and share >= rule.share_of_questions)
    return RoundStatistics(number, questions, reasons, share, stop)


def _question_round(study: Study, question: Question, number: int) -> QuestionRound:
    states = [study.answer(e.id, question.id, number) for e in study.experts]
    now = central_answers(study, question, number)
    missing = sum(a is not None and a.missing for a in states)
    not_asked = sum(a is None for a in states)
    if not now:
        return QuestionRound(question.id, 0, missing, not_asked, None, None, None, None, None)
    values = _scaled(question, now)
    places = np.array(list(values.values()))
    low, lower, middle, upper, high = (float(v) for v in np.quantile(places, [0, 0.25, 0.5, 0.75, 1]))
    base = QuestionRound(
        question=question.id,
        answered=len(now),
        missing=missing,
        not_asked=not_asked,
        low=_shown(study, question, min(now.values())),
        median=_shown(study, question, _median(question, sorted(now.values()), middle)),
        high=_shown(study, question, max(now.values())),
        spread=high - low,
        interquartile=upper - lower,
    )
    asked_again = any(study.answer_in(e.id, question.id, number) is not None for e in study.experts)
    before = _scaled(question, central_answers(study, question, number - 1)) if number > 1 and asked_again else {}
    both = [e for e in values if e in before]
    if len(both) < 2:
        return base
    old = np.array(list(before.values()))
    old_spread, old_median = float(old.max() - old.min()), float(np.median(old))
    shifts = {e: abs(values[e] - before[e]) for e in both}
    mean_shift = sum(shifts.values()) / len(both)
    # Where all agreed before, any shift at all is a full change.
    change = mean_shift / old_spread if old_spread > 0 else float(mean_shift > 0)
    changed = tuple(e for e in both if shifts[e] > 0)
    rule = study.protocol.stop
    return replace(
        base,
        change=change,
        convergence=(high - low) / old_spread if old_spread > 0 else None,
        changed=changed,
        towards_median=tuple(e for e in changed if abs(values[e] - old_median) < abs(before[e] - old_median)),
        stable=None if rule is None else change <= rule.change,
    )


def _scaled(question: Question, answers: Mapping[str, float]) -> dict[str, float]:
    """Return the central answers on the scale of the question."""
    return {expert: float(_to(question, (value,))[0]) for expert, value in answers.items()}


def _to(question: Question, values: Sequence[float]) -> Floats:
    found = np.asarray(values, dtype=float)
    if not _logarithmic(question):
        return found
    if isinstance(question, ProbabilityQuestion) and question.asks == "number":
        # A probability of exactly 0 is a legal answer and has no logarithm.
        found = np.maximum(found, _LEAST_PROBABILITY)
    return np.asarray(np.log(found))


def _back(question: Question, place: float) -> float:
    return math.exp(place) if _logarithmic(question) else place


def _logarithmic(question: Question) -> bool:
    return not isinstance(question, LabelQuestion) and question.scale == "log"


def _median(question: Question, answers: Sequence[float], place: float) -> float:
    """Return the middle answer itself where there is one, and otherwise what lies at ``place`` on the scale."""
    return answers[len(answers) // 2] if len(answers) % 2 else _back(question, place)


def _shown(study: Study, question: Question, value: float) -> float | str:
    """Return a central answer as people read it: a label, or a number in the unit of the question."""
    if isinstance(question, LabelQuestion):
        # The lower of two middle labels, because nothing lies between two labels.
        return labels_of(question, study.file.method)[math.floor(value)]
    return value
