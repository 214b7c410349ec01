# SPDX-License-Identifier: EUPL-1.2
"""How sure a share is that was counted: Wilson's score interval."""

from __future__ import annotations

import math

Z_95 = 1.959963984540054
"""Quantile of the normal distribution for an interval of 95 %."""


def wilson(count: float, of: int, z: float = Z_95) -> tuple[float, float]:
    """Return the score interval of a share (Wilson 1927), without correction for continuity.

    Args:
        count: 0 to ``of``; a fraction where only the share was published.
        of: 1 or more.
        z: quantile of the normal distribution that belongs to the level of the interval.
    """
    share = min(count / of, 1.0)
    half = z * math.sqrt(z * z + 4 * count * (1 - share))
    centre, whole = 2 * count + z * z, 2 * (of + z * z)
    low = 0.0 if count == 0 else max((centre - half) / whole, 0.0)
    return low, 1.0 if share == 1.0 else min((centre + half) / whole, 1.0)
