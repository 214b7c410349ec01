# SPDX-License-Identifier: EUPL-1.2
"""The rows of ``links`` of an instance, some thousands at a time: as lists of Python all at once a million of them take
several times the memory of the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weerbaar.base import InputError, WeerbaarError, parse_json

_START = re.compile(r'"links"\s*:\s*\[')
_END = re.compile(r"\]\s*\]")
_KEY = re.compile(r'"\s*:')
_BETWEEN = re.compile(r"\]\s*,")
_PIECE = 200_000


class UncutError(WeerbaarError):
    """The rows cannot be told apart without reading the whole text."""


@dataclass(frozen=True)
class CutText:
    """A text of which the rows of ``links`` are read apart.

    Attributes:
        text: the whole of it.
        rest: what the text holds, with an empty list for ``links``.
        start: of the rows in the text.
        end: the same.
    """

    text: str
    rest: dict[str, Any]
    start: int
    end: int

    def pieces(self) -> Iterator[list[Any]]:
        """Yield the rows, some at a time.

        Raises:
            UncutError: a piece is no JSON by itself, so the whole text has to say what is wrong or meant.
        """
        # A piece that is a list by itself ends where a row ends: what comes before the cut decides how it is read.
        at = self.start
        while at < self.end:
            cut = _BETWEEN.search(self.text, at + _PIECE, self.end)
            stop = self.end if cut is None else cut.start() + 1
            try:
                yield json.loads(f"[{self.text[at:stop]}]")
            except (ValueError, OverflowError, RecursionError) as error:
                raise UncutError("links") from error
            at = self.end if cut is None else cut.end()


def cut_text(text: str, name: str, most_values: int) -> CutText | None:
    """Return the text with its links apart; None where that cannot be done without reading all of it.

    Args:
        text: of the file.
        name: of the file.
        most_values: as for :func:`weerbaar.base.parse_json`.
    """
    start = _START.search(text)
    end = None if start is None else _END.search(text, start.end())
    # Elsewhere the word may be part of a text.
    if start is None or end is None or text.count('"links"') > 1:
        return None
    # An object may hold a key twice, which only the whole reading tells; a key alone shows that the list ended before.
    if text.find("{", start.end(), end.start()) >= 0 or _KEY.search(text, start.end(), end.start()):
        return None
    if text.count(",") + text.count("[") + text.count("{") > most_values:
        return None
    try:
        rest = parse_json(text[: start.end()] + text[end.start() + 1 :], name, most_values)
    except InputError:
        return None
    if not isinstance(rest, dict) or rest.get("links") != []:
        return None
    return CutText(text, rest, start.end(), end.start() + 1)
