# SPDX-License-Identifier: EUPL-1.2
"""Roads in the TNTP format of the Transportation Networks for Research: a net file, perhaps nodes and a trip table.

Every net file has units of its own. Some state them in the line ORIGINAL HEADER ("Length (ft)", "fftt(min)"); where
that is silent the units are asked for, never guessed. The free speed is length divided by free flow time, because the
column of speeds is often empty or of yet another unit. The format has no lanes: they are derived from the capacity,
and that is noted. Zones are the first nodes; below FIRST THRU NODE nobody may drive through one.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text, WeerbaarError, number, read_text
from weerbaar.evacuation.network.findings import Findings
from weerbaar.evacuation.network.model import JAM_VEH_M_LANE, REACTION_TIME_S, RoadNetwork, Zone
from weerbaar.evacuation.network.reading import Reading
from weerbaar.evacuation.network.unit_checks import MOST_LANE_VEH_H
from weerbaar.evacuation.network.units import HOUR_S, Quantity, factor, known_units

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

LANE_CAPACITY_VEH_H = 1900.0
"""Capacity of a lane from which the number of lanes is derived, where the file states none."""

MAX_BYTES = 500_000_000
_MOST_NODES = 10_000_000
_COUNTS = ("NUMBER OF ZONES", "NUMBER OF NODES", "FIRST THRU NODE", "NUMBER OF LINKS")
_COLUMNS = ("init_node", "term_node", "capacity", "length", "free_flow_time")
_STATED: dict[str, re.Pattern[str]] = {
    "length": re.compile(r"\blength\s*\(([^)]*)\)", re.IGNORECASE),
    "time": re.compile(r"\b(?:free\s*flow\s*time|fftt)\s*\(([^)]*)\)", re.IGNORECASE),
    "capacity": re.compile(r"\bcapacity\s*\(\s*veh[a-z]*\s*/\s*([^)]*)\)", re.IGNORECASE),
}


def read_tntp(
    net: Path,
    exits: Sequence[str],
    *,
    nodes: Path | None = None,
    trips: Path | None = None,
    length_unit: str | None = None,
    time_unit: str | None = None,
    capacity_per: str | None = None,
    collapse: bool = False,
    crs: str = "",
    jam_veh_m_lane: float = JAM_VEH_M_LANE,
    lane_capacity_veh_h: float = LANE_CAPACITY_VEH_H,
) -> Reading:
    """Return the roads of a TNTP net file, and the vehicles of each zone where a trip table is given.

    Args:
        net: ``…_net.tntp``.
        exits: names (numbers, as text) of the nodes where people are safe.
        nodes: coordinates: ``…_node.tntp``, or points with an ``id`` in GeoJSON; None leaves them unknown.
        trips: ``…_trips.tntp``; the vehicles of a zone are its trips to other zones.
        length_unit: of the lengths; None takes what the file states.
        time_unit: of the free flow times; None takes what the file states.
        capacity_per: time in which the capacity passes (``h``, ``day``); None takes what the file states.
        collapse: take the centroids of the zones and their connectors away, and let each zone begin where its
            connectors end, in equal shares. Needed where connectors have no time, as in Chicago-Sketch.
        crs: reference system of the coordinates; of GeoJSON it is EPSG:4326.
        jam_veh_m_lane: jam density of a lane, which the format does not have, veh/m.
        lane_capacity_veh_h: capacity of a lane from which lanes are derived, veh/h.

    Raises:
        InputError: with every problem of the files.
    """
    found = Findings(net.name)
    table = _net(net, found)
    units = _units(table, {"length": length_unit, "time": time_unit, "capacity": capacity_per}, found)
    centroid = np.arange(table.n_nodes) < table.n_zones
    connector = centroid[table.begin] | centroid[table.end]
    used = ~connector if collapse else np.ones(len(table.begin), bool)
    if collapse and not used.any():
        message = Text(nl="alle wegen zijn verbindingen met een zone.", en="all roads are connectors of a zone.")
        found.add(message, hint=Text(nl="Lees het net zonder collapse.", en="Read the net without collapse."))
    _require_sound(table, used, found)
    exit_nodes = _exits(exits, table, used, found)
    found.require_none()
    if not collapse:
        used = _without_driving_through(table, exit_nodes, found)
    zones, served = _zones(table, collapse, found)
    length = table.values["length"][used] * units["length"]
    capacity = table.values["capacity"][used] / units["capacity"]
    speed = length / (table.values["free_flow_time"][used] * units["time"])
    lanes = np.maximum(
        np.round(capacity * HOUR_S / lane_capacity_veh_h), _fewest_lanes(capacity, speed, jam_veh_m_lane)
    )
    found.add(
        Text(
            nl=f"er zijn geen rijstroken; aangenomen is {number(lane_capacity_veh_h, 'nl')} veh/h per strook, en "
            "minder waar de snelheid dat vraagt.",
            en=f"there are no lanes; {number(lane_capacity_veh_h, 'en')} veh/h per lane was assumed, and less where "
            "the speed asks for it.",
        ),
        severity="warning",
    )
    x, y = _coordinates(nodes, table.n_nodes)
    vehicles = None if trips is None else _leaving(trips, table.n_zones)[served]
    network = RoadNetwork(
        name=net.stem.removesuffix("_net"),
        node_ids=tuple(str(at + 1) for at in range(table.n_nodes)),
        x=x,
        y=y,
        link_ids=tuple(str(at + 1) for at in np.flatnonzero(used).tolist()),
        begin=table.begin[used],
        end=table.end[used],
        length_m=length,
        free_speed_m_s=speed,
        capacity_veh_s=capacity,
        lanes=lanes,
        jam_veh_m=lanes * jam_veh_m_lane,
        exits=exit_nodes,
        exit_capacity_veh_s=np.full(len(exit_nodes), np.inf),
        zones=zones,
        crs="EPSG:4326" if nodes is not None and nodes.suffix.lower() == ".geojson" else crs,
        source="Transportation Networks for Research (TNTP)",
    )
    if collapse:
        network = network.restricted(~centroid, np.ones(network.n_links, bool), network.zones)
    return Reading(network, vehicles, tuple(found.problems))


def _fewest_lanes(capacity_veh_s: Floats, speed_m_s: Floats, jam_veh_m_lane: float) -> Floats:
    """Lanes that a capacity needs at least: a lane carries at most 1 / (1 / (v k) + τ) (Newell 1993), nor more than any
    public road.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        of_lane = 1 / (1 / (speed_m_s * jam_veh_m_lane) + REACTION_TIME_S)
        needed = np.ceil(capacity_veh_s / np.minimum(of_lane, MOST_LANE_VEH_H / HOUR_S))
    return np.where(np.isfinite(needed), np.maximum(needed, 1.0), 1.0)


