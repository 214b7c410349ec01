# SPDX-License-Identifier: EUPL-1.2
"""Tabu search over choices, compiled: take one more, drop one, or exchange two, and do not go straight back.

Glover, Tabu search, ORSA Journal on Computing 1 (1989). Every move stays within the rules. It finds good choices and
proves nothing; random numbers are splitmix64 of a key and a counter.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import kernel

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

_CLOSE_LOOKS = 12
_NEVER = -1e300
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_S27, _S30, _S31 = (np.uint64(n) for n in (27, 30, 31))


class Terrain(NamedTuple):
    """What a search needs to know, by option.

    Attributes:
        effect_start, effect_cell, effect_amount: what each option does.
        pair_start, pair_other, pair_cell, pair_amount: its interactions, each listed with both options.
        weight, cap, scale: (m,).
        use: (R, n) rules in full; bound: (R,).
    """

    effect_start: I64
    effect_cell: I64
    effect_amount: F64
    pair_start: I64
    pair_other: I64
    pair_cell: I64
    pair_amount: F64
    weight: F64
    cap: F64
    scale: F64
    use: F64
    bound: F64


@kernel
def _phi(z: float, cap: float, scale: float) -> float:
    if scale < np.inf:
        z = -scale * np.expm1(-z / scale)
    return min(z, cap)


@kernel
def _splitmix(counter: int, key: int) -> np.int64:
    z = np.uint64(key) + np.uint64(counter + 1) * _GOLDEN
    z = (z ^ (z >> _S30)) * _MIX_1
    z = (z ^ (z >> _S27)) * _MIX_2
    return np.int64((z ^ (z >> _S31)) >> np.uint64(1))


@kernel
def fill(land: Terrain, x: F64, z: F64, used: F64) -> float:
    """Write the totals (m,) and uses (R,) of a choice (n,); returns its value."""
    z[:] = 0.0
    used[:] = 0.0
    for i in range(len(x)):
        if x[i] > 0.5:
            for r in range(len(used)):
                used[r] += land.use[r, i]
            for e in range(land.effect_start[i], land.effect_start[i + 1]):
                z[land.effect_cell[e]] += land.effect_amount[e]
            for e in range(land.pair_start[i], land.pair_start[i + 1]):
                if land.pair_other[e] < i and x[land.pair_other[e]] > 0.5:
                    z[land.pair_cell[e]] += land.pair_amount[e]
    value = 0.0
    for s in range(len(z)):
        value += land.weight[s] * _phi(z[s], land.cap[s], land.scale[s])
    return value


@kernel
def _flip(land: Terrain, x: F64, z: F64, i: int) -> None:
    sign = -1.0 if x[i] > 0.5 else 1.0
    for e in range(land.effect_start[i], land.effect_start[i + 1]):
        z[land.effect_cell[e]] += sign * land.effect_amount[e]
    for e in range(land.pair_start[i], land.pair_start[i + 1]):
        if x[land.pair_other[e]] > 0.5:
            z[land.pair_cell[e]] += sign * land.pair_amount[e]
    x[i] += sign


@kernel
def _gain(land: Terrain, x: F64, z: F64, change: F64, i: int) -> float:
    """Return what flipping one option adds; ``change`` (m,) is zero before and after."""
    sign = -1.0 if x[i] > 0.5 else 1.0
    for e in range(land.effect_start[i], land.effect_start[i + 1]):
        change[land.effect_cell[e]] += sign * land.effect_amount[e]
    for e in range(land.pair_start[i], land.pair_start[i + 1]):
        if x[land.pair_other[e]] > 0.5:
            change[land.pair_cell[e]] += sign * land.pair_amount[e]
    gain = 0.0
    for e in range(land.effect_start[i], land.effect_start[i + 1]):
        s = land.effect_cell[e]
        if change[s] != 0.0:
            gain += land.weight[s] * (
                _phi(z[s] + change[s], land.cap[s], land.scale[s]) - _phi(z[s], land.cap[s], land.scale[s])
            )
            change[s] = 0.0
    for e in range(land.pair_start[i], land.pair_start[i + 1]):
        s = land.pair_cell[e]
        if change[s] != 0.0:
            gain += land.weight[s] * (
                _phi(z[s] + change[s], land.cap[s], land.scale[s]) - _phi(z[s], land.cap[s], land.scale[s])
            )
            change[s] = 0.0
    return gain


@kernel
def tabu_search(land: Terrain, start: F64, fixed: I64, price: F64, steps: int, key: int) -> tuple[F64, float]:
    """Return the best choice found (n,) and its value.

    Args:
        start: (n,) zeros and ones within the rules.
        fixed: (n,) 1 where an option must stay as it is.
        price: (R,) of each rule's use, from the relaxation: moves are judged by value less what they use, so that
            dropping an option can be a good move.
        steps: moves to make.
        key: of the random numbers.
    """
    n, m, rules = len(start), len(land.weight), len(land.bound)
    x, z, used, change = start.copy(), np.zeros(m), np.zeros(rules), np.zeros(m)
    value = fill(land, x, z, used)
    best, best_value = x.copy(), value
    gains, free_at = np.zeros(n), np.zeros(n, np.int64)
    looks_i, looks_j = np.zeros(_CLOSE_LOOKS, np.int64), np.zeros(_CLOSE_LOOKS, np.int64)
    looks = np.zeros(_CLOSE_LOOKS)
    toll = np.zeros(n)
    for r in range(rules):
        toll += price[r] * land.use[r]
    for step in range(steps):
        for i in range(n):
            gains[i] = _NEVER
            if not fixed[i]:
                gains[i] = _gain(land, x, z, change, i) + (toll[i] if x[i] > 0.5 else -toll[i])
        # Single moves, exactly; exchanges first by the sum of their parts, the best few exactly.
        first, second, top = -1, -1, _NEVER
        looks[:] = _NEVER
        for i in range(n):
            if gains[i] == _NEVER:
                continue
            tabu = free_at[i] > step
            sign = -1.0 if x[i] > 0.5 else 1.0
            real = gains[i] - toll[i] if x[i] > 0.5 else gains[i] + toll[i]
            if (not tabu or value + real > best_value + 1e-9) and gains[i] > top:
                fits = True
                for r in range(rules):
                    if land.use[r, i] != 0.0 and used[r] + sign * land.use[r, i] > land.bound[r]:
                        fits = False
                        break
                if fits:
                    first, second, top = i, -1, gains[i]
            if sign > 0.0:
                continue
            for j in range(n):
                if x[j] > 0.5 or gains[j] == _NEVER:
                    continue
                guess = gains[i] + gains[j]
                if guess <= looks[_CLOSE_LOOKS - 1] or (
                    (tabu or free_at[j] > step) and value + guess - toll[i] + toll[j] <= best_value + 1e-9
                ):
                    continue
                fits = True
                for r in range(rules):
                    if used[r] - land.use[r, i] + land.use[r, j] > land.bound[r]:
                        fits = False
                        break
                if not fits:
                    continue
                k = _CLOSE_LOOKS - 1
                while k > 0 and looks[k - 1] < guess:
                    looks[k], looks_i[k], looks_j[k] = looks[k - 1], looks_i[k - 1], looks_j[k - 1]
                    k -= 1
                looks[k], looks_i[k], looks_j[k] = guess, i, j
        for k in range(_CLOSE_LOOKS):
            if looks[k] == _NEVER:
                break
            i, j = looks_i[k], looks_j[k]
            _flip(land, x, z, i)
            gain = gains[i] + _gain(land, x, z, change, j) - toll[j]
            _flip(land, x, z, i)
            barred = free_at[i] > step or free_at[j] > step
            if gain > top and (not barred or value + gain - toll[i] + toll[j] > best_value + 1e-9):
                first, second, top = i, j, gain
        if first < 0:
            # All moves are barred for now; waiting frees them.
            continue
        for mover in (first, second):
            if mover >= 0:
                sign = -1.0 if x[mover] > 0.5 else 1.0
                for r in range(rules):
                    used[r] += sign * land.use[r, mover]
                _flip(land, x, z, mover)
                # What was dropped stays out longer than what was taken stays in.
                free_at[mover] = step + (8 if sign < 0.0 else 4) + _splitmix(2 * step + (mover == second), key) % 8
                top += sign * toll[mover]
        value += top
        if value > best_value + 1e-9:
            best_value = value
            best[:] = x
    return best, fill(land, best, z, used)
