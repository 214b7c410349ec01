# SPDX-License-Identifier: EUPL-1.2
"""A file of roads of any form becomes a network that is kept; without Django, because a process of its own does it."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from weerbaar.base import InputError, Problem, Text, number
from weerbaar.workbench.evacuation.archive import unpack
from weerbaar.workbench.evacuation.kept_network import Floats, Kept

if TYPE_CHECKING:
    from weerbaar.evacuation.network import Place, Reading, RoadColumns

_ROAD_FILES, _OSM, _MAPS = (".gpkg", ".geojson"), (".osm", ".osm.gz", ".osm.bz2", ".pbf"), ("roads", "osm")
FORMS = (".json", ".zip", *_ROAD_FILES, *_OSM, ".tntp")
"""Endings of files that hold a network."""
_GMNS = ("link.csv", "node.csv")
_ZONES, _EXITS, _COLUMNS = "zones.csv", "exits.csv", "columns.yaml"
_MOST_PEOPLE = 2e7
_MOST_SHOWN = 40


@dataclass(frozen=True)
class Manner:
    """How a file of roads is to be read: what it does not say itself.

    Attributes:
        exits: names of nodes where people are safe, for GMNS and TNTP.
        exit_places: the same as a table (CSV) of ``id``, ``name``, ``lat`` and ``lon``.
        zones: where people leave, as such a table; with a column ``people`` where it is known how many.
        columns: which column of a file of roads is what (YAML).
        layer: of a GeoPackage, or name of one of several Shapefiles.
        units: ``length``, ``speed``, ``time`` and ``capacity`` where the file does not state them.
        within_h: hours in which the vehicles that a file states leave, evenly; None leaves that to the plan.
        collapse: TNTP without the connectors of its zones.
        reachable: leave out what reaches no exit.
        simplified: join roads that only go on, without changing capacities.
    """

    exits: tuple[str, ...] = ()
    exit_places: bytes = b""
    zones: bytes = b""
    columns: bytes = b""
    layer: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    within_h: float | None = None
    collapse: bool = False
    reachable: bool = False
    simplified: bool = False


def read_network(
    path: Path, manner: Manner, progress: Callable[[float], None] = lambda share: None
) -> tuple[Kept, tuple[Problem, ...]]:
    """Read a file, and return its network with what is odd about it.

    Args:
        path: of the file, in a folder of its own that may be written to; its ending says what form it has.
        manner: how.
        progress: called with shares of 1, after each step.

    Raises:
        InputError: it cannot be read or cannot be: every problem with its place.
    """
    kind, path = _kind(path, manner)
    progress(0.1)
    kept, notes = _instance(path) if kind == "instance" else _of_roads(kind, path, manner)
    progress(0.6)
    if manner.within_h is not None:
        kept = _evenly(kept, manner.within_h, path.name)
    if manner.reachable:
        kept, left_out = _reachable(kept)
        notes = (*notes, *left_out)
    progress(0.7)
    if manner.simplified:
        kept, done = simplified(kept)
        notes = (*notes, done)
    progress(0.8)
    return _checked(kept, notes)


def simplified(kept: Kept) -> tuple[Kept, Problem]:
    """Return a network with fewer nodes and roads that carries the same, and a note that says so."""
    from weerbaar.evacuation.network import simplify

    before = kept.network
    after = simplify(before).network
    counts = [number(count, lang) for lang in ("nl", "en") for count in (before.n_links, after.n_links)]
    text = Text(
        nl="vereenvoudigd: {} wegen werden er {}; wat de wegen aankunnen, is gelijk gebleven.".format(*counts[:2]),
        en="simplified: {} roads became {}; what the roads can carry stayed the same.".format(*counts[2:]),
    )
    return replace(kept, network=after), Problem(before.name, text, severity="warning")


def _kind(path: Path, manner: Manner) -> tuple[str, Path]:
    """What form a file has, and the file or folder to read."""
    name = path.name.lower()
    if name.endswith(".json"):
        return "instance", path
    if name.endswith(_ROAD_FILES):
        return "roads", path
    if name.endswith(_OSM):
        return "osm", path
    if name.endswith(".tntp"):
        return "tntp", path
    if name.endswith(".zip"):
        return _kind_in_archive(path, manner.layer)
    raise _refused(
        path.name,
        Text(nl="dit soort bestand wordt niet gelezen.", en="this kind of file is not read."),
        Text(nl=f"Kies een bestand op {', '.join(FORMS)}.", en=f"Choose a file that ends in {', '.join(FORMS)}."),
    )


def _kind_in_archive(path: Path, layer: str) -> tuple[str, Path]:
    # A folder of tables gives the network its name.
    folder = path.parent / "unpacked" / path.stem
    folder.mkdir(parents=True)
    files = {file.name: file for file in unpack(path.name, path.read_bytes(), folder)}
    if any(name in files for name in _GMNS):
        missing = [
            Problem(path.name, Text(nl=f"{table} zit er niet in.", en=f"it does not hold {table}."))
            for table in _GMNS
            if table not in files
        ]
        if missing:
            raise InputError(missing)
        return "gmns", folder
    shapes = [name for name in files if name.endswith(".shp")]
    if shapes:
        chosen = [name for name in shapes if name == f"{layer}.shp"] or shapes
        if len(chosen) > 1:
            raise _refused(
                path.name,
                Text(
                    nl=f"er zijn meer Shapefiles: {', '.join(shapes[:20])}.",
                    en=f"there are several Shapefiles: {', '.join(shapes[:20])}.",
                ),
                Text(nl="Noem er een bij Laag.", en="Name one at Layer."),
            )
        return "roads", files[chosen[0]]
    nets = [name for name in files if name.endswith("_net.tntp")] or [
        name for name in files if name.endswith(".tntp") and not name.endswith(("_node.tntp", "_trips.tntp"))
    ]
    if len(nets) != 1:
        raise _refused(
            path.name,
            Text(
                nl="hierin zit geen wegennet, of meer dan één: geen link.csv met node.csv, .shp of …_net.tntp.",
                en="this holds no road network or more than one: no link.csv with node.csv, .shp or …_net.tntp.",
            ),
        )
    return "tntp", files[nets[0]]


def _instance(path: Path) -> tuple[Kept, tuple[Problem, ...]]:
    from weerbaar.evacuation.network import read_instance

    instance = read_instance(path)
    return Kept(instance.network, instance.vehicles, instance.times_s, instance.share_released), ()


def _of_roads(kind: str, path: Path, manner: Manner) -> tuple[Kept, tuple[Problem, ...]]:
    """The roads with the places beside them; what is wrong with the tables beside the file is told at once."""
    beside = _Beside()
    folder = path if path.is_dir() else path.parent
    zones = beside.read(lambda: _places(manner.zones, folder / _ZONES)) or ()
    people = beside.read(lambda: _people(manner.zones)) or {}
    exits = beside.read(lambda: _places(manner.exit_places, folder / _EXITS)) or ()
    columns = beside.read(lambda: _columns(manner, folder / _COLUMNS, path)) if kind == "roads" else None
    if not exits and (kind in _MAPS or not manner.exits):
        beside.problems.append(_no_exits(path.name, kind))
    beside.require_none()
    reading = _read(kind, path, manner, exits, zones, columns)
    of_zone = np.array([people.get(zone.id, math.nan) for zone in reading.network.zones])
    return Kept(reading.network, reading.vehicles, people=of_zone if people else None), reading.notes


def _read(
    kind: str,
    path: Path,
    manner: Manner,
    exits: tuple[Place, ...],
    zones: tuple[Place, ...],
    columns: RoadColumns | None,
) -> Reading:
    from weerbaar.evacuation.network import read_gmns, read_osm, read_road_file, read_tntp

    units = manner.units
    if kind == "osm":
        return read_osm(path, exits=exits, zones=zones)
    if columns is not None:
        return read_road_file(path, columns, layer=_layer_of(path, manner), exits=exits, zones=zones)
    if kind == "gmns":
        reading = read_gmns(path, manner.exits, length_unit=units.get("length"), speed_unit=units.get("speed"))
    else:
        stem = path.stem.removesuffix("_net")
        beside = {end: path.with_name(f"{stem}_{end}") for end in ("node.tntp", "nodes.geojson", "trips.tntp")}
        there = {end: file for end, file in beside.items() if file.exists()}
        reading = read_tntp(
            path,
            manner.exits,
            nodes=there.get("node.tntp") or there.get("nodes.geojson"),
            trips=there.get("trips.tntp"),
            length_unit=units.get("length"),
            time_unit=units.get("time"),
            capacity_per=units.get("capacity"),
            collapse=manner.collapse,
        )
    return _with_places(reading, exits, zones, path.name)


def _with_places(reading: Reading, exits: tuple[Place, ...], zones: tuple[Place, ...], file: str) -> Reading:
    from weerbaar.evacuation.network import put_on

    if not (exits or zones):
        return reading
    if not reading.network.crs:
        raise _refused(
            file,
            Text(
                nl="het net noemt geen coördinatenstelsel; plaatsen met lat en lon passen er niet op.",
                en="the network states no coordinate system; places with lat and lon do not fit on it.",
            ),
            Text(nl="Noem de knopen bij hun naam.", en="Name the nodes."),
        )
    network = put_on(reading.network, exits=exits, zones=zones, file=file)
    added = len(network.zones) - len(reading.network.zones)
    vehicles = None if reading.vehicles is None else np.append(reading.vehicles, np.zeros(added))
    return replace(reading, network=network, vehicles=vehicles)


class _Beside:
    """What is wrong with the files beside that of the roads."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def read(self, read: Callable[[], Any]) -> Any:
        """Return what was read; None, with its problems noted, where it cannot be."""
        try:
            return read()
        except InputError as error:
            self.problems += error.problems
            return None

    def require_none(self) -> None:
        """Stop where anything was wrong.

        Raises:
            InputError: with all of it, each once.
        """
        if self.problems:
            raise InputError(list(dict.fromkeys(self.problems)))


