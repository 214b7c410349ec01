# SPDX-License-Identifier: EUPL-1.2
"""Cells as CBSP names them, and the lists of cells in its messages (3GPP TS 48.049, 8.2.6, 8.2.10 and 8.2.11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from weerbaar.alerting.broadcast.cause import CbspError
from weerbaar.base import Text


class CellKind(IntEnum):
    """By what a cell or a group of cells is named: the cell identification discriminator."""

    CGI = 0
    LAC_CI = 1
    CI = 2
    LAI = 4
    LAC = 5
    ALL = 6


# Which of network, location area and cell number each kind holds.
_PARTS: dict[CellKind, tuple[bool, bool, bool]] = {
    CellKind.CGI: (True, True, True),
    CellKind.LAC_CI: (False, True, True),
    CellKind.CI: (False, False, True),
    CellKind.LAI: (True, True, False),
    CellKind.LAC: (False, True, False),
    CellKind.ALL: (False, False, False),
}
_KINDS = {parts: kind for kind, parts in _PARTS.items()}
_FILLER = 0xF


@dataclass(frozen=True, slots=True)
class CellId:
    """One cell, or the cells of one location area, or with nothing filled in all cells of the controller.

    Attributes:
        plmn: country and network code, five or six digits (``20404``); empty where not said.
        lac: location area code, 0 to 65535.
        ci: cell number, 0 to 65535.
    """

    plmn: str = ""
    lac: int | None = None
    ci: int | None = None

    @property
    def kind(self) -> CellKind:
        """By what it is named.

        Raises:
            CbspError: these parts together name nothing, for instance a network without a location area.
        """
        parts = (bool(self.plmn), self.lac is not None, self.ci is not None)
        if parts not in _KINDS:
            raise _bad_cell(self)
        return _KINDS[parts]


@dataclass(frozen=True, slots=True)
class CellList:
    """Cells that are all named by the same kind; without cells it stands for all cells of the controller."""

    cells: tuple[CellId, ...] = ()
    kind: CellKind = CellKind.ALL

    @classmethod
    def of(cls, cells: Iterable[CellId]) -> CellList:
        """Return the list of these cells, at least one.

        Raises:
            CbspError: there are none, or they are named by different kinds.
        """
        listed = tuple(cells)
        kinds = {cell.kind for cell in listed}
        if len(kinds) != 1:
            raise CbspError(
                Text(
                    nl=f"Een lijst van zendcellen heeft één soort aanduiding, niet {len(kinds)}.",
                    en=f"A list of cells has one kind of identity, not {len(kinds)}.",
                )
            )
        return cls(listed, kinds.pop())


ALL_CELLS = CellList()


class CountInfo(IntEnum):
    """What a number of broadcasts is worth."""

    VALID = 0
    OVERFLOWN = 1
    UNDEFINED = 2


@dataclass(frozen=True, slots=True)
class Completed:
    """How often a cell has broadcast the message."""

    cell: CellId
    broadcasts: int
    info: CountInfo = CountInfo.VALID


@dataclass(frozen=True, slots=True)
class CellFailure:
    """A cell that did not do as asked, and why; ``cause_text`` says it in words."""

    cell: CellId
    cause: int


def write_cells(cells: CellList) -> bytes:
    """Return the value of a cell list (8.2.6): the kind, then the cells."""
    return _listed(cells.kind, ((cell, b"") for cell in cells.cells))


def read_cells(value: bytes) -> CellList:
    """Return the cell list of a value."""
    kind, entries = _entries(value, 0)
    return CellList(tuple(cell for cell, _ in entries), kind)


def write_completed(completed: tuple[Completed, ...]) -> bytes:
    """Return the value of a list of broadcasts completed (8.2.10); all cells are named by the kind of the first."""
    kind = completed[0].cell.kind if completed else CellKind.ALL
    return _listed(kind, ((c.cell, _octets(c.broadcasts, 2) + bytes([c.info])) for c in completed))


def read_completed(value: bytes) -> tuple[Completed, ...]:
    """Return the broadcasts completed of each cell."""
    return tuple(
        Completed(cell, int.from_bytes(tail[:2], "big"), _count_info(tail[2])) for cell, tail in _entries(value, 3)[1]
    )


def write_failures(failures: tuple[CellFailure, ...]) -> bytes:
    """Return the value of a failure list (8.2.11), where every cell has a kind of its own."""
    return b"".join(
        bytes([failure.cell.kind]) + _cell_octets(failure.cell, failure.cell.kind) + _octets(failure.cause, 1)
        for failure in failures
    )


def read_failures(value: bytes) -> tuple[CellFailure, ...]:
    """Return the cells that failed, with their causes."""
    failures: list[CellFailure] = []
    at = 0
    while at < len(value):
        kind = _kind(value[at])
        end = at + 1 + _size(kind)
        if end >= len(value):
            raise _truncated()
        failures.append(CellFailure(_cell(value[at + 1 : end], kind), value[end]))
        at = end + 1
    return tuple(failures)


def _listed(kind: CellKind, entries: Iterable[tuple[CellId, bytes]]) -> bytes:
    return bytes([kind]) + b"".join(_cell_octets(cell, kind) + tail for cell, tail in entries)


def _entries(value: bytes, tail: int) -> tuple[CellKind, list[tuple[CellId, bytes]]]:
    """Return the kind and the entries of a list; each entry is a cell and ``tail`` more octets."""
    if not value:
        raise _truncated()
    kind = _kind(value[0])
    size = _size(kind)
    step = size + tail
    # A list of all cells has no entries; what is said about each of them has.
    if (len(value) - 1) % step if step else len(value) > 1:
        raise _truncated()
    starts = range(1, len(value), step) if step else range(0)
    return kind, [(_cell(value[at : at + size], kind), value[at + size : at + step]) for at in starts]


def _kind(number: int) -> CellKind:
    try:
        return CellKind(number)
    except ValueError:
        raise CbspError(
            Text(
                nl=f"Zendcellen zijn aangeduid met onbekende soort {number}; bekend zijn 0, 1, 2, 4, 5 en 6.",
                en=f"Cells are named by the unknown kind {number}; known are 0, 1, 2, 4, 5 and 6.",
            )
        ) from None


def _size(kind: CellKind) -> int:
    plmn, lac, ci = _PARTS[kind]
    return 3 * plmn + 2 * lac + 2 * ci


def _cell_octets(cell: CellId, kind: CellKind) -> bytes:
    if cell.kind is not kind:
        raise CbspError(
            Text(
                nl=f"Zendcel {_name(cell)} past niet in een lijst van soort {kind.name}.",
                en=f"Cell {_name(cell)} does not fit in a list of kind {kind.name}.",
            )
        )
    octets = write_plmn(cell.plmn) if cell.plmn else b""
    return octets + b"".join(_octets(number, 2) for number in (cell.lac, cell.ci) if number is not None)


def _cell(octets: bytes, kind: CellKind) -> CellId:
    has_plmn, has_lac, has_ci = _PARTS[kind]
    numbers = octets[3:] if has_plmn else octets
    return CellId(
        plmn=read_plmn(octets[:3]) if has_plmn else "",
        lac=int.from_bytes(numbers[:2], "big") if has_lac else None,
        ci=int.from_bytes(numbers[-2:], "big") if has_ci else None,
    )


def write_plmn(plmn: str) -> bytes:
    """Return the three octets of a country and network code (TS 24.008, 10.5.1.3).

    Raises:
        CbspError: it is not five or six digits.
    """
    if not (plmn.isascii() and plmn.isdigit() and len(plmn) in (5, 6)):
        raise CbspError(
            Text(
                nl=f'Netwerk "{plmn}" bestaat niet uit vijf of zes cijfers.',
                en=f'Network "{plmn}" is not five or six digits.',
            )
        )
    digits = [int(digit) for digit in plmn]
    third = digits[5] if len(digits) == 6 else _FILLER
    return bytes([digits[1] << 4 | digits[0], third << 4 | digits[2], digits[4] << 4 | digits[3]])


def read_plmn(octets: bytes) -> str:
    """Return the country and network code of three octets.

    Raises:
        CbspError: they do not hold digits.
    """
    digits = [octets[0] & 15, octets[0] >> 4, octets[1] & 15, octets[2] & 15, octets[2] >> 4]
    if octets[1] >> 4 != _FILLER:
        digits.append(octets[1] >> 4)
    if max(digits) > 9:
        raise CbspError(
            Text(
                nl=f"Netwerk {octets.hex()} bestaat niet uit cijfers.",
                en=f"Network {octets.hex()} does not hold digits.",
            )
        )
    return "".join(map(str, digits))


def _count_info(octet: int) -> CountInfo:
    # Values that the standard keeps for later say nothing about the count.
    return CountInfo(octet & 15) if octet & 15 in (0, 1) else CountInfo.UNDEFINED


def _octets(number: int, size: int) -> bytes:
    if not 0 <= number < 1 << 8 * size:
        largest = (1 << 8 * size) - 1
        raise CbspError(
            Text(nl=f"{number} ligt niet tussen 0 en {largest}.", en=f"{number} is not between 0 and {largest}.")
        )
    return number.to_bytes(size, "big")


def _name(cell: CellId) -> str:
    parts = (cell.plmn or None, cell.lac, cell.ci)
    return "-".join(str(part) for part in parts if part is not None) or "(all)"


def _bad_cell(cell: CellId) -> CbspError:
    return CbspError(
        Text(
            nl=f"Aanduiding {_name(cell)} noemt geen zendcel: een netwerk heeft ook een gebiedsnummer nodig.",
            en=f"Identity {_name(cell)} names no cell: a network needs a location area too.",
        )
    )


def _truncated() -> CbspError:
    return CbspError(
        Text(nl="Een lijst van zendcellen breekt halverwege af.", en="A list of cells breaks off half-way.")
    )
