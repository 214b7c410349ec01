# SPDX-License-Identifier: EUPL-1.2
"""Roads in the General Modeling Network Specification (GMNS 0.9x): node.csv and link.csv, perhaps config and zone.csv.

Capacity in GMNS is per lane and hour. Lengths and speeds are in the units of config.csv, which need not be there; a
unit that nobody states is asked for, never guessed. Roads on which no car may drive are left out, and that is noted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text, WeerbaarError, number, significant
from weerbaar.evacuation.network.csv_columns import Columns, read_columns
from weerbaar.evacuation.network.distances import distances_m
from weerbaar.evacuation.network.findings import Findings
from weerbaar.evacuation.network.model import JAM_VEH_M_LANE, RoadNetwork, Zone
from weerbaar.evacuation.network.reading import Reading
from weerbaar.evacuation.network.units import HOUR_S, Quantity, factor, known_units

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

CAR_USES = frozenset(("auto", "car", "sov", "hov", "hov2", "hov3+", "mv", "motor_vehicle", "all", "all_mv", "drive"))
"""Words in ``allowed_uses`` that let a car in; GMNS leaves the words to the maker of the file."""

_NO_ZONE = ("", "0")
_CONFIG: dict[Quantity, str] = {"length": "long_length", "speed": "speed"}
_NUMBERS = ("length", "capacity", "free_speed", "lanes", "dir_flag")
_TEXTS = ("link_id", "name", "from_node_id", "to_node_id", "directed", "geometry", "allowed_uses")
_DIRECTED = {"": True, "1": True, "true": True, "0": False, "false": False}


@dataclass(frozen=True)
class Assumed:
    """What is taken for a road whose cell is empty; None leaves it unknown, and such a road is refused.

    Attributes:
        free_speed_m_s: free speed, m/s.
        capacity_veh_s_lane: capacity of one lane, veh/s.
        lanes: lanes.
    """

    free_speed_m_s: float | None = None
    capacity_veh_s_lane: float | None = None
    lanes: float | None = None


def read_gmns(
    folder: Path,
    exits: Sequence[str],
    *,
    length_unit: str | None = None,
    speed_unit: str | None = None,
    crs: str | None = None,
    jam_veh_m_lane: float = JAM_VEH_M_LANE,
    assumed: Assumed = Assumed(),
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
        jam_veh_m_lane: jam density of a lane, which GMNS does not have, veh/m.
        assumed: for empty cells; what was assumed how often is noted.
        uses: words in ``allowed_uses`` that let a car in; an empty cell lets it in.

    Raises:
        InputError: with every problem of the files.
    """
    config = _config(folder)
    units = _Units(
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
    numbers = _numbered(ids, found, nodes, "node_id")
    for axis in ("x_coord", "y_coord"):
        message = Text(nl="deze coördinaat ontbreekt.", en="this coordinate is missing.")
        _flag(found, nodes, nodes.empty(axis), axis, message)
    notes: list[Problem] = []
    zones = _zones(folder, nodes, notes)
    exit_nodes = _exits(exits, numbers, found)
    links = _Links(folder, numbers, np.column_stack([nodes.numbers["x_coord"], nodes.numbers["y_coord"]]), units)
    links.read(assumed, frozenset(use.lower() for use in uses))
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
        link_ids=tuple(links.ids),
        begin=begin,
        end=end,
        length_m=links.columns["length"],
        free_speed_m_s=links.columns["free_speed"],
        capacity_veh_s=links.columns["capacity"] * lanes,
        lanes=lanes,
        jam_veh_m=lanes * jam_veh_m_lane,
        exits=exit_nodes,
        exit_capacity_veh_s=np.full(len(exit_nodes), np.inf),
        zones=zones,
        road_names=tuple(links.names) if any(links.names) else (),
        geometry=tuple(links.geometry),
        crs=units.crs,
        source="GMNS",
    )
    return Reading(network, None, (*notes, *problems))


