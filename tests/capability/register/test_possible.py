# SPDX-License-Identifier: EUPL-1.2
"""What may have been last, against every way in which the days can have been."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.capability.register.possible import Happening, possible_last

DAYS = [datetime.date(2013, 1, 1) + datetime.timedelta(days=n) for n in range(7)]


@st.composite
def happenings(draw: st.DrawFn) -> Happening:
    low, high = sorted((draw(st.integers(0, 6)), draw(st.integers(0, 6))))
    return Happening(DAYS[low], DAYS[high], draw(st.integers(0, 4)))


def overlap(one: Happening, other: Happening) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


def twin(things: Sequence[Happening], day: datetime.date) -> tuple[tuple[int, ...], bool]:
    """Try every combination of days, keep those in the order of life, and look which thing is last in each."""

    def ways(kept: bool) -> list[tuple[datetime.date, ...]]:
        spans = [[d for d in DAYS if t.earliest <= d <= t.latest] for t in things]
        return [
            way
            for way in itertools.product(*spans)
            if not kept
            or all(
                way[i] <= way[j]
                for i, j in itertools.permutations(range(len(things)), 2)
                if things[i].rank < things[j].rank and overlap(things[i], things[j])
            )
        ]

    kept = ways(True)
    ranked = bool(kept)
    last: set[int] = set()
    nothing = False
    for way in kept or ways(False):
        done = [i for i, d in enumerate(way) if d <= day]
        if not done:
            nothing = True
            continue
        last.add(max(done, key=lambda i: (way[i], things[i].rank if ranked else 0, i)))
    return tuple(sorted(last)), nothing


@given(st.lists(happenings(), min_size=1, max_size=4), st.sampled_from(DAYS))
@settings(max_examples=400)
def test_the_answer_is_that_of_trying_every_way(things: list[Happening], day: datetime.date) -> None:
    assert possible_last(things, day) == twin(things, day)


def test_nothing_happened_when_there_is_nothing() -> None:
    assert possible_last([], DAYS[0]) == ((), True)


def test_vague_dates_are_taken_in_the_order_of_life() -> None:
    """Decided in 2013, completed in 2013: in between it may be either, and in the end it is completed."""
    year = (datetime.date(2013, 1, 1), datetime.date(2013, 12, 31))
    things = [Happening(*year, rank=4), Happening(*year, rank=2)]
    assert possible_last(things, datetime.date(2013, 6, 1)) == ((0, 1), True)
    assert possible_last(things, datetime.date(2013, 12, 31)) == ((0,), False)


def test_what_cannot_be_in_the_order_of_life_is_taken_as_it_is() -> None:
    """Completed by day 3, running between 2 and 5, decided again after 4: no order of life fits all three."""
    things = [Happening(DAYS[1], DAYS[3], 4), Happening(DAYS[2], DAYS[5], 3), Happening(DAYS[4], DAYS[6], 2)]
    assert possible_last(things, DAYS[6]) == twin(things, DAYS[6]) == ((1, 2), False)
