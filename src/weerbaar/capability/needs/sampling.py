# SPDX-License-Identifier: EUPL-1.2
"""Uniform numbers for draws: stratified, and each quantity has its own, so that adding one does not move the others.

The draws stand in sixteen replicates that know nothing of each other. Within a replicate every quantity has exactly
one number in each of as many equal strata as there are draws (Latin hypercube, McKay, Beckman and Conover 1979): a
mean over draws is then usually much more precise than with independent numbers, and hardly ever less. How precise is
read from the spread of the sixteen means.
"""

from __future__ import annotations

import hashlib
import math

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

REPLICATES = 16
_EDGE = 1e-15


def whole_replicates(draws: int) -> int:
    """Return the least number of draws that is at least ``draws`` and makes sixteen equal replicates."""
    return REPLICATES * math.ceil(draws / REPLICATES)


def stratified(key: str, seed: int, draws: int) -> Float:
    """Return uniform numbers strictly between 0 and 1, (draws,): replicate after replicate.

    Args:
        key: what the numbers are for; another key gives numbers that are independent of these.
        seed: of the run.
        draws: a multiple of sixteen.

    Raises:
        ValueError: another number of draws.
    """
    if draws < REPLICATES or draws % REPLICATES:
        raise ValueError(f"draws must be a multiple of {REPLICATES}, and at least that")
    # As keyed_uniforms of the assessment, which knows no replicates: sixteen calls of it take four times as long.
    words = np.frombuffer(hashlib.sha256(key.encode()).digest(), dtype="<u4").tolist()
    rng = np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence([seed, *words])))
    size = draws // REPLICATES
    strata = rng.permuted(np.broadcast_to(np.arange(size, dtype=np.float64), (REPLICATES, size)), axis=1)
    numbers = (strata + rng.random((REPLICATES, size))) / size
    # A distribution without an end has no quantile at 0 or 1, which rounding can reach.
    return np.clip(numbers.reshape(-1), _EDGE, 1.0 - _EDGE)


def replicate_error(values: Float) -> float:
    """Return the standard error of the mean of ``values`` (draws,), from the spread of the replicates' means."""
    means = values.reshape(REPLICATES, -1).mean(axis=1)
    return float(means.std(ddof=1) / math.sqrt(REPLICATES))
