# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.capability.assistance.rest import Job, bound, busiest_sets, most_in_window, overlap, rosters


def job(shift: int, journey: float = 0.0, hours: float = 8.0) -> Job:
    return Job(shift, 0, 1, 8.0 * shift, 8.0 * shift + hours, journey)


def test_bound_counts_journeys_in_half_hours_rounded_up() -> None:
    assert bound(8, 16, 0.75, 11) == (7.0, 28.0)
    assert bound(8, 16, 0.5, 0) == (7.5, 16.5)


spans = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8)), min_size=1, max_size=7).map(
    lambda pairs: [(float(a), float(a + n)) for a, n in pairs]
)


@given(spans)
@settings(max_examples=80)
def test_busiest_sets_are_the_maximal_sets_that_share_a_moment(found: list[tuple[float, float]]) -> None:
    def share(chosen: tuple[int, ...]) -> bool:
        return max(found[i][0] for i in chosen) < min(found[i][1] for i in chosen)

    sets = [set(c) for n in range(2, len(found) + 1) for c in combinations(range(len(found)), n) if share(c)]
    largest = [s for s in sets if not any(s < other for other in sets)]
    assert sorted(map(sorted, largest)) == sorted(busiest_sets(found))


def test_most_work_in_a_window_need_not_begin_with_a_shift() -> None:
    assert most_in_window([(0, 8), (16, 24), (32, 40)], 24) == 16
    assert most_in_window([(0, 8), (10, 18)], 12) == 10
    assert most_in_window([], 24) == 0
    assert overlap((0, 8), (6, 10)) == 2


def test_two_parts_take_turns_and_three_shifts_need_three() -> None:
    jobs = [job(0), job(1), job(2)]
    assert rosters(jobs, 1, 11, None, 24) is None
    assert rosters(jobs, 2, 11, None, 24) is None
    dealt = rosters(jobs, 3, 11, None, 24)
    assert dealt is not None
    assert sorted(len(own) for own in dealt) == [1, 1, 1]
    again = rosters([job(0), job(3), job(1), job(4)], 2, 11, None, 24)
    assert again is not None
    assert [[j.shift for j in own] for own in again] == [[0, 3], [1, 4]]


@given(
    st.lists(st.tuples(st.integers(0, 8), st.sampled_from([0.0, 0.5, 1.5, 3.0])), min_size=1, max_size=8),
    st.sampled_from([0.0, 8.0, 11.0]),
)
@settings(max_examples=60)
def test_as_many_parts_as_the_busiest_moment_asks_are_enough(shifts: list[tuple[int, float]], rest: float) -> None:
    jobs = [job(s, journey) for s, journey in shifts]
    found = [j.bound(rest) for j in jobs]
    deep = max(sum(b <= t < e for b, e in found) for t, _ in found)
    dealt = rosters(jobs, deep, rest, None, 24)
    assert dealt is not None
    for own in dealt:
        ordered = sorted(j.bound(rest) for j in own)
        assert all(a[1] <= b[0] + 1e-9 for a, b in pairwise(ordered))
    assert sum(map(len, dealt)) == len(jobs)
