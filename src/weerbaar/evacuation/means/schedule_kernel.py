# SPDX-License-Identifier: EUPL-1.2
"""The most valuable day of one vehicle: which trips it makes one after the other, when each trip has a price."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.base import kernel

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@kernel
def best_days(
    first: Integers,
    value: Floats,
    step_cost: float,
    row: Integers,
    duration: Integers,
    to: Integers,
    earliest: Integers,
    latest: Integers,
    window_end: Integers,
    worth: Floats,
    choice: Integers,
) -> None:
    """Fill in what a vehicle can still earn from each step on at each place, backward in time (Bellman).

    Args:
        first: trips from place p are ``first[p]`` up to ``first[p + 1]``; length P + 1.
        value: of each trip, length J.
        step_cost: what each step that a trip takes costs.
        row: of ``duration`` for a trip that begins at each step, length T.
        duration: of each trip in steps, at least 1, shape (rows, J); who begins later never ends earlier.
        to: place where each trip ends, length J.
        earliest: step at which each trip can begin, length J.
        latest: step after which it no longer can, length J; from late to early among the trips from one place.
        window_end: for a trip that begins at each step, the step by which it must have ended; -1 where the crew rests.
            Length T + 1.
        worth: written: what can be earned from each step on, shape (T + 1, P).
        choice: written: trip to begin then, -1 to wait, shape (T + 1, P).
    """
    steps = worth.shape[0] - 1
    places = worth.shape[1]
    for p in range(places):
        worth[steps, p] = 0.0
        choice[steps, p] = -1
    for t in range(steps - 1, -1, -1):
        for p in range(places):
            best = worth[t + 1, p]
            chosen = -1
            for j in range(first[p], first[p + 1]):
                if latest[j] < t:
                    break
                took = duration[row[t], j]
                end = t + took
                if earliest[j] <= t and end <= window_end[t]:
                    gain = value[j] - step_cost * took
                    earned = gain + worth[end, to[j]]
                    # Rather now than later, when it comes to the same.
                    if earned > best or (chosen < 0 and earned == best and gain > 0):
                        best = earned
                        chosen = j
            worth[t, p] = best
            choice[t, p] = chosen
