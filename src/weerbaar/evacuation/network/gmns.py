# SPDX-License-Identifier: EUPL-1.2
"""Roads in the General Modeling Network Specification (GMNS 0.9x): node.csv and link.csv, perhaps config and zone.csv.

Capacity in GMNS is per lane and hour. Lengths and speeds are in the units of config.csv, which need not be there; a
unit that nobody states is asked for, never guessed. What a road does not say comes from its class, and that is noted,
like the roads that are left out because no car may drive there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text, WeerbaarError, number
from weerbaar.evacuation.network.csv_columns import Columns, read_columns
from weerbaar.evacuation.network.distances import distances_m
from weerbaar.evacuation.network.findings import Findings
from weerbaar.evacuation.network.gmns_links import NO_NODE, GmnsLinks, Units, flag_rows, require_each_once
from weerbaar.evacuation.network.model import NetworkError, RoadNetwork, Zone
from weerbaar.evacuation.network.reading import Reading
from weerbaar.evacuation.network.road_classes import RoadClasses, shipped_road_classes
from weerbaar.evacuation.network.units import Quantity, factor

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_NOWHERE = np.empty((0, 2))

CAR_USES = frozenset(("auto", "car", "sov", "hov", "hov2", "hov3+", "mv", "motor_vehicle", "all", "all_mv", "drive"))
"""Words in ``allowed_uses`` that let a car in; GMNS leaves the words to the maker of the file."""

_NO_ZONE = ("", "0")
_CONFIG: dict[Quantity, str] = {"length": "long_length", "speed": "speed"}


def read_gmns(
    folder: Path,
    exits: Sequence[str],
    *,
    length_unit: str | None = None,
    speed_unit: str | None = None,
    crs: str | None = None,
    road_classes: RoadClasses | None = None,
    uses: Collection[str] = CAR_USES,
) -> Reading:
    """Return the roads of a GMNS folder.

    A road without length gets that of its line, where the reference system is known. A road in both directions
    becomes two links; the way back has ``:back`` behind its name. Zones are the nodes with the same ``zone_id``, each
    with an equal share.

    Args:
        folder: with node.csv and link.csv; config.csv and zone.csv are read where they are there.
        exits: names of the nodes where people are safe; the format has no word for them.
        length_unit: of ``length``; None takes it from config.csv.
        speed_unit: of ``free_speed``; None takes it from config.csv.
        crs: reference system of the coordinates; None takes it from config.csv.
        road_classes: what a road is taken to be where its cells are empty, by its ``facility_type`` (or, as osm2gmns
            calls it, ``link_type_name``); None takes the shipped table.
        uses: words in ``allowed_uses`` that let a car in; an empty cell lets it in.

    Raises:
        InputError: with every problem of the files.
    """
    classes = road_classes or shipped_road_classes()
    config = _config(folder)
    units = Units(
        _unit("length", length_unit or config.get("long_length", "")),
        _unit("speed", speed_unit or config.get("speed", "")),
        _reference_system(config.get("crs", "") if crs is None else crs),
    )
    found = Findings("node.csv")
    nodes = read_columns(
        folder / "node.csv",
        numbers=("x_coord", "y_coord"),
        texts=("node_id", "zone_id"),
        required=("node_id", "x_coord", "y_coord"),
        findings=found,
    )
    ids = nodes.texts["node_id"]
    require_each_once(ids, found, nodes, "node_id")
    numbers = {name: at for at, name in enumerate(ids)}
    for axis in ("x_coord", "y_coord"):
        message = Text(nl="deze coördinaat ontbreekt.", en="this coordinate is missing.")
        flag_rows(found, nodes, nodes.empty(axis), axis, message)
    notes: list[Problem] = []
    zones = _zones(folder, nodes, notes)
    exit_nodes = _exits(exits, numbers, found)
    links = GmnsLinks(folder, numbers, np.column_stack([nodes.numbers["x_coord"], nodes.numbers["y_coord"]]), units)
    links.read(classes, frozenset(use.lower() for use in uses))
    problems = [*found.problems, *links.found.problems]
    if any(problem.severity == "error" for problem in problems):
        raise InputError(problems)
    begin, end = links.begin, links.end
    lanes = links.columns["lanes"]
    _require_roads_to(exits, exit_nodes, end)
    network = RoadNetwork(
        name=config.get("dataset_name") or folder.resolve().name,
        node_ids=tuple(ids),
        x=nodes.numbers["x_coord"],
        y=nodes.numbers["y_coord"],
        link_ids=links.ids,
        begin=begin,
        end=end,
        length_m=links.columns["length"],
        free_speed_m_s=links.columns["free_speed"],
        capacity_veh_s=links.columns["capacity"] * lanes,
        lanes=lanes,
        jam_veh_m=lanes * classes.jam_veh_m_lane,
        exits=exit_nodes,
        exit_capacity_veh_s=np.full(len(exit_nodes), np.inf),
        zones=zones,
        road_names=links.names if any(links.names) else (),
        geometry=() if links.geometry is None else links.geometry,
        crs=units.crs,
        source="GMNS",
    )
    return Reading(network, None, (*notes, *problems))


def _config(folder: Path) -> dict[str, str]:
    path = folder / "config.csv"
    if not path.exists():
        return {}
    names = ("dataset_name", "long_length", "speed", "crs")
    columns = read_columns(path, numbers=(), texts=names, required=(), findings=Findings(path.name))
    return {name: columns.text(name)[0] for name in names}


def _unit(kind: Quantity, unit: str) -> float | None:
    """Factor of a unit, None for none.

    Raises:
        InputError: it is not known.
    """
    try:
        return factor(kind, unit) if unit else None
    except WeerbaarError as error:
        raise InputError([Problem("config.csv", error.message, field=_CONFIG[kind], value=unit)]) from error


def _reference_system(crs: str) -> str:
    """Name of a reference system, which GMNS may give as a number.

    Raises:
        InputError: it is not known.
    """
    name = f"EPSG:{crs}" if crs.isdigit() else crs
    try:
        if name:
            distances_m(_NOWHERE, _NOWHERE, name)
    except NetworkError as error:
        raise InputError([Problem("config.csv", error.message, field="crs", value=crs)]) from error
    return name


def _zones(folder: Path, nodes: Columns, notes: list[Problem]) -> tuple[Zone, ...]:
    members: dict[str, list[int]] = {}
    for at, zone in enumerate(nodes.text("zone_id")):
        if zone not in _NO_ZONE:
            members.setdefault(zone, []).append(at)
    if "0" in nodes.text("zone_id"):
        count = nodes.text("zone_id").count("0")
        message = Text(
            nl=f"{number(count, 'nl')} knopen hebben zone 0; dat is gelezen als: geen zone.",
            en=f"{number(count, 'en')} nodes have zone 0; that was read as: no zone.",
        )
        notes.append(Problem("node.csv", message, field="zone_id", severity="warning"))
    names: dict[str, str] = {}
    path = folder / "zone.csv"
    if path.exists():
        found = Findings(path.name)
        table = read_columns(path, numbers=(), texts=("zone_id", "name"), required=("zone_id",), findings=found)
        require_each_once(table.text("zone_id"), found, table, "zone_id")
        found.require_none()
        names = dict(zip(table.text("zone_id"), table.text("name"), strict=True))
        unplaced = [zone for zone in names if zone not in members]
        if unplaced:
            message = Text(
                nl=f"{number(len(unplaced), 'nl')} zones hebben geen knoop en doen niet mee.",
                en=f"{number(len(unplaced), 'en')} zones have no node and take no part.",
            )
            notes.append(Problem(path.name, message, value=", ".join(unplaced[:5]), severity="warning"))
    return tuple(
        Zone(zone, names.get(zone) or zone, tuple(at), (1 / len(at),) * len(at)) for zone, at in members.items()
    )


def _exits(exits: Sequence[str], numbers: dict[str, int], found: Findings) -> Integers:
    unknown = [at for at, name in enumerate(exits) if name not in numbers]
    double = [at for at, name in enumerate(exits) if name in exits[:at]]
    for bad, message in (
        (unknown, NO_NODE),
        (double, Text(nl="deze uitgang staat er twee keer.", en="this exit occurs twice.")),
    ):
        found.flag(bad, message, field=lambda at: f"exits[{at}]", value=lambda at: exits[at])
    return np.array([numbers.get(name, 0) for name in exits], np.int64)


def _require_roads_to(exits: Sequence[str], nodes: Integers, end: Integers) -> None:
    found = Findings("link.csv")
    found.flag(
        ~np.isin(nodes, end),
        Text(nl="naar deze uitgang leidt geen weg.", en="no road leads to this exit."),
        field=lambda at: f"exits[{at}]",
        value=lambda at: exits[at],
    )
    found.require_none()
