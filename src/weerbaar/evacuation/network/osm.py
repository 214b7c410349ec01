# SPDX-License-Identifier: EUPL-1.2
"""Roads from an extract of OpenStreetMap (``.osm``, ``.osm.gz``, ``.osm.bz2``, ``.osm.pbf``), read with pyosmium.

The file is read twice: first the roads of the classes asked for, then only the nodes on them, so that memory grows with
the roads and not with the file. Roads are cut where they meet and where the area ends.
"""

from __future__ import annotations

import bz2
import contextlib
import gzip
import zlib
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text, number
from weerbaar.evacuation.network.osm_tags import RoadTags, road_tags
from weerbaar.evacuation.network.places import Place, put_on
from weerbaar.evacuation.network.projection import DEGREES, ProjectionError, moved, plane_of
from weerbaar.evacuation.network.reading import Reading
from weerbaar.evacuation.network.road_classes import RoadClasses, shipped_road_classes
from weerbaar.evacuation.network.stretches import Stretches, network_of

if TYPE_CHECKING:
    import shapely

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

MAIN_ROADS = (
    "motorway",
    "motorway_link",
    "trunk",
    "trunk_link",
    "primary",
    "primary_link",
    "secondary",
    "secondary_link",
)

_FORMATS = {".osm": "osm", ".osm.gz": "osm.gz", ".osm.bz2": "osm.bz2", ".osm.pbf": "pbf", ".pbf": "pbf"}
# About a gigabyte of memory: all roads of a large country, the main roads of a continent.
_MOST_POINTS = 15_000_000
# As much as the other readers take.
_MOST_UNPACKED = 4_000_000_000
_PIECE = 1_000_000
SOURCE = "© OpenStreetMap contributors, ODbL 1.0"


def read_osm(
    path: Path,
    *,
    area: Box | shapely.Polygon | shapely.MultiPolygon | None = None,
    classes: Sequence[str] = MAIN_ROADS,
    exits: Sequence[Place] = (),
    zones: Sequence[Place] = (),
    edge_exits: bool = True,
    road_classes: RoadClasses | None = None,
) -> Reading:
    """Read the roads of an extract.

    Args:
        path: the extract.
        area: box or shape in degrees; roads are kept up to their first point outside it. None keeps all.
        classes: values of ``highway`` to keep, each in ``road_classes``.
        exits: where people are safe, put on the nearest node.
        zones: where people leave from, put on the nearest node.
        edge_exits: where a road leaves ``area``, people are safe.
        road_classes: what a road is taken to be where its tags do not say it; None takes the shipped table.

    Returns:
        The network in metres (see :mod:`.projection`), names of nodes as in OpenStreetMap, and as notes what was
        assumed and left out. A road back to its own begin is left out: it brings nobody anywhere.

    Raises:
        InputError: the file is no extract or is damaged, holds no such road, or is too much for memory; or a place has
            no road near it.
    """
    table = road_classes or shipped_road_classes()
    unknown = [name for name in classes if name not in table.by_name]
    if unknown or not classes:
        known = ", ".join(table.by_name)
        raise _refused(
            path,
            Text(
                nl=f"geen klasse van wegen; bekend zijn: {known}.",
                en=f"no class of roads; known are: {known}.",
            ),
            value=", ".join(unknown),
        )
    kind = _kind(path)
    _require_modest(path, kind)
    ways = _ways(path, kind, classes, table)
    points = _points(path, kind, ways, area)
    pieces = _pieces(ways, points)
    if not len(pieces.start):
        raise _refused(path, Text(nl="in dit gebied ligt geen weg.", en="no road lies in this area."))
    try:
        crs = plane_of(points.lon[points.used], points.lat[points.used])
    except ProjectionError as error:
        raise _refused(path, error.message) from error
    x, y = np.full(len(points.ids), np.nan), np.full(len(points.ids), np.nan)
    x[points.used], y[points.used] = moved(points.lon[points.used], points.lat[points.used], source=DEGREES, target=crs)
    network = network_of(
        _stretches(ways, points, pieces, x, y),
        name=path.name,
        node_ids=_Names(points.ids),
        x=x,
        y=y,
        crs=crs,
        jam_veh_m_lane=table.jam_veh_m_lane,
        source=SOURCE,
    )
    notes = _notes(path.name, ways, pieces, points)
    if area is not None and edge_exits:
        outside = {str(name) for name in points.ids[points.used & ~points.inside].tolist()}
        ends = np.unique(network.end).tolist()
        at = np.array([node for node in ends if network.node_ids[node] in outside], np.int64)
        network = replace(network, exits=at, exit_capacity_veh_s=np.full(len(at), np.inf))
    return Reading(put_on(network, exits=exits, zones=zones, file=path.name), None, tuple(notes))


class _Names(Sequence[str]):
    """Numbers of OpenStreetMap as names, made only for the nodes that are kept."""

    def __init__(self, ids: Integers) -> None:
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, at: Any) -> Any:
        return str(self._ids[at])


