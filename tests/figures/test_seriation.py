# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.figures.seriation import communities, grouped_order


def blocks(sizes: tuple[int, ...], shuffle: int) -> tuple[np.ndarray, list[int]]:
    """Full blocks with one weak tie between neighbouring ones, in a shuffled order; and the block of each."""
    count = sum(sizes)
    block = np.repeat(np.arange(len(sizes)), sizes)
    weights = (block[:, None] == block[None, :]).astype(float)
    np.fill_diagonal(weights, 0.0)
    start = np.cumsum((0, *sizes))
    for k in range(len(sizes) - 1):
        weights[start[k], start[k + 1]] = 0.1
    order = np.random.default_rng(shuffle).permutation(count)
    return weights[np.ix_(order, order)], block[order].tolist()


@pytest.mark.parametrize("shuffle", [1, 2, 3])
def test_blocks_are_found_and_stand_in_a_row(shuffle: int) -> None:
    weights, block = blocks((4, 5, 6), shuffle)
    groups = grouped_order(weights)
    assert sorted(len(g) for g in groups) == [4, 5, 6]
    assert all(len({block[i] for i in g}) == 1 for g in groups)
    in_a_row = [block[g[0]] for g in groups]
    assert in_a_row in ([0, 1, 2], [2, 1, 0])


def test_given_groups_are_kept() -> None:
    weights, _ = blocks((2, 2), 1)
    groups = grouped_order(weights, ["x", "y", "x", "y"])
    assert sorted(sorted(g) for g in groups) == [[0, 2], [1, 3]]


def test_modularity_of_two_triangles_with_a_bridge() -> None:
    """Two triangles and one edge between them: the textbook example has two communities."""
    edges = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)]
    both = np.zeros((6, 6))
    for a, b in edges:
        both[a, b] = both[b, a] = 1.0
    assert sorted(sorted(g) for g in communities(both)) == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_without_ties_everybody_is_alone_and_there(count: int) -> None:
    groups = grouped_order(np.zeros((count, count)))
    assert sorted(i for g in groups for i in g) == list(range(count))