@dataclass(frozen=True)
class _Units:
    """Factors to m and m/s, None where nobody states the unit."""

    length_m: float | None
    speed_m_s: float | None
    crs: str


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
    return f"EPSG:{crs}" if crs.isdigit() else crs


def _flag(
    found: Findings,
    columns: Columns,
    bad: Mask | list[int],
    column: str,
    message: Text,
    hint: Text = Text(nl=""),
) -> None:
    texts = columns.texts.get(column)
    numbers = columns.numbers.get(column)

    def value(at: int) -> str:
        if texts is not None:
            return texts[at]
        return "" if numbers is None or np.isnan(numbers[at]) else f"{numbers[at]:g}"

    found.flag(bad, message, field=lambda at: column, value=value, line=lambda at: int(columns.lines[at]), hint=hint)


def _numbered(ids: Sequence[str], found: Findings, columns: Columns, column: str) -> dict[str, int]:
    """Number of each name; names that are empty or occur twice are noted."""
    numbers = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))
    if len(numbers) < len(ids):
        double = [at for at, name in enumerate(ids) if numbers[name] != at and name]
        _flag(found, columns, double, column, Text(nl="deze naam staat er twee keer.", en="this name occurs twice."))
    if "" in numbers:
        empty = [at for at, name in enumerate(ids) if not name]
        _flag(found, columns, empty, column, Text(nl="de naam ontbreekt.", en="the name is missing."))
    return numbers


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
        table = read_columns(
            path, numbers=(), texts=("zone_id", "name"), required=("zone_id",), findings=Findings(path.name)
        )
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
        (unknown, Text(nl="er is geen knoop met deze naam.", en="there is no node of this name.")),
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


