# SPDX-License-Identifier: EUPL-1.2
"""The roads of a GMNS folder: ``link.csv`` against the nodes, in SI, with what their classes say in empty cells."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, number
from weerbaar.evacuation.network.csv_columns import Columns, read_columns
from weerbaar.evacuation.network.distances import distances_m
from weerbaar.evacuation.network.findings import Findings
from weerbaar.evacuation.network.lines import Lines
from weerbaar.evacuation.network.road_classes import RoadClass, RoadClasses
from weerbaar.evacuation.network.units import HOUR_S, Quantity, known_units
from weerbaar.evacuation.network.wkt_lines import WktLines

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_NUMBERS = ("length", "capacity", "free_speed", "lanes", "dir_flag")
_TEXTS = ("link_id", "name", "directed", "allowed_uses", "facility_type", "link_type_name")
# GMNS says a comma; writers of other software put these.
_APART = re.compile(r"[,;|]")
_DIRECTED = {"": True, "1": True, "true": True, "0": False, "false": False}


@dataclass(frozen=True)
class Units:
    """Factors to m and m/s, None where nobody states the unit."""

    length_m: float | None
    speed_m_s: float | None
    crs: str


def flag_rows(
    found: Findings,
    columns: Columns,
    bad: Mask | list[int],
    column: str,
    message: Text,
    hint: Text = Text(nl=""),
) -> None:
    """Note a problem in a column wherever ``bad`` holds, with the line and what stands there."""
    texts = columns.texts.get(column)
    numbers = columns.numbers.get(column)

    def value(at: int) -> str:
        if texts is not None:
            return texts[at]
        return "" if numbers is None or np.isnan(numbers[at]) else f"{numbers[at]:g}"

    found.flag(bad, message, field=lambda at: column, value=value, line=lambda at: int(columns.lines[at]), hint=hint)


def require_each_once(
    ids: Sequence[str], found: Findings, columns: Columns, column: str, rows: Integers | None = None
) -> None:
    """Note names that are empty or occur twice; they stand in ``rows`` of the file, or in all."""
    # Hashes take a tenth of the memory of a set of names.
    hashes = np.fromiter(map(hash, ids), np.int64, len(ids))
    hashes.sort()
    if not (hashes[1:] == hashes[:-1]).any() and "" not in ids:
        return
    places = list(range(len(ids))) if rows is None else rows.tolist()
    met: set[str] = set()
    double = []
    for at, name in zip(places, ids, strict=True):
        if name and name in met:
            double.append(at)
        met.add(name)
    flag_rows(found, columns, double, column, Text(nl="deze naam staat er twee keer.", en="this name occurs twice."))
    empty = [at for at, name in zip(places, ids, strict=True) if not name]
    flag_rows(found, columns, empty, column, Text(nl="de naam ontbreekt.", en="the name is missing."))


class _Ends:
    """Numbers of the nodes at one end of the roads so far, -1 with the name itself where there is no such node."""

    def __init__(self, numbers: dict[str, int]) -> None:
        self.numbers = numbers
        self.nodes = array("q")
        self.wrong: dict[int, str] = {}

    def take(self, cells: Sequence[str]) -> None:
        """Read the cells of the next rows."""
        before = len(self.nodes)
        try:
            self.nodes.extend([self.numbers[cell.strip()] for cell in cells])
        except KeyError:
            names = [cell.strip() for cell in cells]
            self.nodes.extend([self.numbers.get(name, -1) for name in names])
            self.wrong |= {before + at: name for at, name in enumerate(names) if name not in self.numbers}


class GmnsLinks:
    """The roads of link.csv, of which those without cars are left out and those in both directions doubled.

    Read once; what was found then stands in ``ids``, ``names``, ``begin``, ``end``, ``columns`` and ``geometry``.
    """

    def __init__(self, folder: Path, numbers: dict[str, int], xy: Floats, units: Units) -> None:
        self.wkt = WktLines()
        self.ends = [_Ends(numbers), _Ends(numbers)]
        self.table = read_columns(
            folder / "link.csv",
            numbers=_NUMBERS,
            texts=_TEXTS,
            required=("link_id", "from_node_id", "to_node_id"),
            findings=(found := Findings("link.csv")),
            handed={"geometry": self.wkt.take} | {key: end.take for key, end in zip(_ENDS, self.ends, strict=True)},
        )
        self.found = found
        self.xy = xy
        self.units = units
        self.columns: dict[str, Floats] = {}
        self.geometry: Lines | None = None

    def read(self, classes: RoadClasses, uses: frozenset[str]) -> None:
        table, found = self.table, self.found
        open_to_cars = self._open_to_cars(uses)
        for key, end in zip(_ENDS, self.ends, strict=True):
            self._flag_cells(end.wrong, key, NO_NODE, open_to_cars)
        ends = [np.frombuffer(end.nodes, np.int64) for end in self.ends]
        speeds = self._in_si("free_speed", self.units.speed_m_s, "speed", open_to_cars)
        unknown = np.full(len(table), np.nan)
        capacities = table.numbers.get("capacity", unknown) / HOUR_S
        lanes = table.numbers.get("lanes", unknown)
        for column, values in (("free_speed", speeds), ("capacity", capacities), ("lanes", lanes)):
            self._fill(column, values, classes, open_to_cars)
        self._lengths(ends, open_to_cars)
        directed = self._directed(open_to_cars)
        rows = np.flatnonzero(open_to_cars)
        link_ids = table.texts["link_id"]
        require_each_once(_at(link_ids, rows), found, table, "link_id", rows)
        both = rows[~directed[rows]]
        order = np.concatenate([rows, both])
        self.begin, self.end = ends
        if not np.array_equal(order, np.arange(len(table))):
            self.begin = np.concatenate([ends[0][rows], ends[1][both]])
            self.end = np.concatenate([ends[1][rows], ends[0][both]])
            self.columns = {name: values[order] for name, values in self.columns.items()}
        self.ids = (*_at(link_ids, rows), *(f"{link_ids[at]}:back" for at in both.tolist()))
        self.names = tuple(_at(table.text("name"), order))
        if self.geometry is not None:
            self.geometry = self.geometry.picked(order, np.arange(len(order)) >= len(rows))
        taken = set(link_ids) if len(both) else set()
        clash = [at for at in both.tolist() if f"{link_ids[at]}:back" in taken]
        flag_rows(
            found, table, clash, "link_id", Text(nl="de terugweg heet net zo.", en="the way back has the same name.")
        )
        # Of a million roads, the cells as they were take as much memory as the network that was made of them.
        del self.table, self.wkt, self.ends

    def _flag_cells(
        self, wrong: dict[int, str], column: str, message: Text, used: Mask, hint: Text = Text(nl="")
    ) -> None:
        self.found.flag(
            [at for at in wrong if used[at]],
            message,
            field=lambda at: column,
            value=lambda at: wrong[at],
            line=lambda at: int(self.table.lines[at]),
            hint=hint,
        )

    def _open_to_cars(self, uses: frozenset[str]) -> Mask:
        """Roads that let a car in: by their uses, and with more than no lanes."""
        cells = self.table.text("allowed_uses")
        lets_in = {
            cell: not cell or any(use.strip().lower() in uses for use in _APART.split(cell)) for cell in set(cells)
        }
        found = np.fromiter((lets_in[cell] for cell in cells), bool, len(cells))
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

    def _fill(self, column: str, values: Floats, classes: RoadClasses, used: Mask) -> None:
        """A column with what the class of a road says in the empty cells."""
        table = self.table
        empty = table.empty(column) & used
        if empty.any():
            of_class = self._of_class(column, classes, empty)
            lacks = np.isnan(of_class)
            message = Text(nl="deze waarde ontbreekt.", en="this value is missing.")
            hint = Text(
                nl="Vul haar in, of bij facility_type een klasse, zoals motorway of residential.",
                en="Fill it in, or a class as facility_type, such as motorway or residential.",
            )
            said = self._class_words()
            wrong = {at: said(at) for at in np.flatnonzero(empty)[lacks].tolist()}
            self._flag_cells(wrong, column, message, used, hint)
            values = values.copy()
            values[empty] = of_class
            if count := int((~lacks).sum()):
                self._note(
                    f"{number(count, 'nl')} lege cellen: aangenomen naar de klasse van de weg.",
                    f"{number(count, 'en')} empty cells: taken from the class of the road.",
                    column,
                )
        negative = used & ((values < 0) if column == "capacity" else (values <= 0))
        message = (
            Text(nl="hier hoort een getal van 0 of meer.", en="this should be a number of 0 or more.")
            if column == "capacity"
            else Text(nl="hier hoort een getal groter dan 0.", en="this should be a number greater than 0.")
        )
        flag_rows(self.found, table, negative, column, message)
        self.columns[column] = values

    def _of_class(self, column: str, classes: RoadClasses, rows: Mask) -> Floats:
        """What the class of some roads says about a column, in SI; NaN where it is not known."""
        value_of = {name.lower(): _OF_CLASS[column](each) for name, each in classes.by_name.items()}
        said = self._class_words()
        return np.array([value_of.get(said(at).lower(), np.nan) for at in np.flatnonzero(rows).tolist()], float)

    def _class_words(self) -> Callable[[int], str]:
        """What a row says about the class of its road."""
        facility, kind = self.table.text("facility_type"), self.table.text("link_type_name")
        return lambda at: facility[at] or kind[at]

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
            flag_rows(
                self.found,
                table,
                empty,
                "length",
                Text(nl="de lengte ontbreekt.", en="the length is missing."),
                hint=hint,
            )
        message = Text(nl="hier hoort een getal groter dan 0.", en="this should be a number greater than 0.")
        flag_rows(self.found, table, used & (values <= 0), "length", message)
        self.columns["length"] = values

    def _along(self, rows: Integers, ends: list[Integers]) -> Floats:
        if self.geometry is None:
            return distances_m(self.xy[ends[0][rows]], self.xy[ends[1][rows]], self.units.crs)
        lines = self.geometry.picked(rows, np.zeros(len(rows), bool))
        pieces = distances_m(lines.corners[:-1], lines.corners[1:], self.units.crs)
        # From the last corner of one line to the first of the next there is no road.
        pieces[lines.first[1:-1] - 1] = 0.0
        return np.asarray(np.add.reduceat(pieces, lines.first[:-1]))

    def _lines(self, ends: list[Integers], used: Mask) -> None:
        """Lines of the roads from begin to end; straight where a road has none."""
        message = Text(nl="hier hoort een LINESTRING in WKT.", en="this should be a LINESTRING in WKT.")
        self._flag_cells(self.wkt.wrong, "geometry", message, used)
        written = self.wkt.lines(len(self.table))
        known = written.counts > 0
        if not (used & known).any():
            return
        straight = np.flatnonzero(used & ~known & (ends[0] >= 0) & (ends[1] >= 0))
        which = np.arange(len(self.table))
        if len(straight):
            between = np.stack([self.xy[ends[0][straight]], self.xy[ends[1][straight]]], axis=1).reshape(-1, 2)
            counts = np.concatenate([written.counts, np.full(len(straight), 2)])
            written = Lines.of_counts(np.concatenate([written.corners, between]), counts)
            which[straight] = len(which) + np.arange(len(straight))
        flag = self.table.numbers.get("dir_flag", np.ones(len(self.table)))
        self.geometry = written.picked(which, known & (flag == -1))

    def _directed(self, used: Mask) -> Mask:
        cells = self.table.text("directed")
        means = {cell: _DIRECTED.get(cell.lower()) for cell in set(cells)}
        unknown = np.fromiter((means[cell] is None for cell in cells), bool, len(cells)) & used
        flag_rows(
            self.found, self.table, unknown, "directed", Text(nl="hier hoort 1 of 0.", en="this should be 1 or 0.")
        )
        return np.fromiter((means[cell] is not False for cell in cells), bool, len(cells))


def _at(texts: list[str], rows: Integers) -> Sequence[str]:
    """The texts of some rows, without a copy where these are all rows."""
    return texts if np.array_equal(rows, np.arange(len(texts))) else [texts[at] for at in rows.tolist()]


_OF_CLASS: dict[str, Callable[[RoadClass], float]] = {
    "free_speed": lambda each: each.free_speed_km_h * 1000 / HOUR_S,
    "capacity": lambda each: each.capacity_lane_veh_h / HOUR_S,
    "lanes": lambda each: each.lanes,
}
_ENDS = ("from_node_id", "to_node_id")
NO_NODE = Text(nl="er is geen knoop met deze naam.", en="there is no node of this name.")
