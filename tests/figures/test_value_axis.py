# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from weerbaar.figures.textmetrics import text_width
from weerbaar.figures.value_axis import value_axis


def words(value: float) -> str:
    return f"{value:g}"


def test_places_on_a_linear_and_on_a_logarithmic_axis() -> None:
    linear = value_axis([0, 100], log=False, start=10, end=210)
    assert (linear.low, linear.high) == (-4, 104)
    assert linear.at(50) == pytest.approx(110)
    assert (linear.at(-1e9), linear.at(1e9)) == (10, 210)
    log = value_axis([1, 100], log=True, start=0, end=100)
    assert log.at(10) == pytest.approx(50)


def test_round_ticks() -> None:
    assert [v for v, _ in value_axis([0, 100], log=False, start=0, end=400).ticks(words, 12)] == pytest.approx(
        [0, 20, 40, 60, 80, 100]
    )
    wide = value_axis([1, 1000], log=True, start=0, end=600).ticks(words, 12)
    assert [v for v, _ in wide] == pytest.approx([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000])
    narrow = value_axis([1, 1e12], log=True, start=0, end=120).ticks(words, 12)
    assert 2 <= len(narrow) <= 5
    near = value_axis([16.4, 17.1], log=True, start=0, end=400).ticks(words, 12)
    assert len(near) >= 2
    assert all(16.3 < v < 17.2 for v, _ in near)


@pytest.mark.parametrize("log", [True, False])
def test_a_single_value_has_an_axis(log: bool) -> None:
    axis = value_axis([5], log=log, start=0, end=100)
    assert axis.low < 5 < axis.high
    assert axis.at(5) == pytest.approx(50)
    assert axis.ticks(words, 12)


@given(
    st.lists(st.floats(1e-9, 1e12), min_size=2, max_size=6),
    st.booleans(),
    st.floats(80, 900),
)
def test_ticks_never_touch_and_values_stay_inside(values: list[float], log: bool, width: float) -> None:
    assume(max(values) / min(values) > 1.0001)
    axis = value_axis(values, log=log, start=0, end=width)
    places = [axis.at(v) for v in sorted(values)]
    assert places == sorted(places)
    assert all(0 < p < width for p in places)
    right = -math.inf
    for value, word in axis.ticks(words, 12):
        half = text_width(word, 12) / 2
        assert axis.at(value) - half > right
        right = axis.at(value) + half