@dataclass(frozen=True, eq=False)
class _Net:
    """A net file as it stands; M links. Nodes are counted from 0."""

    file: str
    n_zones: int
    n_nodes: int
    first_thru: int
    header: str
    lines: list[int]
    begin: Integers
    end: Integers
    values: dict[str, Floats]


def _net(path: Path, found: Findings) -> _Net:
    metadata, rows = _content(path)
    counts = {key: _count(metadata, key, found) for key in _COUNTS}
    found.require_none()
    n_nodes = counts["NUMBER OF NODES"]
    if counts["NUMBER OF LINKS"] != len(rows):
        message = Text(
            nl=f"het bestand heeft {number(len(rows), 'nl')} wegen.",
            en=f"the file has {number(len(rows), 'en')} roads.",
        )
        found.add(message, field="NUMBER OF LINKS", value=metadata["NUMBER OF LINKS"])
    if not 0 < n_nodes <= _MOST_NODES or counts["NUMBER OF ZONES"] > n_nodes:
        message = Text(nl="dit aantal knopen kan niet.", en="this number of nodes cannot be.")
        found.add(message, field="NUMBER OF NODES", value=metadata["NUMBER OF NODES"])
    short = [at for at, (_, cells) in enumerate(rows) if len(cells) < len(_COLUMNS)]
    message = Text(
        nl=f"deze rij heeft minder dan {len(_COLUMNS)} waarden.", en=f"this row has fewer than {len(_COLUMNS)} values."
    )
    found.flag(short, message, field=lambda at: "", line=lambda at: rows[at][0])
    if not rows:
        found.add(Text(nl="er zijn geen wegen.", en="there are no roads."))
    found.require_none()
    lines = [line for line, _ in rows]
    values: dict[str, Floats] = {}
    for place, column in enumerate(_COLUMNS):
        cells = [row[place] for _, row in rows]
        values[column] = np.array([_float(cell) for cell in cells])
        _flag(found, ~np.isfinite(values[column]), _NO_NUMBER, column, cells, lines)
    for column in _COLUMNS[:2]:
        known = (values[column] >= 1) & (values[column] <= n_nodes) & (values[column] % 1 == 0)
        message = Text(nl=f"knopen lopen van 1 tot {n_nodes}.", en=f"nodes run from 1 to {n_nodes}.")
        _flag(found, np.isfinite(values[column]) & ~known, message, column, [f"{v:g}" for v in values[column]], lines)
    found.require_none()
    begin, end = (values.pop(column).astype(np.int64) - 1 for column in _COLUMNS[:2])
    header = metadata.get("ORIGINAL HEADER", "")
    return _Net(
        path.name, counts["NUMBER OF ZONES"], n_nodes, counts["FIRST THRU NODE"], header, lines, begin, end, values
    )


