# SPDX-License-Identifier: EUPL-1.2
"""Kernels of stochastic acceptability analysis: uncertain values and ranks of many draws at once.

Draws are the lanes of the processor: 32 stand side by side and a sorting network orders all at the same time. The keys
it sorts are the bits of the totals with the scenario's number in the last few (see ``ranking.py``). Random numbers are
splitmix64 of a key and a counter, hence do not depend on who asks for them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import kernel

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I16 = NDArray[np.int16]
I64 = NDArray[np.int64]
U16 = NDArray[np.uint16]
U64 = NDArray[np.uint64]

STRIP = 32
"""Draws that are sorted side by side: 70 scenarios then stay in the first-level cache."""

TILE = 8192
"""Most draws in a tile, a multiple of STRIP; 16-bit counts must hold it. Uncertain cells are looked up for a whole tile
at a time, so that their tables come from memory less often; certain ones are faster in smaller tiles."""

STRATA_BITS = 12
"""A continuous cell is looked up in 4,096 equally likely strata."""

ATOMS, STRATA = 1, 2
"""Kinds of uncertain cells; 0 is a cell without uncertainty."""

_TIE = 1e-12
_TINY = 2.2250738585072014e-308
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_ONE, _S27, _S30, _S31 = (np.uint64(n) for n in (1, 27, 30, 31))


@kernel
def splitmix(key: np.uint64, counter: np.uint64) -> np.uint64:
    """Return 64 random bits for a key and a counter."""
    z = key + (counter + _ONE) * _GOLDEN
    z = (z ^ (z >> _S30)) * _MIX_1
    z = (z ^ (z >> _S27)) * _MIX_2
    return np.uint64(z ^ (z >> _S31))


@kernel
def _sort_strip(rows: I64, network: I64) -> None:
    """Sort the columns of ``rows`` (K, STRIP) upwards; the fixed width lets the compiler unroll."""
    for p in range(len(network)):
        a, b = rows[network[p, 0]], rows[network[p, 1]]
        for d in range(STRIP):
            x, y = a[d], b[d]
            a[d] = min(x, y)
            b[d] = max(x, y)


@kernel
def look_up(
    key: np.uint64, start: int, kind: int, place: int, thresholds: U16, atoms: F64, strata: F32, bits: U64, out: F64
) -> None:
    """Write the values of draws ``start`` … of one uncertain cell.

    Args:
        key: of the cell.
        start: first draw, a multiple of 4; a draw takes 16 bits of a random number.
        kind, place: ATOMS or STRATA, and the row of the tables.
        thresholds, atoms: (A, J) and (A, J + 1); the atom is the number of thresholds that the 16 bits reach.
        strata: (B, 4096).
        bits: (n / 4,) work space.
        out: (n,) result.
    """
    first = np.uint64(start) // np.uint64(4)
    for q in range(len(bits)):
        bits[q] = splitmix(key, first + np.uint64(q))
    numbers = bits.view(np.uint16)
    n = len(out)
    if kind == ATOMS:
        atom = np.zeros(n, dtype=np.uint16)
        for j in range(thresholds.shape[1]):
            limit = thresholds[place, j]
            for d in range(n):
                atom[d] += np.uint16(numbers[d] >= limit)
        table = atoms[place]
        for d in range(n):
            out[d] = table[atom[d]]
    else:
        row = strata[place]
        for d in range(n):
            out[d] = row[numbers[d] >> (16 - STRATA_BITS)]


@kernel
def _totals(
    keys: U64,
    start: int,
    constants: F64,
    kinds: I64,
    places: I64,
    thresholds: U16,
    atoms: F64,
    strata: F32,
    w: F64,
    bits: U64,
    drawn: F64,
    total: F64,
    i: int,
) -> None:
    """Write the weighted sums of scenario ``i`` for the draws of a tile to ``total`` (n,)."""
    c = kinds.shape[1]
    n = len(total)
    for d in range(n):
        total[d] = 0.0
    certain = False
    for k in range(c):
        certain = certain or constants[i, k] != 0.0
    if certain:
        # Five criteria at a time (both arrays are filled up with zeros), to pass over ``total`` less often.
        for k in range(0, constants.shape[1], 5):
            x0, x1, x2 = constants[i, k], constants[i, k + 1], constants[i, k + 2]
            x3, x4 = constants[i, k + 3], constants[i, k + 4]
            w0, w1, w2, w3, w4 = w[k], w[k + 1], w[k + 2], w[k + 3], w[k + 4]
            for d in range(n):
                total[d] += x0 * w0[d] + x1 * w1[d] + x2 * w2[d] + x3 * w3[d] + x4 * w4[d]
    for k in range(c):
        if kinds[i, k] != 0:
            look_up(keys[i * c + k], start, kinds[i, k], places[i, k], thresholds, atoms, strata, bits, drawn)
            weight = w[k]
            for d in range(n):
                total[d] += weight[d] * drawn[d]


@kernel
def rank_tile(
    keys: U64,
    start: int,
    n: int,
    constants: F64,
    kinds: I64,
    places: I64,
    thresholds: U16,
    atoms: F64,
    strata: F32,
    network: I64,
    w: F64,
    scores: F64,
    counts: I64,
    tied: F64,
    central: F64,
    wins: F64,
) -> None:
    """Rank the scenarios in one tile of draws and add up what happened.

    Args:
        keys: (S C,) of the cells.
        start: number of the first draw of the tile, a multiple of 4.
        n: draws that count, at most TILE.
        constants: (S, C') values of certain cells, 0 elsewhere; C' is C filled up to a multiple of five.
        kinds, places, thresholds, atoms, strata: the uncertain cells, see :func:`look_up`.
        network: (P, 2) comparators that sort S numbers.
        w: (C', TILE or more) weights.
        scores: (TILE / STRIP, S, STRIP) work space.
        counts: (S, S) draws per scenario and rank, without ties.
        tied: (S, S + 1) credit of ties as differences between successive ranks.
        central: (S, C) sum of the weights of draws in which a scenario is first.
        wins: (S, S) draws in which the row is above the column, half for a tie; (0, 0) to leave them out.
    """
    s, c = kinds.shape
    strips = (n + STRIP - 1) // STRIP
    width = strips * STRIP
    bits, drawn, total = np.empty(width // 4, dtype=np.uint64), np.empty(width), np.empty(width)
    pairs = wins.shape[0] > 0
    # Counts of one tile fit 16 bits, and so stay near the processor.
    here = np.zeros((s, s), dtype=np.uint16)
    lanes = (s + 15) // 16 * 16 if pairs else 0
    above = np.zeros((s if pairs else 0, lanes), dtype=np.int16)
    rank = np.zeros((STRIP, lanes), dtype=np.int16)
    mask = 1
    while mask < s:
        mask *= 2
    mask -= 1
    for i in range(s):
        _totals(keys, start, constants, kinds, places, thresholds, atoms, strata, w, bits, drawn, total, i)
        whole = total.view(np.int64)
        for b in range(strips):
            row, own = scores[b, i].view(np.int64), whole[b * STRIP : (b + 1) * STRIP]
            for d in range(STRIP):
                row[d] = (own[d] & ~mask) | i
    tie = np.empty(STRIP, dtype=np.int64)
    limit = np.empty(STRIP)
    for b in range(strips):
        value = scores[b]
        order = value.view(np.int64)
        _sort_strip(order, network)
        for d in range(STRIP):
            limit[d] = max(_TIE * value[s - 1, d], _TINY)
            tie[d] = 0
        for p in range(s - 1):
            lower, upper = value[p], value[p + 1]
            for d in range(STRIP):
                tie[d] |= np.int64(upper[d] - lower[d] <= limit[d])
        rank[:] = 0
        for d in range(min(STRIP, n - b * STRIP)):
            draw = b * STRIP + d
            if tie[d] == 0:
                _count(order, d, mask, here, rank)
                first = order[s - 1, d] & mask
                for k in range(c):
                    central[first, k] += w[k, draw]
            else:
                _share(order[:, d] & mask, value[:, d], limit[d], w[:, draw], here, tied, central, wins, rank[d])
        if pairs:
            _compare(rank, above, s)
    for p in range(s):
        for i in range(s):
            counts[i, s - 1 - p] += here[p, i]
    for i in range(above.shape[0]):
        for j in range(i):
            wins[j, i] += above[j, i]
            wins[i, j] += n - above[j, i]


@kernel
def _count(order: I64, d: int, mask: int, here: U16, rank: I16) -> None:
    """Count the sorted scenarios of draw ``d`` of a strip: ``here[p]`` is for the place p from below."""
    s = len(order)
    # Unsigned, so that no negative index needs to be reckoned with.
    bits = np.uint64(mask)
    if rank.shape[1] > 0:
        own = rank[d]
        for p in range(s):
            i = np.uint64(order[p, d]) & bits
            here[p, i] += np.uint16(1)
            own[i] = s - p
    else:
        for p in range(s):
            here[p, np.uint64(order[p, d]) & bits] += np.uint16(1)


@kernel
def _compare(rank: I16, above: I16, s: int) -> None:
    """Add the draws of a strip in which a scenario has a better rank than a later one.

    Args:
        rank: (STRIP, lanes) rank of each scenario; 0 in draws that do not count.
        above: (S, lanes), the part right of the diagonal.
    """
    for d in range(0, STRIP, 8):
        for i in range(s):
            begin = i // 16 * 16
            sums = above[i, begin:]
            r0, r1, r2, r3 = rank[d, begin:], rank[d + 1, begin:], rank[d + 2, begin:], rank[d + 3, begin:]
            r4, r5, r6, r7 = rank[d + 4, begin:], rank[d + 5, begin:], rank[d + 6, begin:], rank[d + 7, begin:]
            o0, o1, o2, o3 = rank[d, i], rank[d + 1, i], rank[d + 2, i], rank[d + 3, i]
            o4, o5, o6, o7 = rank[d + 4, i], rank[d + 5, i], rank[d + 6, i], rank[d + 7, i]
            for j in range(len(sums)):
                half = np.int16(o0 < r0[j]) + np.int16(o1 < r1[j]) + np.int16(o2 < r2[j]) + np.int16(o3 < r3[j])
                rest = np.int16(o4 < r4[j]) + np.int16(o5 < r5[j]) + np.int16(o6 < r6[j]) + np.int16(o7 < r7[j])
                sums[j] += np.int16(half + rest)


@kernel
def _share(
    owner: I64,
    value: F64,
    limit: float,
    w: F64,
    here: U16,
    tied: F64,
    central: F64,
    wins: F64,
    rank: I16,
) -> None:
    """Add one draw with ties, its scenarios in ascending order: a group shares the ranks that it takes."""
    s = len(owner)
    low = 0
    while low < s:
        high = low
        while high + 1 < s and value[high + 1] - value[high] <= limit:
            high += 1
        size = high - low + 1
        best = s - 1 - high
        for p in range(low, high + 1):
            i = owner[p]
            if size == 1:
                here[p, i] += np.uint16(1)
            else:
                tied[i, best] += 1.0 / size
                tied[i, best + size] -= 1.0 / size
            if best == 0:
                for k in range(central.shape[1]):
                    central[i, k] += w[k] / size
            if len(rank) > 0:
                rank[i] = best + 1
                # A tie counts as won by the scenario with the higher number; half of it goes back.
                for q in range(low, high + 1):
                    if owner[q] < i:
                        wins[i, owner[q]] -= 0.5
                        wins[owner[q], i] += 0.5
        low = high + 1


@kernel
def confidence_tile(
    keys: U64,
    start: int,
    n: int,
    constants: F64,
    kinds: I64,
    places: I64,
    thresholds: U16,
    atoms: F64,
    strata: F32,
    chosen: I64,
    profiles: F64,
    order: I64,
    credit: F64,
) -> None:
    """Add, for draws of the scores, whether each scenario is first under its own central weights.

    Args:
        keys … strata: see :func:`rank_tile`.
        n: draws that count, at most STRIP.
        chosen: (P,) scenarios with a central weight vector.
        profiles: (P, C) those vectors.
        order: (S,) scenarios, the most dangerous opponents first.
        credit: (P,) draws in which it is first; shared by those that tie.
    """
    s, c = kinds.shape
    values = np.empty((s, c, STRIP))
    bits = np.empty(STRIP // 4, dtype=np.uint64)
    for i in range(s):
        for k in range(c):
            if kinds[i, k] == 0:
                for d in range(STRIP):
                    values[i, k, d] = constants[i, k]
            else:
                look_up(
                    keys[i * c + k], start, kinds[i, k], places[i, k], thresholds, atoms, strata, bits, values[i, k]
                )
    own, other = np.empty(STRIP), np.empty(STRIP)
    beaten, ties = np.empty(STRIP, dtype=np.int64), np.empty(STRIP, dtype=np.int64)
    for p in range(len(chosen)):
        _weigh(values[chosen[p]], profiles[p], own)
        for d in range(STRIP):
            beaten[d] = 0
            ties[d] = 1
        for place in range(s):
            j = order[place]
            if j == chosen[p]:
                continue
            _weigh(values[j], profiles[p], other)
            left = 0
            for d in range(STRIP):
                limit = max(_TIE * max(own[d], other[d]), _TINY)
                beaten[d] |= np.int64(other[d] - own[d] > limit)
                ties[d] += np.int64(abs(other[d] - own[d]) <= limit)
                left += 1 - beaten[d]
            if left == 0:
                break
        for d in range(n):
            if beaten[d] == 0:
                credit[p] += 1.0 / ties[d]


@kernel
def _weigh(values: F64, weights: F64, out: F64) -> None:
    """Write the weighted sum of ``values`` (C, STRIP) to ``out``."""
    for d in range(STRIP):
        out[d] = 0.0
    for k in range(len(weights)):
        x, row = weights[k], values[k]
        for d in range(STRIP):
            out[d] += x * row[d]
