# SPDX-License-Identifier: EUPL-1.2
"""Whether speeds, lengths and capacities are in the units that they claim: of the whole column first, then of roads.

Limits are those of any public road: 5 to 45 m/s, 20 m to 50 km between junctions, 100 to 2,600 vehicles per hour per
lane (a motorway carries 1,500 to 2,200).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, significant
from weerbaar.evacuation.network.distances import distances_m
from weerbaar.evacuation.network.findings import Findings
from weerbaar.evacuation.network.model import NetworkError, RoadNetwork
from weerbaar.evacuation.network.units import FOOT_M, HOUR_S, MILE_M

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

LEAST_LANE_VEH_H = 100.0
MOST_LANE_VEH_H = 2600.0
_SPEED_M_S = (5.0, 45.0)
_SLOWEST_M_S = 1.0
_LENGTH_M = (20.0, 50_000.0)
# How far a factor may be off and still be recognised: roads are longer than the straight line, but seldom twice.
_NEAR = 1.35
_OUTLIER = 500.0
_DETOUR = 20.0
_SHORTER = 0.9
_FEW = 3


def check_units(network: RoadNetwork, sound: Mask, found: Findings) -> None:
    """Note columns and roads that look as if they are in another unit.

    Args:
        network: the roads.
        sound: mask of the roads with numbers greater than 0; the others are noted elsewhere.
        found: gets the problems.
    """
    if not sound.any():
        return
    _check_speed(network, sound, found)
    _check_capacity_per_lane(network, sound, found)
    _check_length(network, sound, found)


def _column(found: Findings, column: str, median: float, unit: str, looks_nl: str, looks_en: str) -> None:
    found.add(
        Text(
            nl=f"de middelste waarde is {significant(median, 'nl', 3)} {unit}; {looks_nl}",
            en=f"the middle value is {significant(median, 'en', 3)} {unit}; {looks_en}",
        ),
        field=f"links.{column}",
        hint=Text(nl="Controleer de eenheid.", en="Check the unit."),
    )


def _roads(network: RoadNetwork, bad: Mask, column: str, values: Floats, message: Text, found: Findings) -> None:
    found.flag(
        bad,
        message,
        field=lambda at: f"links[{network.link_ids[at]}].{column}",
        value=lambda at: significant(float(values[at]), "en", 4),
        severity="warning",
    )


def _check_speed(network: RoadNetwork, sound: Mask, found: Findings) -> None:
    speed = network.free_speed_m_s
    median = float(np.median(speed[sound]))
    least, most = _SPEED_M_S
    if median > most:
        if median / 3.6 <= most:
            looks = ("dat lijkt km/h (factor 3,6) of mijl per uur.", "that looks like km/h (factor 3.6) or mph.")
        else:
            looks = ("zo hard rijdt niemand.", "nobody drives that fast.")
        _column(found, "free_speed", median, "m/s", *looks)
        return
    if median < least:
        looks = ("dat lijkt een factor 3,6 te weinig.", "that looks too small by a factor 3.6.")
        if median * 3.6 < least:
            looks = ("zo langzaam rijdt niemand zonder file.", "nobody drives that slowly without a queue.")
        _column(found, "free_speed", median, "m/s", *looks)
        return
    fast = Text(nl="harder dan 162 km/h; is dit in km/h?", en="faster than 162 km/h; is this in km/h?")
    slow = Text(nl="langzamer dan lopen; klopt de eenheid?", en="slower than walking; is the unit right?")
    _roads(network, sound & (speed > most), "free_speed", speed, fast, found)
    _roads(network, sound & (speed < _SLOWEST_M_S), "free_speed", speed, slow, found)


_CAPACITY_UNITS = (
    (HOUR_S, ("dat lijkt veh/h in plaats van veh/s (factor 3.600).", "that looks like veh/h for veh/s (3,600).")),
    (1 / HOUR_S, ("dat lijkt een factor 3.600 te weinig.", "that looks too small by a factor 3,600.")),
    (24.0, ("dat lijkt per dag in plaats van per uur (factor 24).", "that looks like per day (factor 24).")),
    (60.0, ("dat lijkt een factor 60 te veel.", "that looks too large by a factor 60.")),
    (1 / 60, ("dat lijkt een factor 60 te weinig.", "that looks too small by a factor 60.")),
)
_NO_LANE = ("dat kan geen rijstrook zijn.", "no lane is like that.")


def _as_lane(veh_h: float) -> bool:
    return LEAST_LANE_VEH_H <= veh_h <= MOST_LANE_VEH_H


def _check_capacity_per_lane(network: RoadNetwork, sound: Mask, found: Findings) -> None:
    with np.errstate(divide="ignore", invalid="ignore"):
        per_lane = network.capacity_veh_s * HOUR_S / network.lanes
    median = float(np.median(per_lane[sound]))

    if not _as_lane(median):
        looks = next((words for factor, words in _CAPACITY_UNITS if _as_lane(median / factor)), _NO_LANE)
        _column(found, "capacity", median, "veh/h/lane", *looks)
        return
    many = Text(
        nl="meer dan 2.600 voertuigen per uur per rijstrook; kloppen de rijstroken?",
        en="more than 2,600 vehicles per hour per lane; is the number of lanes right?",
    )
    few = Text(
        nl="minder dan 100 voertuigen per uur per rijstrook; kloppen de rijstroken?",
        en="fewer than 100 vehicles per hour per lane; is the number of lanes right?",
    )
    _roads(network, sound & (per_lane > MOST_LANE_VEH_H), "capacity", per_lane, many, found)
    _roads(network, sound & (per_lane < LEAST_LANE_VEH_H), "capacity", per_lane, few, found)


def _check_length(network: RoadNetwork, sound: Mask, found: Findings) -> None:
    ratio = _to_straight(network, found)
    known = sound & np.isfinite(ratio)
    if network.crs and known.sum() >= _FEW:
        middle = float(np.median(ratio[known]))
        for factor, nl, en in (
            (1 / 1000, "lengtes lijken in km (factor 1.000).", "lengths look like km (factor 1,000)."),
            (1 / MILE_M, "lengtes lijken in mijlen (factor 1.609).", "lengths look like miles (factor 1,609)."),
            (1 / FOOT_M, "lengtes lijken in voet (factor 3,28).", "lengths look like feet (factor 3.28)."),
            (1000, "lengtes lijken een factor 1.000 te groot.", "lengths look too large by a factor 1,000."),
        ):
            # Roads are a little longer than the line between their ends, so the band lies above the factor.
            if factor / _SLACK <= middle <= factor * _NEAR:
                _column(found, "length", float(np.median(network.length_m[known])), "m", nl, en)
                return
        _check_each_length(network, known, ratio, found)
        return
    median = float(np.median(network.length_m[sound]))
    if median < _LENGTH_M[0]:
        small = ("dat lijkt km of mijlen (factor 1.000 of 1.609).", "that looks like km or miles (1,000 or 1,609).")
        _column(found, "length", median, "m", *small)
    elif median > _LENGTH_M[1]:
        large = ("dat lijkt een factor 1.000 te groot.", "that looks too large by a factor 1,000.")
        _column(found, "length", median, "m", *large)
    elif known.sum() >= _FEW:
        # Of unknown scale, the map still shows which roads are in another unit than the rest.
        off = ratio / np.median(ratio[known])
        message = Text(
            nl="vergeleken met de kaart een factor 500 of meer anders dan de rest; km of mijlen?",
            en="compared with the map a factor 500 or more different from the rest; km or miles?",
        )
        bad = known & ((off > _OUTLIER) | (off < 1 / _OUTLIER))
        _roads(network, bad, "length", network.length_m, message, found)


_SLACK = 1.12


def _check_each_length(network: RoadNetwork, known: Mask, ratio: Floats, found: Findings) -> None:
    short = Text(
        nl="korter dan de rechte lijn; klopt de eenheid?", en="shorter than the straight line; is the unit right?"
    )
    long = Text(
        nl="meer dan 20 keer de rechte lijn; klopt de eenheid?",
        en="over 20 times the straight line; is the unit right?",
    )
    _roads(network, known & (ratio < _SHORTER), "length", network.length_m, short, found)
    _roads(network, known & (ratio > _DETOUR), "length", network.length_m, long, found)


def _to_straight(network: RoadNetwork, found: Findings) -> Floats:
    """Length of each link against the straight line between its ends, NaN where that is unknown or nothing."""
    xy = np.column_stack([network.x, network.y])
    try:
        if network.crs:
            straight = distances_m(xy[network.begin], xy[network.end], network.crs)
        else:
            straight = np.hypot(*(xy[network.end] - xy[network.begin]).T)
    except NetworkError as error:
        found.add(error.message, field="crs", value=network.crs)
        return np.full(network.n_links, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(straight > 0, network.length_m / straight, np.nan)
