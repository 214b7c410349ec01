# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.evacuation.means import Crossing, MeansError, assign_posts


def test_the_crossings_that_lead_most() -> None:
    crossings = [Crossing("a", 0, 8, 2, 300), Crossing("b", 0, 8, 2, 500), Crossing("c", 0, 8, 3, 700)]
    posts = assign_posts(crossings, 4, None)
    assert [crossing.node for crossing in posts.manned] == ["a", "b"]
    assert [crossing.node for crossing in posts.unmanned] == ["c"]
    assert posts.vehicles == posts.most == 800
    assert posts.one_more == 400


def test_one_after_the_other_the_same_officers_do() -> None:
    crossings = [Crossing("a", 0, 4, 2, 300), Crossing("b", 4, 8, 2, 500), Crossing("c", 3, 5, 1, 100)]
    assert [crossing.node for crossing in assign_posts(crossings, 2, None).manned] == ["a", "b"]


def test_who_rests_is_not_on_duty() -> None:
    crossings = [Crossing("a", 0, 24, 2, 300)]
    assert assign_posts(crossings, 4, 8, 8).manned == tuple(crossings)
    assert assign_posts(crossings, 4, 8, 16).manned == ()


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(1, 6), st.integers(1, 3), st.integers(0, 50)), min_size=1, max_size=7
    ),
    st.integers(0, 6),
)
def test_as_trying_every_choice(rows: list[tuple[int, int, int, int]], officers: int) -> None:
    crossings = [Crossing(f"{at}", a, a + n, need, worth) for at, (a, n, need, worth) in enumerate(rows)]

    def fits(chosen: tuple[bool, ...]) -> bool:
        return all(
            sum(c.officers for c, yes in zip(crossings, chosen, strict=True) if yes and c.from_h <= hour < c.to_h)
            <= officers
            for hour in range(12)
        )

    choices = [chosen for chosen in product((False, True), repeat=len(crossings)) if fits(chosen)]
    best = max(sum(c.vehicles for c, yes in zip(crossings, chosen, strict=True) if yes) for chosen in choices)
    posts = assign_posts(crossings, officers, None)
    assert posts.vehicles == best
    assert posts.most == pytest.approx(best, abs=1e-3)
    assert fits(tuple(crossing in posts.manned for crossing in crossings))


def test_no_crossings() -> None:
    assert assign_posts([], 5, None).manned == ()


@pytest.mark.parametrize(("officers", "shift"), [(-1, 8), (3, 0)])
def test_officers_that_cannot_be(officers: int, shift: float) -> None:
    with pytest.raises(MeansError, match="the number or the shift"):
        assign_posts([], officers, shift)


def test_a_crossing_that_cannot_be() -> None:
    with pytest.raises(MeansError, match="a: hours or numbers"):
        Crossing("a", 5, 5, 1, 9)
