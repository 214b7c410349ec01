# SPDX-License-Identifier: EUPL-1.2
"""From orders and outcomes to events in the register. Nothing is sent here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from weerbaar.alerting.delivery.cell_names import ALL
from weerbaar.alerting.delivery.channel import Clock
from weerbaar.alerting.delivery.holding import Holds
from weerbaar.alerting.delivery.ledger import Delivery, Ledger
from weerbaar.alerting.delivery.orders import AnyOrder
from weerbaar.alerting.delivery.outcome import Outcome
from weerbaar.alerting.delivery.outcome import Receipt as CellOutcome
from weerbaar.alerting.register import (
    CancelOrdered,
    CancelReceipt,
    CancelSent,
    CellCancel,
    CellReceipt,
    Content,
    Kind,
    OnAir,
    Ordered,
    Receipt,
    Schedule,
    Sent,
    StatusReport,
    Store,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where sending is written down and by whom.

    Attributes:
        store: the register.
        holds: keeps others off what is being sent.
        clock: gives the moment, with its offset.
        by: who sends.
        ledger: what was found in the register before; one and the same for who makes a desk again and again.
    """

    store: Store
    holds: Holds
    clock: Clock
    by: str
    ledger: Ledger = field(default_factory=Ledger)

    def everything(self) -> dict[str, Delivery]:
        """Return every delivery in the register."""
        return self.ledger.of(self.store.events())

    def of_use(self, use: str) -> dict[str, Delivery]:
        """Return the deliveries of one use."""
        return self.ledger.of(self.store.events(use))

    def write(self, kind: Kind, use: str | None, content: Content) -> None:
        """Add an event of this moment; when this returns, it is kept."""
        self.store.append(kind, use, self.by, content, self.clock())

    def ordered(self, order: AnyOrder, channel: str, attempt: int) -> None:
        """Write that an order is about to be sent."""
        message = order.message
        self.write(
            Kind.ORDERED,
            message.use,
            Ordered(
                order=order.id,
                channel=channel,
                purpose=message.purpose.word,
                message_identifier=order.identifier,
                serial=order.serial,
                dcs=message.dcs,
                pages=tuple(page.hex() for page in message.pages),
                cells=message.cells or "all",
                schedule=Schedule(period=message.period, broadcasts=message.broadcasts),
                attempt=attempt,
                replaces_serial=order.replaces,
                draft=message.draft,
            ),
        )

    def sent(self, delivery: Delivery, outcome: Outcome) -> None:
        """Write how a transport ended and what the cells did, as far as that is news."""
        use, order = delivery.order.message.use, delivery.order.id
        self.write(Kind.SENT, use, Sent(order=order, ended=outcome.ending, detail=outcome.detail))
        self.receipts(delivery, outcome.receipts)

    def receipts(self, delivery: Delivery, receipts: Iterable[CellOutcome]) -> None:
        """Write what cells did; an answer that came before is not written again."""
        told = {r.cell: CellReceipt(result=r.result, cause=r.cause_words, broadcasts=r.broadcasts) for r in receipts}
        news = {name: cell for name, cell in told.items() if _is_news(delivery.cells.get(name), cell)}
        if news:
            # "The others" are said to be silent each time, or they would seem to have answered.
            news |= {name: cell for name, cell in told.items() if name == ALL}
            self.write(Kind.RECEIPT, delivery.order.message.use, Receipt(order=delivery.order.id, cells=news))

    def counts(self, delivery: Delivery, receipts: Iterable[CellOutcome]) -> None:
        """Write how often cells have broadcast, where that grew; and once that the message is on the air."""
        use, order = delivery.order.message.use, delivery.order.id
        news = {
            r.cell: r.broadcasts
            for r in receipts
            if r.broadcasts is not None and r.broadcasts > delivery.counted.get(r.cell, -1)
        }
        if not news:
            return
        self.write(Kind.STATUS, use, StatusReport(order=order, cells=dict(news)))
        first = next((name for name, count in news.items() if count), None)
        if first is not None and not delivery.heard:
            proof = f"{news[first]} uitzendingen geteld in zendcel {first}"
            self.write(Kind.ON_AIR, use, OnAir(order=order, proof=proof))

    def stop_ordered(self, delivery: Delivery, cells: tuple[str, ...], reason: str) -> None:
        """Write that an order is about to be withdrawn in these cells; none is all of them."""
        self.write(
            Kind.CANCEL_ORDERED,
            delivery.order.message.use,
            CancelOrdered(
                order=delivery.order.id, cells=cells or "all", reason=reason, attempt=delivery.stop_attempts + 1
            ),
        )

    def stop_sent(self, delivery: Delivery, outcome: Outcome) -> None:
        """Write how a withdrawal ended and what the cells did. A cell without the message has stopped it."""
        use, order = delivery.order.message.use, delivery.order.id
        self.write(Kind.CANCEL_SENT, use, CancelSent(order=order, ended=outcome.ending, detail=outcome.detail))
        cells = {r.cell: _stopped(r) for r in outcome.receipts}
        news = {name: stop for name, stop in cells.items() if delivery.stopped.get(name) != stop}
        if news:
            self.write(Kind.CANCEL_RECEIPT, use, CancelReceipt(order=order, cells=news))


def _stopped(receipt: CellOutcome) -> CellCancel:
    if receipt.result == "taken" or receipt.absent:
        return CellCancel(result="stopped", cause=receipt.cause_words, broadcasts=receipt.broadcasts)
    return CellCancel(result=receipt.result, cause=receipt.cause_words, broadcasts=receipt.broadcasts)


def _is_news(before: CellReceipt | None, said: CellReceipt) -> bool:
    if before is None:
        return True
    return said.result != "silent" and (before.result, before.cause) != (said.result, said.cause)
