# SPDX-License-Identifier: EUPL-1.2
"""A network in layers of time, every node on a clock of its own that runs ahead by its free time to an exit.

On those clocks whoever drives the quickest way takes no time at all, and a detour takes only what it costs. Layers of
ten minutes are then nearly exact: nothing is rounded on the roads that matter. Times are rounded down for a bound (no
plan is shut out) and up for a plan (no road is driven faster than it goes).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow.throughput import Throughput
from weerbaar.evacuation.flow.ways import Ways
from weerbaar.evacuation.network import RoadNetwork

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

LAYER_S = 600.0
"""Length of a layer of time, unless the evacuation takes far shorter or longer."""

_UNITS = 2.0**40
"""All vehicles together in whole units: a flow of whole units is exact, and one unit is nothing."""
_NEARLY = 1e-6

_FEWEST_LAYERS, _MOST_LAYERS = 64, 400


def layer_length(duration_s: float, layer_s: float, fewest: int = _FEWEST_LAYERS) -> float:
    """Return ``layer_s``, or shorter or longer where that would give too few or too many layers in a duration, s."""
    if duration_s <= 0:
        return layer_s
    return max(min(layer_s, duration_s / fewest), duration_s / _MOST_LAYERS)


def least_duration(network: RoadNetwork, departures: Departures, ways: Ways) -> float:
    """Return how long the evacuation takes at least, within a factor of 2 or so; 0 where it takes no time, s."""
    leaving = departures.vehicles > 0
    shortest = max(
        departures.total_veh / float(network.exit_capacity_veh_s.sum()),
        float(departures.times_s[-1]) / 4,
        float(ways.to_exit_s[departures.nodes[leaving]].max()),
    )
    if shortest <= 0:
        return 0.0
    vehicles = np.bincount(departures.nodes, weights=departures.vehicles, minlength=network.n_nodes)
    roads = Throughput(network, network.capacity_veh_s, network.exit_capacity_veh_s)
    # How long the roads need at least, if nobody had to drive.
    grown = False
    while roads.held_up(vehicles / shortest)[1] * shortest > departures.total_veh * _NEARLY:
        shortest, grown = shortest * 2, True
    return shortest / 2 if grown else shortest


@dataclass(eq=False)
class Expansion:
    """The layers, and the flow in them so far. Whole units; N nodes, M links, X exits, P layers (grows as needed).

    Only nodes from which an exit is reached, and links between them, take part: ``links`` and ``nodes`` number them.
    """

    network: RoadNetwork
    departures: Departures
    ways: Ways
    layer_s: float
    feasible: bool

    def __post_init__(self) -> None:
        network, ways = self.network, self.ways
        begin, end = network.begin[ways.links], network.end[ways.links]
        total = self.departures.total_veh
        self.units_per_veh = 2.0 ** math.floor(math.log2(_UNITS / total)) if total > 0 else 1.0
        detour = network.free_time_s[ways.links] + ways.to_exit_s[end] - ways.to_exit_s[begin]
        layers = np.maximum(detour, 0.0) / self.layer_s
        self.steps = (np.ceil(layers - 1e-9) if self.feasible else np.floor(layers + 1e-9)).astype(np.int64)
        self.closer = ways.to_exit_s[end] < ways.to_exit_s[begin]
        self.capacity = self._per_layer(network.capacity_veh_s[ways.links])
        self.exits = np.flatnonzero(network.exit_capacity_veh_s > 0)
        self.exit_capacity = self._per_layer(network.exit_capacity_veh_s[self.exits])
        self.exit_of_node = np.full(len(ways.nodes), -1, np.int64)
        self.exit_of_node[ways.number[network.exits[self.exits]]] = np.arange(len(self.exits))
        self.origins = np.flatnonzero(self.departures.vehicles > 0)
        self.origin_nodes = ways.number[self.departures.nodes[self.origins]]
        self.n_layers = 0
        self.settled = np.zeros(len(self.ways.nodes), np.int64)
        self.waited = np.zeros((len(self.ways.nodes), 0), np.int64)
        self.entered = np.zeros((len(self.ways.links), 0), np.int64)
        self.left = np.zeros((len(self.exits), 0), np.int64)
        self.supply = np.zeros((len(self.ways.nodes), 0), np.int64)
        self._last_kept = np.zeros(len(self.origins))
        self._label = np.zeros(0, np.int32)
        self._highest = 0
        self.filled = 0
        self.out = 0
        self.total = int(np.rint(self.departures.vehicles[self.origins] * self.units_per_veh).sum())

    def _per_layer(self, capacity_veh_s: Floats) -> Integers:
        """Whole units per layer; a capacity that can never be short counts as all vehicles together."""
        enough = 2.0 * max(self.departures.total_veh, 1.0)
        units = np.minimum(capacity_veh_s * self.layer_s, enough) * self.units_per_veh
        return np.asarray(np.floor(units) if self.feasible else np.ceil(units)).astype(np.int64)

    def grow(self, layers: int) -> None:
        """Make room for more layers."""
        before, more = self.n_layers, layers - self.n_layers
        for name in ("waited", "entered", "left", "supply"):
            setattr(self, name, np.pad(getattr(self, name), ((0, 0), (0, more))))
        borders = np.arange(before, layers + 1)
        cumulative = self._kept(borders) if self.feasible else self._released(borders)
        whole = np.rint(cumulative * self.units_per_veh).astype(np.int64)
        np.add.at(self.supply[:, before:], self.origin_nodes, np.diff(whole, axis=1))
        self._label = np.zeros(len(self.ways.nodes) * layers, np.int32)
        self._arc = np.zeros(len(self.ways.nodes) * layers, np.int32)
        self._lists = np.zeros((3, len(self.ways.nodes) * layers), np.int64)
        self._highest = 0
        self.n_layers = layers

    def _released(self, borders: Integers) -> Floats:
        """Vehicles released before each border between layers (on the clock of their node), origins × borders."""
        moments = borders[None, :] * self.layer_s - self.ways.to_exit_s[self.departures.nodes[self.origins]][:, None]
        out = np.empty(moments.shape)
        for row, origin in enumerate(self.origins):
            out[row] = np.interp(moments[row], self.departures.times_s, self.departures.released_veh[:, origin])
        out[moments <= 0] = 0.0
        return out

    def _kept(self, borders: Integers) -> Floats:
        """The same, but so that whoever drives off evenly in a layer has always been released: where a curve bends up
        within a layer, some wait for the next one."""
        released = self._released(borders)
        kept = np.empty(released.shape)
        kept[:, 0] = released[:, 0] if borders[0] == 0 else self._last_kept
        ahead = self.ways.to_exit_s[self.departures.nodes[self.origins]]
        place = (self.departures.times_s[:, None] + ahead[None, :]) / self.layer_s - borders[0]
        so_far = self.departures.released_veh[:, self.origins].copy()
        so_far[0] = 0.0
        layer = np.floor(place).astype(np.int64)
        part = place - layer
        bends = [np.nonzero((layer == k) & (part > 0)) for k in range(len(borders) - 1)]
        for k, (moment, origin) in enumerate(bends):
            kept[:, k + 1] = released[:, k + 1]
            even = kept[origin, k] + (so_far[moment, origin] - kept[origin, k]) / part[moment, origin]
            np.minimum.at(kept[:, k + 1], origin, even)
        self._last_kept = kept[:, -1].copy()
        return kept

    def fill(self, until: int) -> None:
        """Fill the arrivals of all layers up to ``until`` (exclusive), or until everybody is out."""
        from weerbaar.evacuation.flow.augmenting import Course, Marks, Roads, fill

        ways = self.ways
        if until > self.n_layers:
            self.grow(max(until, 2 * self.n_layers, _FEWEST_LAYERS))
        roads = Roads(
            ways.begin, ways.end, self.steps, self.closer, self.capacity, self.exit_capacity,
            ways.out_first, ways.out_links, ways.in_first, ways.in_links, self.exit_of_node,
        )  # fmt: skip
        course = Course(self.supply, self.entered, self.waited, self.left, self.settled)
        marks = Marks(self._label, self._arc, self._lists)
        self._highest, added, self.filled = fill(
            self.filled, until, roads, course, marks, self._highest, self.total - self.out
        )
        self.out += added

    def join(self, node: int, supply: Integers) -> None:
        """Let more people leave at a node after the arrivals have been filled, and begin at the first layer again.

        Who was left before has no way any more, and finds none by this: more people only take room.

        Args:
            node: number of the node.
            supply: released in each layer, length P.
        """
        self.supply[:] = 0
        self.supply[node] = supply
        # A cut is one of the people that there were.
        self.settled[:] = 0
        self.filled = 0
        self.total = self.out + int(supply.sum())

    @property
    def everybody_out(self) -> bool:
        """Nobody is left to leave."""
        return self.out >= self.total
