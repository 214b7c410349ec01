# SPDX-License-Identifier: EUPL-1.2
"""What water can come to the homes of a place: how deep, how soon, and what is not known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.flood import Exposure, mortality_method

Floats = npt.NDArray[np.float64]

NEARLY_ALL = 0.95
"""Share of the people with water whose depth is not more than the one that is told."""


@dataclass(frozen=True)
class WaterHere:
    """Water in one zone, by the worst of the floods that were given.

    Attributes:
        wet_share: of the people of whom it is known, those whose home gets water.
        depth_m: not deeper than this at 95 % of the homes with water; 0 where no water comes.
        first_s: when the first water comes after the breach; None where that is not known, or no water comes.
        collapse_share: of the people with water, those where it runs so hard and deep that houses collapse; None where
            the velocity is not known of all.
        unknown_share: of all people, those outside the map of a flood.
    """

    wet_share: float
    depth_m: float
    first_s: float | None
    collapse_share: float | None
    unknown_share: float


def is_dry(water: WaterHere | None) -> bool:
    """Return whether it is known that no water comes, of nearly everybody."""
    return water is not None and water.wet_share == 0 and water.unknown_share <= 1 - NEARLY_ALL


def water_here(zone: str, exposures: Sequence[Exposure]) -> WaterHere | None:
    """Return the water in a zone; None where none of the floods says anything about it.

    Args:
        zone: code of the zone, as in the exposures.
        exposures: people over one flood each; the deepest and the earliest of them counts.
    """
    found = [one for one in (_in_one(zone, exposure) for exposure in exposures) if one is not None]
    if not found:
        return None
    wet = [one for one in found if one.wet_share > 0]
    collapse = [one.collapse_share for one in wet]
    arrivals = [one.first_s for one in wet]
    return WaterHere(
        wet_share=max(one.wet_share for one in found),
        depth_m=max(one.depth_m for one in found),
        first_s=None if None in arrivals else min((s for s in arrivals if s is not None), default=None),
        collapse_share=None if None in collapse else max((c for c in collapse if c is not None), default=0.0),
        unknown_share=max(one.unknown_share for one in found),
    )


def _in_one(zone: str, exposure: Exposure) -> WaterHere | None:
    if zone not in exposure.zones:
        return None
    number = exposure.zones.index(zone)
    own = np.flatnonzero((exposure.zone == number) & (exposure.people > 0))
    wet, dry = float(exposure.people[own].sum()), float(exposure.dry_people[number])
    outside = float(exposure.outside_people[number])
    if wet + dry <= 0:
        return None
    unknown = outside / (wet + dry + outside)
    if not len(own):
        return WaterHere(0.0, 0.0, None, 0.0, unknown)
    arrival = exposure.arrival_s[own]
    return WaterHere(
        wet_share=wet / (wet + dry),
        depth_m=_depth_of_most(exposure.depth_m[own], exposure.people[own]),
        first_s=None if np.isnan(arrival).any() else float(arrival.min()),
        collapse_share=_collapse(exposure, own, wet),
        unknown_share=unknown,
    )


def _depth_of_most(depth_m: Floats, people: Floats) -> float:
    order = np.argsort(depth_m, kind="stable")
    at = int(np.searchsorted(np.cumsum(people[order]), NEARLY_ALL * people.sum()))
    return float(depth_m[order[min(at, len(order) - 1)]])


def _collapse(exposure: Exposure, own: npt.NDArray[np.int64], wet: float) -> float | None:
    """Share of the people in the breach zone: depth x velocity and velocity both above the limits of the method."""
    limits = mortality_method().parameters()
    near = own[exposure.breach_possible[own]]
    velocity = exposure.velocity_m_s[near]
    if np.isnan(velocity).any():
        return None
    hard = (velocity >= limits.breach_velocity_m_s) & (
        velocity * exposure.depth_m[near] >= limits.breach_depth_velocity_m2_s
    )
    return float(exposure.people[near][hard].sum()) / wet
