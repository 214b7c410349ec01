# SPDX-License-Identifier: EUPL-1.2
"""Signs on the diagram: a circle is a hazard, a diamond a threat, filled is now, dashed is earlier."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from weerbaar.figures.geometry import Segment
from weerbaar.figures.palette import (
    HAZARD,
    HAZARD_SOFT,
    PAPER,
    PAST,
    PAST_LINE,
    QUIET_FILL,
    QUIET_LINE,
    THREAT,
    THREAT_SOFT,
)
from weerbaar.figures.svg import Element, element, path, short, text

Kind = Literal["hazard", "threat"]
Look = Literal["now", "earlier", "quiet", "chosen"]

DIAMOND = 1.24
"""A diamond reaches this much further than a circle of the same weight."""


def reach(kind: Kind, size: float) -> float:
    """Return half the width of the box round a mark of this size."""
    return size * (DIAMOND if kind == "threat" else 1.0)


def strong(kind: Kind) -> str:
    """Return the colour of a mark."""
    return THREAT if kind == "threat" else HAZARD


def soft(kind: Kind) -> str:
    """Return the colour of uncertainty and other things beside a mark."""
    return THREAT_SOFT if kind == "threat" else HAZARD_SOFT


def mark(kind: Kind, x: float, y: float, size: float, number: str, font_size: float, look: Look) -> list[Element]:
    """Return the sign of one scenario with its number inside.

    Args:
        size: half the width of the circle in pixels.
        number: text inside; empty for none.
    """
    fill, edge, ink = {
        "now": (strong(kind), PAPER, PAPER),
        "chosen": (strong(kind), PAPER, PAPER),
        "earlier": (PAPER, PAST, PAST),
        "quiet": (QUIET_FILL, QUIET_LINE, PAST),
    }[look]
    dashes = "3 2" if look == "earlier" else None
    drawn = [_shape(kind, x, y, size, fill, edge, 1.2, dashes)]
    if look == "chosen":
        drawn.insert(0, _shape(kind, x, y, size + 3.5, PAPER, strong(kind), 1.6, None))
    if number:
        drawn.append(text(x, y + font_size * 0.345, number, font_size, weight=600, fill=ink, anchor="middle"))
    return drawn


def _shape(
    kind: Kind, x: float, y: float, size: float, fill: str, edge: str, stroke: float, dashes: str | None
) -> Element:
    if kind == "threat":
        half = size * DIAMOND
        return path(
            [(x, y - half), (x + half, y), (x, y + half), (x - half, y)],
            closed=True,
            fill=fill,
            stroke=edge,
            stroke_width=stroke,
            stroke_linejoin="round",
            stroke_dasharray=dashes,
        )
    return element("circle", cx=x, cy=y, r=size, fill=fill, stroke=edge, stroke_width=stroke, stroke_dasharray=dashes)


def bars(
    kind: Kind,
    x: float,
    y: float,
    horizontal: Sequence[float],
    vertical: Sequence[float],
    stroke_width: float = 1.5,
) -> list[Element]:
    """Return the two lines from low to high through ``(x, y)``, with end caps; nothing where low is high."""
    cap = 3.5
    colour = soft(kind)
    drawn = []
    if abs(horizontal[1] - horizontal[0]) > 1:
        left, right = horizontal
        drawn.append(
            element(
                "path",
                d=_moves([(left, y, right, y), (left, y - cap, left, y + cap), (right, y - cap, right, y + cap)]),
                stroke=colour,
                stroke_width=stroke_width,
                fill="none",
            )
        )
    if abs(vertical[1] - vertical[0]) > 1:
        low, high = vertical
        drawn.append(
            element(
                "path",
                d=_moves([(x, low, x, high), (x - cap, low, x + cap, low), (x - cap, high, x + cap, high)]),
                stroke=colour,
                stroke_width=stroke_width,
                fill="none",
            )
        )
    return drawn


def cloud(kind: Kind, x: float, y: float, contours: Sequence[tuple[float, float, float, float]]) -> list[Element]:
    """Return nested shapes round ``(x, y)``, each through its four ends (left, top, right, bottom)."""
    drawn = []
    for left, top, right, bottom in contours:
        quarter = []
        for to_x, to_y, turn in ((right, top, 1), (right, bottom, -1), (left, bottom, 1), (left, top, -1)):
            steps = [step * math.pi / 16 for step in range(8)]
            for angle in steps if turn < 0 else [math.pi / 2 - step for step in steps]:
                quarter.append((x + (to_x - x) * math.cos(angle), y + (to_y - y) * math.sin(angle)))
        drawn.append(
            path(
                quarter,
                closed=True,
                fill=strong(kind),
                fill_opacity=0.09,
                stroke=strong(kind),
                stroke_opacity=0.35,
                stroke_width=0.8,
            )
        )
    return drawn


def arrow(segment: Segment, colour: str = PAST_LINE) -> list[Element]:
    """Return a line with a head at its second end."""
    x1, y1, x2, y2 = segment
    length = math.hypot(x2 - x1, y2 - y1)
    if length < 3:
        return []
    along_x, along_y = (x2 - x1) / length, (y2 - y1) / length
    head = min(7.0, length)
    base_x, base_y = x2 - along_x * head, y2 - along_y * head
    return [
        element("line", x1=x1, y1=y1, x2=base_x, y2=base_y, stroke=colour, stroke_width=1.3),
        path(
            [
                (x2, y2),
                (base_x - along_y * head * 0.45, base_y + along_x * head * 0.45),
                (base_x + along_y * head * 0.45, base_y - along_x * head * 0.45),
            ],
            closed=True,
            fill=colour,
        ),
    ]


def between(
    start: tuple[float, float], start_reach: float, end: tuple[float, float], end_reach: float
) -> Segment | None:
    """Return the line from the edge of one mark to the edge of another, or None where they touch."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if length <= start_reach + end_reach + 4:
        return None
    return (
        start[0] + dx / length * (start_reach + 1),
        start[1] + dy / length * (start_reach + 1),
        end[0] - dx / length * (end_reach + 2),
        end[1] - dy / length * (end_reach + 2),
    )


def _moves(parts: Sequence[Segment]) -> str:
    return "".join(f"M{short(x1)} {short(y1)}L{short(x2)} {short(y2)}" for x1, y1, x2, y2 in parts)
