# SPDX-License-Identifier: EUPL-1.2
"""What the tags of a road in OpenStreetMap say about driving on it; rules of the OpenStreetMap wiki.

Lanes of a road with two directions are shared out evenly, an odd one left over counts for neither: it is for turning
or overtaking. A road whose direction is reversed by the hour is left out, because nobody can rely on it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from weerbaar.evacuation.network.road_classes import RoadClass, RoadClasses
from weerbaar.evacuation.network.units import factor

_KM_H = factor("speed", "km/h")
_SPEED = re.compile(r"(\d+(?:\.\d+)?)\s*(km/h|kmh|kph|mph)?")
_LIMIT = re.compile(r"[A-Z]{2}(?:-[A-Z]+)?:(.+)")
_WALKING_KM_H = 15.0

_YES, _NO, _BACK = ("yes", "true", "1"), ("no", "false", "0", "alternating"), ("-1", "reverse")
_SHUT = ("no", "private", "agricultural", "forestry", "emergency", "military", "discouraged")
_MOST_LANES = 12
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class RoadTags:
    """One road; pairs are along the line and against it.

    Attributes:
        open: whether cars may drive there.
        free_speed_m_s: by the limit, else by the class of the road.
        lanes: of each direction.
        road_class: what it is taken for.
        name: number of the road ("A15"), else its name, else "".
        speed_known: whether the tags say the limit.
        lanes_known: whether the tags say the lanes.
    """

    open: tuple[bool, bool]
    free_speed_m_s: tuple[float, float]
    lanes: tuple[float, float]
    road_class: RoadClass
    name: str
    speed_known: bool
    lanes_known: bool


def road_tags(tags: Mapping[str, str], classes: RoadClasses) -> RoadTags | None:
    """Return what the tags say; None where cars cannot drive, or where the class is not in the table."""
    road_class = classes.by_name.get(tags.get("highway", ""))
    if road_class is None or tags.get("area") == "yes" or _shut(tags):
        return None
    directions = _open(tags)
    if directions is None:
        return None
    speeds = tuple(_limit(tags, way, classes) for way in ("forward", "backward"))
    lanes = _lanes(tags, directions)
    return RoadTags(
        open=directions,
        free_speed_m_s=(
            (speeds[0] or road_class.free_speed_km_h) * _KM_H,
            (speeds[1] or road_class.free_speed_km_h) * _KM_H,
        ),
        lanes=(lanes[0] or road_class.lanes, lanes[1] or road_class.lanes),
        road_class=road_class,
        name=_name(tags),
        speed_known=all(speed is not None for speed, way in zip(speeds, directions, strict=True) if way),
        lanes_known=all(count is not None for count, way in zip(lanes, directions, strict=True) if way),
    )


def _shut(tags: Mapping[str, str]) -> bool:
    """The word about the narrowest kind of traffic holds."""
    for key in ("motorcar", "motor_vehicle", "vehicle", "access"):
        if key in tags:
            return tags[key] in _SHUT
    return False


def _open(tags: Mapping[str, str]) -> tuple[bool, bool] | None:
    for key in ("oneway:motorcar", "oneway:motor_vehicle", "oneway"):
        value = tags.get(key)
        if value in _YES:
            return True, False
        if value in _BACK:
            return False, True
        if value in _NO:
            return True, True
        if value == "reversible":
            return None
    implied = tags.get("highway") == "motorway" or tags.get("junction") in ("roundabout", "circular")
    return True, not implied


def _limit(tags: Mapping[str, str], way: str, classes: RoadClasses) -> float | None:
    """The limit in one direction, km/h; the lowest where the tag holds several; None where it holds none."""
    for key in (f"maxspeed:{way}", "maxspeed"):
        found = [
            limit for part in tags.get(key, "").split(";") if (limit := _one_limit(part.strip(), classes)) is not None
        ]
        if found:
            return min(found)
    for key in ("maxspeed:type", "source:maxspeed", "zone:traffic"):
        if (limit := _one_limit(tags.get(key, ""), classes)) is not None:
            return limit
    return None


def _one_limit(text: str, classes: RoadClasses) -> float | None:
    if text == "walk":
        return _WALKING_KM_H
    if match := _SPEED.fullmatch(text):
        speed = float(match[1]) * factor("speed", match[2] or "km/h") / _KM_H
        return speed if 0 < speed <= 300 else None
    if match := _LIMIT.fullmatch(text):
        return classes.limits_km_h.get(match[1].replace(":", ""))
    return None


def _lanes(tags: Mapping[str, str], directions: tuple[bool, bool]) -> tuple[float | None, float | None]:
    """Lanes along and against; None where the tags do not say them."""
    total = _count(tags.get("lanes", ""))
    along, against = _count(tags.get("lanes:forward", "")), _count(tags.get("lanes:backward", ""))
    if directions == (True, False):
        return along or total, against
    if directions == (False, True):
        return along, against or total
    if total is not None:
        both = _count(tags.get("lanes:both_ways", "")) or 0.0
        if along is None and against is not None:
            along = max(1.0, total - against - both)
        elif against is None and along is not None:
            against = max(1.0, total - along - both)
        elif along is None:
            along = against = max(1.0, float((total - both) // 2))
    return along, against


def _count(text: str) -> float | None:
    """A number of lanes, the lowest where there are several; None for nothing, or for what no road has."""
    numbers = [float(part) for part in re.findall(r"\d+(?:\.\d+)?", text[:20])]
    count = math.floor(min(numbers, default=0))
    return float(count) if 1 <= count <= _MOST_LANES else None


def _name(tags: Mapping[str, str]) -> str:
    reference = tags.get("ref", "").split(";")[0].strip().replace(" ", "")
    return (reference or tags.get("name", "").strip())[:_LONGEST_NAME]
