# SPDX-License-Identifier: EUPL-1.2
"""Whether an area lies in the Netherlands, by a coarse outline that is generous by up to about 3 km."""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import numpy as np

from weerbaar.alerting.area.area import Area
from weerbaar.alerting.area.shapes import geometry
from weerbaar.base import FileModel, parse_yaml, validate

if TYPE_CHECKING:
    import shapely

Inside = Literal["inside", "partly", "outside"]

_PER_DEGREE = 10
_MOST_SQUARES = 64


class _OutlineFile(FileModel):
    kind: Literal["outline"]
    outline: list[tuple[float, float]]


@cache
def country_shape() -> shapely.Polygon:
    """Return the outline of the European Netherlands (longitude, latitude), prepared for many questions."""
    import shapely

    name = "netherlands.yaml"
    text = files("weerbaar").joinpath("data", "alerting", "area", name).read_text(encoding="utf-8")
    points = validate(_OutlineFile, parse_yaml(text, name)).outline
    shape = shapely.Polygon([(longitude, latitude) for latitude, longitude in points])
    shapely.prepare(shape)
    return shape


@cache
def _inner_squares() -> frozenset[tuple[int, int]]:
    """Return the squares of a tenth of a degree that lie in the country, by the latitude and longitude of a corner."""
    import shapely

    west, south, east, north = country_shape().bounds
    rows = range(math.floor(south * _PER_DEGREE), math.ceil(north * _PER_DEGREE))
    columns = range(math.floor(west * _PER_DEGREE), math.ceil(east * _PER_DEGREE))
    squares = [(row, column) for row in rows for column in columns]
    low = np.array(squares) / _PER_DEGREE
    high = (np.array(squares) + 1) / _PER_DEGREE
    inside = shapely.contains_properly(country_shape(), shapely.box(low[:, 1], low[:, 0], high[:, 1], high[:, 0]))
    return frozenset(square for square, is_inside in zip(squares, inside.tolist(), strict=True) if is_inside)


def box_inside_country(west: float, south: float, east: float, north: float) -> bool:
    """Return whether a box (degrees) lies in the European Netherlands; False says nothing about a shape in it.

    Squares that are known to lie in it answer for most boxes, at a tenth of the price of geometry.
    """
    import shapely

    rows = range(math.floor(south * _PER_DEGREE), math.floor(north * _PER_DEGREE) + 1)
    columns = range(math.floor(west * _PER_DEGREE), math.floor(east * _PER_DEGREE) + 1)
    if len(rows) * len(columns) <= _MOST_SQUARES:
        inner = _inner_squares()
        if all((row, column) in inner for row in rows for column in columns):
            return True
    return bool(shapely.contains(country_shape(), shapely.box(west, south, east, north)))


def inside_country(area: Area) -> Inside:
    """Return whether ``area`` lies wholly, partly or not in the European Netherlands.

    Raises:
        AreaError: as :func:`weerbaar.alerting.area.shapes.geometry`.
    """
    return shape_inside_country(geometry(area))


def shape_inside_country(shape: shapely.Geometry) -> Inside:
    """As :func:`inside_country`, for a shape (longitude, latitude)."""
    import shapely

    country = country_shape()
    if shapely.contains(country, shape):
        return "inside"
    return "partly" if shapely.intersects(country, shape) else "outside"
