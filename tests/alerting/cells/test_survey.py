# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.cells import BeforeLaunchError, SurveyResult, reach_curve, read_survey
from weerbaar.alerting.cells.survey import reach_on
from weerbaar.base import InputError, wilson


def read(text: str, folder: Path) -> tuple[SurveyResult, ...]:
    (folder / "s.csv").write_text(text, encoding="utf-8")
    return read_survey(folder / "s.csv")


@given(st.floats(0, 1), st.integers(1, 100_000))
def test_the_interval_holds_the_share_and_stays_within_0_and_1(share: float, n: int) -> None:
    low, high = wilson(share * n, n)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1


def test_the_curve_runs_from_the_first_test_up() -> None:
    curve = reach_curve()
    assert [point.day for point in curve] == sorted(point.day for point in curve)
    assert curve[0].day == datetime.date(2012, 11, 8)
    middles = [point.middle for point in curve]
    assert middles == sorted(middles)
    assert all(point.low <= point.middle <= point.high for point in curve)


def test_a_survey_of_your_own_joins_and_replaces() -> None:
    day = datetime.date(2020, 6, 8)
    own = (SurveyResult(day, "all", 0.91, 1000), SurveyResult(datetime.date(2025, 12, 1), "all", 0.93, 1000))
    young = SurveyResult(datetime.date(2025, 12, 1), "18-34", 0.99, 100)
    curve = {point.day: point for point in reach_curve([*own, young])}
    assert curve[day].certainty == "measured"
    assert (curve[day].low, curve[day].high) == wilson(0.91 * 1000, 1000)
    assert len(curve) == len(reach_curve()) + 1
    assert curve[datetime.date(2025, 12, 1)].middle == 0.93


def test_between_surveys_it_is_straight_and_after_the_last_it_widens() -> None:
    curve = reach_curve()
    there = reach_on(datetime.date(2020, 12, 7), curve)
    assert (there.low, there.high, there.extrapolated) == (pytest.approx(0.88), pytest.approx(0.92), False)
    between = reach_on(datetime.date(2019, 9, 2), curve)
    assert (between.low, between.high) == (pytest.approx(0.795), pytest.approx(0.835))
    later = reach_on(datetime.date(2025, 12, 4), curve)
    assert later.extrapolated
    assert (later.low, later.high) == (pytest.approx(0.88, abs=1e-4), pytest.approx(0.96, abs=1e-4))


def test_before_the_launch_there_is_nothing_to_say() -> None:
    with pytest.raises(BeforeLaunchError, match="08-11-2012"):
        reach_on(datetime.date(2012, 11, 7), reach_curve())


def test_a_file_in_dutch_and_in_english(tmp_path: Path) -> None:
    found = read("datum;groep;bereik;n\n2025-12-01;allen;93,5%;1004\n2025-12-01;75+;0,8;90\n", tmp_path)
    assert found == (
        SurveyResult(datetime.date(2025, 12, 1), "all", 0.935, 1004),
        SurveyResult(datetime.date(2025, 12, 1), "75+", 0.8, 90),
    )
    assert read("date,share,n\n2025-12-01,0.92,1000\n", tmp_path)[0].group == "all"


def test_all_problems_at_their_line(tmp_path: Path) -> None:
    rows = ["20251201,,0.9,10", "2025-13-01,,0.9,10", "2025-12-01,,92,10", "2025-12-01,x,0.9,0", "2025-12-01,x,-1,5"]
    with pytest.raises(InputError) as stop:
        read("\n".join(["date,group,share,n", *rows]), tmp_path)
    assert [(p.line, p.field) for p in stop.value.problems] == [
        (2, "date"),
        (3, "date"),
        (4, "share"),
        (5, "n"),
        (6, "share"),
        (6, "date"),
    ]
