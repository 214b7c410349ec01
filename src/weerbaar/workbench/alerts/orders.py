# SPDX-License-Identifier: EUPL-1.2
"""What is asked of a channel: the approved draft, in the cells that this channel reaches."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from weerbaar.alerting.delivery import Message, NothingToSendError
from weerbaar.alerting.delivery import message_of as message_in_register
from weerbaar.alerting.register import Use, area_of
from weerbaar.base import Text
from weerbaar.workbench.alerts import models, supplied

_2G = 0


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
    return message_in_register(use, cells_of(use, channel, least_share), now)


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
