# SPDX-License-Identifier: EUPL-1.2
"""What the register says about the orders of a use: what was asked, what every cell did, and what is still open.

Nothing is kept beside the register: after a crash the same events give the same ledger.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from weerbaar.alerting.delivery.cell_names import ALL
from weerbaar.alerting.delivery.orders import (
    PURPOSES,
    AnyOrder,
    Message,
    Order,
    broadcasts_left,
)
from weerbaar.alerting.delivery.outcome import is_final
from weerbaar.alerting.register import (
    CancelOrdered,
    CancelReceipt,
    CancelSent,
    CellCancel,
    CellReceipt,
    Ended,
    Event,
    OnAir,
    Ordered,
    Receipt,
    Sent,
    StatusReport,
)


@dataclass
class Delivery:
    """One order, as far as it got.

    Attributes:
        order: the message under its number, for the cells and broadcasts of the first attempt.
        channel: name of the channel.
        started: when it was first ordered.
        attempts: how often it was ordered.
        under_way: it was ordered, and how the transport ended is not written down: nobody knows what was sent.
        ended: how the last transport ended.
        cells: what each cell did; a cell that was asked and never answered for is not in it, or silent.
        counted: the highest number of broadcasts that each cell has told.
        heard: it is written down that it is on the air.
        stopping: cells of a withdrawal that was ordered and of which nothing came back yet.
        stop_attempts: how often a withdrawal was ordered.
        stopped: what each cell did with a withdrawal.
        replaced_by: id of the order that takes its place; where that was refused, this one may still be on the air.
        superseded: cells that have taken the order that takes its place.
        over: the use was ended.
    """

    order: AnyOrder
    channel: str
    started: datetime
    attempts: int = 1
    under_way: bool = True
    ended: str = ""
    cells: dict[str, CellReceipt] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)
    heard: bool = False
    stopping: tuple[str, ...] = ()
    stop_attempts: int = 0
    stopped: dict[str, CellCancel] = field(default_factory=dict)
    replaced_by: str | None = None
    superseded: frozenset[str] = frozenset()
    over: bool = False

    @property
    def asked(self) -> tuple[str, ...]:
        """The cells asked; where the whole network was, those that are known by now.

        Then ``all`` stands for the cells that are not known by name.
        """
        return self.order.message.cells or tuple(self.cells) or (ALL,)

    @property
    def open_cells(self) -> tuple[str, ...]:
        """Cells that should have the message and of which it is not known whether they do: never answered for."""
        return tuple(name for name in self.hopeful if name not in self.cells or self.cells[name].result == "silent")

    @property
    def standing(self) -> tuple[str, ...]:
        """Cells in which the message may be on the air: not refused, not stopped, not replaced."""
        return tuple(name for name in self.hopeful if name not in self.cells or self.cells[name].result != "refused")

    @property
    def lasting_refusals(self) -> frozenset[str]:
        """Cells that will refuse again: they do not exist, or cannot broadcast."""
        return frozenset(n for n, cell in self.cells.items() if cell.result == "refused" and is_final(cell.cause))

    @property
    def hopeful(self) -> tuple[str, ...]:
        """Cells that should have the message, also when they refused it for a reason that may have passed."""
        if ALL in self.stopped and self.stopped[ALL].result == "stopped":
            return ()
        stopped = {name for name, stop in self.stopped.items() if stop.result == "stopped"}
        # By the thousand: what no cell should have is found once, not for each of them.
        without = self.superseded | self.lasting_refusals | stopped
        return tuple(name for name in self.asked if name not in without)

    def expired(self, now: datetime) -> bool:
        """Whether all its broadcasts are over by our own clock, whatever the other side says."""
        return broadcasts_left(self.order.message, self.started, now) == 0

    def unfinished(self, now: datetime) -> bool:
        """Whether it should be on the air somewhere now."""
        return not (self.over or self.replaced_by or self.expired(now)) and bool(self.hopeful)

    def active(self, now: datetime) -> bool:
        """Whether it may be on the air somewhere."""
        return not (self.over or self.expired(now)) and bool(self.standing)


def deliveries(events: Iterable[Event]) -> dict[str, Delivery]:
    """Return the deliveries in these events by the id of their order, the oldest first."""
    found: dict[str, Delivery] = {}
    for event in events:
        said = event.said
        if isinstance(said, Ordered):
            _ordered(found, event, said)
        elif isinstance(said, Ended):
            for delivery in found.values():
                if delivery.order.message.use == event.use:
                    delivery.over = True
        elif isinstance(said, Sent | Receipt | StatusReport | OnAir | CancelOrdered | CancelSent | CancelReceipt):
            delivery_of = found.get(said.order)
            if delivery_of is not None:
                _told(delivery_of, said)
    for delivery in found.values():
        successor = found.get(delivery.replaced_by or "")
        if successor is not None:
            delivery.superseded = frozenset(n for n, cell in successor.cells.items() if cell.result == "taken")
    return found


class Ledger:
    """The deliveries of many uses, made again only for a use of which there is news.

    The hash of the last event of a use covers all before it, so what was found under it is never out of date.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, dict[str, Delivery]]] = {}

    def of(self, events: Iterable[Event]) -> dict[str, Delivery]:
        """Return the deliveries in these events by the id of their order, the oldest first.

        Args:
            events: of each use that is among them all, in order.
        """
        by_use: dict[str, list[Event]] = {}
        for event in events:
            if event.use is not None:
                by_use.setdefault(event.use, []).append(event)
        found: list[tuple[str, Delivery]] = []
        for use, own in by_use.items():
            known = self._known.get(use)
            if known is None or known[0] != own[-1].hash:
                known = self._known[use] = own[-1].hash, deliveries(own)
            found += known[1].items()
        return dict(sorted(found, key=lambda item: item[1].started))


