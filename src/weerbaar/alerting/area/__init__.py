# SPDX-License-Identifier: EUPL-1.2
"""Where an alert goes: typed, drawn or chosen by name; checked, repaired, measured and made small enough for phones.

In: text, GeoJSON or the code of a municipality or safety region. Out: an :class:`Area`, findings with a repair, its
square kilometres, its shape, and a wider polygon that fits device-based geofencing (ATIS-0700041).
"""

from weerbaar.alerting.area.area import Area, Circle, Point
from weerbaar.alerting.area.boundaries import (
    BOUNDARIES_VARIABLE,
    Boundaries,
    area_of,
    load_boundaries,
    named_boundaries,
)
from weerbaar.alerting.area.checking import LARGEST_KM2, MOST_POINTS, SMALLEST_KM2, check_area
from weerbaar.alerting.area.country import Inside, box_inside_country, country_shape, inside_country
from weerbaar.alerting.area.geojson import from_geojson, geojson
from weerbaar.alerting.area.places import Gazetteer, Place, gazetteer, places_in_text, shipped_places
from weerbaar.alerting.area.reading import ReadingError, read_area
from weerbaar.alerting.area.regions import Region, known_names, regions
from weerbaar.alerting.area.repair import Repair, repair
from weerbaar.alerting.area.shapes import AreaError, Plane, area_km2, circle_ring, geometry, plane_for, rd_plane
from weerbaar.alerting.area.simplifying import (
    GEOFENCE_OCTETS,
    LATITUDE_STEP,
    LONGITUDE_STEP,
    Simplified,
    SimplifyError,
    geofence_octets,
    simplify_outward,
)

__all__ = [
    "BOUNDARIES_VARIABLE",
    "GEOFENCE_OCTETS",
    "LARGEST_KM2",
    "LATITUDE_STEP",
    "LONGITUDE_STEP",
    "MOST_POINTS",
    "SMALLEST_KM2",
    "Area",
    "AreaError",
    "Boundaries",
    "Circle",
    "Gazetteer",
    "Inside",
    "Place",
    "Plane",
    "Point",
    "ReadingError",
    "Region",
    "Repair",
    "Simplified",
    "SimplifyError",
    "area_km2",
    "area_of",
    "box_inside_country",
    "check_area",
    "circle_ring",
    "country_shape",
    "from_geojson",
    "gazetteer",
    "geofence_octets",
    "geojson",
    "geometry",
    "inside_country",
    "known_names",
    "load_boundaries",
    "named_boundaries",
    "places_in_text",
    "plane_for",
    "rd_plane",
    "read_area",
    "regions",
    "repair",
    "shipped_places",
    "simplify_outward",
]