_NO_NUMBER = Text(nl="dit is geen getal.", en="this is not a number.")


def _content(path: Path) -> tuple[dict[str, str], list[tuple[int, list[str]]]]:
    """The metadata, and the rows after it with their lines; what follows a tilde is remark."""
    metadata: dict[str, str] = {}
    rows: list[tuple[int, list[str]]] = []
    for line, text in enumerate(read_text(path, path.name, MAX_BYTES).splitlines(), 1):
        stripped = text.strip()
        if stripped.startswith("<"):
            key, _, value = stripped[1:].partition(">")
            if (name := key.strip().upper()) in metadata and name in _COUNTS:
                message = Text(nl="dit gegeven staat er twee keer.", en="this is stated twice.")
                raise InputError([Problem(path.name, message, line=line, field=f"<{name}>", value=value.strip())])
            metadata[name] = value.strip()
            continue
        cells = stripped.partition("~")[0].replace(";", " ").split()
        if cells:
            rows.append((line, cells))
    if not metadata:
        message = Text(nl="dit is geen TNTP.", en="this is no TNTP.")
        hint = Text(
            nl="Bovenin horen regels als <NUMBER OF NODES> 24.", en="It begins with <NUMBER OF NODES> 24 and more."
        )
        raise InputError([Problem(path.name, message, hint)])
    return metadata, rows


def _count(metadata: dict[str, str], key: str, found: Findings) -> int:
    value = metadata.get(key)
    if value is None:
        found.add(
            Text(nl="dit gegeven ontbreekt.", en="this is missing."),
            field=f"<{key}>",
            hint=Text(nl=f"Voeg bovenin toe: <{key}> getal.", en=f"Add at the top: <{key}> number."),
        )
    elif not re.fullmatch(r"[0-9]{1,9}", value):
        found.add(Text(nl="hier hoort een geheel getal.", en="this should be a whole number."), field=key, value=value)
    else:
        return int(value)
    return 0


def _flag(
    found: Findings, bad: npt.NDArray[np.bool_], message: Text, column: str, cells: Sequence[str], lines: Sequence[int]
) -> None:
    found.flag(bad, message, field=lambda at: column, value=lambda at: cells[at], line=lambda at: lines[at])


