# SPDX-License-Identifier: EUPL-1.2
"""Whether an area lies in the Netherlands, by a coarse outline that is generous by up to about 3 km."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from weerbaar.alerting.area.area import Area
from weerbaar.alerting.area.shapes import geometry
from weerbaar.base import FileModel, parse_yaml, validate

if TYPE_CHECKING:
    import shapely

Inside = Literal["inside", "partly", "outside"]


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
