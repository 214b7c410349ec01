# SPDX-License-Identifier: EUPL-1.2
"""Kernels that draw weights: uniform on a simplex, and hit-and-run in any polytope.

Random numbers are splitmix64 (Steele, Lea and Flood 2014) of a key and a counter, hence do not depend on who asks for
them. The function stands here and with the ranking kernels, because a kernel that is kept on disk does not notice when
a function of another file changes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import kernel

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

CHAINS = 32
"""Chains of hit-and-run that walk side by side."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_ONE, _S11, _S16, _S27, _S30, _S31, _S32, _S48 = (np.uint64(n) for n in (1, 11, 16, 27, 30, 31, 32, 48))
_LOW16 = np.uint64(0xFFFF)
_UNIT = 2.0**-53
_LEAST_BITS = int(np.float64(1e-300).view(np.int64))


@kernel
def splitmix(key: np.uint64, counter: np.uint64) -> np.uint64:
    """Return 64 random bits for a key and a counter."""
    z = key + (counter + _ONE) * _GOLDEN
    z = (z ^ (z >> _S30)) * _MIX_1
    z = (z ^ (z >> _S27)) * _MIX_2
    return np.uint64(z ^ (z >> _S31))


@kernel
def _sort(rows: I64, network: I64) -> None:
    """Sort every column of ``rows`` (K, n) upwards with the comparators of a network (P, 2)."""
    for p in range(len(network)):
        a, b = rows[network[p, 0]], rows[network[p, 1]]
        for d in range(rows.shape[1]):
            x, y = a[d], b[d]
            a[d] = min(x, y)
            b[d] = max(x, y)


@kernel
def simplex_weights(key: np.uint64, start: int, n: int, network: I64, vertices: F64, unit: bool, w: F64) -> None:
    """Draw points of a simplex, every point as likely.

    The gaps between sorted uniform numbers are a flat Dirichlet vector; as barycentric coordinates they give a uniform
    point of any simplex (Devroye 1986, chapter 5).

    Args:
        key, start: random numbers of draws ``start`` and on.
        n: number of draws.
        network: (P, 2) comparators that sort V - 1 numbers.
        vertices: (V, C) corners.
        unit: the corners are the unit vectors, V = C.
        w: (C, n or more) receives the weights.
    """
    v, c = vertices.shape
    gaps = np.zeros((v + 1, n))
    for k in range(v - 1):
        own = splitmix(key, np.uint64(k))
        row = gaps[k + 1]
        for d in range(n):
            row[d] = np.float64(splitmix(own, np.uint64(start + d)) >> _S11) * _UNIT
    # Numbers that are not negative order as their bits do, and whole numbers are exchanged faster.
    _sort(gaps.view(np.int64)[1:], network)
    last = gaps[v]
    for d in range(n):
        last[d] = 1.0
    for k in range(v, 0, -1):
        upper, lower = gaps[k], gaps[k - 1]
        for d in range(n):
            upper[d] -= lower[d]
    if unit:
        for k in range(c):
            own_row, out = gaps[k + 1], w[k]
            for d in range(n):
                out[d] = own_row[d]
        return
    for k in range(c):
        out = w[k]
        for d in range(n):
            out[d] = 0.0
        for i in range(v):
            corner, share = vertices[i, k], gaps[i + 1]
            if corner != 0.0:
                for d in range(n):
                    out[d] += corner * share[d]


