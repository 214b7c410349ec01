# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.evacuation.advice.clock import HALF_HOUR_S, MomentError, early, in_short, in_words, late, moment, start_of

DUTCH = ZoneInfo("Europe/Amsterdam")


def test_words() -> None:
    when = datetime(2026, 11, 28, 14, 0, tzinfo=DUTCH)
    assert in_words(when).nl == "zaterdag 28 november 14.00 uur"
    assert in_words(when).en == "Saturday 28 November 14:00"
    assert in_short(when).nl == "za 28-11 14.00 uur"
    assert in_short(when).en == "Sat 28 Nov 14:00"


def test_the_clock_of_summer_time() -> None:
    before = datetime(2026, 3, 29, 1, 0, tzinfo=DUTCH)
    # Two hours later the clock has been put an hour forward.
    assert in_words(moment(before, 7200)).nl == "zondag 29 maart 04.00 uur"


def test_a_moment_of_anywhere_is_told_on_the_dutch_clock() -> None:
    assert in_words(start_of(datetime(2026, 7, 1, 12, 0, tzinfo=UTC))).nl == "woensdag 1 juli 14.00 uur"
    with pytest.raises(MomentError, match="no time zone"):
        start_of(datetime(2026, 7, 1, 12, 0))


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    st.floats(0, 1e6, allow_nan=False),
)
def test_rounding_is_to_the_safe_side_and_to_whole_half_hours(starts: datetime, after_s: float) -> None:
    lower, upper = early(starts, after_s), late(starts, after_s)
    assert lower <= after_s + 1e-6
    assert upper >= after_s - 1e-6
    assert upper - lower <= HALF_HOUR_S + 1e-3
    for rounded in (lower, upper):
        shown = (starts.timestamp() + rounded) / HALF_HOUR_S
        assert shown == pytest.approx(round(shown), abs=1e-6)
