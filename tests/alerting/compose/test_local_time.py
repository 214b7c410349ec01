# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import UTC, datetime

from weerbaar.alerting.compose.local_time import dutch_time


def test_summer_and_winter() -> None:
    assert f"{datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone(dutch_time()):%H:%M}" == "14:00"
    assert f"{datetime(2026, 12, 7, 11, tzinfo=UTC).astimezone(dutch_time()):%H:%M}" == "12:00"
