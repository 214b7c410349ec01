# SPDX-License-Identifier: EUPL-1.2
"""What the map of an evacuation plays: roads, and per moment their flow and queue, small enough for one answer.

Long rows of numbers are packed: little-endian, zlib, base64. A road has its moments side by side, because they are
much alike, so that hours of a city fit in some tens of kilobytes. The same study gives the same bytes.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, WeerbaarError

if TYPE_CHECKING:
    from weerbaar.evacuation.flow import Bound
    from weerbaar.evacuation.network import RoadNetwork
    from weerbaar.evacuation.simulation import Measure
    from weerbaar.evacuation.study import Study

Floats = npt.NDArray[np.float64]

VERSION = 1
MOST_ROADS = 20
"""Roads in the table of one moment."""

_HOUR_S = 3600.0
_WORTH_TELLING_VEH = 1


class MapError(WeerbaarError):
    """A network that cannot be drawn."""


@dataclass(frozen=True)
class RoadNow:
    """A road at one moment.

    Attributes:
        id: of the link.
        name: for people.
        flow_veh_h: what left it in the bin before the moment, per hour.
        capacity_veh_h: what it can carry then; 0 where it is closed.
        queue_veh: waiting at its end.
    """

    id: str
    name: str
    flow_veh_h: int
    capacity_veh_h: int
    queue_veh: int


@dataclass(frozen=True)
class Moment:
    """How it stands at one moment; people.

    Attributes:
        hours: since the start.
        out: safe.
        road: on a road.
        waiting: set out, but the first road is full.
        home: not set out.
        bound: at most this many are safe by then, whatever the plan; None where that was not worked out.
        roads: with the longest queues, then the fullest.
    """

    hours: float
    out: int
    road: int
    waiting: int
    home: int
    bound: int | None
    roads: tuple[RoadNow, ...]


def map_bytes(study: Study) -> bytes:
    """Return what the map plays, as JSON in UTF-8.

    Raises:
        MapError: the network has no coordinates, or they are no places on Earth.
    """
    network, outcome = study.network, study.outcome
    bin_s = study.settings.bin_s
    x, y, bends, bends_of = _places(network)
    x_0, y_0 = float(x.min()), float(y.min())
    left = outcome.left_veh
    # The last bin may be shorter than the others.
    lasted_s = np.maximum(np.diff(outcome.times_s, prepend=-bin_s), 1e-9)
    flow = np.diff(left, axis=0, prepend=left[:1]) / lasted_s[:, None] * _HOUR_S
    moments_s, capacity = _capacities(network, study.settings.measures)
    found = {
        "version": VERSION,
        "name": network.name,
        "degrees": bool(network.crs),
        "hours": _rounded(outcome.times_s / _HOUR_S, 4),
        "origin": [x_0, y_0],
        "x": _packed(x - x_0, "<f4"),
        "y": _packed(y - y_0, "<f4"),
        "bends": _packed(np.column_stack([bends[:, 0] - x_0, bends[:, 1] - y_0]), "<f4"),
        "bends_of": _packed(bends_of, "<u4"),
        "begin": _packed(network.begin, "<u4"),
        "end": _packed(network.end, "<u4"),
        "texts": _packed_text(
            {
                "ids": list(network.link_ids),
                "places": [network.place(node) for node in range(network.n_nodes)],
                "roads": list(network.road_names),
            }
        ),
        "storage": _packed(network.storage_veh, "<u4"),
        "capacity_from_h": _rounded(moments_s / _HOUR_S, 4),
        "capacity": _packed(capacity * _HOUR_S, "<u2"),
        "flow": _packed(flow.T, "<u2"),
        "queue": _packed(outcome.queued_veh.T, "<u2"),
        "people": _people(study),
        "zones": _zones(study, x - x_0, y - y_0),
        "exits": {
            "names": [network.place(int(node)) for node in network.exits],
            "at": [_at(x[node] - x_0, y[node] - y_0) for node in network.exits],
            "people": _packed(outcome.arrived_veh.T * _per_vehicle(study), "<u4"),
        },
        "bottlenecks": _bottlenecks(study, x - x_0, y - y_0),
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def moment_of(content: bytes, hours: float) -> Moment:
    """Return how it stands at the last moment not after ``hours``, from what :func:`map_bytes` gave.

    Args:
        content: the data of the map.
        hours: since the start; before it is the first moment, after the end the last.
    """
    data = json.loads(content)
    at = moment_number(data["hours"], hours)
    people, texts = data["people"], json.loads(_unpacked_bytes(data["texts"]))
    n_links, n_moments = len(texts["ids"]), len(data["hours"])
    flow, queue = (_unpacked(data[key], "<u2").reshape(n_links, n_moments)[:, at] for key in ("flow", "queue"))
    period = moment_number(data["capacity_from_h"], data["hours"][at])
    capacity = _unpacked(data["capacity"], "<u2").reshape(-1, n_links)[period]
    begin, end = _unpacked(data["begin"], "<u4"), _unpacked(data["end"], "<u4")
    fullness = flow / np.maximum(capacity, 1)
    order = np.lexsort((-fullness, -queue.astype(float)))[:MOST_ROADS]
    roads = tuple(
        RoadNow(
            texts["ids"][link],
            _road(texts, link, int(begin[link]), int(end[link])),
            int(flow[link]),
            int(capacity[link]),
            int(queue[link]),
        )
        for link in order.tolist()
        if queue[link] >= _WORTH_TELLING_VEH or flow[link] > 0
    )
    return Moment(
        hours=data["hours"][at],
        out=people["out"][at],
        road=people["road"][at],
        waiting=people["waiting"][at],
        home=people["home"][at],
        bound=None if people["bound"] is None else people["bound"][at],
        roads=roads,
    )


def busiest_h(content: bytes) -> float:
    """Return the hour at which the most people are on the road, from what :func:`map_bytes` gave."""
    data = json.loads(content)
    road = data["people"]["road"]
    return float(data["hours"][road.index(max(road))])


def moment_number(moments: list[float], hours: float) -> int:
    """Return the number of the last moment not after ``hours``; the first where all are."""
    return max(int(np.searchsorted(moments, hours + 1e-6, side="right")) - 1, 0)


def _road(texts: dict[str, list[str]], link: int, begin: int, end: int) -> str:
    road = texts["roads"][link] if texts["roads"] else ""
    ends = f"{texts['places'][begin]} → {texts['places'][end]}"
    return f"{road} {ends}" if road else ends


def _places(network: RoadNetwork) -> tuple[Floats, Floats, Floats, npt.NDArray[np.int64]]:
    """Nodes and the bends of roads between their ends, as degrees where the network has a coordinate system.

    Returns: x and y of nodes; bends, shape (K, 2); number of bends of each link.
    """
    from weerbaar.evacuation.network import DEGREES, ProjectionError, moved

    if not (np.isfinite(network.x).all() and np.isfinite(network.y).all()) or not network.n_nodes:
        raise MapError(
            Text(
                nl=f"'{network.name}' heeft geen coördinaten en kan niet op een kaart.",
                en=f"'{network.name}' has no coordinates and cannot be put on a map.",
            )
        )
    inner = [line[1:-1] for line in network.geometry]
    n_bends = np.array([len(line) for line in inner] or [0] * network.n_links, np.int64)
    bends = np.concatenate(inner) if inner else np.empty((0, 2))
    if not network.crs:
        return network.x, network.y, bends, n_bends
    try:
        x, y = moved(network.x, network.y, source=network.crs, target=DEGREES)
        if len(bends):
            bends = np.column_stack(moved(bends[:, 0], bends[:, 1], source=network.crs, target=DEGREES))
    except ProjectionError as error:
        raise MapError(error.message) from error
    return x, y, bends, n_bends


def _capacities(network: RoadNetwork, measures: tuple[Measure, ...]) -> tuple[Floats, Floats]:
    """Moments from which roads can carry something else, P of them, and what they can, shape (P, M), veh/s."""
    from weerbaar.evacuation.simulation import changes_s, conditions_at

    moments_s = np.array([0.0, *(time for time in changes_s(measures) if time > 0)])
    now = [conditions_at(network, measures, float(time)) for time in moments_s]
    return moments_s, np.array([np.minimum(one.into_veh_s(network), one.out_of_veh_s(network)) for one in now])


def _per_vehicle(study: Study) -> float:
    """People in a vehicle; on the road all vehicles are one stream."""
    return study.departures.people / study.departures.total_veh


def _people(study: Study) -> dict[str, Any]:
    """Where people are at each moment; every person is in one of the four."""
    outcome, per_vehicle = study.outcome, _per_vehicle(study)
    out = outcome.out_veh
    road, waiting = outcome.on_link_veh.sum(1), outcome.waiting_veh.sum(1)
    total = study.departures.total_veh
    bound = study.bound
    return {
        "total": round(total * per_vehicle),
        "out": _whole(out * per_vehicle),
        "road": _whole(road * per_vehicle),
        "waiting": _whole(waiting * per_vehicle),
        "home": _whole((total - out - road - waiting) * per_vehicle),
        "bound": None if bound is None else _whole(_most_out(bound, outcome.times_s) * per_vehicle),
    }


def _most_out(bound: Bound, times_s: Floats) -> Floats:
    """At most this many vehicles are safe by each moment; straight between the moments that were proven."""
    return np.interp(times_s, [0.0, *bound.times_s], [0.0, *bound.out_by_veh])


def _zones(study: Study, x: Floats, y: Floats) -> dict[str, Any]:
    """Zones with the people who have not come onto a road yet; a node outside all zones is one of its own."""
    network, leaving = study.network, study.leaving
    released = np.array([leaving.released(float(time)) for time in study.outcome.times_s])
    left_veh = leaving.vehicles[None, :] - released + study.outcome.waiting_veh[:, leaving.nodes]
    left = np.maximum(left_veh, 0.0) * leaving.people_per_vehicle
    origin = {int(node): at for at, node in enumerate(leaving.nodes)}
    # Where zones share a node, who leaves there is dealt out by the shares that they gave it.
    claimed = np.zeros(network.n_nodes)
    for zone in network.zones:
        np.add.at(claimed, list(zone.nodes), zone.shares)
    names, places, people = [], [], []
    for zone in network.zones:
        mine = [(n, s) for n, s in zip(zone.nodes, zone.shares, strict=True) if n in origin and s > 0]
        if mine:
            nodes, shares = np.array([n for n, _ in mine]), np.array([s for _, s in mine])
            names.append(zone.name)
            places.append(_at(np.average(x[nodes], weights=shares), np.average(y[nodes], weights=shares)))
            people.append(left[:, [origin[n] for n, _ in mine]] @ (shares / claimed[nodes]))
    for node, at_origin in origin.items():
        if claimed[node] <= 0:
            names.append(network.place(node))
            places.append(_at(x[node], y[node]))
            people.append(left[:, at_origin])
    return {"names": names, "at": places, "people": _packed(np.array(people), "<u4")}


def _at(x: float, y: float) -> list[float]:
    return [round(float(x), 6), round(float(y), 6)]


def _bottlenecks(study: Study, x: Floats, y: Floats) -> list[dict[str, Any]]:
    network = study.network
    found = []
    for one in study.bound.bottlenecks if study.bound else ():
        road = one.kind == "road"
        ends = [network.begin[one.number], network.end[one.number]] if road else [network.exits[one.number]]
        found.append(
            {
                "name": one.name,
                "road": int(one.number) if road else None,
                "hours": round(float(one.hours), 2),
                "at": _at(x[ends].mean(), y[ends].mean()),
            }
        )
    return found


def _whole(values: Floats) -> list[int]:
    return [int(value) for value in np.maximum(np.rint(values), 0).tolist()]


def _rounded(values: Floats, digits: int) -> list[float]:
    return [round(value, digits) for value in values.tolist()]


def _packed(values: npt.NDArray[Any], kind: str) -> str:
    """Numbers as text; whole numbers are rounded, and held to what the kind can say."""
    if kind != "<f4":
        values = np.clip(np.rint(np.nan_to_num(values, posinf=1e12)), 0, np.iinfo(kind).max)
    return _packed_bytes(np.ascontiguousarray(values).astype(kind).tobytes())


def _packed_text(found: dict[str, list[str]]) -> str:
    return _packed_bytes(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode())


def _packed_bytes(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content, 9)).decode()


def _unpacked_bytes(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))


def _unpacked(text: str, kind: str) -> npt.NDArray[Any]:
    return np.frombuffer(_unpacked_bytes(text), kind)
