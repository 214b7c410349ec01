# SPDX-License-Identifier: EUPL-1.2
"""A whole study, checked and complete: questions, protocol, experts, and every answer in every round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from weerbaar.elicitation.file_model import (
    LIKELIHOOD,
    Answer,
    ExpertFile,
    LabelQuestion,
    ProbabilityQuestion,
    QuantileQuestion,
    Question,
    StudyFile,
)
from weerbaar.elicitation.panel import Panel
from weerbaar.elicitation.protocol import Protocol
from weerbaar.elicitation.standardising import standardised
from weerbaar.method import label_codes, likelihood_codes, load_method

Floats = npt.NDArray[np.float64]

MAX_EXPERTS = 500
MAX_QUESTIONS = 500
"""Larger studies are refused: nobody reads their outcome, and robustness costs time for each."""
DECISION_MAKER = "decision-maker"
EQUAL_WEIGHTS = "equal-weights"
"""Who the two pooled answers are in results; no expert can bear these ids."""


@dataclass(frozen=True)
class Study:
    """One elicitation with everything that was asked and answered.

    Attributes:
        file: what ``study.yaml`` says.
        protocol: how the answers were asked.
        experts: in the order of their ids, with their answers.
        content_hash: sha256 over the files it was read from.
        lines: id of a question to its line in ``study.yaml``, for messages.
    """

    file: StudyFile
    protocol: Protocol
    experts: tuple[ExpertFile, ...]
    content_hash: str = ""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The id of the study."""
        return self.file.id

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order of the file."""
        return self.file.questions

    @property
    def quantile_questions(self) -> tuple[QuantileQuestion | ProbabilityQuestion, ...]:
        """The questions that are answered with quantiles: quantities, and probabilities with their uncertainty."""
        return tuple(
            q
            for q in self.questions
            if isinstance(q, QuantileQuestion) or (isinstance(q, ProbabilityQuestion) and q.asks == "quantiles")
        )

    @property
    def number_questions(self) -> tuple[ProbabilityQuestion, ...]:
        """The probabilities that are answered with one number."""
        return tuple(q for q in self.questions if isinstance(q, ProbabilityQuestion) and q.asks == "number")

    @property
    def label_questions(self) -> tuple[LabelQuestion, ...]:
        """The questions that are answered with a label."""
        return tuple(q for q in self.questions if isinstance(q, LabelQuestion))

    @property
    def seeds(self) -> tuple[QuantileQuestion, ...]:
        """The seed questions: those of which the true value is known."""
        return tuple(q for q in self.questions if isinstance(q, QuantileQuestion) and q.realization is not None)

    @property
    def rounds(self) -> int:
        """The number of rounds in which anybody answered."""
        return max((a.round for e in self.experts for a in e.answers), default=0)

    def question(self, question_id: str) -> Question:
        """Return the question with this id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[question_id]

    def expert(self, expert_id: str) -> ExpertFile:
        """Return the expert with this id.

        Raises:
            KeyError: there is none.
        """
        for expert in self.experts:
            if expert.id == expert_id:
                return expert
        raise KeyError(expert_id)

    def answer(self, expert_id: str, question_id: str, upto: int | None = None) -> Answer | None:
        """Return what stands after round ``upto``: the entry of the latest round, ``missing`` included.

        An expert who was not asked again keeps the earlier answer; one who says ``missing`` later withdraws it. None
        when the question was never put to this expert.
        """
        rounds = self._answers.get((expert_id, question_id), {})
        reached = [r for r in rounds if upto is None or r <= upto]
        return rounds[max(reached)] if reached else None

    def answer_in(self, expert_id: str, question_id: str, round_number: int) -> Answer | None:
        """Return the entry of this very round, or None when the question was not put in that round."""
        return self._answers.get((expert_id, question_id), {}).get(round_number)

    def quantiles(self, answer: Answer | None, question: QuantileQuestion | ProbabilityQuestion) -> tuple[float, ...]:
        """Return the quantiles at the probabilities of the study; empty when there is no answer."""
        if answer is None or answer.missing:
            return ()
        if answer.values is not None:
            return answer.values
        if answer.lowest is None or answer.best is None or answer.highest is None:
            return ()
        return interval_quantiles(answer, question, self.protocol, self.file.probabilities)

    @property
    def has_quantiles(self) -> bool:
        """Whether anybody's last answer to any question is in quantiles."""
        return any(self.quantiles(self.answer(e.id, q.id), q) for e in self.experts for q in self.quantile_questions)

    def panel(self, upto: int | None = None) -> Panel:
        """Return the quantile answers as arrays, as they stand after round ``upto`` (None: the last).

        Experts without any such answer are left out. Natural limits of a quantity are the bounds of its item.

        Raises:
            ValueError: nobody answered any question with quantiles.
        """
        questions, experts = self.quantile_questions, self.experts
        values = np.full((len(experts), len(questions), len(self.file.probabilities)), np.nan)
        for e, expert in enumerate(experts):
            for q, question in enumerate(questions):
                found = self.quantiles(self.answer(expert.id, question.id, upto), question)
                if found:
                    values[e, q] = found
        kept = [e for e in range(len(experts)) if np.isfinite(values[e]).any()]
        limits = [natural_limits(q) for q in questions]
        truths = [q.realization if isinstance(q, QuantileQuestion) else None for q in questions]
        return Panel(
            experts=tuple(experts[e].id for e in kept),
            items=tuple(q.id for q in questions),
            probabilities=np.array(self.file.probabilities),
            values=values[kept],
            realizations=np.array([np.nan if t is None else t for t in truths]),
            log_scale=np.array([q.scale == "log" for q in questions], dtype=bool),
            bounds=np.array([[np.nan if x is None else x for x in pair] for pair in limits]),
        )

    def numbers(self, upto: int | None = None) -> Floats:
        """Return the probabilities answered with one number, shape (experts, number questions); NaN without."""
        questions = self.number_questions
        found = np.full((len(self.experts), len(questions)), np.nan)
        for e, expert in enumerate(self.experts):
            for q, question in enumerate(questions):
                answer = self.answer(expert.id, question.id, upto)
                if answer is not None and answer.probability is not None:
                    found[e, q] = answer.probability
        return found

    def label_masses(self, question: LabelQuestion, upto: int | None = None) -> Floats:
        """Return the probability per label, shape (experts, labels); a row of NaN without an answer."""
        order = labels_of(question, self.file.method)
        found = np.full((len(self.experts), len(order)), np.nan)
        for e, expert in enumerate(self.experts):
            answer = self.answer(expert.id, question.id, upto)
            if answer is not None and answer.label is not None:
                found[e] = triangle_masses(order, answer.lower, answer.label, answer.upper)
        return found

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {q.id: q for q in self.questions}

    @cached_property
    def _answers(self) -> dict[tuple[str, str], dict[int, Answer]]:
        found: dict[tuple[str, str], dict[int, Answer]] = {}
        for expert in self.experts:
            for answer in expert.answers:
                found.setdefault((expert.id, answer.question), {})[answer.round] = answer
        return found


