# SPDX-License-Identifier: EUPL-1.2
"""Rings with fewer corners that still contain what they contained, by steps that each add as little as they can.

Three steps take a corner away and only ever move the edge outward. A corner that points inward is cut off by the line
between its neighbours. A side between two corners that point outward goes when the sides next to it are made longer
until they meet. A side between an outward and an inward corner goes when its outward neighbour is made longer until it
meets the side beyond. A step whose triangle would enter another part of its ring is not taken. (Greedy, on a heap.)
Different rings may come to overlap: together they stand for their union.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Ring = npt.NDArray[np.float64]

# A step: the surface that it adds, the triangle of that surface, and whether it cuts off one corner; otherwise two
# corners become one, at the second corner of the triangle.
_Corner = tuple[float, float]
_Step = tuple[float, tuple[_Corner, _Corner, _Corner], bool]

_TOUCH = 1e-9
_PARALLEL = 1e-9


def with_fewer_corners(rings: Sequence[Ring], fits: Callable[[Sequence[int]], bool]) -> list[Ring] | None:
    """Return ``rings`` with as few corners as it takes for ``fits``, each containing what it contained.

    Args:
        rings: arrays of shape (corners, 2), counter-clockwise, not closed, that do not cross themselves.
        fits: whether these numbers of corners, one a ring, are few enough.

    Returns:
        The rings, or None when no step is left and the numbers still do not fit.
    """
    edge = _Edge(rings)
    edge.price_all()
    while not fits(edge.counts):
        if not edge.take_cheapest():
            return None
    return edge.rings()


class _Edge:
    """All rings as one linked list of corners, with for each corner the steps that begin at it."""

    def __init__(self, rings: Sequence[Ring]) -> None:
        self.counts = [len(ring) for ring in rings]
        self.x: list[float] = np.concatenate(rings)[:, 0].tolist()
        self.y: list[float] = np.concatenate(rings)[:, 1].tolist()
        self.ring_of = [number for number, count in enumerate(self.counts) for _ in range(count)]
        self.next: list[int] = []
        self.previous: list[int] = []
        for count in self.counts:
            first = len(self.next)
            self.next += [*range(first + 1, first + count), first]
            self.previous += [first + count - 1, *range(first, first + count - 1)]
        ends = np.cumsum(self.counts).tolist()
        self.extents = [slice(end - count, end) for end, count in zip(ends, self.counts, strict=True)]
        self.version = [0] * len(self.x)
        self.alive = [True] * len(self.x)
        self.steps: list[list[_Step]] = [[] for _ in self.x]
        self.heap: list[tuple[float, int, int]] = []
        # The box around the side that begins at each corner, to find quickly what a triangle might touch.
        start, end = np.column_stack([self.x, self.y]), np.column_stack([self.x, self.y])[self.next]
        self.low, self.high = np.minimum(start, end).T.copy(), np.maximum(start, end).T.copy()

    def price_all(self) -> None:
        for corner in range(len(self.x)):
            self._price(corner)

    def rings(self) -> list[Ring]:
        found = []
        for own in self.extents:
            corner = next(i for i in range(own.start, own.stop) if self.alive[i])
            order = [corner]
            while (corner := self.next[corner]) != order[0]:
                order.append(corner)
            found.append(np.array([(self.x[i], self.y[i]) for i in order]))
        return found

    def take_cheapest(self) -> bool:
        """Take the step that adds least; return False when none is left."""
        while self.heap:
            _, corner, version = heapq.heappop(self.heap)
            if version != self.version[corner] or self.counts[self.ring_of[corner]] <= 3:
                continue
            step = self.steps[corner].pop(0)
            if self._is_free(step[1], self.ring_of[corner]):
                self._take(step, corner)
                return True
            self._push(corner)
        return False

    def _price(self, corner: int) -> None:
        self.version[corner] += 1
        self.steps[corner] = self._steps_at(corner)
        self._push(corner)

    def _push(self, corner: int) -> None:
        if self.steps[corner]:
            heapq.heappush(self.heap, (self.steps[corner][0][0], corner, self.version[corner]))

    def _steps_at(self, i: int) -> list[_Step]:
        """Return the steps that cut off corner ``i`` or take away the side that begins there, the cheapest first."""
        x, y = self.x, self.y
        before, j = self.previous[i], self.next[i]
        after = self.next[j]
        px, py, ax, ay, bx, by, cx, cy = x[before], y[before], x[i], y[i], x[j], y[j], x[after], y[after]
        ux, uy, vx, vy, wx, wy = ax - px, ay - py, bx - ax, by - ay, cx - bx, cy - by
        turn_a, turn_b = ux * vy - uy * vx, vx * wy - vy * wx
        steps: list[_Step] = []
        if turn_a <= 0:
            steps.append((-turn_a / 2, ((px, py), (ax, ay), (bx, by)), True))
        across = ux * wy - uy * wx
        # Lines that are all but parallel meet nowhere worth going.
        parallel = abs(across) <= _PARALLEL * (abs(ux) + abs(uy)) * (abs(wx) + abs(wy))
        if not parallel and turn_a * turn_b != 0 and (turn_a > 0 or turn_b > 0):
            # The line through the side before i meets the line through the side after j: t sides on from i, s from j.
            t, s = turn_b / across, -turn_a / across
            outward = turn_a > 0 and turn_b > 0 and t > 0
            # Where one of the two points inward, the meeting place must lie on the side beyond it.
            forward = turn_a > 0 > turn_b and t > 0 and 0 < s < 1
            backward = turn_b > 0 > turn_a and s < 0 and -1 < t < 0
            if outward or forward or backward:
                mx, my = ax + t * ux, ay + t * uy
                added = abs((mx - ax) * vy - (my - ay) * vx) / 2
                steps.append((added, ((ax, ay), (mx, my), (bx, by)), False))
        steps.sort()
        return steps

    def _is_free(self, triangle: tuple[_Corner, _Corner, _Corner], ring: int) -> bool:
        """Whether no side of the ring enters the triangle."""
        (ax, ay), (bx, by), (cx, cy) = triangle
        own = self.extents[ring]
        low, high = self.low[:, own], self.high[:, own]
        near = (
            (low[0] <= max(ax, bx, cx))
            & (high[0] >= min(ax, bx, cx))
            & (low[1] <= max(ay, by, cy))
            & (high[1] >= min(ay, by, cy))
        )
        return not any(self._enters(own.start + side, triangle) for side in near.nonzero()[0].tolist())

    def _enters(self, side: int, triangle: tuple[_Corner, _Corner, _Corner]) -> bool:
        """Whether a stretch of the side lies within the triangle (Cyrus and Beck); touching is not entering."""
        sx, sy = self.x[side], self.y[side]
        end = self.next[side]
        dx, dy = self.x[end] - sx, self.y[end] - sy
        (ax, ay), (bx, by), (cx, cy) = triangle
        if (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) < 0:
            bx, by, cx, cy = cx, cy, bx, by
        enter, leave = 0.0, 1.0
        for px, py, qx, qy in ((ax, ay, bx, by), (bx, by, cx, cy), (cx, cy, ax, ay)):
            ex, ey = qx - px, qy - py
            margin = _TOUCH * (abs(ex) + abs(ey)) * (1 + abs(ex) + abs(ey))
            depth, change = ex * (sy - py) - ey * (sx - px) - margin, ex * dy - ey * dx
            if change == 0:
                if depth <= 0:
                    return False
            elif change > 0:
                enter = max(enter, -depth / change)
            else:
                leave = min(leave, depth / -change)
        return leave - enter > _TOUCH

    def _take(self, step: _Step, corner: int) -> None:
        gone = corner if step[2] else self.next[corner]
        before, after = self.previous[gone], self.next[gone]
        self.alive[gone] = False
        self.version[gone] += 1
        self.next[before], self.previous[after] = after, before
        self.counts[self.ring_of[gone]] -= 1
        self.low[:, gone], self.high[:, gone] = np.inf, -np.inf
        if not step[2]:
            self.x[corner], self.y[corner] = step[1][1]
            self._box(self.previous[corner])
        self._box(before)
        # Every corner whose steps reach to what has changed: the two before a corner that moved, itself and the next.
        changed = self.previous[before] if step[2] else self.previous[self.previous[corner]]
        for _ in range(3 if step[2] else 4):
            self._price(changed)
            changed = self.next[changed]

    def _box(self, i: int) -> None:
        j = self.next[i]
        self.low[:, i] = min(self.x[i], self.x[j]), min(self.y[i], self.y[j])
        self.high[:, i] = max(self.x[i], self.x[j]), max(self.y[i], self.y[j])
