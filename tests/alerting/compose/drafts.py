# SPDX-License-Identifier: EUPL-1.2
"""A draft that is right in every respect, of which a test changes one thing."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from weerbaar.alerting.area import Area, Circle
from weerbaar.alerting.compose.draft import Draft
from weerbaar.base import Text

STARTS = datetime(2026, 11, 26, 14, 5, tzinfo=timezone(timedelta(hours=1)))
NL = (
    "NL-Alert 26-11-2026 14:05: Brand met veel rook in Utrecht. Ga naar binnen. Sluit ramen en deuren. "
    "Meer informatie: vru.nl."
)
EN = (
    "NL-Alert 26-11-2026 14:05: Fire with a lot of smoke in Utrecht. Go inside. Close windows and doors. "
    "More information: vru.nl."
)


def draft(**changes: Any) -> Draft:
    """Return the draft with ``changes``; ``nl`` and ``en`` change one of its texts."""
    texts = Text(nl=changes.pop("nl", NL), en=changes.pop("en", EN))
    fields: dict[str, Any] = {
        "id": "vr09-2026-0001",
        "region": "VR09",
        "sender_name": "Veiligheidsregio Utrecht",
        "kind": "fire-smoke",
        "area": Area(Text(nl="Utrecht"), circles=(Circle(52.09, 5.12, 5.0),), codes=("GM0344",)),
        "texts": texts,
        "starts": STARTS,
        "expires": STARTS + timedelta(hours=4),
    }
    return Draft(**(fields | changes))
