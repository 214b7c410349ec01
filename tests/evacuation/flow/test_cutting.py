# SPDX-License-Identifier: EUPL-1.2
"""The minimum cut without time: against the maximum flow of scipy, and what its nodes must be."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_flow

from weerbaar.evacuation.flow.cutting import cut_off


@st.composite
def networks(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Begin, end and capacity of links (loops, parallel and closed ones too), and the surplus of nodes."""
    n, m = draw(st.integers(1, 7)), draw(st.integers(0, 20))
    whole = st.integers(0, n - 1)
    begin, end = (np.array(draw(st.lists(whole, min_size=m, max_size=m)), np.int64) for _ in range(2))
    capacity = np.array(draw(st.lists(st.integers(0, 9), min_size=m, max_size=m)), np.int64)
    surplus = np.array(draw(st.lists(st.integers(-9, 9), min_size=n, max_size=n)), np.int64)
    return begin, end, capacity, surplus


def plainly(begin: np.ndarray, end: np.ndarray, capacity: np.ndarray, surplus: np.ndarray) -> tuple[np.ndarray, int]:
    """The same by a maximum flow from all surpluses to all shortages, and a walk back from where there is room."""
    n = len(surplus)
    nodes = np.arange(n)
    tail = np.concatenate([begin, np.full(n, n), nodes])
    head = np.concatenate([end, nodes, np.full(n, n + 1)])
    most = np.concatenate([capacity, np.maximum(surplus, 0), np.maximum(-surplus, 0)])
    roads = coo_array((most.astype(np.int32), (tail, head)), shape=(n + 2, n + 2)).tocsr()
    roads.indices, roads.indptr = roads.indices.astype(np.int32), roads.indptr.astype(np.int32)
    found = maximum_flow(roads, n, n + 1)
    room = roads.toarray() - found.flow.toarray()
    reach = {n + 1}
    while more := {a for a in range(n) for b in reach if room[a, b] > 0} - reach:
        reach |= more
    return ~np.isin(nodes, list(reach)), int(np.maximum(surplus, 0).sum()) - int(found.flow_value)


@given(networks())
def test_as_a_maximum_flow_has_it(case: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]) -> None:
    held, rest = cut_off(*case)
    same, left = plainly(*case)
    assert held.tolist() == same.tolist()
    assert rest == left


def test_a_long_row_sends_what_its_narrowest_road_carries() -> None:
    """A thousand roads in a row, the 700th takes 3 of 10: all before it are cut off."""
    begin = np.arange(1000)
    capacity = np.full(1000, 8)
    capacity[700] = 3
    surplus = np.zeros(1001, np.int64)
    surplus[0], surplus[-1] = 10, -20
    held, rest = cut_off(begin, begin + 1, capacity, surplus)
    assert rest == 7
    assert np.flatnonzero(held).tolist() == list(range(701))
