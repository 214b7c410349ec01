# SPDX-License-Identifier: EUPL-1.2
"""A moment that is known to the day, the month, the season or the year, or only between two bounds.

"November 2013" is not the first of November. A moment keeps the precision it was found with, and says the earliest and
the latest day that it may have been. The forms are those of the Extended Date/Time Format (ISO 8601-2:2019, EDTF);
"one of the days from a to b" is written ``a..b``, without the brackets that YAML would take for a list.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainSerializer

from weerbaar.base import Explained, Lang

_PART = re.compile(r"^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
LAST_YEAR_OF_DAY = 2150
FIRST_DAY = datetime.date(_FIRST_YEAR, 1, 1)
LAST_DAY = datetime.date(_LAST_YEAR, 12, 31)
# Wide on purpose: writers mean the weather, the sky or the parliamentary year.
_SEASONS = {21: ((3, 1), (6, 30)), 22: ((6, 1), (9, 30)), 23: ((9, 1), (12, 31)), 24: ((12, 1), (3, 31))}
_SEASON_WORDS = {
    21: ("voorjaar", "spring"),
    22: ("zomer", "summer"),
    23: ("najaar", "autumn"),
    24: ("winter", "winter"),
}
_MONTHS_NL = "januari februari maart april mei juni juli augustus september oktober november december".split()
_MONTHS_EN = list(calendar.month_name)[1:]


@dataclass(frozen=True, order=False)
class Moment:
    """One day, of which is known that it lies from ``earliest`` up to and including ``latest``.

    Attributes:
        text: as it was written: ``2013``, ``2013-11``, ``2013-11-14``, ``2013-23`` (autumn), ``2014-10..2014-12``,
            ``..2013-11`` (by November 2013) or ``2014..`` (2014 or later).
    """

    text: str
    earliest: datetime.date
    latest: datetime.date

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return self.earliest == self.latest

    def __str__(self) -> str:
        return self.text

    def words(self, lang: Lang) -> str:
        """Return the moment as a reader expects it: ``november 2013``, ``uiterlijk november 2013``."""
        if ".." not in self.text:
            return _part_words(self.text, lang)
        low, _, high = self.text.partition("..")
        if not low:
            return f"{'uiterlijk' if lang == 'nl' else 'by'} {_part_words(high, lang)}"
        if not high:
            return f"{_part_words(low, lang)} {'of later' if lang == 'nl' else 'or later'}"
        return (
            f"{'tussen' if lang == 'nl' else 'between'} {_part_words(low, lang)} {'en' if lang == 'nl' else 'and'} "
            + (_part_words(high, lang))
        )


def moment(written: str | int | datetime.date) -> Moment:
    """Read a moment.

    Args:
        written: one of the forms of :class:`Moment`; a year may be a number, a day a date.

    Raises:
        Explained: it is none of them, is no day of the calendar, lies outside 1900-2200, or ends before it begins.
    """
    text = str(written).strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1].strip()
    low, dots, high = text.partition("..")
    if not dots:
        return Moment(text, *_bounds(text))
    if not low and not high:
        raise _no_moment()
    earliest = _bounds(low)[0] if low else FIRST_DAY
    latest = _bounds(high)[1] if high else LAST_DAY
    if latest < earliest:
        raise Explained("het einde ligt voor het begin.", "the end lies before the beginning.")
    return Moment(text, earliest, latest)


def day_words(day: datetime.date, lang: Lang) -> str:
    """Return a day as a reader expects it: ``14 november 2013``."""
    return _part_words(day.isoformat(), lang)


def _bounds(part: str) -> tuple[datetime.date, datetime.date]:
    found = _PART.match(part)
    if found is None:
        raise _no_moment()
    year = int(found[1])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Explained(
            f"het jaar moet van {_FIRST_YEAR} tot en met {_LAST_YEAR} zijn.",
            f"the year must be from {_FIRST_YEAR} to {_LAST_YEAR}.",
        )
    if found[2] is None:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    month = int(found[2])
    if found[3] is None and month in _SEASONS:
        first, last = _SEASONS[month]
        return datetime.date(year, *first), datetime.date(year + (month == 24), *last)
    try:
        if found[3] is not None:
            day = datetime.date(year, month, int(found[3]))
            return day, day
        return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
    except ValueError as error:
        raise Explained("deze dag bestaat niet.", "there is no such day.") from error


def _part_words(part: str, lang: Lang) -> str:
    year, *rest = part.split("-")
    if not rest:
        return year
    month = int(rest[0])
    if month in _SEASON_WORDS:
        until = f"–{int(year) + 1}" if month == 24 else ""
        return f"{_SEASON_WORDS[month][lang == 'en']} {year}{until}"
    name = (_MONTHS_NL if lang == "nl" else _MONTHS_EN)[month - 1]
    return f"{int(rest[1])} {name} {year}" if len(rest) > 1 else f"{name} {year}"


def _no_moment() -> Explained:
    return Explained(
        "moet een dag, maand, seizoen of jaar zijn (2013-11-14, 2013-11, 2013-23, 2013), of een van de dagen van … "
        "tot en met … (2014-10..2014-12, ..2013-11).",
        "must be a day, month, season or year (2013-11-14, 2013-11, 2013-23, 2013), or one of the days from … to … "
        "(2014-10..2014-12, ..2013-11).",
    )


def _read(value: Any) -> Any:
    if isinstance(value, Moment):
        return value
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, str | int | datetime.date):
        raise _no_moment()
    return moment(value)


When = Annotated[
    Moment,
    BeforeValidator(_read, json_schema_input_type=str | int),
    PlainSerializer(lambda m: m.text, return_type=str),
]
"""A moment in a file."""


def _within_reach(day: datetime.date) -> datetime.date:
    if not _FIRST_YEAR <= day.year <= LAST_YEAR_OF_DAY:
        raise Explained(
            f"het jaar moet van {_FIRST_YEAR} tot en met {LAST_YEAR_OF_DAY} zijn.",
            f"the year must be from {_FIRST_YEAR} to {LAST_YEAR_OF_DAY}.",
        )
    return day


Day = Annotated[datetime.date, AfterValidator(_within_reach)]
"""A day in a file: of a century or two, so that reckoning from it stays within the calendar."""
