# SPDX-License-Identifier: EUPL-1.2
"""Panels for the tests of the numbers: random ones, and one that was published with its scores."""

from __future__ import annotations

import numpy as np

from weerbaar.elicitation.panel import Panel

P3 = np.array([0.05, 0.5, 0.95])
P5 = np.array([0.05, 0.25, 0.5, 0.75, 0.95])


def random_panel(
    seed: int, experts: int = 5, seeds: int = 6, targets: int = 3, *, five: bool = False, missing: float = 0.0
) -> Panel:
    """Experts of differing skill; every third item has a logarithmic scale; rounded, so that ties occur."""
    rng = np.random.default_rng(seed)
    probabilities = P5 if five else P3
    q = seeds + targets
    log_scale = np.arange(q) % 3 == 2
    truth = rng.normal(50, 10, q)
    middle = truth + rng.normal(0, 8, (experts, q))
    steps = rng.uniform(1, 9, (experts, q, probabilities.size))
    values = np.round(middle[:, :, None] + np.cumsum(steps, axis=2) - steps.sum(axis=2, keepdims=True) / 2)
    values += np.arange(probabilities.size)  # rounding may have made two quantiles equal
    values = np.where(log_scale[:, None], np.exp(values / 20), values)
    truth = np.where(log_scale, np.exp(np.round(truth) / 20), np.round(truth))
    if missing:
        gone = rng.random((experts, q)) < missing
        gone[np.arange(experts), rng.integers(0, seeds, experts)] = False
        values[gone] = np.nan
    order = rng.permutation(q)
    realizations = np.where(np.arange(q) < seeds, truth, np.nan)
    return Panel(
        tuple(f"E{i}" for i in range(experts)),
        tuple(f"Q{i}" for i in order),
        probabilities,
        values[:, order],
        realizations[order],
        log_scale[order],
    )


def plain_panel(values: object, realizations: object, probabilities: object = P3, log_scale: object = False) -> Panel:
    """Panel of arrays, with names A, B, … and 1, 2, …"""
    array = np.asarray(values, dtype=float)
    e, q, _ = array.shape
    return Panel(
        tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:e]),
        tuple(str(i + 1) for i in range(q)),
        np.asarray(probabilities, dtype=float),
        array,
        np.asarray(realizations, dtype=float),
        np.broadcast_to(np.asarray(log_scale, dtype=bool), q),
    )


def delft_course() -> Panel:
    """Three experts and five questions of the online course of TU Delft on expert judgement, section 3.7.3."""
    return plain_panel(
        [
            [[2, 5, 7], [12, 13, 15], [87, 89, 92], [2, 5, 8], [48, 50, 52]],
            [[20, 23, 34], [8, 10, 11], [60, 70, 90], [20, 35, 45], [30, 35, 40]],
            [[20, 25, 28], [10, 13, 15], [65, 67, 70], [42, 44, 46], [32, 33, 35]],
        ],
        [24, 11, 68, 47, 31],
    )
