# SPDX-License-Identifier: EUPL-1.2
"""The network that a command is about: a shipped example or a file of any kind, checked before anything else."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.options import refused

if TYPE_CHECKING:
    from weerbaar.base import Lang, Problem
    from weerbaar.evacuation.network import Example, Instance, Place, Reading, RoadClasses, RoadNetwork

_ROAD_FILES = (".gpkg", ".shp", ".geojson")
_OSM = (".osm", ".osm.gz", ".osm.bz2", ".pbf")
_UNITS = ("length", "speed", "time", "capacity")
_READ_FOR = {
    "exits": ("gmns", "tntp", "roads", "osm"),
    "zones": ("gmns", "tntp", "roads", "osm"),
    "columns": ("roads",),
    "road_classes": ("gmns", "roads", "osm"),
    "layer": ("roads",),
    "nodes": ("tntp",),
    "trips": ("tntp",),
    "collapse": ("tntp",),
    "units": ("gmns", "tntp"),
}
"""Which kinds of networks an option is for."""
_KIND_WORDS = {"gmns": "GMNS", "tntp": "TNTP", "roads": ".gpkg, .shp, .geojson", "osm": "OpenStreetMap"}


@dataclass(frozen=True, eq=False)
class Given:
    """What was given.

    Attributes:
        reading: the roads, the vehicles of each zone where the file states them, and what the reader says.
        example: where it is one that comes with Weerbaar.
        instance: where the file states the departures as well.
    """

    reading: Reading
    example: Example | None = None
    instance: Instance | None = None

    @property
    def network(self) -> RoadNetwork:
        """The roads."""
        return self.reading.network


def add_roads(command: argparse.ArgumentParser, *, optional: bool = False) -> None:
    """Add the network and how to read it to the parser of a command; ``optional`` goes without one as well."""
    command.add_argument(
        "network",
        nargs="?" if optional else None,
        type=options.place,
        metavar="NET",
        help="naam van een voorbeeld, .json, map met GMNS, .tntp, .gpkg, .shp, .geojson, .osm (ook .gz of .bz2) of "
        ".pbf | name of an example, or a file or folder of one of these kinds",
    )
    group = command.add_argument_group("het net | the network")
    group.add_argument(
        "--exits",
        metavar="LIJST|CSV",
        help="waar men veilig is: knopen met komma's (GMNS, TNTP) of een CSV met id,name,lat,lon | where people are "
        "safe: nodes with commas, or a CSV of places",
    )
    group.add_argument(
        "--zones", type=options.place, metavar="CSV", help="waar men vertrekt: id,name,lat,lon | where people leave"
    )
    group.add_argument(
        "--columns",
        type=options.place,
        metavar="YAML",
        help="welke kolom wat is (.gpkg, .shp, .geojson) | which column is what",
    )
    group.add_argument(
        "--road-classes",
        type=options.place,
        metavar="YAML",
        help="wat een weg is waar het bestand het niet zegt (OpenStreetMap, .gpkg, .shp, .geojson, GMNS) | what a road "
        "is taken to be",
    )
    group.add_argument("--layer", type=options.place, metavar="NAAM", help="laag van een GeoPackage | layer")
    group.add_argument(
        "--nodes", type=options.place, metavar="BESTAND", help="coördinaten bij TNTP | coordinates for TNTP"
    )
    group.add_argument("--trips", type=options.place, metavar="TNTP", help="ritten bij TNTP | trips for TNTP")
    group.add_argument(
        "--collapse", action="store_true", help="TNTP: zonder de verbindingen van zones | without connectors"
    )
    group.add_argument(
        "--units",
        metavar="LIJST",
        help="eenheden die het bestand niet noemt, zoals length=mi,speed=mph,time=min,capacity=h | units that the file "
        "does not state",
    )
    group.add_argument(
        "--drop-unreachable",
        action="store_true",
        help="laat weg wat geen uitgang bereikt en zeg hoeveel | leave out what reaches no exit and say how much",
    )


def read_roads(arguments: argparse.Namespace) -> Given:
    """Return the network that was named.

    Raises:
        InputError: nothing of that name, or with every problem of the file.
    """
    path = Path(arguments.network)
    kind = _kind(path) if path.exists() else "example"
    _refuse_idle(arguments, kind)
    given = _of_example(arguments.network) if kind == "example" else _of_file(arguments, path, kind)
    return _reachable(given) if arguments.drop_unreachable else given


def checked(given: Given, lang: Lang) -> Given:
    """Say on standard error what is odd about a network.

    Raises:
        InputError: with everything that is wrong about it.
    """
    from weerbaar.base import InputError, render_problems

    problems = findings(given)
    if any(problem.severity == "error" for problem in problems):
        raise InputError(list(problems))
    if problems:
        print(render_problems(problems, lang, mark_warnings=True), file=sys.stderr)
    return given


def findings(given: Given) -> tuple[Problem, ...]:
    """Return what the reader says and what is wrong or odd about a network."""
    from weerbaar.evacuation.network import check_network

    return (*given.reading.notes, *check_network(given.network, given.reading.vehicles))


def _refuse_idle(arguments: argparse.Namespace, kind: str) -> None:
    """Refuse what this kind of network does not need, rather than pass over it."""
    from weerbaar.base import InputError, Problem, Text

    wanted = ((f"--{name.replace('_', '-')}", kinds) for name, kinds in _READ_FOR.items() if getattr(arguments, name))
    idle = [(option, "; ".join(_KIND_WORDS[each] for each in kinds)) for option, kinds in wanted if kind not in kinds]
    if idle:
        nl, en = "hoort bij een ander soort net: {}.", "is for another kind of network: {}."
        raise InputError([Problem(option, Text(nl=nl.format(said), en=en.format(said))) for option, said in idle])


def _of_example(name: str) -> Given:
    from weerbaar.evacuation.network import Reading, example, examples

    if name not in examples():
        known = ", ".join(examples())
        raise refused(
            name,
            f"er is geen bestand, map of voorbeeld met deze naam; voorbeelden: {known}.",
            f"there is no file, folder or example of this name; examples: {known}.",
        )
    found = example(name)
    return Given(Reading(found.network, None, ()), example=found)


def _of_file(arguments: argparse.Namespace, path: Path, kind: str) -> Given:
    from weerbaar.evacuation.network import Reading, put_on, read_gmns, read_instance, read_tntp

    if kind == "instance":
        instance = read_instance(path)
        return Given(Reading(instance.network, instance.vehicles, ()), instance=instance)
    units = _units(arguments.units)
    if kind == "gmns":
        reading = read_gmns(
            path,
            _exit_names(arguments),
            length_unit=units.get("length"),
            speed_unit=units.get("speed"),
            road_classes=_road_classes(arguments),
        )
    elif kind == "tntp":
        reading = read_tntp(
            path,
            _exit_names(arguments),
            nodes=None if arguments.nodes is None else Path(arguments.nodes),
            trips=None if arguments.trips is None else Path(arguments.trips),
            length_unit=units.get("length"),
            time_unit=units.get("time"),
            capacity_per=units.get("capacity"),
            collapse=arguments.collapse,
        )
    else:
        return Given(_of_road_file(arguments, path, kind))
    if arguments.zones is None:
        return Given(reading)
    zones = _places(arguments.zones)
    return Given(Reading(put_on(reading.network, zones=zones, file=arguments.zones), None, reading.notes))


def _of_road_file(arguments: argparse.Namespace, path: Path, kind: str) -> Reading:
    from weerbaar.evacuation.network import read_osm, read_road_columns, read_road_file

    exits = () if arguments.exits is None else _places(arguments.exits)
    zones = () if arguments.zones is None else _places(arguments.zones)
    classes = _road_classes(arguments)
    if kind == "osm":
        return read_osm(path, exits=exits, zones=zones, road_classes=classes)
    if arguments.columns is None:
        raise refused(
            "--columns",
            "zeg met een YAML-bestand welke kolom van dit wegenbestand wat is.",
            "say with a YAML file which column of this file of roads is what.",
        )
    return read_road_file(
        path,
        read_road_columns(Path(arguments.columns)),
        layer=arguments.layer,
        exits=exits,
        zones=zones,
        road_classes=classes,
    )


def _road_classes(arguments: argparse.Namespace) -> RoadClasses | None:
    from weerbaar.evacuation.network import read_road_classes

    return None if arguments.road_classes is None else read_road_classes(Path(arguments.road_classes))


def _kind(path: Path) -> str:
    name = path.name.lower()
    if path.is_dir():
        return "gmns"
    if name.endswith(".json"):
        return "instance"
    if name.endswith(".tntp"):
        return "tntp"
    if name.endswith(_ROAD_FILES):
        return "roads"
    if name.endswith(_OSM):
        return "osm"
    raise refused(
        str(path),
        f"dit soort bestand kan niet; wel .json, een map met GMNS, .tntp, {', '.join((*_ROAD_FILES, *_OSM))}.",
        f"this kind of file is not read; .json, a folder of GMNS, .tntp, {', '.join((*_ROAD_FILES, *_OSM))} are.",
    )


def _units(text: str | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in (text or "").split(","):
        name, _, unit = part.partition("=")
        if not part.strip():
            continue
        if name.strip() not in _UNITS or not unit.strip():
            raise refused(
                f"--units {part.strip()}",
                f"schrijf naam=eenheid; namen: {', '.join(_UNITS)}.",
                f"write name=unit; names: {', '.join(_UNITS)}.",
            )
        found[name.strip()] = unit.strip()
    return found


def _exit_names(arguments: argparse.Namespace) -> list[str]:
    names = [name.strip() for name in (arguments.exits or "").split(",") if name.strip()]
    if not names:
        raise refused(
            "--exits",
            "noem de knopen waar men veilig is, met komma's; dit soort bestand zegt het niet.",
            "name the nodes where people are safe, with commas; this kind of file does not say it.",
        )
    return names


def _places(name: str) -> Sequence[Place]:
    from weerbaar.evacuation.network import read_places

    return read_places(Path(name))


def _reachable(given: Given) -> Given:
    from weerbaar.evacuation.network import Reading, drop_unreachable

    part = drop_unreachable(given.network, given.reading.vehicles)
    instance = given.instance
    if instance is not None and part.vehicles is not None:
        instance = replace(instance, network=part.network, vehicles=part.vehicles)
    notes = (*given.reading.notes, *part.notes)
    return replace(given, reading=Reading(part.network, part.vehicles, notes), instance=instance)
