# SPDX-License-Identifier: EUPL-1.2
"""When a measure works and when it costs: from its start, its lead time and its lifetime to parts of calendar years."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]


def working_part(start: int, lead: Float, lifetime: float | None, years: Sequence[int]) -> Float:
    """Return the part of each year in which a measure works.

    It works from ``start + lead`` on, for ``lifetime`` years, or for ever where that is None.

    Args:
        start: first day of this year.
        lead: (K,) years from the start until it works.
        lifetime: years it works.
        years: T calendar years.

    Returns:
        (T, K), 0 to 1.
    """
    begin = start + lead
    end = begin + (math.inf if lifetime is None else lifetime)
    return _overlap(begin, end, years)


def paid_part(start: int, lead: Float, lifetime: float | None, years: Sequence[int]) -> Float:
    """Return the part of each year in which the yearly cost is paid, (T, K): from the start until it stops working."""
    end = start + lead + (math.inf if lifetime is None else lifetime)
    return _overlap(np.full(len(lead), float(start)), end, years)


def _overlap(begin: Float, end: Float, years: Sequence[int]) -> Float:
    first = np.asarray(years, dtype=np.float64)[:, None]
    covered = np.minimum(end[None, :], first + 1) - np.maximum(begin[None, :], first)
    return np.asarray(np.clip(covered, 0.0, 1.0))
