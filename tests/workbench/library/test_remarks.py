# SPDX-License-Identifier: EUPL-1.2
"""Threads by section, and whether the text changed since."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.library.models import Comment, Scenario
from weerbaar.workbench.library.remarks import threads_of

pytestmark = pytest.mark.django_db


def remark(row: Scenario, section: str = "", **fields: Any) -> Comment:
    return Comment.objects.create(scenario=row, text="x", section=section, **{"version": row.version, **fields})


def test_only_a_change_of_that_section_makes_a_remark_outdated(row: Scenario, django_assert_num_queries: Any) -> None:
    on_causes, on_trigger, on_all = remark(row, "causes"), remark(row, "trigger"), remark(row)
    row = row.change(1, story={**row.story, "causes": {"nl": "Anders.", "en": ""}})
    row = row.change(2, review_state="in-review")
    late = remark(row, "causes")
    with django_assert_num_queries(2):
        found = threads_of(row)
    outdated = {t.first.pk: t.outdated for threads in found.values() for t in threads}
    assert outdated == {on_causes.pk: True, on_trigger.pk: False, on_all.pk: True, late.pk: False}


def test_answers_stand_below_and_open_threads_above(row: Scenario) -> None:
    closed = remark(row, resolved="2026-01-01T00:00Z")
    first = remark(row)
    answer = remark(row, parent=first)
    (one, two) = threads_of(row)[""]
    assert (one.first, one.answers, two.first) == (first, [answer], closed)


def test_without_remarks_one_query_is_enough(row: Scenario, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert threads_of(row) == {}
