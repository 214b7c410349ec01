# SPDX-License-Identifier: EUPL-1.2
"""Relative information: closed forms, and the integral as slow twin."""

from __future__ import annotations

import numpy as np
import pytest

from tests.elicitation.panels import P3
from tests.elicitation.slow_cooke import slow_information
from weerbaar.elicitation.information import information, information_beside

MASSES = np.array([0.05, 0.45, 0.45, 0.05])


def test_an_answer_as_wide_as_the_background_says_nothing() -> None:
    assert information(np.array([0.05, 0.5, 0.95]), P3, np.array([0.0, 1.0])) == pytest.approx(0, abs=1e-15)


def test_information_by_hand() -> None:
    said = information(np.array([40, 50, 60.0]), P3, np.array([0.0, 100.0]))
    expected = 2 * 0.05 * np.log(0.05 / 0.4) + 2 * 0.45 * np.log(0.45 / 0.1)
    assert said == pytest.approx(expected)
    assert slow_information([40, 50, 60], P3.tolist(), 0, 100) == pytest.approx(expected)


def test_halving_all_widths_inside_adds_the_logarithm_of_two_for_its_mass() -> None:
    ranges = np.array([0.0, 1e9])
    wide = information(np.array([4e8, 5e8, 6e8]), P3, ranges)
    narrow = information(np.array([4.5e8, 5e8, 5.5e8]), P3, ranges)
    assert narrow - wide == pytest.approx(0.9 * np.log(2) + 0.1 * np.log(4 / 4.5))


def test_a_missing_answer_has_no_information() -> None:
    said = information(np.array([[1, 2, 3], [np.nan] * 3]), P3, np.array([0.0, 4.0]))
    assert said[0] > 0
    assert np.isnan(said[1])


def test_beside_itself_an_answer_says_nothing() -> None:
    a, r = np.array([40, 50, 60.0]), np.array([0.0, 100.0])
    assert information_beside(a, r, a, r, P3) == pytest.approx(0, abs=1e-15)


@pytest.mark.parametrize("seed", range(5))
def test_information_beside_another_answer_is_its_integral(seed: int) -> None:
    rng = np.random.default_rng(seed)
    one, other = np.sort(rng.uniform(20, 80, 3)), np.sort(rng.uniform(10, 90, 3))
    r, wider = np.array([15.0, 85.0]), np.array([0.0, 100.0])

    def log_density(x: np.ndarray, quantiles: np.ndarray, ends: np.ndarray) -> np.ndarray:
        knots = np.concatenate([ends[:1], quantiles, ends[1:]])
        return np.log((MASSES / np.diff(knots))[np.searchsorted(knots, x, side="right") - 1])

    x = np.linspace(15, 85, 2_000_001)[:-1] + 70 / 4_000_000
    f = np.exp(log_density(x, one, r))
    expected = np.sum(f * (np.log(f) - log_density(x, other, wider))) * 70 / 2_000_000
    assert information_beside(one, r, other, wider, P3) == pytest.approx(expected, abs=2e-5)


def test_beside_the_background_it_is_plain_information() -> None:
    r = np.array([0.0, 100.0])
    flat = np.array([5.0, 50.0, 95.0])
    answers = np.array([[40, 50, 60], [10, 20, 90.0]])
    assert information_beside(answers, r, flat, r, P3) == pytest.approx(information(answers, P3, r))
