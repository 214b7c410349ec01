# SPDX-License-Identifier: EUPL-1.2
"""What is asked of a network: a message, for what purpose, in which cells, how often, and under which serial number.

The purpose is part of the type: ``Order[ForExercise]`` and ``Order[ForReal]`` cannot stand in for each other, so that
an exercise that is handed to a real channel does not pass the type checker; it is refused while running as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar, Generic, Literal, TypeAlias, TypeVar

from weerbaar.alerting.broadcast import (
    MAX_PAGES,
    PAGE_OCTETS,
    PAGE_TIME,
    Level,
    decode_pages,
    level_of,
)
from weerbaar.alerting.delivery.cell_names import read_cell
from weerbaar.base import Text, WeerbaarError

_EXERCISE_WORDS = ("OEFENING", "EXERCISE")
_HIGHEST_16_BITS = 0xFFFF
# 3GPP TS 48.049, 8.2.8 and 8.2.9.
_LONGEST_PERIOD = 4095
_MOST_BROADCASTS = 65535

PurposeWord = Literal["live", "test", "exercise"]


class OrderError(WeerbaarError):
    """An order that must not be given."""


@dataclass(frozen=True, slots=True)
class ForReal:
    """People must act on it."""

    word: ClassVar[PurposeWord] = "live"


@dataclass(frozen=True, slots=True)
class ForTest(ForReal):
    """The half-yearly test message: it goes over the real network to real phones."""

    word: ClassVar[PurposeWord] = "test"


@dataclass(frozen=True, slots=True)
class ForExercise:
    """Nobody outside the exercise may ever see it."""

    word: ClassVar[PurposeWord] = "exercise"


P = TypeVar("P", bound=ForReal | ForExercise, covariant=True)

AnyMessage: TypeAlias = "Message[ForReal | ForExercise]"
AnyOrder: TypeAlias = "Order[ForReal | ForExercise]"

PURPOSES: dict[PurposeWord, ForReal | ForExercise] = {
    "live": ForReal(),
    "test": ForTest(),
    "exercise": ForExercise(),
}


@dataclass(frozen=True, slots=True)
class Message(Generic[P]):
    """A message and where and how often it is to be broadcast; no number has been given to it yet.

    Attributes:
        use: id of the use of NL-Alert in the register.
        purpose: what it is for.
        identifiers: message identifiers of its level and language, the preferred one first.
        dcs: data coding scheme of the pages.
        pages: 1 to 15 pages of 82 octets.
        cells: names of the cells; empty for the whole network of the channel.
        period: repetition period in units of 1.883 s, 1 to 4095, at least the number of pages.
        broadcasts: how many times, 1 to 65535; 0 means something else to every controller and is refused.
        draft: hash of the approved draft.

    Raises:
        OrderError: a number or page outside these bounds, or an exercise that could be taken for real.
        CellNameError: a name that is not that of a cell.
    """

    use: str
    purpose: P
    identifiers: tuple[int, ...]
    dcs: int
    pages: tuple[bytes, ...]
    cells: tuple[str, ...]
    period: int
    broadcasts: int
    draft: str | None = None

    def __post_init__(self) -> None:
        _check_numbers(self.identifiers, self.pages, self.period, self.broadcasts)
        for name in self.cells:
            read_cell(name)
        if len(set(self.cells)) != len(self.cells):
            raise OrderError(
                Text(nl="Een zendcel staat twee keer in de opdracht.", en="A cell stands in the order twice.")
            )
        _check_purpose(self.purpose, self.identifiers, self.dcs, self.pages)

    @property
    def duration(self) -> timedelta:
        """How long the broadcasts take on 2G."""
        return PAGE_TIME * self.period * self.broadcasts


@dataclass(frozen=True, slots=True)
class Order(Generic[P]):
    """A message under the number that it has on the air.

    Attributes:
        id: all that follows in the register bears it.
        message: what, where and how often.
        identifier: message identifier, one of those of the message.
        serial: serial number, 16 bits.
        replaces: serial number of the message on the same identifier that this one takes the place of.
    """

    id: str
    message: Message[P]
    identifier: int
    serial: int
    replaces: int | None = None

    def in_cells(self, cells: tuple[str, ...]) -> Order[P]:
        """Return the same order for other cells; it keeps its serial number, so phones know it as the same message."""
        return replace(self, message=replace(self.message, cells=cells))

    def with_broadcasts(self, broadcasts: int) -> Order[P]:
        """Return the same order for what is left of its broadcasts."""
        return replace(self, message=replace(self.message, broadcasts=broadcasts))


def broadcasts_left(message: AnyMessage, started: datetime, now: datetime) -> int:
    """Return how many broadcasts of a message that started at ``started`` are still to come; 0 when it is over."""
    left = started + message.duration - now
    return max(0, min(message.broadcasts, -(-left // (PAGE_TIME * message.period))))


def _check_numbers(identifiers: tuple[int, ...], pages: tuple[bytes, ...], period: int, broadcasts: int) -> None:
    if not identifiers or not all(0 < number <= _HIGHEST_16_BITS for number in identifiers):
        raise OrderError(
            Text(nl="Een opdracht heeft een berichtnummer nodig.", en="An order needs a message identifier.")
        )
    if not 1 <= len(pages) <= MAX_PAGES or any(len(page) != PAGE_OCTETS for page in pages):
        raise OrderError(
            Text(
                nl=f"Een bericht heeft 1 tot {MAX_PAGES} pagina's van precies {PAGE_OCTETS} octetten.",
                en=f"A message has 1 to {MAX_PAGES} pages of exactly {PAGE_OCTETS} octets.",
            )
        )
    if not len(pages) <= period <= _LONGEST_PERIOD:
        raise OrderError(
            Text(
                nl=f"De herhalingstijd is {len(pages)} (het aantal pagina's) tot {_LONGEST_PERIOD}, niet {period}.",
                en=f"The repetition period is {len(pages)} (the number of pages) to {_LONGEST_PERIOD}, not {period}.",
            )
        )
    if not 1 <= broadcasts <= _MOST_BROADCASTS:
        raise OrderError(
            Text(
                nl=f"Het aantal uitzendingen is 1 tot {_MOST_BROADCASTS}, niet {broadcasts}.",
                en=f"The number of broadcasts is 1 to {_MOST_BROADCASTS}, not {broadcasts}.",
            )
        )


def _check_purpose(
    purpose: ForReal | ForExercise, identifiers: tuple[int, ...], dcs: int, pages: tuple[bytes, ...]
) -> None:
    levels = [level_of(number) for number in identifiers]
    among = [known is not None and known.level is Level.EXERCISE for known in levels]
    if isinstance(purpose, ForExercise):
        if not all(among):
            raise OrderError(
                Text(
                    nl="Een oefening gebruikt alleen de berichtnummers voor oefeningen (4381 en 4394).",
                    en="An exercise uses the message identifiers for exercises only (4381 and 4394).",
                )
            )
        text = decode_pages(dcs, pages).upper()
        if not any(word in text for word in _EXERCISE_WORDS):
            raise OrderError(
                Text(
                    nl="In de tekst van een oefening staat het woord OEFENING.",
                    en="The text of an exercise holds the word OEFENING or EXERCISE.",
                )
            )
    elif any(among):
        raise OrderError(
            Text(
                nl="Een bericht dat echt uitgaat, gebruikt geen berichtnummer voor oefeningen.",
                en="A message that is sent for real uses no message identifier for exercises.",
            )
        )
