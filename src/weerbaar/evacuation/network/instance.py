# SPDX-License-Identifier: EUPL-1.2
"""The JSON form of an evacuation instance: roads, exits, vehicles per node and one departure curve.

Keys: ``name``; ``note`` (may be left out); ``nodes`` as ``[name, x, y]``; ``links`` as ``[from, to, length in m, free
speed in m/s, capacity in veh/h of all lanes, lanes]``; ``jam`` in vehicles per metre per lane; ``demand`` as ``[node,
vehicles]``; ``exits`` as names of nodes; ``profile``: share of the vehicles that has set out by the end of each bin of
``bin_s`` seconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text, parse_json, read_text
from weerbaar.evacuation.network.findings import Findings
from weerbaar.evacuation.network.instance_columns import MOST, WRONG, NodeColumn, NumberColumn, node_name
from weerbaar.evacuation.network.instance_links import UncutError, cut_text
from weerbaar.evacuation.network.model import RoadNetwork, Zone
from weerbaar.evacuation.network.units import HOUR_S

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

MAX_BYTES = 300_000_000
MAX_VALUES = 20_000_000
_KEYS: dict[str, tuple[type, str, str]] = {
    "name": (str, "een tekst", "a text"),
    "nodes": (list, "een lijst", "a list"),
    "links": (list, "een lijst", "a list"),
    "jam": (float, "een getal", "a number"),
    "demand": (list, "een lijst", "a list"),
    "exits": (list, "een lijst", "a list"),
    "profile": (list, "een lijst", "a list"),
    "bin_s": (float, "een getal", "a number"),
}
_POSITIVE = Text(nl="hier hoort een getal groter dan 0.", en="this should be a number greater than 0.")
_NOT_NEGATIVE = Text(nl="hier hoort een getal van 0 of meer.", en="this should be a number of 0 or more.")
_ANY_NUMBER = Text(nl="hier hoort een getal.", en="this should be a number.")
_OF_LINKS = {"length": _POSITIVE, "speed": _POSITIVE, "capacity": _NOT_NEGATIVE, "lanes": _POSITIVE}
_PLACES = ((1, "x"), (2, "y"))
_TOO_LARGE = Text(nl="zo groot kan dit niet zijn.", en="this cannot be so large.")


@dataclass(frozen=True, eq=False)
class Instance:
    """A network with the vehicles that leave it; Z zones, B bins.

    Attributes:
        network: roads; its zones are the nodes where vehicles set out.
        vehicles: of each zone, length Z.
        times_s: ends of the bins of the departure curve, the first 0, length B + 1.
        share_released: of the vehicles by each moment, length B + 1, from 0 to 1.
    """

    network: RoadNetwork
    vehicles: Floats
    times_s: Floats
    share_released: Floats


def read_instance(path: Path) -> Instance:
    """Read an instance.

    Raises:
        InputError: the file cannot be read, is not JSON, or states what cannot be; with every problem in it.
    """
    name = path.name
    text = read_text(path, name, MAX_BYTES)
    cut = cut_text(text, name, MAX_VALUES)
    if cut is not None:
        try:
            return _Reader(name).instance(cut.rest, cut.pieces())
        except UncutError:
            # Now the whole text says what is wrong, and where.
            pass
    return _Reader(name).instance(_parsed(text, name))


def _parsed(text: str, name: str) -> dict[str, Any]:
    raw = parse_json(text, name, MAX_VALUES)
    if not isinstance(raw, dict):
        message = Text(nl="hier horen sleutels met waarden.", en="this should be keys with values.")
        raise InputError([Problem(name, message)])
    return raw


class _Reader:
    """Reads one instance, and collects what is wrong with it."""

    def __init__(self, file: str) -> None:
        self.findings = Findings(file)
        self.number: dict[str, int] = {}

    def instance(self, raw: dict[str, Any], pieces: Iterable[list[Any]] | None = None) -> Instance:
        """Return what is read; the rows of ``links`` come in ``pieces`` where those are given."""
        found = self.findings
        self._check_keys(raw, () if pieces is None else ("links",))
        if pieces is not None and found.problems:
            # What is no JSON at all is said before what is missing in it.
            raise UncutError("links")
        found.require_none()
        nodes = self._rows(raw["nodes"], "nodes", 3)
        self._number_nodes(nodes)
        ends = NodeColumn(self.number), NodeColumn(self.number)
        numbers = tuple(NumberColumn() for _ in _OF_LINKS)
        whole = self._take_links([raw["links"]] if pieces is None else pieces, (*ends, *numbers))
        demand = self._rows(raw["demand"], "demand", 2)
        ids = self._node_ids(nodes)
        before = len(found.problems) if whole else -1
        x, y = (self._numbers(NumberColumn([n[at] for n in nodes]), "nodes", name, None) for at, name in _PLACES)
        begin, end = (self._nodes(at, "links", name) for at, name in zip(ends, ("from", "to"), strict=True))
        ends_known = len(found.problems) == before
        length, speed, capacity, lanes = (
            self._numbers(column, "links", name, message)
            for column, (name, message) in zip(numbers, _OF_LINKS.items(), strict=True)
        )
        capacity = capacity / HOUR_S
        vehicles = self._vehicles(demand)
        jam, bin_s = (float(self._numbers(NumberColumn([raw[key]]), key, "", _POSITIVE)[0]) for key in ("jam", "bin_s"))
        share = self._profile(raw["profile"])
        exits = self._exits(raw["exits"], end if ends_known else None)
        found.require_none()
        return Instance(
            network=RoadNetwork(
                name=raw["name"],
                node_ids=tuple(ids),
                x=x,
                y=y,
                link_ids=tuple(str(at + 1) for at in range(len(begin))),
                begin=begin,
                end=end,
                length_m=length,
                free_speed_m_s=speed,
                capacity_veh_s=capacity,
                lanes=lanes,
                jam_veh_m=lanes * jam,
                exits=exits,
                exit_capacity_veh_s=np.asarray(np.bincount(end, capacity, len(ids))[exits], float),
                zones=tuple(Zone(name, name, (self.number[name],), (1.0,)) for name in vehicles),
                source=str(raw.get("note", "")),
            ),
            vehicles=np.array(list(vehicles.values()), float),
            times_s=np.arange(len(share), dtype=float) * bin_s,
            share_released=share,
        )

    def _check_keys(self, raw: dict[str, Any], apart: Sequence[str]) -> None:
        for key, (kind, nl, en) in _KEYS.items():
            if key not in raw:
                self.findings.add(
                    Text(nl=f"deze sleutel ontbreekt: {nl}.", en=f"this key is missing: {en}."), field=key
                )
            elif kind is not float and not isinstance(raw[key], kind):
                self.findings.add(
                    Text(nl=f"hier hoort {nl}.", en=f"this should be {en}."), field=key, value=_shown(raw[key])
                )
            elif kind is list and not raw[key] and key != "demand" and key not in apart:
                self.findings.add(Text(nl="deze lijst is leeg.", en="this list is empty."), field=key)

    def _rows(self, rows: list[Any], key: str, width: int) -> list[list[Any]]:
        """The rows of the right form; a wrong one hides no mistake in another list, only its own."""
        wrong = [at for at, row in enumerate(rows) if not isinstance(row, list) or len(row) != width]
        self._flag_rows({at: rows[at] for at in wrong}, key, width)
        return _blanked(rows, wrong, width)

    def _take_links(self, pieces: Iterable[list[Any]], columns: Sequence[NodeColumn | NumberColumn]) -> bool:
        """Fill the columns of the links; return whether all rows have the right form."""
        wrong: dict[int, Any] = {}
        before = 0
        for rows in pieces:
            here = [at for at, row in enumerate(rows) if not isinstance(row, list) or len(row) != len(columns)]
            wrong |= {before + at: rows[at] for at in here}
            for column, values in zip(columns, zip(*_blanked(rows, here, len(columns)), strict=True), strict=True):
                column.take(values)
            before += len(rows)
        self._flag_rows(wrong, "links", len(columns))
        return not wrong

    def _flag_rows(self, wrong: dict[int, Any], key: str, width: int) -> None:
        self.findings.flag(
            list(wrong),
            Text(nl=f"hier hoort een rij van {width} waarden.", en=f"this should be a row of {width} values."),
            field=lambda at: f"{key}[{at}]",
            value=lambda at: _shown(wrong[at]),
        )

    def _number_nodes(self, nodes: Sequence[Sequence[Any]]) -> None:
        for at, node in enumerate(nodes):
            if (name := node_name(node[0])) is not None:
                self.number.setdefault(name, at)

    def _node_ids(self, nodes: Sequence[Sequence[Any]]) -> list[str]:
        ids = [node_name(node[0]) for node in nodes]
        self._flag_names({at: nodes[at][0] for at, name in enumerate(ids) if name is None}, "nodes", "name")
        self.findings.flag(
            [at for at, name in enumerate(ids) if name is not None and self.number[name] != at],
            Text(nl="deze knoop staat er twee keer.", en="this node occurs twice."),
            field=lambda at: f"nodes[{at}].name",
            value=lambda at: ids[at] or "",
        )
        return [name or "" for name in ids]

    def _flag_names(self, odd: dict[int, Any], key: str, part: str) -> None:
        self.findings.flag(
            [at for at, value in odd.items() if value is not WRONG],
            Text(nl="hier hoort de naam van een knoop.", en="this should be the name of a node."),
            field=_place(key, part),
            value=lambda at: _shown(odd[at]),
        )

    def _nodes(self, column: NodeColumn, key: str, part: str, hint: Text = Text(nl="")) -> Integers:
        """Numbers of the nodes that a column names, 0 for what is no node."""
        names = {at: node_name(value) for at, value in column.odd.items()}
        self._flag_names({at: column.odd[at] for at, name in names.items() if name is None}, key, part)
        self.findings.flag(
            [at for at, name in names.items() if name is not None],
            Text(nl="er is geen knoop met deze naam.", en="there is no node of this name."),
            field=_place(key, part),
            value=lambda at: names[at] or "",
            hint=hint,
        )
        return column.values

    def _numbers(self, column: NumberColumn, key: str, part: str, allowed: Text | None) -> Floats:
        """Values as numbers, NaN for what is none; what is not allowed is noted."""
        found, odd = column.values, column.odd
        bad, large = [], []
        for at, value in odd.items():
            number = found[at]
            if value is WRONG:
                continue
            low = (allowed is _POSITIVE and number <= 0) or (allowed is _NOT_NEGATIVE and number < 0)
            if low or not np.isfinite(number):
                bad.append(at)
            if abs(number) > MOST:
                large.append(at)
        for which, message in ((bad, allowed or _ANY_NUMBER), (large, _TOO_LARGE)):
            self.findings.flag(which, message, field=_place(key, part), value=lambda at: _shown(odd[at]))
        return found

    def _vehicles(self, demand: Sequence[Sequence[Any]]) -> dict[str, float]:
        """Vehicles per node; a node that is named more than once gets the sum."""
        hint = Text(nl="Vertrek zonder zone kan niet.", en="Departures need a zone.")
        self._nodes(NodeColumn(self.number, [row[0] for row in demand]), "demand", "node", hint)
        amounts = self._numbers(NumberColumn([row[1] for row in demand]), "demand", "vehicles", _NOT_NEGATIVE)
        vehicles: dict[str, float] = {}
        for row, amount in zip(demand, amounts.tolist(), strict=True):
            name = node_name(row[0]) or ""
            vehicles[name] = vehicles.get(name, 0.0) + amount
        return vehicles

    def _profile(self, raw: Sequence[Any]) -> Floats:
        share = np.array([0.0, *self._numbers(NumberColumn(raw), "profile", "", _NOT_NEGATIVE)])
        with np.errstate(invalid="ignore"):
            falls, over = np.diff(share) < 0, share[1:] > 1 + 1e-9
        for bad, message in (
            (falls & (share[1:] >= 0), Text(nl="het aandeel daalt; wie weg is, blijft weg.", en="the share falls.")),
            (over, Text(nl="een aandeel is ten hoogste 1.", en="a share is at most 1.")),
        ):
            self.findings.flag(bad, message, field=_place("profile", ""), value=lambda at: _shown(raw[at]))
        return share

    def _exits(self, raw: Sequence[Any], end: Integers | None) -> Integers:
        """Numbers of the exits; whether a road leads there is not asked where the ends of roads are not all known."""
        before = len(self.findings.problems)
        exits = self._nodes(NodeColumn(self.number, raw), "exits", "")
        if len(self.findings.problems) > before:
            return exits
        _, first = np.unique(exits, return_index=True)
        again = np.ones(len(exits), bool)
        again[first] = False
        for bad, message in (
            (again, Text(nl="deze uitgang staat er twee keer.", en="this exit occurs twice.")),
            (
                np.zeros(0, bool) if end is None else ~np.isin(exits, end),
                Text(nl="naar deze uitgang leidt geen weg.", en="no road leads to this exit."),
            ),
        ):
            self.findings.flag(bad, message, field=_place("exits", ""), value=lambda at: _shown(raw[at]))
        return exits


def _blanked(rows: list[Any], wrong: list[int], width: int) -> list[list[Any]]:
    """The rows with blanks for those that are wrong: left out, they would shift the places in later messages."""
    if not wrong:
        return rows
    bad = set(wrong)
    return [[WRONG] * width if at in bad else row for at, row in enumerate(rows)]


def _place(key: str, part: str) -> Callable[[int], str]:
    if key in ("jam", "bin_s"):
        return lambda at: key
    return lambda at: f"{key}[{at}].{part}" if part else f"{key}[{at}]"


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)[:100]