class _Links:
    """The roads of link.csv, of which those without cars are left out and those in both directions doubled."""

    def __init__(self, folder: Path, numbers: dict[str, int], xy: Floats, units: _Units) -> None:
        self.table = read_columns(
            folder / "link.csv",
            numbers=_NUMBERS,
            texts=_TEXTS,
            required=("link_id", "from_node_id", "to_node_id"),
            findings=(found := Findings("link.csv")),
        )
        self.found = found
        self.numbers = numbers
        self.xy = xy
        self.units = units
        self.columns: dict[str, Floats] = {}
        self.geometry: list[Floats] = []

    def read(self, assumed: Assumed, uses: frozenset[str]) -> None:
        table, found = self.table, self.found
        open_to_cars = self._open_to_cars(uses)
        number_of = self.numbers.get
        ends = [np.array([number_of(name, -1) for name in table.texts[key]], np.int64) for key in _ENDS]
        for key, nodes in zip(_ENDS, ends, strict=True):
            message = Text(nl="er is geen knoop met deze naam.", en="there is no node of this name.")
            _flag(found, table, (nodes < 0) & open_to_cars, key, message)
        speeds = self._in_si("free_speed", self.units.speed_m_s, "speed", open_to_cars)
        self._fill("free_speed", assumed.free_speed_m_s, speeds, open_to_cars)
        unknown = np.full(len(table), np.nan)
        self._fill(
            "capacity", assumed.capacity_veh_s_lane, table.numbers.get("capacity", unknown) / HOUR_S, open_to_cars
        )
        self._fill("lanes", assumed.lanes, table.numbers.get("lanes", unknown.copy()), open_to_cars)
        self._lengths(ends, open_to_cars)
        directed = self._directed(open_to_cars)
        rows = np.flatnonzero(open_to_cars)
        _numbered([table.texts["link_id"][at] for at in rows], found, _rows_of(table, rows), "link_id")
        both = rows[~directed[rows]]
        order = np.concatenate([rows, both])
        self.begin = np.concatenate([ends[0][rows], ends[1][both]])
        self.end = np.concatenate([ends[1][rows], ends[0][both]])
        self.columns = {name: values[order] for name, values in self.columns.items()}
        link_ids, names = table.texts["link_id"], table.text("name")
        self.ids = [link_ids[at] for at in rows.tolist()] + [f"{link_ids[at]}:back" for at in both.tolist()]
        self.names = [names[at] for at in order.tolist()]
        if self.geometry:
            self.geometry = [self.geometry[at] for at in rows] + [self.geometry[at][::-1] for at in both]
        taken = set(link_ids)
        clash = [at for at in both.tolist() if f"{link_ids[at]}:back" in taken]
        _flag(found, table, clash, "link_id", Text(nl="de terugweg heet net zo.", en="the way back has the same name."))

    def _open_to_cars(self, uses: frozenset[str]) -> Mask:
        """Roads that let a car in: by their uses, and with more than no lanes."""
        cells = self.table.text("allowed_uses")
        lets_in = {cell: not cell or any(use.strip().lower() in uses for use in cell.split(",")) for cell in set(cells)}
        found = np.array([lets_in[cell] for cell in cells], bool)
        if "lanes" in self.table.numbers:
            found &= self.table.numbers["lanes"] != 0
        closed = int((~found).sum())
        if closed:
            self._note(
                f"{number(closed, 'nl')} wegen zonder rijstrook voor auto's zijn weggelaten.",
                f"{number(closed, 'en')} roads without a lane for cars were left out.",
                "allowed_uses",
            )
        if not found.any():
            message = Text(nl="geen enkele weg is open voor auto's.", en="no road at all is open to cars.")
            self.found.add(message, field="allowed_uses")
        return found

    def _note(self, nl: str, en: str, field: str) -> None:
        self.found.add(Text(nl=nl, en=en), field=field, severity="warning")

    def _in_si(self, column: str, unit: float | None, kind: Quantity, used: Mask) -> Floats:
        """A column in SI units; a problem where it has values and nobody states their unit."""
        values = self.table.numbers.get(column, np.full(len(self.table), np.nan))
        if unit is None and np.isfinite(values[used]).any():
            known = ", ".join(known_units(kind))
            self.found.add(
                Text(nl="de eenheid van deze kolom staat nergens.", en="the unit of this column is stated nowhere."),
                field=column,
                hint=Text(nl=f"Geef de eenheid op: {known}.", en=f"State the unit: {known}."),
            )
        return values * (1.0 if unit is None else unit)

    def _fill(self, column: str, assumed: float | None, values: Floats, used: Mask) -> None:
        """A column with what is assumed in the empty cells."""
        table = self.table
        empty = table.empty(column) & used
        if assumed is None:
            message = Text(nl="deze waarde ontbreekt.", en="this value is missing.")
            hint = Text(nl="Vul haar in, of geef op wat u aanneemt.", en="Fill it in, or say what you assume.")
            _flag(self.found, table, empty, column, message, hint=hint)
        elif empty.any():
            count = int(empty.sum())
            self._note(
                f"{number(count, 'nl')} lege cellen: aangenomen is {significant(assumed, 'nl', 3)}{_SI[column]}.",
                f"{number(count, 'en')} empty cells: {significant(assumed, 'en', 3)}{_SI[column]} was assumed.",
                column,
            )
            values[empty] = assumed
        negative = used & ((values < 0) if column == "capacity" else (values <= 0))
        message = (
            Text(nl="hier hoort een getal van 0 of meer.", en="this should be a number of 0 or more.")
            if column == "capacity"
            else Text(nl="hier hoort een getal groter dan 0.", en="this should be a number greater than 0.")
        )
        _flag(self.found, table, negative, column, message)
        self.columns[column] = values

    def _lengths(self, ends: list[Integers], used: Mask) -> None:
        """Lengths as the file states them, or along the line of the road where it does not."""
        table = self.table
        self._lines(ends, used)
        values = self._in_si("length", self.units.length_m, "length", used)
        empty = table.empty("length") & used & (ends[0] >= 0) & (ends[1] >= 0)
        if empty.any() and self.units.crs:
            values[empty] = self._along(np.flatnonzero(empty), ends)
            count = int(empty.sum())
            self._note(
                f"{number(count, 'nl')} lengtes ontbreken en zijn langs de lijn van de weg gemeten.",
                f"{number(count, 'en')} lengths are missing and were measured along the line of the road.",
                "length",
            )
        elif empty.any():
            hint = Text(
                nl="Vul de lengte in, of geef het coördinatenstelsel op.",
                en="Fill it in, or state the reference system.",
            )
            _flag(
                self.found,
                table,
                empty,
                "length",
                Text(nl="de lengte ontbreekt.", en="the length is missing."),
                hint=hint,
            )
        message = Text(nl="hier hoort een getal groter dan 0.", en="this should be a number greater than 0.")
        _flag(self.found, table, used & (values <= 0), "length", message)
        self.columns["length"] = values

    def _along(self, rows: Integers, ends: list[Integers]) -> Floats:
        lines = [
            self.geometry[at] if self.geometry else np.array([self.xy[ends[0][at]], self.xy[ends[1][at]]])
            for at in rows.tolist()
        ]
        parts = np.array([len(line) - 1 for line in lines])
        begins, stops = np.concatenate([line[:-1] for line in lines]), np.concatenate([line[1:] for line in lines])
        pieces = distances_m(begins, stops, self.units.crs)
        return np.asarray(np.add.reduceat(pieces, np.cumsum(parts) - parts))

    def _lines(self, ends: list[Integers], used: Mask) -> None:
        """Lines of the roads from begin to end; straight where a road has none."""
        cells = self.table.text("geometry")
        with_line = [at for at in np.flatnonzero(used).tolist() if cells[at]]
        if not with_line:
            return
        import shapely

        shapes = shapely.from_wkt([cells[at] for at in with_line], on_invalid="ignore")
        kinds = shapely.get_type_id(shapes)
        bad = (kinds != _LINE) | shapely.is_empty(shapes)
        message = Text(nl="hier hoort een LINESTRING in WKT.", en="this should be a LINESTRING in WKT.")
        _flag(self.found, self.table, np.array(with_line)[bad].tolist(), "geometry", message)
        self.geometry = [_NO_LINE] * len(self.table)
        for at in np.flatnonzero(used & (ends[0] >= 0) & (ends[1] >= 0)).tolist():
            self.geometry[at] = np.array([self.xy[ends[0][at]], self.xy[ends[1][at]]])
        good = shapes[~bad]
        points, owner = shapely.get_coordinates(good, return_index=True)
        pieces = np.split(points, np.flatnonzero(np.diff(owner)) + 1)
        backward = self.table.numbers.get("dir_flag", np.ones(len(self.table))) == -1
        for at, line in zip(np.array(with_line)[~bad].tolist(), pieces, strict=False):
            self.geometry[at] = line[::-1] if backward[at] else line

    def _directed(self, used: Mask) -> Mask:
        cells = [cell.lower() for cell in self.table.text("directed")]
        unknown = np.array([cell not in _DIRECTED for cell in cells], bool) & used
        _flag(self.found, self.table, unknown, "directed", Text(nl="hier hoort 1 of 0.", en="this should be 1 or 0."))
        return np.array([_DIRECTED.get(cell, True) for cell in cells], bool)


_SI = {"free_speed": " m/s", "capacity": " veh/s", "lanes": ""}
_ENDS = ("from_node_id", "to_node_id")
_LINE = 1
_NO_LINE = np.empty((0, 2))


def _rows_of(table: Columns, rows: Integers) -> Columns:
    """Some rows of the names of roads, for messages about them."""
    return Columns(table.name, {}, {}, {"link_id": [table.texts["link_id"][at] for at in rows]}, table.lines[rows])
