# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import UnknownCellError
from weerbaar.method import (
    UnknownNameError,
    likelihood_bounds,
    likelihood_class,
    likelihood_codes,
    likelihood_interval,
    load_method,
    threat_class,
    to_method_window,
)
from weerbaar.method.model import Method


def test_national_bounds(national: Method) -> None:
    assert likelihood_bounds(national) == pytest.approx((0.0005, 0.005, 0.05, 0.5))


def test_british_bounds(british: Method) -> None:
    assert likelihood_bounds(british) == pytest.approx((0.002, 0.01, 0.05, 0.25))


@pytest.mark.parametrize(
    ("klass", "part", "interval"),
    [
        ("A", None, (0.000005, 0.0005)),
        ("A", "low", (0.000005, 0.00005)),
        ("A", "high", (0.0002, 0.0005)),
        ("C", None, (0.005, 0.05)),
        ("C", "mid", (0.01, 0.025)),
        ("D", "high", (0.25, 0.5)),
        ("E", None, (0.5, 1.0)),
    ],
)
def test_intervals(national: Method, klass: str, part: str | None, interval: tuple[float, float]) -> None:
    assert likelihood_interval(national, klass, part) == pytest.approx(interval)


def test_certainty_is_a_class_of_its_own_in_belgium(belgian: Method) -> None:
    low, high = likelihood_interval(belgian, "P7")
    assert low < high == 1
    assert low == pytest.approx(1)
    assert likelihood_class(belgian, 1) == "P7"
    assert likelihood_class(belgian, 0.995) == "P6"


@pytest.mark.parametrize(
    ("probability", "klass"),
    [(0, "A"), (0.0004, "A"), (0.0005, "B"), (0.005, "C"), (0.0499, "C"), (0.05, "D"), (0.5, "E"), (1, "E")],
)
def test_classes_are_half_open(national: Method, probability: float, klass: str) -> None:
    assert likelihood_class(national, probability) == klass


@given(st.floats(0, 1))
def test_a_probability_lies_in_the_interval_of_its_class(probability: float) -> None:
    method = load_method("nl-nrb-2009")
    klass = likelihood_class(method, probability)
    low, high = likelihood_interval(method, klass)
    assert probability <= high
    assert klass == "A" or probability >= low * (1 - 1e-9)


@pytest.mark.parametrize("probability", [-0.1, 1.1, math.nan])
def test_no_probability(national: Method, probability: float) -> None:
    with pytest.raises(ValueError, match="not a probability"):
        likelihood_class(national, probability)


def test_threat_by_vulnerability_as_in_the_guide(national: Method) -> None:
    """nrb-method.md 3.2, all fifteen cells."""
    table = {level: "".join(threat_class(national, k, level) for k in "ABCDE") for level in ("low", "medium", "high")}
    assert table == {"low": "AABCD", "medium": "ABCDE", "high": "BCDEE"}


def test_unknown_names(national: Method, british: Method) -> None:
    with pytest.raises(UnknownNameError, match=r"'F'.*A, B, C, D, E"):
        likelihood_interval(national, "F")
    with pytest.raises(UnknownNameError, match="'low'"):
        likelihood_interval(national, "E", "low")
    with pytest.raises(UnknownNameError, match=r"'huge'.*low, medium, high"):
        threat_class(national, "C", "huge")
    with pytest.raises(UnknownCellError, match="no table of threat"):
        threat_class(british, "3", "low")


def test_windows_are_converted_through_a_rate(national: Method, british: Method) -> None:
    assert to_method_window(national, 0.3, 5) == 0.3
    assert to_method_window(national, 0.1, 1) == pytest.approx(1 - 0.9**5)
    assert to_method_window(british, 0.1, 1, "threat") == pytest.approx(1 - 0.9**2)
    assert to_method_window(british, 0.1, 1, "hazard") == pytest.approx(1 - 0.9**5)


def test_codes_from_low_to_high(belgian: Method) -> None:
    assert likelihood_codes(belgian) == ("P1", "P2", "P3", "P4", "P5", "P6", "P7")
