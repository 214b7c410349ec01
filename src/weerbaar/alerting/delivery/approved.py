# SPDX-License-Identifier: EUPL-1.2
"""From an approved draft to what is asked of a channel: pages, identifiers, how often, and for what purpose."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from weerbaar.alerting.broadcast import encode_pages, identifiers_of, plan
from weerbaar.alerting.compose import broadcast_text
from weerbaar.alerting.delivery.orders import ForExercise, ForReal, ForTest, Message
from weerbaar.alerting.register import Use
from weerbaar.base import Text, WeerbaarError

Status = Literal["actual", "exercise", "test"]
_PURPOSES: dict[Status, ForReal | ForExercise] = {"actual": ForReal(), "test": ForTest(), "exercise": ForExercise()}


class NothingToSendError(WeerbaarError):
    """A draft of which nothing can go over a channel."""


def message_of(use: Use, cells: tuple[str, ...], now: datetime) -> Message[Any]:
    """Return what is asked of a channel: the draft as it was approved, until the end that it names.

    Args:
        use: with its draft.
        cells: names of the cells; empty for the whole network of the channel.
        now: moment of sending.

    Raises:
        NothingToSendError: no draft, no end, or already over.
        UnknownLevelError: the draft has a level that does not exist.
        WeerbaarError: the text takes too many pages, or an exercise could be taken for real.
    """
    draft = use.draft
    if draft is None or draft.expires is None:
        raise NothingToSendError(Text(nl="Er is geen concept met een eindtijd.", en="There is no draft with an end."))
    if draft.expires <= now:
        raise NothingToSendError(
            Text(
                nl="De eindtijd van dit bericht is voorbij. Maak een nieuw concept.",
                en="The end of this message has passed. Make a new draft.",
            )
        )
    pages = encode_pages(broadcast_text(Text(nl=use.texts.get("nl", ""), en=use.texts.get("en", ""))))
    # The same period for all messages: different ones on one cell are more than some controllers can do.
    schedule = plan(len(pages.pages), now, draft.expires)
    return Message(
        use=use.id,
        purpose=purpose_of(draft.status),
        identifiers=identifiers_of(draft.level).local,
        dcs=pages.dcs,
        pages=pages.pages,
        cells=cells,
        period=schedule.period_2g,
        broadcasts=schedule.broadcasts_2g,
        draft=use.draft_hash,
    )


def purpose_of(status: Status) -> ForReal | ForExercise:
    """Return what a use of this status is sent for."""
    return _PURPOSES[status]
