# SPDX-License-Identifier: EUPL-1.2
"""Boxes in columns, so that most links run from left to right and none runs through a box.

After Sugiyama, Tagawa and Toda (1981): columns, points where a long link passes a column, an order with few
crossings, and heights. Networks of risks have loops, so that the columns follow trophic levels (MacKay, Johnson and
Sansom 2020), which exist for every network. Nothing is random: the same input gives the same drawing (C9).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from weerbaar.figures.spacing import spaced

Floats = NDArray[np.float64]

_FULLEST = 1.25
_SWEEPS = 12
_SAME_COLUMN = 2.5
_BACKWARD = 3.0


@dataclass(frozen=True)
class Tie:
    """A link from one box to another.

    Attributes:
        source, target: indices of boxes.
        weight: above 0; what is heavier is kept straighter.
        room: height that it takes where it passes a column.
    """

    source: int
    target: int
    weight: float
    room: float = 5.0


@dataclass(frozen=True)
class Layout:
    """Where everything is.

    Attributes:
        column: of each box, from 0 at the left.
        middle: height of the middle of each box, 0 at the top.
        passing: of each link the (column, height) of the points where it passes a column, from source to target.
        height: of the whole.
    """

    column: tuple[int, ...]
    middle: tuple[float, ...]
    passing: tuple[tuple[tuple[int, float], ...], ...]
    height: float


def layered_layout(
    heights: Sequence[float], ties: Sequence[Tie], columns: int, gap: float, first: Collection[int] = ()
) -> Layout:
    """Return a place for every box.

    Args:
        heights: of each box.
        ties: links; at most one for each pair of source and target.
        columns: how many there may be.
        gap: white between boxes above each other.
        first: boxes that must stand in the column at the left.
    """
    count = len(heights)
    column = _columns(count, ties, min(columns, max(1, count)), first)
    sizes = [height + gap for height in heights]
    chains: list[list[int]] = []
    at = list(column)
    for tie in ties:
        start, last = column[tie.source], column[tie.target]
        step = 1 if last >= start else -1
        chain = []
        for place in range(start + step, last, step) if start != last else ():
            chain.append(len(at))
            at.append(place)
            sizes.append(tie.room)
        chains.append(chain)
    around = _neighbours(len(at), ties, chains)
    stacks = [[i for i, place in enumerate(at) if place == c] for c in range(max(column, default=0) + 1)]
    middles = _heights(_order(stacks, at, around), at, sizes, around)
    passing = tuple(tuple((at[node], middles[node]) for node in chain) for chain in chains)
    bottom = max((middles[i] + sizes[i] / 2 for i in range(len(at))), default=0.0)
    return Layout(column, tuple(middles[:count]), passing, bottom)


def trophic_levels(count: int, ties: Sequence[Tie]) -> Floats:
    """Return a level for each: on average a link goes up by one. The lowest of each connected part is 0."""
    weights = np.zeros((count, count))
    for tie in ties:
        weights[tie.source, tie.target] += tie.weight
    both = weights + weights.T
    imbalance = weights.sum(axis=0) - weights.sum(axis=1)
    levels: Floats = np.linalg.lstsq(np.diag(both.sum(axis=1)) - both, imbalance, rcond=None)[0]
    for part in _parts(both > 0):
        levels[part] -= float(levels[part].min())
    return np.array(np.round(levels, 6), dtype=float)


def _parts(tied: NDArray[np.bool_]) -> list[list[int]]:
    """Return the connected parts."""
    left, found = set(range(len(tied))), []
    while left:
        part, edge = [], [min(left)]
        left.discard(edge[0])
        while edge:
            here = edge.pop()
            part.append(here)
            near = [int(j) for j in np.flatnonzero(tied[here]) if int(j) in left]
            left.difference_update(near)
            edge += near
        found.append(sorted(part))
    return found


def _columns(count: int, ties: Sequence[Tie], columns: int, first: Collection[int]) -> tuple[int, ...]:
    """Return a column for each: near its level, no column too full, few links back or within a column."""
    if not count:
        return ()
    levels = trophic_levels(count, ties)
    most = math.ceil((count - len(first)) / max(1, columns - (1 if first else 0)) * _FULLEST)
    scale = (columns - 1) / float(levels.max()) if levels.max() > 0 else 0.0
    order = [i for i in sorted(range(count), key=lambda i: (levels[i], i)) if i not in first]
    place = [0 if i in first else round(float(levels[i]) * scale) for i in range(count)]
    filled = [0] * columns
    # What is too much for a column goes on to the next; from the right back where the last is too full.
    for direction in (1, -1):
        filled = [0] * columns
        for i in order[::direction]:
            while filled[place[i]] >= most and 0 <= place[i] + direction < columns:
                place[i] += direction
            filled[place[i]] += 1
    around: list[list[tuple[int, int, float]]] = [[] for _ in range(count)]
    for tie in ties:
        around[tie.source].append((tie.target, 1, tie.weight))
        around[tie.target].append((tie.source, -1, tie.weight))
    for _ in range(_SWEEPS):
        moved = False
        for i in order:
            costs = [
                sum(weight * _cost(side * (place[other] - c)) for other, side, weight in around[i])
                if c == place[i] or filled[c] < most
                else math.inf
                for c in range(columns)
            ]
            best = min((round(cost, 9), c != place[i], c) for c, cost in enumerate(costs))[2]
            if best != place[i]:
                filled[place[i]] -= 1
                filled[best] += 1
                place[i] = best
                moved = True
        if not moved:
            break
    used = sorted(set(place))
    return tuple(used.index(c) for c in place)


def _cost(step: int) -> float:
    """Return how bad it is that a link goes so many columns to the right."""
    if step == 0:
        return _SAME_COLUMN
    return step - 1.0 if step > 0 else _BACKWARD - step - 1.0


def _neighbours(count: int, ties: Sequence[Tie], chains: Sequence[Sequence[int]]) -> list[list[tuple[int, float]]]:
    around: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for tie, chain in zip(ties, chains, strict=True):
        route = [tie.source, *chain, tie.target]
        for one, other in pairwise(route):
            around[one].append((other, tie.weight))
            around[other].append((one, tie.weight))
    return around


def _order(
    stacks: list[list[int]], at: Sequence[int], around: Sequence[Sequence[tuple[int, float]]]
) -> list[list[int]]:
    """Return the columns in an order with few crossings: sweeps of weighted means, the best one kept."""
    best, fewest = [list(stack) for stack in stacks], _crossings(stacks, at, around)
    last = len(stacks) - 1
    for sweep in range(2 * _SWEEPS):
        forth = sweep % 2 == 0
        for c in range(1, last + 1) if forth else range(last - 1, -1, -1):
            rank = {node: k for stack in stacks for k, node in enumerate(stack)}
            before = c - 1 if forth else c + 1
            long = max(1, len(stacks[before]))
            own = {node: k / max(1, len(stacks[c])) * long for k, node in enumerate(stacks[c])}

            def wish(
                node: int, before: int = before, rank: dict[int, int] = rank, own: dict[int, float] = own
            ) -> float:
                near = [(rank[other], weight) for other, weight in around[node] if at[other] == before]
                whole = sum(weight for _, weight in near)
                return sum(place * weight for place, weight in near) / whole if near else own[node]

            stacks[c] = sorted(stacks[c], key=lambda node: (wish(node), own[node]))
        crossings = _crossings(stacks, at, around)
        if crossings < fewest:
            best, fewest = [list(stack) for stack in stacks], crossings
    return best


def _crossings(
    stacks: Sequence[Sequence[int]], at: Sequence[int], around: Sequence[Sequence[tuple[int, float]]]
) -> float:
    """Return the number of crossings between neighbouring columns."""
    total = 0
    for c in range(len(stacks) - 1):
        rank = {node: k for k, node in enumerate(stacks[c + 1])}
        ends = [(k, rank[o]) for k, node in enumerate(stacks[c]) for o, _ in around[node] if at[o] == c + 1]
        pairs = np.array(ends).reshape(-1, 2)
        left, right = pairs[:, 0][:, None] - pairs[:, 0], pairs[:, 1][:, None] - pairs[:, 1]
        total += int(np.count_nonzero(left * right < 0)) // 2
    return total


def _heights(
    stacks: Sequence[Sequence[int]],
    at: Sequence[int],
    sizes: Sequence[float],
    around: Sequence[Sequence[tuple[int, float]]],
) -> list[float]:
    """Return the middle of each: near what it is tied to, as low as the fullest column at most."""
    tall = max((sum(sizes[node] for node in stack) for stack in stacks), default=0.0)
    middles = [0.0] * len(at)
    for stack in stacks:
        y = (tall - sum(sizes[node] for node in stack)) / 2
        for node in stack:
            middles[node] = y + sizes[node] / 2
            y += sizes[node]
    for sweep in range(2 * _SWEEPS):
        for stack in stacks if sweep % 2 == 0 else stacks[::-1]:
            wishes = []
            for node in stack:
                near = [(middles[o], w) for o, w in around[node] if at[o] != at[node]]
                whole = sum(w for _, w in near)
                wishes.append(sum(y * w for y, w in near) / whole if near else middles[node])
            placed = spaced(wishes, [sizes[node] for node in stack], 0.0, tall)
            for node, y in zip(stack, placed, strict=True):
                middles[node] = y
    return middles
