# SPDX-License-Identifier: EUPL-1.2
"""A sparse matrix by rows, as three plain arrays that compiled kernels and scipy both take.

scipy's own type is slow to import and not frozen; a portfolio problem holds two of these for its whole life.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Float = NDArray[np.float64]
Int = NDArray[np.int64]


def grouped(group: Int, amount: Float, groups: int) -> Float:
    """Return the sum of the amounts of each group, (groups,)."""
    return np.bincount(group, weights=amount, minlength=groups).astype(np.float64)


@dataclass(frozen=True, eq=False)
class SparseRows:
    """A matrix of R rows and ``width`` columns in compressed row form.

    Attributes:
        start: (R + 1,) where each row begins in the other two arrays.
        column: (N,) column of each entry, ascending within a row and unique.
        value: (N,) the entries; finite.
        width: number of columns.
    """

    start: Int
    column: Int
    value: Float
    width: int

    def __post_init__(self) -> None:
        for name, kind in (("start", np.int64), ("column", np.int64), ("value", np.float64)):
            object.__setattr__(self, name, np.ascontiguousarray(getattr(self, name), dtype=kind))
        start, column, value = self.start, self.column, self.value
        if start.ndim != 1 or column.ndim != 1 or column.shape != value.shape or not len(start):
            raise ValueError("start, column and value must be one-dimensional, column and value of equal length")
        if start[0] != 0 or start[-1] != len(column) or np.any(np.diff(start) < 0):
            raise ValueError("start must ascend from 0 to the number of entries")
        if len(column) and (column.min() < 0 or column.max() >= self.width):
            raise ValueError(f"a column number lies outside 0 … {self.width - 1}")
        same_row = self.row_of[1:] == self.row_of[:-1]
        if np.any(same_row & (np.diff(column) <= 0)):
            raise ValueError("columns must ascend within a row, without repeats")
        if not np.all(np.isfinite(value)):
            raise ValueError("an entry is not a finite number")

    @classmethod
    def of_triplets(cls, row: ArrayLike, column: ArrayLike, value: ArrayLike, shape: tuple[int, int]) -> SparseRows:
        """Return the matrix with these entries; entries at the same place are added up."""
        r, c, v = np.asarray(row, np.int64), np.asarray(column, np.int64), np.asarray(value, np.float64)
        if not r.shape == c.shape == v.shape or r.ndim != 1:
            raise ValueError("row, column and value must be one-dimensional and of equal length")
        rows, width = shape
        if len(r) and (r.min() < 0 or r.max() >= rows or c.min() < 0 or c.max() >= width):
            raise ValueError(f"an entry lies outside a matrix of {rows} × {width}")
        place, inverse = np.unique(r * width + c, return_inverse=True)
        total = np.zeros(len(place))
        np.add.at(total, inverse, v)
        start = np.concatenate([[0], np.cumsum(np.bincount(place // max(width, 1), minlength=rows))])
        return cls(start, place % max(width, 1), total, width)

    @classmethod
    def of_dense(cls, matrix: ArrayLike) -> SparseRows:
        """Return the entries of ``matrix`` (R, width) that are not zero."""
        dense = np.asarray(matrix, dtype=np.float64)
        if dense.ndim != 2:
            raise ValueError(f"a matrix has two dimensions, not {dense.ndim}")
        row, column = np.nonzero(dense)
        return cls.of_triplets(row, column, dense[row, column], (dense.shape[0], dense.shape[1]))

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.start) - 1

    @property
    def row_of(self) -> Int:
        """Row of each entry, (N,)."""
        return np.repeat(np.arange(self.rows), np.diff(self.start))

    def dense(self) -> Float:
        """Return the matrix in full, (R, width)."""
        full = np.zeros((self.rows, self.width))
        full[self.row_of, self.column] = self.value
        return full

    def transposed(self) -> SparseRows:
        """Return the matrix by its columns."""
        return SparseRows.of_triplets(self.column, self.row_of, self.value, (self.width, self.rows))

    def with_values(self, value: ArrayLike) -> SparseRows:
        """Return the same pattern with other entries, (N,)."""
        return SparseRows(self.start, self.column, np.asarray(value, dtype=np.float64), self.width)

    def scipy(self) -> Any:
        """Return the matrix as a ``scipy.sparse.csr_matrix``."""
        from scipy import sparse

        return sparse.csr_matrix((self.value, self.column, self.start), shape=(self.rows, self.width))
