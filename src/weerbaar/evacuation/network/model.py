# SPDX-License-Identifier: EUPL-1.2
"""A road network as arrays: where roads begin and end, how long, fast and wide they are, and where people are safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, WeerbaarError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

REACTION_TIME_S = 1.0
"""Newell's simplified car following: a queue moves back by one vehicle per reaction time."""

JAM_VEH_M_LANE = 0.125
"""Where a file has no jam density: a loaded car with the gap in front of it takes 8 m of a lane."""


class NetworkError(WeerbaarError):
    """Arrays that do not make a network."""


@dataclass(frozen=True)
class Zone:
    """Where people leave from.

    Attributes:
        id: code, unique in the network (of a municipality, of a dike ring, of a traffic zone).
        name: for people.
        nodes: numbers of the nodes where its roads begin.
        shares: share of its vehicles at each of those nodes; together 1.
    """

    id: str
    name: str
    nodes: tuple[int, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class RoadNetwork:
    """Roads in one direction each. Metres, seconds and vehicles; N nodes, M links, X exits.

    Attributes:
        name: of the network, for reports.
        node_ids: names, unique, length N.
        x: of nodes; metres where ``crs`` is a projection, degrees of longitude where it is geographic, NaN where
            the source has no coordinates.
        y: the same northward.
        link_ids: names, unique, length M.
        begin: number of the node where each link begins.
        end: number of the node where each link ends.
        length_m: of links.
        free_speed_m_s: of links.
        capacity_veh_s: of links, all lanes together; 0 where a road is closed.
        lanes: of links.
        jam_veh_m: jam density of links, all lanes together.
        exits: numbers of the nodes where people are safe.
        exit_capacity_veh_s: what can leave at each exit; infinite where nothing is known to limit it.
        zones: where people leave from.
        wave_speed_m_s: how fast the head and tail of a queue move back; left out, that of the triangular fundamental
            diagram, and not slower than one vehicle per reaction time.
        road_names: what a road is called on its signs ("A15"), or "" ; empty tuple where unknown.
        node_names: what people call the nodes ("Knp. Deil"); empty tuple where they have only ids.
        geometry: lines of links for drawing, arrays of shape (k, 2) in ``crs``; empty draws straight lines.
        crs: "EPSG:28992" and the like; "" where coordinates are only for drawing.
        source: where the network comes from, for reports.
    """

    name: str
    node_ids: tuple[str, ...]
    x: Floats
    y: Floats
    link_ids: tuple[str, ...]
    begin: Integers
    end: Integers
    length_m: Floats
    free_speed_m_s: Floats
    capacity_veh_s: Floats
    lanes: Floats
    jam_veh_m: Floats
    exits: Integers
    exit_capacity_veh_s: Floats
    zones: tuple[Zone, ...] = ()
    wave_speed_m_s: Floats = field(default_factory=lambda: np.empty(0))
    road_names: tuple[str, ...] = ()
    node_names: tuple[str, ...] = ()
    geometry: Sequence[Floats] = ()
    crs: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        for name, length in (("x", self.n_nodes), ("y", self.n_nodes), *((name, self.n_links) for name in _OF_LINKS)):
            if len(getattr(self, name)) != length:
                raise NetworkError(
                    Text(nl=f"{name} hoort {length} waarden te hebben.", en=f"{name} should have {length} values.")
                )
        if len(self.exit_capacity_veh_s) != len(self.exits):
            raise NetworkError(
                Text(nl="elke uitgang hoort een capaciteit te hebben.", en="every exit should have a capacity.")
            )
        self._require_known_nodes()
        if not len(self.wave_speed_m_s):
            object.__setattr__(self, "wave_speed_m_s", self._derived_wave_speed())

    def _require_known_nodes(self) -> None:
        """Every number of a node is one; a wrong one would read past the end of an array in a kernel.

        Raises:
            NetworkError: a link, exit or zone lies at a node that is not there, or a node is an exit twice.
        """
        zone_nodes = np.array([node for zone in self.zones for node in zone.nodes], np.int64)
        for what_nl, what_en, numbers in (
            ("begin van een weg", "begin of a road", self.begin),
            ("eind van een weg", "end of a road", self.end),
            ("uitgang", "exit", self.exits),
            ("zone", "zone", zone_nodes),
        ):
            wrong = numbers[(numbers < 0) | (numbers >= self.n_nodes)]
            if len(wrong):
                raise NetworkError(
                    Text(nl=f"{what_nl}: knoop {wrong[0]} bestaat niet.", en=f"{what_en}: there is no node {wrong[0]}.")
                )
        if len(np.unique(self.exits)) < len(self.exits):
            raise NetworkError(Text(nl="een knoop is twee keer uitgang.", en="a node is an exit twice."))
        if any(len(zone.nodes) != len(zone.shares) for zone in self.zones):
            raise NetworkError(
                Text(nl="elke knoop van een zone hoort een aandeel te hebben.", en="each node of a zone needs a share.")
            )

    def _derived_wave_speed(self) -> Floats:
        """The wave of the triangular fundamental diagram, but not slower than one vehicle per reaction time."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            moving = self.capacity_veh_s / self.free_speed_m_s
            triangular = np.where(self.jam_veh_m > moving, self.capacity_veh_s / (self.jam_veh_m - moving), np.inf)
            newell = self.lanes / (self.jam_veh_m * REACTION_TIME_S)
        return np.asarray(np.maximum(triangular, newell))

    @property
    def n_nodes(self) -> int:
        """Number of nodes, N."""
        return len(self.node_ids)

    @property
    def n_links(self) -> int:
        """Number of links, M."""
        return len(self.link_ids)

    @cached_property
    def free_time_s(self) -> Floats:
        """Time over each link when nobody is in the way, s."""
        return np.asarray(self.length_m / self.free_speed_m_s)

    @cached_property
    def storage_veh(self) -> Floats:
        """Vehicles that stand on each link when it is full."""
        return np.asarray(self.length_m * self.jam_veh_m)

    @cached_property
    def node_number(self) -> dict[str, int]:
        """Number of a node by its name."""
        return {name: number for number, name in enumerate(self.node_ids)}

    @cached_property
    def link_number(self) -> dict[str, int]:
        """Number of a link by its name."""
        return {name: number for number, name in enumerate(self.link_ids)}

    @cached_property
    def out_links(self) -> tuple[Integers, Integers]:
        """Links that begin at node v: ``links[first[v]:first[v + 1]]`` for ``first, links``; lengths N + 1 and M."""
        return _grouped(self.begin, self.n_nodes)

    @cached_property
    def in_links(self) -> tuple[Integers, Integers]:
        """Links that end at node v, in the form of :attr:`out_links`."""
        return _grouped(self.end, self.n_nodes)

    def place(self, node: int) -> str:
        """What people call a node; its id where it has no name."""
        return (self.node_names[node] if self.node_names else "") or self.node_ids[node]

    def road(self, link: int) -> str:
        """What people call a link: its road and the places at its ends."""
        road = self.road_names[link] if self.road_names else ""
        ends = f"{self.place(int(self.begin[link]))} → {self.place(int(self.end[link]))}"
        return f"{road} {ends}" if road else ends

    def with_capacity(self, capacity_veh_s: Floats) -> RoadNetwork:
        """The same roads with other capacities; the wave speed stays what it was."""
        return replace(self, capacity_veh_s=capacity_veh_s)

    def restricted(
        self, keep_nodes: npt.NDArray[np.bool_], keep_links: npt.NDArray[np.bool_], zones: tuple[Zone, ...]
    ) -> RoadNetwork:
        """The part of the network with some of its nodes and links; what is kept is numbered anew, in the same order.

        Args:
            keep_nodes: mask of nodes, length N; a link with an end outside it goes too.
            keep_links: mask of links, length M.
            zones: of the part, at numbers of nodes in *this* network, all of them kept.
        """
        links = np.flatnonzero(keep_links & keep_nodes[self.begin] & keep_nodes[self.end])
        nodes = np.flatnonzero(keep_nodes)
        renumbered = np.full(self.n_nodes, -1, np.int64)
        renumbered[nodes] = np.arange(len(nodes))
        exits = keep_nodes[self.exits]
        return replace(
            self,
            node_ids=_picked(self.node_ids, nodes),
            x=self.x[nodes],
            y=self.y[nodes],
            link_ids=_picked(self.link_ids, links),
            **{name: renumbered[getattr(self, name)[links]] for name in ("begin", "end")},
            **{name: getattr(self, name)[links] for name in _OF_LINKS[2:]},
            wave_speed_m_s=self.wave_speed_m_s[links],
            exits=renumbered[self.exits[exits]],
            exit_capacity_veh_s=self.exit_capacity_veh_s[exits],
            zones=tuple(replace(zone, nodes=tuple(renumbered[list(zone.nodes)].tolist())) for zone in zones),
            road_names=_picked(self.road_names, links),
            node_names=_picked(self.node_names, nodes),
            geometry=_picked(self.geometry, links),
        )


_OF_LINKS = ("begin", "end", "length_m", "free_speed_m_s", "capacity_veh_s", "lanes", "jam_veh_m")


T = TypeVar("T")


def _picked(values: Sequence[T], places: Integers) -> tuple[T, ...]:
    """Those of ``values`` at ``places``; nothing of what is unknown of all."""
    return tuple(values[at] for at in places.tolist()) if values else ()


def _grouped(node_of_link: Integers, n_nodes: int) -> tuple[Integers, Integers]:
    first = np.zeros(n_nodes + 1, np.int64)
    np.add.at(first, node_of_link + 1, 1)
    return np.cumsum(first), np.argsort(node_of_link, kind="stable").astype(np.int64)
