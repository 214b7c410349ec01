# SPDX-License-Identifier: EUPL-1.2
"""What must not be asked of a network cannot be made into an order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.delivery.messages import exercise, message, order
from weerbaar.alerting.broadcast import PAGE_TIME, encode_pages
from weerbaar.alerting.delivery import CellNameError, ForExercise, ForReal, ForTest, Message, OrderError
from weerbaar.alerting.delivery.orders import broadcasts_left

STARTED = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize("broadcasts", [0, 65536, -1])
def test_the_number_of_broadcasts_is_never_none(broadcasts: int) -> None:
    with pytest.raises(OrderError):
        message(broadcasts=broadcasts)


@pytest.mark.parametrize("period", [0, 2, 4096])
def test_a_period_holds_all_pages(period: int) -> None:
    assert len(message().pages) == 3
    with pytest.raises(OrderError, match="3 \\(the number of pages\\) to 4095"):
        message(period=period)


@pytest.mark.parametrize("pages", [(), (b"x" * 81,), (b"x" * 83,), (b"x" * 82,) * 16])
def test_pages_are_full_and_not_too_many(pages: tuple[bytes, ...]) -> None:
    with pytest.raises(OrderError, match="exactly 82"):
        Message("u", ForReal(), (4371,), 15, pages, (), 100, 1)


def test_cells_exist_and_stand_there_once() -> None:
    with pytest.raises(CellNameError):
        message(cells=("Moerdijk",))
    with pytest.raises(OrderError, match="twice"):
        message(cells=("1-1", "1-1"))


def test_a_message_has_an_identifier() -> None:
    with pytest.raises(OrderError):
        message(identifiers=())


def test_an_exercise_says_so_in_its_numbers_and_in_its_text() -> None:
    pages = encode_pages("NL-Alert: brand.")
    exercise()
    with pytest.raises(OrderError, match="holds the word"):
        Message("u", ForExercise(), (4381,), pages.dcs, pages.pages, (), 16, 1)
    with pytest.raises(OrderError, match="4381 and 4394"):
        Message("u", ForExercise(), (4371,), pages.dcs, pages.pages, (), 16, 1)
    for purpose in (ForReal(), ForTest()):
        with pytest.raises(OrderError, match="sent for real"):
            Message("u", purpose, (4394,), pages.dcs, pages.pages, (), 16, 1)


@given(st.integers(3, 4095), st.integers(1, 65535), st.integers(0, 10**9))
def test_what_is_left_covers_the_rest_and_no_more(period: int, broadcasts: int, seconds: int) -> None:
    sent = message(period=period, broadcasts=broadcasts)
    left = broadcasts_left(sent, STARTED, STARTED + timedelta(seconds=seconds))
    rest = max(timedelta(0), sent.duration - timedelta(seconds=seconds))
    assert left * PAGE_TIME * period >= rest
    assert (left - 1) * PAGE_TIME * period < rest or left == 0
    assert 0 <= left <= broadcasts


def test_the_same_order_elsewhere_keeps_its_number() -> None:
    first = order()
    moved = first.in_cells(("101-1001",)).with_broadcasts(7)
    assert (moved.id, moved.identifier, moved.serial) == (first.id, first.identifier, first.serial)
    assert (moved.message.cells, moved.message.broadcasts) == (("101-1001",), 7)
