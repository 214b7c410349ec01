# SPDX-License-Identifier: EUPL-1.2
"""Which pairs to compare, in which order, so that any row ends up sorted: no decisions, hence many at a time."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray


@cache
def sorting_network(size: int) -> NDArray[np.int64]:
    """Return comparators (P, 2): exchanging each pair that is out of order, in turn, sorts ``size`` numbers.

    Batcher's odd-even merge sort for any size (Batcher 1968; Knuth, volume 3, algorithm 5.2.2M).
    """
    pairs = []
    p = 1
    while p < size:
        k = p
        while k >= 1:
            for j in range(k % p, size - k, 2 * k):
                for i in range(min(k, size - j - k)):
                    if (i + j) // (2 * p) == (i + j + k) // (2 * p):
                        pairs.append((i + j, i + j + k))
            k //= 2
        p *= 2
    found = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    found.flags.writeable = False
    return found
