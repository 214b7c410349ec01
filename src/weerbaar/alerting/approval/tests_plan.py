# SPDX-License-Identifier: EUPL-1.2
"""The half-yearly tests: when, who sends, what to do around them, and what the reach turned out to be.

The first Monday of June and December at 12:00; on Whit Monday a week later, as in 2020 (8 June) and 2022 (13 June).
The National Crisis Centre (NCC) and the joint control rooms (LMS) send in turn and are each other's back-up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from weerbaar.alerting.approval.shipped import shipped_file
from weerbaar.alerting.approval.tree import Name
from weerbaar.alerting.cells import ReachPoint, SurveyResult, reach_curve, read_survey
from weerbaar.base import FileModel, Text, WeerbaarError, read_yaml, validate

Sender = Literal["NCC", "LMS"]
NETHERLANDS = ZoneInfo("Europe/Amsterdam")
_MONTHS = (6, 12)
_NOON = time(12, 0)
_FIRST_YEAR, _LAST_YEAR = 2012, 2099


class PlanError(WeerbaarError):
    """A year for which no tests can be planned."""


class ChecklistStep(FileModel):
    """What to do before (negative ``days``), on or after the day of a test."""

    id: Name
    days: Annotated[int, Field(ge=-365, le=365)]
    text: Text


class _ChecklistFile(FileModel):
    schema_version: Literal[1] = Field(alias="schema")
    steps: Annotated[tuple[ChecklistStep, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class PlannedTest:
    """A test message to come.

    Attributes:
        at: 12:00 in the Netherlands.
        sender, back_up: who sends, and who stands by.
        note: why it is not on the first Monday; None where it is.
    """

    at: datetime
    sender: Sender
    back_up: Sender
    note: Text | None


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step of the checklist with its day."""

    day: date
    step: ChecklistStep


@dataclass(frozen=True, slots=True)
class ReachHistory:
    """What the tests reached since 2012, published numbers and own surveys in one curve.

    Attributes:
        points: by day.
        tests_without: days of tests within the curve's own years of which no reach is known.
    """

    points: tuple[ReachPoint, ...]
    tests_without: tuple[date, ...]


def plan_tests(year: int, first_sender: Sender) -> tuple[PlannedTest, ...]:
    """Return the two tests of a year.

    Args:
        year: 2012 to 2099.
        first_sender: who sends the test of June; the other sends the one of December.

    Raises:
        PlanError: another year.
    """
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise PlanError(
            Text(
                nl=f"Tests worden gepland voor {_FIRST_YEAR} tot en met {_LAST_YEAR}, niet voor {year}.",
                en=f"Tests are planned for {_FIRST_YEAR} to {_LAST_YEAR}, not for {year}.",
            )
        )
    other: Sender = "LMS" if first_sender == "NCC" else "NCC"
    found = []
    for month, sender, back_up in zip(_MONTHS, (first_sender, other), (other, first_sender), strict=True):
        day, note = _day(year, month)
        found.append(PlannedTest(datetime.combine(day, _NOON, NETHERLANDS), sender, back_up, note))
    return tuple(found)


def dated_checklist(test: PlannedTest) -> tuple[DatedStep, ...]:
    """Return what to do around a test, with the day of each step."""
    steps = (DatedStep(test.at.date() + timedelta(days=step.days), step) for step in _checklist())
    return tuple(sorted(steps, key=lambda dated: dated.day))


def reach_history(surveys: Sequence[Path]) -> ReachHistory:
    """Return what the tests reached since 2012: the published numbers, with your own surveys put in.

    Args:
        surveys: CSV files as :func:`weerbaar.alerting.cells.read_survey` reads them.

    Raises:
        InputError: with every mistake in a file.
    """
    own: list[SurveyResult] = [result for path in surveys for result in read_survey(path)]
    points = reach_curve(own)
    known = {point.day for point in points}
    years = range(min(day.year for day in known), max(day.year for day in known) + 1)
    held = [_day(year, month)[0] for year in years for month in _MONTHS]
    first, last = min(known), max(known)
    without = tuple(day for day in held if first <= day <= last and not any(_same_test(day, other) for other in known))
    return ReachHistory(points, without)


def _day(year: int, month: int) -> tuple[date, Text | None]:
    first = date(year, month, 1)
    monday = first + timedelta(days=(-first.weekday()) % 7)
    if monday != whit_monday(year):
        return monday, None
    return monday + timedelta(days=7), Text(
        nl=f"De eerste maandag ({monday:%d-%m-%Y}) is Tweede Pinksterdag; de test is een week later.",
        en=f"The first Monday ({monday:%d-%m-%Y}) is Whit Monday; the test is a week later.",
    )


def whit_monday(year: int) -> date:
    """Return Whit Monday: fifty days after Easter by the Gregorian computus (Meeus, Astronomical Algorithms, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    corrected = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * corrected) // 451
    month, day = divmod(h + corrected - 7 * m + 114, 31)
    return date(year, month, day + 1) + timedelta(days=50)


def _same_test(day: date, other: date) -> bool:
    """A published number is dated by its month, or by the day of the test."""
    return (day.year, day.month) == (other.year, other.month)


@lru_cache(maxsize=1)
def _checklist() -> tuple[ChecklistStep, ...]:
    name = "tests-checklist.yaml"
    return validate(_ChecklistFile, read_yaml(shipped_file(name), name)).steps
