# SPDX-License-Identifier: EUPL-1.2
"""Reading what was published, word for word, as classes.

A published result may be a class, a range ("aanzienlijk tot ernstig") or a word outside the scale
("hoog"); see nrb-method.md, section 6.1.
"""

from __future__ import annotations

import re
from typing import Literal

from weerbaar.base import Text
from weerbaar.method.labels import class_codes
from weerbaar.method.likelihood import likelihood_codes
from weerbaar.method.model import Method

_BETWEEN = re.compile(r"\s+(?:tot en met|t/m|tot|to|(?P<choice>of|or))\s+|\s*[-–]\s*")


def read_published(method: Method, axis: Literal["impact", "likelihood"], words: str) -> tuple[str, ...] | None:
    """Return the classes that published words stand for, from low to high.

    Args:
        method: the measuring rod, with its words in both languages, of all editions.
        axis: which scale the words belong to.
        words: as published; capitals and surplus spaces do not matter.

    Returns:
        One class, every class of a range ("A tot C", "A to C"), the classes of a choice and not what lies
        between them ("A of C", "A or C"), or None when the words are not recognised.
    """
    known = _vocabulary(method, axis)
    order = class_codes(method) if axis == "impact" else likelihood_codes(method)
    plain = _plain(words)
    if plain in known:
        return known[plain]
    for match in _BETWEEN.finditer(plain):
        ends = [known.get(_plain(part)) for part in (plain[: match.start()], plain[match.end() :])]
        if ends[0] is not None and ends[1] is not None:
            places = sorted({order.index(code) for end in ends for code in end or ()})
            if match["choice"]:
                return tuple(order[place] for place in places)
            return order[places[0] : places[-1] + 1]
    return None


def _vocabulary(method: Method, axis: Literal["impact", "likelihood"]) -> dict[str, tuple[str, ...]]:
    """Return every recognised word, without capitals, with its classes."""
    found: dict[str, tuple[str, ...]] = {}

    def learn(word: Text, classes: tuple[str, ...]) -> None:
        for text in (word.nl, word.en):
            if text:
                found.setdefault(_plain(text), classes)

    if axis == "impact":
        for label in method.scale.labels:
            if label.code == label.klass:
                learn(label.word, (label.code,))
    else:
        for klass in method.likelihood.classes:
            for word in (klass.word, *klass.earlier_words):
                learn(word, (klass.code,))
    for published in method.published_words:
        if published.axis == axis:
            learn(published.word, published.classes)
    for code in class_codes(method) if axis == "impact" else likelihood_codes(method):
        found.setdefault(_plain(code), (code,))
    return found


def _plain(words: str) -> str:
    return " ".join(words.lower().split()).strip(" .,;:'\"“”‘’")
