# SPDX-License-Identifier: EUPL-1.2
"""Quantiles with their standard error, against the spread of many samples."""

from __future__ import annotations

import numpy as np
import pytest

from weerbaar.evacuation.study import quantile_with_error


@pytest.mark.parametrize("probability", [0.1, 0.5, 0.9])
def test_standard_error_is_the_spread_over_samples(probability: float) -> None:
    rng = np.random.default_rng(1)
    found = np.array([quantile_with_error(sample, probability) for sample in rng.normal(10, 2, (400, 200))])
    # Of 400 samples the spread is known to 4 per cent; Maritz and Jarrett err some per cent high at 200 draws.
    assert np.median(found[:, 1]) == pytest.approx(found[:, 0].std(), rel=0.15)


def test_error_of_the_median_falls_with_the_root_of_the_draws() -> None:
    draws = np.random.default_rng(2).normal(0, 1, (16, 1600))
    # Normal draws: 1.2533 / sqrt(n).
    for n in (100, 400, 1600):
        errors = [quantile_with_error(row[:n], 0.5)[1] for row in draws]
        assert np.median(errors) == pytest.approx(1.2533 / np.sqrt(n), rel=0.15)


def test_what_never_got_there_is_later_than_anything() -> None:
    draws = np.array([3.0, np.nan, 1.0, 2.0, np.nan] * 20)
    assert quantile_with_error(draws, 0.1)[0] == pytest.approx(1.0)
    assert np.isnan(quantile_with_error(draws, 0.9)).all()
    # The middle is known, but how sure it is depends on how late the others come: not so near 0.1.
    value, error = quantile_with_error(draws, 0.59)
    assert value == pytest.approx(3.0)
    assert np.isnan(error)


def test_one_value_has_no_error() -> None:
    value, error = quantile_with_error(np.full(10, 4.0), 0.5)
    assert value == 4.0
    assert error == pytest.approx(0.0, abs=1e-9)
