# SPDX-License-Identifier: EUPL-1.2
"""Which roads decide how long an evacuation takes at best, and until when they do."""

from __future__ import annotations

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow.bounding import bottlenecks
from weerbaar.evacuation.flow.optimum import Bottleneck, Bound
from weerbaar.evacuation.network import RoadNetwork

_MOST = 0.9
_COUNTS = 0.05


def deciding(network: RoadNetwork, departures: Departures, bound: Bound) -> tuple[tuple[Bottleneck, ...], bool]:
    """Return what decides how long it takes at best, and whether that is until the last is safe.

    Where the last to set out decide that and no road, it is until nine tenths are safe.
    """
    if bound.bottlenecks:
        return _that_count(bound.bottlenecks), True
    # Of a bound that was kept without its proofs nothing can be said.
    pairs = zip(bound.certificates, bound.out_by_veh.tolist(), strict=False)
    proof = next((proof for proof, veh in pairs if veh >= _MOST * departures.total_veh), None)
    return () if proof is None else _that_count(bottlenecks(network, proof)), False


def _that_count(found: tuple[Bottleneck, ...]) -> tuple[Bottleneck, ...]:
    """Without those that are full for minutes where others are for hours: they are in the proof, but decide nothing."""
    longest = max((each.hours for each in found), default=0.0)
    return tuple(each for each in found if each.hours >= _COUNTS * longest)
