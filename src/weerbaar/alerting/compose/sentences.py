# SPDX-License-Identifier: EUPL-1.2
"""The sentences of an alert, its heading (``NL-Alert 18-02-2022 17:12:``) counted as one."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADING = re.compile(
    r"\s*NL-?Alert\b[.:!,]?(?:\s+\d{1,2}(?:[-/.]\d{1,2}[-/.]\d{2,4}|\s+[a-z]+\s+\d{4}))?,?"
    r"(?:\s+(?:om\s+|at\s+)?\d{1,2}[:.]\d{2}\b)?(?:\s*(?:uur|u|hrs?|[ap]\.?m)\b)?[.:,]?",
    re.IGNORECASE,
)
_END = re.compile(r"(?:[.!?]+[\"'”’)]*(?=\s|$)(?<!\b[A-Za-z]\.)|\n+|$)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place: ``text == source[start:end]``."""

    start: int
    end: int
    text: str


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` in their order, without the blanks around them."""
    found: list[Sentence] = []
    start = 0
    heading = _HEADING.match(text)
    if heading:
        start = heading.end()
        _add(found, text, 0, start)
    while start < len(text):
        end = _END.search(text, start)
        # The pattern also matches the end of the text, so there always is one.
        stop = len(text) if end is None else max(end.end(), start + 1)
        _add(found, text, start, stop)
        start = stop
    return tuple(found)


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    inner = piece.strip()
    if any(character.isalnum() for character in inner):
        first = start + len(piece) - len(piece.lstrip())
        found.append(Sentence(first, first + len(inner), inner))
