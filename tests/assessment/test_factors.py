# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from weerbaar.assessment.factors import (
    CHUNK,
    Factor,
    factor_groups,
    output_shape,
    run_model,
    saltelli_sample,
    sobol_points,
    two_seeds,
    values_at,
)


def test_groups_stand_in_the_order_of_their_first_factor() -> None:
    groups = factor_groups([Factor("a"), Factor("b", group="pair"), Factor("c"), Factor("d", group="pair")])
    assert groups.names == ("a", "pair", "c")
    assert groups.columns == ((0,), (1, 3), (2,))


def test_names_that_clash_are_refused() -> None:
    with pytest.raises(ValueError, match="two factors are called 'a'"):
        factor_groups([Factor("a"), Factor("a")])
    with pytest.raises(ValueError, match="must differ"):
        factor_groups([Factor("a"), Factor("b", group="a")])
    with pytest.raises(ValueError, match="1 to 10000 factors, not 0"):
        factor_groups([])


def test_points_fill_every_equal_part_once_and_touch_no_end() -> None:
    points = sobol_points(7, 64, seed=3)
    assert points.min() > 0
    assert points.max() < 1
    for column in points.T:
        assert sorted((column * 64).astype(int)) == list(range(64))


def test_same_seed_same_points_another_seed_others() -> None:
    assert sobol_points(3, 8, 1).tobytes() == sobol_points(3, 8, 1).tobytes()
    assert not np.array_equal(sobol_points(3, 8, 1), sobol_points(3, 8, 2))


@pytest.mark.parametrize("n", [0, 1, 3, 100])
def test_number_of_points_is_a_power_of_two(n: int) -> None:
    with pytest.raises(ValueError, match=f"power of 2 from 2 to .*, not {n}"):
        sobol_points(2, n, 0)


def test_number_of_dimensions_has_a_limit() -> None:
    with pytest.raises(ValueError, match="1 to 20000 dimensions, not 20001"):
        sobol_points(20_001, 2, 0)


def test_mixtures_take_the_named_columns_and_leave_the_sample() -> None:
    sample = saltelli_sample(3, 4, 5)
    before = sample.a.copy()
    mixed, back = sample.mixed((0, 2)), sample.mixed_back((0, 2))
    assert np.array_equal(mixed, np.column_stack([sample.b[:, 0], sample.a[:, 1], sample.b[:, 2]]))
    assert np.array_equal(back, np.column_stack([sample.a[:, 0], sample.b[:, 1], sample.a[:, 2]]))
    assert np.array_equal(sample.a, before)


def test_quantile_functions_turn_positions_into_values() -> None:
    factors = [Factor("plain"), Factor("square", lambda u: u**2)]
    assert values_at(factors, np.array([[0.5, 0.5]])).tolist() == [[0.5, 0.25]]


def rows_and_sizes(x: np.ndarray) -> np.ndarray:
    return np.stack([x[:, 0], np.full(len(x), len(x))], axis=1)


def test_model_runs_in_fixed_chunks_and_samples_come_back_in_order() -> None:
    long, short = np.linspace(0.1, 0.2, CHUNK + 5)[:, None], np.linspace(0.3, 0.4, 3)[:, None]
    one, two = run_model(rows_and_sizes, [Factor("x")], [long, short])
    assert np.array_equal(one[:, :1], long)
    assert np.array_equal(two[:, :1], short)
    assert set(one[:, 1]) == {CHUNK, 5}
    with ThreadPoolExecutor(3) as pool:
        many = list(run_model(rows_and_sizes, [Factor("x")], [long, short] * 15, pool))
    assert [y.tobytes() for y in many] == [one.tobytes(), two.tobytes()] * 15


def test_samples_are_taken_only_as_needed() -> None:
    taken = 0

    def samples() -> Iterator[np.ndarray]:
        nonlocal taken
        while True:
            taken += 1
            yield np.full((2, 1), 0.5)

    with ThreadPoolExecutor(2) as pool:
        next(run_model(rows_and_sizes, [Factor("x")], samples(), pool))
    assert taken == 16


def test_shape_of_an_output_is_found_and_wrong_rows_are_refused() -> None:
    sample = np.full((4, 2), 0.5)
    factors = [Factor("x"), Factor("y")]
    assert output_shape(lambda x: x[:, :, None] * np.ones(3), factors, sample) == (2, 3)
    assert output_shape(lambda x: x.sum(axis=1), factors, sample) == ()
    with pytest.raises(ValueError, match=r"returned shape \(1,\) for 4 rows"):
        list(run_model(lambda x: x.sum(axis=1)[:1], factors, [sample]))


def test_two_seeds_differ_and_leave_a_sequence_as_it_was() -> None:
    root = np.random.SeedSequence(7)
    first = [s.generate_state(2).tolist() for s in two_seeds(root)]
    assert first[0] != first[1]
    assert [s.generate_state(2).tolist() for s in two_seeds(root)] == first
    assert [s.generate_state(2).tolist() for s in two_seeds(7)] == first
    assert root.n_children_spawned == 0
