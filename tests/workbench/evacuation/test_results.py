# SPDX-License-Identifier: EUPL-1.2
"""A result on its page: never better than the bound, its curve within the drawing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.results import HEIGHT, WIDTH, clearance_rows, curve_of, shown_result
from weerbaar.workbench.evacuation.study_job import standing_of
from weerbaar.workbench.jobs.models import Job

pytestmark = pytest.mark.django_db


def test_a_result_in_words(plan: Plan, worked: Callable[[Plan], Job]) -> None:
    worked(plan)
    found = standing_of(plan).worked
    assert found is not None
    shown = shown_result(found)
    assert (shown["vehicles"], shown["people"]) == ("1.000", "2.500")
    assert [row["words"].nl for row in clearance_rows(found)][-1] == "iedereen veilig"
    assert all(row["bound"].endswith("uur") and row["more"].endswith("%") for row in shown["clearance"])
    assert {row["exit"] for row in shown["exits"]} <= {"brug", "dijk"}
    assert shown["has_bound"]
    assert not shown["stuck"]


def test_curves_stay_within_the_drawing(plan: Plan, worked: Callable[[Plan], Job]) -> None:
    worked(plan)
    found = standing_of(plan).worked
    assert found is not None
    one, two = curve_of([found]), curve_of([found, found])
    assert one.bound
    assert not two.bound
    assert len(two.lines) == 2
    for point in (*one.lines[0].split(), *one.bound.split()):
        x, y = map(float, point.split(","))
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT
    assert one.table[0] == ("0,0", "0%", "0%")
    assert one.table[-1][1] in ("> 99%", "100%")
    assert len(two.table[0]) == 3
