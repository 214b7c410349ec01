# SPDX-License-Identifier: EUPL-1.2
"""Messages, a clock that stands still until it is moved, and a desk, for the tests of delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from weerbaar.alerting.broadcast import encode_pages
from weerbaar.alerting.delivery import Desk, FolderHolds, ForExercise, ForReal, Message, Order
from weerbaar.alerting.register import Event, FileStore, Kind

TEXT = (
    "NL-Alert 23-11-2026 14:05: Grote brand in Moerdijk. De rook kan giftig zijn. Ga naar binnen, sluit ramen en "
    "deuren en zet ventilatie uit. *** Large fire in Moerdijk. Smoke may be toxic. [112 only in emergencies]"
)
THREE_CELLS = ("101-1001", "101-1002", "202-2001")
USE = "vr20-2026-0001"


@dataclass
class Clock:
    """Moments by hand."""

    now: datetime = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def message(
    text: str = TEXT,
    cells: tuple[str, ...] = THREE_CELLS,
    *,
    use: str = USE,
    identifiers: tuple[int, ...] = (4371, 4372),
    period: int = 16,
    broadcasts: int = 100,
) -> Message[ForReal]:
    pages = encode_pages(text)
    return Message(use, ForReal(), identifiers, pages.dcs, pages.pages, cells, period, broadcasts)


def exercise(text: str = "OEFENING " + TEXT, cells: tuple[str, ...] = THREE_CELLS) -> Message[ForExercise]:
    pages = encode_pages(text)
    return Message("oefening-1", ForExercise(), (4381,), pages.dcs, pages.pages, cells, 16, 100)


def order(of: Message[ForReal] | None = None, serial: int = 0x4010, replaces: int | None = None) -> Order[ForReal]:
    chosen = of or message()
    return Order("order-1", chosen, chosen.identifiers[0], serial, replaces)


def desk(folder: Path, clock: Clock | None = None) -> Desk:
    return Desk(FileStore(folder / "register"), FolderHolds(folder / "holds", 5.0), clock or Clock(), "meldkamer")


def kinds(events: tuple[Event, ...] | list[Event]) -> list[Kind]:
    return [event.kind for event in events]
