# SPDX-License-Identifier: EUPL-1.2
"""A catalogue as a file states it: entries with the place where each stands, before anything is checked.

JSON, CSV and workbooks all become a draft, so that there is one set of checks and one set of messages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from weerbaar.base import Location, Problem, Text, number

MAX_RISKS = 2_000
MAX_LINKS = 1_000_000

NO_HINT = Text(nl="")


class Spot(NamedTuple):
    """A place as a message shows it; see :class:`~weerbaar.base.Problem`."""

    file: str
    line: int | None
    field: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands.

    Attributes:
        locate: from a field of the entry, such as ``("cause",)`` or ``("values", "major")``, to its spot.
    """

    locate: Callable[[Location], Spot]

    def problem(self, at: Location, message: Text, hint: Text = NO_HINT, value: object = "") -> Problem:
        """Return a problem at this place; of a value only what people can have written is shown."""
        spot = self.locate(at)
        if isinstance(value, bool):
            value = str(value).lower()
        elif isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            value = int(value)
        given = str(value) if isinstance(value, str | int | float) else ""
        return Problem(spot.file, message, hint, line=spot.line, field=spot.field, value=given)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell in which no number can be read, with the reason.

    Attributes:
        typed: somebody typed it so; otherwise a spreadsheet made something else of it.
    """

    shown: str
    reason: Text
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Numbers:
    """A row of numbers by name: probabilities by intensity, or euro by indicator.

    Attributes:
        keys: what the numbers belong to: (risk,), (risk, intensity) or (cause, intensity of the cause, effect).
        values: name to what was found: a number when all is well, None for an empty cell.
        header: where the names stand, when they stand there once for all rows of a table.
    """

    place: Place
    keys: tuple[str, ...]
    values: Mapping[str, object]
    header: Place | None = None


@dataclass(frozen=True, slots=True)
class RiskEntry:
    """A risk without its numbers."""

    place: Place
    id: str
    name: Text
    actor: bool
    category: Text


@dataclass(frozen=True, slots=True)
class TrendEntry:
    """A trend with the rows that replace root probabilities."""

    place: Place
    id: str
    name: Text
    root: tuple[Numbers, ...]


@dataclass(frozen=True, slots=True)
class FactorEntry:
    """One multiplier of a catalyst; empty names are None."""

    place: Place
    factor: object
    risk: str | None
    cause: str | None
    effect: str | None


@dataclass(frozen=True, slots=True)
class CatalystEntry:
    """A catalyst with its multipliers."""

    place: Place
    id: str
    name: Text
    factors: tuple[FactorEntry, ...]


@dataclass
class Draft:
    """Everything that was read.

    Attributes:
        file: name of the file or folder for messages.
        place: of what belongs to the catalogue as a whole.
        intensities, indicators: as listed in the file; None where the file leaves them to its numbers.
    """

    file: str
    place: Place
    id: str
    title: Text
    statement: Text
    intensities: tuple[str, ...] | None = None
    indicators: tuple[str, ...] | None = None
    risks: list[RiskEntry] = field(default_factory=list)
    impacts: list[Numbers] = field(default_factory=list)
    root: list[Numbers] = field(default_factory=list)
    links: list[Numbers] = field(default_factory=list)
    trends: list[TrendEntry] = field(default_factory=list)
    catalysts: list[CatalystEntry] = field(default_factory=list)


def size_problem(file: str, risks: int, links: int) -> Problem | None:
    """Return a problem when there are more risks or links than an engine is built for."""
    for found, most, nl, en in ((risks, MAX_RISKS, "risico's", "risks"), (links, MAX_LINKS, "verbanden", "links")):
        if found > most:
            return Problem(
                file,
                Text(
                    nl=f"de catalogus heeft {number(found, 'nl')} {nl}; toegestaan is {number(most, 'nl')}.",
                    en=f"the catalogue has {number(found, 'en')} {en}; {number(most, 'en')} are allowed.",
                ),
                Text(
                    nl="Splits de catalogus of laat weg wat verwaarloosbaar is.",
                    en="Split the catalogue or leave out what is negligible.",
                ),
            )
    return None
