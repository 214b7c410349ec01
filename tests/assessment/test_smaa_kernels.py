# SPDX-License-Identifier: EUPL-1.2
"""The ranking kernels against plain numpy on the same weights and the same random numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from weerbaar.assessment.lookup_tables import LookUpTables
from weerbaar.assessment.ranking import ranks
from weerbaar.assessment.sampling import CellTable
from weerbaar.assessment.smaa_kernels import STRIP, TILE, confidence_tile, look_up, rank_tile, splitmix
from weerbaar.assessment.sorting_network import sorting_network
from weerbaar.assessment.weight_kernels import splitmix as other_splitmix

Float = NDArray[np.float64]
LABELS = [0.0, 1 / 27, 1 / 9, 1 / 3, 1.0]


def random_cells(s: int, c: int, seed: int, *, atoms: bool = True, strata: bool = True) -> list[list[CellTable]]:
    rng = np.random.default_rng(seed)
    kinds = [0] + [1] * atoms + [2] * strata

    def cell() -> CellTable:
        kind = rng.choice(kinds)
        if kind == 0:
            return CellTable.constant(float(rng.choice(LABELS)))
        if kind == 1:
            return CellTable.from_masses(LABELS, rng.dirichlet(np.ones(5)))
        low = rng.random()
        return CellTable.from_quantiles(lambda u: low + u)

    return [[cell() for _ in range(c)] for _ in range(s)]


def drawn(tables: LookUpTables, keys: NDArray[np.uint64], start: int, n: int) -> Float:
    """Return the values of all cells, (n, S, C), one at a time from the tables."""
    s, c = tables.shape
    values = np.zeros((n, s, c))
    for i in range(s):
        for k in range(c):
            for d in range(n):
                word = int(splitmix(keys[i * c + k], np.uint64((start + d) // 4)))
                bits = (word >> (16 * ((start + d) % 4))) & 0xFFFF
                place = tables.places[i, k]
                if tables.kinds[i, k] == 0:
                    values[d, i, k] = tables.constants[i, k]
                elif tables.kinds[i, k] == 1:
                    values[d, i, k] = tables.atoms[place][int((bits >= tables.thresholds[place]).sum())]
                else:
                    values[d, i, k] = tables.strata[place][bits >> 4]
    return values


@dataclass
class Outcome:
    credit: Float
    central: Float
    wins: Float


def by_kernel(tables: LookUpTables, keys: NDArray[np.uint64], start: int, w: Float) -> Outcome:
    """Args: w (n, C)."""
    s, c = tables.shape
    wide = np.zeros((tables.constants.shape[1], TILE))
    wide[:c, : len(w)] = w.T
    counts, tied, central = np.zeros((s, s), dtype=np.int64), np.zeros((s, s + 1)), np.zeros((s, c))
    wins = np.zeros((s, s))
    scores = np.empty((TILE // STRIP, s, STRIP))
    rank_tile(keys, start, len(w), *tables.arrays, sorting_network(s), wide, scores, counts, tied, central, wins)
    return Outcome(counts + np.cumsum(tied, axis=1)[:, :-1], central, wins)


def plainly(values: Float, w: Float) -> Outcome:
    totals = np.einsum("nsc,nc->ns", values, w)
    s = totals.shape[1]
    place = ranks(totals)
    credit, central, wins = np.zeros((s, s)), np.zeros((s, w.shape[1])), np.zeros((s, s))
    for row, weights in zip(place, w, strict=True):
        for i, rank in enumerate(row):
            size = int((row == rank).sum())
            best = int(rank - (size - 1) / 2) - 1
            credit[i, best : best + size] += 1 / size
            if best == 0:
                central[i] += weights / size
            wins[i] += (row > rank) + 0.5 * ((row == rank) & (np.arange(s) != i))
    return Outcome(credit, central, wins)


@given(st.integers(1, 20), st.integers(1, 7), st.integers(1, 70), st.integers(0, 10**6), st.booleans())
@settings(max_examples=25)
def test_ranks_ties_wins_and_weights_are_those_of_a_plain_twin(s: int, c: int, n: int, seed: int, even: bool) -> None:
    """With equal weights and a few labels nearly every draw has ties."""
    rng = np.random.default_rng(seed)
    tables = LookUpTables.of(random_cells(s, c, seed, strata=not even))
    w = np.full((n, c), 1 / c) if even else rng.dirichlet(np.ones(c), n)
    keys = rng.integers(0, 2**63, s * c).astype(np.uint64)
    start = int(rng.integers(0, 50)) * 4
    found, expected = by_kernel(tables, keys, start, w), plainly(drawn(tables, keys, start, n), w)
    assert found.credit == pytest.approx(expected.credit, abs=1e-9)
    assert found.central == pytest.approx(expected.central, abs=1e-9)
    assert found.wins == pytest.approx(expected.wins, abs=1e-9)


def test_wins_can_be_left_out() -> None:
    tables = LookUpTables.of(random_cells(4, 3, 1, strata=False))
    wide = np.zeros((5, TILE))
    wide[:3] = 1 / 3
    counts, tied = np.zeros((4, 4), dtype=np.int64), np.zeros((4, 5))
    scores = np.empty((TILE // STRIP, 4, STRIP))
    keys = np.arange(12, dtype=np.uint64)
    network = sorting_network(4)
    none = np.zeros((0, 0))
    rank_tile(keys, 0, 200, *tables.arrays, network, wide, scores, counts, tied, np.zeros((4, 3)), none)
    credit = counts + np.cumsum(tied, axis=1)[:, :-1]
    assert credit.sum(axis=0) == pytest.approx(np.full(4, 200.0))
    assert credit == pytest.approx(by_kernel(tables, keys, 0, np.full((200, 3), 1 / 3)).credit)


def test_values_are_drawn_with_their_probabilities() -> None:
    n, masses = 1 << 16, np.array([0.1, 0.2, 0.3, 0.4])
    tables = LookUpTables.of([[CellTable.from_masses([0, 1, 2, 3], masses), CellTable.from_quantiles(lambda u: u)]])
    out, bits = np.empty(n), np.empty(n // 4, dtype=np.uint64)
    look_up(np.uint64(5), 0, 1, 0, tables.thresholds, tables.atoms, tables.strata, bits, out)
    share = np.bincount(out.astype(int)) / n
    assert np.all(np.abs(share - masses) <= 4.5 * np.sqrt(masses * (1 - masses) / n))
    look_up(np.uint64(6), 0, 2, 0, tables.thresholds, tables.atoms, tables.strata, bits, out)
    assert out.mean() == pytest.approx(0.5, abs=4.5 * np.sqrt(1 / 12 / n))
    assert np.histogram(out, 16, (0, 1))[0] / n == pytest.approx(np.full(16, 1 / 16), abs=0.005)


@pytest.mark.parametrize("n", [1, 5, STRIP])
def test_confidence_is_that_of_a_plain_twin(n: int) -> None:
    tables = LookUpTables.of(random_cells(6, 4, 3, strata=False))
    keys = np.arange(24, dtype=np.uint64)
    chosen = np.array([1, 4, 5])
    profiles = np.random.default_rng(2).dirichlet(np.ones(4), 3)
    profiles[2] = 0.25
    credit = np.zeros(3)
    order = np.array([2, 0, 1, 5, 4, 3])
    confidence_tile(keys, 8, n, *tables.arrays, chosen, profiles, order, credit)
    values = drawn(tables, keys, 8, n)
    for p, i in enumerate(chosen):
        place = ranks(values @ profiles[p])
        best = place.min(axis=1, keepdims=True)
        expected = ((place[:, i] == best[:, 0]) / (place == best).sum(axis=1)).sum()
        assert credit[p] == pytest.approx(expected)


def test_both_files_have_the_same_random_numbers() -> None:
    for key, counter in ((1234567, 0), (3, 1 << 40)):
        own, other = (f(np.uint64(key), np.uint64(counter)) for f in (splitmix, other_splitmix))
        assert own == other
