# SPDX-License-Identifier: EUPL-1.2
"""Words as they are compared when searching: without case and diacritics, and their stems.

The work is done here and not by the database, so that every database finds the same.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from weerbaar.base import Lang

_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"\]\([^)\s]*\)|https?://\S+")
_STEMMERS = threading.local()


class Span(NamedTuple):
    """A word and where it stands in the text."""

    word: str
    start: int
    end: int


def composed(text: str) -> str:
    """Return the text with every letter and its diacritic in one character; spans refer to this form."""
    return unicodedata.normalize("NFC", text)


def bare(text: str) -> str:
    """Return Markdown without the addresses of its links: nobody looks for those."""
    return _MARKUP.sub(lambda found: "]" if found.group().startswith("]") else " ", text)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return a word in small letters without diacritics."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in apart if c.isalnum())


def spans(text: str) -> Iterator[Span]:
    """Yield the words of a composed text."""
    for found in _WORD.finditer(text):
        folded = fold(found.group())
        if folded:
            yield Span(folded, found.start(), found.end())


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return [span.word for span in spans(composed(text))]


@lru_cache(maxsize=200_000)
def stem(word: str, language: Lang) -> str:
    """Return what a folded word has in common with its inflections."""
    found = getattr(_STEMMERS, language, None)
    if found is None:
        import snowballstemmer

        # One per thread: a stemmer keeps the word it is at work on.
        found = snowballstemmer.stemmer({"nl": "dutch", "en": "english"}[language])
        setattr(_STEMMERS, language, found)
    return str(found.stemWord(word))


@lru_cache(maxsize=10_000)
def beginning(word: str, language: Lang, shortest: int = 5) -> str:
    """Return what a word and its stem begin with: the part that compounds of its inflections hold too.

    ``overstromingen`` and ``overstroom`` give ``overstro``, which ``overstromingsrisico`` begins with. Too short a
    part says nothing; then the word itself is returned.
    """
    other = stem(word, language)
    length = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    return word[:length] if length >= shortest else word
