# SPDX-License-Identifier: EUPL-1.2
"""People of a plan over a flood: whose home gets water, who is out before it, who dies and who lacks basic needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast, get_args

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Point, Problem, Text, Uniform
from weerbaar.workbench.alerts.facts import borders_now
from weerbaar.workbench.evacuation.asked import number_in, pair_in, spread, wrong
from weerbaar.workbench.evacuation.input_files import flood_of, people_of
from weerbaar.workbench.evacuation.leaving import demand_of, departures_of, turnout_of
from weerbaar.workbench.evacuation.models import InputFile, Plan
from weerbaar.workbench.evacuation.plan_jobs import ensemble_of
from weerbaar.workbench.evacuation.reading import network_of

if TYPE_CHECKING:
    import shapely

    from weerbaar.evacuation.flood import (
        EvacuationCurve,
        ExpectedFraction,
        Exposure,
        FloodScenario,
        PeoplePoints,
        Victims,
        Water,
        WithoutBasicNeeds,
    )
    from weerbaar.evacuation.network import RoadNetwork
    from weerbaar.evacuation.study import Study

Floats = npt.NDArray[np.float64]

DRAWS = 200
DECIDED_H = (12.0, 24.0, 48.0, 72.0, 96.0)
"""From the decision to the breach, of the table, h."""
_LONGEST_H = 240.0
_MOST_CELLS = 300_000


@dataclass(frozen=True, eq=False)
class Exposed:
    """People over a flood.

    Attributes:
        flood: the flood.
        exposure: who gets what water, by code of the zone.
        basis: where the people are, in words.
    """

    flood: FloodScenario
    exposure: Exposure
    basis: Text


@dataclass(frozen=True)
class WaterAsked:
    """What is asked of a plan and a flood; None is not known.

    Attributes:
        water: kind of water, for the lead times.
        called_h: from the call to leave until the breach, h.
        sheltered: share of who stays that is in a high and dry place.
        shelter_risk: mortality there as a share of that at home.
        road_risk: mortality on the road as a multiple of that at home.
        cut_off: share of who stays where it is dry that is cut off.
        needs_d: days until people are reached.
    """

    water: Water = "river"
    called_h: tuple[float, float] | None = None
    sheltered: Uniform | None = None
    shelter_risk: Uniform | None = None
    road_risk: Uniform | None = None
    cut_off: float | None = None
    needs_d: Uniform | None = None

    @property
    def lacking(self) -> tuple[Text, ...]:
        """What is missing to work out victims."""
        found = []
        for value, text in (
            (self.called_h, Text(nl="uren van de oproep tot de doorbraak", en="hours from the call to the breach")),
            (self.sheltered, Text(nl="deel dat hoog en droog zit", en="share in a high and dry place")),
            (self.shelter_risk, Text(nl="kans op overlijden daar", en="chance of dying there")),
            (self.road_risk, Text(nl="kans op overlijden onderweg", en="chance of dying on the road")),
        ):
            if value is None:
                found.append(text)
        return tuple(found)


def water_asked(given: Mapping[str, str]) -> WaterAsked:
    """Return what a form or an address asks; percentages become shares.

    Raises:
        InputError: what is not a number, a range or a kind of water; all of it at once.
    """
    from weerbaar.evacuation.flood import Water

    problems: list[Problem] = []
    water = given.get("water") or "river"
    if water not in get_args(Water):
        problems.append(wrong("water", "dit is geen soort water.", "this is no kind of water.", water))
    called = pair_in(given, "called", problems, _LONGEST_H)
    sheltered = pair_in(given, "sheltered_pct", problems, 100.0)
    shelter_risk = pair_in(given, "shelter_risk_pct", problems, 100.0)
    road_risk = pair_in(given, "road_risk", problems, 100.0)
    cut_off = number_in(given, "cut_off_pct", problems, 100.0)
    needs = pair_in(given, "needs_days", problems, 365.0)
    if problems:
        raise InputError(problems)
    return WaterAsked(
        water=cast("Water", water),
        called_h=called,
        sheltered=spread(sheltered, 0.01),
        shelter_risk=spread(shelter_risk, 0.01),
        road_risk=spread(road_risk),
        cut_off=None if cut_off is None else cut_off / 100,
        needs_d=spread(needs),
    )


def people_by_zone(plan: Plan) -> dict[str, float]:
    """Return how many people are in each zone of a plan when the call comes.

    Raises:
        InputError, DemandError: the plan cannot be worked out as it stands.
    """
    kept = network_of(plan.network)
    demand = demand_of(plan.name, plan.demand, kept)
    if demand is not None:
        turnout = turnout_of(demand, kept)
        return dict(zip(turnout.zone_ids, turnout.people.tolist(), strict=True))
    leave = departures_of(plan.name, plan.demand, kept)
    by_node = dict(zip(leave.nodes.tolist(), (leave.vehicles * leave.people_per_vehicle).tolist(), strict=True))
    return {zone.id: sum(by_node.get(node, 0.0) for node in zone.nodes) for zone in kept.network.zones}


def exposed(flood: InputFile, people: InputFile | None, plan: Plan | None) -> Exposed:
    """Return people over a flood: at their homes where a table says so, else spread over their zones.

    Args:
        flood: the flood.
        people: by place; None takes those of the plan, by the borders of its zones where these are known, else where
            its roads begin.
        plan: with zones and people; None where a table says where people are.

    Raises:
        WeerbaarError: neither a table nor a plan on the map, or a file that is gone.
    """
    from weerbaar.evacuation.flood import expose, expose_areas

    scenario = flood_of(flood)
    if people is not None:
        return Exposed(scenario, expose(scenario, people_of(people)), Text(nl=people.name, en=people.name))
    if plan is None:
        message = Text(nl="er is nog geen tabel met mensen per plek.", en="there is no table of people by place yet.")
        raise InputError([wrong("people", message.nl, message.in_("en"), "")])
    network, there = network_of(plan.network).network, people_by_zone(plan)
    borders = _borders([code for code, number in there.items() if number > 0])
    if borders and len(scenario.cells) <= _MOST_CELLS:
        basis = Text(
            nl="mensen van het plan, gelijk verdeeld over hun gemeente", en="people of the plan, even over their town"
        )
        return Exposed(scenario, expose_areas(scenario, borders, there), basis)
    return Exposed(
        scenario,
        expose(scenario, _at_nodes(network, there)),
        Text(
            nl="mensen van het plan op de plaats waar hun wegen beginnen; dit is grof",
            en="people of the plan at the place where their roads begin; this is coarse",
        ),
    )


def threatened(plan: Plan) -> Water | None:
    """Return the kind of water that threatens most people of a plan; None where that is not known."""
    from weerbaar.evacuation.flood import areas_under, water_of

    return water_of(areas_under(zone.id for zone in network_of(plan.network).network.zones))


@dataclass(frozen=True, eq=False)
class Leaving:
    """Who is out by time since the call, of all people of a plan.

    Attributes:
        curve: by the ensemble of the plan; by its one study, drawn alike, where there is none.
        best: what no plan can beat; None where that was not worked out.
        members: of the ensemble; 0 without one.
        evacuated: people who leave by car, one number, or one for each member.
    """

    curve: EvacuationCurve
    best: EvacuationCurve | None
    members: int
    evacuated: Floats


def leaving_of(plan: Plan, study: Study) -> Leaving:
    """Return who is out when.

    Raises:
        WeerbaarError: the plan cannot be worked out as it stands.
    """
    from weerbaar.evacuation.flood import curve_of, curve_of_bound, curve_of_ensemble

    everybody = sum(people_by_zone(plan).values())
    going = min(1.0, study.departures.people / everybody) if everybody > 0 else 1.0
    best = None if study.bound is None else _drawn(curve_of_bound(study.bound, study.departures, going))
    drawn = ensemble_of(plan)
    if drawn.found is None or drawn.stale:
        curve = _drawn(curve_of([study.outcome], [study.departures], going))
        return Leaving(curve, best, 0, np.asarray(study.departures.people))
    ensemble = drawn.found.ensemble(study.network)
    return Leaving(curve_of_ensemble(ensemble), best, ensemble.n_members, ensemble.people * ensemble.going)


def expected(curve: EvacuationCurve, water: Water, seed: int) -> ExpectedFraction:
    """Return the share that is out before the breach, over all lead times that can be."""
    from weerbaar.evacuation.flood import expected_fraction, shipped_lead_times

    return expected_fraction(curve, shipped_lead_times()[water], seed)


def share_after_decision(curve: EvacuationCurve, water: Water, decided_h: npt.ArrayLike, seed: int) -> Floats:
    """Return the share that is out before the breach, by hours from the decision to the breach, shape (hours, draws).

    Only the time until people have heard it passes before anybody sets out, as in what was published.
    """
    from weerbaar.evacuation.flood import fraction, shipped_lead_times

    none = Point(value=0.0)
    phases = shipped_lead_times()[water].phases.model_copy(update={"detection_h": none, "decision_h": none})
    return fraction(curve, decided_h, phases, seed)


def victims_of(here: Exposed, curve: EvacuationCurve, asked: WaterAsked, seed: int) -> Victims | None:
    """Return expected victims; None where too little was given, which :attr:`WaterAsked.lacking` names."""
    from weerbaar.evacuation.flood import Vulnerability, victims

    if asked.called_h is None or asked.sheltered is None or asked.shelter_risk is None or asked.road_risk is None:
        return None
    return victims(
        here.exposure,
        curve,
        _called_s(asked.called_h, curve.n_draws, seed),
        sheltered=asked.sheltered,
        vulnerability=Vulnerability(sheltered=asked.shelter_risk, on_road=asked.road_risk),
        seed=seed,
    )


def needs_of(
    here: Exposed, curve: EvacuationCurve, found: Victims, asked: WaterAsked, seed: int
) -> WithoutBasicNeeds | None:
    """Return people without basic needs; None where nothing says how long, or how many are cut off."""
    from weerbaar.evacuation.flood import without_basic_needs

    if asked.needs_d is None or asked.cut_off is None or asked.called_h is None:
        return None
    # Who stays in a dry place has not left by the time that the dike breaks: in each draw that of its victims.
    staying = 1 - curve.out_at(_called_s(asked.called_h, curve.n_draws, seed))
    cut_off = asked.cut_off * here.exposure.dry_people[:, None] * staying[None, :]
    return without_basic_needs(found, cut_off=cut_off, days=asked.needs_d, seed=seed)


def _called_s(called_h: tuple[float, float], count: int, seed: int) -> Floats:
    """From the call to the breach in each draw, s: the same for victims and for who is cut off."""
    low, high = called_h
    # Of a stream of its own: with that of the seed alone the share in shelter would rise with these hours.
    return np.random.default_rng((seed, 1)).uniform(low, high, count) * 3600


def _drawn(curve: EvacuationCurve) -> EvacuationCurve:
    """The same curve for every draw of what is not known of the water."""
    return replace(curve, out=np.repeat(curve.out, DRAWS, 1), departed=np.repeat(curve.departed, DRAWS, 1))


def _borders(codes: list[str]) -> dict[str, shapely.Geometry]:
    """Borders on the Dutch grid, where those of every zone are known to this workbench."""
    known = borders_now().boundaries
    if known is None or not codes or not set(codes) <= set(known.codes):
        return {}
    import shapely

    from weerbaar.evacuation.network import DEGREES, DUTCH_GRID, moved

    def to_metres(corners: Floats) -> Floats:
        return np.column_stack(moved(corners[:, 0], corners[:, 1], source=DEGREES, target=DUTCH_GRID))

    return {code: shapely.make_valid(shapely.transform(known.shape_of(code), to_metres)) for code in codes}


def _at_nodes(network: RoadNetwork, there: Mapping[str, float]) -> PeoplePoints:
    from weerbaar.evacuation.flood import PeoplePoints
    from weerbaar.evacuation.network import DUTCH_GRID, moved

    if not network.crs:
        raise InputError(
            [
                wrong(
                    "people",
                    "het net staat niet op de kaart; geef een tabel met mensen per plek.",
                    "the network is not on the map; give a table of people by place.",
                    network.name,
                )
            ]
        )
    rows = [
        (at, node, there.get(zone.id, 0.0) * share)
        for at, zone in enumerate(network.zones)
        for node, share in zip(zone.nodes, zone.shares, strict=True)
    ]
    nodes = np.array([node for _, node, _ in rows], np.int64)
    x_m, y_m = moved(network.x[nodes], network.y[nodes], source=network.crs, target=DUTCH_GRID)
    return PeoplePoints(
        tuple(zone.id for zone in network.zones),
        np.array([at for at, _, _ in rows], np.int64),
        x_m,
        y_m,
        np.array([number for _, _, number in rows], float),
    )
