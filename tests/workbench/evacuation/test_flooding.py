# SPDX-License-Identifier: EUPL-1.2
"""Who is out when, who dies and who lacks basic needs; a draw is one and the same course of events in all of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.workbench.evacuation.places import flood_file
from weerbaar.base import InputError, Text
from weerbaar.evacuation.flood import EvacuationCurve, Exposure, example_scenario
from weerbaar.workbench.evacuation import telling
from weerbaar.workbench.evacuation.flooding import (
    DECIDED_H,
    Exposed,
    exposed,
    leaving_of,
    needs_of,
    people_by_zone,
    share_after_decision,
    threatened,
    victims_of,
    water_asked,
)
from weerbaar.workbench.evacuation.models import InputFile, Plan
from weerbaar.workbench.jobs.models import Job

ASKED = {
    "water": "river",
    "called_from": "0",
    "called_to": "24",
    "sheltered_pct_from": "20",
    "sheltered_pct_to": "40",
    "shelter_risk_pct_from": "5",
    "road_risk_from": "1",
    "road_risk_to": "2",
    "cut_off_pct": "10",
    "needs_days_from": "2",
    "needs_days_to": "4",
}


def _curve(draws: int = 200) -> EvacuationCurve:
    """Everybody sets out evenly over a day and is safe at once."""
    share = np.repeat(np.linspace(0, 1, 25)[:, None], draws, 1)
    return EvacuationCurve(np.arange(25) * 3600.0, share, share)


def _dorp() -> Exposed:
    """A thousand people get two metres of water at the breach, four thousand stay dry."""
    one = np.ones(1)
    exposure = Exposure(
        scenario="proef",
        zones=("dorp",),
        zone=np.zeros(1, np.int64),
        people=one * 1000,
        depth_m=one * 2,
        arrival_s=one * 0,
        rise_m_s=one * 1e-4,
        velocity_m_s=one * 0.1,
        breach_possible=np.zeros(1, bool),
        dry_people=one * 4000,
        outside_people=one * 0,
    )
    return Exposed(example_scenario(), exposure, Text(nl="proef", en="trial"))


def test_percentages_become_shares_and_what_lacks_is_named() -> None:
    asked = water_asked(ASKED)
    assert asked.called_h == (0.0, 24.0)
    assert asked.sheltered is not None
    assert (asked.sheltered.low, asked.sheltered.high) == pytest.approx((0.2, 0.4))
    assert asked.cut_off == pytest.approx(0.1)
    assert asked.lacking == ()
    assert len(water_asked({}).lacking) == 4
    with pytest.raises(InputError) as wrong:
        water_asked({"water": "zee", "called_to": "5", "cut_off_pct": "101"})
    assert [problem.field for problem in wrong.value.problems] == ["water", "called_from", "cut_off_pct"]


def test_who_is_cut_off_heard_the_call_when_who_gets_water_did() -> None:
    here, curve, asked = _dorp(), _curve(), water_asked(ASKED)
    found = victims_of(here, curve, asked, 3)
    assert found is not None
    needs = needs_of(here, curve, found, asked, 3)
    assert needs is not None
    assert np.ptp(found.present_low) > 500
    # A tenth of four times as many people, of whom the same share stays.
    cut_off = needs.people - (found.present_low - found.deaths_low)
    assert cut_off == pytest.approx(0.4 * found.present_low)


def test_when_people_are_called_does_not_decide_how_many_are_sheltered() -> None:
    found = victims_of(_dorp(), _curve(2000), water_asked(ASKED | {"sheltered_pct_to": "90"}), 3)
    assert found is not None
    # Nobody is on the road, so among who stays a higher share of deaths is a lower share in shelter.
    dying = found.deaths_low[0] / found.present_low[0]
    assert np.ptp(dying) > 0
    assert abs(np.corrcoef(found.present_low[0], dying)[0, 1]) < 0.1


@pytest.mark.django_db
def test_people_of_a_plan_are_in_the_zone_that_they_leave(plan: Plan, town: Plan) -> None:
    assert list(people_by_zone(plan)) == ["dorp"]
    assert people_by_zone(plan)["dorp"] == pytest.approx(2500)
    assert people_by_zone(town) == pytest.approx({"dorp": 2000.0, "dijk": 1000.0})
    assert threatened(plan) is None


@pytest.mark.django_db
def test_without_a_table_and_a_plan_nobody_knows_where_people_are(flood: InputFile) -> None:
    with pytest.raises(InputError, match="no table of people by place"):
        exposed(flood, None, None)


@pytest.mark.django_db
def test_more_time_never_leaves_more_behind_and_no_plan_beats_the_bound(
    plan: Plan, worked: Callable[[Plan], Job]
) -> None:
    worked(plan)
    study = telling.study_of(plan)
    assert study is not None
    leaving = leaving_of(plan, study)
    curve, bound = leaving.curve, leaving.best
    assert bound is not None
    mine, best = (share_after_decision(one, "river", DECIDED_H, 1) for one in (curve, bound))
    assert np.all(np.diff(mine, axis=0) >= 0)
    assert np.all(mine <= best + 1e-6)
    assert mine[-1].mean() == pytest.approx(1.0)


@pytest.mark.django_db
def test_who_hears_the_call_at_the_breach_is_partly_still_there(
    browser: Client, plan: Plan, worked: Callable[[Plan], Job], on_map: Callable[[Plan], Plan]
) -> None:
    worked(on_map(plan))
    at_once = SimpleUploadedFile("water.csv", flood_file(arrival_h=0.1))
    browser.post("/rondes/proef/evacuatie/overstroming/", {"what": "flood", "depth": at_once})
    flood = InputFile.objects.get()
    study = telling.study_of(plan)
    assert study is not None
    here, curve = exposed(flood, None, plan), leaving_of(plan, study).curve
    given = ASKED | {"called_to": "0"}
    asked = water_asked(given)
    found = victims_of(here, curve, asked, 1)
    assert found is not None
    early = victims_of(here, curve, water_asked(ASKED | {"called_from": "48", "called_to": "48"}), 1)
    assert early is not None
    assert found.affected.sum() == pytest.approx(2500)
    assert found.deaths_high.sum() > early.deaths_high.sum()
    assert early.deaths_high.sum() == pytest.approx(0, abs=1e-6)
    needs = needs_of(here, curve, found, asked, 1)
    assert needs is not None
    days = needs.person_days.sum(0) / np.maximum(needs.people.sum(0), 1e-9)
    assert 2 <= days.min() <= days.max() <= 4
    assert needs_of(here, curve, found, water_asked(given | {"cut_off_pct": ""}), 1) is None
    assert victims_of(here, curve, water_asked({}), 1) is None
    assert len(water_asked({}).lacking) == 4
