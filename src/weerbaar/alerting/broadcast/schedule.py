# SPDX-License-Identifier: EUPL-1.2
"""How often a message is repeated and how many times, and whether a 2G cell has room for it.

A 2G cell broadcasts one page in 1.883 s (3GPP TS 48.049, 8.2.8); 4G and 5G count in seconds (TS 36.413, 9.2.1.48).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from weerbaar.alerting.broadcast.pages import MAX_PAGES
from weerbaar.base import Text, WeerbaarError

PAGE_TIME = timedelta(milliseconds=1883)
LONGEST_PERIOD = 4095
MOST_BROADCASTS = 65535
_SECOND = timedelta(seconds=1)


class ScheduleError(WeerbaarError):
    """Moments or numbers that no message can be broadcast by."""


class OverloadError(ScheduleError):
    """More pages than a 2G cell can broadcast in the repetition periods.

    Attributes:
        load: pages asked per page that fits; over 1.
    """

    def __init__(self, load: float) -> None:
        self.load = load
        super().__init__(
            Text(
                nl=f"De zendcellen zouden {load * 100:.0f}% van hun zendruimte nodig hebben. Kort de tekst in, herhaal "
                "minder vaak, of trek een ander bericht in.",
                en=f"The cells would need {load * 100:.0f}% of their room on the air. Shorten the text, repeat less "
                "often, or cancel another message.",
            )
        )


@dataclass(frozen=True, slots=True)
class Schedule:
    """How a message is repeated. Periods times broadcasts cover the time it must be on the air.

    Attributes:
        period_2g: in units of 1.883 s, at least one a page.
        broadcasts_2g: 1 to 65535.
        period_s: for 4G and 5G, in seconds.
        broadcasts_s: for 4G and 5G, 1 to 65535.
    """

    period_2g: int
    broadcasts_2g: int
    period_s: int
    broadcasts_s: int


def plan(pages: int, starts: datetime, ends: datetime, repeat_s: int = 60) -> Schedule:
    """Return how a message is repeated from ``starts`` to ``ends``.

    Never without end: 0 broadcasts mean that in the standard, but some controllers then broadcast once.

    Args:
        pages: of the message, 1 to 15.
        starts: first moment on the air, with time zone.
        ends: last moment on the air, with time zone.
        repeat_s: how long somebody who comes in waits for it, in seconds, 1 to 4095. A minute leaves a 2G cell room
            for a second message of 15 pages. Longer on 2G where the pages need that, and on both where the number of
            broadcasts would not fit. Keep it the same for messages that share a cell: ``osmo-bsc`` 1.9.0 refuses a
            shorter 2G period beside a longer one with cause 6, and a reset with both on the air makes it hang.

    Raises:
        ScheduleError: no such pages or period, a moment without time zone, or an end that is not after the start.
    """
    if not 1 <= pages <= MAX_PAGES:
        raise ScheduleError(
            Text(
                nl=f"Een bericht heeft 1 tot {MAX_PAGES} pagina's, geen {pages}.",
                en=f"A message has 1 to {MAX_PAGES} pages, not {pages}.",
            )
        )
    if not 1 <= repeat_s <= LONGEST_PERIOD:
        raise ScheduleError(
            Text(
                nl=f"Een herhaling na {repeat_s} s kan niet; kies 1 tot {LONGEST_PERIOD} s.",
                en=f"Repeating after {repeat_s} s is not possible; choose 1 to {LONGEST_PERIOD} s.",
            )
        )
    if starts.utcoffset() is None or ends.utcoffset() is None:
        raise ScheduleError(Text(nl="Een tijdstip mist de tijdzone.", en="A moment lacks its time zone."))
    duration = ends - starts
    if duration <= timedelta(0):
        raise ScheduleError(
            Text(
                nl=f"De uitzending eindigt ({ends.isoformat()}) niet na het begin ({starts.isoformat()}).",
                en=f"The broadcast does not end ({ends.isoformat()}) after it starts ({starts.isoformat()}).",
            )
        )
    wished = max(pages, timedelta(seconds=repeat_s) // PAGE_TIME)
    return Schedule(*_repeated(duration, PAGE_TIME, wished), *_repeated(duration, _SECOND, repeat_s))


def check_room_2g(active: Iterable[tuple[int, int]], pages: int, period_2g: int) -> float:
    """Return the load of a 2G cell with one message more; do so before it is sent, for a full cell refuses it.

    Args:
        active: pages and repetition period of each message on the air there.
        pages: of the new message.
        period_2g: of the new message, in units of 1.883 s.

    Raises:
        OverloadError: the cell has no room for it.
        ScheduleError: a period is shorter than its pages take.
    """
    load = _load([*active, (pages, period_2g)])
    if load > 1:
        raise OverloadError(float(load))
    return float(load)


def _load(active: Iterable[tuple[int, int]]) -> Fraction:
    # Fractions, for three messages that each take a third are exactly full.
    load = Fraction(0)
    for pages, period in active:
        if period < pages or pages < 1:
            raise ScheduleError(
                Text(
                    nl=f"{pages} pagina's passen niet in een herhaling na {period} x 1,883 s.",
                    en=f"{pages} pages do not fit in a repetition after {period} x 1.883 s.",
                )
            )
        load += Fraction(pages, period)
    return load


def _repeated(duration: timedelta, unit: timedelta, wished: int) -> tuple[int, int]:
    """Return the period in units, and the number of broadcasts."""
    period = max(wished, _up(duration, unit * MOST_BROADCASTS))
    if period > LONGEST_PERIOD:
        raise ScheduleError(
            Text(nl=f"Een uitzending van {duration} is te lang.", en=f"A broadcast of {duration} is too long.")
        )
    return period, _up(duration, unit * period)


def _up(duration: timedelta, unit: timedelta) -> int:
    """Return how many units cover a duration."""
    return -(-duration // unit)
