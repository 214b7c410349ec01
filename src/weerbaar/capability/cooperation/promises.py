# SPDX-License-Identifier: EUPL-1.2
"""Units of which more was promised than there is: to the European Union, to NATO and at home at the same time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from weerbaar.base import Lang, Text, percentage
from weerbaar.capability.cooperation.answer import Finding
from weerbaar.capability.cooperation.file_model import Commitment, Unit
from weerbaar.capability.cooperation.register import Register

_ROUNDING = 1e-9


@dataclass(frozen=True)
class DoubleBooking:
    """The period in which most of a unit was promised at the same time.

    Attributes:
        total: sum of the shares; above 1.
        first, last: days of that period, both included; None: no limit.
    """

    unit: Unit
    promises: tuple[Commitment, ...]
    total: float
    first: datetime.date | None
    last: datetime.date | None


def promised_on(unit: Unit, on: datetime.date) -> tuple[Commitment, ...]:
    """Return the promises of a unit that hold on a day."""
    return tuple(c for c in unit.committed if (c.first or on) <= on <= (c.last or on))


def is_double_booked(unit: Unit, on: datetime.date) -> bool:
    """Whether more of a unit was promised on a day than there is."""
    return sum(c.share for c in promised_on(unit, on)) > 1 + _ROUNDING


def double_bookings(units: Iterable[Unit], *, since: datetime.date | None = None) -> tuple[DoubleBooking, ...]:
    """Return per unit the worst period in which more of it was promised than there is.

    Args:
        units: in the order of the result.
        since: periods that were over before this day do not count.
    """
    found = []
    for unit in units:
        worst = max(_periods(unit, since), key=lambda b: b.total, default=None)
        if worst is not None and worst.total > 1 + _ROUNDING:
            found.append(worst)
    return tuple(found)


def _periods(unit: Unit, since: datetime.date | None) -> list[DoubleBooking]:
    """One period from each first day of a promise, in the order of time; a later one must be worse to count."""
    starts = {c.first or datetime.date.min for c in unit.committed} | ({since} if since else set())
    found = []
    for day in sorted(start for start in starts if since is None or start >= since):
        held = promised_on(unit, day)
        if held:
            lasts = [c.last for c in held if c.last is not None]
            firsts = [c.first for c in held if c.first is not None]
            found.append(
                DoubleBooking(
                    unit,
                    held,
                    sum(c.share for c in held),
                    max(firsts, default=None),
                    min(lasts, default=None),
                )
            )
    return found


def double_booking_finding(booking: DoubleBooking, register: Register) -> Finding:
    """Return the one sentence about a unit that was promised too often."""

    def words(lang: Lang) -> str:
        return ", ".join(
            f"{register.name(c.to).in_(lang)}{f' ({c.region})' if c.region else ''} {percentage(c.share, lang)}"
            for c in booking.promises
        )

    def period(lang: Lang) -> str:
        nl = lang == "nl"
        first = f" {'van' if nl else 'from'} {booking.first}" if booking.first else ""
        last = f" {'tot en met' if nl else 'until'} {booking.last}" if booking.last else ""
        return first + last

    total_nl, total_en = percentage(booking.total, "nl", 3), percentage(booking.total, "en", 3)
    name = booking.unit.name
    return Finding(
        "double-booked",
        (booking.unit.id, *(c.to for c in booking.promises)),
        Text(
            nl=f"{name.nl} is{period('nl')} meer dan één keer toegezegd ({total_nl}): {words('nl')}.",
            en=f"{name.in_('en')} was promised more than once{period('en')} ({total_en}): {words('en')}.",
        ),
    )
