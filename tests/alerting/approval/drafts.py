# SPDX-License-Identifier: EUPL-1.2
"""A draft as an approver sees it, and the right answer to everything that is asked of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from weerbaar.alerting.approval import Check, Matter, challenge

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
MATTER = Matter(
    draft="a" * 64,
    author="A. Jansen",
    dutch="NL-Alert 02-03-2026 16:00: Brand in Moerdijk. Sluit ramen en deuren. Meer informatie op rijksoverheid.nl",
    english="NL-Alert: fire in Moerdijk. Close windows and doors.",
    contacts=("0900-8844", "https://www.rijksoverheid.nl"),
    outside_km2=12.34,
    identifier=4370,
    expires=datetime(2026, 3, 2, 17, 30, tzinfo=UTC),
)


def matter(**other: Any) -> Matter:
    return replace(MATTER, **other)


def right_answer(check: Check, of: Matter) -> str:
    """What somebody types who did the check."""
    if check.ask in ("dutch_word", "english_word"):
        text = of.dutch if check.ask == "dutch_word" else of.english
        asked = re.search("“(.+)”", challenge(check, of).prompt.en)
        assert asked is not None
        words = re.findall(r"\w[\w'’.-]*\w|\w", text)
        place = words.index(asked[1])
        return " ".join(words[place + 1 : place + 3])
    return {
        "part": "Sluit ramen en deuren",
        "outside": "12,3 km²",
        "contact": "0900 8844 https://www.rijksoverheid.nl",
        "identifier": "4370",
        "expiry": "02-03 18:30",
        "plan": "Officier van dienst, 18:15",
    }[check.ask]
