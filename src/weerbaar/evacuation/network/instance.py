# SPDX-License-Identifier: EUPL-1.2
"""The JSON form of an evacuation instance: roads, exits, vehicles per node and one departure curve.

Keys: ``name``; ``note`` (may be left out); ``nodes`` as ``[name, x, y]``; ``links`` as ``[from, to, length in m, free
speed in m/s, capacity in veh/h of all lanes, lanes]``; ``jam`` in vehicles per metre per lane; ``demand`` as ``[node,
vehicles]``; ``exits`` as names of nodes; ``profile``: share of the vehicles that has set out by the end of each bin of
``bin_s`` seconds.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text, parse_json, read_text
from weerbaar.evacuation.network.findings import Findings
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
_TOO_LARGE = Text(nl="zo groot kan dit niet zijn.", en="this cannot be so large.")
_MOST = 1e12


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
    raw = _parsed(read_text(path, name, MAX_BYTES), name)
    return _Reader(name).instance(raw)


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

    def instance(self, raw: dict[str, Any]) -> Instance:
        found = self.findings
        self._require_keys(raw)
        nodes = self._rows(raw["nodes"], "nodes", 3)
        links = self._rows(raw["links"], "links", 6)
        demand = self._rows(raw["demand"], "demand", 2)
        ids = self._node_ids(nodes)
        before = len(found.problems) if all(row[0] is not _WRONG for row in links) else -1
        x, y = (self._numbers([n[at] for n in nodes], "nodes", name, None) for at, name in ((1, "x"), (2, "y")))
        begin, end = (self._nodes([link[at] for link in links], "links", name) for at, name in ((0, "from"), (1, "to")))
        ends_known = len(found.problems) == before
        length, speed, capacity, lanes = (
            self._numbers([link[at] for link in links], "links", name, message)
            for at, name, message in (
                (2, "length", _POSITIVE),
                (3, "speed", _POSITIVE),
                (4, "capacity", _NOT_NEGATIVE),
                (5, "lanes", _POSITIVE),
            )
        )
        capacity = capacity / HOUR_S
        vehicles = self._vehicles(demand)
        jam, bin_s = (float(self._numbers([raw[key]], key, "", _POSITIVE)[0]) for key in ("jam", "bin_s"))
        share = self._profile(raw["profile"])
        exits = self._exits(raw["exits"], end if ends_known else None)
        found.require_none()
        return Instance(
            network=RoadNetwork(
                name=raw["name"],
                node_ids=tuple(ids),
                x=x,
                y=y,
                link_ids=tuple(f"{at + 1}" for at in range(len(links))),
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

    def _require_keys(self, raw: dict[str, Any]) -> None:
        for key, (kind, nl, en) in _KEYS.items():
            if key not in raw:
                self.findings.add(
                    Text(nl=f"deze sleutel ontbreekt: {nl}.", en=f"this key is missing: {en}."), field=key
                )
            elif kind is not float and not isinstance(raw[key], kind):
                self.findings.add(
                    Text(nl=f"hier hoort {nl}.", en=f"this should be {en}."), field=key, value=_shown(raw[key])
                )
            elif kind is list and not raw[key] and key != "demand":
                self.findings.add(Text(nl="deze lijst is leeg.", en="this list is empty."), field=key)
        self.findings.require_none()

    def _rows(self, rows: list[Any], key: str, width: int) -> list[list[Any]]:
        """The rows of the right form; a wrong one hides no mistake in another list, only its own."""
        wrong = [at for at, row in enumerate(rows) if not isinstance(row, list) or len(row) != width]
        self.findings.flag(
            wrong,
            Text(nl=f"hier hoort een rij van {width} waarden.", en=f"this should be a row of {width} values."),
            field=lambda at: f"{key}[{at}]",
            value=lambda at: _shown(rows[at]),
        )
        if not wrong:
            return rows
        # What is left out of the middle would shift the places in later messages, so it is made blank in its place.
        blank = [_WRONG] * width
        bad = set(wrong)
        return [blank if at in bad else row for at, row in enumerate(rows)]

    def _node_ids(self, nodes: Sequence[Sequence[Any]]) -> list[str]:
        ids = [_name(node[0]) for node in nodes]
        self._flag_names([node[0] for node in nodes], ids, "nodes", "name")
        double = []
        for at, name in enumerate(ids):
            if name is None:
                continue
            if name in self.number:
                double.append(at)
            else:
                self.number[name] = at
        self.findings.flag(
            double,
            Text(nl="deze knoop staat er twee keer.", en="this node occurs twice."),
            field=lambda at: f"nodes[{at}].name",
            value=lambda at: ids[at] or "",
        )
        return [name or "" for name in ids]

    def _flag_names(self, values: Sequence[Any], names: Sequence[str | None], key: str, part: str) -> None:
        self.findings.flag(
            [at for at, name in enumerate(names) if name is None and values[at] is not _WRONG],
            Text(nl="hier hoort de naam van een knoop.", en="this should be the name of a node."),
            field=_place(key, part),
            value=lambda at: _shown(values[at]),
        )

    def _nodes(self, values: Sequence[Any], key: str, part: str, hint: Text = Text(nl="")) -> Integers:
        """Numbers of the nodes with these names, 0 for what is no node."""
        names = [_name(value) for value in values]
        self._flag_names(values, names, key, part)
        self.findings.flag(
            [at for at, name in enumerate(names) if name is not None and name not in self.number],
            Text(nl="er is geen knoop met deze naam.", en="there is no node of this name."),
            field=_place(key, part),
            value=lambda at: names[at] or "",
            hint=hint,
        )
        return np.array([self.number.get(name or "", 0) for name in names], np.int64)

    def _numbers(self, values: Sequence[Any], key: str, part: str, allowed: Text | None) -> Floats:
        """Values as numbers, NaN for what is none or is not allowed."""
        found = np.array([_finite(value) for value in values], float)
        with np.errstate(invalid="ignore"):
            bad = ~np.isfinite(found)
            if allowed is _POSITIVE:
                bad |= found <= 0
            elif allowed is _NOT_NEGATIVE:
                bad |= found < 0
        bad &= np.array([value is not _WRONG for value in values], bool)
        for which, message in ((bad, allowed or _ANY_NUMBER), (np.abs(found) > _MOST, _TOO_LARGE)):
            self.findings.flag(which, message, field=_place(key, part), value=lambda at: _shown(values[at]))
        return found

    def _vehicles(self, demand: Sequence[Sequence[Any]]) -> dict[str, float]:
        """Vehicles per node; a node that is named more than once gets the sum."""
        hint = Text(nl="Vertrek zonder zone kan niet.", en="Departures need a zone.")
        self._nodes([row[0] for row in demand], "demand", "node", hint)
        amounts = self._numbers([row[1] for row in demand], "demand", "vehicles", _NOT_NEGATIVE)
        vehicles: dict[str, float] = {}
        for row, amount in zip(demand, amounts.tolist(), strict=True):
            name = _name(row[0]) or ""
            vehicles[name] = vehicles.get(name, 0.0) + amount
        return vehicles

    def _profile(self, raw: Sequence[Any]) -> Floats:
        share = np.array([0.0, *self._numbers(raw, "profile", "", _NOT_NEGATIVE)])
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
        exits = self._nodes(raw, "exits", "")
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


_WRONG = object()
"""Stands for the values of a row that was refused as a whole, so that they are not refused again one by one."""


def _place(key: str, part: str) -> Callable[[int], str]:
    if key in ("jam", "bin_s"):
        return lambda at: key
    return lambda at: f"{key}[{at}].{part}" if part else f"{key}[{at}]"


def _name(value: Any) -> str | None:
    return str(value) if type(value) in (str, int) and value != "" else None


def _finite(value: Any) -> float:
    return float(value) if type(value) in (int, float) else math.nan


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)[:100]
