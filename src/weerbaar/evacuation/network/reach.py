# SPDX-License-Identifier: EUPL-1.2
"""From where an exit can be reached over the roads that are open, and the network without the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Problem, Text, number
from weerbaar.evacuation.network.model import NetworkError, RoadNetwork, Zone

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def reached_from(starts: Integers, begin: Integers, end: Integers, n_nodes: int) -> Mask:
    """Return the nodes that can be reached from ``starts`` over links from ``begin`` to ``end``, ``starts`` included.

    Args:
        starts: numbers of nodes.
        begin: of links.
        end: of links.
        n_nodes: number of nodes, N; the mask has that length.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    # One node more, from which all starts can be reached, so that one search does for all of them.
    rows = np.concatenate([begin, np.full(len(starts), n_nodes)])
    columns = np.concatenate([end, starts])
    roads = csr_array((np.ones(len(rows), np.int8), (rows, columns)), shape=(n_nodes + 1, n_nodes + 1))
    order = breadth_first_order(roads, n_nodes, directed=True, return_predecessors=False)
    found = np.zeros(n_nodes + 1, bool)
    found[order] = True
    return found[:n_nodes]


def reaches_exit(network: RoadNetwork) -> Mask:
    """Return from which nodes an exit can be reached over roads and through an exit that are open, length N."""
    roads = network.capacity_veh_s > 0
    exits = network.exits[network.exit_capacity_veh_s > 0]
    return reached_from(exits, network.end[roads], network.begin[roads], network.n_nodes)


@dataclass(frozen=True, eq=False)
class Reachable:
    """The part of a network from which an exit can be reached, and who is lost with the rest.

    Attributes:
        network: the part.
        vehicles: of its zones; None where none were given.
        zones: numbers of its zones in the network before.
        lost_zones: zones of which no node reaches an exit.
        lost_vehicles: of those zones; None where none were given.
        notes: a warning where anything was lost or moved.
    """

    network: RoadNetwork
    vehicles: Floats | None
    zones: Integers
    lost_zones: tuple[Zone, ...]
    lost_vehicles: float | None
    notes: tuple[Problem, ...]


def drop_unreachable(network: RoadNetwork, vehicles: Floats | None = None) -> Reachable:
    """Return the network without the nodes from which no exit can be reached, and without their roads.

    A zone of which some nodes reach an exit keeps its vehicles, which then set out at those nodes.

    Args:
        network: the roads.
        vehicles: of each zone, length Z.

    Raises:
        NetworkError: another number of vehicles than zones.
    """
    if vehicles is not None and len(vehicles) != len(network.zones):
        raise NetworkError(
            Text(nl="elke zone hoort een aantal voertuigen te hebben.", en="every zone needs a number of vehicles.")
        )
    keep = reaches_exit(network)
    zones, kept, moved = _zones_on(network, keep)
    gone = np.setdiff1d(np.arange(len(network.zones)), kept)
    part = network.restricted(keep, keep[network.begin] & keep[network.end], zones)
    lost_vehicles = None if vehicles is None else float(vehicles[gone].sum())
    return Reachable(
        part,
        None if vehicles is None else vehicles[kept],
        kept,
        tuple(network.zones[at] for at in gone.tolist()),
        lost_vehicles,
        _notes(network, part, gone, lost_vehicles, moved),
    )


def _zones_on(network: RoadNetwork, keep: Mask) -> tuple[tuple[Zone, ...], Integers, int]:
    """What is left of the zones, their numbers, and how many of them lost a part of their nodes."""
    zones: list[Zone] = []
    kept: list[int] = []
    moved = 0
    for at, zone in enumerate(network.zones):
        left = [(node, share) for node, share in zip(zone.nodes, zone.shares, strict=True) if keep[node]]
        total = sum(share for _, share in left)
        if total <= 0:
            continue
        if len(left) < len(zone.nodes):
            moved += 1
            zone = Zone(zone.id, zone.name, tuple(n for n, _ in left), tuple(share / total for _, share in left))
        zones.append(zone)
        kept.append(at)
    return tuple(zones), np.array(kept, np.int64), moved


def _notes(
    before: RoadNetwork, after: RoadNetwork, gone: Integers, lost_vehicles: float | None, moved: int
) -> tuple[Problem, ...]:
    notes: list[Problem] = []

    def note(nl: str, en: str, value: str = "") -> None:
        notes.append(Problem(before.name, Text(nl=nl, en=en), value=value, severity="warning"))

    nodes, links = before.n_nodes - after.n_nodes, before.n_links - after.n_links
    if nodes or links:
        note(
            f"{number(nodes, 'nl')} knopen en {number(links, 'nl')} wegen bereiken geen uitgang en zijn weggelaten.",
            f"{number(nodes, 'en')} nodes and {number(links, 'en')} roads reach no exit and were left out.",
        )
    if len(gone):
        with_nl = "" if lost_vehicles is None else f", met {number(lost_vehicles, 'nl')} voertuigen,"
        with_en = "" if lost_vehicles is None else f", with {number(lost_vehicles, 'en')} vehicles,"
        note(
            f"{number(len(gone), 'nl')} zones{with_nl} bereiken geen uitgang en doen niet mee.",
            f"{number(len(gone), 'en')} zones{with_en} reach no exit and take no part.",
            ", ".join(before.zones[at].name for at in gone[:5].tolist()),
        )
    if moved:
        note(
            f"{number(moved, 'nl')} zones vertrekken alleen nog van de knopen die een uitgang bereiken.",
            f"{number(moved, 'en')} zones set out only at the nodes that reach an exit.",
        )
    return tuple(notes)
