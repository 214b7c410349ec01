# SPDX-License-Identifier: EUPL-1.2
"""The walk over the sorted output against two distribution functions compared at every value."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.assessment.pawn_kernels import slice_distances


def distance_slowly(y: np.ndarray, inside: np.ndarray) -> float:
    """Kolmogorov-Smirnov distance between the rows inside and all rows."""
    return max(abs(float(np.mean(y[inside] <= v)) - float(np.mean(y <= v))) for v in y)


def distances(y: np.ndarray, labels: np.ndarray, slices: int) -> np.ndarray:
    order = np.argsort(y, kind="stable").astype(np.int32)
    ends = np.array([np.searchsorted(y[order], v, side="right") for v in y[order]], dtype=np.int32)
    sizes = np.bincount(labels, minlength=slices)[None]
    out = np.empty((1, slices, 1))
    slice_distances(order[None], ends[None], labels.astype(np.int16)[None], sizes, out)
    return out[0, :, 0]


@settings(max_examples=40)
@given(st.integers(3, 40), st.integers(1, 5), st.integers(1, 30), st.integers(0, 99))
def test_equals_its_slow_twin_with_and_without_ties(n: int, slices: int, values: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    y = rng.integers(0, values, n).astype(float)
    labels = rng.integers(0, slices, n)
    found = distances(y, labels, slices)
    for c in range(slices):
        expected = distance_slowly(y, labels == c) if np.any(labels == c) else 0.0
        assert found[c] == pytest.approx(expected, abs=1e-12)


def test_two_halves_of_a_ranked_output_lie_half_apart() -> None:
    assert distances(np.arange(10.0), np.repeat([0, 1], 5), 2) == pytest.approx([0.5, 0.5])


def test_compiled_and_plain_agree() -> None:
    rng = np.random.default_rng(1)
    order = np.stack([rng.permutation(30) for _ in range(3)]).astype(np.int32)
    ends = np.tile(np.arange(1, 31, dtype=np.int32), (3, 1))
    ends[:, 10:13] = 13
    labels = rng.integers(0, 4, (2, 30)).astype(np.int16)
    sizes = np.stack([np.bincount(row, minlength=4) for row in labels])
    compiled, plain = np.empty((2, 4, 3)), np.empty((2, 4, 3))
    slice_distances(order, ends, labels, sizes, compiled)
    slice_distances.py_func(order, ends, labels, sizes, plain)  # type: ignore[attr-defined]
    assert compiled.tobytes() == plain.tobytes()
