# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.advice.plans import STARTS, ZONES, flooded, study
from weerbaar.base import Point, Uniform
from weerbaar.evacuation.advice import Advice, AdviceError, advise
from weerbaar.evacuation.advice.ways import arrives_s, main_ways

HOUR = 3600.0
EVERYWHERE = flooded({"W": 1.0, "S": 2.7, "I": 4.0}, dry={"H": 50.0})


def by_zone(advices: tuple[Advice, ...]) -> dict[str, Advice]:
    return {advice.zone: advice for advice in advices}


def test_nobody_is_left_without_advice() -> None:
    for exposures in ((), (EVERYWHERE,)):
        advices = advise(study(), STARTS, exposures=exposures, breach_s=Point(value=24 * HOUR))
        assert tuple(advice.zone for advice in advices) == ZONES
        assert all(advice.text.nl and advice.record == study().record for advice in advices)


def test_each_zone_by_its_water_and_its_roads() -> None:
    found = by_zone(advise(study(), STARTS, exposures=(EVERYWHERE,), breach_s=Point(value=24 * HOUR)))
    assert {code: advice.action for code, advice in found.items()} == {
        "W": "leave",
        "S": "leave",
        "H": "stay",  # dry, though cars leave it
        "I": "up",  # wet, without a road
    }
    assert (found["W"].shelter, found["S"].shelter, found["I"].shelter) == ("upper_floor", "doubtful", "high_building")
    west = found["W"].leaving
    assert west is not None
    assert (west.roads, west.towards) == (("A1",), "Knp. Oost")
    assert "Neem de A1. Rijd naar knooppunt Oost." in found["W"].text.nl
    assert found["I"].why_up == "no_road"
    assert "geen weg open" in found["I"].text.nl
    assert "U hoeft niet weg." in found["H"].text.nl


def test_who_leaves_by_the_hour_told_is_safe_before_the_earliest_water() -> None:
    margin, breach = HOUR, Uniform(distribution="uniform", low=4 * HOUR, high=12 * HOUR)
    found = by_zone(advise(study(), STARTS, exposures=(EVERYWHERE,), breach_s=breach, margin_s=margin))
    earliest = float(breach.ppf(0.05)) + 2 * HOUR
    outcome, departures = study().outcome, study().departures
    for code, node in (("W", 0), ("S", 1)):
        leaving = found[code].leaving
        assert leaving is not None
        assert leaving.before_s is not None
        (way,) = main_ways(outcome, [node])
        assert way is not None
        assert float(arrives_s(outcome, departures, way, [leaving.before_s])[0]) <= earliest - margin
        # Not an hour too careful: half an hour later and a step of the search it would not do.
        assert float(arrives_s(outcome, departures, way, [leaving.before_s + 2400])[0]) > earliest - margin
        assert leaving.before_at == STARTS + timedelta(seconds=leaving.before_s)
        assert leaving.before_at.minute in {0, 30}


def test_without_time_to_leave_everybody_goes_up() -> None:
    found = by_zone(advise(study(), STARTS, exposures=(EVERYWHERE,), breach_s=Point(value=0.0), margin_s=2 * HOUR))
    assert [found[code].action for code in ("W", "S", "I")] == ["up"] * 3
    assert [found[code].why_up for code in ("W", "S", "I")] == ["too_late", "too_late", "no_road"]
    assert "niet genoeg tijd" in found["W"].text.nl


def test_an_arrival_that_is_unknown_counts_from_the_breach() -> None:
    known = flooded({"W": 1.0}, arrival_h=0.0)
    unknown = flooded({"W": 1.0}, arrival_h=float("nan"))
    first, second = (
        by_zone(advise(study(), STARTS, exposures=(one,), breach_s=Point(value=10 * HOUR)))["W"]
        for one in (known, unknown)
    )
    assert first.leaving is not None
    assert first.leaving == second.leaving
    assert "niet hoe snel het water komt" in second.text.nl
    assert "niet hoe snel het water komt" not in first.text.nl


def test_when_nobody_can_say_when_the_dike_breaks_people_leave_at_once() -> None:
    west = by_zone(advise(study(), STARTS, exposures=(EVERYWHERE,)))["W"]
    assert west.leaving is not None
    assert west.leaving.before_at is None
    assert "Vertrek zo snel mogelijk." in west.text.nl


