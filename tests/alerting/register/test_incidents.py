# SPDX-License-Identifier: EUPL-1.2
"""What counts as one deployment in a period."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.alerting.register.uses_told import NOON, Told, draft, order, receipt
from weerbaar.alerting.register import count_period, fold
from weerbaar.alerting.register.incidents import PeriodError, root_of

DAY = date(2026, 3, 2)


def test_updates_and_the_all_clear_belong_to_the_same_deployment() -> None:
    told = Told().whole_use("u1", NOON).whole_use("u2", NOON, replaces="u1")
    told.whole_use("u3", NOON, replaces="u2", incident="all-clear").whole_use("u4", NOON)
    count = count_period(fold(told.events), DAY, DAY)
    assert [i.uses for i in count.incidents] == [("u1", "u2", "u3"), ("u4",)]
    assert [i.kind for i in count.incidents] == ["fire-smoke", "fire-smoke"]
    assert count.messages == 4


def test_an_incident_belongs_to_the_day_of_its_first_alert() -> None:
    told = Told().whole_use("u1", NOON).whole_use("u2", NOON + timedelta(days=1), replaces="u1")
    uses = fold(told.events)
    assert len(count_period(uses, DAY, DAY).incidents) == 1
    assert not count_period(uses, DAY + timedelta(days=1), DAY + timedelta(days=1)).incidents


def test_exercises_tests_and_what_is_not_proved_are_left_out_and_told() -> None:
    told = Told().whole_use("u1", NOON).whole_use("u2", NOON, status="exercise").whole_use("u3", NOON, status="test")
    told.say("u4", draft(), order("u4-1"), receipt("u4-1", c1="silent")).say("u5", draft())
    count = count_period(fold(told.events), DAY, DAY)
    assert [i.id for i in count.incidents] == ["u1"]
    assert (count.exercises, count.tests, count.unproved) == (1, 1, 1)


def test_the_country_is_no_region() -> None:
    told = Told().whole_use("u1", NOON).whole_use("u2", NOON, region="NL").whole_use("u3", NOON, region="VR01")
    count = count_period(fold(told.events), DAY, DAY)
    assert count.regions == ("VR01", "VR20")
    assert count.national == 1


def test_an_actual_alert_that_replaces_an_exercise_is_a_deployment_of_its_own_kind() -> None:
    told = Told().whole_use("u1", NOON, status="exercise", incident="exercise")
    told.whole_use("u2", NOON, replaces="u1", incident="flood")
    (incident,) = count_period(fold(told.events), DAY, DAY).incidents
    assert incident.kind == "flood"


def test_a_circle_of_replacements_ends() -> None:
    uses = fold(Told().whole_use("u1", NOON, replaces="u2").whole_use("u2", NOON, replaces="u1").events)
    assert root_of(uses, uses["u1"]).id == "u2"
    assert root_of(uses, uses["u2"]).id == "u1"


def test_both_days_of_a_period_belong_to_it() -> None:
    uses = fold(Told().whole_use("u1", datetime(2026, 3, 31, 21, 50, tzinfo=UTC)).events)
    assert uses["u1"].day == date(2026, 3, 31)
    for first, last, n in ((1, 31, 1), (31, 31, 1), (1, 30, 0)):
        assert len(count_period(uses, date(2026, 3, first), date(2026, 3, last)).incidents) == n


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PeriodError):
        count_period({}, DAY, DAY - timedelta(days=1))
