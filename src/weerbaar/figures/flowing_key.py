# SPDX-License-Identifier: EUPL-1.2
"""What signs mean: each with its words, side by side as far as there is room, and then on the next row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from weerbaar.figures.sheet import Sheet
from weerbaar.figures.svg import Element, text
from weerbaar.figures.textmetrics import text_width

_BETWEEN = 16.0

Entry = tuple[Callable[[float, float], Sequence[Element]], str]
"""What draws a sign around a place, and its words."""


def flowing_key(
    entries: Sequence[Entry], sheet: Sheet, top: float, *, sign: float, row: float = 0.0
) -> tuple[list[Element], float]:
    """Return signs with their words, and the height at which they end.

    Args:
        entries: in the order of reading.
        top: where they may begin.
        sign: width of the widest sign.
        row: height of the highest sign; a row of text is the least.
    """
    drawn: list[Element] = []
    high = max(sheet.leading, row) + 3
    x, middle = sheet.margin, top + high / 2
    for draw, words in entries:
        wide = sign + 8 + text_width(words, sheet.small)
        if x > sheet.margin and x + wide > sheet.width - sheet.margin:
            x, middle = sheet.margin, middle + high
        drawn += [*draw(x + sign / 2, middle), text(x + sign + 8, middle + sheet.small * 0.35, words, sheet.small)]
        x += wide + _BETWEEN
    return drawn, middle + high / 2
