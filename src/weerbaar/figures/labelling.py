# SPDX-License-Identifier: EUPL-1.2
"""Where the names go: beside their mark where possible, further away with a line where not, never over another.

Every label has a list of possible places. Greedy choice first, then repeated improvement with random
kicks from a fixed seed, so that the same input gives the same drawing (C9). Where no arrangement is
free of overlap the caller is told, and takes numbers and a list instead.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.figures.geometry import Box, Segment, distance, length_inside

Floats = NDArray[np.float64]

_SEED = 2012
_SWEEPS = 8
_KICKS = 60
_OVERLAP = 1e6
_CROSSED_STROKE = 1.6
_CROSSED_TEXT = 14.0
_CROSSED_LEADER = 9.0
_AWAY_FROM_HOME = 6.0
_GAPS = (3.0, 8.0, 15.0, 24.0, 36.0, 52.0, 72.0, 98.0)
_LEADER_FROM = 8.0
_SLACK = 1.0
_NEAREST, _FURTHER = 44, 20


@dataclass(frozen=True)
class Label:
    """A text that belongs to a mark.

    Attributes:
        mark: box of the mark that the text names.
        shapes: sizes (width, height) that the text can take, the best first.
        home: area in which the text belongs if there is room, None where any place will do.
    """

    mark: Box
    shapes: tuple[tuple[float, float], ...]
    home: Box | None = None


@dataclass(frozen=True)
class PlacedLabel:
    """Where a label came to stand.

    Attributes:
        box: its area.
        shape: which of the shapes it took.
        side: 1 text begins at the mark, -1 it ends there, 0 it is centred on it.
        leader: line from mark to text, or None where the two are close.
    """

    box: Box
    shape: int
    side: int
    leader: Segment | None


def place_labels(
    labels: Sequence[Label], bounds: Box, blocked: Sequence[Box], strokes: Sequence[Segment] = ()
) -> list[PlacedLabel] | None:
    """Return a place per label: inside ``bounds``, off every blocked box and off every other label.

    Args:
        blocked: boxes that may not be covered (all marks, other texts).
        strokes: lines that are better not crossed.

    Returns:
        Places in the order given, or None where no arrangement without overlap was found.
    """
    found = [_candidates(label, bounds, blocked, strokes) for label in labels]
    if not all(found):
        return None
    if not found:
        return []
    board = _Board(found)
    best = board.start()
    best_cost = board.total(best)
    dice = np.random.default_rng(_SEED)
    for _ in range(_KICKS if len(labels) > 1 else 0):
        trial = list(best)
        for index in dice.choice(len(labels), min(3, len(labels)), replace=False):
            trial[index] = int(dice.integers(len(found[index])))
        board.improve(trial)
        cost = board.total(trial)
        if cost < best_cost - 1e-9:
            best, best_cost = trial, cost
    if best_cost >= _OVERLAP:
        return None
    return [found[i][pick][1] for i, pick in enumerate(best)]


class _Board:
    """All possible places of all labels, and what any two of them cost together."""

    def __init__(self, found: Sequence[Sequence[tuple[float, PlacedLabel]]]) -> None:
        places = [place for options in found for _, place in options]
        self.starts = np.cumsum([0, *(len(options) for options in found)])
        self.own = [np.array([cost for cost, _ in options]) for options in found]
        self.pairs = _pair_costs(places)

    def start(self) -> list[int]:
        """Return a greedy choice, the labels with the fewest places first, improved once."""
        chosen = [-1] * len(self.own)
        for index in sorted(range(len(chosen)), key=lambda i: (len(self.own[i]), i)):
            chosen[index] = self._best(index, chosen)
        self.improve(chosen)
        return chosen

    def improve(self, chosen: list[int]) -> None:
        """Let every label in turn take its best place beside the others, until none moves."""
        for _ in range(_SWEEPS):
            before = list(chosen)
            for index in range(len(chosen)):
                chosen[index] = self._best(index, chosen)
            if chosen == before:
                return

    def total(self, chosen: Sequence[int]) -> float:
        """Return the cost of a choice, each pair counted twice."""
        return float(sum(self._costs(index, chosen)[pick] for index, pick in enumerate(chosen)))

    def _best(self, index: int, chosen: Sequence[int]) -> int:
        return int(np.argmin(self._costs(index, chosen)))

    def _costs(self, index: int, chosen: Sequence[int]) -> Floats:
        others = [int(self.starts[i]) + pick for i, pick in enumerate(chosen) if i != index and pick >= 0]
        rows = slice(int(self.starts[index]), int(self.starts[index + 1]))
        together: Floats = self.pairs[others, rows].sum(axis=0, dtype=np.float64)
        return self.own[index] + together


def _candidates(
    label: Label, bounds: Box, blocked: Sequence[Box], strokes: Sequence[Segment]
) -> list[tuple[float, PlacedLabel]]:
    """Return possible places with their costs, cheapest first."""
    others = [box for box in blocked if box != label.mark]
    found: list[tuple[float, PlacedLabel]] = []
    for number, (width, height) in enumerate(label.shapes):
        for gap in _GAPS:
            for box, side, dislike in _around_mark(label.mark, width, height, gap):
                if not box.inside(bounds) or any(box.overlaps(other, _SLACK) for other in others):
                    continue
                leader = _leader(label.mark, box) if gap >= _LEADER_FROM else None
                cost = dislike + 1.2 * number + 0.16 * gap
                near = Box(box.left - 3, box.top - 1, box.right + 3, box.bottom + 1)
                crossed = [length for stroke in strokes if (length := length_inside(stroke, near)) > 0]
                cost += _CROSSED_STROKE * len(crossed) + 0.08 * sum(crossed)
                if label.home is not None and not box.inside(label.home):
                    cost += _AWAY_FROM_HOME
                    # beside the box is better than above it: the row of a class is what a reader looks along
                    cost += 0 if label.home.top <= box.top and box.bottom <= label.home.bottom else _AWAY_FROM_HOME
                own = distance(label.mark, box)
                cost += sum(3.0 for other in others if distance(other, box) < own)
                if leader is not None:
                    cost += sum(_CROSSED_TEXT for other in others if length_inside(leader, other) > 0)
                found.append((cost, PlacedLabel(box, number, side, leader)))
    found.sort(key=lambda option: option[0])
    rest = found[_NEAREST:]
    return found[:_NEAREST] + rest[:: max(1, len(rest) // _FURTHER)]


def _around_mark(mark: Box, width: float, height: float, gap: float) -> list[tuple[Box, int, float]]:
    """Return boxes round the mark with the side of the text and how little that place is liked."""
    x, y = mark.centre
    places: list[tuple[Box, int, float]] = []
    right, left = mark.right + gap, mark.left - gap - width
    above, below = mark.top - gap - height, mark.bottom + gap
    for shift, dislike in ((-0.5, 0.0), (-0.85, 0.7), (-0.15, 0.7), (-1.2, 1.4), (0.2, 1.4)):
        top = y + shift * height
        places.append((Box(right, top, right + width, top + height), 1, dislike))
        places.append((Box(left, top, left + width, top + height), -1, dislike + 0.5))
    for shift, side, dislike in ((-0.5, 0, 0.6), (-0.2, 1, 1.2), (-0.8, -1, 1.2), (0.1, 1, 1.8), (-1.1, -1, 1.8)):
        start = x + shift * width
        places.append((Box(start, above, start + width, above + height), side, dislike))
        places.append((Box(start, below, start + width, below + height), side, dislike + 0.1))
    return places


def _leader(mark: Box, box: Box) -> Segment:
    """Return the line from the edge of the mark to the nearest point of the text."""
    x, y = mark.centre
    to_x = min(max(x, box.left + 2), box.right - 2)
    to_y = min(max(y, box.top + 4), box.bottom - 4)
    length = math.hypot(to_x - x, to_y - y) or 1.0
    radius = mark.width / 2
    return x + (to_x - x) * radius / length, y + (to_y - y) * radius / length, to_x, to_y


def _pair_costs(places: Sequence[PlacedLabel]) -> NDArray[np.float32]:
    """Return the matrix of costs of two places together: overlap, text over a leader, leaders that cross."""
    boxes = np.array([(p.box.left, p.box.top, p.box.right, p.box.bottom) for p in places])
    left, top, right, bottom = boxes.T
    overlap = (
        (left[:, None] < right[None, :] + _SLACK)
        & (right[:, None] > left[None, :] - _SLACK)
        & (top[:, None] < bottom[None, :] + _SLACK)
        & (bottom[:, None] > top[None, :] - _SLACK)
    )
    costs = np.where(overlap, np.float32(_OVERLAP), np.float32(0))
    with_leader = [i for i, place in enumerate(places) if place.leader is not None]
    if with_leader:
        leaders = np.array([places[i].leader for i in with_leader], dtype=float)
        crossed = np.float32(_CROSSED_TEXT) * _over_text(leaders, boxes)
        costs[with_leader, :] += crossed
        costs[:, with_leader] += crossed.T
        costs[np.ix_(with_leader, with_leader)] += np.float32(_CROSSED_LEADER) * _crossing(leaders)
    return costs


def _over_text(leaders: Floats, boxes: Floats) -> NDArray[np.float32]:
    """Return 1 where a leader (row) runs through a box (column), looked at in five points."""
    hit = np.zeros((len(leaders), len(boxes)), dtype=bool)
    for part in (0.1, 0.3, 0.5, 0.7, 0.9):
        x = (leaders[:, 0] + part * (leaders[:, 2] - leaders[:, 0]))[:, None]
        y = (leaders[:, 1] + part * (leaders[:, 3] - leaders[:, 1]))[:, None]
        hit |= (x > boxes[:, 0]) & (x < boxes[:, 2]) & (y > boxes[:, 1]) & (y < boxes[:, 3])
    return hit.astype(np.float32)


def _crossing(leaders: Floats) -> NDArray[np.float32]:
    """Return 1 where two leaders cross: the ends of each lie on different sides of the other."""
    x1, y1, x2, y2 = leaders.T

    def turn(px: Floats, py: Floats) -> Floats:
        side: Floats = (x2 - x1)[:, None] * (py[None, :] - y1[:, None]) - (y2 - y1)[:, None] * (
            px[None, :] - x1[:, None]
        )
        return side

    apart = turn(x1, y1) * turn(x2, y2) < 0
    return (apart & apart.T).astype(np.float32)
