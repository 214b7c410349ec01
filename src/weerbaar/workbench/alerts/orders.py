# SPDX-License-Identifier: EUPL-1.2
"""From an approved draft to what is asked of a channel: pages, identifiers, cells, how often, and for what purpose."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from weerbaar.alerting.broadcast import encode_pages, plan
from weerbaar.alerting.compose import broadcast_text
from weerbaar.alerting.delivery import ForExercise, ForReal, ForTest, Message
from weerbaar.alerting.register import Use
from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.alerts import models, supplied
from weerbaar.workbench.alerts.uses import area_of, identifiers_of, text_of

Status = Literal["actual", "exercise", "test"]

_PURPOSES: dict[Status, ForReal | ForExercise] = {"actual": ForReal(), "test": ForTest(), "exercise": ForExercise()}
_2G = 0


class NothingToSendError(WeerbaarError):
    """A draft of which nothing can go over this channel."""


def purpose_of(status: Status) -> ForReal | ForExercise:
    """Return what a use of this status is sent for."""
    return _PURPOSES[status]


def message_of(use: Use, channel: models.Channel, least_share: float, now: datetime) -> Message[Any]:
    """Return what is asked of a channel: the draft as it was approved, in the cells that this channel reaches.

    Args:
        use: with its draft.
        channel: over which it goes.
        least_share: what part of a cell must lie in the area.
        now: moment of sending.

    Raises:
        NothingToSendError: no draft, no end, already over, or no cell of this channel in the area.
        WeerbaarError: the text takes too many pages, or the area is none.
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
    pages = encode_pages(broadcast_text(text_of(use)))
    schedule = plan(len(pages.pages), now, draft.expires)
    return Message(
        use=use.id,
        purpose=purpose_of(draft.status),
        identifiers=identifiers_of(draft.level).local,
        dcs=pages.dcs,
        pages=pages.pages,
        cells=cells_of(use, channel, least_share),
        period=schedule.period_2g,
        broadcasts=schedule.broadcasts_2g,
        draft=use.draft_hash,
    )


def cells_of(use: Use, channel: models.Channel, least_share: float) -> tuple[str, ...]:
    """Return the names of the 2G cells of a channel in the area; empty where it only knows its whole network.

    Raises:
        NothingToSendError: the channel has cells, and none of them serves the area.
        AreaError: the area encloses nothing.
    """
    if channel.network is None or channel.kind == models.ChannelKind.OSMO_CBC:
        return ()
    area = area_of(use)
    if area is None:
        return ()
    from weerbaar.alerting.cells import select

    network = supplied.network_of(channel.network)
    selection = select(network, area, least_share)
    # A controller of base stations serves 2G; the names of other cells mean nothing to it.
    found = tuple(network.cell_id(int(cell)) for cell in selection.cells if network.technology[cell] == _2G)
    if not found:
        raise NothingToSendError(
            Text(
                nl=f"Geen enkele zendcel van kanaal {channel.name} bedient dit gebied.",
                en=f"No cell of channel {channel.name} serves this area.",
            )
        )
    return found
