# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.assessment.factors import values_at
from weerbaar.assessment.known_functions import Ishigami, LinearGaussian, SobolG


def test_ishigami_indices_published_by_marrel_2009() -> None:
    known = Ishigami(7.0, 0.1)
    assert known.variance == pytest.approx(13.8446, abs=1e-4)
    assert known.first == pytest.approx([0.3139, 0.4424, 0.0], abs=5e-5)
    assert known.total == pytest.approx([0.5576, 0.4424, 0.2437], abs=5e-5)
    assert known.second == pytest.approx([0.0, 0.2437, 0.0], abs=5e-5)


def test_g_function_first_order_indices_published_by_saltelli_2008() -> None:
    known = SobolG((0, 1, 4.5, 9, 99, 99, 99, 99))
    assert known.first == pytest.approx([0.716, 0.179, 0.024, 0.007, 0.0001, 0.0001, 0.0001, 0.0001], abs=5e-4)


def numerical_first(known: SobolG, points: int = 400) -> tuple[float, list[float]]:
    """Variance and partial variances by a midpoint rule on a full grid of two factors."""
    x = (np.arange(points) + 0.5) / points
    grid = np.stack(np.meshgrid(x, x, indexing="ij"), axis=-1).reshape(-1, 2)
    y = known(grid).reshape(points, points)
    return float(y.var()), [float(y.mean(axis=1).var()), float(y.mean(axis=0).var())]


@settings(max_examples=10)
@given(
    st.tuples(st.floats(0, 9), st.floats(0, 9)),
    st.tuples(st.floats(1, 3), st.floats(1, 3)),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_modified_g_function_equals_its_integrals(
    a: tuple[float, float], power: tuple[float, float], shift: tuple[float, float]
) -> None:
    known = SobolG(a, power, shift)
    variance, partial = numerical_first(known)
    assert known.variance == pytest.approx(variance, rel=2e-3)
    assert known.first * known.variance == pytest.approx(np.array(partial), rel=2e-3)
    assert known.first.sum() + known.second.sum() == pytest.approx(1.0)
    assert known.total == pytest.approx(known.first + known.second.sum())


def test_total_is_first_plus_everything_with_others() -> None:
    known = SobolG((0.0, 0.5, 2.0))
    pairs = {(0, 1): known.second[0], (0, 2): known.second[1], (1, 2): known.second[2]}
    triple = 1 - known.first.sum() - known.second.sum()
    for i in range(3):
        assert known.total[i] == pytest.approx(known.first[i] + sum(v for p, v in pairs.items() if i in p) + triple)


def test_linear_model_of_kucherenko_2012_test_case_1() -> None:
    # V = 2 + σ² + 2 ρ σ with σ = 2 and ρ the correlation of the second and third input
    for rho in (-0.8, -0.3, 0.0, 0.5, 0.8):
        known = LinearGaussian((1, 1, 1), (1, 1, 2), ((1, 0, 0), (0, 1, rho), (0, rho, 1)))
        variance = 2 + 4 + 2 * rho * 2
        assert known.variance == pytest.approx(variance)
        assert known.full == pytest.approx(np.array([1, (1 + 2 * rho) ** 2, (2 + rho) ** 2]) / variance)
        assert known.uncorrelated == pytest.approx(np.array([1, 1 - rho**2, 4 * (1 - rho**2)]) / variance)


def test_factors_fit_their_functions() -> None:
    u = np.array([[0.5, 0.25, 0.75], [0.1, 0.9, 0.5]])
    x = values_at(Ishigami().factors, u)
    assert x[0] == pytest.approx([0, -np.pi / 2, np.pi / 2])
    linear = LinearGaussian((2.0, 1.0), (1.0, 3.0), ((1, 0), (0, 1)))
    normal = values_at(linear.factors, np.array([[0.5, 0.8413447460685429]]))
    assert normal[0] == pytest.approx([0, 3])
    assert linear(normal) == pytest.approx([3])


def test_parameters_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="a must be 2 numbers"):
        SobolG((1.0, -1.0))
    with pytest.raises(ValueError, match="power must be 2 numbers"):
        SobolG((1.0, 1.0), power=(1.0,))
    with pytest.raises(ValueError, match="at least one number"):
        SobolG(())
