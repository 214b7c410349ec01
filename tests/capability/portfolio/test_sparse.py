# SPDX-License-Identifier: EUPL-1.2
"""Sparse matrices as three arrays."""

from __future__ import annotations

import numpy as np
import pytest

from weerbaar.capability.portfolio import SparseRows
from weerbaar.capability.portfolio.sparse import grouped

MATRIX = np.array([[0.0, 2.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 3.0]])


def test_a_matrix_there_and_back() -> None:
    rows = SparseRows.of_dense(MATRIX)
    assert rows.start.tolist() == [0, 1, 1, 3]
    assert rows.column.tolist() == [1, 0, 2]
    assert rows.value.tolist() == [2.0, 1.0, 3.0]
    assert rows.row_of.tolist() == [0, 2, 2]
    assert rows.dense().tolist() == MATRIX.tolist()
    assert rows.transposed().dense().tolist() == MATRIX.T.tolist()
    assert rows.scipy().toarray().tolist() == MATRIX.tolist()
    assert rows.with_values([1, 1, 1]).dense().sum() == 3


def test_entries_at_the_same_place_are_added() -> None:
    assert SparseRows.of_triplets([0, 1, 0], [1, 0, 1], [2.0, 5.0, 3.0], (2, 2)).dense().tolist() == [[0, 5], [5, 0]]


def test_no_rows_and_no_columns() -> None:
    assert SparseRows.of_triplets([], [], [], (0, 4)).dense().shape == (0, 4)
    assert SparseRows.of_triplets([], [], [], (3, 0)).dense().shape == (3, 0)


@pytest.mark.parametrize(
    ("start", "column", "value", "words"),
    [
        ([0, 2], [0], [1.0], "ascend from 0 to the number"),
        ([1, 1], [0], [1.0], "ascend from 0 to the number"),
        ([0, 1], [3], [1.0], "outside 0 … 2"),
        ([0, 2], [1, 1], [1.0, 1.0], "without repeats"),
        ([0, 1], [0], [np.nan], "not a finite number"),
        ([0, 1], [0, 1], [1.0], "of equal length"),
    ],
)
def test_what_is_no_matrix_is_refused(start: list[int], column: list[int], value: list[float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        SparseRows(np.array(start), np.array(column), np.array(value), 3)


def test_an_entry_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="outside a matrix of 1 × 2"):
        SparseRows.of_triplets([0], [2], [1.0], (1, 2))


def test_amounts_are_added_by_group() -> None:
    assert grouped(np.array([2, 0, 2]), np.array([1.0, 2.0, 3.0]), 4).tolist() == [2, 0, 4, 0]
