# SPDX-License-Identifier: EUPL-1.2
"""Uses of NL-Alert, told event by event, for the tests of the register and of the approval."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from weerbaar.alerting.register import (
    FIRST,
    Approved,
    CellReceipt,
    Content,
    Drafted,
    Event,
    Head,
    Kind,
    Ordered,
    Receipt,
    Schedule,
    Sent,
    draft_hash,
    event_after,
)
from weerbaar.alerting.register.events import KIND_OF

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
SQUARE = {"type": "Polygon", "coordinates": [[[4.6, 51.6], [4.7, 51.6], [4.7, 51.7], [4.6, 51.7], [4.6, 51.6]]]}
PAGE = "ab" * 82


def draft(**other: Any) -> Drafted:
    said: dict[str, Any] = {
        "texts": {"nl": "NL-Alert. Brand in Moerdijk. Sluit ramen en deuren.", "en": "NL-Alert. Fire in Moerdijk."},
        "area": SQUARE,
        "region": "VR20",
        "incident": "fire-smoke",
        "level": "1",
        "status": "actual",
        "sender": "Veiligheidsregio Midden- en West-Brabant",
    }
    return Drafted(**(said | other))


def order(name: str = "o1", cells: Any = ("c1", "c2", "c3"), **other: Any) -> Ordered:
    said: dict[str, Any] = {
        "order": name,
        "channel": "bsc-1",
        "purpose": "live",
        "message_identifier": 4371,
        "serial": 0x4010,
        "dcs": 15,
        "pages": (PAGE,),
        "cells": cells,
        "schedule": Schedule(period=40, broadcasts=90),
    }
    return Ordered(**(said | other))


def receipt(name: str = "o1", **cells: str) -> Receipt:
    """A receipt with what each cell did: ``c1="taken"``."""
    return Receipt(order=name, cells={cell: CellReceipt(result=what) for cell, what in cells.items()})  # type: ignore[arg-type]


@dataclass
class Told:
    """Events in the making, a minute apart unless said otherwise."""

    at: datetime = NOON
    events: list[Event] = field(default_factory=list)

    def say(self, use: str | None, *contents: Content, by: str = "A. Jansen", at: datetime | None = None) -> Told:
        for content in contents:
            self.at = at or self.at + timedelta(minutes=1)
            last = self.events[-1] if self.events else None
            before = Head(last.number, last.hash) if last else Head(0, FIRST)
            self.events.append(event_after(before, KIND_OF[type(content)], use, by, content, self.at))
        return self

    def whole_use(self, use: str, when: datetime, **other: Any) -> Told:
        """One use that was approved and taken by its three cells."""
        made = draft(requested_at=when - timedelta(minutes=10), offered=True, **other)
        self.at = when
        self.say(use, made, Approved(draft=draft_hash(made), by=("B. de Vries",)))
        self.say(use, order(f"{use}-1", draft=draft_hash(made)), Sent(order=f"{use}-1", ended="answered"))
        return self.say(use, receipt(f"{use}-1", c1="taken", c2="taken", c3="taken"))


KINDS = tuple(Kind)
