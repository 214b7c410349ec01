# SPDX-License-Identifier: EUPL-1.2
"""Word lists as people write them, made into one pattern.

A blank stands for any blanks, ``*`` at an end for more of the word, ``…`` for at most three words in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# Never over the end of a sentence.
_GAP = r"(?:[^\w.!?;:]+\w+){0,3}?[^\w.!?;:]+"


def phrase_pattern(phrases: Iterable[str]) -> str:
    """Return the source of a regular expression that matches any of ``phrases`` as whole words."""
    # By first letter, because Python tries the branches one by one; the longest first, so that a phrase is not cut
    # short by the beginning of another.
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        letter = phrase[0].lower() if phrase[0].isalnum() else ""
        by_letter.setdefault(letter, []).append(_one(phrase)[len(letter) :])
    # Letters go first: a phrase that begins with anything is the slowest to refuse.
    branches = (f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items(), reverse=True))
    return r"\b(?:" + "|".join(branches) + r")(?!\w)"


def compiled(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of ``phrases``, for a text in :func:`small_letters`."""
    return re.compile(phrase_pattern(phrases))


def small_letters(text: str) -> str:
    """Return ``text`` in small letters with every character in its place, also those whose small form is longer."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _one(phrase: str) -> str:
    parts = [r"\s+".join(_word(word) for word in part.split()) for part in phrase.split("…")]
    return _GAP.join(parts)


def _word(word: str) -> str:
    start = r"\w*" if word.startswith("*") else ""
    end = r"\w*" if word.endswith("*") else ""
    return start + re.escape(word.strip("*").lower()) + end


class PhraseTable:
    """Several lists of phrases that are searched in one go; each match says of which list it is."""

    def __init__(self, lists: Iterable[Iterable[str]]) -> None:
        all_lists = [tuple(one) for one in lists]
        self._any = compiled(phrase for one in all_lists for phrase in one)
        self._each = [compiled(one) for one in all_lists]

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield number of the list, start and end of each match in ``text``, which is in :func:`small_letters`.

        Where phrases of two lists begin at the same place, the earlier list counts.
        """
        candidate = self._any.search(text)
        while candidate:
            start = candidate.start()
            number, match = next((n, m) for n, p in enumerate(self._each) if (m := p.match(text, start)))
            yield number, start, match.end()
            candidate = self._any.search(text, match.end())
