# SPDX-License-Identifier: EUPL-1.2
"""Random numbers against published ones, weights against plain twins."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from weerbaar.assessment.sorting_network import sorting_network
from weerbaar.assessment.weight_kernels import CHAINS, chain_weights, hit_and_run, simplex_weights, splitmix

Float = NDArray[np.float64]


def test_splitmix_gives_the_published_numbers() -> None:
    """First outputs of splitmix64 for seed 1234567 (the test vector that goes round with the public-domain code)."""
    key = np.uint64(1234567)
    assert [int(splitmix(key, np.uint64(i))) for i in range(5)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def uniforms(key: int, row: int, start: int, n: int) -> Float:
    own = np.uint64(splitmix(np.uint64(key), np.uint64(row)))
    return np.array([int(splitmix(own, np.uint64(start + d))) >> 11 for d in range(n)]) * 2.0**-53


@pytest.mark.parametrize("unit", [True, False])
def test_simplex_weights_are_the_gaps_between_sorted_numbers(unit: bool) -> None:
    n, start, key = 40, 12, 99
    corners = np.eye(4) if unit else np.array([[1.0, 0, 0], [0.5, 0.5, 0], [0.2, 0.3, 0.5], [0, 0, 1.0]])
    w = np.empty((corners.shape[1], n))
    simplex_weights(np.uint64(key), start, n, sorting_network(3), corners, unit, w)
    inner = np.sort([uniforms(key, row, start, n) for row in range(3)], axis=0)
    gaps = np.diff(np.vstack([np.zeros(n), inner, np.ones(n)]), axis=0)
    assert w == pytest.approx(corners.T @ gaps, abs=1e-15)


def test_one_corner_is_one_weight_vector() -> None:
    w = np.empty((3, 8))
    simplex_weights(np.uint64(1), 0, 8, sorting_network(0), np.array([[0.2, 0.3, 0.5]]), False, w)
    assert w == pytest.approx(np.repeat([[0.2], [0.3], [0.5]], 8, axis=1))


def walk(key: int, steps: int, facets: Float, bounds: Float, chain: int) -> Float:
    """One chain, written plainly, on the same random numbers."""
    d = facets.shape[1]
    z = np.zeros(d)
    for step in range(steps):
        bits = [int(splitmix(np.uint64(key), np.uint64((step * (d + 1) + j) * CHAINS + chain))) for j in range(d + 1)]
        direction = np.array([sum((b >> s) & 0xFFFF for s in (0, 16, 32, 48)) - 131070 for b in bits[:d]], dtype=float)
        reach = [(b - a @ z, a @ direction) for a, b in zip(facets, bounds, strict=True)]
        far = min(room / speed for room, speed in reach if speed > 0)
        near = max(room / speed for room, speed in reach if speed < 0)
        z = z + (near + (bits[d] >> 11) * 2.0**-53 * (far - near)) * direction
    return z


def test_hit_and_run_takes_the_steps_of_its_plain_twin() -> None:
    facets = np.array([[1.0, 0.2], [-1, 0], [0, 1], [0.3, -1], [1, 1]])
    bounds = np.array([1.0, 0.5, 0.7, 0.9, 1.2])
    position = np.zeros((2, CHAINS))
    hit_and_run(np.uint64(5), 0, 70, facets, bounds, position, np.empty((5, CHAINS)), np.empty((7, CHAINS)))
    for chain in (0, 1, CHAINS - 1):
        assert position[:, chain] == pytest.approx(walk(5, 70, facets, bounds, chain), abs=1e-9)
    assert np.all(facets @ position <= bounds[:, None] + 1e-12)


def test_chain_weights_are_points_of_the_chains_in_order() -> None:
    facets, bounds = np.vstack([np.eye(2), -np.eye(2)]), np.ones(4)
    origin, axes = np.array([0.4, 0.3, 0.3]), np.array([[0.1, 0.0], [0.0, 0.1], [-0.1, -0.1]])
    w, position = np.empty((3, 3 * CHAINS)), np.zeros((2, CHAINS))
    chain_weights(np.uint64(3), 0, 3, 4, facets, bounds, origin, axes, position, w)
    for r in range(3):
        expected = origin + axes @ walk(3, 4 * (r + 1), facets, bounds, 2)
        assert w[:, r * CHAINS + 2] == pytest.approx(expected, abs=1e-12)