def _float(cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def _units(table: _Net, given: dict[str, str | None], found: Findings) -> dict[str, float]:
    """Factors to SI: those given, else those that the file states."""
    units: dict[str, float] = {}
    for what, unit in given.items():
        kind: Quantity = "length" if what == "length" else "time"
        stated = _STATED[what].search(table.header)
        name = unit or (stated.group(1) if stated else "")
        known = ", ".join(known_units(kind))
        if not name:
            found.add(
                Text(
                    nl=f"de eenheid van {_DUTCH[what]} staat niet in het bestand.",
                    en=f"the file does not state the unit of {what}.",
                ),
                field="ORIGINAL HEADER",
                hint=Text(nl=f"Geef de eenheid op: {known}.", en=f"State the unit: {known}."),
            )
            continue
        try:
            units[what] = factor(kind, name)
        except WeerbaarError as error:
            found.add(error.message, field="ORIGINAL HEADER", value=name)
    return units


_DUTCH = {"length": "lengte", "time": "tijd", "capacity": "capaciteit (per …)"}


def _require_sound(table: _Net, used: npt.NDArray[np.bool_], found: Findings) -> None:
    positive = Text(nl="hier hoort een getal groter dan 0.", en="this should be a number greater than 0.")
    for column, values in table.values.items():
        bad = used & ((values < 0) if column == "capacity" else (values <= 0))
        message = positive
        if column == "capacity":
            message = Text(nl="hier hoort een getal van 0 of meer.", en="this should be a number of 0 or more.")
        elif column == "free_flow_time":
            message = Text(
                nl="zonder reistijd is er geen snelheid; zijn dit verbindingen met zones, lees dan met collapse.",
                en="without a time there is no speed; where these are connectors of zones, read with collapse.",
            )
        _flag(found, bad, message, column, [f"{value:g}" for value in values], table.lines)


def _exits(exits: Sequence[str], table: _Net, used: npt.NDArray[np.bool_], found: Findings) -> Integers:
    before = len(found.problems)
    numbers = [int(name) - 1 if re.fullmatch(r"[0-9]{1,9}", name) else -1 for name in exits]
    reached = set(table.end[used].tolist())
    for bad, message in (
        (
            [at for at, node in enumerate(numbers) if not 0 <= node < table.n_nodes],
            Text(nl="er is geen knoop met deze naam.", en="there is no node of this name."),
        ),
        (
            [at for at, node in enumerate(numbers) if node in numbers[:at]],
            Text(nl="deze uitgang staat er twee keer.", en="this exit occurs twice."),
        ),
        (
            [at for at, node in enumerate(numbers) if 0 <= node < table.n_nodes and node not in reached],
            Text(nl="naar deze uitgang leidt geen weg.", en="no road leads to this exit."),
        ),
    ):
        found.flag(bad, message, field=lambda at: f"exits[{at}]", value=lambda at: exits[at])
    return np.array(numbers if len(found.problems) == before else [], np.int64)


def _without_driving_through(table: _Net, exits: Integers, found: Findings) -> npt.NDArray[np.bool_]:
    """Roads, without those into a centroid below FIRST THRU NODE: who came in could only drive through."""
    used = (table.end >= table.first_thru - 1) | np.isin(table.end, exits)
    left_out = int((~used).sum())
    if left_out:
        found.add(
            Text(
                nl=f"{number(left_out, 'nl')} wegen naar zones zijn weggelaten, want niemand rijdt door een zone.",
                en=f"{number(left_out, 'en')} roads into zones were left out, as nobody drives through a zone.",
            ),
            field="FIRST THRU NODE",
            severity="warning",
        )
    return used


def _zones(table: _Net, collapse: bool, found: Findings) -> tuple[tuple[Zone, ...], Integers]:
    """The zones and their numbers; collapsed they lie at the ends of their connectors."""
    names = [str(at + 1) for at in range(table.n_zones)]
    if not collapse:
        return tuple(Zone(name, name, (at,), (1.0,)) for at, name in enumerate(names)), np.arange(table.n_zones)
    ends: list[list[int]] = [[] for _ in names]
    for begin, end in zip(table.begin.tolist(), table.end.tolist(), strict=True):
        if begin < table.n_zones <= end:
            ends[begin].append(end)
    lone = [name for name, at in zip(names, ends, strict=True) if not at]
    if lone:
        found.add(
            Text(
                nl=f"{len(lone)} zones hebben geen verbinding en doen niet mee.",
                en=f"{len(lone)} zones have no connector and take no part.",
            ),
            value=", ".join(lone[:5]),
            severity="warning",
        )
    served = [at for at, nodes in enumerate(ends) if nodes]
    zones = tuple(Zone(names[at], names[at], tuple(ends[at]), (1 / len(ends[at]),) * len(ends[at])) for at in served)
    return zones, np.array(served, np.int64)


def _coordinates(path: Path | None, n_nodes: int) -> tuple[Floats, Floats]:
    """Coordinates of nodes, NaN where unknown."""
    xy = np.full((n_nodes, 2), np.nan)
    if path is None:
        return xy[:, 0], xy[:, 1]
    found = Findings(path.name)
    for line, place, cells in _points(path, found):
        node, x, y = (_float(cell) for cell in cells)
        if not (node >= 1 and node <= n_nodes and node % 1 == 0):
            message = Text(nl=f"knopen lopen van 1 tot {n_nodes}.", en=f"nodes run from 1 to {n_nodes}.")
            found.add(message, line=line, field=place, value=cells[0])
        elif math.isnan(x) or math.isnan(y):
            found.add(_NO_NUMBER, line=line, field=place, value=f"{cells[1]} {cells[2]}")
        else:
            xy[int(node) - 1] = x, y
    found.require_none()
    return xy[:, 0].copy(), xy[:, 1].copy()


def _points(path: Path, found: Findings) -> list[tuple[int | None, str, list[str]]]:
    """Node, x and y of each point as text, after its line or place."""
    text = read_text(path, path.name, MAX_BYTES)
    points: list[tuple[int | None, str, list[str]]] = []
    if path.suffix.lower() == ".geojson":
        try:
            for at, feature in enumerate(json.loads(text)["features"]):
                x, y = feature["geometry"]["coordinates"][:2]
                points.append((None, f"features[{at}]", [str(feature["properties"]["id"]), str(x), str(y)]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            message = Text(
                nl="hier horen punten met een id in GeoJSON.", en="this should be GeoJSON points with an id."
            )
            raise InputError([Problem(path.name, message)]) from error
        return points
    for line, row in enumerate(text.splitlines(), 1):
        cells = row.partition("~")[0].replace(";", " ").split()
        if not cells or cells[0].lower() == "node":
            continue
        if len(cells) < _POINT_CELLS:
            found.add(Text(nl="hier horen knoop, x en y.", en="this should be node, x and y."), line=line)
            continue
        points.append((line, "", cells[:_POINT_CELLS]))
    return points


_POINT_CELLS = 3


def _leaving(path: Path, n_zones: int) -> Floats:
    """Trips of each zone to other zones."""
    found = Findings(path.name)
    leaving = np.zeros(n_zones)
    origin = 0
    for line, row in enumerate(read_text(path, path.name, MAX_BYTES).splitlines(), 1):
        text = row.partition("~")[0].strip()
        if text.lower().startswith("origin"):
            origin = _zone(text[len("origin") :], n_zones)
            if not origin:
                found.add(_zone_message(n_zones), line=line, value=text)
        elif ":" in text and not text.startswith("<"):
            for pair in filter(None, (part.strip() for part in text.split(";"))):
                to, _, amount = pair.partition(":")
                destination, trips = _zone(to, n_zones), _float(amount)
                if not origin or not destination:
                    found.add(_zone_message(n_zones), line=line, value=pair)
                elif not trips >= 0:
                    found.add(
                        Text(nl="dit aantal ritten kan niet.", en="this number of trips cannot be."),
                        line=line,
                        value=pair,
                    )
                elif destination != origin:
                    leaving[origin - 1] += trips
    found.require_none()
    return leaving


def _zone(text: str, n_zones: int) -> int:
    """Number of a zone, 0 for what is none."""
    found = re.fullmatch(r"\s*([0-9]{1,9})\s*", text)
    return int(found.group(1)) if found and 1 <= int(found.group(1)) <= n_zones else 0


def _zone_message(n_zones: int) -> Text:
    return Text(nl=f"zones lopen van 1 tot {n_zones}.", en=f"zones run from 1 to {n_zones}.")