@dataclass(frozen=True, eq=False)
class _Ways:
    """Roads of a file; the points of road k are ``refs[first[k]:first[k + 1]]``."""

    ids: list[int]
    tags: list[RoadTags]
    refs: Integers
    first: Integers


@dataclass(frozen=True, eq=False)
class _Points:
    """The points on roads, each once; ``of`` is the number of the point at each place in ``_Ways.refs``."""

    ids: Integers
    of: Integers
    lon: Floats
    lat: Floats
    inside: Bools
    missing: int

    @property
    def used(self) -> Bools:
        return ~np.isnan(self.lon)


@dataclass(frozen=True, eq=False)
class _Pieces:
    """Between two junctions: places in ``_Ways.refs`` of the first and the last point, and the road."""

    start: Integers
    stop: Integers
    way: Integers


def _ways(path: Path, kind: str, classes: Sequence[str], table: RoadClasses) -> _Ways:
    from osmium import osm
    from osmium.filter import TagFilter

    ids: list[int] = []
    kept: list[RoadTags] = []
    refs, first = array("q"), array("q", [0])
    for way in _read(path, kind, osm.WAY, TagFilter(*(("highway", name) for name in classes))):
        tags = road_tags(dict(way.tags), table)
        if tags is None or len(way.nodes) < 2:
            continue
        ids.append(way.id)
        kept.append(tags)
        refs.extend([node.ref for node in way.nodes])
        first.append(len(refs))
        if len(refs) > _MOST_POINTS:
            raise _refused(
                path,
                Text(
                    nl=f"meer dan {number(_MOST_POINTS, 'nl')} punten van wegen.",
                    en=f"more than {number(_MOST_POINTS, 'en')} points of roads.",
                ),
                Text(
                    nl="Lees minder klassen, of knip het gebied eerst uit (osmium extract).",
                    en="Read fewer classes, or cut the area out first (osmium extract).",
                ),
            )
    if not ids:
        raise _refused(
            path,
            Text(nl="er staan geen wegen van deze klassen in.", en="it holds no roads of these classes."),
            value=", ".join(classes),
        )
    return _Ways(ids, kept, np.array(refs, np.int64), np.array(first, np.int64))


def _points(path: Path, kind: str, ways: _Ways, area: Any) -> _Points:
    import shapely
    from osmium import osm
    from osmium.filter import EntityFilter, IdFilter

    ids, of = np.unique(ways.refs, return_inverse=True)
    found, degrees = array("q"), array("d")
    # An editor gives what is not uploaded yet numbers below 0, which the filter does not know.
    drawn = frozenset(ids.tolist()) if ids[0] < 0 else None
    chosen = IdFilter(map(int, ids)) if drawn is None else EntityFilter(osm.NODE)
    for node in _read(path, kind, osm.NODE, chosen):
        place = node.location
        if place.valid() and (drawn is None or node.id in drawn):
            found.append(node.id)
            degrees.extend((place.lon, place.lat))
    at = np.searchsorted(ids, np.array(found, np.int64))
    lon, lat = np.full(len(ids), np.nan), np.full(len(ids), np.nan)
    lon[at], lat[at] = np.array(degrees, float).reshape(-1, 2).T
    known = ~np.isnan(lon)
    if not known.any():
        raise _refused(
            path,
            Text(
                nl="de punten van de wegen staan er niet in, alleen hun nummers.",
                en="the points of the roads are not in it, only their numbers.",
            ),
            Text(nl="Maak het uittreksel opnieuw, met knopen.", en="Make the extract again, with nodes."),
        )
    inside = known.copy()
    if area is not None:
        shape = shapely.box(*area) if isinstance(area, tuple) else area
        shapely.prepare(shape)
        inside[known] = shapely.intersects_xy(shape, lon[known], lat[known])
    return _Points(ids, of, lon, lat, inside, int((~known).sum()))


def _kind(path: Path) -> str:
    """What pyosmium calls the kind of a file.

    Raises:
        InputError: it is not there, or is of no known kind.
    """
    kind = next((kind for ending, kind in _FORMATS.items() if path.name.lower().endswith(ending)), None)
    if kind is None:
        raise _refused(
            path,
            Text(
                nl=f"geen bestand van OpenStreetMap; bekend zijn: {', '.join(_FORMATS)}.",
                en=f"no file of OpenStreetMap; known are: {', '.join(_FORMATS)}.",
            ),
        )
    if not path.is_file():
        raise _refused(path, Text(nl="het bestand is er niet.", en="the file is not there."))
    return kind


def _require_modest(path: Path, kind: str) -> None:
    """Refuse a packed file that is very much larger unpacked, or one endless word, which would fill all memory.

    Raises:
        InputError: it is.
    """
    unpackers: dict[str, Callable[..., Any]] = {"osm.gz": gzip.open, "osm.bz2": bz2.open}
    unpack = unpackers.get(kind)
    if unpack is None:
        return
    size = 0
    # What is damaged is told by the reader itself.
    with contextlib.suppress(OSError, EOFError, zlib.error), unpack(path, "rb") as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > _MOST_UNPACKED:
                raise _refused(
                    path,
                    Text(nl="uitgepakt groter dan 4 GB.", en="over 4 GB when unpacked."),
                    Text(nl="Gebruik .osm.pbf, of knip het gebied eerst uit.", en="Use .osm.pbf, or cut the area out."),
                )
            if len(piece) == _PIECE and b"<" not in piece:
                raise _refused(path, Text(nl="dit is geen OpenStreetMap.", en="this is not OpenStreetMap."))


