# SPDX-License-Identifier: EUPL-1.2
"""Admissible weights: known moments, exact corners, conflicts by name, and draws that keep to what was agreed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.assessment.polytope import (
    ConflictingWeightsError,
    LinearConstraint,
    Mixing,
    WeightPolytope,
    chains_of,
)
from weerbaar.base import Text

N = 40_000


def at_most(row: list[float], bound: float, name: str = "", *, equality: bool = False) -> LinearConstraint:
    return LinearConstraint(Text(nl=name, en=name), np.array(row, dtype=float), bound, equality)


def unit(c: int, i: int, sign: float = 1.0) -> list[float]:
    return [sign if k == i else 0.0 for k in range(c)]


def ranked(c: int) -> list[LinearConstraint]:
    return [at_most([float(k == i + 1) - float(k == i) for k in range(c)], 0.0) for i in range(c - 1)]


def test_free_weights_have_the_moments_of_a_flat_dirichlet() -> None:
    w = WeightPolytope.free(5).draw(N, 1)
    assert w.sum(axis=1) == pytest.approx(np.ones(N))
    variance = 0.2 * 0.8 / 6
    assert w.mean(axis=0) == pytest.approx(np.full(5, 0.2), abs=4 * np.sqrt(variance / N))
    assert w.var(axis=0) == pytest.approx(np.full(5, variance), rel=0.05)
    assert np.corrcoef(w.T)[0, 1] == pytest.approx(-0.25, abs=0.02)


def test_complete_ranking_has_the_rank_order_centroid_as_mean() -> None:
    """Barron and Barrett 1996: E w_i = (1/C) Σ_{k≥i} 1/k; the corners are means of the first k unit vectors."""
    c = 6
    polytope = WeightPolytope.of(c, ranked(c))
    assert polytope.independent
    assert polytope.dimension == c - 1
    assert polytope.vertices is not None
    corners = sorted(tuple(v) for v in polytope.vertices.tolist())
    expected = sorted(tuple([1 / k] * k + [0.0] * (c - k)) for k in range(1, c + 1))
    assert np.array(corners) == pytest.approx(np.array(expected), abs=1e-9)
    centroid = [sum(1 / k for k in range(i, c + 1)) / c for i in range(1, c + 1)]
    w = polytope.draw(N, 2)
    assert np.all(np.diff(w, axis=1) <= 1e-12)
    assert w.mean(axis=0) == pytest.approx(np.array(centroid), abs=0.004)
    twin = -np.sort(-np.random.default_rng(1).dirichlet(np.ones(c), N), axis=1)
    assert np.quantile(w, [0.1, 0.5, 0.9], axis=0) == pytest.approx(
        np.quantile(twin, [0.1, 0.5, 0.9], axis=0), abs=0.01
    )


@pytest.mark.parametrize("c", [3, 5])
def test_simplex_cut_by_a_box_has_the_moments_of_its_closed_form(c: int) -> None:
    """w_1 ≤ 1/2: the density of w_1 is proportional to (1 - x)^(C-2), so its moments are elementary integrals."""
    polytope = WeightPolytope.of(c, [at_most(unit(c, 0), 0.5)])
    assert not polytope.independent
    grid = (np.arange(200_000) + 0.5) / 400_000
    density = (1 - grid) ** (c - 2)
    mean, square = (float((grid**k * density).sum() / density.sum()) for k in (1, 2))
    if c == 3:
        assert (mean, square) == pytest.approx((2 / 9, 5 / 72), abs=1e-9)
    chains = chains_of(polytope, 4000, 1)
    mixing = Mixing.of(chains.mean(axis=1), chains.var(axis=1, ddof=1), chains.shape[1])
    assert np.all(mixing.r_hat < 1.01)
    w = chains.reshape(-1, c)
    assert w.max(axis=0)[0] <= 0.5 + 1e-12
    error = np.sqrt((square - mean**2) / mixing.effective[0])
    assert w[:, 0].mean() == pytest.approx(mean, abs=4 * error)
    assert (w[:, 0] ** 2).mean() == pytest.approx(square, rel=0.02)
    assert w[:, 1:].mean(axis=0) == pytest.approx(np.full(c - 1, (1 - mean) / (c - 1)), abs=0.004)


def test_hit_and_run_agrees_with_rejection() -> None:
    """Three intervals and a ratio, drawn the slow way: free weights of which the inadmissible ones are thrown away."""
    rules = [
        at_most(unit(4, 0), 0.4),
        at_most(unit(4, 1, -1.0), -0.1),
        at_most(unit(4, 2), 0.3),
        at_most([1.0, 0, 0, -2.0], 0.0),
    ]
    free = np.random.default_rng(3).dirichlet(np.ones(4), 600_000)
    kept = free[np.all([free @ r.coefficients <= r.bound for r in rules], axis=0)]
    w = WeightPolytope.of(4, rules).draw(N, 4)
    assert w.mean(axis=0) == pytest.approx(kept.mean(axis=0), abs=0.005)
    assert np.cov(w.T) == pytest.approx(np.cov(kept.T), abs=4e-4)


def test_partial_order_of_three_is_half_the_triangle() -> None:
    polytope = WeightPolytope.of(3, [at_most([-1, 1, 0], 0)])
    assert polytope.vertices is not None
    corners = {tuple(np.round(v, 9)) for v in polytope.vertices}
    assert corners == {(1.0, 0.0, 0.0), (0.5, 0.5, 0.0), (0.0, 0.0, 1.0)}


def test_lower_bounds_leave_a_smaller_simplex() -> None:
    polytope = WeightPolytope.of(3, [at_most(unit(3, i, -1.0), -0.2) for i in range(3)])
    assert polytope.independent
    w = polytope.draw(N, 1)
    assert w.min() >= 0.2 - 1e-12
    assert w.var(axis=0) == pytest.approx(np.full(3, 0.4**2 / 18), rel=0.05)


def test_equalities_reduce_the_dimension() -> None:
    polytope = WeightPolytope.of(4, [at_most(unit(4, 0), 0.3, equality=True), at_most([0, 1, -1, 0], 0, equality=True)])
    assert polytope.dimension == 1
    w = polytope.draw(1000, 1)
    assert w[:, 0] == pytest.approx(np.full(1000, 0.3))
    assert w[:, 1] == pytest.approx(w[:, 2])


def test_inequalities_that_leave_no_room_count_as_equalities() -> None:
    """w_1 ≥ w_2 and w_2 ≥ w_1 is a tie; three maxima of one third leave one point."""
    tie = WeightPolytope.of(3, [at_most([1, -1, 0], 0), at_most([-1, 1, 0], 0)])
    assert tie.dimension == 1
    point = WeightPolytope.of(3, [at_most(unit(3, i), 1 / 3) for i in range(3)])
    assert point.dimension == 0
    assert point.draw(3, 1) == pytest.approx(np.full((3, 3), 1 / 3), abs=1e-7)


def test_exact_profile_is_one_point() -> None:
    assert WeightPolytope.exact([0.5, 0.3, 0.2]).draw(4, 1) == pytest.approx(np.tile([0.5, 0.3, 0.2], (4, 1)))
    with pytest.raises(ValueError, match="sum to 1"):
        WeightPolytope.exact([0.5, 0.3])


def test_conflict_names_a_smallest_set() -> None:
    rules = [
        at_most(unit(3, 2), 0.9, "w3 ≤ 0,9"),
        at_most(unit(3, 0, -1.0), -0.6, "w1 ≥ 0,6"),
        at_most(unit(3, 1), 0.3, "w2 ≤ 0,3"),
        at_most([1, -1, 0], 0, "w2 ≥ w1"),
    ]
    with pytest.raises(ConflictingWeightsError) as caught:
        WeightPolytope.of(3, rules)
    names = [n.nl for n in caught.value.names]
    # Any of the two minimal conflicts is right: 0.6 twice is more than 1, and 0.6 is more than 0.3.
    assert names in (["w1 ≥ 0,6", "w2 ≥ w1"], ["w2 ≤ 0,3", "w1 ≥ 0,6", "w2 ≥ w1"])
    for left_out in caught.value.conflict:
        WeightPolytope.of(3, [rules[k] for k in caught.value.conflict if k != left_out])
    assert "geen enkele gewichtenset" in caught.value.render("nl")


def test_sums_that_miss_one_by_a_rounded_digit_are_a_conflict_of_all_of_them() -> None:
    # Spread over ten equations the violation is small enough to be rounding; yet no point meets them.
    rules = [at_most(unit(10, i), 0.3333333 if i < 3 else 0.0, f"w{i}", equality=True) for i in range(10)]
    with pytest.raises(ConflictingWeightsError) as caught:
        WeightPolytope.of(10, [at_most(unit(10, 0), 0.9, "w0 ≤ 0,9"), *rules])
    assert caught.value.conflict == tuple(range(1, 11))


@pytest.mark.parametrize("coefficient", [0.0, 1e-300, -1e-300])
def test_a_bound_that_no_sum_of_weights_can_reach_is_a_conflict(coefficient: float) -> None:
    with pytest.raises(ConflictingWeightsError):
        WeightPolytope.of(3, [at_most(unit(3, 1, coefficient), -0.3, "nooit")])
    assert WeightPolytope.of(3, [at_most(unit(3, 1, coefficient), 0.3, "altijd")]).is_whole


@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_the_size_of_coefficients_does_not_matter(scale: float) -> None:
    rules = [at_most([1, -2, 0], 0.0), at_most([0, 1, 1], 0.7)]
    scaled = [LinearConstraint(r.name, scale * r.coefficients, scale * r.bound) for r in rules]
    assert WeightPolytope.of(3, scaled).draw(50, 1) == pytest.approx(WeightPolytope.of(3, rules).draw(50, 1))


def test_wrong_number_of_coefficients_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 3 coefficients"):
        WeightPolytope.of(3, [at_most([1, 0], 1)])


@given(st.integers(2, 6), st.integers(0, 2**32 - 1), st.integers(1, 6))
@settings(max_examples=25)
def test_draws_meet_every_constraint(c: int, seed: int, count: int) -> None:
    """Random half-spaces that hold for one known weight vector, some of them exactly."""
    rng = np.random.default_rng(seed)
    inside = rng.dirichlet(np.ones(c))
    rules = []
    for _ in range(count):
        row = rng.normal(size=c).round(2)
        rules.append(LinearConstraint(Text(nl=""), row, float(row @ inside) + rng.choice([0.0, 0.05, 0.3])))
    polytope = WeightPolytope.of(c, rules)
    w = polytope.draw(64, seed % 1000)
    assert w.min() >= 0
    assert w.sum(axis=1) == pytest.approx(np.ones(64), abs=1e-7)
    for rule in rules:
        assert np.all(w @ rule.coefficients <= rule.bound + 1e-6)


def test_same_seed_same_weights() -> None:
    polytope = WeightPolytope.of(3, [at_most(unit(3, 0), 0.5)])
    assert polytope.draw(100, 7).tobytes() == polytope.draw(100, 7).tobytes()
    assert polytope.draw(100, 7).tobytes() != polytope.draw(100, 8).tobytes()


def test_mixing_of_independent_and_of_stuck_chains() -> None:
    rng = np.random.default_rng(1)
    good = rng.normal(size=(200, 100, 1))
    mixing = Mixing.of(good.mean(axis=1), good.var(axis=1, ddof=1), 100)
    assert mixing.r_hat[0] == pytest.approx(1.0, abs=0.01)
    assert mixing.effective[0] == pytest.approx(20_000, rel=0.3)
    stuck = good + rng.normal(size=(200, 1, 1))
    mixing = Mixing.of(stuck.mean(axis=1), stuck.var(axis=1, ddof=1), 100)
    assert mixing.r_hat[0] == pytest.approx(np.sqrt(2), rel=0.1)
    assert mixing.effective[0] < 600
    fixed = Mixing.of(np.full((4, 1), 0.3), np.zeros((4, 1)), 10)
    assert (fixed.r_hat[0], fixed.effective[0]) == (1.0, 40.0)
