# SPDX-License-Identifier: EUPL-1.2
"""Compiled inner loops of the cascade engine. Everything here works on plain arrays.

Random numbers are splitmix64 (Steele, Lea & Flood 2014), keyed by seed, beginning state, number of the event graph and
the risk that is expanded: whatever else happens in a graph, or whoever computes it, the same risk in the same graph
meets the same numbers. Hazards ``-ln(1 - p)`` summed along the links of a state turn "try them one by one" into a
Poisson process: the next link to follow is found with one exponential number and a binary search.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import kernel

# Numba looks at what it is given; these are for readers. A key is a uint64.
Array = NDArray[Any]
Arrays = tuple[Any, ...]
Key = Any

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
# Odd constants that keep the counters of different purposes apart.
_ROOT = np.uint64(0xD1342543DE82EF95)
_GRAPH = np.uint64(0xA24BAED4963EE407)
_RISK = np.uint64(0x9FB21C651E98DF25)
_THIN = np.uint64(0xC2B2AE3D27D4EB4F)
_NOISE = np.uint64(0x165667B19E3779F9)
_S11, _S27, _S30, _S31 = np.uint64(11), np.uint64(27), np.uint64(30), np.uint64(31)
_S16, _LOW16 = np.uint64(16), np.uint64(0xFFFF)
_ONE = np.uint64(1)
_UNIT = 2.0**-53


@kernel
def mixed(z: Key) -> Key:
    """Return the splitmix64 output of counter ``z``, uint64."""
    z = (z ^ (z >> _S30)) * _MIX_1
    z = (z ^ (z >> _S27)) * _MIX_2
    return z ^ (z >> _S31)


@kernel
def root_key(seed: Key, root: int) -> Key:
    """Return the key of all event graphs that begin with state ``root``."""
    return mixed(mixed(np.uint64(seed) + _GOLDEN) + np.uint64(root + 1) * _ROOT)


@kernel
def _graph_key(key: Key, graph: int) -> Key:
    return mixed(key + np.uint64(graph + 1) * _GRAPH)


@kernel
def _unit(z: Key) -> float:
    """Return a number in [0, 1) from the first 53 bits."""
    return float(np.int64(z >> _S11)) * _UNIT


@kernel
def _grow(
    graph: Key,
    conditional: bool,
    net: Arrays,
    keep: Array,
    stamp: Array,
    mark: int,
    states: Array,
    links: Array,
    parents: Array,
    filled: Array,
) -> int:
    """Let one event graph grow from ``states[0]``, breadth first; return its number of events.

    Args:
        graph: key of the event graph.
        conditional: the beginning has at least one follow-up (before links are thinned).
        net: (offsets, effects, hazard, rest, p_follow_up, share_sum) of the network, see ``kernel_arrays``.
        keep: (L,) chance that a link still works, or an empty array.
        stamp: (R,) int64; risks of this event graph hold ``mark`` afterwards.
        states, links, parents, filled: (R,) int64, filled for each event: its state, the link that it came by, the
            event that it came from, and how many events there were when its turn came to be expanded.
    """
    offsets, effects, hazard, rest, p_follow_up, share_sum = net
    intensities = share_sum.shape[1]
    size = 1
    stamp[states[0] // intensities] = mark
    turn = 0
    while turn < size:
        state = states[turn]
        filled[turn] = size
        turn += 1
        z = mixed(graph + np.uint64(state // intensities + 1) * _RISK)
        node = z
        u = _unit(z)
        if turn == 1 and conditional:
            u *= p_follow_up[state]
        elif u >= p_follow_up[state]:
            continue
        stop = offsets[state + 1]
        at = -math.log1p(-u)
        low = offsets[state]
        while True:
            # First link whose summed hazard passes `at`. The last one is taken when rounding puts `at` beyond it.
            high = stop - 1
            while low < high:
                middle = (low + high) >> 1
                if hazard[middle] > at:
                    high = middle
                else:
                    low = middle + 1
            z += _GOLDEN
            effect = effects[low]
            works = stamp[effect] != mark
            if works and keep.size > 0 and keep[low] < 1.0:
                works = _unit(mixed(mixed(node ^ _THIN) + np.uint64(effect + 1) * _RISK)) < keep[low]
            if works:
                v = _unit(mixed(z))
                intensity = 0
                while intensity < intensities - 1 and v >= share_sum[low, intensity]:
                    intensity += 1
                stamp[effect] = mark
                states[size] = effect * intensities + intensity
                links[size] = low
                parents[size] = turn - 1
                size += 1
            z += _GOLDEN
            u = _unit(mixed(z))
            if u >= rest[low]:
                break
            at = hazard[low] - math.log1p(-u)
            low += 1
    return size


@kernel
def _link_between(state: int, effect: int, offsets: Array, effects: Array) -> int:
    """Return the row of the link from a state to a risk, or -1."""
    low, high = int(offsets[state]), int(offsets[state + 1])
    stop = high
    while low < high:
        middle = (low + high) >> 1
        if effects[middle] < effect:
            low = middle + 1
        else:
            high = middle
    if low < stop and effects[low] == effect:
        return low
    return -1


@kernel
def count_years(
    seed: Key, net: Arrays, roots: Array, first: Array, last: Array, root_counts: Array, link_counts: Array
) -> None:
    """Count the consequences in event graphs that have at least one.

    Args:
        roots, first, last: (m,) int64 beginning states, and the numbers ``first <= g < last`` of their event graphs.
        root_counts: (m, n) int64, added to.
        link_counts: (L, I) int64, added to.
    """
    intensities = net[5].shape[1]
    n_risks = root_counts.shape[1] // intensities
    stamp = np.full(n_risks, -1, np.int64)
    states, links = np.empty(n_risks, np.int64), np.empty(n_risks, np.int64)
    parents, filled = np.empty(n_risks, np.int64), np.empty(n_risks, np.int64)
    keep = np.empty(0)
    mark = 0
    for row in range(len(roots)):
        key = root_key(seed, roots[row])
        for graph in range(first[row], last[row]):
            states[0] = roots[row]
            mark += 1
            size = _grow(_graph_key(key, graph), True, net, keep, stamp, mark, states, links, parents, filled)
            for i in range(1, size):
                root_counts[row, states[i]] += 1
                link_counts[links[i], states[i] % intensities] += 1


@kernel
def count_collisions(
    seed: Key, net: Arrays, keep: Array, roots: Array, weight: Array, batches: int, graphs: int, out: Arrays
) -> None:
    """Weigh how often each state occurs as a consequence, and how often its effects are there before its turn.

    Only event graphs with at least one follow-up of the beginning are drawn.

    Args:
        keep: (L,) chance that a link still works, or an empty array.
        roots, weight: (m,) beginning states, and the yearly number that one event graph stands for.
        batches, graphs: number of batches and of event graphs in each of them, per beginning state.
        out: (occurs (B, n), present (B, L), squares (n,), root_occurs (m, n), root_present (m, L)): sums of weights
            per batch; sums of squared weights; numbers per beginning state (empty arrays: not wanted).
    """
    occurs, present, squares, root_occurs, root_present = out
    offsets, effects, intensities = net[0], net[1], net[5].shape[1]
    n_risks = occurs.shape[1] // intensities
    by_root = root_occurs.size > 0
    stamp = np.full(n_risks, -1, np.int64)
    states, links = np.empty(n_risks, np.int64), np.empty(n_risks, np.int64)
    parents, filled = np.empty(n_risks, np.int64), np.empty(n_risks, np.int64)
    mark = 0
    for row in range(len(roots)):
        key = root_key(seed, roots[row])
        w = weight[row]
        for batch in range(batches):
            for graph in range(batch * graphs, (batch + 1) * graphs):
                states[0] = roots[row]
                mark += 1
                size = _grow(_graph_key(key, graph), True, net, keep, stamp, mark, states, links, parents, filled)
                for i in range(1, size):
                    state = states[i]
                    occurs[batch, state] += w
                    squares[state] += w * w
                    if by_root:
                        root_occurs[row, state] += 1
                    for j in range(filled[i]):
                        link = _link_between(state, states[j] // intensities, offsets, effects)
                        if link >= 0:
                            present[batch, link] += w
                            if by_root:
                                root_present[row, link] += 1


@kernel
def draw_impacts(
    seed: Key,
    net: Arrays,
    noise: Arrays,
    root: int,
    conditional: bool,
    totals: Array,
    counts: Array,
    first_counts: Array,
    first_sums: Array,
) -> None:
    """Draw event graphs that begin with one state, and add up their impacts.

    Args:
        noise: (start (n + 1,), indicator (E,), scale (E,), base (E,), slope, turn (E,), exponentials, normals): the
            impacts of state x are entries ``start[x]`` up to ``start[x + 1]``; a stratum of the normal distribution
            at or past ``turn`` gives ``scale * exponentials[stratum]``, one before it
            ``base + slope * normals[stratum]``, or 0 where that is negative.
        root, conditional: beginning state, and whether only event graphs with a follow-up count.
        totals: (K + 1, M) euro, filled; the last row is the sum.
        counts, first_counts: (n,) int64 event graphs with a state as a consequence, and as a direct one.
        first_sums: (n,) euro that came with each direct consequence, and under ``root`` of the beginning itself. Like
            both counts, added to.
    """
    start, indicator, scale, base, slope, turn, exponentials, normals = noise
    intensities = net[5].shape[1]
    n_risks = len(counts) // intensities
    stamp = np.full(n_risks, -1, np.int64)
    states, links = np.empty(n_risks, np.int64), np.empty(n_risks, np.int64)
    parents, filled = np.empty(n_risks, np.int64), np.empty(n_risks, np.int64)
    keep = np.empty(0)
    everything = totals.shape[0] - 1
    key = root_key(seed, root)
    for graph in range(totals.shape[1]):
        states[0] = root
        graph_key = _graph_key(key, graph)
        size = _grow(graph_key, conditional, net, keep, stamp, graph, states, links, parents, filled)
        for k in range(everything):
            totals[k, graph] = 0.0
        graph_total = 0.0
        for i in range(size):
            state = states[i]
            if i > 0:
                counts[state] += 1
                if parents[i] == 0:
                    first_counts[state] += 1
                    # From here on: the direct consequence that this event came with.
                    parents[i] = i
                else:
                    parents[i] = parents[parents[i]]
            else:
                parents[i] = 0
            event_total = 0.0
            words = mixed(graph_key + np.uint64(state // intensities + 1) * _RISK) ^ _NOISE
            held, word = -1, words
            for entry in range(start[state], start[state + 1]):
                k = indicator[entry]
                # Four strata of 16 bits from one word; which bits an indicator gets does not depend on the others.
                if k >> 2 != held:
                    held = k >> 2
                    word = mixed(words + np.uint64(held + 1) * _GOLDEN)
                stratum = np.int64((word >> (_S16 * np.uint64(k & 3))) & _LOW16)
                if stratum >= turn[entry]:
                    euro = scale[entry] * exponentials[stratum]
                else:
                    euro = max(0.0, base[entry] + slope * normals[stratum])
                totals[k, graph] += euro
                event_total += euro
            first_sums[states[parents[i]]] += event_total
            graph_total += event_total
        totals[everything, graph] = graph_total


@kernel
def _spread(seen: Array, arrived: Array, stack: Array, size: int, offsets: Array, effects: Array, works: Array) -> None:
    """Mark all that can follow from ``stack[:size]`` without entering a state that is ``seen`` already."""
    intensities = works.shape[1]
    while size > 0:
        size -= 1
        state = stack[size]
        for link in range(offsets[state], offsets[state + 1]):
            for intensity in range(intensities):
                y = effects[link] * intensities + intensity
                if works[link, intensity]:
                    arrived[y] = True
                    if not seen[y]:
                        seen[y] = True
                        stack[size] = y
                        size += 1


@kernel
def _ancestors(
    x: int, seen: Array, stack: Array, causes: Array, works: Array, by_effect: Array, effect_offsets: Array
) -> None:
    """Mark all that can lead to state ``x`` without passing a state that is ``seen`` already."""
    intensities = works.shape[1]
    stack[0] = x
    size = 1
    while size > 0:
        size -= 1
        risk, intensity = stack[size] // intensities, stack[size] % intensities
        for place in range(effect_offsets[risk], effect_offsets[risk + 1]):
            link = by_effect[place]
            cause = causes[link]
            if works[link, intensity] and not seen[cause]:
                seen[cause] = True
                stack[size] = cause
                size += 1


@kernel
def _beginnings(risk: int, seen: Array, starts: Array, stack: Array, intensities: int) -> int:
    """Put on the stack, and leave marked, the beginnings among ``seen``; block the risk itself; return how many."""
    size = 0
    for y in range(len(seen)):
        own = y // intensities == risk
        begins = seen[y] and starts[y] and not own
        seen[y] = begins or own
        if begins:
            stack[size] = y
            size += 1
    return size


@kernel
def link_certainty(
    starts: Array, offsets: Array, causes: Array, effects: Array, works: Array, by_effect: Array, effect_offsets: Array
) -> Array:
    """Return per link whether its effect can be there before its cause, occurring as a consequence, has its turn.

    Decided from what can be reached from where, over whatever works; in doubt a link is uncertain.

    Args:
        starts: (n,) bool, states that event graphs can begin with.
        offsets, causes, effects: the links.
        works: (L, I) bool, whether an effect can follow at each intensity.
        by_effect, effect_offsets: link numbers sorted by effect, and (R + 1,) where those of each risk begin.

    Returns:
        (L,) int8: 0 never, 1 sometimes, 2 always.
    """
    n, intensities = len(starts), works.shape[1]
    certainty = np.zeros(len(effects), np.int8)
    seen, arrived = np.empty(n, np.bool_), np.empty(n, np.bool_)
    stack = np.empty(n, np.int64)
    for x in range(n):
        if offsets[x] == offsets[x + 1]:
            continue
        # Beginnings that lead to x, and all that can follow from them. Its own risk is left out: it occurs only once.
        own = x // intensities
        seen[:] = False
        seen[own * intensities : (own + 1) * intensities] = True
        _ancestors(x, seen, stack, causes, works, by_effect, effect_offsets)
        size = _beginnings(own, seen, starts, stack, intensities)
        _spread(seen, arrived, stack, size, offsets, effects, works)
        for link in range(offsets[x], offsets[x + 1]):
            for y in range(effects[link] * intensities, (effects[link] + 1) * intensities):
                if seen[y]:
                    certainty[link] = 1
    for risk in range(n // intensities):
        # What can occur as a consequence where this risk does not? For the rest it is a condition.
        seen[:] = True
        arrived[:] = False
        size = _beginnings(risk, seen, starts, stack, intensities)
        _spread(seen, arrived, stack, size, offsets, effects, works)
        for place in range(effect_offsets[risk], effect_offsets[risk + 1]):
            link = by_effect[place]
            if certainty[link] == 1 and not arrived[causes[link]]:
                certainty[link] = 2
    return certainty


@kernel
def solve_per_root(days: Array, offsets: Array, effects: Array, p: Array, blocked: Array, flows: Array) -> int:
    """Solve the balance of one beginning state: flow = days * p + (1 - blocked) * p * flow, by repeated substitution.

    Args:
        days: (n,) yearly number of expansions of beginnings; all zero but for one state.
        p: (L, I) probability of the effect at each intensity.
        blocked: (L,) share in which the effect is there already.
        flows: (n,) yearly rate as a consequence; overwritten.

    Returns:
        The number of rounds, or -1 when it does not settle in 10,000.
    """
    intensities = p.shape[1]
    flows[:] = 0.0
    new = np.empty_like(flows)
    for turn in range(10_000):
        new[:] = 0.0
        for state in range(len(days)):
            if days[state] == 0.0 and flows[state] == 0.0:
                continue
            for link in range(offsets[state], offsets[state + 1]):
                source = days[state] + (1.0 - blocked[link]) * flows[state]
                for intensity in range(intensities):
                    new[effects[link] * intensities + intensity] += source * p[link, intensity]
        settled = True
        for y in range(len(flows)):
            if abs(new[y] - flows[y]) > 1e-12 * new[y]:
                settled = False
            flows[y] = new[y]
        if settled:
            return turn
    return -1


@kernel
def value_per_root(worth: Array, offsets: Array, effects: Array, p: Array, blocked: Array, values: Array) -> int:
    """Solve the adjoint of that balance: value = worth + (1 - blocked) * p * value, by repeated substitution.

    Args:
        worth: (n,) impact of one occurrence.
        offsets, effects, p, blocked: see :func:`solve_per_root`.
        values: (n,) impact to expect of one occurrence with all that follows; overwritten.

    Returns:
        The number of rounds, or -1 when it does not settle in 10,000.
    """
    intensities = p.shape[1]
    values[:] = worth
    for turn in range(10_000):
        settled = True
        for state in range(len(values) - 1, -1, -1):
            new = worth[state]
            for link in range(offsets[state], offsets[state + 1]):
                works = 1.0 - blocked[link]
                for intensity in range(intensities):
                    new += works * p[link, intensity] * values[effects[link] * intensities + intensity]
            if abs(new - values[state]) > 1e-12 * new:
                settled = False
            values[state] = new
        if settled:
            return turn
    return -1


@kernel
def count_bins(values: Array, edges: Array, first_edge: Array, out: Array) -> None:
    """Count the values of each row between edges.

    Args:
        values: (R, M), not negative.
        edges: (E,) ascending.
        first_edge: (2048,) number of edges at or below the power of two that each exponent of a double stands for: few
            are left to compare with.
        out: (R, E + 1) counts, added to: below the first edge, between two (the lower one included), from the last on.
    """
    last = len(edges)
    for row in range(len(values)):
        exponents = values[row].view(np.int64)
        for m in range(values.shape[1]):
            value = values[row, m]
            place = first_edge[exponents[m] >> 52]
            while place < last and value >= edges[place]:
                place += 1
            out[row, place] += 1