@kernel
def hit_and_run(
    key: np.uint64, counter: int, steps: int, facets: F64, bounds: F64, position: F64, slack: F64, work: F64
) -> None:
    """Let chains take steps of hit-and-run inside ``facets @ z <= bounds``.

    The direction is a sum of four uniform numbers per coordinate, symmetric and nearly normal; the new point is uniform
    on the chord. That leaves the uniform distribution as it is (Smith 1984).

    Args:
        key, counter: random numbers; a step of one chain uses d + 1 of them.
        steps: number of steps.
        facets, bounds: (M, d) and (M,).
        position: (d, CHAINS) where the chains are; changed in place.
        slack: (M, CHAINS) work space.
        work: (d + M, CHAINS) work space.
    """
    m, d = facets.shape
    jump = np.empty(CHAINS)
    ahead, behind, rate, back = np.empty(CHAINS), np.empty(CHAINS), np.empty(CHAINS), np.empty(CHAINS)
    # As whole numbers the bits of positive numbers order as they do, and all negative ones come below: a maximum
    # that the compiler makes without a branch.
    ahead_bits, behind_bits = ahead.view(np.int64), behind.view(np.int64)
    rate_bits, back_bits, slack_bits = rate.view(np.int64), back.view(np.int64), slack.view(np.int64)
    for step in range(steps):
        if step % 64 == 0:
            # From the position itself, so that rounding does not add up.
            for i in range(m):
                room = slack[i]
                for k in range(CHAINS):
                    room[k] = bounds[i]
                for j in range(d):
                    a, place = facets[i, j], position[j]
                    for k in range(CHAINS):
                        room[k] -= a * place[k]
        first = np.uint64(counter + step) * np.uint64((d + 1) * CHAINS)
        for j in range(d):
            direction = work[j]
            for k in range(CHAINS):
                z = splitmix(key, first + np.uint64(j * CHAINS + k))
                total = (z & _LOW16) + ((z >> _S16) & _LOW16) + ((z >> _S32) & _LOW16) + (z >> _S48)
                direction[k] = np.float64(np.int64(total)) - 131070.0
        for k in range(CHAINS):
            ahead[k] = 1e-300
            behind[k] = 1e-300
        for i in range(m):
            speed, room, room_bits = work[d + i], slack[i], slack_bits[i]
            for k in range(CHAINS):
                speed[k] = 0.0
            for j in range(d):
                a, direction = facets[i, j], work[j]
                for k in range(CHAINS):
                    speed[k] += a * direction[k]
            for k in range(CHAINS):
                room_bits[k] = max(room_bits[k], _LEAST_BITS)
            for k in range(CHAINS):
                rate[k] = speed[k] / room[k]
                back[k] = -rate[k]
            for k in range(CHAINS):
                ahead_bits[k] = max(ahead_bits[k], rate_bits[k])
                behind_bits[k] = max(behind_bits[k], back_bits[k])
        for k in range(CHAINS):
            u = np.float64(splitmix(key, first + np.uint64(d * CHAINS + k)) >> _S11) * _UNIT
            far, near = 1.0 / ahead[k], 1.0 / behind[k]
            # Without a direction (all coordinates zero) the chain stays where it is.
            jump[k] = u * (far + near) - near if far < 1e290 and near < 1e290 else 0.0
        for j in range(d):
            place, direction = position[j], work[j]
            for k in range(CHAINS):
                place[k] += jump[k] * direction[k]
        for i in range(m):
            room, speed = slack[i], work[d + i]
            for k in range(CHAINS):
                room[k] -= jump[k] * speed[k]


@kernel
def chain_weights(
    key: np.uint64,
    counter: int,
    rounds: int,
    thinning: int,
    facets: F64,
    bounds: F64,
    origin: F64,
    axes: F64,
    position: F64,
    w: F64,
) -> None:
    """Walk on and write the weights after every ``thinning`` steps: origin + axes @ position, none negative.

    Args:
        key, counter: random numbers; ``counter`` is the number of steps already taken.
        rounds, thinning: ``rounds`` times ``thinning`` steps.
        facets, bounds, position: see :func:`hit_and_run`.
        origin, axes: (C,) and (C, d).
        w: (C, rounds CHAINS or more); column r CHAINS + k is chain k after round r.
    """
    m, d = facets.shape
    slack, work = np.empty((m, CHAINS)), np.empty((d + m, CHAINS))
    for r in range(rounds):
        hit_and_run(key, counter + r * thinning, thinning, facets, bounds, position, slack, work)
        for i in range(len(origin)):
            for k in range(CHAINS):
                total = origin[i]
                for j in range(d):
                    total += axes[i, j] * position[j, k]
                w[i, r * CHAINS + k] = max(total, 0.0)
