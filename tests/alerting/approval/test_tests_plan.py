# SPDX-License-Identifier: EUPL-1.2
"""The half-yearly tests."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from weerbaar.alerting.approval import PlanError, dated_checklist, plan_tests, reach_history
from weerbaar.alerting.approval.tests_plan import whit_monday


@pytest.mark.parametrize(
    ("year", "june", "december"),
    [
        (2019, date(2019, 6, 3), date(2019, 12, 2)),
        (2020, date(2020, 6, 8), date(2020, 12, 7)),
        (2021, date(2021, 6, 7), date(2021, 12, 6)),
        (2022, date(2022, 6, 13), date(2022, 12, 5)),
        (2023, date(2023, 6, 5), date(2023, 12, 4)),
    ],
)
def test_rijksoverheid_tests_were_on_these_days(year: int, june: date, december: date) -> None:
    planned = plan_tests(year, "NCC")
    assert [test.at.date() for test in planned] == [june, december]
    assert [test.at.utcoffset() for test in planned] == [timedelta(hours=2), timedelta(hours=1)]
    assert all((test.at.hour, test.at.minute) == (12, 0) for test in planned)
    assert (planned[0].note is not None) == (june.day > 7)


def test_a_test_that_is_moved_says_why() -> None:
    note = plan_tests(2022, "NCC")[0].note
    assert note is not None
    assert note.nl == "De eerste maandag (06-06-2022) is Tweede Pinksterdag; de test is een week later."


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2008, date(2008, 5, 12)),
        (2011, date(2011, 6, 13)),
        (2024, date(2024, 5, 20)),
        (2026, date(2026, 5, 25)),
        (2038, date(2038, 6, 14)),
    ],
)
def test_whit_monday_of_the_calendar(year: int, day: date) -> None:
    assert whit_monday(year) == day


def test_a_test_is_always_on_a_monday_that_is_no_holiday() -> None:
    for year in range(2012, 2100):
        for test in plan_tests(year, "LMS"):
            assert test.at.weekday() == 0
            assert test.at.date() != whit_monday(year)
            assert test.at.day <= 14


def test_the_two_senders_take_turns_and_stand_by_for_each_other() -> None:
    june, december = plan_tests(2026, "LMS")
    assert (june.sender, june.back_up) == ("LMS", "NCC")
    assert (december.sender, december.back_up) == ("NCC", "LMS")


@pytest.mark.parametrize("year", [2011, 2100])
def test_other_years_are_refused(year: int) -> None:
    with pytest.raises(PlanError):
        plan_tests(year, "NCC")


def test_the_checklist_has_days() -> None:
    steps = dated_checklist(plan_tests(2026, "NCC")[0])
    assert [step.day for step in steps] == sorted(step.day for step in steps)
    on_the_day = [step.step.id for step in steps if step.day == date(2026, 6, 1)]
    assert on_the_day == ["verzenden", "bewijzen"]
    assert all(step.step.text.en for step in steps)


def test_rijksoverheid_2019_and_an_own_survey_stand_in_one_curve(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text("date,group,share,n\n2024-06-03,all,0.93,1000\n")
    reach = reach_history([file])
    points = {point.day: point for point in reach.points}
    assert points[date(2019, 12, 2)].middle == pytest.approx(0.85)
    own = points[date(2024, 6, 3)]
    assert own.middle == pytest.approx(0.93)
    assert own.low < 0.93 < own.high
    assert min(reach.tests_without) > date(2012, 11, 8)
    # The tests of June 2021, both of 2022 and that of June 2023 have no published reach.
    since = [day for day in reach.tests_without if day >= date(2019, 1, 1)]
    assert since == [date(2021, 6, 7), date(2022, 6, 13), date(2022, 12, 5), date(2023, 6, 5)]
