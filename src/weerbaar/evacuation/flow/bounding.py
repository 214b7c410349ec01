# SPDX-License-Identifier: EUPL-1.2
"""The bound: the moment before which not everybody can be safe, and how many can be safe by each hour, with proof.

The layered flow says where the minimum cut lies for every horizon at once; each cut is then made a certificate in
continuous time and sharpened. The quickest moment follows by Newton's method on the horizon (Burkard, Dlaska and Klinz
1993; Dinkelbach): a certificate that does not allow everybody yet also says how much later it would.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from weerbaar.base import Text, WeerbaarError, number
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow.certifying import certified_veh
from weerbaar.evacuation.flow.expansion import LAYER_S, Expansion, layer_length, least_duration
from weerbaar.evacuation.flow.optimum import Bottleneck, Bound, Certificate, Floats
from weerbaar.evacuation.flow.tightening import Tightening
from weerbaar.evacuation.flow.ways import ways_out
from weerbaar.evacuation.network import RoadNetwork

_FEWEST_LAYERS = 32
"""Cuts need only be near: certificates are sharpened after."""
_FINE, _FINEST = 512, 50_000
"""Smallest step of a certificate, as a part of a layer: for the pattern, and for the quickest moment."""
_GAIN = 1e-6
"""The pattern is sharpened as long as a move takes off this part of all vehicles."""
_ALL = 1 - 1e-9
_ROUNDS = 100
_CLOSE_S = 1e-3
_LOOK_S = (1.0, 0.05, 0.002)
_COUNTS_S = 1.0
_MOST_MOMENTS = 2_000


class TooManyMomentsError(WeerbaarError):
    """A pattern of so many moments that the bins are too short, or the capacities wrong."""

    def __init__(self, duration_s: float, bin_s: float) -> None:
        days = duration_s / 86_400
        super().__init__(
            Text(
                nl=f"deze evacuatie duurt naar schatting {number(days, 'nl', 1)} dagen of langer: meer dan "
                f"{number(_MOST_MOMENTS, 'nl')} tijdvakken van {number(bin_s, 'nl')} s. Controleer de capaciteit van "
                "de wegen, of kies langere tijdvakken.",
                en=f"this evacuation takes an estimated {number(days, 'en', 1)} days or longer: more than "
                f"{number(_MOST_MOMENTS, 'en')} periods of {number(bin_s, 'en')} s. Check the capacity of the roads, "
                "or choose longer periods.",
            )
        )


def bound(
    network: RoadNetwork,
    departures: Departures,
    *,
    bin_s: float = 3600.0,
    layer_s: float = LAYER_S,
    start: Bound | None = None,
) -> Bound:
    """Return what no plan can beat.

    Args:
        network: roads and exits; a capacity may be infinite, or 0 where a road is closed.
        departures: who sets out where and when.
        bin_s: time between the moments of the pattern, s.
        layer_s: length of the layers in which certificates are looked for, s; it decides how sharp they are to begin
            with, not whether they hold.
        start: bound of the same roads with other capacities or departures and the same ``bin_s``: where its
            certificates are sharper than the new cuts, the search goes on from them.

    Raises:
        NoWayOutError: vehicles set out where no exit is reached.
        TooManyRoadsError: more open roads than can be worked out.
        TooManyMomentsError: the evacuation takes thousands of bins.
    """
    ways = ways_out(network, departures)
    if departures.total_veh <= 0:
        nothing = Certificate(0.0, np.zeros(network.n_nodes))
        return Bound(0.0, nothing, np.empty(0), np.empty(0), (), ())
    duration_s = least_duration(network, departures, ways)
    if duration_s > _MOST_MOMENTS * bin_s:
        raise TooManyMomentsError(duration_s, bin_s)
    layer_s = layer_length(duration_s, layer_s, _FEWEST_LAYERS)
    layer_s = bin_s / max(math.ceil(bin_s / layer_s - 1e-9), 1)
    search = _Search(network, departures, Tightening(network, departures, ways), layer_s)
    same = start is not None and len(start.times_s) > 0 and start.times_s[0] == bin_s
    given = start.certificates if start is not None and same else ()
    cuts = _cuts(Expansion(network, departures, ways, layer_s, feasible=False), bin_s)
    pattern: list[tuple[Certificate, float]] = []
    known = Certificate(0.0, np.zeros(network.n_nodes)), 0.0
    while True:
        moment = bin_s * (len(pattern) + 1)
        cut = next(cuts, None)
        # The last cut may lie between two moments, where it still leaves somebody behind.
        if cut is not None and cut.horizon_s < moment:
            sharp = search.tighten(cut, layer_s / 2, layer_s / _FINE, _GAIN)
            known = sharp if known[1] < sharp[1] < search.total * _ALL else known
            cut = None
        others = [cut] if cut is not None else []
        others += [given[len(pattern)]] if len(pattern) < len(given) else []
        found = search.sharpest(moment, known[0], others)
        pattern.append(found)
        if found[1] >= search.total * _ALL:
            break
        known = found
    quickest = search.quickest(*known)
    # A later moment allows no less: where its certificate happens to be sharper, it is the proof of the earlier one.
    certificates, values = [c for c, _ in pattern], np.array([v for _, v in pattern])
    for at in range(len(values) - 2, -1, -1):
        if values[at + 1] < values[at]:
            values[at], certificates[at] = values[at + 1], certificates[at + 1]
    return Bound(
        quickest_s=quickest.horizon_s,
        certificate=quickest,
        times_s=bin_s * np.arange(1.0, len(pattern) + 1),
        out_by_veh=np.minimum(values, search.total),
        certificates=tuple(certificates),
        bottlenecks=bottlenecks(network, quickest),
    )


def bottlenecks(network: RoadNetwork, certificate: Certificate) -> tuple[Bottleneck, ...]:
    """Return the roads and exits that a certificate counts, those that it counts longest first."""
    moments = certificate.moments_s
    road_s = moments[network.end] - (moments[network.begin] + network.free_time_s)
    exit_s = certificate.horizon_s - moments[network.exits]
    found = [
        Bottleneck(
            "road",
            int(at),
            network.road(int(at)),
            float(network.capacity_veh_s[at] * road_s[at]),
            float(road_s[at]) / 3600,
        )
        for at in np.flatnonzero((road_s > _COUNTS_S) & (network.capacity_veh_s > 0))
    ] + [
        Bottleneck(
            "exit",
            int(at),
            network.node_ids[network.exits[at]],
            float(network.exit_capacity_veh_s[at] * exit_s[at]),
            float(exit_s[at]) / 3600,
        )
        for at in np.flatnonzero((exit_s > _COUNTS_S) & (network.exit_capacity_veh_s > 0))
    ]
    return tuple(sorted(found, key=lambda b: (-b.hours, -b.vehicles, b.kind, b.number)))


class _Search:
    """Sharp certificates for one moment after the other."""

    def __init__(self, network: RoadNetwork, departures: Departures, tighten: Tightening, layer_s: float) -> None:
        self.network, self.departures, self.tighten, self.layer_s = network, departures, tighten, layer_s
        self.total = departures.total_veh

    def value(self, certificate: Certificate) -> float:
        """What a certificate proves."""
        return certified_veh(self.network, self.departures, certificate)

    def sharpest(self, moment_s: float, known: Certificate, others: Sequence[Certificate]) -> tuple[Certificate, float]:
        """Return a certificate for a moment, from the sharp one for an earlier moment or from others."""
        later = np.minimum(known.moments_s + (moment_s - known.horizon_s), moment_s)
        # A road or exit without limit makes the best start worthless if its moment is a rounding off.
        starts = [
            Certificate(moment_s, self.tighten.within_limits(np.clip(moments, 0.0, moment_s), moment_s))
            for moments in (known.moments_s, later, *(c.moments_s for c in others))
        ]
        return self.tighten(min(starts, key=self.value), self.layer_s / 2, self.layer_s / _FINE, _GAIN)

    def quickest(self, certificate: Certificate, value: float) -> Certificate:
        """Return a certificate for the latest moment by which it can be shown that not everybody is safe."""
        wanted, look, fine = self.total * _ALL, 0, False
        for _ in range(_ROUNDS):
            ahead = _LOOK_S[look]
            direction = self.tighten.with_the_horizon(certificate, ahead)

            def later(seconds: float, at: Certificate = certificate, way: Floats = direction) -> Certificate:
                return Certificate(at.horizon_s + seconds, at.moments_s + seconds * way)

            slope = (self.value(later(ahead)) - value) / ahead
            seconds = (wanted - value) / slope if slope > 0 else self.layer_s
            # What sets out bends; what a certificate allows is then less far off than its slope says.
            while seconds > _CLOSE_S and self.value(later(seconds)) > wanted * (1 + 1e-12):
                seconds /= 2
            if seconds > _CLOSE_S:
                # Small steps only where the moment is nearly found.
                last_step = self.layer_s / (_FINEST if fine else _FINE)
                certificate, value = self.tighten(later(seconds), self.layer_s / 2, last_step)
            elif not fine:
                fine = True
                certificate, value = self.tighten(certificate, self.layer_s / _FINE, self.layer_s / _FINEST)
            elif look + 1 < len(_LOOK_S):
                look += 1
            else:
                break
        return certificate


def _cuts(layers: Expansion, bin_s: float) -> Iterator[Certificate]:
    """The minimum cut for each moment of the pattern, and the last one that leaves somebody behind."""
    moment, last = bin_s, None
    while True:
        layers.fill(layers.filled + 1)
        if layers.everybody_out:
            break
        last = _cut(layers)
        if moment < last.horizon_s + layers.layer_s / 2:
            yield Certificate(moment, last.moments_s)
            moment += bin_s
    if last is not None:
        yield last


def _cut(layers: Expansion) -> Certificate:
    """The minimum cut of the layers filled so far."""
    horizon = layers.filled * layers.layer_s
    moments = np.zeros(layers.network.n_nodes)
    nodes = layers.ways.nodes
    moments[nodes] = np.clip(layers.settled * layers.layer_s - layers.ways.to_exit_s[nodes], 0.0, horizon)
    return Certificate(horizon, moments)
