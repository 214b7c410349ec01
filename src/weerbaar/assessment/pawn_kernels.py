# SPDX-License-Identifier: EUPL-1.2
"""The compiled part of PAWN: distances between distributions, in one walk over the sorted output per factor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import kernel


@kernel
def slice_distances(
    order: NDArray[np.int32],
    tie_ends: NDArray[np.int32],
    labels: NDArray[np.int16],
    sizes: NDArray[np.int64],
    out: NDArray[np.float64],
) -> None:
    """Write the Kolmogorov-Smirnov distance between each slice and the whole sample.

    Between two points of a slice its distribution stays while the other rises, so the largest distance is found just
    before or just after a point of the slice itself: one step per row does for all slices together.

    Args:
        order: (K, N) rows by ascending output.
        tie_ends: (K, N) position behind the last row with the same output.
        labels: (L, N) slice of each row.
        sizes: (L, S) rows per slice; 0 where a factor has fewer slices.
        out: (L, S, K) distances; 0 for empty slices.
    """
    outputs, n = order.shape
    factors, slices = sizes.shape
    reached = np.empty(slices, np.int64)
    widest = np.empty(slices, np.int64)
    for k in range(outputs):
        for f in range(factors):
            reached[:] = 0
            widest[:] = 0
            start = 0
            while start < n:
                end = tie_ends[k, start]
                # In whole numbers: |reached / size - rows / n| times size times n.
                if end == start + 1:
                    c = labels[f, order[k, start]]
                    behind = reached[c] * n - start * sizes[f, c]
                    ahead = behind + n - sizes[f, c]
                    widest[c] = max(widest[c], -behind, ahead)
                    reached[c] += 1
                else:
                    for i in range(start, end):
                        c = labels[f, order[k, i]]
                        widest[c] = max(widest[c], abs(reached[c] * n - start * sizes[f, c]))
                    for i in range(start, end):
                        reached[labels[f, order[k, i]]] += 1
                    for i in range(start, end):
                        c = labels[f, order[k, i]]
                        widest[c] = max(widest[c], abs(reached[c] * n - end * sizes[f, c]))
                start = end
            for c in range(slices):
                out[f, c, k] = widest[c] / (sizes[f, c] * n) if sizes[f, c] > 0 else 0.0
