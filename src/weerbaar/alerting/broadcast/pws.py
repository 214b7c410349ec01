# SPDX-License-Identifier: EUPL-1.2
"""A warning for the 4G and 5G networks: to a core over SBc-AP, and from a core to base stations over S1AP and NGAP.

3GPP TS 29.168, 4.3 (SBc-AP), TS 36.413, 9.1.13 (S1AP) and TS 38.413, 9.2.8 (NGAP). The three say the same with other
numbers. They travel over SCTP with the payload protocol identifiers 24, 18 and 60.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from weerbaar.alerting.broadcast import per
from weerbaar.alerting.broadcast.cell_list import write_plmn
from weerbaar.alerting.broadcast.gsm7 import PAGE_OCTETS
from weerbaar.alerting.broadcast.pages import MAX_PAGES
from weerbaar.alerting.broadcast.schedule import LONGEST_PERIOD, MOST_BROADCASTS
from weerbaar.base import Text, WeerbaarError

_MOST_PLACES = 65535
_LARGEST_AREA = 1024


class Interface(StrEnum):
    """Between which two a warning travels."""

    SBC_AP = "sbc-ap"
    S1AP = "s1ap"
    NGAP = "ngap"


class WarningMessageError(WeerbaarError):
    """A warning that does not fit in the message of an interface."""


@dataclass(frozen=True, slots=True)
class RadioCell:
    """A 4G or 5G cell.

    Attributes:
        plmn: country and network code, five or six digits.
        cell: 28 bits in 4G (SBc-AP, S1AP), 36 bits in 5G (NGAP).
    """

    plmn: str
    cell: int


@dataclass(frozen=True, slots=True)
class TrackingArea:
    """All cells of a tracking area.

    Attributes:
        plmn: country and network code, five or six digits.
        code: 16 bits in 4G (SBc-AP, S1AP), 24 bits in 5G (NGAP).
    """

    plmn: str
    code: int


# Where to broadcast: cells, or tracking areas, but not both; empty is everywhere.
Places = tuple[RadioCell, ...] | tuple[TrackingArea, ...]


@dataclass(frozen=True, slots=True)
class PublicWarning:
    """Put a message on the air beside those that are there, or in the place of one with the same code.

    Attributes:
        message_identifier: 16 bits.
        serial: 16 bits.
        dcs: data coding scheme of the pages.
        pages: 1 to 15 pages of 82 octets.
        period_s: repetition period in seconds, 1 to 4095.
        broadcasts: how often, 1 to 65535.
        places: where.
        area: outline for phones, as ``encode_warning_area`` makes it; empty leaves it to the cells.
    """

    message_identifier: int
    serial: int
    dcs: int
    pages: tuple[bytes, ...]
    period_s: int
    broadcasts: int
    places: Places = ()
    area: bytes = b""


@dataclass(frozen=True, slots=True)
class StopWarning:
    """Take a message off the air."""

    message_identifier: int
    serial: int
    places: Places = ()


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What the interfaces call the same things."""

    write: int
    stop: int
    message: int
    serial: int
    places: int
    period: int
    broadcasts: int
    dcs: int
    contents: int
    concurrent: int
    area: int
    cell_bits: int
    code_octets: int
    # Which alternative of the list of places cells and tracking areas are.
    cells: int
    tracking_areas: int
    # Whether the period has room for more than two octets.
    wide_period: bool


_NUMBERS = {
    Interface.SBC_AP: _Numbers(0, 1, 5, 11, 15, 10, 7, 3, 16, 20, 46, 28, 2, 0, 1, wide_period=False),
    Interface.S1AP: _Numbers(36, 43, 111, 112, 113, 114, 115, 118, 119, 142, 286, 28, 2, 0, 1, wide_period=False),
    Interface.NGAP: _Numbers(51, 32, 35, 95, 122, 87, 47, 20, 123, 17, 141, 36, 3, 1, 2, wide_period=True),
}


