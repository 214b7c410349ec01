# SPDX-License-Identifier: EUPL-1.2
"""What was published about uses of NL-Alert since 2012: this register does not begin at the first.

Published totals are shown beside the own count and are never added to it: their periods overlap, and what they count
differs (incidents, messages).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.alerting.register.sentence import day_words
from weerbaar.base import Explained, FileModel, Text, number, percentage, read_yaml, validate
from weerbaar.dossier import Mark, Source

_COUNT = Annotated[int, Field(ge=0)]


class PublishedPeriod(FileModel):
    """Published totals of a period, both days included; what the source does not give is None."""

    id: str
    first: date
    last: date
    incidents: _COUNT | None = None
    messages: _COUNT | None = None
    regions: _COUNT | None = None
    fires: _COUNT | None = None
    national: _COUNT | None = None
    source: str
    mark: Mark
    note: Text | None = None


class PublishedShare(FileModel):
    """A published part of the uses in some years.

    Attributes:
        share: part of 1.
        parts: by how many parts a message was judged; only for the completeness of messages.
    """

    first_year: int
    last_year: int
    share: Annotated[float, Field(ge=0, le=1)]
    parts: Literal[5, 6] | None = None
    source: str
    mark: Mark
    note: Text | None = None


class History(FileModel):
    """``published-uses.yaml``.

    Attributes:
        periods: totals; they overlap.
        complete: messages that have all parts.
        all_clear: incidents of which it was said by NL-Alert that the danger was over.
    """

    schema_version: Literal[1] = Field(alias="schema")
    sources: dict[str, Source]
    periods: tuple[PublishedPeriod, ...]
    complete: tuple[PublishedShare, ...]
    all_clear: tuple[PublishedShare, ...]

    @model_validator(mode="after")
    def _sound(self) -> History:
        named = {p.source for p in self.periods} | {s.source for s in (*self.complete, *self.all_clear)}
        unknown = sorted(named - self.sources.keys())
        if unknown:
            names = ", ".join(unknown)
            raise Explained(f"deze bronnen staan niet onder sources: {names}.", f"sources not given: {names}.")
        turned = [p.id for p in self.periods if p.last < p.first]
        if turned:
            names = ", ".join(turned)
            raise Explained(
                f"deze perioden eindigen voor hun begin: {names}.", f"these end before they begin: {names}."
            )
        return self

    def within(self, first: date, last: date) -> tuple[PublishedPeriod, ...]:
        """Return the published totals of periods that lie wholly within a period."""
        return tuple(p for p in self.periods if first <= p.first and p.last <= last)

    def complete_in(self, year: int) -> PublishedShare | None:
        """Return what was published about the completeness of messages in a year."""
        return next((share for share in self.complete if share.first_year <= year <= share.last_year), None)

    def all_clear_in(self, year: int) -> PublishedShare | None:
        """Return what was published about all-clears in a year."""
        return next((share for share in self.all_clear if share.first_year <= year <= share.last_year), None)

    def words(self, period: PublishedPeriod) -> Text:
        """Return a published total as a sentence, with its source."""
        nl, en = [], []
        for value, one_nl, more_nl, one_en, more_en in (
            (period.incidents, "inzet", "inzetten", "use", "uses"),
            (period.messages, "bericht", "berichten", "message", "messages"),
            (period.regions, "veiligheidsregio", "veiligheidsregio’s", "safety region", "safety regions"),
            (period.fires, "brand", "branden", "fire", "fires"),
            (period.national, "landelijke inzet", "landelijke inzetten", "national use", "national uses"),
        ):
            if value is not None:
                nl.append(f"{number(value, 'nl')} {one_nl if value == 1 else more_nl}")
                en.append(f"{number(value, 'en')} {one_en if value == 1 else more_en}")
        source = self.sources[period.source]
        where = source.reference or (f"{source.title}, {source.year}" if source.year else source.title)
        first_nl, last_nl = (day_words(day, "nl") for day in (period.first, period.last))
        first_en, last_en = (day_words(day, "en") for day in (period.first, period.last))
        return Text(
            nl=f"Gepubliceerd over {first_nl} tot en met {last_nl}: {', '.join(nl)} ({where}). Niet meegeteld.",
            en=f"Published on {first_en} up to and including {last_en}: {', '.join(en)} ({where}). Not counted here.",
        )


def share_words(share: PublishedShare) -> Text:
    """Return a published share with its years: ``44% (2018–2022)``."""
    years = f"{share.first_year}" if share.first_year == share.last_year else f"{share.first_year}–{share.last_year}"
    return Text(nl=f"{percentage(share.share, 'nl')} ({years})", en=f"{percentage(share.share, 'en')} ({years})")


def read_history(path: Path) -> History:
    """Return what was published, from a file.

    Raises:
        InputError: with every mistake in the file.
    """
    return validate(History, read_yaml(path, path.name))


@lru_cache(maxsize=1)
def published_history() -> History:
    """Return what was published and comes with Weerbaar."""
    return read_history(Path(str(files("weerbaar").joinpath("data", "alerting", "register", "published-uses.yaml"))))
