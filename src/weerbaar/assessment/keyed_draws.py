# SPDX-License-Identifier: EUPL-1.2
"""Random numbers that belong to a name, so that adding a question moves the draws of no other one.

What is computed with and without something then meets the same numbers (common random numbers).
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]


def keyed_uniforms(draws: int, seed: int, *names: str) -> Float:
    """Return ``draws`` uniform numbers strictly between 0 and 1 that belong to ``names``, in random order.

    They are stratified: one in each of ``draws`` equal slices (McKay, Beckman and Conover 1979), so that the mean of a
    function of one of them alone has hardly any sampling error. A standard error that takes them for independent is
    therefore an upper bound.

    Args:
        draws: how many, at least 1.
        seed: of the whole run.
        names: what the numbers are for, for instance ``"measure", "alert-online", "cost"``.

    Raises:
        ValueError: fewer than 1 draw.
    """
    if draws < 1:
        raise ValueError("at least one draw is needed")
    key = hashlib.sha256("\0".join(names).encode()).digest()
    words = np.frombuffer(key, dtype="<u4").astype(np.uint64).tolist()
    rng = np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence([seed, *words])))
    within = rng.random(draws)
    number: Float = (rng.permutation(draws) + within) / draws
    return np.clip(number, 1e-12, 1 - 1e-12)
