# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.broadcast import (
    PAGE_TIME,
    OverloadError,
    Schedule,
    ScheduleError,
    check_room_2g,
    plan,
)

START = datetime(2012, 11, 8, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_an_hour_with_a_repetition_every_minute() -> None:
    """60 s are 31 times 1.883 s; 3600 s are 61.7 times 31 x 1.883 s."""
    assert plan(3, START, START + HOUR) == Schedule(31, 62, 60, 60)


@pytest.mark.parametrize(
    ("pages", "repeat_s", "period_2g"),
    [(15, 1, 15), (15, 28, 15), (15, 29, 15), (15, 31, 16), (1, 1, 1), (1, 4095, 2174)],
)
def test_on_2g_the_pages_need_their_time(pages: int, repeat_s: int, period_2g: int) -> None:
    """15 pages take at least 28.2 s."""
    schedule = plan(pages, START, START + HOUR, repeat_s)
    assert (schedule.period_2g, schedule.period_s) == (period_2g, repeat_s)


@given(
    st.integers(1, 15),
    st.timedeltas(timedelta(microseconds=1), timedelta(days=400)),
    st.integers(1, 4095),
    st.integers(-12, 12),
)
def test_periods_times_broadcasts_cover_the_time_and_no_more_than_that(
    pages: int, duration: timedelta, repeat_s: int, zone_h: int
) -> None:
    ends = (START + duration).astimezone(timezone(timedelta(hours=zone_h)))
    s = plan(pages, START, ends, repeat_s)
    for unit, period, broadcasts in (
        (PAGE_TIME, s.period_2g, s.broadcasts_2g),
        (timedelta(seconds=1), s.period_s, s.broadcasts_s),
    ):
        assert 1 <= broadcasts <= 65535
        assert 1 <= period <= 4095
        assert unit * period * (broadcasts - 1) < duration <= unit * period * broadcasts
    assert s.period_2g >= pages


def test_where_the_number_of_broadcasts_would_not_fit_the_period_grows() -> None:
    days = timedelta(days=30)
    assert plan(1, START, START + days, 1) == Schedule(22, 62570, 40, 64800)


@pytest.mark.parametrize(
    ("pages", "ends", "repeat_s", "words"),
    [
        (0, START + HOUR, 60, "1 to 15 pages, not 0"),
        (16, START + HOUR, 60, "1 to 15 pages, not 16"),
        (1, START, 60, "does not end"),
        (1, START - HOUR, 60, "does not end"),
        (1, datetime(2012, 11, 8, 13, 0), 60, "lacks its time zone"),
        (1, START + HOUR, 0, "choose 1 to 4095 s"),
        (1, START + HOUR, 4096, "choose 1 to 4095 s"),
        (1, START + timedelta(days=9000), 60, "too long"),
    ],
)
def test_what_cannot_be_broadcast(pages: int, ends: datetime, repeat_s: int, words: str) -> None:
    with pytest.raises(ScheduleError, match=words) as caught:
        plan(pages, START, ends, repeat_s)
    assert caught.value.render("nl") != caught.value.render("en")


def test_three_messages_of_five_pages_in_sixteen_fit_and_a_fourth_does_not() -> None:
    """As ``osmo-bsc`` 1.9.0 accepted three and refused the fourth with cause 6."""
    assert check_room_2g([(5, 16)] * 2, 5, 16) == 0.9375
    with pytest.raises(OverloadError, match="125%") as caught:
        check_room_2g([(5, 16)] * 3, 5, 16)
    assert caught.value.load == 1.25


def test_a_cell_can_be_exactly_full() -> None:
    assert check_room_2g([(1, 3), (1, 3)], 1, 3) == 1.0
    assert check_room_2g([], 15, 15) == 1.0


def test_a_minute_leaves_room_for_a_second_message_of_fifteen_pages() -> None:
    period = plan(15, START, START + HOUR).period_2g
    assert check_room_2g([(15, period)], 15, period) == pytest.approx(30 / 31)


@given(st.lists(st.tuples(st.integers(1, 15), st.integers(15, 4095)), max_size=8))
def test_load_is_the_share_of_pages(active: list[tuple[int, int]]) -> None:
    load = sum(pages / period for pages, period in active) + 1 / 4095
    if load < 1:
        assert check_room_2g(active, 1, 4095) == pytest.approx(load)
    else:
        with pytest.raises(OverloadError):
            check_room_2g(active, 1, 4095)


@pytest.mark.parametrize("active", [[(5, 4)], [(0, 4)], [(1, 1), (3, 2)]])
def test_a_period_shorter_than_its_pages_is_refused(active: list[tuple[int, int]]) -> None:
    with pytest.raises(ScheduleError, match="do not fit in a repetition"):
        check_room_2g(active, 1, 60)
