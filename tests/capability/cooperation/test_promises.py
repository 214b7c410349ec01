# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capability.cooperation.registers import ON, register, unit
from weerbaar.capability.cooperation.promises import (
    double_booking_finding,
    double_bookings,
    is_double_booked,
    promised_on,
)

DAY = datetime.timedelta(days=1)


def promised(*promises: dict[str, Any]) -> Any:
    return register(["eu", "navo", "thuis"], [], [unit("u", "thuis", committed=list(promises))])


def test_the_same_unit_promised_to_eu_nato_and_home_is_one_message() -> None:
    found = promised(
        {"to": "thuis", "share": 0.5},
        {"to": "eu", "share": 0.5, "from": "2013-01-01", "until": "2013-12-31"},
        {"to": "navo", "share": 0.5, "from": "2013-07-01", "until": "2014-06-30", "region": "zuid"},
    )
    (booking,) = double_bookings(found.units.values())
    assert booking.total == 1.5
    assert (booking.first, booking.last) == (datetime.date(2013, 7, 1), datetime.date(2013, 12, 31))
    said = double_booking_finding(booking, found).text
    assert said.nl == (
        "u is van 2013-07-01 tot en met 2013-12-31 meer dan één keer toegezegd (150%): thuis 50%, eu 50%, "
        "navo (zuid) 50%."
    )
    assert said.en.startswith(
        "u (en) was promised more than once from 2013-07-01 until 2013-12-31 (150%): thuis (en) 50%"
    )


def test_promises_after_each_other_and_exact_thirds_are_no_double_promise() -> None:
    after = promised({"to": "eu", "until": "2013-06-30"}, {"to": "navo", "from": "2013-07-01"})
    thirds = promised(*({"to": to, "share": 1 / 3} for to in ("eu", "navo", "thuis")))
    assert double_bookings([*after.units.values(), *thirds.units.values()]) == ()


def test_a_double_promise_that_is_over_does_not_count() -> None:
    units = promised({"to": "eu", "until": "2012-12-31"}, {"to": "navo"}).units.values()
    assert len(double_bookings(units)) == 1
    assert double_bookings(units, since=ON) == ()


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from([0.25, 0.5, 1.0]), st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=5
    )
)
def test_a_unit_is_double_booked_when_some_day_is(rows: list[tuple[float, int, int]]) -> None:
    start = datetime.date(2013, 1, 1)
    found = promised(
        *(
            {"to": "eu", "share": s, "from": str(start + min(a, b) * DAY), "until": str(start + max(a, b) * DAY)}
            for s, a, b in rows
        )
    )
    one = found.units["u"]
    totals = {start + k * DAY: sum(c.share for c in promised_on(one, start + k * DAY)) for k in range(22)}
    assert bool(double_bookings([one])) == any(is_double_booked(one, day) for day in totals)
    for booking in double_bookings([one]):
        assert booking.total == max(totals.values())
        assert booking.first is not None
        assert booking.last is not None
        assert totals[booking.first] == totals[booking.last] == booking.total
