# SPDX-License-Identifier: EUPL-1.2
"""Large lists of words looked up word by word, so that a text costs the same whatever the length of the list.

``brand`` is that word, ``asbest*`` every word that begins so, ``*lek`` every compound that ends so, ``geen stroom``
those words in a row, each of which may have a star.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\w+(?:['’.-]\w+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in small letters with its place in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found: tokens ``first`` up to ``last``, and whether the word before the star was cut off."""

    first: int
    last: int
    compound: bool = False


def tokens(small: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of ``small``, which is in small letters, between ``start`` and ``end``."""
    found = _TOKEN.finditer(small, start, len(small) if end is None else end)
    return [Token(match.group(), match.start(), match.end()) for match in found]


class Lexicon:
    """A list of words and phrases."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._stems: set[str] = set()
        self._ends: set[str] = set()
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        self._open_phrases: list[tuple[str, ...]] = []
        for entry in entries:
            first, *rest = entry.split()
            if rest and "*" in first:
                self._open_phrases.append((first, *rest))
            elif rest:
                self._phrases.setdefault(first, []).append((first, *rest))
            elif first.startswith("*"):
                self._ends.add(first[1:])
            elif first.endswith("*"):
                self._stems.add(first[:-1])
            else:
                self._words.add(first)
        self._stem_lengths = sorted({len(stem) for stem in self._stems})
        self._end_lengths = sorted({len(end) for end in self._ends})
        # While somebody types, the same few words are looked up again and again.
        self._entries = lru_cache(maxsize=1024)(self._look_up)

    def find(self, words: Sequence[Token]) -> list[Match]:
        """Return the entries in ``words``, of each place the longest."""
        return [match for at in range(len(words)) if (match := self.at(words, at))]

    def at(self, words: Sequence[Token], at: int) -> Match | None:
        """Return the entry that begins with word ``at``."""
        single, phrases = self._entries(words[at].text)
        for phrase in phrases:
            if _follows(phrase, words, at):
                return Match(at, at + len(phrase) - 1)
        return Match(at, at, single == "compound") if single else None

    def _look_up(self, word: str) -> tuple[str, tuple[tuple[str, ...], ...]]:
        """How ``word`` is an entry by itself, and the phrases that may begin with it, the longest first."""
        phrases = [*self._phrases.get(word, ()), *(one for one in self._open_phrases if _is(one[0], word))]
        single = ""
        if word in self._words or any(word[:length] in self._stems for length in self._stem_lengths):
            single = "word"
        elif any(word[-length:] in self._ends for length in self._end_lengths if length < len(word)):
            single = "compound"
        return single, tuple(sorted(phrases, key=len, reverse=True))


def _follows(phrase: Sequence[str], words: Sequence[Token], at: int) -> bool:
    if at + len(phrase) > len(words):
        return False
    return all(_is(piece, words[at + place].text) for place, piece in enumerate(phrase))


def _is(piece: str, word: str) -> bool:
    if piece.endswith("*"):
        return word.startswith(piece[:-1])
    return word.endswith(piece[1:]) if piece.startswith("*") else word == piece
