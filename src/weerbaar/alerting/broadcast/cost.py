# SPDX-License-Identifier: EUPL-1.2
"""What a text costs on the air: its pages, and the characters that make all of it dearer.

One character outside the GSM alphabet puts the whole text in UCS-2: 41 characters a page, not 93.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal, NamedTuple

from weerbaar.alerting.broadcast.gsm7 import septets
from weerbaar.alerting.broadcast.pages import page_count

# What means the same in the alphabet. Letters with an accent are found by taking it off.
_SAME = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t", " ")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufe0f\ufeff", "")
    | dict.fromkeys("\u2022\u00b7\u25cf", "-")
    | {"\u2026": "...", "\u00d7": "x", "\u2192": "->", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n"}
    | {"\u0153": "oe", "\u0152": "OE", "\u0142": "l", "\u0141": "L", "\u0111": "d", "\u0131": "i"}
)


class Expensive(NamedTuple):
    """A character outside the GSM alphabet: its place in the text, and what means the same, if anything does."""

    place: int
    character: str
    replacement: str | None


@dataclass(frozen=True, slots=True)
class TextCost:
    """What a text costs.

    Attributes:
        characters: of the text.
        septets: that it takes in the GSM alphabet, where ``[ ] { } \\ ^ ~ | €`` take two; 0 in UCS-2.
        pages: how many it takes, also where that is over 15.
        coding: ``gsm`` or ``ucs2``.
        expensive: the characters that put it in UCS-2, in the order of the text.
    """

    characters: int
    septets: int
    pages: int
    coding: Literal["gsm", "ucs2"]
    expensive: tuple[Expensive, ...] = ()


def text_cost(text: str) -> TextCost:
    """Return what a text costs.

    Raises:
        PageError: it holds half a character (a surrogate on its own).
    """
    pages, taken = page_count(text)
    if taken is not None:
        return TextCost(len(text), taken, pages, "gsm")
    known: dict[str, bool] = {}
    for character in text:
        if character not in known:
            known[character] = septets(character) is not None
    expensive = tuple(
        Expensive(place, character, _replacement(character))
        for place, character in enumerate(text)
        if not known[character]
    )
    return TextCost(len(text), 0, pages, "ucs2", expensive)


def _replacement(character: str) -> str | None:
    """Return what means the same in the alphabet; None where nothing does."""
    same = character.translate(_SAME)
    if same != character:
        return same
    kind = unicodedata.category(character)
    if kind == "Mn":
        return ""
    if kind not in ("Lu", "Ll", "Lt"):
        # A raised 2 or a half after a digit would become another number.
        return None
    parts = unicodedata.normalize("NFKD", character)
    bare = "".join(part for part in parts if unicodedata.category(part) != "Mn")
    return bare if bare.isascii() and bare.isalpha() else None
