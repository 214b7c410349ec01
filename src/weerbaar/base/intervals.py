# SPDX-License-Identifier: EUPL-1.2
"""Half-open class intervals ``[low, high)`` with an open top (C4)."""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


def class_index(value: float, bounds: Sequence[float], *, relative_tolerance: float = 1e-9) -> int:
    """Return in which class ``value`` falls, 0 for the lowest.

    Args:
        value: the quantity.
        bounds: ascending lower bounds of classes 1, 2, …; class 0 lies below the first.
        relative_tolerance: a value this close below a bound counts as the bound, so that a sum such as
            0.1 * (1/3 + …) that should equal a bound is not put in the class below by rounding.

    Raises:
        ValueError: ``value`` is NaN, which lies in no class.
    """
    if math.isnan(value):
        raise ValueError("NaN lies in no class")
    nudged = value if math.isinf(value) else value + abs(value) * relative_tolerance
    return bisect.bisect_right(bounds, nudged)


@dataclass(frozen=True)
class IntervalFault:
    """Two neighbouring classes that leave a gap, overlap, or one class that is turned round.

    ``classes`` are 0-based indices; for ``reversed`` both are the same class. ``low`` and ``high`` are the
    ends of the gap or of the overlap, or the ends of the class that is turned round as they are printed
    (``low`` is then the larger). A half-open class that ends where it starts holds nothing and counts as
    turned round.
    """

    kind: Literal["gap", "overlap", "reversed"]
    classes: tuple[int, int]
    low: float
    high: float


def interval_faults(
    intervals: Sequence[tuple[float | None, float | None]],
    *,
    whole_numbers: bool = False,
    relative_tolerance: float = 1e-9,
) -> list[IntervalFault]:
    """Return every gap and overlap between successive classes, and every class that is turned round.

    Args:
        intervals: ``(low, high)`` per class from low to high; None is an open end.
        whole_numbers: the classes are printed for counted things, so ``1-8, 9-40`` joins without a gap.
        relative_tolerance: edges this close count as equal, so that 0.1 + 0.2 joins 0.3.
    """
    step = 1.0 if whole_numbers else 0.0
    faults: list[IntervalFault] = []
    previous_high: float | None = None
    for i, (low_or_none, high_or_none) in enumerate(intervals):
        low = -math.inf if low_or_none is None else low_or_none
        high = math.inf if high_or_none is None else high_or_none
        empty = not whole_numbers and math.isclose(low, high, rel_tol=relative_tolerance)
        if high < low or empty:
            faults.append(IntervalFault("reversed", (i, i), low, high))
            # Read the right way round it may fit its neighbours; one mistake must not be reported three times.
            low, high = min(low, high), max(low, high)
        if previous_high is not None:
            expected = previous_high + step
            if not math.isclose(low, expected, rel_tol=relative_tolerance):
                kind: Literal["gap", "overlap"] = "gap" if low > expected else "overlap"
                faults.append(IntervalFault(kind, (i - 1, i), min(previous_high, low), max(previous_high, low)))
        previous_high = high
    return faults
