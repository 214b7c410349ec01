# SPDX-License-Identifier: EUPL-1.2
"""Where numbered marks go so that none covers another, each as near to its own place as can be.

Greedy first, then improved in place; nothing is random, so the same input gives the same drawing (C9).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.figures.geometry import Box, around

Floats = NDArray[np.float64]

_SWEEPS = 6
_SLACK = 1.0


@dataclass(frozen=True)
class Badge:
    """A mark that wants to be at ``(x, y)`` and may be anywhere in ``home`` at no cost."""

    x: float
    y: float
    half: float
    home: Box


def place_badges(badges: Sequence[Badge], bounds: Box, blocked: Sequence[Box] = ()) -> list[tuple[float, float]] | None:
    """Return a place per badge such that none overlaps another, each as near to its home as can be.

    Args:
        bounds: area that the badges must stay in.
        blocked: boxes that they must not cover.

    Returns:
        Middles in the order given, or None where there is no room.
    """
    places: list[tuple[float, float] | None] = [None] * len(badges)
    order = sorted(range(len(badges)), key=lambda i: (badges[i].home.width * badges[i].home.height, i))
    fixed = np.array([(b.left, b.top, b.right, b.bottom) for b in blocked], dtype=float).reshape(-1, 4)
    for sweep in range(_SWEEPS):
        moved = False
        for index in order:
            taken = [
                around(*place, badges[i].half, badges[i].half)
                for i, place in enumerate(places)
                if place is not None and i != index
            ]
            found = _nearest_free(badges[index], taken, fixed, bounds)
            if found is None:
                return None
            moved = moved or found != places[index]
            places[index] = found
        if sweep and not moved:
            break
    return [place for place in places if place is not None]


def _spiral(reach: float) -> Floats:
    """Return offsets from near to far, ``reach`` pixels at most."""
    step = 2.0
    rings = [(0.0, 0.0)]
    radius = step
    while radius <= reach:
        count = max(8, int(2 * math.pi * radius / (step * 1.6)))
        turn = math.pi / 2 + radius
        rings += [
            (radius * math.cos(turn + 2 * math.pi * k / count), radius * math.sin(turn + 2 * math.pi * k / count))
            for k in range(count)
        ]
        radius += step if radius < 60 else 4 * step
    return np.array(rings, dtype=float)


_NEAR = _spiral(70.0)
_FAR = _spiral(700.0)


def _nearest_free(badge: Badge, taken: Sequence[Box], fixed: Floats, bounds: Box) -> tuple[float, float] | None:
    boxes = np.vstack([np.array([(b.left, b.top, b.right, b.bottom) for b in taken]).reshape(-1, 4), fixed])
    for offsets in (_NEAR, _FAR):
        x = badge.x + offsets[:, 0]
        y = badge.y + offsets[:, 1]
        half = badge.half
        free = (
            (x - half >= bounds.left)
            & (x + half <= bounds.right)
            & (y - half >= bounds.top)
            & (y + half <= bounds.bottom)
        )
        for left, top, right, bottom in boxes:
            free &= ~(
                (x - half < right + _SLACK)
                & (x + half > left - _SLACK)
                & (y - half < bottom + _SLACK)
                & (y + half > top - _SLACK)
            )
        if not free.any():
            continue
        outside = np.hypot(
            np.maximum(0, np.maximum(badge.home.left - x, x - badge.home.right)),
            np.maximum(0, np.maximum(badge.home.top - y, y - badge.home.bottom)),
        )
        cost = np.where(free, outside + 0.02 * np.hypot(offsets[:, 0], offsets[:, 1]), np.inf)
        best = int(np.argmin(cost))
        return float(x[best]), float(y[best])
    return None
