# SPDX-License-Identifier: EUPL-1.2
"""Who received the test messages since 2012: published surveys and your own, as one curve with its uncertainty.

The interval of a survey of your own is Wilson's (1927), which stays within 0 and 1 for small samples and high shares.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from weerbaar.alerting.cells.facts import Certainty, ReachFacts, shipped_facts
from weerbaar.alerting.cells.table import read_table
from weerbaar.base import InputError, Problem, Text, WeerbaarError, wilson

EVERYBODY = "all"
_DAYS_PER_YEAR = 365.25
_MOST_BYTES = 2_000_000
_MOST_ROWS = 20_000
_LONGEST_GROUP = 60

ALIASES = {
    "date": ("datum", "day", "dag"),
    "group": ("groep", "leeftijd", "age"),
    "share": ("bereik", "aandeel", "reach"),
    "n": ("aantal", "respondents", "respondenten", "sample"),
}


class BeforeLaunchError(WeerbaarError):
    """A question about a day on which there was no NL-Alert yet."""


@dataclass(frozen=True)
class SurveyResult:
    """What a survey of your own found for one group.

    Attributes:
        day: of the test message.
        group: of people; ``all`` for everybody of 12 and over.
        share: that said to have received it, 0 to 1.
        n: people asked.
    """

    day: datetime.date
    group: str
    share: float
    n: int

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of 95 %."""
        return wilson(self.share * self.n, self.n)


@dataclass(frozen=True)
class ReachPoint:
    """A point of the curve: share of the people of 12 and over, with a range of 95 %.

    Attributes:
        period: the day, or what was published instead of one.
        certainty: ``measured`` for a survey of your own.
        source: who published it, or the number of people asked.
    """

    day: datetime.date
    period: str
    low: float
    middle: float
    high: float
    certainty: Certainty | str
    source: Text


@dataclass(frozen=True)
class ReachOn:
    """The share on one day.

    Attributes:
        extrapolated: no survey was held on or after that day, so that the range was widened.
    """

    low: float
    high: float
    extrapolated: bool


def reach_curve(surveys: Sequence[SurveyResult] = (), facts: ReachFacts | None = None) -> tuple[ReachPoint, ...]:
    """Return the reach of the test messages since 2012, published numbers and ``surveys`` among them, by day.

    Of ``surveys`` the results for everybody take part; one on the day of a published number takes its place.
    """
    facts = facts or shipped_facts()
    own = {result.day: result for result in surveys if result.group == EVERYBODY}
    points = [
        ReachPoint(
            result.day,
            result.day.isoformat(),
            result.interval[0],
            result.share,
            result.interval[1],
            "measured",
            Text(nl=f"eigen onderzoek, {result.n} mensen", en=f"survey of your own, {result.n} people"),
        )
        for result in own.values()
    ]
    points += [
        ReachPoint(
            point.day,
            point.period,
            max(point.low - facts.survey_error, 0.0),
            (point.low + point.high) / 2,
            min(point.high + facts.survey_error, 1.0),
            point.certainty,
            Text(nl=point.source),
        )
        for point in facts.survey
        if point.day not in own
    ]
    return tuple(sorted(points, key=lambda point: point.day))


def reach_on(day: datetime.date, curve: Sequence[ReachPoint], facts: ReachFacts | None = None) -> ReachOn:
    """Return the range of the share on ``day``: straight between surveys, wider for every year after the last one.

    Raises:
        BeforeLaunchError: there was no NL-Alert on that day.
    """
    facts = facts or shipped_facts()
    if day < facts.launched:
        raise BeforeLaunchError(
            Text(
                nl=f"NL-Alert bestaat sinds {facts.launched:%d-%m-%Y}; {day:%d-%m-%Y} ligt daarvoor.",
                en=f"NL-Alert exists since {facts.launched:%d-%m-%Y}; {day:%d-%m-%Y} lies before that.",
            )
        )
    days = [point.day.toordinal() for point in curve]
    low = float(np.interp(day.toordinal(), days, [point.low for point in curve]))
    high = float(np.interp(day.toordinal(), days, [point.high for point in curve]))
    after = max(day.toordinal() - days[-1], 0) / _DAYS_PER_YEAR * facts.drift_per_year
    return ReachOn(max(low - after, 0.0), min(high + after, 1.0), after > 0)


def read_survey(path: Path) -> tuple[SurveyResult, ...]:
    """Return the results in a CSV file with columns ``date`` (2025-12-01), ``group``, ``share`` and ``n``.

    A share is a part of 1 (``0.92``) or a percentage with its sign (``92%``). The group ``all`` (also ``allen``, or
    left empty) is everybody of 12 and over.

    Raises:
        InputError: with every problem in the file.
    """
    table = read_table(path, ALIASES, ("date", "share", "n"), max_bytes=_MOST_BYTES, max_rows=_MOST_ROWS)
    problems: list[Problem] = []
    asked = table.integers("n", problems)
    wrong = asked < 1
    table.refuse("n", wrong, Text(nl="minstens 1 ondervraagde.", en="at least 1 person asked."), problems)
    days = [_day(cell) for cell in table.words("date")]
    wrong = np.array([day is None for day in days])
    table.refuse("date", wrong, Text(nl="verwacht is een datum: 2025-12-01.", en="a date as in 2025-12-01."), problems)
    shares = [_share(cell, table.decimal_comma) for cell in table.words("share")]
    wrong = np.array([share is None for share in shares])
    message = Text(nl="verwacht is een deel van 1 (0.92) of 92%.", en="a part of 1 (0.92) or 92% is expected.")
    table.refuse("share", wrong, message, problems)
    groups = [_group(cell) for cell in (table.words("group") if "group" in table.columns else [""] * len(days))]
    wrong = np.array([not group.isprintable() or len(group) > _LONGEST_GROUP for group in groups])
    table.refuse("group", wrong, Text(nl="hooguit 60 tekens.", en="at most 60 characters."), problems)
    seen = list(zip(days, groups, strict=True))
    first = {key: row for row, key in reversed(list(enumerate(seen)))}
    wrong = np.array([days[row] is not None and first[key] != row for row, key in enumerate(seen)])
    table.refuse(
        "date", wrong, Text(nl="deze groep staat er al bij deze dag.", en="this group is there twice."), problems
    )
    if problems:
        raise InputError(sorted(dict.fromkeys(problems), key=lambda problem: problem.line or 0))
    return tuple(
        SurveyResult(day, group, share, int(n))
        for day, group, share, n in zip(days, groups, shares, asked, strict=True)
        if day is not None and share is not None
    )


def _day(cell: str) -> datetime.date | None:
    try:
        # The forms of ISO 8601 without hyphens, and weeks, are not dates to a reader.
        return datetime.date.fromisoformat(cell) if len(cell) == 10 and cell[4] == "-" and cell[7] == "-" else None
    except ValueError:
        return None


def _share(cell: str, decimal_comma: bool) -> float | None:
    text = cell.removesuffix("%").strip()
    if decimal_comma and "." not in text:
        text = text.replace(",", ".")
    if not text.isascii() or not text.replace(".", "", 1).isdigit():
        return None
    value = float(text) / (100 if cell.endswith("%") else 1)
    return value if 0 <= value <= 1 else None


def _group(cell: str) -> str:
    return EVERYBODY if cell.lower() in ("", "all", "allen", "iedereen") else cell
