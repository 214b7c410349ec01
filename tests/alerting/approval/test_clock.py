# SPDX-License-Identifier: EUPL-1.2
"""The clock from request to air."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from tests.alerting.approval.drafts import NOW
from weerbaar.alerting.approval import against, read_clock, yardsticks
from weerbaar.alerting.approval.clock import MOMENT_WORDS, MOMENTS

TARGET = timedelta(minutes=15)


@dataclass(frozen=True)
class _Moments:
    incident: datetime | None = None
    request: datetime | None = None
    drafted: datetime | None = None
    approved: datetime | None = None
    ordered: datetime | None = None
    first_receipt: datetime | None = None
    on_air: datetime | None = None


def _at(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_nipv_eunice_took_seventy_two_minutes_of_which_sixty_to_decide() -> None:
    eunice = yardsticks()[0]
    assert eunice.to_air == timedelta(minutes=72)
    assert eunice.deciding == timedelta(minutes=60)
    assert eunice.approximate == ("request", "approved")


def test_the_laps_lie_between_the_moments_that_are_known() -> None:
    reading = read_clock(_Moments(request=_at(0), approved=_at(9), on_air=_at(11)), _at(60), TARGET)
    assert [(lap.start, lap.end, lap.duration) for lap in reading.laps] == [
        ("request", "approved", timedelta(minutes=9)),
        ("approved", "on_air", timedelta(minutes=2)),
    ]
    assert (reading.to_air, reading.running, reading.late) == (timedelta(minutes=11), False, False)


def test_while_it_is_not_on_the_air_the_clock_runs() -> None:
    reading = read_clock(_Moments(request=_at(0)), _at(16), TARGET)
    assert (reading.to_air, reading.running, reading.late) == (timedelta(minutes=16), True, True)
    assert read_clock(_Moments(request=_at(0)), _at(15), TARGET).late is False
    assert reading.laps == ()


def test_without_a_request_nothing_is_claimed() -> None:
    reading = read_clock(_Moments(on_air=_at(3)), _at(4), TARGET)
    assert (reading.to_air, reading.late) == (None, None)
    assert against(reading, yardsticks()[0]) is None


@pytest.mark.parametrize(
    ("moments", "nl"),
    [
        (
            _Moments(request=_at(0), on_air=_at(11)),
            "Van verzoek tot uitzending: 11 minuten. Storm Eunice (18-02-2022): ongeveer 72 minuten.",
        ),
        (
            _Moments(request=_at(0)),
            "Van verzoek tot uitzending tot nu toe: 20 minuten. Storm Eunice (18-02-2022): ongeveer 72 minuten.",
        ),
    ],
)
def test_a_use_is_put_beside_eunice(moments: _Moments, nl: str) -> None:
    said = against(read_clock(moments, _at(20), TARGET), yardsticks()[0])
    assert said is not None
    assert said.nl == nl
    assert "about 72 minutes" in said.en


def test_every_moment_has_its_words() -> None:
    assert set(MOMENT_WORDS) == set(MOMENTS)
