# SPDX-License-Identifier: EUPL-1.2
"""A result on its page: never better than the bound, its curve within the drawing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.results import Told, clearance_rows, comparison_of, curves_of, shown_result
from weerbaar.workbench.evacuation.study_job import standing_of
from weerbaar.workbench.jobs.models import Job

pytestmark = pytest.mark.django_db


def test_a_result_in_words(plan: Plan, worked: Callable[[Plan], Job]) -> None:
    worked(plan)
    found = standing_of(plan).worked
    assert found is not None
    shown = shown_result(found, network_of(plan.network).network)
    assert (shown["vehicles"], shown["people"]) == ("1.000", "2.500")
    assert [row["words"].nl for row in clearance_rows(found)][-1] == "iedereen veilig"
    assert all(row["bound"].endswith("uur") and row["more"].endswith("%") for row in shown["clearance"])
    assert {row["exit"] for row in shown["exits"]} <= {"brug", "dijk"}
    assert shown["has_bound"]
    assert not shown["stuck"]


def test_curves_name_the_plans_and_are_drawn_once(
    plan: Plan, worked: Callable[[Plan], Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    worked(plan)
    found = standing_of(plan)
    assert found.worked is not None
    assert found.job is not None
    told = Told(plan, found.job.result, found.worked)
    one = curves_of([told])
    assert one.wide.width > one.narrow.width
    assert one.wide.table.header == ("Uur", "Dorp uit", "geen plan meer dan")
    both = comparison_of([told, told])
    assert [row[0] for row in both.wide.table.rows][:2] == ["Dorp uit (1)", "Dorp uit (2)"]
    monkeypatch.setattr(Told, "study", lambda self: pytest.fail("it was drawn again"))
    assert curves_of([told]).wide is one.wide
