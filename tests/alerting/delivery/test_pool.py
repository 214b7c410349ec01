# SPDX-License-Identifier: EUPL-1.2
"""No two messages that a phone could take for one, and no cell with more pages than it can broadcast."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.delivery.messages import THREE_CELLS, Clock, message, order
from weerbaar.alerting.broadcast import SerialNumber
from weerbaar.alerting.delivery import Delivery, PoolError
from weerbaar.alerting.delivery.pool import allot, check_load, next_update
from weerbaar.alerting.register import CellReceipt

NOW = Clock().now


def delivery(
    serial: int,
    *,
    age_h: float = 0,
    hours: float = 1,
    identifier: int = 4371,
    use: str = "u",
    text: str = "x",
    channel: str = "noord",
    cells: tuple[str, ...] = THREE_CELLS,
) -> Delivery:
    sent = message(text, cells, use=use, identifiers=(identifier,), broadcasts=max(1, round(hours * 3600 / 30.128)))
    found = Delivery(order(sent, serial), channel, NOW - timedelta(hours=age_h))
    found.order = type(found.order)(f"{use}.{serial}.{channel}", sent, identifier, serial)
    return found


def number(*past: Delivery, channel: str = "noord", alone: bool = False, use: str = "new") -> tuple[int, SerialNumber]:
    identifier, serial = allot(past, channel, message("x", use=use), NOW, one_per_identifier=alone)
    return identifier, SerialNumber.from_int(serial)


def test_the_first_alert_has_code_1_over_the_whole_network() -> None:
    assert number() == (4371, SerialNumber.from_int(0x4010))


def test_a_code_comes_back_only_when_no_phone_remembers_it() -> None:
    assert number(delivery(0x4010))[1].code == 2
    assert number(delivery(0x7FF0))[1].code == 0
    round_trip = [delivery(0x7FF0), delivery(0x4000, age_h=2), delivery(0x4010, age_h=23.9, hours=0.1)]
    assert number(*round_trip)[1].code == 2
    assert number(delivery(0x7FF0), delivery(0x4000, age_h=24.1, hours=0.1))[1].code == 0


def test_a_long_alert_keeps_its_code_while_it_lasts() -> None:
    assert number(delivery(0x7FF0), delivery(0x4000, age_h=30, hours=48))[1].code == 1


def test_1024_alerts_in_a_day_go_to_the_next_identifier_and_2048_are_refused() -> None:
    full = [delivery(0x4000 | code << 4, age_h=1, hours=0.1) for code in range(1024)]
    assert number(*full)[0] == 4372
    more = [delivery(0x4000 | code << 4, age_h=1, hours=0.1, identifier=4372) for code in range(1024)]
    with pytest.raises(PoolError, match="4371, 4372"):
        number(*full, *more)


def test_a_centre_with_one_message_per_identifier_takes_another_identifier() -> None:
    assert number(delivery(0x4010), alone=True)[0] == 4372
    assert number(delivery(0x4010, channel="zuid"), alone=True)[0] == 4371
    assert number(delivery(0x4010, age_h=3), alone=True)[0] == 4371
    with pytest.raises(PoolError):
        number(delivery(0x4010), delivery(0x4010, identifier=4372), alone=True)


def test_one_text_on_two_channels_is_one_message_to_a_phone() -> None:
    assert number(delivery(0x4230, channel="zuid", use="new")) == (4371, SerialNumber.from_int(0x4230))
    assert number(delivery(0x4230, channel="zuid", use="other"))[1].code == 0x24
    assert number(delivery(0x4230, channel="zuid", use="new", text="y"))[1].code == 0x24


def test_an_update_counts_on_and_after_fifteen_takes_a_new_code() -> None:
    assert next_update([delivery(0x4013)], delivery(0x4013), NOW) == 0x4014
    versions = [delivery(0x4010 | version) for version in range(16)]
    assert next_update(versions, versions[-1], NOW) == 0x4020
    old = [delivery(0x4010, age_h=25, hours=0.1), delivery(0x401F, hours=30)]
    assert next_update(old, old[-1], NOW) == 0x4010


@given(st.lists(st.tuples(st.integers(0, 1023), st.integers(0, 15), st.floats(0, 40), st.floats(0.1, 30)), max_size=30))
def test_no_number_that_a_phone_remembers(past: list[tuple[int, int, float, float]]) -> None:
    known = [delivery(0x4000 | code << 4 | v, age_h=age, hours=hours) for code, v, age, hours in past]
    _, serial = number(*known)
    for earlier in known:
        if SerialNumber.from_int(earlier.order.serial).code == serial.code:
            assert NOW - earlier.started >= timedelta(hours=24)
            assert earlier.expired(NOW)


def test_a_full_cell_is_named_before_anything_is_sent() -> None:
    # Three pages in sixteen periods: five such messages fill 15/16 of a cell, the sixth does not fit.
    there = [delivery(0x4010 + 16 * n, use=f"u{n}", text=message().use * 15, cells=("101-1001",)) for n in range(5)]
    assert {len(d.order.message.pages) for d in there} == {3}
    check_load(there[:4], "noord", message(), NOW)
    with pytest.raises(PoolError, match="101-1001"):
        check_load(there, "noord", message(), NOW)
    check_load(there, "noord", message(cells=("202-2001",)), NOW)
    check_load(there, "zuid", message(), NOW)
    check_load(there, "noord", message(), NOW, replaced=there[0].order.id)
    check_load(there, "noord", message(period=48), NOW)
    there[0].cells["101-1001"] = CellReceipt(result="refused")
    check_load(there, "noord", message(), NOW)


def test_a_cell_is_the_same_with_and_without_its_network() -> None:
    there = [delivery(0x4010 + 16 * n, use=f"u{n}", text="x" * 450, cells=("204-08-101-1001",)) for n in range(3)]
    with pytest.raises(PoolError):
        check_load(there, "noord", message(), NOW)
    with pytest.raises(PoolError):
        check_load(there, "noord", message(cells=()), NOW)


def test_three_thousand_cells_beside_three_thousand_others() -> None:
    there = [
        delivery(0x4010 + 16 * n, use=f"u{n}", text="x" * 450, cells=tuple(f"{lac}-{ci}" for ci in range(1, 3001)))
        for n, lac in ((0, 101), (1, 101), (2, 101), (3, 102))
    ]
    check_load(there, "noord", message(cells=tuple(f"102-{ci}" for ci in range(1, 3001))), NOW)
    with pytest.raises(PoolError, match=r"^Cell 101-7:"):
        check_load(there, "noord", message(cells=("103-1", "102-7", "101-7", "101-8")), NOW)


def test_a_whole_location_area_may_be_any_cell() -> None:
    there = [delivery(0x4010 + 16 * n, use=f"u{n}", text="x" * 450, cells=()) for n in range(3)]
    for one in there:
        one.cells["204-08-101-*"] = CellReceipt(result="taken")
    with pytest.raises(PoolError, match="202-1"):
        check_load(there, "noord", message(cells=("202-1",)), NOW)
