# SPDX-License-Identifier: EUPL-1.2
"""From a study and the floods that threaten to advice for every zone; nobody is left without."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, get_args

import numpy as np

from weerbaar.base import Distribution, Text, WeerbaarError
from weerbaar.evacuation.advice.advice import Action, Advice, Leaving, Shelter, WhyUp
from weerbaar.evacuation.advice.clock import early, late, moment, start_of
from weerbaar.evacuation.advice.guidance import UpperFloor, guidance
from weerbaar.evacuation.advice.sentences import lines_of
from weerbaar.evacuation.advice.water_here import WaterHere, is_dry, water_here
from weerbaar.evacuation.advice.ways import Way, latest_s, main_ways
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flood import Exposure
from weerbaar.evacuation.network import RoadNetwork, Zone
from weerbaar.evacuation.study import Study

Strategy = Literal["preventive", "vertical"]
STRATEGIES: tuple[Strategy, ...] = get_args(Strategy)

EARLIEST = 0.05
"""Quantile of the moment of the breach from which time is counted."""

MARGIN_S = 3600.0
"""Time between being safe and the earliest water: an assumption, for the car that will not start."""

_SHOWN_ROADS = 4
_LOCAL = re.compile(r"^(lokale weg|local road)$", re.IGNORECASE)


class AdviceError(WeerbaarError):
    """Advice that cannot be given as it was asked."""


def advise(
    study: Study,
    starts: datetime,
    *,
    exposures: Sequence[Exposure] = (),
    breach_s: Distribution | None = None,
    strategy: Strategy = "preventive",
    phones: Mapping[str, str] | None = None,
    margin_s: float = MARGIN_S,
) -> tuple[Advice, ...]:
    """Return advice for every zone of the network, in its order.

    Who can be out before the earliest water leaves; who cannot goes up. The earliest water is the 5 % quantile of the
    breach plus the first water in the zone; where its arrival is not known it comes with the breach. Times are rounded
    to half hours of the clock, to the safe side.

    Args:
        study: who leaves when over which roads; with turns where its traffic is directed by a plan.
        starts: moment 0 of the study, with a time zone.
        exposures: people over each flood that threatens, zones by the codes of the network; empty where it is not about
            water, or nothing is known.
        breach_s: of the dike, s after the start; None where nobody can say.
        strategy: what was decided: leave the area or go up. Who cannot be safe in time goes up, whatever was decided;
            a decision to do both is ``preventive`` here.
        phones: number of the municipality by code of the zone.
        margin_s: between being safe and the earliest water.

    Raises:
        AdviceError: a strategy or a zone with a number that is not known, or a margin below 0.
        MomentError: the start has no time zone.
    """
    network, numbers = study.network, phones or {}
    _must_fit(network, strategy, numbers, margin_s)
    begin = start_of(starts)
    leave = study.leaving
    by_node = _set_out(leave)
    main_nodes = [max(zip(zone.shares, zone.nodes, strict=True), key=lambda pair: pair[0])[1] for zone in network.zones]
    ways = main_ways(study.outcome, main_nodes)
    told = guidance()
    earliest_s = None if breach_s is None else float(breach_s.ppf(EARLIEST))
    found = []
    for zone, way in zip(network.zones, ways, strict=True):
        water = water_here(zone.id, exposures)
        going = sum(by_node.get(node, 0.0) for node in zone.nodes) > 0
        wet, dry = water is not None and water.wet_share > 0, is_dry(water)
        leaving = None
        if (going or wet) and not dry and way is not None and strategy != "vertical":
            safe_by = None if earliest_s is None else earliest_s + _first(water) - margin_s
            leaving = _leaving(study, leave, zone, way, begin, safe_by)
        action = _action(dry, going or wet, leaving is not None)
        why_up = _why_up(way, strategy) if action == "up" else None
        shelter = _shelter(water, told.upper_floor)
        phone = numbers.get(zone.id, "")
        name = f"zone {zone.name}" if zone.name.isdecimal() else zone.name
        found.append(
            Advice(
                place=zone.id,
                name=name,
                zone=zone.id,
                action=action,
                why_up=why_up,
                leaving=leaving,
                water=water,
                shelter=shelter,
                phone=phone,
                lines=lines_of(name, action, why_up, leaving, water, shelter, phone, told),
                starts=begin,
                record=study.record,
            )
        )
    return tuple(found)


def _must_fit(network: RoadNetwork, strategy: str, phones: Mapping[str, str], margin_s: float) -> None:
    if strategy not in STRATEGIES:
        known = ", ".join(STRATEGIES)
        raise AdviceError(
            Text(
                nl=f"strategie '{strategy}' bestaat niet; kies uit {known}.",
                en=f"there is no strategy '{strategy}'; choose from {known}.",
            )
        )
    if not margin_s >= 0:
        raise AdviceError(
            Text(nl=f"de marge is {margin_s:g} s; geef 0 of meer.", en=f"the margin is {margin_s:g} s; give 0 or more.")
        )
    unknown = sorted(set(phones) - {zone.id for zone in network.zones})
    if unknown:
        raise AdviceError(
            Text(
                nl=f"er is een telefoonnummer voor zone {', '.join(unknown)}; die zit niet in {network.name}.",
                en=f"there is a phone number for zone {', '.join(unknown)}, which is not in {network.name}.",
            )
        )


def _set_out(leave: Departures) -> dict[int, float]:
    return dict(zip(leave.nodes.tolist(), leave.vehicles.tolist(), strict=True))


def _first(water: WaterHere | None) -> float:
    return 0.0 if water is None or water.first_s is None else water.first_s


def _action(dry: bool, concerned: bool, can_leave: bool) -> Action:
    if dry:
        return "stay"
    if not concerned:
        return "unknown"
    return "leave" if can_leave else "up"


def _why_up(way: Way | None, strategy: Strategy) -> WhyUp:
    if strategy == "vertical":
        return "decided"
    return "no_road" if way is None else "too_late"


def _shelter(water: WaterHere | None, floor: UpperFloor) -> Shelter | None:
    if water is None or water.wet_share == 0:
        return None
    if water.depth_m > floor.high_m or water.collapse_share:
        return "high_building"
    return "doubtful" if water.depth_m > floor.low_m else "upper_floor"


def _leaving(
    study: Study, leave: Departures, zone: Zone, way: Way, begin: datetime, safe_by_s: float | None
) -> Leaving | None:
    """When to leave; None where nobody who leaves is safe in time."""
    turn = None if study.plan is None else _turn(leave, zone)
    from_s = until_s = before_s = None
    if safe_by_s is not None:
        last = latest_s(study.outcome, leave, way, safe_by_s)
        if last is None:
            return None
        before_s = early(begin, last)
        if before_s <= 0:
            return None
    if turn is not None:
        from_s, until_s = (0.0 if turn[0] == 0 else late(begin, turn[0])), late(begin, turn[1])
        if before_s is not None:
            if from_s >= before_s:
                return None
            until_s = min(until_s, before_s)
    network = study.network

    def at(after_s: float | None) -> datetime | None:
        return None if after_s is None else moment(begin, after_s)

    return Leaving(
        from_s=from_s,
        until_s=until_s,
        before_s=before_s,
        from_at=at(from_s),
        until_at=at(until_s),
        before_at=at(before_s),
        roads=_road_names(network, way),
        towards=_name(network.place(way.exit_node)),
        share=way.share,
    )


def _turn(leave: Departures, zone: Zone) -> tuple[float, float] | None:
    """When the first and the last of a zone set out by the plan; None where nobody does."""
    origins = np.flatnonzero(np.isin(leave.nodes, zone.nodes) & (leave.vehicles > 0))
    if not len(origins):
        return None
    gone = leave.released_veh[:, origins]
    begun = np.argmax(gone > 0, axis=0)
    done = np.argmax(gone >= leave.vehicles[origins] * (1 - 1e-9), axis=0)
    return float(leave.times_s[np.maximum(begun - 1, 0)].min()), float(leave.times_s[done].max())


def _road_names(network: RoadNetwork, way: Way) -> tuple[str, ...]:
    """Names on the signs along a way, each once per stretch; where there are many, those with the most metres."""
    stretches: list[tuple[str, float]] = []
    for link in way.links:
        name = network.road_names[link] if network.road_names else ""
        if not name or _LOCAL.match(name):
            continue
        if stretches and stretches[-1][0] == name:
            stretches[-1] = (name, stretches[-1][1] + float(network.length_m[link]))
        else:
            stretches.append((name, float(network.length_m[link])))
    longest = sorted(range(len(stretches)), key=lambda at: -stretches[at][1])[:_SHOWN_ROADS]
    kept: list[str] = []
    for at in sorted(longest):
        if not kept or kept[-1] != stretches[at][0]:
            kept.append(stretches[at][0])
    return tuple(kept)


def _name(place: str) -> str:
    """A place as people may know it; nothing where it has only a number."""
    return "" if place.isdecimal() else place
