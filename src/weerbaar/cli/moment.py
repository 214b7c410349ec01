# SPDX-License-Identifier: EUPL-1.2
"""A moment as a person gives it on the command line."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from weerbaar.cli.options import wrong

NETHERLANDS = ZoneInfo("Europe/Amsterdam")


def moment(text: str) -> datetime:
    """Read a moment (``2026-11-26T14:05``); without a zone it is Dutch time."""
    try:
        if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", text):
            raise ValueError(text)
        found = datetime.fromisoformat(text)
        found.astimezone(UTC)
    except (ValueError, OverflowError):
        nl, en = f"{text}: geen moment jjjj-mm-ddTuu:mm.", f"{text}: not a moment yyyy-mm-ddThh:mm."
        raise wrong(nl, en) from None
    return found if found.tzinfo else found.replace(tzinfo=NETHERLANDS)
