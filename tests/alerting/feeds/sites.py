# SPDX-License-Identifier: EUPL-1.2
"""Registers of uses of NL-Alert as they are published, for the tests of the feeds."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.alerting.compose.drafts import STARTS
from tests.alerting.compose.drafts import draft as composed
from tests.alerting.register.uses_told import Told, order
from weerbaar.alerting.feeds import PublishedSite, Signer, publish
from weerbaar.alerting.register import (
    Approved,
    CancelOrdered,
    CancelReceipt,
    CellCancel,
    CellReceipt,
    Receipt,
    Use,
    draft_hash,
    drafted,
    fold,
)

ADDRESS = "https://feeds.nl-alert.nl"
FIRE = "vr09-2026-0001"


def told(
    use: str = FIRE,
    at: datetime = STARTS,
    *,
    story: Told | None = None,
    result: str = "taken",
    purpose: str = "live",
    **changes: Any,
) -> Told:
    """Return the events of a use that was sent at ``at`` to two cells; ``changes`` are to its draft."""
    story = story if story is not None else Told()
    made = composed(**({"id": use, "starts": at, "expires": at + timedelta(hours=4)} | changes))
    said = drafted(made, offered=True)
    story.say(use, said, Approved(draft=draft_hash(said), by=("B. de Vries",)), at=at)
    asked = order(f"{use}-1", ("c1", "c2"), draft=draft_hash(said), purpose=purpose)
    answered = {cell: CellReceipt(result=result) for cell in ("c1", "c2")}  # type: ignore[arg-type]
    return story.say(use, asked, Receipt(order=asked.order, cells=answered), at=at)


def withdrawn(story: Told, at: datetime, use: str = FIRE, result: str = "stopped") -> Told:
    """Add that a use was withdrawn at ``at``, and what its cells did with that."""
    cells = {cell: CellCancel(result=result) for cell in ("c1", "c2")}  # type: ignore[arg-type]
    return story.say(use, CancelOrdered(order=f"{use}-1"), CancelReceipt(order=f"{use}-1", cells=cells), at=at)


def uses(*stories: Told) -> dict[str, Use]:
    """Return the uses of several stories."""
    return {name: use for story in stories for name, use in fold(story.events).items()}


def published(
    folder: Path, register: dict[str, Use], now: datetime = STARTS + timedelta(minutes=5), signer: Signer | None = None
) -> PublishedSite:
    """Publish a register at an address of the tests."""
    return publish(folder, register, base_url=ADDRESS, now=now, signer=signer)


def years_of_fires(count: int, per_year: int, last: datetime = STARTS) -> dict[str, Use]:
    """Return a register of ``count`` fires, so many a year, the last one a day before ``last``."""
    one = uses(told())[FIRE]
    return {
        name: _moved(one, name, last - timedelta(days=1 + i * 365 / per_year))
        for i in range(count)
        for name in [f"fire-{i:05d}"]
    }


def _moved(use: Use, name: str, at: datetime) -> Use:
    """Return a copy of a use at another moment; telling thousands of them event by event would take long."""
    from dataclasses import replace

    assert use.draft is not None
    said = use.draft.model_copy(update={"starts": at, "expires": at + timedelta(hours=4)})
    orders = tuple(replace(each, at=at, on_air_at=at) for each in use.orders)
    moments = replace(use.moments, ordered=at, on_air=at, first_receipt=at)
    return replace(use, id=name, draft=said, orders=orders, moments=moments)