def _places(content: bytes, path: Path) -> tuple[Place, ...]:
    from weerbaar.evacuation.network import read_places

    if not content:
        return ()
    path.write_bytes(content)
    return read_places(path)


def _people(content: bytes) -> dict[str, float]:
    """People by code of the zone, of a table of places that has a column of them; an empty cell is not known."""
    text = content.decode("utf-8-sig", errors="replace")
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    found: dict[str, float] = {}
    problems: list[Problem] = []
    try:
        for row in rows:
            cell = (row.get("people") or "").strip()
            if not cell:
                continue
            try:
                people = float(cell if separator == "," else cell.replace(",", "."))
            except ValueError:
                people = math.nan
            if not 0 <= people <= _MOST_PEOPLE:
                message = Text(nl="hier hoort een aantal mensen.", en="a number of people is expected here.")
                problems.append(Problem(_ZONES, message, line=rows.line_num, field="people", value=cell))
            found[(row.get("id") or "").strip()] = people
    except csv.Error:
        return {}
    if problems:
        raise InputError(problems)
    return found


def _columns(manner: Manner, path: Path, roads: Path) -> RoadColumns:
    from weerbaar.evacuation.network import column_names, read_road_columns

    if not manner.columns.strip():
        there = ", ".join(column_names(roads, _layer_of(roads, manner))[:_MOST_SHOWN]) or "-"
        raise _refused(
            roads.name,
            Text(
                nl=f"zeg welke kolom van dit wegenbestand wat is; er zijn: {there}.",
                en=f"say which column of this file of roads is what; there are: {there}.",
            ),
            Text(nl="Kies een indeling of vul de kolommen in.", en="Choose a layout or fill in the columns."),
        )
    path.write_bytes(manner.columns)
    return read_road_columns(path)


