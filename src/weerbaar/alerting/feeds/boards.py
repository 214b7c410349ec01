# SPDX-License-Identifier: EUPL-1.2
"""What departure boards and screens show now: a text in two lengths for a board, and one for a screen.

A board asks every few seconds and shows what is in the list, and nothing when the list is empty: an alert that was
withdrawn, replaced or is over is no longer in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_PLACES = {"board_short": "board-short", "board_long": "board-long", "screen": "screen"}


def boards(pages: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the texts for boards and screens.

    Args:
        pages: of the alerts that hold now, as :func:`weerbaar.alerting.feeds.page.page_of` makes them.
    """
    return {"alerts": [_one(page) for page in pages]}


def _one(page: Mapping[str, Any]) -> dict[str, Any]:
    area = page["area"]["properties"]
    return {
        "id": page["id"],
        "status": page["status"],
        "sent": page["sent"],
        "stop": page["stop"],
        "area": area["description"],
        "codes": area["codes"],
        "texts": {
            place: {
                lang: "\n".join(line for section in sections for line in (section["heading"], section["text"]) if line)
                for lang, sections in page["channels"].get(channel, {}).items()
            }
            for place, channel in _PLACES.items()
        },
    }
