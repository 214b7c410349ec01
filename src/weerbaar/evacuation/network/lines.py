# SPDX-License-Identifier: EUPL-1.2
"""Lines of many roads in two arrays: as a million arrays of their own they would take several times the memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Lines(Sequence[Floats]):
    """K lines of P corners in all; line k is ``corners[first[k]:first[k + 1]]``, a view of shape (n, 2)."""

    def __init__(self, corners: Floats, first: Integers) -> None:
        """Args: ``corners`` of shape (P, 2); ``first`` of length K + 1, from 0 to P."""
        self.corners = corners
        self.first = first

    @classmethod
    def of_counts(cls, corners: Floats, counts: Integers) -> Lines:
        """Return the lines that have so many corners each, length K, one line behind the other."""
        return cls(corners, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))

    def __len__(self) -> int:
        return len(self.first) - 1

    @overload
    def __getitem__(self, at: int) -> Floats: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Floats, ...]: ...

    def __getitem__(self, at: int | slice) -> Floats | tuple[Floats, ...]:
        if isinstance(at, slice):
            return tuple(self[k] for k in range(*at.indices(len(self))))
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        at %= len(self)
        return self.corners[self.first[at] : self.first[at + 1]]

    @property
    def counts(self) -> Integers:
        """Corners of each line, length K."""
        return np.diff(self.first)

    def picked(self, which: Integers, backward: Mask) -> Lines:
        """Return the lines with these numbers, in that order, those of ``backward`` from their end to their begin."""
        if not backward.any() and np.array_equal(which, np.arange(len(self))):
            return self
        counts = self.counts[which]
        made = Lines.of_counts(np.empty((0, 2)), counts)
        step = np.where(backward, -1, 1)
        start = np.where(backward, self.first[which + 1] - 1, self.first[which])
        within = np.arange(made.first[-1]) - np.repeat(made.first[:-1], counts)
        made.corners = self.corners[np.repeat(start, counts) + np.repeat(step, counts) * within]
        return made
