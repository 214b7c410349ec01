# SPDX-License-Identifier: EUPL-1.2
"""The facts of a decision sheet, taken from what was worked out: roads, policy, victims, means."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from weerbaar.base import Lang, Text, number, percentage
from weerbaar.report.decision_sheet import DecisionSheet, Range

if TYPE_CHECKING:
    from weerbaar.evacuation.decision import Policy, Turn
    from weerbaar.evacuation.flood import Exposure, Victims
    from weerbaar.evacuation.flow import Bottleneck
    from weerbaar.evacuation.means import Assignment, OneMore
    from weerbaar.evacuation.simulation import Clearance
    from weerbaar.evacuation.study import Ensemble, Study

_LEAST_PROBABILITY = 0.0005


def decision_sheet_of(
    study: Study,
    *,
    title: Text,
    organisation: str,
    made_on: datetime.date,
    area: Text | None = None,
    policy: Policy | None = None,
    victims: Victims | None = None,
    exposure: Exposure | None = None,
    assignment: Assignment | None = None,
    turns: Sequence[Turn] | None = None,
    upward: Sequence[Text] | None = None,
    ensemble: Ensemble | None = None,
    water_h: float | None = None,
    sources: Sequence[Text] = (),
    marking: Text | None = None,
) -> DecisionSheet:
    """Return what the sheet says of a study, and of what else was worked out; the rest stays unknown.

    Args:
        study: the evacuation over the roads.
        title: of the threat.
        organisation: that makes the sheet.
        made_on: date on the sheet.
        area: that is threatened; None takes the name of the network.
        policy: what to decide when.
        victims: of the flood.
        exposure: depth where people are.
        assignment: of means for who cannot leave by themselves.
        turns: which places go first.
        upward: who goes to a high and dry place.
        ensemble: of the same study; its middle nine tenths are told.
        water_h: when the water comes, h after the start of leaving.
        sources: besides that of the network.
        marking: level of confidentiality.
    """
    from weerbaar.evacuation.flow import deciding
    from weerbaar.evacuation.study import bound_clearance

    found, network = study.outcome.clearance(), study.network
    bound = study.bound
    best: Clearance | None = None
    roads: tuple[Bottleneck, ...] = ()
    until_last = True
    if bound is not None:
        best = bound_clearance(bound.times_s, bound.out_by_veh, study.departures.total_veh, bound.quickest_s)
        roads, until_last = deciding(network, study.departures, bound)
    named = [Text(nl=network.source, en=network.source)] if network.source else []
    runs = [study.record.id, *([ensemble.record.id] if ensemble is not None else [])]
    return DecisionSheet(
        title=title,
        area=area or Text(nl=network.name, en=network.name),
        organisation=organisation,
        made_on=made_on,
        people=study.departures.people,
        affected=None if victims is None else float(victims.affected.sum()),
        deaths=None if victims is None else _deaths(victims),
        depth_m=None if exposure is None else _depth_m(exposure),
        water_h=water_h,
        left_behind=None if water_h is None else _left_behind(study, water_h),
        first=None if turns is None else tuple(map(_turn, turns)),
        upward=None if upward is None else tuple(upward),
        t90_h=found.t90_h,
        t99_h=found.t99_h,
        last_h=found.last_h,
        sure_h=None if ensemble is None else _sure_h(ensemble),
        best_h=None if best is None else best.last_h,
        rules=None if policy is None else _rules(policy),
        waiting_eur=None if policy is None else float(policy.forecast.initial @ policy.value_of_waiting_eur[0]),
        false_alarm=None if policy is None else policy.false_alarm,
        too_late=None if policy is None else policy.too_late,
        value_of_life_eur=None if policy is None else policy.value_of_life_eur,
        not_helped=None if assignment is None else float(sum(one.people for one in assignment.unserved)),
        shortages=None if assignment is None else tuple(_shortage(assignment, one) for one in assignment.one_more),
        roads=None if bound is None else tuple(map(_road, roads)),
        roads_until_last=until_last,
        uncertainties=_uncertainties(study, ensemble, victims),
        sources=(*named, *sources),
        runs=tuple(runs),
        marking=marking,
    )


def _deaths(victims: Victims) -> Range:
    low, high = np.quantile(victims.deaths_low.sum(0), 0.05), np.quantile(victims.deaths_high.sum(0), 0.95)
    return float(low), float(high)


def _depth_m(exposure: Exposure) -> Range | None:
    """Return the depth that half of the people in the water have at most, and the largest."""
    wet = np.isfinite(exposure.depth_m) & (exposure.depth_m > 0) & (exposure.people > 0)
    if not wet.any():
        return None
    depth, people = exposure.depth_m[wet], exposure.people[wet]
    order = np.argsort(depth, kind="stable")
    half = int(np.searchsorted(np.cumsum(people[order]), people.sum() / 2))
    return float(depth[order][half]), float(depth.max())


def _left_behind(study: Study, water_h: float) -> float:
    out = float(np.interp(water_h * 3600, study.outcome.times_s, study.outcome.out_veh))
    return max(1 - out / study.departures.total_veh, 0.0) * study.departures.people


def _sure_h(ensemble: Ensemble) -> float | None:
    """Return until when 99 % are safe in nineteen draws of twenty; None where fewer get that far."""
    hours = float(np.quantile(np.nan_to_num(ensemble.t99_h, nan=np.inf), 0.95, method="higher"))
    return hours if np.isfinite(hours) else None


def _turn(turn: Turn) -> Text:
    nl, en = (_in_time(turn, lang) for lang in ("nl", "en"))
    return Text(nl=f"{turn.name}: {nl} op tijd weg", en=f"{turn.name}: {en} out in time")


def _in_time(turn: Turn, lang: Lang) -> str:
    share = turn.in_time / turn.vehicles if turn.vehicles > 0 else 0.0
    # Sums of flows are whole up to rounding; 99.7% are not all (C8).
    return percentage(1.0 if share > 1 - 1e-9 else share, lang, 3 if share > 0.99 else 2)


def _road(found: Bottleneck) -> Text:
    nl, en = (number(found.hours, lang, 1) for lang in ("nl", "en"))
    at = Text(nl="uitgang ", en="exit ") if found.kind == "exit" else Text(nl="", en="")
    return Text(nl=f"{at.nl}{found.name}: {nl} uur vol", en=f"{at.in_('en')}{found.name}: full for {en} h")


def _rules(policy: Policy) -> tuple[Text, ...]:
    """Return what to decide at each moment, in the states in which nothing was decided before."""
    undecided = policy.forecast.initial.copy()
    found: list[Text] = []
    for moment, hours in enumerate(policy.forecast.hours_before):
        for at, option in enumerate(policy.options):
            states = [
                name
                for state, name in enumerate(policy.forecast.states)
                if policy.choice[moment, state] == at and undecided[state] >= _LEAST_PROBABILITY
            ]
            if states:
                nl, en = (" / ".join(state.in_(lang) for state in states) for lang in ("nl", "en"))
                h_nl, h_en = (number(float(hours), lang, 0 if hours == int(hours) else 1) for lang in ("nl", "en"))
                found.append(
                    Text(
                        nl=f"{h_nl} uur ervoor, bij {nl}: {option.name.in_('nl')}",
                        en=f"{h_en} h before, at {en}: {option.name.in_('en')}",
                    )
                )
        undecided = np.where(policy.choice[moment] < 0, undecided, 0.0)
        if moment < len(policy.forecast.transitions):
            undecided = undecided @ policy.forecast.transitions[moment]
    return tuple(found) or (Text(nl="niet evacueren bij deze verwachting", en="no evacuation with this forecast"),)


def _shortage(assignment: Assignment, one: OneMore) -> Text:
    nl, en = number(one.more, "nl", 1), number(one.more, "en", 1)
    aim_nl, aim_en = ("doden minder", "deaths fewer") if assignment.aim == "deaths" else ("mensen meer", "people more")
    if one.what == "beds":
        return Text(nl=f"tien bedden meer in {one.id}: {nl} {aim_nl}", en=f"ten beds more in {one.id}: {en} {aim_en}")
    name = next((means.name for means in assignment.means if means.id == one.id), Text(nl=one.id, en=one.id))
    return Text(
        nl=f"één voertuig meer, {name.in_('nl')}: {nl} {aim_nl}",
        en=f"one vehicle more, {name.in_('en')}: {en} {aim_en}",
    )


def _uncertainties(study: Study, ensemble: Ensemble | None, victims: Victims | None) -> tuple[Text, ...] | None:
    found: list[Text] = []
    if ensemble is not None:
        reached = np.isfinite(ensemble.t99_h)
        if reached.any():
            low, high = np.quantile(ensemble.t99_h[reached], [0.05, 0.95])
            share = "" if reached.all() else f" ({int(reached.sum())}/{ensemble.n_members})"
            found.append(
                Text(
                    nl=f"99% veilig na {number(low, 'nl', 1)} tot {number(high, 'nl', 1)} uur, in negen van de tien "
                    f"trekkingen{share}",
                    en=f"99% safe after {number(low, 'en', 1)} to {number(high, 'en', 1)} h, in nine draws of "
                    f"ten{share}",
                )
            )
    found += study.warnings
    if victims is not None:
        if victims.unknown_people.sum() >= 1:
            nl, en = (number(float(victims.unknown_people.sum()), lang) for lang in ("nl", "en"))
            found.append(
                Text(nl=f"van {nl} mensen is niet bekend of het water komt", en=f"for {en} people the flood is unknown")
            )
        found += victims.notes
    return tuple(found) or None
