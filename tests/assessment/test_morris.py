# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.assessment.factors import Factor, factor_groups, two_seeds
from weerbaar.assessment.known_functions import SobolG
from weerbaar.assessment.morris import morris_screening, spread, spread_trajectories

ABC = [Factor("a"), Factor("b"), Factor("c")]


def linear(x: np.ndarray) -> np.ndarray:
    return x @ np.array([1.0, 0.0, -3.0])


def test_effects_of_a_linear_function_are_its_coefficients() -> None:
    effects = morris_screening(linear, ABC, 8, seed=1)
    assert effects.mu.value == pytest.approx([1, 0, -3], abs=1e-12)
    assert effects.mu_star.value == pytest.approx([1, 0, 3], abs=1e-12)
    assert effects.sigma.value == pytest.approx([0, 0, 0], abs=1e-7)
    assert effects.mu_star.high == pytest.approx([1, 0, 3], abs=1e-9)
    assert effects.evaluations == 32


def test_effect_of_a_product_is_the_other_factor() -> None:
    """x y at four levels: the effect of x is y, one of 1/8, 3/8, 5/8, 7/8, with mean 1/2 and variance 5/64."""
    effects = morris_screening(lambda x: x[:, 0] * x[:, 1], ABC[:2], 400, seed=2)
    assert effects.mu.value == pytest.approx([0.5, 0.5], abs=0.05)
    assert effects.sigma.value**2 == pytest.approx([5 / 64, 5 / 64], rel=0.1)
    assert set(np.unique(effects.effects.round(12))) == {0.125, 0.375, 0.625, 0.875}


def test_g_function_of_campolongo_2007_is_screened_in_the_order_of_its_parameters() -> None:
    known = SobolG((78, 12, 0.5, 2, 97, 33))
    effects = morris_screening(known, known.factors, 20, seed=3)
    order = np.argsort(-effects.mu_star.value)
    assert order[:4].tolist() == [2, 3, 1, 5]
    assert effects.mu_star.low[2] > effects.mu_star.high[1]


def test_statistics_equal_their_slow_twin() -> None:
    known = SobolG((0, 1, 9))
    effects = morris_screening(known, known.factors, 12, seed=4, resamples=6)
    every = effects.effects
    assert effects.mu.value == pytest.approx(every.mean(axis=0))
    assert effects.mu_star.value == pytest.approx(np.abs(every).mean(axis=0))
    assert effects.sigma.value == pytest.approx(every.std(axis=0, ddof=1))
    rows = np.random.default_rng(two_seeds(4)[1]).integers(0, 12, size=(6, 12))
    resampled = np.array([np.abs(every[r]).mean(axis=0) for r in rows])
    assert effects.mu_star.standard_error == pytest.approx(resampled.std(axis=0, ddof=1))
    spread = np.array([every[r].std(axis=0) * np.sqrt(12 / 11) for r in rows])
    assert effects.sigma.standard_error == pytest.approx(spread.std(axis=0, ddof=1))


@settings(max_examples=15)
@given(st.integers(2, 6), st.sampled_from([2, 4, 8]), st.integers(2, 5), st.integers(0, 99))
def test_trajectories_move_one_group_by_half_at_a_time(factors: int, levels: int, paths: int, seed: int) -> None:
    named = [Factor(f"x{k}", group="pair" if k in (0, factors - 1) else None) for k in range(factors)]
    groups = factor_groups(named)
    sample = spread_trajectories(groups, factors, paths, levels, seed)
    assert sample.points.shape == (paths, len(groups.names) + 1, factors)
    grid = sample.points * levels - 0.5
    assert np.array_equal(grid, grid.round())
    assert grid.min() >= 0
    assert grid.max() <= levels - 1
    for p in range(paths):
        assert sorted(sample.before[p]) == list(range(len(groups.names)))
        for g, columns in enumerate(groups.columns):
            move = sample.points[p, sample.after[p, g]] - sample.points[p, sample.before[p, g]]
            assert np.abs(move[list(columns)]).tolist() == [0.5] * len(columns)
            assert np.count_nonzero(move) == len(columns)
            if len(columns) == 1:
                assert move[columns[0]] == sample.step[p, g]


def test_spread_equals_its_slow_twin() -> None:
    points = np.random.default_rng(5).integers(0, 4, size=(5, 4, 3))

    def distance(i: int, j: int) -> float:
        return sum(float(np.linalg.norm(p - q)) for p in points[i] for q in points[j])

    assert spread(points) == pytest.approx(sum(distance(i, j) ** 2 for i in range(5) for j in range(i)))
    assert spread(np.zeros((3, 2, 1), dtype=np.int64)) == 0.0


def test_every_level_of_every_factor_is_a_start_equally_often() -> None:
    groups = factor_groups([Factor(f"x{k}") for k in range(5)])
    sample = spread_trajectories(groups, 5, 16, 8, seed=1)
    starts = (sample.points[:, 0] * 8).astype(int)
    for column in starts.T:
        assert np.bincount(column).tolist() == [2] * 8


def test_trajectories_are_spread_wider_than_the_first_that_come() -> None:
    groups = factor_groups([Factor(f"x{k}") for k in range(4)])
    chosen = spread(np.rint(spread_trajectories(groups, 4, 8, 4, seed=2).points * 4 - 0.5).astype(np.int64))
    # so many that only one set is made
    many = spread_trajectories(groups, 4, 800, 4, seed=2).points.reshape(100, 8, 5, 4)
    others = [spread(np.rint(s * 4 - 0.5).astype(np.int64)) for s in many]
    assert chosen > np.mean(others) + np.std(others)


def test_group_has_an_absolute_effect_only_and_outputs_keep_their_shape() -> None:
    factors = [Factor("a", group="g"), Factor("b", group="g"), Factor("c")]
    effects = morris_screening(lambda x: np.stack([linear(x), x[:, 2]], axis=1), factors, 10, seed=1)
    assert effects.names == ("g", "c")
    assert effects.mu_star.value == pytest.approx(np.array([[1, 0], [3, 1]]))
    assert np.isnan(effects.mu.value[0]).all()
    assert effects.mu.value[1] == pytest.approx([-3, 1])
    sigma = effects.as_dict()["sigma"]
    assert isinstance(sigma, dict)
    assert sigma["value"][0] == [None, None]


def test_any_executor_gives_the_same_bytes() -> None:
    here = morris_screening(linear, ABC, 2000, seed=1, resamples=5)
    with ThreadPoolExecutor(2) as pool:
        there = morris_screening(linear, ABC, 2000, seed=1, resamples=5, executor=pool)
    assert json.dumps(here.as_dict()) == json.dumps(there.as_dict())
    assert here.effects.tobytes() == there.effects.tobytes()


def test_what_cannot_be_screened_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 2 paths, not 1"):
        morris_screening(linear, ABC, 1, seed=1)
    with pytest.raises(ValueError, match="must be even, not 3"):
        morris_screening(linear, ABC, 4, seed=1, levels=3)
    with pytest.raises(ValueError, match="not a finite number in 16 rows"):
        morris_screening(lambda x: x[:, 0] * np.nan, ABC, 4, seed=1)
