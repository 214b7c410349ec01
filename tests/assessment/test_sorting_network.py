# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from weerbaar.assessment.sorting_network import sorting_network


def applied(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Exchange what is out of order, one comparator after the other; rows (K, n) are sorted per column."""
    result = rows.copy()
    for a, b in sorting_network(len(rows)):
        low, high = np.minimum(result[a], result[b]), np.maximum(result[a], result[b])
        result[a], result[b] = low, high
    return result


@pytest.mark.parametrize("size", range(1, 13))
def test_every_row_of_zeros_and_ones_is_sorted(size: int) -> None:
    """A network that sorts all of these sorts everything (Knuth, volume 3, theorem 5.3.4Z)."""
    numbers = np.arange(2**size)
    rows = np.array([(numbers >> bit) & 1 for bit in range(size)], dtype=np.float64).reshape(size, -1)
    assert np.array_equal(applied(rows), np.sort(rows, axis=0))


def test_sixteen_numbers_take_63_comparators() -> None:
    """Batcher's odd-even merge sort: Knuth, volume 3, section 5.3.4."""
    assert len(sorting_network(16)) == 63
    assert len(sorting_network(8)) == 19


@given(st.integers(1, 100), st.integers(0, 2**32))
@settings(max_examples=30)
def test_any_size_is_sorted(size: int, seed: int) -> None:
    rows = np.random.default_rng(seed).random((size, 5))
    assert np.array_equal(applied(rows), np.sort(rows, axis=0))
