# SPDX-License-Identifier: EUPL-1.2
"""CBSP, the talk between a cell broadcast centre and a base station controller (3GPP TS 48.049).

Message objects; ``cbsp_octets`` makes octets of them and back. Times and answers are of the part that delivers.
Left out is what NL-Alert does not take: earthquake and tsunami warnings by paging, and load queries (the load is
worked out before sending).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from weerbaar.alerting.broadcast.cell_list import ALL_CELLS, CellFailure, CellList, Completed

PORT = 48049


class Category(IntEnum):
    """How urgent a message is to the controller (8.2.7)."""

    HIGH_PRIORITY = 0
    BACKGROUND = 1
    NORMAL = 2


class Channel(IntEnum):
    """The broadcast channel of a cell (8.2.20)."""

    BASIC = 0
    EXTENDED = 1


class Recovery(IntEnum):
    """Whether a controller that starts again still has its messages (8.2.15)."""

    AVAILABLE = 0
    LOST = 1


class BroadcastKind(IntEnum):
    """Which kind of broadcast a restart or a failure is about (8.2.24)."""

    CBS = 0
    EMERGENCY = 1


@dataclass(frozen=True, slots=True)
class WriteReplace:
    """Put a message on the air, or with ``old_serial`` put it in the place of another.

    Attributes:
        message_identifier: 0 to 65535.
        new_serial: serial number of the message.
        cells: where.
        pages: 1 to 15 pages of 82 octets. What was received may hold shorter ones.
        dcs: data coding scheme of the pages.
        repetition_period: in units of 1.883 s, 1 to 4095.
        broadcasts: how often, 0 to 65535; 0 is without end in the standard, and once to some controllers.
    """

    message_identifier: int
    new_serial: int
    cells: CellList = ALL_CELLS
    pages: tuple[bytes, ...] = ()
    dcs: int = 0x0F
    repetition_period: int = 1
    broadcasts: int = 1
    category: Category = Category.HIGH_PRIORITY
    channel: Channel = Channel.BASIC
    old_serial: int | None = None

    @property
    def page_count(self) -> int:
        """How many pages there are, which the message says before them (8.2.19)."""
        return len(self.pages)


@dataclass(frozen=True, slots=True)
class WriteReplaceComplete:
    """All cells took the message; ``completed`` counts the broadcasts of the message that was replaced."""

    message_identifier: int
    new_serial: int
    cells: CellList | None = None
    old_serial: int | None = None
    completed: tuple[Completed, ...] = ()
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class WriteReplaceFailure:
    """Some cells did not take the message; ``cells`` are those that did."""

    message_identifier: int
    new_serial: int
    failures: tuple[CellFailure, ...]
    cells: CellList | None = None
    old_serial: int | None = None
    completed: tuple[Completed, ...] = ()
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class Kill:
    """Take a message off the air."""

    message_identifier: int
    old_serial: int
    cells: CellList = ALL_CELLS
    channel: Channel = Channel.BASIC


@dataclass(frozen=True, slots=True)
class KillComplete:
    """All cells took the message off the air."""

    message_identifier: int
    old_serial: int
    cells: CellList | None = None
    completed: tuple[Completed, ...] = ()
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class KillFailure:
    """Some cells did not take the message off the air; ``cells`` are those that did."""

    message_identifier: int
    old_serial: int
    failures: tuple[CellFailure, ...]
    cells: CellList | None = None
    completed: tuple[Completed, ...] = ()
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class StatusQuery:
    """Ask how often each cell has broadcast a message."""

    message_identifier: int
    old_serial: int
    cells: CellList = ALL_CELLS
    channel: Channel = Channel.BASIC


@dataclass(frozen=True, slots=True)
class StatusQueryComplete:
    """How often each cell has broadcast a message."""

    message_identifier: int
    old_serial: int
    completed: tuple[Completed, ...]
    channel: Channel = Channel.BASIC


@dataclass(frozen=True, slots=True)
class StatusQueryFailure:
    """Some cells could not tell how often; ``completed`` are those that could."""

    message_identifier: int
    old_serial: int
    failures: tuple[CellFailure, ...]
    channel: Channel = Channel.BASIC
    completed: tuple[Completed, ...] = ()


@dataclass(frozen=True, slots=True)
class Reset:
    """Take all messages of these cells off the air."""

    cells: CellList = ALL_CELLS


@dataclass(frozen=True, slots=True)
class ResetComplete:
    """All messages of these cells are off the air."""

    cells: CellList = ALL_CELLS


@dataclass(frozen=True, slots=True)
class ResetFailure:
    """Some cells could not be reset; ``cells`` are those that were."""

    failures: tuple[CellFailure, ...]
    cells: CellList | None = None


@dataclass(frozen=True, slots=True)
class Restart:
    """These cells work, or work again: a controller says so when it connects and when cells come back."""

    cells: CellList = ALL_CELLS
    kind: BroadcastKind = BroadcastKind.CBS
    recovery: Recovery = Recovery.LOST


@dataclass(frozen=True, slots=True)
class Failure:
    """These cells cannot broadcast now, each with its cause."""

    failures: tuple[CellFailure, ...]
    kind: BroadcastKind = BroadcastKind.CBS


@dataclass(frozen=True, slots=True)
class KeepAlive:
    """Is the other side still there?

    Attributes:
        keep_alive_period_s: within how many seconds the next one comes, 1 to 120; sent as the nearest longer period
            that the standard knows (8.2.26).
    """

    keep_alive_period_s: int


@dataclass(frozen=True, slots=True)
class KeepAliveComplete:
    """The other side is still there."""


@dataclass(frozen=True, slots=True)
class ErrorIndication:
    """A message was not understood; ``cause_text`` says why in words."""

    cause: int
    message_identifier: int | None = None
    new_serial: int | None = None
    old_serial: int | None = None
    channel: Channel | None = None


CbspMessage = (
    WriteReplace
    | WriteReplaceComplete
    | WriteReplaceFailure
    | Kill
    | KillComplete
    | KillFailure
    | StatusQuery
    | StatusQueryComplete
    | StatusQueryFailure
    | Reset
    | ResetComplete
    | ResetFailure
    | Restart
    | Failure
    | ErrorIndication
    | KeepAlive
    | KeepAliveComplete
)
