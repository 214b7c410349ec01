# SPDX-License-Identifier: EUPL-1.2
"""A sentence taken apart at its commas, colons and small words that join, so that each part is read by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from weerbaar.alerting.compose.lexicon import Token, tokens
from weerbaar.alerting.compose.sentences import Sentence
from weerbaar.base import Lang

# A comma in a number or a colon in a time joins; a hyphen in a word too.
_EDGE = {
    "nl": re.compile(r"[,:](?=\s|$)|[;!?()…]|\s[-–—]\s|\b(?:en|of|maar|want|omdat|waardoor|zodat|dus)\b"),
    "en": re.compile(r"[,:](?=\s|$)|[;!?()…]|\s[-–—]\s|\b(?:and|or|but|because|so|then)\b"),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence: its words, and where it begins and ends in the text.

    Attributes:
        question: whether its sentence asks something, so that a verb at the beginning is no order.
    """

    words: tuple[Token, ...]
    question: bool

    @property
    def start(self) -> int:
        """Place of its first letter."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Place after its last letter."""
        return self.words[-1].end


def clauses(sentence: Sentence, small: str, lang: Lang) -> list[Clause]:
    """Return the clauses of ``sentence`` that hold a word; ``small`` is the whole text in small letters."""
    edges = [match.span() for match in _EDGE[lang].finditer(small, sentence.start, sentence.end)]
    starts = [sentence.start, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), sentence.end]
    question = sentence.text.endswith("?")
    pieces = (tuple(tokens(small, start, end)) for start, end in zip(starts, ends, strict=True))
    return [Clause(words, question) for words in pieces if words]
