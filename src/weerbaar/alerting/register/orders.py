# SPDX-License-Identifier: EUPL-1.2
"""What became of one order: cell by cell, from the receipts, the status reports and the withdrawal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from weerbaar.alerting.register.events import (
    CancelOrdered,
    CancelReceipt,
    CancelResult,
    CancelSent,
    Content,
    OnAir,
    Ordered,
    Receipt,
    Sent,
    StatusReport,
)

CellResult = Literal["taken", "refused", "silent", "pending"]
_GRAVEST: tuple[CellResult, ...] = ("refused", "silent", "pending", "taken")


@dataclass(frozen=True, slots=True)
class CellState:
    """What is known of one cell.

    Attributes:
        result: ``pending`` where nothing was heard of it yet, ``silent`` where an answer was waited for in vain.
        cause: why it refused.
        broadcasts: how often it has broadcast the message; None where it never said.
        cancelled: what it did with a withdrawal; None where there was none, or no word of it.
    """

    result: CellResult = "pending"
    cause: str = ""
    broadcasts: int | None = None
    cancelled: CancelResult | None = None


@dataclass(frozen=True, slots=True)
class CellCounts:
    """Cells asked, and what they did. ``asked`` is None where a whole network was asked and its cells are not known."""

    asked: int | None
    taken: int
    refused: int
    silent: int
    pending: int


@dataclass(frozen=True, slots=True)
class OrderState:
    """One message on one channel, with all attempts to send it.

    Attributes:
        order: as it was last ordered.
        ids: ids of the order at each attempt.
        at: moment of the first attempt.
        endings: how the transport ended, each time.
        cells: every cell that was asked or that answered.
        on_air_at: when a cell first took it, or it was heard; None when that is not known.
        first_receipt_at: when the first cell gave any answer.
        cancel_ordered_at: when it was withdrawn from every cell; None when it was not.
        cancel_endings: how the transport of the withdrawal ended, each time.
        cancelled_at: last word of a cell on the withdrawal.
        replaced: a later message took its place.
    """

    order: Ordered
    ids: tuple[str, ...]
    at: datetime
    endings: tuple[Sent, ...]
    cells: Mapping[str, CellState]
    on_air_at: datetime | None
    first_receipt_at: datetime | None
    cancel_ordered_at: datetime | None
    cancel_endings: tuple[CancelSent, ...]
    cancelled_at: datetime | None
    replaced: bool

    @property
    def withdrawn(self) -> bool:
        """Whether every cell that may have had it says that it stopped."""
        may_have_had_it = [cell for cell in self.cells.values() if cell.result != "refused"]
        known = self.order.cells != "all" or bool(self.cells)
        return (
            self.cancel_ordered_at is not None
            and known
            and all(cell.cancelled == "stopped" for cell in may_have_had_it)
        )


@dataclass
class OrderLog:
    """An order in the making, event by event."""

    order: Ordered
    at: datetime
    ids: list[str] = field(default_factory=list)
    endings: list[Sent] = field(default_factory=list)
    cells: dict[str, CellState] = field(default_factory=dict)
    on_air_at: datetime | None = None
    first_receipt_at: datetime | None = None
    cancel_ordered_at: datetime | None = None
    cancel_endings: list[CancelSent] = field(default_factory=list)
    cancelled_at: datetime | None = None
    replaced: bool = False

    def ordered(self, order: Ordered) -> None:
        """Note an attempt; cells that answered an earlier one keep their answer."""
        self.order = order
        self.ids.append(order.order)
        for cell in () if order.cells == "all" else order.cells:
            self.cells.setdefault(cell, CellState())

    def note(self, said: Content, at: datetime) -> None:
        """Note what an event says of this order."""
        if isinstance(said, Sent):
            self.endings.append(said)
        elif isinstance(said, Receipt):
            self._receipt(said, at)
        elif isinstance(said, StatusReport):
            self._status(said, at)
        elif isinstance(said, OnAir):
            self._heard(at)
        elif isinstance(said, CancelOrdered):
            # Cells that stop one by one leave the message on the air in the others.
            if said.cells == "all":
                self.cancel_ordered_at = self.cancel_ordered_at or at
        elif isinstance(said, CancelSent):
            self.cancel_endings.append(said)
        elif isinstance(said, CancelReceipt):
            self._cancel(said, at)

    def state(self) -> OrderState:
        """Return what is known now."""
        return OrderState(
            order=self.order,
            ids=tuple(self.ids),
            at=self.at,
            endings=tuple(self.endings),
            cells=dict(self.cells),
            on_air_at=self.on_air_at,
            first_receipt_at=self.first_receipt_at,
            cancel_ordered_at=self.cancel_ordered_at,
            cancel_endings=tuple(self.cancel_endings),
            cancelled_at=self.cancelled_at,
            replaced=self.replaced,
        )

    def _heard(self, at: datetime) -> None:
        self.on_air_at = self.on_air_at or at

    def _receipt(self, said: Receipt, at: datetime) -> None:
        for name, cell in said.cells.items():
            known = self.cells.get(name, CellState())
            # Silence tells nothing: it does not undo what a cell has said before.
            if cell.result == "silent" and known.result in ("taken", "refused"):
                continue
            self.cells[name] = CellState(
                cell.result, cell.cause, _most(known.broadcasts, cell.broadcasts), known.cancelled
            )
            if cell.result != "silent":
                self.first_receipt_at = self.first_receipt_at or at
            if cell.result == "taken":
                self._heard(at)

    def _status(self, said: StatusReport, at: datetime) -> None:
        for name, broadcasts in said.cells.items():
            known = self.cells.get(name, CellState())
            # A cell that counts broadcasts has taken the message, whatever was heard of it before.
            result: CellResult = "taken" if broadcasts else known.result
            self.cells[name] = CellState(
                result, "" if broadcasts else known.cause, _most(known.broadcasts, broadcasts), known.cancelled
            )
            if broadcasts:
                self._heard(at)

    def _cancel(self, said: CancelReceipt, at: datetime) -> None:
        for name, cell in said.cells.items():
            known = self.cells.get(name, CellState())
            if cell.result == "silent" and known.cancelled is not None:
                continue
            broadcasts = _most(known.broadcasts, cell.broadcasts)
            self.cells[name] = CellState(known.result, known.cause, broadcasts, cell.result)
            self.cancelled_at = at


def count_cells(orders: Iterable[OrderState]) -> CellCounts:
    """Return cells asked and what they did over several orders; a cell counts once per channel, by its gravest answer.

    Where a message goes out in two parts (two languages on two identifiers), a cell that refused one of them refused.
    """
    worst: dict[tuple[str, str], CellResult] = {}
    whole = False
    for order in orders:
        whole = whole or order.order.cells == "all"
        for name, cell in order.cells.items():
            key = (order.order.channel, name)
            worst[key] = min(worst.get(key, "taken"), cell.result, key=_GRAVEST.index)
    found = list(worst.values())
    return CellCounts(
        None if whole else len(found),
        found.count("taken"),
        found.count("refused"),
        found.count("silent"),
        found.count("pending"),
    )


def _most(known: int | None, said: int | None) -> int | None:
    """A counter of broadcasts only goes up; an older answer that comes late takes nothing back."""
    return said if known is None else known if said is None else max(known, said)
