# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import pytest

from tests.evacuation.study.two_ways import NETWORK, leaving
from tests.figures.evacuations import ensemble, policy, study
from weerbaar.base import Text
from weerbaar.evacuation.decision import Turn
from weerbaar.evacuation.flood import Exposure, Victims
from weerbaar.evacuation.means import Assignment, Means, Need, OneMore, Unserved
from weerbaar.evacuation.study import Settings, make_study
from weerbaar.report import DecisionSheet, decision_sheet_of, decision_sheet_report, render_html

ABOUT = {"title": Text(nl="Hoogwater"), "organisation": "Regio", "made_on": datetime.date(2026, 2, 1)}


def _of(**given: object) -> DecisionSheet:
    return decision_sheet_of(study(), **ABOUT, **given)  # type: ignore[arg-type]


def test_what_was_not_worked_out_stays_unknown() -> None:
    sheet = _of()
    assert sheet.best_h is not None
    assert sheet.last_h == pytest.approx(2.0, abs=0.1)
    assert sheet.people == pytest.approx(7500)
    assert sheet.runs == (study().record.id,)
    for name in ("affected", "deaths", "depth_m", "left_behind", "first", "upward", "rules", "not_helped", "shortages"):
        assert getattr(sheet, name) is None


def test_people_left_behind_and_the_rules_are_those_of_the_results() -> None:
    sheet = _of(policy=policy(), water_h=1.0, ensemble=ensemble())
    assert sheet.left_behind == pytest.approx(3750, rel=0.05)
    assert sheet.rules == (Text(nl="24 uur ervoor, bij hoog: leave", en="24 h before, at high: leave"),)
    assert sheet.waiting_eur == pytest.approx(25e6)
    assert sheet.uncertainties is not None
    assert sheet.uncertainties[0].nl.startswith("99% veilig na ")
    assert sheet.sure_h == pytest.approx(max(ensemble().t99_h))
    assert "in negentien van de twintig trekkingen" in render_html(decision_sheet_report(sheet))
    assert len(sheet.runs) == 2


def test_victims_are_from_the_low_estimate_to_the_high_one() -> None:
    draws = np.arange(101.0)
    none = np.zeros((2, 101))
    victims = Victims(
        zones=("a", "b"),
        affected=np.array([100.0, 50.0]),
        present_low=none,
        present_high=none,
        on_road_low=none,
        on_road_high=none,
        deaths_low=np.stack([draws, none[1]]),
        deaths_high=np.stack([draws, draws]),
        unknown_people=np.array([0.0, 7.0]),
        notes=(Text(nl="let op"),),
    )
    sheet = _of(victims=victims)
    assert sheet.affected == 150
    assert sheet.deaths == pytest.approx((5, 190))
    assert sheet.uncertainties is not None
    assert [said.nl for said in sheet.uncertainties] == ["van 7 mensen is niet bekend of het water komt", "let op"]


def test_depth_is_weighed_by_people() -> None:
    nothing = np.full(3, np.nan)
    exposure = Exposure(
        scenario="x",
        zones=("a",),
        zone=np.zeros(3, np.int64),
        people=np.array([10.0, 80.0, 10.0]),
        depth_m=np.array([0.2, 1.5, 6.0]),
        arrival_s=nothing,
        rise_m_s=nothing,
        velocity_m_s=nothing,
        breach_possible=np.ones(3, bool),
        dry_people=np.zeros(1),
        outside_people=np.zeros(1),
    )
    assert _of(exposure=exposure).depth_m == (1.5, 6.0)


def test_what_is_short_is_named() -> None:
    bus = Means("bus", Text(nl="streekbus", en="coach"), "road", 1, "a", {"walking": 50})
    need = Need("a", "walking", 120.0, 5.0)
    given = Assignment(
        "people", (bus,), (need,), (), (), np.array([50.0]), 50.0, 50.0, 1.0,
        (Unserved(need, 70.0, Text(nl="te weinig bussen")),),
        (OneMore("bus", "vehicle", 50.0), OneMore("hal", "beds", 0.5)),
    )  # fmt: skip
    sheet = _of(assignment=given, turns=[Turn(0, "a", 100.0, 25.0, 1.0)])
    assert sheet.not_helped == 70
    assert sheet.shortages == (
        Text(nl="één voertuig meer, streekbus: 50,0 mensen meer", en="one vehicle more, coach: 50.0 people more"),
        Text(nl="tien bedden meer in hal: 0,5 mensen meer", en="ten beds more in hal: 0.5 people more"),
    )
    assert sheet.first == (Text(nl="a: 25% op tijd weg", en="a: 25% out in time"),)


def test_nearly_all_are_not_all() -> None:
    turns = [Turn(at, "a", 1000.0, safe, 1.0) for at, safe in enumerate((997.0, 999.96, 1000 - 1e-9, 0.0))]
    sheet = _of(turns=turns)
    assert sheet.first is not None
    assert [said.nl for said in sheet.first] == [
        "a: 99,7% op tijd weg",
        "a: > 99,9% op tijd weg",
        "a: 100% op tijd weg",
        "a: 0% op tijd weg",
    ]


def test_the_roads_that_decide_are_named_also_where_the_last_to_set_out_decide_the_end() -> None:
    """1,500 an hour over the short way: 90 % are out long before the one vehicle that leaves after ten hours."""
    assert _of().roads_until_last
    early = leaving(3000)
    late = replace(
        early,
        times_s=np.append(early.times_s, [36_000.0, 36_300.0]),
        released_veh=np.vstack([early.released_veh, early.released_veh[-1:], early.released_veh[-1:] + 1]),
    )
    sheet = decision_sheet_of(make_study(NETWORK, late, Settings(routing="managed", bin_s=300)), **ABOUT)  # type: ignore[arg-type]
    assert not sheet.roads_until_last
    assert sheet.roads
    assert "uur vol" in sheet.roads[0].nl
    assert sheet.best_h is not None
    assert sheet.last_h is not None
    assert sheet.best_h <= sheet.last_h + 1e-6
    html = render_html(decision_sheet_report(sheet))
    assert "daarna bepaalt wie het laatst vertrekt" in html