def encode_warning(interface: Interface, warning: PublicWarning) -> bytes:
    """Return a Write-Replace-Warning-Request.

    Raises:
        WarningMessageError: a number, a page or a place does not fit.
        CbspError: a network is not five or six digits.
    """
    _check(warning)
    numbers = _NUMBERS[interface]
    period = per.wide_integer(warning.period_s) if numbers.wide_period else warning.period_s.to_bytes(2, "big")
    content = bytes([len(warning.pages)]) + b"".join(page + bytes([PAGE_OCTETS]) for page in warning.pages)
    elements = [
        *_head(numbers, warning),
        per.element(numbers.period, "reject", period),
        per.element(numbers.broadcasts, "reject", warning.broadcasts.to_bytes(2, "big")),
        per.element(numbers.dcs, "ignore", bytes([warning.dcs])),
        per.element(numbers.contents, "ignore", per.octet_string(content)),
        # Without it a network takes every other message off the air.
        per.element(numbers.concurrent, "reject", b"\x00"),
    ]
    if warning.area:
        elements.append(per.element(numbers.area, "ignore", per.octet_string(warning.area)))
    return per.request(numbers.write, elements)


def encode_stop(interface: Interface, stop: StopWarning) -> bytes:
    """Return a Stop-Warning-Request (SBc-AP), Kill-Request (S1AP) or PWS-Cancel-Request (NGAP).

    Raises:
        WarningMessageError: a number or a place does not fit.
        CbspError: a network is not five or six digits.
    """
    numbers = _NUMBERS[interface]
    return per.request(numbers.stop, _head(numbers, stop))


def _head(numbers: _Numbers, message: PublicWarning | StopWarning) -> list[bytes]:
    _within(message.message_identifier, 0, 0xFFFF)
    _within(message.serial, 0, 0xFFFF)
    elements = [
        per.element(numbers.message, "reject", message.message_identifier.to_bytes(2, "big")),
        per.element(numbers.serial, "reject", message.serial.to_bytes(2, "big")),
    ]
    if message.places:
        elements.append(per.element(numbers.places, "ignore", _places(numbers, message.places)))
    return elements


def _places(numbers: _Numbers, places: Places) -> bytes:
    _within(len(places), 1, _MOST_PLACES)
    cells = [place for place in places if isinstance(place, RadioCell)]
    areas = [place for place in places if isinstance(place, TrackingArea)]
    if cells and areas:
        raise WarningMessageError(
            Text(
                nl="Een lijst noemt zendcellen of gebieden van zendcellen, niet allebei.",
                en="A list names cells or tracking areas, not both.",
            )
        )
    if cells:
        # The bits behind the number of a cell hold the two bits that the next cell begins with.
        items = [write_plmn(cell.plmn) + _cell_number(cell.cell, numbers.cell_bits) for cell in cells]
        return bytes([numbers.cells << 5]) + per.sequence_of([b"\x00" + items[0], *items[1:]], 1)
    items = [b"\x00" + write_plmn(area.plmn) + _area_code(area.code, numbers.code_octets) for area in areas]
    return bytes([numbers.tracking_areas << 5]) + per.sequence_of(items, 1)


def _cell_number(cell: int, bits: int) -> bytes:
    _within(cell, 0, (1 << bits) - 1)
    size = (bits + 7) // 8
    return (cell << 8 * size - bits).to_bytes(size, "big")


def _area_code(code: int, size: int) -> bytes:
    _within(code, 0, (1 << 8 * size) - 1)
    return code.to_bytes(size, "big")


def _check(warning: PublicWarning) -> None:
    _within(warning.dcs, 0, 0xFF)
    _within(warning.period_s, 1, LONGEST_PERIOD)
    _within(warning.broadcasts, 1, MOST_BROADCASTS)
    _within(len(warning.pages), 1, MAX_PAGES)
    for page in warning.pages:
        _within(len(page), PAGE_OCTETS, PAGE_OCTETS)
    _within(len(warning.area), 0, _LARGEST_AREA)


def _within(value: int, smallest: int, largest: int) -> None:
    if not smallest <= value <= largest:
        raise WarningMessageError(
            Text(
                nl=f"{value} ligt niet tussen {smallest} en {largest}.",
                en=f"{value} is not between {smallest} and {largest}.",
            )
        )
