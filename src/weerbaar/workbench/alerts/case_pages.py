# SPDX-License-Identifier: EUPL-1.2
"""What the pages of one use share: its clock, its map, its cells in numbers, and what happened, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from weerbaar.alerting.approval import MOMENT_WORDS, ClockReading, against, read_clock, yardsticks
from weerbaar.alerting.area import AreaError
from weerbaar.alerting.register import CellState, Decided, Event, OrderState, Use, area_of, cause_in_words, event_words
from weerbaar.base import InputError, Text, WeerbaarError
from weerbaar.workbench.alerts import models, supplied
from weerbaar.workbench.alerts.map_drawing import wide_and_narrow_map
from weerbaar.workbench.alerts.uses import place_of
from weerbaar.workbench.capabilities.drawing import Drawn
from weerbaar.workbench.shell.language import say, words

if TYPE_CHECKING:
    import shapely

    from weerbaar.figures import CellResult

TARGET = timedelta(minutes=15)
"""From request to air: what a control room should stay within."""
MOST_CELLS = 300
_WORST = ("refused", "silent", "pending", "taken")


@dataclass(frozen=True)
class Clock:
    """The clock of a use, in words.

    Attributes:
        reading: as the library reads it.
        line: against the case that it is measured by; None where there is no request.
        laps: what each step took: from, to, and how long.
    """

    reading: ClockReading
    line: Text | None
    laps: tuple[tuple[Text, Text, str], ...]

    @property
    def shown(self) -> str:
        """From request to air, or until now."""
        return duration_words(self.reading.to_air) if self.reading.to_air is not None else "–"


def clock_of(use: Use, now: datetime) -> Clock:
    """Return the clock of a use."""
    reading = read_clock(use.moments, now, TARGET)
    laps = tuple((MOMENT_WORDS[lap.start], MOMENT_WORDS[lap.end], duration_words(lap.duration)) for lap in reading.laps)
    return Clock(reading, against(reading, yardsticks()[0]), laps)


def duration_words(duration: timedelta) -> str:
    """Return how long something took: ``1:05 min``, ``2 u 03 min``."""
    seconds = round(abs(duration).total_seconds())
    sign = "−" if duration < timedelta(0) else ""
    if seconds < 3600:
        return f"{sign}{seconds // 60}:{seconds % 60:02d} min"
    hours, minutes = divmod(seconds // 60, 60)
    return f"{sign}{hours} {say('u', 'h')} {minutes:02d} min"


@dataclass(frozen=True)
class CellRow:
    """One cell of an order, for the table that says what the map shows."""

    name: str
    result: str
    words: str
    cause: str
    broadcasts: int | None


@dataclass(frozen=True)
class ChannelRow:
    """What became of a message on one channel.

    Attributes:
        asked: cells asked; None where a whole network was.
        cells: the first of its cells, the ones that went wrong first.
        left_out: cells that are not among them.
    """

    order: OrderState
    asked: int | None
    taken: int
    refused: int
    silent: int
    pending: int
    stopped: int
    broadcasts: int | None
    causes: tuple[tuple[str, int], ...]
    cells: tuple[CellRow, ...]
    left_out: int


def channel_rows(use: Use) -> list[ChannelRow]:
    """Return what became of a use on each channel, the latest order first."""
    return [_channel_row(order) for order in reversed(use.orders)]


def _channel_row(order: OrderState) -> ChannelRow:
    cells = order.cells
    results = [cell.result for cell in cells.values()]
    counted = [cell.broadcasts for cell in cells.values() if cell.broadcasts is not None]
    causes: dict[str, int] = {}
    for cell in cells.values():
        if cell.result == "refused":
            causes[cell.cause or "?"] = causes.get(cell.cause or "?", 0) + 1
    worst_first = sorted(cells.items(), key=lambda item: (_WORST.index(item[1].result), item[0]))
    return ChannelRow(
        order=order,
        asked=None if order.order.cells == "all" else len(cells),
        taken=results.count("taken"),
        refused=results.count("refused"),
        silent=results.count("silent"),
        pending=results.count("pending"),
        stopped=sum(cell.cancelled == "stopped" for cell in cells.values()),
        broadcasts=sum(counted) if counted else None,
        causes=tuple((words(cause_in_words(c)), n) for c, n in sorted(causes.items(), key=lambda item: -item[1])),
        cells=tuple(_cell_row(name, cell) for name, cell in worst_first[:MOST_CELLS]),
        left_out=max(0, len(cells) - MOST_CELLS),
    )


def _cell_row(name: str, cell: CellState) -> CellRow:
    from weerbaar.figures import CELL_WORDS

    result = shown_result(cell)
    return CellRow(name, result, words(CELL_WORDS[result]), words(cause_in_words(cell.cause)), cell.broadcasts)


def shown_result(cell: CellState) -> CellResult:
    """Return what a cell did, last of all: one that was withdrawn from has stopped."""
    return "stopped" if cell.cancelled == "stopped" else cell.result


def map_of(use: Use, served: shapely.Geometry | None = None) -> Drawn | None:
    """Return a map of the area with the cells that were asked; None where there is no sound area.

    Args:
        use: from the register.
        served: where it is received, to be drawn too.
    """
    from weerbaar.figures import cell_marks

    area = area_of(use)
    if area is None:
        return None
    results: dict[str, CellResult] = {}
    for order in use.orders:
        if not order.replaced:
            results |= {name: shown_result(cell) for name, cell in order.cells.items()}
    try:
        marks = cell_marks(_places(use, results), results)
        place = place_of(use)
        return wide_and_narrow_map(area, place if place.nl else Text(nl=use.id), marks, served)
    except (AreaError, InputError):
        return None


def _places(use: Use, results: Mapping[str, CellResult]) -> dict[str, tuple[float, float]]:
    """Return where the cells stand, by the networks of the channels over which they were asked."""
    if not results:
        return {}
    names = {order.order.channel for order in use.orders}
    found: dict[str, tuple[float, float]] = {}
    for row in models.Channel.objects.filter(name__in=names, network__isnull=False).select_related("network"):
        try:
            if row.network is not None:
                found |= supplied.places_of(row.network, results)
        except WeerbaarError:
            # A file that is being read, or is gone: the table says all that the map does.
            continue
    return found


@dataclass(frozen=True)
class Happened:
    """One line of what happened."""

    at: datetime
    by: str
    words: Text
    number: int


def timeline(events: Sequence[Event]) -> list[Happened]:
    """Return what happened, the latest first; of answers to the criteria that follow on each other the last one."""
    next_ones = (*events[1:], None)
    told = [event for event, following in zip(events, next_ones, strict=True) if not _answered_on(event, following)]
    return [Happened(event.at, event.by, event_words(event), event.number) for event in reversed(told)]


def _answered_on(event: Event, following: Event | None) -> bool:
    """Whether an answer left the criteria open and the same person went on with the next one."""
    said = event.said
    return (
        isinstance(said, Decided)
        and said.outcome is None
        and following is not None
        and isinstance(following.said, Decided)
        and following.by == event.by
    )
