# SPDX-License-Identifier: EUPL-1.2
"""Who sits where: the best use of the seats and beds that a plan offers."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.means.days import Day
from weerbaar.evacuation.means.master import Task

Floats = npt.NDArray[np.float64]

_LEAST = 1e-6
"""Of the most valuable person: who is at no risk still takes a seat that is empty."""


def seated(task: Task, plan: Iterable[Day]) -> Floats:
    """Return people of each need brought to each receiving place, shape (I, R)."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    seats = np.zeros((len(task.people), len(task.beds)))
    for day in plan:
        trips = task.trips[day.means]
        for trip, _ in day.trips:
            seats[trips.need[trip], trips.refuge[trip]] += trips.load[trip]
    need, refuge = np.nonzero(seats)
    carried = np.zeros(seats.shape)
    if len(need):
        n, pair = len(task.people), np.arange(len(need))
        rows = csr_array(
            (np.ones(2 * len(need)), (np.concatenate([need, n + refuge]), np.tile(pair, 2))),
            shape=(n + len(task.beds), len(need)),
        )
        limit = np.concatenate([task.people, np.minimum(task.beds, seats.sum())])
        room = np.column_stack([np.zeros(len(need)), seats[need, refuge]])
        worth = np.maximum(task.value[need] / task.value.max(), _LEAST)
        carried[need, refuge] = linprog(-worth, A_ub=rows, b_ub=limit, bounds=room, method="highs-ds").x
    return carried


def worth(task: Task, carried: Floats) -> float:
    """Return what people brought to receiving places, shape (I, R), are worth together."""
    return float((carried.sum(axis=1) * task.value).sum())
