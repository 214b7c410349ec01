# SPDX-License-Identifier: EUPL-1.2
"""Names in camelCase, moments in UTC, levels by name, pages with links."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from django.test import RequestFactory
from pydantic import ValidationError

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.api.schemas import In, Moment, Out, Page, Paging, level_name, level_of, paged, pair


class _Row(Out):
    some_name: int
    at: Moment


class _Given(In):
    some_name: int


def test_what_leaves_is_in_camel_case_and_utc() -> None:
    at = datetime(2030, 1, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    assert _Row(some_name=1, at=at).model_dump(by_alias=True) == {"someName": 1, "at": "2030-01-01T10:00:00Z"}


def test_what_comes_in_has_those_names_and_no_others() -> None:
    assert _Given.model_validate({"someName": 1}).some_name == 1
    for wrong in ({"some_name": 1}, {"someName": 1, "x": 2}):
        with pytest.raises(ValidationError):
            _Given.model_validate(wrong)


def test_levels_go_by_name() -> None:
    assert [level_of(level_name(level)) for level in Level] == list(Level)
    assert level_name(2) == "departmental"


def test_a_text_without_english_says_the_dutch_in_both() -> None:
    found = pair(Text(nl="vloed"))
    assert found is not None
    assert (found.nl, found.en) == ("vloed", "vloed")
    assert pair(None) is None


def test_a_page_is_a_part_with_the_ways_around_it() -> None:
    request = RequestFactory().get("/api/v1/x?kind=a")
    found = paged(request, list(range(5)), Paging.model_validate({"page": 2, "pageSize": 2}), str)
    assert (found["items"], found["total"]) == (["2", "3"], 5)
    assert (found["next"], found["previous"]) == (
        "/api/v1/x?kind=a&page=3&pageSize=2",
        "/api/v1/x?kind=a&page=1&pageSize=2",
    )
    beyond = paged(request, list(range(5)), Paging.model_validate({"page": 1_000_000}), str)
    assert (beyond["items"], beyond["next"]) == ([], None)


def test_a_page_of_rows_is_named_after_them() -> None:
    assert Page[_Row].__name__ == "_RowPage"
