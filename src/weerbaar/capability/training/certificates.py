# SPDX-License-Identifier: EUPL-1.2
"""Certificates on a day: valid, soon to expire, expired; and what people of a function can be called on with them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from weerbaar.base import Point, Text
from weerbaar.capability.needs import Present
from weerbaar.capability.training.file_model import Certificates, TrainingFile


@dataclass(frozen=True)
class Coverage:
    """How the people of one function stand with one course.

    Attributes:
        wanted: how many must hold a valid certificate; None where nobody said.
        valid: certificates that are valid on the day; one per person.
        expiring: of those, the ones that expire within the days that were asked for.
        expired, not_yet: no longer valid, and issued later.
        next_expiry: the first day after which a valid certificate is no longer so.
    """

    function: str
    function_title: Text
    course: str
    course_title: Text
    capability: str | None
    wanted: int | None
    valid: int
    expiring: int
    expired: int
    not_yet: int
    next_expiry: datetime.date | None

    @property
    def shortfall(self) -> int | None:
        """How many are lacking on the day."""
        return None if self.wanted is None else max(0, self.wanted - self.valid)

    @property
    def shortfall_then(self) -> int | None:
        """How many are lacking once those soon to expire are not renewed."""
        return None if self.wanted is None else max(0, self.wanted - self.valid + self.expiring)


def certificate_coverage(file: TrainingFile, on: datetime.date, within_days: int) -> tuple[Coverage, ...]:
    """Return how every function stands with every course that it must have or has certificates of.

    A certificate is valid from the day of issue up to and including the day it expires.

    Args:
        file: functions, courses and certificates.
        on: the day.
        within_days: a valid certificate that expires at most so many days later is soon to expire.
    """
    soon = on + datetime.timedelta(days=min(within_days, (datetime.date.max - on).days))
    courses = {a.id: a.title for a in file.activities}
    found = []
    for function in file.functions:
        wanted = {w.course: w for w in function.wanted}
        own = [c for c in file.certificates if c.function == function.id]
        for course in (*wanted, *dict.fromkeys(c.course for c in own if c.course not in wanted)):
            certificates = [c for c in own if c.course == course]
            valid = [c for c in certificates if _valid(c, on)]
            ends = [c.expires_on for c in valid if c.expires_on is not None]
            asked = wanted.get(course)
            found.append(
                Coverage(
                    function=function.id,
                    function_title=function.title,
                    course=course,
                    course_title=courses[course],
                    capability=asked.capability if asked else None,
                    wanted=asked.number if asked else None,
                    valid=sum(c.number for c in valid),
                    expiring=sum(c.number for c in valid if c.expires_on is not None and c.expires_on <= soon),
                    expired=sum(c.number for c in certificates if c.expires_on is not None and c.expires_on < on),
                    not_yet=sum(c.number for c in certificates if c.issued_on > on),
                    next_expiry=min(ends, default=None),
                )
            )
    return tuple(found)


def present_lines(file: TrainingFile, on: datetime.date) -> tuple[Present, ...]:
    """Return the certificates that are valid on or after a day as lines of ``present.yaml``: people with a skill.

    One line per lot of certificates with the same dates, so that the number falls by itself when a lot expires.

    Args:
        file: functions, courses and certificates.
        on: lots that expired before this day are left out.
    """
    lots: dict[tuple[str, str, datetime.date, datetime.date | None], int] = {}
    for c in file.certificates:
        if c.expires_on is None or c.expires_on >= on:
            key = (c.function, c.course, c.issued_on, c.expires_on)
            lots[key] = lots.get(key, 0) + c.number
    found = []
    for function in file.functions:
        for asked in function.wanted:
            own = [(key, n) for key, n in lots.items() if key[:2] == (function.id, asked.course)]
            for i, ((_, _, issued, expires), number) in enumerate(own, 1):
                if asked.capability is not None:
                    found.append(
                        Present(
                            id=f"{function.id[:35]}-{asked.course[:35]}-{i}",
                            capability=asked.capability,
                            holder=function.holder,
                            owner=function.title.nl,
                            quantity=Point(value=float(number)),
                            valid_from=issued,
                            valid_until=expires,
                            source=function.source,
                            mark=function.mark,
                        )
                    )
    return tuple(found)


def _valid(certificates: Certificates, on: datetime.date) -> bool:
    ends = certificates.expires_on
    return certificates.issued_on <= on and (ends is None or on <= ends)
