# SPDX-License-Identifier: EUPL-1.2
"""What stands in a form as people type it is the number in the file, and the other way round."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from weerbaar.workbench.evacuation.yaml_form import (
    as_typed,
    plain_text,
    range_text,
    rows_in,
    typed_number,
    typed_range,
)


def test_numbers_are_shown_as_the_language_writes_them() -> None:
    assert [plain_text(one) for one in (7.5, 3, 0.1 + 0.2, None, "bus", {"nl": "Dorp"})] == [
        "7,5", "3", "0,3", "", "bus", "Dorp",
    ]  # fmt: skip
    with translation.override("en"):
        assert plain_text(7.5) == "7.5"
    assert [plain_text(one) for one in (True, [1], {"nl": "a", "en": "b"}, {"low": 1})] == [None] * 4


def test_small_and_large_numbers_are_written_out() -> None:
    assert [plain_text(one) for one in (0.00003, 6_700_000.0, 1e15)] == ["0,00003", "6700000", "1000000000000000"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("4", 4), (" 7,5 ", 7.5), ("7.5", 7.5), ("-2", -2.0), ("veel", "veel"), ("", ""), ("1.000,5", "1.000,5")],
)
def test_a_comma_is_a_point_and_no_number_stays_as_it_was_typed(text: str, number: Any) -> None:
    assert typed_number(text) == number
    assert type(typed_number(text)) is type(number)


@pytest.mark.parametrize("low", [0.8, 0.00003, 120])
def test_a_range_comes_back_as_it_was(low: float) -> None:
    both = {"distribution": "uniform", "low": low, "high": 2 * low}
    assert typed_range(range_text(both)) == both
    assert typed_range(range_text(low)) == low


def test_a_dash_makes_a_range_but_not_in_a_number() -> None:
    assert typed_range("0,8–0,9") == {"distribution": "uniform", "low": 0.8, "high": 0.9}
    assert typed_range("-5") == -5.0
    assert typed_range("3e-5") == 3e-5
    assert typed_range("3e-5 - 4E-5") == {"distribution": "uniform", "low": 3e-5, "high": 4e-5}
    with pytest.raises(ValueError, match="more than"):
        range_text({"distribution": "triangular", "low": 1, "high": 2})


def test_rows_of_a_table_end_where_a_number_is_missing_and_empty_ones_are_left_out() -> None:
    post = {"bus-0-id": " a ", "bus-0-beds": "4", "bus-1-id": "", "bus-2-id": "c", "bus-4-id": "e"}
    assert rows_in(post, "bus", ("id", "beds")) == [{"id": "a", "beds": "4"}, {"id": "c", "beds": ""}]


def test_entries_with_more_than_the_form_holds_are_no_rows() -> None:
    assert as_typed([{"id": "a", "beds": 1.5}, {"id": "b"}], ("id", "beds")) == [
        {"id": "a", "beds": "1,5"},
        {"id": "b", "beds": ""},
    ]
    assert as_typed(None, ("id",)) == []
    for given in (5, "a", [1], [{"id": "a", "load_min": 5}], [{"id": ["a"]}]):
        assert as_typed(given, ("id",)) is None
