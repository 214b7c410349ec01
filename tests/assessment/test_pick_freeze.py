# SPDX-License-Identifier: EUPL-1.2
"""The estimators against a twin that gathers the rows of every resample."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.assessment.pick_freeze import MixedOutputs, PickFreeze, largest_of
from weerbaar.assessment.resampling import multiplicities


def slowly(
    rows: np.ndarray, a: np.ndarray, b: np.ndarray, ab: np.ndarray, ba: np.ndarray | None
) -> tuple[float, float]:
    """First-order and total index of one factor and one output over the given rows."""
    a, b, ab = a[rows], b[rows], ab[rows]
    variance = np.concatenate([a, b]).var()
    first, total = np.mean(b * (ab - a)), np.mean((a - ab) ** 2) / 2
    if ba is not None:
        ba = ba[rows]
        first = (first + np.mean(a * (ba - b))) / 2
        total = (total + np.mean((b - ba) ** 2) / 2) / 2
    return first / variance, total / variance


def outputs(seed: int, n: int = 700, k: int = 3) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    return tuple(rng.normal(size=(n, k)) * [1.0, 20.0, 0.01] + [0.0, 5.0, 100.0] for _ in range(6))


@pytest.mark.parametrize("both_ways", [False, True])
def test_every_resample_equals_its_slow_twin(both_ways: bool) -> None:
    a, b, ab, ba, *_ = outputs(1)
    counts = multiplicities(700, 5, seed=2)
    drawn = [np.arange(700), *np.random.default_rng(2).integers(0, 700, size=(5, 700))]
    base = PickFreeze.of(a, b, counts)
    other = base.standardised(ba) if both_ways else None
    first, total = base.first_and_total(base.standardised(ab), other)
    for r, rows in enumerate(drawn):
        for k in range(3):
            # The first-order estimator is not free of the level: the twin gets the centred outputs too.
            ya, yb, yab, yba = (x[:, k] - base.mean[k] for x in (a, b, ab, ba))
            expected = slowly(rows, ya, yb, yab, yba if both_ways else None)
            assert (first[r, k], total[r, k]) == pytest.approx(expected, abs=1e-10)


def test_pair_equals_its_slow_twin() -> None:
    a, b, ab_i, ba_i, ab_j, ba_j = outputs(3)
    counts = multiplicities(700, 3, seed=5)
    drawn = [np.arange(700), *np.random.default_rng(5).integers(0, 700, size=(3, 700))]
    base = PickFreeze.of(a, b, counts)

    def mixed(ab: np.ndarray, ba: np.ndarray) -> MixedOutputs:
        zab, zba = base.standardised(ab), base.standardised(ba)
        return MixedOutputs(zab, zba, largest_of(zab, zba), base.first_and_total(zab, zba)[0])

    found = base.second(mixed(ab_i, ba_i), mixed(ab_j, ba_j))
    for r, rows in enumerate(drawn):
        za, zb, wi, vi, wj, vj = (x[rows, 1] - base.mean[1] for x in (a, b, ab_i, ba_i, ab_j, ba_j))
        variance = np.concatenate([za, zb]).var()
        closed = (np.mean(vi * wj) + np.mean(vj * wi)) / 2 - np.mean(za * zb)
        ours = [slowly(np.arange(700), za, zb, w, v)[0] for w, v in ((wi, vi), (wj, vj))]
        assert found[r, 1] == pytest.approx(closed / variance - sum(ours), abs=1e-10)


def test_order_of_the_rows_does_not_change_a_bit() -> None:
    a, b, ab, *_ = outputs(7, n=1500)
    counts = multiplicities(1500, 20, seed=1)
    base = PickFreeze.of(a, b, counts)
    order = np.random.default_rng(0).permutation(1500)
    # The same standardised outputs, added in another order: what a threaded matrix product does too.
    turned = PickFreeze(
        base.a[order],
        base.b[order],
        base.mean,
        base.variance,
        base.scale,
        np.ascontiguousarray(counts[:, order]),
        base.spread,
        base.largest,
    )
    z = base.standardised(ab)
    for one, two in zip(base.first_and_total(z, None), turned.first_and_total(z[order], None), strict=True):
        assert one.tobytes() == two.tobytes()


def test_an_output_does_not_depend_on_what_else_is_analysed() -> None:
    a, b, ab, *_ = outputs(9)
    counts = multiplicities(700, 10, seed=1)
    together, alone = PickFreeze.of(a, b, counts), PickFreeze.of(a[:, :1], b[:, :1], counts)
    many = together.first_and_total(together.standardised(ab), None)
    one = alone.first_and_total(alone.standardised(ab[:, :1]), None)
    for x, y in zip(many, one, strict=True):
        assert np.array_equal(x[:, :1], y)


def test_more_outputs_than_a_tile_holds() -> None:
    rng = np.random.default_rng(4)
    a, b, ab = (rng.normal(size=(600, 150)) for _ in range(3))
    base = PickFreeze.of(a, b, multiplicities(600, 0, 0))
    first, total = base.first_and_total(base.standardised(ab), None)
    for k in (0, 69, 70, 149):
        expected = slowly(np.arange(600), *(x[:, k] - base.mean[k] for x in (a, b, ab)), None)
        assert (first[0, k], total[0, k]) == pytest.approx(expected, abs=1e-10)


def test_more_resamples_than_one_matrix_product_takes() -> None:
    a, b, ab, *_ = outputs(6)
    base = PickFreeze.of(a, b, multiplicities(700, 230, seed=2))
    first, total = base.first_and_total(base.standardised(ab), None)
    drawn = np.random.default_rng(2).integers(0, 700, size=(230, 700))
    for r in (1, 103, 104, 105, 208, 230):
        expected = slowly(drawn[r - 1], *(x[:, 2] - base.mean[2] for x in (a, b, ab)), None)
        assert (first[r, 2], total[r, 2]) == pytest.approx(expected, abs=1e-10)


@settings(max_examples=15)
@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e3), st.integers(0, 50))
def test_level_and_unit_of_an_output_do_not_matter(level: float, unit: float, seed: int) -> None:
    a, b, ab = (np.random.default_rng(seed + k).normal(size=(200, 1)) for k in range(3))
    counts = multiplicities(200, 4, seed=1)

    def indices(*y: np.ndarray) -> np.ndarray:
        base = PickFreeze.of(y[0], y[1], counts)
        return np.stack(base.first_and_total(base.standardised(y[2]), None))

    moved = indices(*(level + unit * x for x in (a, b, ab)))
    assert moved == pytest.approx(indices(a, b, ab), abs=1e-5)


def test_output_that_does_not_vary_has_no_indices() -> None:
    constant = np.full((64, 1), 0.1) * 3
    base = PickFreeze.of(constant, constant, multiplicities(64, 3, 0))
    first, total = base.first_and_total(base.standardised(constant), None)
    assert base.variance.tolist() == [0.0]
    assert np.isnan(first).all()
    assert np.isnan(total).all()


def test_numbers_that_are_not_finite_and_shapes_that_do_not_fit_are_refused() -> None:
    counts = multiplicities(4, 0, 0)
    good, bad = np.arange(8.0).reshape(4, 2), np.full((4, 2), np.nan)
    with pytest.raises(ValueError, match="not a finite number in 4 rows"):
        PickFreeze.of(good, bad, counts)
    base = PickFreeze.of(good, good[::-1], counts)
    with pytest.raises(ValueError, match="not a finite number in 4 rows"):
        base.first_and_total(base.standardised(bad), None)
    with pytest.raises(ValueError, match="mixed sample have shape"):
        base.standardised(good[:3])
    with pytest.raises(ValueError, match="first sample have shape"):
        PickFreeze.of(good, good[:3], counts)
