# SPDX-License-Identifier: EUPL-1.2
"""Moments as people read them: the clock in the Netherlands, rounded so that whoever keeps to it is in time."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from weerbaar.base import Text, WeerbaarError

_DAYS_NL = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_NL = tuple("januari februari maart april mei juni juli augustus september oktober november december".split())
_MONTHS_EN = tuple("January February March April May June July August September October November December".split())

HALF_HOUR_S = 1800.0


class MomentError(WeerbaarError):
    """A moment without a time zone."""


def start_of(starts: datetime) -> datetime:
    """Return the start of an evacuation on the clock in the Netherlands.

    Raises:
        MomentError: it has no time zone.
    """
    if starts.tzinfo is None:
        raise MomentError(
            Text(
                nl=f"de begintijd {starts.isoformat()} heeft geen tijdzone; schrijf bijvoorbeeld +01:00 erachter.",
                en=f"the start {starts.isoformat()} has no time zone; write for instance +01:00 behind it.",
            )
        )
    from zoneinfo import ZoneInfo

    return starts.astimezone(ZoneInfo("Europe/Amsterdam"))


def moment(starts: datetime, after_s: float) -> datetime:
    """Return the moment so many seconds after the start, on the clock in the Netherlands."""
    begin = start_of(starts)
    # Seconds pass in world time; the clock may go an hour back or forward meanwhile.
    return (begin.astimezone(UTC) + timedelta(seconds=after_s)).astimezone(begin.tzinfo)


def early(starts: datetime, after_s: float) -> float:
    """Return the last whole half hour on the clock that is not later, in seconds after the start."""
    return after_s - _past_half_hour(starts, after_s)


def late(starts: datetime, after_s: float) -> float:
    """Return the first whole half hour on the clock that is not earlier, in seconds after the start."""
    past = _past_half_hour(starts, after_s)
    return after_s + (HALF_HOUR_S - past if past > 0 else 0.0)


def _past_half_hour(starts: datetime, after_s: float) -> float:
    # Summer time moves the clock by whole hours, so that half hours of the clock are half hours of world time.
    since = start_of(starts).timestamp() + after_s
    return math.fmod(since, HALF_HOUR_S)


def in_words(when: datetime) -> Text:
    """Return a moment in words: "zaterdag 28 november 14.00 uur"."""
    return Text(
        nl=f"{_DAYS_NL[when.weekday()]} {when.day} {_MONTHS_NL[when.month - 1]} {when.hour:02d}.{when.minute:02d} uur",
        en=f"{_DAYS_EN[when.weekday()]} {when.day} {_MONTHS_EN[when.month - 1]} {when.hour:02d}:{when.minute:02d}",
    )


def in_short(when: datetime) -> Text:
    """Return a moment for a card: "za 28-11 14.00 uur"."""
    day = when.weekday()
    return Text(
        nl=f"{_DAYS_NL[day][:2]} {when.day}-{when.month} {when.hour:02d}.{when.minute:02d} uur",
        en=f"{_DAYS_EN[day][:3]} {when.day} {_MONTHS_EN[when.month - 1][:3]} {when.hour:02d}:{when.minute:02d}",
    )
