# SPDX-License-Identifier: EUPL-1.2
"""What a text states that can be compared: dates, times, telephone numbers, sites, other numbers, and what to do.

Each is brought to one form, so that ``500 meter`` and ``0.5 km``, ``16.30 uur`` and ``4:30 pm`` or ``sluit ramen`` and
``close windows`` are the same. A reading by rules: what no rule knows is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from weerbaar.alerting.compose.actions import Action, actions
from weerbaar.alerting.compose.number_words import numbers_by_word
from weerbaar.base import Lang

FactKind = Literal["site", "date", "time", "phone", "road", "number"]

_MONTHS: dict[Lang, list[str]] = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "january february march april may june july august september october november december".split(),
}
_MONTH = "|".join(dict.fromkeys(name for names in _MONTHS.values() for name in names))
_TOP_LEVEL = (
    "nl|eu|com|org|net|info|be|de|fr|uk|gov|io|ly|gl|to|me|co|app|link|site|online|alert|nu|tv|amsterdam|frl|news|ru|top|"
    "xyz"
)
_SITE = re.compile(
    r"(?<![\w@.])(?:https?://(?:[^\s/?#,;]+)|www\.[\w.-]+\.[a-z]{2,24}|(?:[\w-]+\.)+(?:" + _TOP_LEVEL + r"))(?![\w-])"
    r"(?::\d+)?(?:[/?#][^\s,;)\]]*)?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})|(?P<y2>\d{4})-(?P<m2>\d{2})-(?P<d2>\d{2})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|e)?\s+(?:of\s+)?(?P<m3>{_MONTH})(?:\s+(?P<y3>\d{{4}}))?"
    rf"|(?P<m4>{_MONTH})\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y4>\d{{4}}))?)(?![\w])",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d.,:-])(?:(?P<h>[01]?\d|2[0-3])(?::(?P<n>[0-5]\d)|[.](?P<n2>[0-5]\d)(?=\s*(?:uur|u\b|hrs|hours|[ap]\.?m\b)))"
    r"|(?<=om )(?P<h2>[01]?\d|2[0-4])(?=\s*uur)|(?<=tot )(?P<h3>[01]?\d|2[0-4])(?=\s*uur)"
    r"|(?<=vanaf )(?P<h4>[01]?\d|2[0-4])(?=\s*uur)|(?P<h5>1[0-2]|[1-9])(?=\s*[ap]\.?m\b))"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?|\s*(?:uur|u|hrs|hours)\b)?(?!\d|:\d)",
    re.IGNORECASE,
)
_SEPARATOR = r"[ \-\u2010-\u2015./]{0,3}"
_PHONE = re.compile(
    rf"(?<![\w.,+/-])(?:(?:\+|00)\d{{2,3}}{_SEPARATOR}(?:\(0\){_SEPARATOR})?(?:\d{_SEPARATOR}){{7,10}}\d"
    rf"|0[89]0\d{_SEPARATOR}\d{{2}}{_SEPARATOR}\d{{2}}(?:{_SEPARATOR}\d{{3}})?(?![\d])"
    rf"|\(?0\d{{1,3}}\)?{_SEPARATOR}(?:\d{_SEPARATOR}){{5,8}}\d"
    rf"|14{_SEPARATOR}0\d{{2,3}}"
    r"|(?<=\bbel )\d{3,}|(?<=\bcall )\d{3,}|(?<=\bdial )\d{3,}|(?<=\bnummer )\d{3,}|(?<=\bnumber )\d{3,}"
    r"|116\s?\d{3}|11[23]|144|1400)(?![\w])(?![.,]\d)(?!\s*(?:km|kilomet|met|m\b|mens|people|person|procent|percent|%|huizen|homes))",
    re.IGNORECASE,
)
_ROAD = re.compile(r"(?<![\w-])[AN]\d{1,3}(?![\w-])")
_NUMBER = re.compile(
    r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\d)(?:\s*(?P<unit>km|kilomet\w+|met(?:er|re)s?|m)\b)?", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.IGNORECASE)
_DISTANCE = re.compile(r"\s*(km|kilomet\w+|met(?:er|re)s?)\b", re.IGNORECASE)
# Words that are numbers, but more often something else.
_NO_NUMBERS = {"een", "one", "nul", "zero"}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something stated, with its place in the text and the form in which it is compared."""

    kind: FactKind
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a text states, each kind in the order of the text."""

    found: tuple[Fact, ...]
    actions: tuple[Action, ...]

    def of(self, kind: FactKind) -> tuple[Fact, ...]:
        """Return the facts of one kind."""
        return tuple(fact for fact in self.found if fact.kind == kind)

    def values(self, kind: FactKind) -> frozenset[str]:
        """Return the different values of one kind."""
        return frozenset(fact.value for fact in self.found if fact.kind == kind)


# One round of checks asks the same texts and sentences several times.
@lru_cache(maxsize=256)
def facts(text: str, lang: Lang) -> Facts:
    """Return what ``text`` states.

    Args:
        text: an alert or a text for another channel.
        lang: its language.
    """
    found: list[Fact] = []
    rest = _take(text, _SITE, "site", found, lambda match: _site(match.group()))
    rest = _take(rest, _DATE, "date", found, _date)
    rest = _take(rest, _TIME, "time", found, _time)
    rest = _take(rest, _PHONE, "phone", found, lambda match: phone_digits(match.group()))
    rest = _take(rest, _ROAD, "road", found, lambda match: match.group())
    rest = _take(rest, _NUMBER, "number", found, lambda match: _number(match, lang))
    known = numbers_by_word(lang)
    for match in _WORD.finditer(rest):
        word = match.group().lower()
        if word in known and word not in _NO_NUMBERS:
            unit = _DISTANCE.match(rest, match.end())
            value = _with_unit(float(known[word]), unit.group(1) if unit else None)
            found.append(Fact("number", match.start(), match.end(), value))
    return Facts(tuple(sorted(found, key=lambda fact: fact.start)), actions(text, lang))


def phone_digits(written: str) -> str:
    """Return a telephone number as its digits, in the Dutch form where it is Dutch: ``+31 (0)6 12`` is ``0612``."""
    compact = re.sub(r"[^\d+]", "", written.replace("(0)", ""))
    compact = re.sub(r"^00", "+", compact)
    return re.sub(r"^\+31", "0", compact)


def _take(
    text: str,
    pattern: re.Pattern[str],
    kind: FactKind,
    found: list[Fact],
    value: Callable[[re.Match[str]], str],
) -> str:
    """Add what ``pattern`` finds, and return the text with blanks in its place so that nothing is found twice."""

    def blank(match: re.Match[str]) -> str:
        end = match.start() + len(match.group().rstrip(" .:!?'\"-"))
        found.append(Fact(kind, match.start(), end, value(match)))
        return " " * len(match.group())

    return pattern.sub(blank, text)


def _date(match: re.Match[str]) -> str:
    """Return ``2026-11-26``, or ``--11-26`` where the year is not said."""
    groups = match.groupdict()
    day = groups["d"] or groups["d2"] or groups["d3"] or groups["d4"]
    year = groups["y"] or groups["y2"] or groups["y3"] or groups["y4"] or "-"
    month = groups["m"] or groups["m2"] or str(_month((groups["m3"] or groups["m4"] or "").lower()))
    return f"{year}-{int(month):02}-{int(day):02}"


def months(lang: Lang) -> list[str]:
    """Return the names of the months, in small letters."""
    return _MONTHS[lang]


def _month(name: str) -> int:
    return next(names.index(name) + 1 for names in _MONTHS.values() if name in names)


def _time(match: re.Match[str]) -> str:
    """Return ``16:30``."""
    groups = match.groupdict()
    hour = int(next(groups[name] for name in ("h", "h2", "h3", "h4", "h5") if groups[name]))
    half = (groups["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour % 24:02}:{groups['n'] or groups['n2'] or '00'}"


def _number(match: re.Match[str], lang: Lang) -> str:
    digits = match.group().removesuffix(match.group("unit") or "").strip()
    thousands, point = (".", ",") if lang == "nl" else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+(?:[{point}]\d+)?", digits):
        digits = digits.replace(thousands, "")
    plain = digits.replace(",", ".")
    return _with_unit(float(plain), match.group("unit")) if plain.count(".") < 2 else digits


def _with_unit(value: float, unit: str | None) -> str:
    """Return the number, and a distance in metres."""
    if unit is None:
        return f"{value:.10g}"
    metres = value * 1000 if unit.lower().startswith("k") else value
    return f"{metres:.10g} m"


def _site(written: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", written.rstrip(".:!?'\""), flags=re.IGNORECASE).rstrip("/").lower()
