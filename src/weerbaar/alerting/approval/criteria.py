# SPDX-License-Identifier: EUPL-1.2
"""Going through the criteria: the answers so far, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from weerbaar.alerting.approval.tree import Choice, Outcome, Question, Tree
from weerbaar.base import Text, WeerbaarError


class AnswerError(WeerbaarError):
    """An answer to a question that the tree does not have, or one that cannot be given to it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that somebody gave at a moment.

    Attributes:
        question, answer: their ids in the tree.
        remark: what is worth knowing beside it.
    """

    question: str
    answer: str
    by: str
    at: datetime
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A question on the way, with the answer that was given."""

    question: Question
    choice: Choice
    answered: Answered


@dataclass(frozen=True, slots=True)
class Decision:
    """What the answers come to.

    Attributes:
        tree: name and version of the tree.
        path: the questions on the way.
        outcome: None while a question is open.
        why: the reason; None while a question is open.
        open_question: the question to be answered now; None at an end.
        advice: what to do besides.
        answers: all that were given, also those that were changed later or lie beside the way.
    """

    tree: str
    path: tuple[Step, ...]
    outcome: Outcome | None
    why: Text | None
    open_question: Question | None
    advice: tuple[Text, ...]
    answers: tuple[Answered, ...]


def walk(tree: Tree, answers: Sequence[Answered]) -> Decision:
    """Return where the answers lead; of several answers to one question the last one counts.

    Args:
        tree: the questions.
        answers: in the order in which they were given.

    Raises:
        AnswerError: a question or an answer that the tree does not have.
    """
    given: dict[str, tuple[Choice, Answered]] = {}
    for answered in answers:
        question = tree.question(answered.question)
        if question is None:
            raise AnswerError(
                Text(
                    nl=f"De vraag {answered.question!r} staat niet in {tree.name}.",
                    en=f"The question {answered.question!r} is not in {tree.name}.",
                )
            )
        choice = question.choice(answered.answer)
        if choice is None:
            allowed = ", ".join(choice.id for choice in question.answers)
            raise AnswerError(
                Text(
                    nl=f"{answered.answer!r} is geen antwoord op {question.id}; kies uit: {allowed}.",
                    en=f"{answered.answer!r} is no answer to {question.id}; choose from: {allowed}.",
                )
            )
        given[answered.question] = (choice, answered)
    path: list[Step] = []
    at = tree.question(tree.first)
    while at is not None and (said := given.get(at.id)) is not None:
        choice, answered = said
        path.append(Step(at, choice, answered))
        at = tree.question(choice.next) if choice.next is not None else None
    end = path[-1].choice if path and at is None else None
    return Decision(
        tree=tree.name,
        path=tuple(path),
        outcome=end.outcome if end else None,
        why=end.why if end else None,
        open_question=at,
        advice=tuple(step.choice.advice for step in path if step.choice.advice is not None),
        answers=tuple(answers),
    )