def test_the_decision_to_go_up_is_kept() -> None:
    found = by_zone(advise(study(), STARTS, exposures=(EVERYWHERE,), strategy="vertical"))
    assert [found[code].action for code in ZONES] == ["up", "up", "stay", "up"]
    assert [found[code].why_up for code in ZONES] == ["decided", "decided", None, "decided"]
    assert "niet genoeg tijd" not in found["W"].text.nl


def test_nothing_known_of_the_water() -> None:
    found = by_zone(advise(study(), STARTS))
    assert [found[code].action for code in ZONES] == ["leave", "leave", "leave", "unknown"]
    assert "Wij weten niet of er water komt" in found["I"].text.nl
    assert "hoeft niet weg" not in found["I"].text.nl


def test_turns_of_a_plan_are_told() -> None:
    managed = study("managed")
    assert managed.plan is not None
    found = by_zone(advise(managed, STARTS, exposures=(EVERYWHERE,), breach_s=Point(value=48 * HOUR)))
    leave = managed.plan.departures
    for code, node in (("W", 0), ("S", 1)):
        leaving = found[code].leaving
        assert leaving is not None
        assert leaving.until_s is not None
        origin = leave.nodes.tolist().index(node)
        last = float(
            leave.times_s[int((leave.released_veh[:, origin] >= leave.vehicles[origin] * (1 - 1e-9)).argmax())]
        )
        assert last <= leaving.until_s < last + 1800
        assert leaving.from_s == 0.0
    assert "Vertrek vóór" in found["W"].text.nl


def test_a_turn_that_begins_later_is_a_time_between_two() -> None:
    managed = study("managed")
    assert managed.plan is not None
    leave = managed.plan.departures
    held = leave.released_veh.copy()
    held[leave.times_s < 2 * HOUR, 0] = 0.0
    later = replace(managed, plan=replace(managed.plan, departures=replace(leave, released_veh=held)))
    west = by_zone(advise(later, STARTS, breach_s=Point(value=48 * HOUR)))["W"]
    assert west.leaving is not None
    assert west.leaving.from_s == 2 * HOUR
    assert "Vertrek tussen vrijdag 27 november 11.00 uur en" in west.text.nl
    too_late = by_zone(advise(later, STARTS, breach_s=Point(value=3 * HOUR)))["W"]
    assert too_late.action == "up"
    assert too_late.why_up == "too_late"


@given(st.floats(0, 60 * HOUR), st.floats(0, 5 * HOUR))
def test_more_time_or_less_margin_never_takes_the_way_out_away(breach: float, margin: float) -> None:
    first = by_zone(advise(study(), STARTS, exposures=(EVERYWHERE,), breach_s=Point(value=breach), margin_s=margin))
    more = by_zone(
        advise(study(), STARTS, exposures=(EVERYWHERE,), breach_s=Point(value=breach + HOUR), margin_s=margin)
    )
    for code in ("W", "S"):
        before, after = first[code].leaving, more[code].leaving
        if before is not None:
            assert after is not None
            assert after.before_s is not None
            assert before.before_s is not None
            assert after.before_s >= before.before_s


def test_a_number_is_no_name_of_an_exit() -> None:
    network = study().network
    numbered = replace(network, node_ids=tuple(str(at) for at in range(network.n_nodes)))
    (west, *_) = advise(replace(study(), network=numbered), STARTS)
    assert west.leaving is not None
    assert west.leaving.towards == ""
    assert "Neem de A1. Rijd het gebied uit." in west.text.nl


def test_a_zone_with_a_number_for_a_name_is_called_a_zone() -> None:
    network = study().network
    numbered = replace(network, zones=(replace(network.zones[0], name="5"), *network.zones[1:]))
    (west, *_) = advise(replace(study(), network=numbered), STARTS)
    assert west.name == "zone 5"
    assert "uit zone 5." in west.text.nl


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(AdviceError, match="no strategy 'omhoog'"):
        advise(study(), STARTS, strategy="omhoog")  # type: ignore[arg-type]
    with pytest.raises(AdviceError, match="margin"):
        advise(study(), STARTS, margin_s=-1.0)
    with pytest.raises(AdviceError, match="GM9999"):
        advise(study(), STARTS, phones={"GM9999": "14 000"})
