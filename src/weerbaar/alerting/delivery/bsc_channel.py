# SPDX-License-Identifier: EUPL-1.2
"""A channel to one base station controller, with receipts per cell (3GPP TS 48.049)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from weerbaar.alerting.broadcast import (
    ALL_CELLS,
    Cause,
    CbspError,
    CellFailure,
    CellId,
    CellList,
    Completed,
    CountInfo,
    ErrorIndication,
    Kill,
    KillComplete,
    KillFailure,
    StatusQuery,
    StatusQueryComplete,
    StatusQueryFailure,
    WriteReplace,
    WriteReplaceComplete,
    WriteReplaceFailure,
    cause_text,
)
from weerbaar.alerting.delivery.cbsp_link import CbspLink, Dial, LinkError, Reply, Request, Wait
from weerbaar.alerting.delivery.cell_names import ALL, Asked, read_cell
from weerbaar.alerting.delivery.channel import Peer, check_order, check_recipient
from weerbaar.alerting.delivery.orders import ForExercise, ForReal, Order, P
from weerbaar.alerting.delivery.outcome import Outcome, Receipt

# A function takes its parameter in; the type of an order only gives it out.
_For = TypeVar("_For", bound=ForReal | ForExercise)


class BscChannel(Generic[P]):
    """One controller over CBSP. It keeps any number of messages, also on one message identifier.

    Args:
        name: of the channel.
        purpose: what it is for; with an exercise, the controller must be on this machine.
        link: the connection; see :func:`bsc_channel`.
    """

    one_per_identifier = False
    picks_cells = True

    def __init__(self, name: str, purpose: P, link: CbspLink) -> None:
        for host in _hosts(link):
            check_recipient(name, purpose, host)
        self.name = name
        self.purpose = purpose
        self._link = link

    def deliver(self, order: Order[P]) -> Outcome:
        """Write or replace. Cells that do not have the message to be replaced get the new one all the same.

        A cell that has this very message already (cause 13) has taken it: that is how sending again does no harm.
        """
        check_order(self, order)
        outcome = self._written(order, order.replaces)
        strangers = outcome.absent if order.replaces is not None else ()
        if not strangers:
            return outcome
        again = self._written(order.in_cells(strangers), None)
        merged = {receipt.cell: receipt for receipt in (*outcome.receipts, *again.receipts)}
        return Outcome(again.ending, tuple(merged.values()), outcome.replaced, again.detail or outcome.detail)

    def query(self, order: Order[P]) -> Outcome:
        """Ask how often each cell has broadcast the message."""
        check_order(self, order)
        return self._asked(StatusQuery(order.identifier, order.serial, _cell_list(order)), order)

    def withdraw(self, order: Order[P]) -> Outcome:
        """Take the message off the air."""
        check_order(self, order)
        return self._asked(Kill(order.identifier, order.serial, _cell_list(order)), order)

    def peers(self) -> tuple[Peer, ...]:
        """Return the one controller."""
        connected = self._link.alive()
        return (Peer(self._link.name, connected, self._link.changes()),)

    def close(self) -> None:
        """Hang up."""
        self._link.close()

    def _written(self, order: Order[P], replaces: int | None) -> Outcome:
        message = order.message
        return self._asked(
            WriteReplace(
                message_identifier=order.identifier,
                new_serial=order.serial,
                cells=_cell_list(order),
                pages=message.pages,
                dcs=message.dcs,
                repetition_period=message.period,
                broadcasts=message.broadcasts,
                old_serial=replaces,
            ),
            order,
        )

    def _asked(self, request: Request, order: Order[P]) -> Outcome:
        asked = order.message.cells
        try:
            return read_reply(self._link.exchange(request), asked)
        except LinkError as error:
            return Outcome(error.ending, _silent(asked), detail=error.render("nl"))
        except CbspError as error:
            return Outcome("refused", _silent(asked), detail=error.render("nl"))


def bsc_channel(name: str, purpose: _For, host: str, port: int, *, answer_s: float = 2.0) -> BscChannel[_For]:
    """Return a channel to a controller that waits at ``host`` and ``port``.

    Raises:
        WrongPurposeError: a channel for exercises to another machine.
    """
    check_recipient(name, purpose, host)
    return BscChannel(name, purpose, CbspLink(name, Dial(host, port), answer_s))


def read_reply(reply: Reply, asked: tuple[str, ...]) -> Outcome:
    """Return what a controller's answer says about the cells that were asked; empty where all were."""
    names = Asked(asked)
    if isinstance(reply, ErrorIndication):
        return Outcome("refused", _silent(asked), detail=cause_text(reply.cause).nl)
    if isinstance(reply, WriteReplaceComplete | WriteReplaceFailure):
        failures = reply.failures if isinstance(reply, WriteReplaceFailure) else ()
        taken = [Receipt(name, "taken") for name in _names(reply.cells, names)]
        replaced = tuple(_counted(reply.completed, names))
    elif isinstance(reply, KillComplete | KillFailure):
        failures = reply.failures if isinstance(reply, KillFailure) else ()
        taken = [Receipt(name, "taken") for name in _names(reply.cells, names)]
        taken += _counted(reply.completed, names)
        replaced = ()
    elif isinstance(reply, StatusQueryComplete | StatusQueryFailure):
        failures = reply.failures if isinstance(reply, StatusQueryFailure) else ()
        taken = _counted(reply.completed, names)
        replaced = ()
    else:
        return Outcome("answered", _silent(asked))
    found = {receipt.cell: receipt for receipt in (*taken, *_failed(failures, names))}
    complete = not isinstance(reply, WriteReplaceFailure | KillFailure | StatusQueryFailure)
    if complete and not found:
        # "All cells" without naming any: each that was asked, or the whole controller.
        found = {name: Receipt(name, "taken") for name in asked or (ALL,)}
    found |= {name: Receipt(name, "silent") for name in asked if name not in found}
    return Outcome("answered", tuple(found.values()), replaced)


def _cell_list(order: Order[P]) -> CellList:
    cells = [read_cell(name) for name in order.message.cells]
    if not cells:
        return ALL_CELLS
    if len({cell.kind for cell in cells}) > 1:
        cells = [CellId("", cell.lac, cell.ci) for cell in cells]
    return CellList.of(cells)


def _names(cells: CellList | None, names: Asked) -> list[str]:
    return [names.name(cell) for cell in cells.cells] if cells is not None else []


def _counted(completed: Iterable[Completed], names: Asked) -> list[Receipt]:
    return [
        Receipt(names.name(c.cell), "taken", None, None if c.info is CountInfo.UNDEFINED else c.broadcasts)
        for c in completed
    ]


def _failed(failures: Iterable[CellFailure], names: Asked) -> list[Receipt]:
    # Refused because it is there already is no refusal.
    return [
        Receipt(names.name(f.cell), "taken")
        if f.cause == Cause.MESSAGE_ALREADY_USED
        else Receipt(names.name(f.cell), "refused", f.cause)
        for f in failures
    ]


def _silent(asked: tuple[str, ...]) -> tuple[Receipt, ...]:
    return tuple(Receipt(name, "silent") for name in asked or (ALL,))


def _hosts(link: CbspLink) -> tuple[str, ...]:
    route = link.route
    if isinstance(route, Dial):
        return (route.host,)
    return tuple(sorted(route.callers)) if isinstance(route, Wait) else ("",)
