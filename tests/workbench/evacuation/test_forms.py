# SPDX-License-Identifier: EUPL-1.2
"""The form of a plan: a plan comes back from its own form, and what is no number is told."""

from __future__ import annotations

import pytest

from weerbaar.base import InputError
from weerbaar.workbench.evacuation.forms import PlanForm, kinds
from weerbaar.workbench.evacuation.measures import stored
from weerbaar.workbench.evacuation.models import Plan


def test_a_plan_comes_back_from_its_own_form() -> None:
    demand = {"people": {"a": 1200.0, "b": 0.5}, "hour": 8.5, "season": "summer"}
    measures = [stored("incident", "1", share=0.25, from_h=1.5), stored("contraflow", "1", opposite="2", setup_h=2.0)]
    plan = Plan(name="Plan", note="n", demand=demand, measures=measures, bin_min=20, horizon_h=12.0, level=1)
    found = PlanForm.of_plan(plan).values()
    assert found["demand"] == demand
    assert found["measures"] == measures
    assert (found["bin_min"], found["horizon_h"], found["level"]) == (20, 12.0, 1)
    assert len(PlanForm.of_plan(plan).rows) == 5


def test_a_group_of_roads_has_weather_and_metering_has_its_number() -> None:
    measures = [stored("weather", roads=["a b", "c"], speed=0.75, share=0.5), stored("metering", "1", most_veh_h=900.0)]
    form = PlanForm.of_plan(Plan(name="Plan", measures=measures, capacity_drop=0.1))
    assert form.measures[0]["place"] == "a b; c"
    assert form.values()["measures"] == measures
    assert form.values()["capacity_drop"] == 0.1


def test_another_road_has_another_way_back() -> None:
    post = {"demand": "network", "measure-0-kind": "contraflow", "measure-0-place": "3", "measure-0-was": "1"}
    typed = PlanForm.of_post(post | {"measure-0-opposite": "2"}, []).values()["measures"][0]
    assert (typed["place"], typed["opposite"], typed["share"]) == ("3", "", 0.65)


def test_rows_without_a_kind_are_left_out_and_commas_are_read() -> None:
    post = {"demand": "network", "measure-0-kind": "", "measure-1-kind": "closure", "measure-1-from_h": "1,5"}
    form = PlanForm.of_post(post, ["a"])
    assert [row["kind"] for row in form.measures] == ["closure"]
    assert form.values()["measures"][0]["from_h"] == 1.5
    assert form.values()["bin_min"] == 15


def test_every_wrong_number_is_told() -> None:
    post = {"demand": "people", "people-0": "veel", "hour": "-1", "horizon_h": "nan", "bin_min": "x"}
    with pytest.raises(InputError) as found:
        PlanForm.of_post(post, ["a"]).values()
    assert {p.field for p in found.value.problems} == {"people[a]", "hour", "horizon_h", "bin_min"}
    with pytest.raises(InputError, match="no file and no text"):
        PlanForm.of_post({"demand": "file"}, []).values()


def test_kinds_have_words() -> None:
    assert dict(kinds())["contraflow"].nl == "tegenstroom"
