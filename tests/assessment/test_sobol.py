# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest
from scipy.stats import qmc

from weerbaar.assessment.factors import Factor, saltelli_sample, two_seeds, values_at
from weerbaar.assessment.known_functions import Ishigami, SobolG
from weerbaar.assessment.sobol import SobolIndices, sobol_from_samples, sobol_indices


def within(indices: SobolIndices, known: Ishigami | SobolG, error: float) -> None:
    assert indices.first.value == pytest.approx(known.first, abs=error)
    assert indices.total.value == pytest.approx(known.total, abs=error)
    if indices.second is not None:
        assert indices.second.value == pytest.approx(known.second, abs=error)


@pytest.mark.parametrize(
    "known",
    [
        Ishigami(),
        Ishigami(5.0, 0.2),
        SobolG((0, 1, 4.5, 9, 99, 99, 99, 99)),
        SobolG((0.0, 0.1, 3.0), power=(0.5, 2.0, 1.0), shift=(0.1, 0.3, 0.7)),
    ],
    ids=str,
)
def test_known_functions(known: Ishigami | SobolG) -> None:
    indices = sobol_indices(known, known.factors, 1 << 13, seed=1, second_order=True, resamples=0)
    within(indices, known, 0.003)
    assert float(indices.variance) == pytest.approx(known.variance, rel=0.006)


def test_error_falls_nearly_as_the_number_of_points_grows() -> None:
    known = Ishigami()

    def error(n: int) -> float:
        found = [sobol_indices(known, known.factors, n, seed=s, resamples=0).total.value for s in range(6)]
        return float(np.sqrt(np.mean((np.array(found) - known.total) ** 2)))

    # 64 times as many points: an eighth of the error if they were drawn at random, less with Sobol' points.
    assert error(1 << 13) < error(1 << 7) / 16


def test_twenty_inputs_and_seventy_outputs_of_a_weighted_sum() -> None:
    """The sum of the total indices on ten outputs that SALib 1.6.0 finds with the same points: 10.605."""
    scenarios, criteria, n = 70, 10, 4096
    rng = np.random.default_rng(7)
    scores = rng.uniform(0.05, 1.0, (scenarios, criteria))
    loads = rng.uniform(0.0, 1.0, (scenarios, criteria))

    def model(u: np.ndarray) -> np.ndarray:
        raw, shift = u[:, :criteria], 0.3 * u[:, criteria:] - 0.15
        w = raw / raw.sum(axis=1, keepdims=True)
        return w @ scores.T + (w * shift) @ loads.T

    points = qmc.Sobol(2 * 2 * criteria, scramble=True, seed=1).random(n)
    a, b = points[:, : 2 * criteria], points[:, 2 * criteria :]
    mixed = []
    for k in range(2 * criteria):
        x = a.copy()
        x[:, k] = b[:, k]
        mixed.append(model(x))
    indices = sobol_from_samples(model(a), model(b), np.stack(mixed), seed=1)
    assert indices.total.value.shape == (20, 70)
    assert indices.total.value[:, :10].sum() == pytest.approx(10.605, abs=5e-4)
    assert float((1.96 * indices.first.standard_error).mean()) == pytest.approx(0.0079, abs=2e-4)


def test_group_has_the_closed_index_of_its_factors() -> None:
    known = Ishigami()
    x1, x2, x3 = known.factors
    factors = [Factor("x1", x1.quantile, "ends"), x2, Factor("x3", x3.quantile, "ends")]
    indices = sobol_indices(known, factors, 1 << 12, seed=3)
    assert indices.names == ("ends", "x2")
    closed = known.first[0] + known.first[2] + known.second[1]
    assert indices.first.value == pytest.approx([closed, known.first[1]], abs=0.005)
    assert indices.total.value == pytest.approx([closed, known.first[1]], abs=0.005)
    assert indices.evaluations == 4 * (1 << 12)


def test_arrays_and_function_give_the_same() -> None:
    known = Ishigami()
    n = 256
    whole = sobol_indices(known, known.factors, n, seed=5, second_order=True)
    design, resampling = two_seeds(5)
    sample = saltelli_sample(3, n, design)
    run = [known(values_at(known.factors, x)) for x in (sample.a, sample.b)]
    ab = np.stack([known(values_at(known.factors, sample.mixed((k,)))) for k in range(3)])
    ba = np.stack([known(values_at(known.factors, sample.mixed_back((k,)))) for k in range(3)])
    arrays = sobol_from_samples(*run, ab, ba, names=("x1", "x2", "x3"), seed=resampling)
    assert json.dumps(arrays.as_dict()) == json.dumps(whole.as_dict())


