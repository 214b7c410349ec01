# SPDX-License-Identifier: EUPL-1.2
"""What would have to change to move a scenario one class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from weerbaar.assessment.aggregation import class_of_total
from weerbaar.assessment.cells import Cell, score_values, summing_factor
from weerbaar.assessment.result import Move
from weerbaar.assessment.stability import central_values
from weerbaar.method import Method, class_codes, label_codes, total_bounds


def moves(method: Method, row: Sequence[Cell], criteria: Sequence[str], weights: Sequence[float]) -> tuple[Move, ...]:
    """Return the smallest single change that moves the scenario one or more classes up, and down.

    A change is: all experts give this label on this criterion. Smallest is fewest labels away from what some
    expert expects; 0 when some expert gives it already and the others would have to agree. Ties go to the
    change that shifts the total least. A direction in which no single criterion can do it has no entry.
    """
    values = score_values(method, len(criteria))
    order = label_codes(method)
    edges = np.asarray(total_bounds(method))
    codes = class_codes(method)
    x = central_values([row], values, summing_factor(method, len(criteria)))[0]
    w = np.asarray(weights)
    total = float(x @ w)
    now = int(class_of_total(np.array([total]), edges)[0])
    best: dict[str, tuple[tuple[int, float], Move]] = {}
    for i, cell in enumerate(row):
        expected = cell.expected_labels(order)
        if expected is None:
            continue
        lowest, highest = (order.index(label) for label in expected)
        shown = expected[0] if lowest == highest else "-".join(expected)
        for there, label in enumerate(order):
            change = float(w[i] * (values[label] - x[i]))
            klass = int(class_of_total(np.array([total + change]), edges)[0])
            if klass == now:
                continue
            steps = max(lowest - there, there - highest, 0)
            up = klass > now
            cost = (steps, abs(change))
            key = "up" if up else "down"
            if key not in best or cost < best[key][0]:
                best[key] = (cost, Move("up" if up else "down", criteria[i], shown, label, codes[klass], steps))
    return tuple(best[d][1] for d in ("up", "down") if d in best)
