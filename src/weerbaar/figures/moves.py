# SPDX-License-Identifier: EUPL-1.2
"""Scenarios that move in the risk diagram: a mark where each was, a mark where it comes, an arrow, and its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weerbaar.base import Lang, Text
from weerbaar.figures.figure import Width
from weerbaar.figures.geometry import Box, Segment, around
from weerbaar.figures.labelling import Label, PlacedLabel, place_labels
from weerbaar.figures.marks import Kind, arrow, between, mark, reach
from weerbaar.figures.palette import INK, MUTED, PAST
from weerbaar.figures.sheet import Sheet
from weerbaar.figures.svg import Element, group, line, lines, text
from weerbaar.figures.textmetrics import text_width, widest, wrap

MARK = 6.5
"""Half the width of a mark."""

COLUMNS: dict[Width, int] = {"phone": 1, "screen": 3, "a4": 2}
"""Columns of the list of names below the diagram."""

_NAMES_UP_TO = {"phone": 0, "screen": 24, "a4": 14}
_NAME_WIDTHS = (130.0, 90.0)

Names = list[tuple[list[str], PlacedLabel]]


@dataclass(frozen=True)
class Move:
    """One thing that moves.

    Attributes:
        number: in the list, from 1.
        start: where it was; None where it stayed, or where that is not known.
        end: where it comes.
    """

    number: int
    title: Text
    kind: Kind
    start: tuple[float, float] | None
    end: tuple[float, float]

    @property
    def box(self) -> Box:
        """The room that the mark takes where it comes; its name stands there."""
        return self._round(self.end)

    @property
    def boxes(self) -> list[Box]:
        """The room that each of its marks takes."""
        return [self.box] if self.start is None else [self._round(self.start), self.box]

    def _round(self, place: tuple[float, float]) -> Box:
        far = reach(self.kind, MARK) + 1
        return around(*place, far, far)


def draw_move(move: Move) -> list[Element]:
    """Return the marks of a move and its arrow."""
    now = mark(move.kind, *move.end, MARK, "", 11, "now")
    if move.start is None:
        return now
    far = reach(move.kind, MARK) * 0.9
    path = between(move.start, far, move.end, far)
    before = mark(move.kind, *move.start, MARK, "", 11, "earlier")
    return [*before, *now, *(arrow(path, PAST) if path is not None else [])]


def name_moves(
    moves: Sequence[Move], plot: Box, lang: Lang, sheet: Sheet, width: Width, strokes: Sequence[Segment] = ()
) -> Names | None:
    """Return words and places beside the marks: names, or numbers on a phone; None where they do not fit.

    Args:
        strokes: lines beside the arrows that names had better not cross.
    """
    inner = Box(plot.left + 3, plot.top + 3, plot.right - 3, plot.bottom - 3)
    crossed = [*((*(move.start or move.end), *move.end) for move in moves), *strokes]
    if len(moves) <= _NAMES_UP_TO[width]:
        shapes = [[wrap(move.title.in_(lang), sheet.small, w, 600) for w in _NAME_WIDTHS] for move in moves]
        placed = _place(moves, shapes, inner, crossed, sheet)
        if placed is not None:
            return placed
    return _place(moves, [[[str(m.number)]] for m in moves], inner, crossed, sheet) if width == "phone" else None


def _place(
    moves: Sequence[Move], shapes: list[list[list[str]]], inner: Box, strokes: Sequence[Segment], sheet: Sheet
) -> Names | None:
    labels = [
        Label(move.box, tuple((widest(s, sheet.small, 600) + 2, len(s) * sheet.leading) for s in own))
        for move, own in zip(moves, shapes, strict=True)
    ]
    placed = place_labels(labels, inner, [box for move in moves for box in move.boxes], strokes)
    if placed is None:
        return None
    return [(own[label.shape], label) for own, label in zip(shapes, placed, strict=True)]


def draw_names(moves: Sequence[Move], names: Names | None, sheet: Sheet, plot: Box) -> list[Element]:
    """Return the names at their places, or numbers above the marks where there are none."""
    drawn: list[Element] = []
    if names is None:
        for move in moves:
            at = min(max(move.end[0], plot.left + 8), plot.right - 8)
            words = str(move.number)
            drawn.append(text(at, move.box.top - 2, words, 11.0, weight=600, fill=INK, anchor="middle", halo=True))
        return drawn
    for written, label in names:
        if label.leader is not None:
            drawn.append(line(*label.leader, stroke=PAST, stroke_width=1))
        align = {1: "start", 0: "middle", -1: "end"}[label.side]
        at = {1: label.box.left + 1, 0: label.box.centre[0], -1: label.box.right - 1}[label.side]
        first = label.box.top + sheet.small * 0.98
        drawn += lines(at, first, written, sheet.small, sheet.leading, weight=600, anchor=align, halo=True)
    return drawn


def list_moves(
    moves: Sequence[Move], lang: Lang, sheet: Sheet, columns: int, top: float
) -> tuple[list[Element], float]:
    """Return the names behind the numbers, in columns read downwards, and where they end."""
    wide = sheet.inner / columns
    indent = text_width(str(len(moves)), sheet.small, 600) + 8
    blocks = [wrap(move.title.in_(lang), sheet.small, wide - indent - 10) for move in moves]
    share = sum(len(b) for b in blocks) / columns
    drawn: list[Element] = []
    column, used, lowest = 0, 0, top
    for move, words in zip(moves, blocks, strict=True):
        if used and used + len(words) / 2 > share and column < columns - 1:
            column, used = column + 1, 0
        left, y = sheet.margin + column * wide, top + sheet.small + used * sheet.leading
        drawn.append(text(left, y, str(move.number), sheet.small, weight=600))
        drawn += lines(left + indent, y, words, sheet.small, sheet.leading)
        used += len(words)
        lowest = max(lowest, top + used * sheet.leading)
    return drawn, lowest + 6


def arrow_sign(kind: Kind, sheet: Sheet) -> list[Element]:
    """Return the sign of a move for a key, 52 wide on the line of its words."""
    middle = -sheet.small * 0.33
    return [
        *mark(kind, 8, middle, 6, "", 11, "earlier"),
        *arrow((18, middle, 34, middle), PAST),
        *mark(kind, 44, middle, 6, "", 11, "now"),
    ]


def kind_sign(kind: Kind, sheet: Sheet) -> list[Element]:
    """Return the sign of a kind for a key, 16 wide."""
    return mark(kind, 8, -sheet.small * 0.33, 6, "", 11, "now")


def draw_key(
    items: Sequence[tuple[list[Element], float, str]], sheet: Sheet, top: float
) -> tuple[list[Element], float]:
    """Return signs with their meaning, in as many lines as they take, and where they end.

    Args:
        items: sign, width that it takes with the white after it, and words.
    """
    drawn: list[Element] = []
    x, y = sheet.margin, top + sheet.small
    for signs, indent, said in items:
        wrapped = wrap(said, sheet.small, sheet.inner - indent)
        wide = indent + widest(wrapped, sheet.small)
        if x > sheet.margin and x + wide > sheet.width - sheet.margin:
            x, y = sheet.margin, y + sheet.leading + 5
        if signs:
            drawn.append(group(*signs, transform=f"translate({x:.2f} {y:.2f})"))
        drawn += lines(x + indent, y, wrapped, sheet.small, sheet.leading, fill=MUTED)
        y += (len(wrapped) - 1) * sheet.leading
        x += wide + 18
    return drawn, y + 6
