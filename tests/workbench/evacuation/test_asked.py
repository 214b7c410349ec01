# SPDX-License-Identifier: EUPL-1.2
"""Numbers and ranges of a form: a comma or a point, what was left out is not known, and each mistake has its field."""

from __future__ import annotations

import pytest

from weerbaar.base import Problem
from weerbaar.workbench.evacuation.asked import number_in, pair_in, spread


@pytest.mark.parametrize(
    ("text", "expected"), [("12,5", 12.5), (" 12.5 ", 12.5), ("0", 0.0), ("100", 100.0), ("", None), ("  ", None)]
)
def test_a_number_has_a_comma_or_a_point(text: str, expected: float | None) -> None:
    problems: list[Problem] = []
    assert number_in({"share": text}, "share", problems, 100.0) == expected
    assert problems == []


@pytest.mark.parametrize("text", ["100,1", "-1", "nan", "inf", "veel", "1.000,5"])
def test_what_is_no_number_or_too_much_is_told_with_its_bounds(text: str) -> None:
    problems: list[Problem] = []
    assert number_in({"share": text}, "share", problems, 100.0) is None
    (problem,) = problems
    assert (problem.field, problem.value) == ("share", text)
    assert problem.message.nl == "hoort een getal van 0 tot 100 te zijn."


def test_a_range_without_a_most_is_known_exactly() -> None:
    problems: list[Problem] = []
    assert pair_in({"days_from": "3", "days_to": "9"}, "days", problems, 10.0) == (3.0, 9.0)
    assert pair_in({"days_from": "3"}, "days", problems, 10.0) == (3.0, 3.0)
    assert pair_in({}, "days", problems, 10.0) is None
    assert problems == []


def test_every_mistake_in_ranges_is_told_at_once() -> None:
    problems: list[Problem] = []
    assert pair_in({"days_from": "9", "days_to": "3"}, "days", problems, 10.0) is None
    assert pair_in({"eur_to": "3"}, "eur", problems, 10.0) is None
    assert pair_in({"injured_from": "x", "injured_to": "11"}, "injured", problems, 10.0) is None
    assert [problem.field for problem in problems] == ["days_to", "eur_from", "injured_from", "injured_to"]


def test_a_range_becomes_a_distribution_in_the_unit_of_one() -> None:
    assert spread(None) is None
    damage = spread((100.0, 200.0), 1e6)
    assert damage is not None
    assert (damage.low, damage.high) == (1e8, 2e8)
    exact = spread((3.0, 3.0))
    assert exact is not None
    assert exact.low == 3.0 < exact.high < 3.00001
