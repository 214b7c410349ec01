# SPDX-License-Identifier: EUPL-1.2
"""What a guideline and a checklist may hold: what is asked of everybody, apart from what one organisation answers."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from weerbaar.base import Explained, FileModel, Text
from weerbaar.dossier import Mark, Slug, Title

CHECKLIST_FILE = "guideline.yaml"

State = Literal["met", "partly", "not met", "not applicable", "unknown"]
STATES: tuple[State, ...] = ("met", "partly", "not met", "not applicable", "unknown")
"""What can be answered; a requirement without an answer is a sixth thing."""


def _one_line(text: str) -> str:
    if len(text.splitlines()) > 1:
        raise Explained("moet op één regel staan.", "must stand on one line.")
    return text


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


OneLine = Annotated[str, Field(max_length=500), AfterValidator(_one_line)]
Note = Annotated[str, Field(max_length=4_000), AfterValidator(_line_ends)]


class Part(FileModel):
    """A chapter of a guideline.

    Attributes:
        applies_when: on what condition its requirements hold; None when they always do.
    """

    id: Slug
    title: Title
    applies_when: Text | None = None


class ApplicationDate(FileModel):
    """A day from which something in the guideline is binding."""

    on: datetime.date
    what: Text


class Requirement(FileModel):
    """One requirement, in words of our own.

    Attributes:
        number: as the source numbers it, for looking it up.
        requirement: what is asked.
        questions: to ask of whoever must comply.
        evidence: what counts as evidence.
        applies_when: on what condition it holds, beside that of its part; None when there is no other.
    """

    id: Slug
    part: Slug
    number: Annotated[str, Field(min_length=1, max_length=40)]
    title: Title
    requirement: Text
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]
    evidence: tuple[Text, ...] = ()
    applies_when: Text | None = None
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None


class Guideline(FileModel):
    """A guideline: its parts and requirements, without any answer.

    Attributes:
        introduction: what it is and what a reader must know before using it.
        dates: from when what is binding.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: Slug
    title: Title
    introduction: Text
    source: tuple[str, ...] = ()
    dates: tuple[ApplicationDate, ...] = ()
    parts: tuple[Part, ...]
    requirements: tuple[Requirement, ...] = ()

    def conditional(self, requirement: Requirement) -> bool:
        """Whether a requirement holds on a condition, so that it can be not applicable."""
        of_part = {part.id: part.applies_when for part in self.parts}
        return requirement.applies_when is not None or of_part.get(requirement.part) is not None


class Evidence(FileModel):
    """Something that shows that a requirement is met.

    Attributes:
        what: a report, a test, a document.
        link: where it can be found: an address, a number in a register.
        date: the day it was made.
        expires: the last day on which it counts; None for no limit.
    """

    what: Annotated[OneLine, Field(min_length=1)]
    link: OneLine = ""
    date: datetime.date | None = None
    expires: datetime.date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Evidence:
        if self.date and self.expires and self.expires < self.date:
            raise Explained("expires ligt voor date.", "expires lies before date.")
        return self


class Answer(FileModel):
    """What is answered to one requirement, in the language of the checklist.

    Attributes:
        reason: why the requirement is not applicable; obligatory then.
        owner: the function or unit that must see to it.
        due: the day by which it must be met.
        capability, measures: ids of a capability analysis in which something is done about it.
    """

    requirement: Slug
    state: State
    reason: Note = ""
    evidence: tuple[Evidence, ...] = ()
    owner: OneLine = ""
    due: datetime.date | None = None
    note: Note = ""
    capability: Slug | None = None
    measures: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _says_why(self) -> Answer:
        if self.state == "not applicable" and not self.reason:
            raise Explained(
                "geef bij not applicable een reason: waarom geldt deze eis hier niet?",
                "give a reason with not applicable: why does this requirement not hold here?",
            )
        return self


class Checklist(FileModel):
    """``guideline.yaml``: the answers of one organisation for one subject.

    Attributes:
        content: id of the guideline: a file ``<id>.yaml`` beside this one, or one that is shipped.
        subject: the product, the service or the organisation that is judged.
        statement: what a reader must know about these answers.
        illustrative: the answers are made up to show how it works.
        language: of the answers.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: Slug
    title: Title
    content: Slug
    subject: Title
    statement: Text
    illustrative: bool = False
    language: Literal["nl", "en"] = "nl"
    answers: tuple[Answer, ...] = ()
