# SPDX-License-Identifier: EUPL-1.2
"""Whole numbers from 0 to 999 in words, Dutch and English, and back: for what is read aloud and what is translated."""

from __future__ import annotations

from functools import lru_cache

from weerbaar.base import Lang

_ONES = {
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien achttien negentien".split(),
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split(),
}
_TENS = {
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(),
    "en": "twenty thirty forty fifty sixty seventy eighty ninety".split(),
}


def number_in_words(value: int, lang: Lang) -> str:
    """Return ``value`` in one word without blanks: ``tweeëntwintig``, ``twenty-two``.

    Args:
        value: from 0 to 999.
        lang: language of the word.

    Raises:
        ValueError: ``value`` lies outside that range.
    """
    if not 0 <= value <= 999:
        raise ValueError(value)
    if value < 100:
        return _below_hundred(value, lang)
    hundreds, rest = divmod(value, 100)
    if lang == "nl":
        first = "" if hundreds == 1 else _ONES["nl"][hundreds]
        return f"{first}honderd{_below_hundred(rest, lang) if rest else ''}"
    tail = f"-and-{_below_hundred(rest, lang)}" if rest else ""
    return f"{_ONES['en'][hundreds]}-hundred{tail}"


def _below_hundred(value: int, lang: Lang) -> str:
    if value < 20:
        return _ONES[lang][value]
    tens, one = divmod(value, 10)
    ten = _TENS[lang][tens - 2]
    if not one:
        return ten
    if lang == "en":
        return f"{ten}-{_ONES['en'][one]}"
    word = _ONES["nl"][one]
    return f"{word}{'ën' if word.endswith('e') else 'en'}{ten}"


@lru_cache(maxsize=2)
def numbers_by_word(lang: Lang) -> dict[str, int]:
    """Return every word of :func:`number_in_words` with its number."""
    return {number_in_words(value, lang): value for value in range(1000)}