def natural_limits(question: Question) -> tuple[float | None, float | None]:
    """Return what the answer to a question can never pass; a probability lies between 0 and 1."""
    if isinstance(question, QuantileQuestion):
        return question.lower, question.upper
    if isinstance(question, ProbabilityQuestion):
        return (None if question.scale == "log" else 0.0), 1.0
    return None, None


def interval_quantiles(
    answer: Answer,
    question: QuantileQuestion | ProbabilityQuestion,
    protocol: Protocol,
    probabilities: Sequence[float],
) -> tuple[float, ...]:
    """Return a lowest, best and highest value as quantiles, standardised to the interval that the study asks for."""
    if answer.lowest is None or answer.best is None or answer.highest is None:
        raise ValueError("not an answer of three or four points")
    lower, upper = natural_limits(question)
    confidence = answer.confidence_pct or protocol.three_point_confidence_pct or 100.0
    return standardised(
        answer.lowest,
        answer.best,
        answer.highest,
        confidence,
        target_pct=100 * (probabilities[-1] - probabilities[0]),
        log_scale=question.scale == "log",
        lower=lower,
        upper=upper,
    )


def labels_of(question: LabelQuestion, method: str | None) -> tuple[str, ...]:
    """Return the labels of a question from low to high: its own, or those of the method for what it feeds.

    Raises:
        ValueError: the question has no labels and the study names no method.
        InputError: the method does not exist or is faulty.
    """
    if question.labels is not None:
        return question.labels
    if method is None:
        raise ValueError(question.id)
    rod = load_method(method)
    likelihood = question.feeds is not None and question.feeds.criterion == LIKELIHOOD
    return likelihood_codes(rod) if likelihood else label_codes(rod)


def triangle_masses(order: Sequence[str], lower: str | None, label: str, upper: str | None) -> Floats:
    """Return the probability per label of ``order`` for a range: a triangle with its top at ``label``.

    The same reading of three labels as the assessment has: each step away from the expected label weighs evenly less,
    and every label in the range keeps some probability. Without a range the label is certain.
    """
    low, middle, high = (order.index(x if x is not None else label) for x in (lower, label, upper))
    masses = np.zeros(len(order))
    for k in range(low, high + 1):
        masses[k] = (k - low + 1) / (middle - low + 1) if k <= middle else (high - k + 1) / (high - middle + 1)
    return np.asarray(masses / masses.sum())
