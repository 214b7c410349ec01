# SPDX-License-Identifier: EUPL-1.2
"""A network that does not exist: it answers as a controller does, with failures from a seed, and broadcasts nothing.

For exercises and demonstrations. There is no address in it, so nothing that is sent to it can leave the process.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from weerbaar.alerting.broadcast import Cause
from weerbaar.alerting.delivery.cell_names import ALL
from weerbaar.alerting.delivery.channel import Clock, Peer, check_order
from weerbaar.alerting.delivery.orders import ForExercise, Message, Order, broadcasts_left
from weerbaar.alerting.delivery.outcome import Outcome, Receipt

_REFUSALS = (Cause.BSC_CAPACITY_EXCEEDED, Cause.NOT_OPERATIONAL, Cause.CELL_MEMORY_EXCEEDED)


@dataclass(frozen=True, slots=True)
class _OnAir:
    message: Message[ForExercise]
    started: datetime


class RehearsalChannel:
    """A channel for exercises to cells that are made up.

    Args:
        name: of the channel.
        cells: names of the cells that it has.
        clock: gives the moment; broadcasts are counted by it.
        seed: decides which cells fail, the same ones each time.
        refusing: share of the cells that refuse, 0 to 1.
        silent: share of the cells that never answer, 0 to 1.
    """

    one_per_identifier = False
    picks_cells = True
    purpose = ForExercise()

    def __init__(
        self,
        name: str,
        cells: Iterable[str],
        clock: Clock,
        *,
        seed: int = 0,
        refusing: float = 0.0,
        silent: float = 0.0,
    ) -> None:
        self.name = name
        self._clock = clock
        self._cells = tuple(cells)
        random = np.random.default_rng(seed)
        chance = random.random(len(self._cells))
        causes = random.integers(len(_REFUSALS), size=len(self._cells))
        self._refusing = {
            cell: _REFUSALS[cause] for cell, c, cause in zip(self._cells, chance, causes, strict=True) if c < refusing
        }
        self._silent = {cell for cell, c in zip(self._cells, chance, strict=True) if refusing <= c < refusing + silent}
        self._on_air: dict[tuple[str, int, int], _OnAir] = {}

    def deliver(self, order: Order[ForExercise]) -> Outcome:
        """Take the message in the cells that do not fail."""
        check_order(self, order)
        now = self._clock()
        replaced = []
        receipts = []
        for cell in self._asked(order):
            if cell in self._refusing:
                receipts.append(Receipt(cell, "refused", self._refusing[cell]))
            elif cell not in self._cells:
                receipts.append(Receipt(cell, "refused", Cause.CELL_NOT_VALID))
            elif cell in self._silent:
                receipts.append(Receipt(cell, "silent"))
            else:
                if order.replaces is not None:
                    old = self._on_air.pop((cell, order.identifier, order.replaces), None)
                    if old is not None:
                        replaced.append(Receipt(cell, "taken", None, _count(old, now)))
                self._on_air.setdefault((cell, order.identifier, order.serial), _OnAir(order.message, now))
                receipts.append(Receipt(cell, "taken"))
        return _outcome(receipts, tuple(replaced))

    def query(self, order: Order[ForExercise]) -> Outcome:
        """Return how often each cell has broadcast the message, by the clock."""
        check_order(self, order)
        return _outcome([self._told(cell, order, stop=False) for cell in self._asked(order)])

    def withdraw(self, order: Order[ForExercise]) -> Outcome:
        """Stop, and return how often each cell had broadcast the message."""
        check_order(self, order)
        return _outcome([self._told(cell, order, stop=True) for cell in self._asked(order)])

    def peers(self) -> tuple[Peer, ...]:
        """Return the one controller, which is always there."""
        return (Peer(self.name, connected=True),)

    def _asked(self, order: Order[ForExercise]) -> tuple[str, ...]:
        return order.message.cells or self._cells

    def _told(self, cell: str, order: Order[ForExercise], *, stop: bool) -> Receipt:
        if cell in self._silent:
            return Receipt(cell, "silent")
        key = (cell, order.identifier, order.serial)
        found = self._on_air.get(key)
        if found is None:
            unknown = Cause.MESSAGE_NOT_IDENTIFIED if cell in self._cells else Cause.CELL_NOT_VALID
            return Receipt(cell, "refused", unknown)
        if stop:
            del self._on_air[key]
        return Receipt(cell, "taken", None, _count(found, self._clock()))


def _outcome(receipts: list[Receipt], replaced: tuple[Receipt, ...] = ()) -> Outcome:
    silent = all(receipt.result == "silent" for receipt in receipts)
    return Outcome("timeout" if silent else "answered", tuple(receipts) or (Receipt(ALL, "silent"),), replaced)


def _count(on_air: _OnAir, now: datetime) -> int:
    return on_air.message.broadcasts - broadcasts_left(on_air.message, on_air.started, now)
