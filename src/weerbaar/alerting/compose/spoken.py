# SPDX-License-Identifier: EUPL-1.2
"""A text as it is read aloud, with times, numbers and sites in words, and back, so that it can be compared.

A year is left out: nobody needs it on the radio. What cannot be said in one word stays in figures.
"""

from __future__ import annotations

import re
from functools import lru_cache

from weerbaar.alerting.compose.facts import Fact, facts, months
from weerbaar.alerting.compose.number_words import number_in_words, numbers_by_word
from weerbaar.base import Lang

_MARKS: dict[Lang, dict[str, str]] = {
    "nl": {".": " punt ", "-": " streepje ", "/": " schuine streep ", "@": " apenstaartje "},
    "en": {".": " dot ", "-": " dash ", "/": " slash ", "@": " at sign "},
}
_HOURS: dict[Lang, str] = {"nl": "uur", "en": "hours"}


def spoken(text: str, lang: Lang) -> str:
    """Return ``text`` as a presenter reads it.

    Args:
        text: a text to be read aloud.
        lang: its language.
    """
    parts: list[str] = []
    at = 0
    for fact in facts(text, lang).found:
        parts += [text[at : fact.start], _said(fact, text[fact.start : fact.end], lang)]
        at = fact.end
    return "".join(parts) + text[at:]


def _said(fact: Fact, written: str, lang: Lang) -> str:
    match fact.kind:
        case "time":
            hour, minute = map(int, fact.value.split(":"))
            words = f"{number_in_words(hour, lang)} {_HOURS[lang]}"
            return f"{words} {number_in_words(minute, lang)}" if minute else words
        case "date":
            month, day = map(int, fact.value[-5:].split("-"))
            return f"{number_in_words(day, lang)} {months(lang)[month - 1]}"
        case "phone":
            return ", ".join(_digits(group, lang) for group in re.findall(r"\d+", written))
        case "site":
            site = re.sub(r"^https?://(?:www\.)?", "", written.rstrip("/"))
            for mark, word in _MARKS[lang].items():
                site = site.replace(mark, word)
            return site
        case "road":
            return f"{written[0]} {number_in_words(int(written[1:]), lang)}"
        case "number":
            return re.sub(r"^\d{1,3}(?![\d.,])", lambda match: number_in_words(int(match.group()), lang), written)


def _digits(group: str, lang: Lang) -> str:
    return " ".join(number_in_words(int(digit), lang) for digit in group)


@lru_cache(maxsize=2)
def _patterns(lang: Lang) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    # Any word, looked up afterwards: a pattern of all thousand words takes seconds to make.
    word = r"[^\W\d_]+(?:-[^\W\d_]+)*"
    digits = "|".join(number_in_words(digit, lang) for digit in range(10))
    flags = re.IGNORECASE
    return (
        re.compile(rf"\b(?:{digits})(?:,? (?:{digits})\b){{2,}}", flags),
        re.compile(rf"\b({word}) {_HOURS[lang]}\b(?: ({word})\b(?! {_HOURS[lang]}))?", flags),
        re.compile(rf"\b({word}) (?={'|'.join(months(lang))})", flags),
        re.compile(rf"\b([AN]) ({word})\b"),
    )


def written(text: str, lang: Lang) -> str:
    """Return a text that was made with :func:`spoken` with its figures back, as far as they can be told.

    Args:
        text: a text to be read aloud, edited or not.
        lang: its language.
    """
    numbers = numbers_by_word(lang)
    row, time, day, road = _patterns(lang)
    for mark, word in _MARKS[lang].items():
        text = text.replace(word, mark)

    def moment(match: re.Match[str]) -> str:
        hour, minute = numbers.get(match[1].lower()), numbers.get((match[2] or "").lower())
        if hour is None:
            return match[0]
        told = minute if minute is not None and minute < 60 else 0
        return f"{hour % 24:02}:{told:02}" + ("" if minute == told or not match[2] else f" {match[2]}")

    def figure(word: str) -> str:
        return str(numbers.get(word.lower(), word))

    text = row.sub(lambda match: "".join(figure(word) for word in re.split(r",? ", match[0])), text)
    text = time.sub(moment, text)
    text = day.sub(lambda match: f"{figure(match[1])} ", text)
    return road.sub(lambda match: match[1] + figure(match[2]) if match[2].lower() in numbers else match[0], text)
