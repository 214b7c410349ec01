# SPDX-License-Identifier: EUPL-1.2
"""What ``agenda.yaml`` may hold (schema version 1): themes with their own starting moments, reviews, and signals.

The letter of November 2013 replaces one yearly round for everything by different starting moments for different themes.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, Text
from weerbaar.capability.register import Day, When
from weerbaar.dossier import Mark, Name, Slug, Title

AGENDA_FILE = "agenda.yaml"

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class Fingerprint(FileModel):
    """What a scenario rested on when it was reviewed, part by part; equal parts have equal fingerprints.

    Attributes:
        storyline: its text, theme, kind, horizon and links.
        judgements: of its impact, of every expert.
        likelihood: judgements of its likelihood.
        published: what was published of it.
        sources: the sources that these name.
    """

    storyline: Hash
    judgements: Hash
    likelihood: Hash
    published: Hash
    sources: Hash


class MethodStamp(FileModel):
    """The method a scenario was reviewed with."""

    id: Annotated[str, Field(max_length=80)]
    version: Annotated[str, Field(max_length=20)]
    fingerprint: Hash


class Reviewed(FileModel):
    """The last review of a scenario.

    Attributes:
        on: day of the review.
        round: id of the dossier as it was then.
        signals: ids of the signals that were considered.
    """

    on: Day
    round: Slug
    method: MethodStamp
    fingerprint: Fingerprint
    signals: tuple[Slug, ...] = ()


class AgendaScenario(FileModel):
    """A scenario on the agenda.

    Attributes:
        dossier: a folder beside the agenda, or a shipped example; a name and never a path.
    """

    dossier: Slug
    scenario: Slug
    reviewed: Reviewed | None = None


class Theme(FileModel):
    """Scenarios that are taken up together.

    Attributes:
        starts: when the first review begins.
        review_every_months: from one review to the next.
        reviews: days or months of the reviews after the start, instead of every so many months.
    """

    id: Slug
    title: Title
    owner: Name = ""
    statement: Text | None = None
    starts: When
    review_every_months: Annotated[int, Field(ge=1, le=240)] | None = None
    reviews: tuple[When, ...] = ()
    scenarios: tuple[AgendaScenario, ...] = ()
    source: tuple[str, ...] = ()
    mark: Mark = "found"
    note: Text | None = None

    @model_validator(mode="after")
    def _one_rhythm(self) -> Theme:
        if self.review_every_months is not None and self.reviews:
            raise Explained(
                "geef review_every_months of reviews, niet beide.", "give review_every_months or reviews, not both."
            )
        for before, after in pairwise((self.starts, *self.reviews)):
            if after.earliest <= before.latest:
                raise Explained(
                    f"reviews staan op volgorde en na de start: {after} komt niet na {before}.",
                    f"reviews are in order and after the start: {after} does not come after {before}.",
                )
        return self


class Signal(FileModel):
    """Something seen since that may change a scenario.

    Attributes:
        settled_on: day on which it was dealt with outside a review; a review names the signals that it considered.
    """

    id: Slug
    scenario: Slug
    on: Day
    text: Text
    source: Name = ""
    strength: Literal["weak", "moderate", "strong"] | None = None
    settled_on: Day | None = None
    mark: Mark = "found"

    @model_validator(mode="after")
    def _settled_afterwards(self) -> Signal:
        if self.settled_on is not None and self.settled_on < self.on:
            raise Explained("settled_on ligt voor de dag van het signaal.", "settled_on lies before the signal.")
        return self


class AgendaFile(FileModel):
    """``agenda.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    id: Slug
    title: Title
    language: Literal["nl", "en"] = "nl"
    statement: Text
    data: Literal["agreed", "illustrative"]
    themes: tuple[Theme, ...] = ()
    signals: tuple[Signal, ...] = ()
