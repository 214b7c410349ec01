# SPDX-License-Identifier: EUPL-1.2
"""What came of an order: how the transport ended, and apart from that what every cell did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from weerbaar.alerting.broadcast import Cause, cause_text

Ending = Literal["answered", "timeout", "refused", "disconnected", "unknown"]
CellResult = Literal["taken", "refused", "silent"]

# osmo-bsc gives 0 for a cell that it does not have.
_FINAL_CAUSES = frozenset(
    {
        Cause.PARAMETER_NOT_RECOGNISED,
        Cause.PARAMETER_VALUE_INVALID,
        Cause.CELL_NOT_VALID,
        Cause.NOT_SUPPORTED,
        Cause.LOCATION_AREA_NOT_VALID,
    }
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one cell did.

    Attributes:
        cell: its name, as it was asked.
        result: it did as asked; it refused; or no word came of it.
        cause: why it refused, as 3GPP TS 48.049, 8.2.13 numbers causes.
        broadcasts: how often it has broadcast the message; None where it did not say.
    """

    cell: str
    result: CellResult
    cause: int | None = None
    broadcasts: int | None = None

    @property
    def absent(self) -> bool:
        """Whether the cell says that it does not have the message."""
        return self.cause == Cause.MESSAGE_NOT_IDENTIFIED

    @property
    def cause_words(self) -> str:
        """The cause as the register keeps it: number and Dutch words; empty where there is none."""
        return "" if self.cause is None else f"{int(self.cause)}: {cause_text(self.cause).nl}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one order, query or withdrawal. There is no "ok": only how it ended, and receipts.

    Attributes:
        ending: ``answered``: the other side said what its cells did; ``timeout``: it was asked and stayed silent;
            ``refused``: it did not want the order; ``disconnected``: it was not there, or left before answering;
            ``unknown``: it answered in a way that proves nothing.
        receipts: per cell; a cell that was asked and not answered for is ``silent``.
        replaced: how often each cell had broadcast the message that was replaced.
        detail: what a reader of the register wants to know about the transport.
    """

    ending: Ending
    receipts: tuple[Receipt, ...] = ()
    replaced: tuple[Receipt, ...] = ()
    detail: str = ""

    def cells(self, result: CellResult) -> tuple[str, ...]:
        """Return the cells with this result."""
        return tuple(receipt.cell for receipt in self.receipts if receipt.result == result)

    @property
    def absent(self) -> tuple[str, ...]:
        """The cells that say they do not have the message."""
        return tuple(receipt.cell for receipt in self.receipts if receipt.absent)


def is_final(cause_words: str) -> bool:
    """Whether a cell that refused for this cause, as the register keeps it, will do so again: it is not asked again."""
    number = cause_words.partition(":")[0]
    return number.isdigit() and int(number) in _FINAL_CAUSES