def several(x: np.ndarray) -> np.ndarray:
    base = Ishigami()(x)
    return np.stack([[base, x[:, 1]], [np.zeros(len(x)), base**2]]).transpose(2, 0, 1)


def test_outputs_keep_their_shape_and_one_that_does_not_vary_has_no_index() -> None:
    indices = sobol_indices(several, Ishigami().factors, 1 << 10, seed=1, resamples=20, interval="percentile")
    assert indices.first.value.shape == indices.total.low.shape == (3, 2, 2)
    assert indices.mean.shape == (2, 2)
    alone = sobol_indices(Ishigami(), Ishigami().factors, 1 << 10, seed=1, resamples=20, interval="percentile")
    assert np.array_equal(indices.total.low[:, 0, 0], alone.total.low)
    assert indices.first.value[:, 0, 1] == pytest.approx([0, 1, 0], abs=0.01)
    assert np.isnan(indices.first.value[:, 1, 0]).all()
    first = indices.as_dict()["first"]
    assert isinstance(first, dict)
    assert first["value"][0][1][0] is None


def test_intervals_hold_the_known_index_and_shrink_with_the_level() -> None:
    known = SobolG((0, 1, 4.5, 9))
    wide, narrow = (
        sobol_indices(known, known.factors, 1 << 10, seed=2, level=level, resamples=200) for level in (0.99, 0.5)
    )
    assert np.all((wide.first.low <= known.first) & (known.first <= wide.first.high))
    assert np.all((wide.total.low <= known.total) & (known.total <= wide.total.high))
    assert (wide.total.high - wide.total.low) == pytest.approx(
        (narrow.total.high - narrow.total.low) * 2.575829 / 0.6744898
    )


def test_standard_error_is_that_of_repeated_random_samples() -> None:
    """With random points, where the bootstrap is right; with Sobol' points it is on the safe side."""
    known = Ishigami()
    rng = np.random.default_rng(11)
    values, claimed = [], []
    for _ in range(60):
        a, b = (values_at(known.factors, rng.random((500, 3))) for _ in range(2))
        ab = np.stack([np.column_stack([b[:, j] if j == k else a[:, j] for j in range(3)]) for k in range(3)])
        found = sobol_from_samples(
            known(a), known(b), np.stack([known(x) for x in ab]), seed=int(rng.integers(1 << 30))
        )
        values.append(found.total.value)
        claimed.append(found.total.standard_error)
    assert np.std(values, axis=0) == pytest.approx(np.mean(claimed, axis=0), rel=0.3)


def test_any_executor_gives_the_same_bytes() -> None:
    known = SobolG((0, 1, 9))
    here = sobol_indices(known, known.factors, 1 << 13, seed=4, second_order=True, resamples=10)
    with ThreadPoolExecutor(3) as threads, ProcessPoolExecutor(2) as processes:
        for pool in (threads, processes):
            there = sobol_indices(known, known.factors, 1 << 13, seed=4, second_order=True, resamples=10, executor=pool)
            assert json.dumps(there.as_dict()) == json.dumps(here.as_dict())


def test_progress_reaches_one() -> None:
    seen: list[float] = []
    sobol_indices(Ishigami(), Ishigami().factors, 8, seed=1, progress=seen.append)
    assert seen == pytest.approx([1 / 3, 2 / 3, 1.0])


def test_statement_says_that_inputs_are_independent() -> None:
    indices = sobol_indices(Ishigami(), Ishigami().factors, 8, seed=1)
    assert indices.inputs == "independent"
    assert indices.statement.nl == "de factoren zijn onafhankelijk"


def test_arrays_that_do_not_fit_are_refused() -> None:
    y = np.arange(8.0)
    with pytest.raises(ValueError, match="ab is"):
        sobol_from_samples(y, y, y)
    with pytest.raises(ValueError, match="must be equal"):
        sobol_from_samples(y, y[::-1], np.stack([y, y]), np.stack([y]))
    with pytest.raises(ValueError, match="1 names for 2 factors"):
        sobol_from_samples(y, y[::-1], np.stack([y, y]), names=["a"])
    with pytest.raises(ValueError, match="no factor"):
        sobol_from_samples(y, y, np.empty((0, 8)))
    with pytest.raises(ValueError, match="power of 2"):
        sobol_indices(Ishigami(), Ishigami().factors, 1000, seed=1)