def _read(path: Path, kind: str, entity: Any, chosen: Any) -> Iterable[Any]:
    """The objects of one kind in a file that pass a filter.

    Raises:
        InputError: it is damaged.
    """
    import osmium

    try:
        # Absolute: pyosmium takes a name such as "-" for something else than a file.
        yield from osmium.FileProcessor(osmium.io.File(str(path.absolute()), kind), entity).with_filter(chosen)
    except (RuntimeError, ValueError, OSError, osmium.InvalidLocationError) as error:
        raise _refused(
            path,
            Text(
                nl=f"het bestand is beschadigd of van een andere soort ({error}).",
                en=f"the file is damaged or of another kind ({error}).",
            ),
        ) from error


def _pieces(ways: _Ways, points: _Points) -> _Pieces:
    """Cut roads at junctions, at ends, at gaps where points are missing, and outside the area."""
    of, n = points.of, len(points.of)
    last = np.zeros(n, bool)
    last[ways.first[1:] - 1] = True
    follows = np.zeros(n, bool)
    follows[:-1] = (
        ~last[:-1]
        & points.used[of[:-1]]
        & points.used[of[1:]]
        & (points.inside[of[:-1]] | points.inside[of[1:]])
        & (of[:-1] != of[1:])
    )
    precedes = np.concatenate([[False], follows[:-1]])
    touched = follows | precedes
    shared = np.bincount(of[touched], minlength=len(points.ids)) > 1
    cut = touched & ((follows != precedes) | shared[of] | ~points.inside[of])
    places = np.flatnonzero(cut)
    start = np.flatnonzero(cut & follows)
    stop = places[np.searchsorted(places, start) + 1]
    somewhere = of[start] != of[stop]
    start, stop = start[somewhere], stop[somewhere]
    return _Pieces(start, stop, np.searchsorted(ways.first, start, side="right") - 1)


def _stretches(ways: _Ways, points: _Points, pieces: _Pieces, x: Floats, y: Floats) -> Stretches:
    rows = zip(pieces.start.tolist(), pieces.stop.tolist(), strict=True)
    corners = np.column_stack([x, y])
    lines = [corners[points.of[start : stop + 1]] for start, stop in rows]
    tags = [ways.tags[way] for way in pieces.way.tolist()]
    which = pieces.way.tolist()
    number_in_way = np.arange(len(which)) - np.searchsorted(pieces.way, pieces.way)
    lane = np.array([tag.road_class.capacity_lane_veh_h for tag in tags]) / 3600
    return Stretches(
        ids=[f"{ways.ids[way]}.{part + 1}" for way, part in zip(which, number_in_way.tolist(), strict=True)],
        names=[tag.name for tag in tags],
        lines=lines,
        begin=points.of[pieces.start],
        end=points.of[pieces.stop],
        length_m=np.array([float(np.hypot(*np.diff(line, axis=0).T).sum()) for line in lines]),
        open=np.array([tag.open for tag in tags]),
        free_speed_m_s=np.array([tag.free_speed_m_s for tag in tags]),
        lanes=np.array([tag.lanes for tag in tags]),
        capacity_lane_veh_s=np.column_stack([lane, lane]),
    )


def _notes(file: str, ways: _Ways, pieces: _Pieces, points: _Points) -> list[Problem]:
    used = np.unique(pieces.way).tolist()
    speed = sum(not ways.tags[way].speed_known for way in used)
    lanes = sum(not ways.tags[way].lanes_known for way in used)
    found = [
        (
            speed,
            Text(
                nl=f"van {number(speed, 'nl')} van {number(len(used), 'nl')} wegen staat de snelheid er niet in: "
                "aangenomen naar de klasse.",
                en=f"of {number(speed, 'en')} of {number(len(used), 'en')} roads the speed is not said: "
                "taken from the class.",
            ),
        ),
        (
            lanes,
            Text(
                nl=f"van {number(lanes, 'nl')} van {number(len(used), 'nl')} wegen staan de rijstroken er niet in: "
                "aangenomen naar de klasse.",
                en=f"of {number(lanes, 'en')} of {number(len(used), 'en')} roads the lanes are not said: "
                "taken from the class.",
            ),
        ),
        (
            points.missing,
            Text(
                nl=f"{number(points.missing, 'nl')} punten van wegen ontbreken: daar houdt de weg op.",
                en=f"{number(points.missing, 'en')} points of roads are missing: the road ends there.",
            ),
        ),
    ]
    return [Problem(file, message, severity="warning") for count, message in found if count]


def _refused(path: Path, message: Text, hint: Text = Text(nl=""), value: str = "") -> InputError:
    return InputError([Problem(path.name, message, hint, value=value)])