def _layer_of(roads: Path, manner: Manner) -> str | None:
    """The layer to read; of Shapefiles it was the name of the file."""
    return manner.layer if manner.layer and roads.suffix != ".shp" else None


def _no_exits(name: str, kind: str) -> Problem:
    text = Text(nl="dit bestand zegt niet waar mensen veilig zijn.", en="this file does not say where people are safe.")
    hint = Text(nl="Geef een tabel van uitgangen.", en="Give a table of exits.")
    if kind not in _MAPS:
        hint = Text(nl="Noem de knopen van de uitgangen.", en="Name the nodes of the exits.")
    return Problem(name, text, hint)


def _evenly(kept: Kept, hours: float, name: str) -> Kept:
    if kept.vehicles is None:
        raise _refused(
            name,
            Text(
                nl="dit bestand noemt geen voertuigen, en dus ook niet wanneer zij vertrekken.",
                en="this file states no vehicles, and so not when they leave.",
            ),
            Text(nl="Laat de uren leeg en vul mensen in bij het plan.", en="Leave the hours empty; fill in people."),
        )
    times: Floats = np.array([0.0, hours * 3600])
    return replace(kept, times_s=times, share_released=np.array([0.0, 1.0]))


def _reachable(kept: Kept) -> tuple[Kept, tuple[Problem, ...]]:
    from weerbaar.evacuation.network import drop_unreachable

    part = drop_unreachable(kept.network, kept.vehicles)
    people = None if kept.people is None else kept.people[part.zones]
    return replace(kept, network=part.network, vehicles=part.vehicles, people=people), part.notes


def _checked(kept: Kept, notes: tuple[Problem, ...]) -> tuple[Kept, tuple[Problem, ...]]:
    from weerbaar.evacuation.network import check_network

    found = (*notes, *check_network(kept.network, kept.vehicles))
    if any(problem.severity == "error" for problem in found):
        raise InputError(found)
    return kept, found


def _refused(file: str, message: Text, hint: Text = Text(nl="")) -> InputError:
    return InputError([Problem(file, message, hint)])
