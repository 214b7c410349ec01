# SPDX-License-Identifier: EUPL-1.2
"""Rectangles and lines in pixels, as far as the placing of marks and labels needs them."""

from __future__ import annotations

import math
from dataclasses import dataclass

Segment = tuple[float, float, float, float]
"""A straight line as x1, y1, x2, y2."""


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, ``top`` above ``bottom`` on the screen (smaller y)."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Right minus left."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Bottom minus top."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """The middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlaps(self, other: Box, slack: float = 0.0) -> bool:
        """Return whether the two have more than a border in common; ``slack`` asks for a distance."""
        return (
            self.left < other.right + slack
            and other.left < self.right + slack
            and self.top < other.bottom + slack
            and other.top < self.bottom + slack
        )

    def inside(self, other: Box) -> bool:
        """Return whether this box lies wholly in ``other``."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def around(x: float, y: float, half_width: float, half_height: float) -> Box:
    """Return the box with this middle."""
    return Box(x - half_width, y - half_height, x + half_width, y + half_height)


def distance(one: Box, other: Box) -> float:
    """Return the shortest distance between two boxes, 0 where they touch."""
    dx = max(0.0, one.left - other.right, other.left - one.right)
    dy = max(0.0, one.top - other.bottom, other.top - one.bottom)
    return math.hypot(dx, dy)


def length_inside(segment: Segment, box: Box) -> float:
    """Return how much of a line lies in the box (Liang-Barsky)."""
    x1, y1, x2, y2 = segment
    start, end = 0.0, 1.0
    for delta, low, high, origin in (
        (x2 - x1, box.left, box.right, x1),
        (y2 - y1, box.top, box.bottom, y1),
    ):
        if delta == 0:
            if not low < origin < high:
                return 0.0
            continue
        enter, leave = sorted(((low - origin) / delta, (high - origin) / delta))
        start, end = max(start, enter), min(end, leave)
        if start >= end:
            return 0.0
    return (end - start) * math.hypot(x2 - x1, y2 - y1)
