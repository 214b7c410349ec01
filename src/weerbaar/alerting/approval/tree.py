# SPDX-License-Identifier: EUPL-1.2
"""The decision tree of the criteria as a file: every question leads on or to an end, and none leads back."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from weerbaar.alerting.approval.shipped import shipped_file
from weerbaar.base import Explained, FileModel, Text, read_yaml, validate
from weerbaar.dossier import Mark, Source

Outcome = Literal["send", "do_not_send", "consult"]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]

OUTCOME_WORDS: dict[Outcome, Text] = {
    "send": Text(nl="inzetten", en="send"),
    "do_not_send": Text(nl="niet inzetten", en="do not send"),
    "consult": Text(nl="overleggen", en="consult"),
}


class Choice(FileModel):
    """An answer that can be given.

    Attributes:
        next: the question that comes after it; None where this is an end.
        outcome, why: what it comes to, and why; None where it leads on.
        advice: what to do besides.
    """

    id: Name
    text: Text
    next: Name | None = None
    outcome: Outcome | None = None
    why: Text | None = None
    advice: Text | None = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Choice:
        if (self.next is None) == (self.outcome is None):
            raise Explained(
                f"het antwoord {self.id} heeft een volgende vraag (next) of een uitkomst (outcome), een van beide.",
                f"the answer {self.id} has either a next question or an outcome.",
            )
        if (self.outcome is None) != (self.why is None):
            raise Explained(
                f"bij het antwoord {self.id} horen uitkomst (outcome) en reden (why) bij elkaar.",
                f"outcome and why of the answer {self.id} go together.",
            )
        return self


class Question(FileModel):
    """A question, with where it comes from and how sure that is."""

    id: Name
    text: Text
    help: Text | None = None
    source: str
    mark: Mark
    answers: Annotated[tuple[Choice, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _answers_differ(self) -> Question:
        _require_different([choice.id for choice in self.answers])
        return self

    def choice(self, answer: str) -> Choice | None:
        """Return the answer with an id; None when there is none."""
        return next((choice for choice in self.answers if choice.id == answer), None)


class Tree(FileModel):
    """A decision tree; ``first`` is the question that it begins with."""

    schema_version: Literal[1] = Field(alias="schema")
    id: Name
    version: Annotated[int, Field(ge=1)]
    first: Name
    sources: dict[str, Source]
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=200)]

    @model_validator(mode="after")
    def _sound(self) -> Tree:
        names = [question.id for question in self.questions]
        _require_different(names)
        unknown = sorted(
            {name for name in (self.first, *(c.next for q in self.questions for c in q.answers)) if name} - set(names)
        )
        if unknown:
            listed = ", ".join(unknown)
            raise Explained(f"deze vragen bestaan niet: {listed}.", f"these questions do not exist: {listed}.")
        missing = sorted({question.source for question in self.questions} - self.sources.keys())
        if missing:
            listed = ", ".join(missing)
            raise Explained(f"deze bronnen staan niet onder sources: {listed}.", f"sources not given: {listed}.")
        lost = [name for name in names if name not in self._reached()]
        if lost:
            listed = ", ".join(lost)
            raise Explained(f"geen antwoord leidt naar: {listed}.", f"no answer leads to: {listed}.")
        return self

    def _reached(self) -> set[str]:
        """Return the questions that can be come to; without recursion, as a file may be deep."""
        nexts = {q.id: [c.next for c in q.answers if c.next is not None] for q in self.questions}
        # Depth first; a question is done when all after it are, and being come to before that is a loop.
        done: set[str] = set()
        open_: dict[str, int] = {self.first: 0}
        while open_:
            name, taken = next(reversed(open_.items()))
            if taken == len(nexts[name]):
                open_.popitem()
                done.add(name)
                continue
            open_[name] = taken + 1
            following = nexts[name][taken]
            if following in open_:
                raise Explained(
                    f"de vragen lopen in een kring: {following} komt na {name} terug.",
                    f"the questions go round in a circle: {following} comes back after {name}.",
                )
            if following not in done:
                open_[following] = 0
        return done

    @property
    def name(self) -> str:
        """Name and version, to be kept with every decision."""
        return f"{self.id}-{self.version}"

    def question(self, name: str) -> Question | None:
        """Return the question with an id; None when there is none."""
        return next((question for question in self.questions if question.id == name), None)


def _require_different(names: list[str]) -> None:
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        listed = ", ".join(double)
        raise Explained(f"staat er meer dan één keer: {listed}.", f"is there more than once: {listed}.")


def read_tree(path: Path) -> Tree:
    """Return the decision tree in a file.

    Raises:
        InputError: with every mistake: a loop, an end that is none, a question that nobody comes to.
    """
    return validate(Tree, read_yaml(path, path.name))


@lru_cache(maxsize=1)
def criteria_tree() -> Tree:
    """Return the tree of the criteria for NL-Alert that comes with Weerbaar."""
    return read_tree(shipped_file("decision-tree.yaml"))
