# SPDX-License-Identifier: EUPL-1.2
"""The networks that come with Weerbaar: Dutch main roads and the people behind the dikes, made from facts.

Where each fact comes from and how sure it is stands in the tables, row by row, and in ``examples.yaml`` beside them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, Text, read_text, read_yaml, validate
from weerbaar.evacuation.network.model import NetworkError, RoadNetwork, Zone
from weerbaar.evacuation.network.projection import DEGREES, DUTCH_GRID, moved
from weerbaar.evacuation.network.road_classes import Sure

Floats = npt.NDArray[np.float64]
Row = Mapping[str, str]

_KM_H = 1 / 3.6
_TOWN = "gemeente"
_LOCAL = "lokale weg"


@dataclass(frozen=True)
class Inhabitants:
    """People who live in a zone.

    Attributes:
        zone: id of the zone in the network, the code of the municipality.
        people: in the dike rings of the example.
        source: of the number.
        sure: how sure it is.
    """

    zone: str
    people: float
    source: Text
    sure: Sure


@dataclass(frozen=True, eq=False)
class Example:
    """A network that comes with Weerbaar; M links.

    Attributes:
        name: to ask for it.
        title: for people.
        about: what it is good for.
        network: roads with the capacity they have in an evacuation; exits are the dry places, zones municipalities.
        normal_capacity_veh_s: of the links on a normal day, length M; NaN for local roads, of which it is not known.
        inhabitants: of each zone, in the order of the zones.
        sources: where the facts come from, each with how sure it is.
    """

    name: str
    title: Text
    about: Text
    network: RoadNetwork
    normal_capacity_veh_s: Floats
    inhabitants: tuple[Inhabitants, ...]
    sources: tuple[tuple[Text, Sure], ...]

    def people_csv(self) -> str:
        """Return the people as the table that a demand file names: ``zone,people``."""
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow(("zone", "people"))
        table.writerows((each.zone, round(each.people)) for each in self.inhabitants)
        return text.getvalue()


class _Source(FileModel):
    id: str
    text: Text
    sure: Sure


class _LocalRoads(FileModel):
    free_speed_km_h: Annotated[float, Field(gt=0)]
    capacity_lane_veh_h: Annotated[float, Field(gt=0)]
    source: Text
    sure: Sure


class _Entry(FileModel):
    """``dike_rings`` that are empty are all of them."""

    name: str
    title: Text
    about: Text
    dike_rings: tuple[str, ...]


class _Examples(FileModel):
    schema_version: Literal[1] = Field(alias="schema")
    sources: tuple[_Source, ...]
    local_roads: _LocalRoads
    jam_veh_m_lane: Annotated[float, Field(gt=0)]
    examples: tuple[_Entry, ...]

    @model_validator(mode="after")
    def _each_once(self) -> _Examples:
        for names in ([entry.name for entry in self.examples], [source.id for source in self.sources]):
            if len(set(names)) < len(names):
                raise Explained("elke naam komt één keer voor.", "each name stands there once.")
        return self


def examples() -> tuple[str, ...]:
    """Return the names of the examples."""
    return tuple(entry.name for entry in _shipped().examples)


@cache
def example(name: str) -> Example:
    """Return an example.

    Raises:
        NetworkError: there is no such example.
    """
    shipped = _shipped()
    entry = next((entry for entry in shipped.examples if entry.name == name), None)
    if entry is None:
        known = ", ".join(examples())
        raise NetworkError(
            Text(
                nl=f"er is geen voorbeeld '{name}'; er zijn: {known}.",
                en=f"there is no example '{name}'; there are: {known}.",
            )
        )
    towns = {row["code"]: row for row in _table("nl-municipalities.csv")}
    people = _people(entry.dike_rings, towns)
    network, normal = _network(entry, shipped, [towns[code] for code in people])
    texts = {source.id: source.text for source in shipped.sources}
    return Example(
        name=entry.name,
        title=entry.title,
        about=entry.about,
        network=network,
        normal_capacity_veh_s=normal,
        inhabitants=tuple(
            Inhabitants(
                code,
                amount,
                Text(
                    nl=f"{texts['cbs'].nl} {texts['estimate'].nl}",
                    en=f"{texts['cbs'].in_('en')} {texts['estimate'].in_('en')}",
                ),
                sure,
            )
            for code, (amount, sure) in people.items()
        ),
        sources=(
            *((source.text, source.sure) for source in shipped.sources),
            (shipped.local_roads.source, shipped.local_roads.sure),
        ),
    )


def _people(rings: tuple[str, ...], towns: Mapping[str, Row]) -> dict[str, tuple[float, Sure]]:
    """People of each municipality inside the rings, and as sure as the least sure of its shares."""
    found: dict[str, tuple[float, Sure]] = {}
    for row in _table("nl-dike-ring-municipalities.csv"):
        if rings and row["dike_ring"] not in rings:
            continue
        code = row["municipality"]
        before, sure = found.get(code, (0.0, "medium"))
        found[code] = (
            before + float(row["share_of_people"]) * float(towns[code]["people"]),
            "low" if "low" in (sure, row["confidence"]) else "medium",
        )
    return dict(sorted(found.items()))


def _network(entry: _Entry, shipped: _Examples, towns: list[Row]) -> tuple[RoadNetwork, Floats]:
    """The main roads both ways, and local roads from each municipality; and the capacity on a normal day."""
    nodes, roads = _table("nl-main-road-nodes.csv"), _table("nl-main-road-links.csv")
    codes = {town["code"] for town in towns}
    local = [row for row in _table("nl-local-roads.csv") if row["municipality"] in codes]
    names = [row["id"] for row in nodes] + [f"{_TOWN} {town['name']}" for town in towns]
    number = {name: at for at, name in enumerate(names)}
    town_names = {town["code"]: f"{_TOWN} {town['name']}" for town in towns}

    both = [(row, row["from"], row["to"]) for row in roads] + [(row, row["to"], row["from"]) for row in roads]
    ends = [(begin, end) for _, begin, end in both] + [(town_names[row["municipality"]], row["node"]) for row in local]
    lanes = np.array([float(row["lanes"]) for row, _, _ in both] + [float(row["lanes"]) for row in local])
    km = [float(row["length_km"]) for row, _, _ in both] + [float(row["length_km"]) for row in local]
    of_local = shipped.local_roads
    speed = [float(row["free_speed_km_h"]) for row, _, _ in both] + [of_local.free_speed_km_h] * len(local)
    capacity = [float(row["capacity_lane_veh_h"]) for row, _, _ in both] + [of_local.capacity_lane_veh_h] * len(local)
    normal = [float(row["capacity_lane_normal_veh_h"]) for row, _, _ in both] + [np.nan] * len(local)

    places = [*nodes, *towns]
    lon, lat = (np.array([float(row[key]) for row in places]) for key in ("lon", "lat"))
    x, y = moved(lon, lat, source=DEGREES, target=DUTCH_GRID)
    exits = np.array([at for at, row in enumerate(nodes) if row["dry_side"] == "1"], np.int64)
    network = RoadNetwork(
        name=entry.name,
        node_ids=tuple(names),
        # The facts are no better than to 100 m, and whole metres are the same with every version of PROJ.
        x=np.round(x),
        y=np.round(y),
        link_ids=tuple(
            [f"{row['road']} {begin}-{end}" for row, begin, end in both]
            + [f"{row['municipality']}-{row['node']}" for row in local]
        ),
        begin=np.array([number[begin] for begin, _ in ends], np.int64),
        end=np.array([number[end] for _, end in ends], np.int64),
        length_m=np.round(np.array(km) * 1000),
        free_speed_m_s=np.array(speed) * _KM_H,
        capacity_veh_s=np.array(capacity) * lanes / 3600,
        lanes=lanes,
        jam_veh_m=lanes * shipped.jam_veh_m_lane,
        exits=exits,
        exit_capacity_veh_s=np.full(len(exits), np.inf),
        zones=tuple(Zone(town["code"], town["name"], (number[town_names[town["code"]]],), (1.0,)) for town in towns),
        road_names=tuple([row["road"] for row, _, _ in both] + [_LOCAL] * len(local)),
        node_names=tuple(row["name"] for row in nodes) + tuple(f"{_TOWN} {town['name']}" for town in towns),
        crs=DUTCH_GRID,
        source="Weerbaar, examples.yaml",
    )
    return network, np.array(normal) * lanes / 3600


def _folder() -> Path:
    return Path(str(files("weerbaar") / "data" / "evacuation" / "network"))


@cache
def _shipped() -> _Examples:
    return validate(_Examples, read_yaml(_folder() / "examples.yaml"))


@cache
def _table(name: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(read_text(_folder() / name, name))))