def _ordered(found: dict[str, Delivery], event: Event, said: Ordered) -> None:
    known = found.get(said.order)
    if known is not None:
        known.attempts = max(known.attempts, said.attempt)
        known.under_way = True
        return
    found[said.order] = Delivery(order_of(event, said), said.channel, event.at)
    if said.replaces_serial is not None:
        for earlier in found.values():
            if (
                earlier.order.id != said.order
                and earlier.channel == said.channel
                and earlier.order.identifier == said.message_identifier
                and earlier.order.serial == said.replaces_serial
                and earlier.order.message.use == event.use
            ):
                earlier.replaced_by = said.order


def _told(
    delivery: Delivery, said: Sent | Receipt | StatusReport | OnAir | CancelOrdered | CancelSent | CancelReceipt
) -> None:
    if isinstance(said, Sent):
        delivery.under_way = False
        delivery.ended = said.ended
    elif isinstance(said, Receipt):
        if ALL not in said.cells:
            # Who was not known by name has made itself known.
            delivery.cells.pop(ALL, None)
        for name, cell in said.cells.items():
            before = delivery.cells.get(name)
            # Silence later does not take back what a cell has said.
            if cell.result != "silent" or before is None:
                delivery.cells[name] = cell
            _count(delivery, name, cell.broadcasts)
    elif isinstance(said, StatusReport):
        for name, count in said.cells.items():
            _count(delivery, name, count)
    elif isinstance(said, OnAir):
        delivery.heard = True
    elif isinstance(said, CancelOrdered):
        cells = delivery.standing if said.cells == "all" else tuple(said.cells)
        delivery.stopping = tuple(dict.fromkeys((*delivery.stopping, *cells)))
        delivery.stop_attempts = max(delivery.stop_attempts, said.attempt)
    elif isinstance(said, CancelReceipt):
        delivery.stopped.update(said.cells)
        delivery.stopping = tuple(
            name for name in delivery.stopping if name not in said.cells or said.cells[name].result == "silent"
        )
        for name, stop in said.cells.items():
            _count(delivery, name, stop.broadcasts)


def _count(delivery: Delivery, name: str, count: int | None) -> None:
    if count is not None:
        delivery.counted[name] = max(count, delivery.counted.get(name, 0))


def order_of(event: Event, said: Ordered) -> AnyOrder:
    """Return the order that the register holds."""
    purpose = PURPOSES[said.purpose]
    message = Message(
        use=event.use or "",
        purpose=purpose,
        identifiers=(said.message_identifier,),
        dcs=said.dcs,
        pages=tuple(bytes.fromhex(page) for page in said.pages),
        cells=() if said.cells == "all" else said.cells,
        period=said.schedule.period,
        broadcasts=said.schedule.broadcasts,
        draft=said.draft,
    )
    return Order(said.order, message, said.message_identifier, said.serial, said.replaces_serial)
