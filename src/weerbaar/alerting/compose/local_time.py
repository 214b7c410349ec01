# SPDX-License-Identifier: EUPL-1.2
"""The zone that people in the European Netherlands read a time in."""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache


@lru_cache(maxsize=1)
def dutch_time() -> tzinfo:
    """Return the zone, summer time included."""
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Amsterdam")
