# SPDX-License-Identifier: EUPL-1.2
"""What the figures of a sensitivity analysis share: the foot with the run, short names of questions, and their key."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from weerbaar.assessment import Acceptability, Sensitivity
from weerbaar.base import Lang, Text, number
from weerbaar.figures.palette import GRID
from weerbaar.figures.sheet import Sheet, notes
from weerbaar.figures.svg import Element, line, lines, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

CODE = 11.0
"""Font size of the short names above columns."""

_LONGEST_CODE = 30.0


def sensitivity_caption(found: Sensitivity | Acceptability, lang: Lang) -> str:
    """Return the line that leads from a figure back to the run that made its numbers."""
    record = found.run_record
    method = f"{record.method} {record.method_version}".strip()
    return pick(
        lang,
        f"{found.round_label}; methode {method}; rekenverslag {record.id}",
        f"{found.round_label}; method {method}; run record {record.id}",
    )


def sensitivity_foot(
    found: Sensitivity | Acceptability, lang: Lang, sheet: Sheet, top: float
) -> tuple[list[Element], float]:
    """Return the notes under a figure and the height at which they end: the caution first, then the run.

    Args:
        top: where the notes may begin.
    """
    caution = ""
    if found.illustrative:
        caution = pick(
            lang,
            "Illustratieve gegevens: dit is geen uitkomst van een echte beoordeling.",
            "Illustrative data: not the outcome of a real assessment.",
        )
    return notes(caution, sensitivity_caption(found, lang), sheet, top)


def share_words(share: float, lang: Lang) -> str:
    """Return a share that was drawn as a whole percentage (C8); what is not 0 or 1 does not read as 0 or 100%."""
    if 0 < share < 0.005:
        return "< 1%"
    if 0.995 <= share < 1:
        return "> 99%"
    return f"{number(100 * share, lang)}%"


@dataclass(frozen=True)
class ColumnCodes:
    """Short names above columns of equal width, and what they stand for.

    Attributes:
        shown: code per id: the id itself, or a number where the ids are long.
        names: ids and names, in order.
        levels: lines it takes to keep the codes of neighbouring columns apart.
    """

    shown: dict[str, str]
    names: tuple[tuple[str, Text], ...]
    levels: int

    @classmethod
    def of(cls, names: Sequence[tuple[str, Text]], step: float) -> ColumnCodes:
        """Choose the codes for columns of ``step`` pixels."""
        shown = {id_: id_ for id_, _ in names}
        if max((text_width(id_, CODE) for id_, _ in names), default=0) > _LONGEST_CODE:
            shown = {id_: str(i) for i, (id_, _) in enumerate(names, start=1)}
        widest = max((text_width(code, CODE) for code in shown.values()), default=0)
        return cls(shown, tuple(names), max(1, math.ceil((widest + 4) / step)))

    @property
    def height(self) -> float:
        """Pixels above the columns."""
        return self.levels * CODE * 1.15 + 3

    def above(self, index: int, id_: str, x: float, bottom: float) -> list[Element]:
        """Return the code of column ``index``, centred on ``x``, above ``bottom``; with a line down from higher up."""
        level = self.levels - 1 - index % self.levels
        base = bottom - 4 - level * CODE * 1.15
        drawn = [text(x, base, self.shown[id_], CODE, anchor="middle")]
        return [*drawn, line(x, base + 2.5, x, bottom - 1, stroke=GRID, stroke_width=0.8)] if level else drawn

    def key(self, columns: int, lang: Lang, sheet: Sheet, top: float) -> tuple[list[Element], float]:
        """Return what the codes stand for, in columns read downwards, and the height at which it ends."""
        wide = sheet.inner / columns
        indent = max(text_width(code, sheet.small, 600) for code in self.shown.values()) + 8
        blocks = [(self.shown[id_], wrap(name.in_(lang), sheet.small, wide - indent - 10)) for id_, name in self.names]
        share = sum(len(words) for _, words in blocks) / columns
        drawn: list[Element] = []
        column, used, lowest = 0, 0, top
        for code, words in blocks:
            # A column is full when the next name would stand mostly below its share of the lines.
            if used and used + len(words) / 2 > share and column < columns - 1:
                column, used = column + 1, 0
            x, y = sheet.margin + column * wide, top + sheet.small + used * sheet.leading
            drawn.append(text(x, y, code, sheet.small, weight=600))
            drawn += lines(x + indent, y, words, sheet.small, sheet.leading)
            used += len(words)
            lowest = max(lowest, top + used * sheet.leading)
        return drawn, lowest + 4
