# SPDX-License-Identifier: EUPL-1.2
"""From the coordinates of a network to the drawing: north up, as wide as on the ground, with a scale and a compass."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from weerbaar.base import Lang, number
from weerbaar.figures.geometry import Box
from weerbaar.figures.palette import INK, PAPER
from weerbaar.figures.sheet import Sheet
from weerbaar.figures.svg import Element, path, short, text
from weerbaar.figures.textmetrics import text_width
from weerbaar.figures.wording import pick

if TYPE_CHECKING:
    import shapely

    from weerbaar.evacuation.network import RoadNetwork

_MARGIN = 0.06
_FLATTEST, _TALLEST = 0.5, 1.15
_M_PER_DEGREE = 111_200.0

Points = list[tuple[float, float]]


@dataclass(frozen=True)
class MapFrame:
    """Where the map lies.

    Attributes:
        left, width, height: of the map in pixels; its top is 0.
        west, north: coordinates of its corner.
        per_x, per_y: pixels per unit of the network.
        m_per_pixel: on the ground; None where the coordinates are only for drawing.
    """

    left: float
    width: float
    height: float
    west: float
    north: float
    per_x: float
    per_y: float
    m_per_pixel: float | None

    @classmethod
    def of(cls, network: RoadNetwork, nodes: npt.NDArray[np.int64], sheet: Sheet) -> MapFrame:
        """Return the frame that holds ``nodes`` of a network on a sheet."""
        from weerbaar.evacuation.network import DEGREES

        x, y = network.x[nodes], network.y[nodes]
        west, east = float(x.min()), float(x.max())
        south, north = float(y.min()), float(y.max())
        degrees = network.crs == DEGREES
        stretch = math.cos(math.radians((south + north) / 2)) if degrees else 1.0
        across, up = (east - west) * stretch * (1 + 2 * _MARGIN), (north - south) * (1 + 2 * _MARGIN)
        across, up = max(across, up / _TALLEST, 1e-9), max(up, across * _FLATTEST, 1e-9)
        across = max(across, up / _TALLEST)
        scale = sheet.inner / across
        return cls(
            left=sheet.margin,
            width=sheet.inner,
            height=float(round(up * scale)),
            west=(west + east) / 2 - across / stretch / 2,
            north=(south + north) / 2 + up / 2,
            per_x=scale * stretch,
            per_y=scale,
            m_per_pixel=None if not network.crs else (_M_PER_DEGREE if degrees else 1.0) / scale,
        )

    def holds(self, x: float, y: float) -> bool:
        """Return whether a pixel lies on the map."""
        return self.left <= x <= self.left + self.width and 0 <= y <= self.height

    def xy(self, x: float, y: float) -> tuple[float, float]:
        """Return the pixel of a place."""
        return self.left + (x - self.west) * self.per_x, (self.north - y) * self.per_y

    def road(self, network: RoadNetwork, link: int) -> Points:
        """Return the line of a road."""
        shape = network.geometry[link] if network.geometry else ()
        if len(shape) >= 2:
            return [self.xy(float(x), float(y)) for x, y in shape]
        ends = (int(network.begin[link]), int(network.end[link]))
        return [self.xy(float(network.x[node]), float(network.y[node])) for node in ends]

    def outline(self, shape: shapely.Geometry) -> str:
        """Return the outlines of a shape as far as they are on the map, as the ``d`` of a path."""
        import shapely

        here = shapely.box(
            self.west, self.north - self.height / self.per_y, self.west + self.width / self.per_x, self.north
        )
        plain = shapely.simplify(shapely.intersection(shape, here), 0.7 / self.per_y)
        rings: list[str] = []
        for polygon in getattr(plain, "geoms", [plain]):
            if polygon.geom_type == "Polygon" and not polygon.is_empty:
                for ring in (polygon.exterior, *polygon.interiors):
                    points = (self.xy(x, y) for x, y in ring.coords[:-1])
                    rings.append("M" + "L".join(f"{short(x)} {short(y)}" for x, y in points) + "Z")
        return "".join(rings)


def offset_right(points: Sequence[tuple[float, float]], distance: float) -> Points:
    """Return a line moved to the right of its direction, so that both directions of a road can be seen."""
    moved: Points = []
    for at, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = points[max(at - 1, 0)], points[min(at + 1, len(points) - 1)]
        long = math.hypot(bx - ax, by - ay) or 1.0
        moved.append((x - (by - ay) / long * distance, y + (bx - ax) / long * distance))
    return moved


def tail_of(points: Sequence[tuple[float, float]], share: float, *, least: float = 6.0) -> Points:
    """Return the last ``share`` of a line, at least ``least`` pixels as far as it is that long."""
    lengths = [math.dist(one, other) for one, other in pairwise(points)]
    wanted = min(max(share * sum(lengths), least), sum(lengths))
    kept: Points = [points[-1]]
    for (one, other), long in zip(
        zip(reversed(points[:-1]), reversed(points[1:]), strict=True), reversed(lengths), strict=True
    ):
        if long >= wanted:
            part = wanted / long if long else 0.0
            kept.append((other[0] + (one[0] - other[0]) * part, other[1] + (one[1] - other[1]) * part))
            break
        kept.append(one)
        wanted -= long
    return kept[::-1]


def scale_bar(frame: MapFrame, sheet: Sheet, lang: Lang, taken: list[Box]) -> list[Element]:
    """Return a bar of a round number of kilometres, at most a quarter of the width; words where there is no scale."""
    x, y = frame.left + 10, frame.height - 10
    if frame.m_per_pixel is None:
        words = pick(lang, "niet op schaal", "not to scale")
        taken.append(Box(x, y - sheet.small, x + text_width(words, sheet.small), y + 2))
        return [text(x, y, words, sheet.small, halo=True)]
    km = frame.width * frame.m_per_pixel / 4000
    length = max((n for e in range(-3, 5) for m in (1, 2, 5) if (n := m * 10.0**e) <= km), default=0.001)
    pixels = length * 1000 / frame.m_per_pixel
    words = f"{number(length, lang, max(0, -math.floor(math.log10(length))))} km"
    ends = [(x, y - 5), (x, y), (x + pixels, y), (x + pixels, y - 5)]
    wide = max(pixels, 5 + text_width(words, sheet.small))
    taken.append(Box(x, y - 8 - sheet.small, x + wide + 4, y + 2))
    return [
        path(ends, fill="none", stroke=PAPER, stroke_width=5),
        path(ends, fill="none", stroke=INK, stroke_width=2),
        text(x + 5, y - 6, words, sheet.small, halo=True),
    ]


def compass(frame: MapFrame, sheet: Sheet, taken: list[Box]) -> list[Element]:
    """Return an arrow to the north in the corner; nothing where the coordinates are only for drawing."""
    if frame.m_per_pixel is None:
        return []
    x, y = frame.left + frame.width - 16, 10.0
    taken.append(Box(x - 8, 4, x + 10, y + 26 + sheet.small))
    return [
        path([(x, y), (x + 6, y + 18), (x, y + 14), (x - 6, y + 18)], closed=True, fill=INK, stroke=PAPER),
        text(x, y + 20 + sheet.small, "N", sheet.small, weight=600, anchor="middle", halo=True),
    ]
