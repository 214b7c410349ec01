# SPDX-License-Identifier: EUPL-1.2
"""CBSP messages to octets and back, element by element (3GPP TS 48.049, 8.1.3 and 8.2)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from weerbaar.alerting.broadcast import cbsp
from weerbaar.alerting.broadcast.cause import Cause, CbspError, CbspStreamError
from weerbaar.alerting.broadcast.cbsp import CbspMessage, WriteReplace
from weerbaar.alerting.broadcast.cell_list import (
    read_cells,
    read_completed,
    read_failures,
    write_cells,
    write_completed,
    write_failures,
)
from weerbaar.alerting.broadcast.gsm7 import PAGE_OCTETS
from weerbaar.alerting.broadcast.pages import MAX_PAGES
from weerbaar.alerting.broadcast.schedule import LONGEST_PERIOD, MOST_BROADCASTS
from weerbaar.base import Text

_HEADER = 4
# Four lists at their longest and fifteen pages stay under this; a length over it is noise or an attack.
MAX_MESSAGE_OCTETS = 1 << 18
# Seconds that each code of a keep-alive period stands for (8.2.26), from code 1: steps of 1, 2 and 5 s.
_KEEP_ALIVE_S: tuple[int, ...] = (*range(1, 11), *range(12, 31, 2), *range(35, 121, 5))


@dataclass(frozen=True, slots=True)
class _Element:
    """How an element stands in a message: its number, its length (None: two octets say it), its value."""

    number: int
    size: int | None
    write: Callable[[Any], bytes]
    read: Callable[[bytes], Any]


def _integer(number: int, size: int, largest: int, smallest: int = 0) -> _Element:
    def write(value: int) -> bytes:
        if not smallest <= value <= largest:
            raise CbspError(
                Text(
                    nl=f"{value} ligt niet tussen {smallest} en {largest}.",
                    en=f"{value} is not between {smallest} and {largest}.",
                )
            )
        return value.to_bytes(size, "big")

    return _Element(number, size, write, lambda octets: int.from_bytes(octets, "big"))


def _choice(number: int, choices: type[IntEnum]) -> _Element:
    def read(octets: bytes) -> IntEnum:
        try:
            return choices(octets[0])
        except ValueError:
            raise CbspError(
                Text(
                    nl=f"Waarde {octets[0]} is geen {choices.__name__}; bekend zijn {_numbers(choices)}.",
                    en=f"Value {octets[0]} is no {choices.__name__}; known are {_numbers(choices)}.",
                )
            ) from None

    return _Element(number, 1, lambda value: bytes([choices(value)]), read)


def _numbers(choices: type[IntEnum]) -> str:
    return ", ".join(str(int(choice)) for choice in choices)


def _write_keep_alive(seconds: int) -> bytes:
    if not 1 <= seconds <= _KEEP_ALIVE_S[-1]:
        raise CbspError(
            Text(
                nl=f"{seconds} s ligt niet tussen 1 en {_KEEP_ALIVE_S[-1]} s.",
                en=f"{seconds} s is not between 1 and {_KEEP_ALIVE_S[-1]} s.",
            )
        )
    return bytes([bisect_left(_KEEP_ALIVE_S, seconds) + 1])


def _read_keep_alive(octets: bytes) -> int:
    code = octets[0]
    if not 1 <= code <= len(_KEEP_ALIVE_S):
        raise CbspError(Text(nl=f"Periode {code} bestaat niet.", en=f"Period {code} does not exist."))
    return _KEEP_ALIVE_S[code - 1]


def _write_page(page: bytes) -> bytes:
    # A shorter page would show its padding on phones, and trips up controllers on the way.
    if len(page) != PAGE_OCTETS:
        raise CbspError(
            Text(
                nl=f"Een pagina heeft {PAGE_OCTETS} octetten, geen {len(page)}.",
                en=f"A page has {PAGE_OCTETS} octets, not {len(page)}.",
            )
        )
    return bytes([PAGE_OCTETS]) + page


def _read_page(value: bytes) -> bytes:
    if value[0] > PAGE_OCTETS:
        raise CbspError(
            Text(
                nl=f"Een pagina zegt {value[0]} octetten te hebben; het zijn er ten hoogste {PAGE_OCTETS}.",
                en=f"A page says it has {value[0]} octets; {PAGE_OCTETS} is the most.",
            )
        )
    return value[1 : 1 + value[0]]


_PAGE = _Element(0x01, 1 + PAGE_OCTETS, _write_page, _read_page)
_OLD_SERIAL = _integer(0x02, 2, 0xFFFF)
_NEW_SERIAL = _integer(0x03, 2, 0xFFFF)
_CELLS = _Element(0x04, None, write_cells, read_cells)
_CATEGORY = _choice(0x05, cbsp.Category)
_REPETITION = _integer(0x06, 2, LONGEST_PERIOD, smallest=1)
_BROADCASTS = _integer(0x07, 2, MOST_BROADCASTS)
_COMPLETED = _Element(0x08, None, write_completed, read_completed)
_FAILURES = _Element(0x09, None, write_failures, read_failures)
_CAUSE = _integer(0x0B, 1, 0xFF)
_DCS = _integer(0x0C, 1, 0xFF)
_RECOVERY = _choice(0x0D, cbsp.Recovery)
_MESSAGE = _integer(0x0E, 2, 0xFFFF)
_CHANNEL = _choice(0x12, cbsp.Channel)
_PAGE_COUNT = _integer(0x13, 1, 0xFF)
_KIND = _choice(0x16, cbsp.BroadcastKind)
_KEEP_ALIVE = _Element(0x18, 1, _write_keep_alive, _read_keep_alive)
_ELEMENTS = (
    *(_PAGE, _OLD_SERIAL, _NEW_SERIAL, _CELLS, _CATEGORY, _REPETITION, _BROADCASTS, _COMPLETED, _FAILURES),
    *(_CAUSE, _DCS, _RECOVERY, _MESSAGE, _CHANNEL, _PAGE_COUNT, _KIND, _KEEP_ALIVE),
)
# Load list, emergency indicator, warning type, security, schedule period, reserved slots, warning period: passed over.
_UNUSED_SIZES: dict[int, int | None] = {0x0A: None, 0x0F: 1, 0x10: 2, 0x11: 50, 0x14: 1, 0x15: 1, 0x17: 1}
_SIZES = {element.number: element.size for element in _ELEMENTS} | _UNUSED_SIZES


@dataclass(frozen=True, slots=True)
class _Layout:
    """The elements of a message in the order of the standard: attribute, element, and whether it must be there."""

    number: int
    kind: type[CbspMessage]
    fields: tuple[tuple[str, _Element, bool], ...]


_M = ("message_identifier", _MESSAGE, True)
_MAYBE_M = ("message_identifier", _MESSAGE, False)
_NEW = ("new_serial", _NEW_SERIAL, True)
_MAYBE_NEW = ("new_serial", _NEW_SERIAL, False)
_OLD = ("old_serial", _OLD_SERIAL, True)
_MAYBE_OLD = ("old_serial", _OLD_SERIAL, False)
_WHERE = ("cells", _CELLS, True)
_MAYBE_WHERE = ("cells", _CELLS, False)
_DONE = ("completed", _COMPLETED, True)
_MAYBE_DONE = ("completed", _COMPLETED, False)
_FAILED = ("failures", _FAILURES, True)
_ON = ("channel", _CHANNEL, True)
_MAYBE_ON = ("channel", _CHANNEL, False)
_PAGES_SAID = "page_count"
_BROADCAST = (
    _ON,
    ("category", _CATEGORY, True),
    ("repetition_period", _REPETITION, True),
    ("broadcasts", _BROADCASTS, True),
    (_PAGES_SAID, _PAGE_COUNT, True),
    ("dcs", _DCS, True),
)
_LAYOUTS = (
    _Layout(0x01, WriteReplace, (_M, _NEW, _MAYBE_OLD, _WHERE, *_BROADCAST)),
    _Layout(0x02, cbsp.WriteReplaceComplete, (_M, _NEW, _MAYBE_OLD, _MAYBE_DONE, _MAYBE_WHERE, _MAYBE_ON)),
    _Layout(0x03, cbsp.WriteReplaceFailure, (_M, _NEW, _MAYBE_OLD, _FAILED, _MAYBE_DONE, _MAYBE_WHERE, _MAYBE_ON)),
    _Layout(0x04, cbsp.Kill, (_M, _OLD, _WHERE, _ON)),
    _Layout(0x05, cbsp.KillComplete, (_M, _OLD, _MAYBE_DONE, _MAYBE_WHERE, _MAYBE_ON)),
    _Layout(0x06, cbsp.KillFailure, (_M, _OLD, _FAILED, _MAYBE_DONE, _MAYBE_WHERE, _MAYBE_ON)),
    _Layout(0x0A, cbsp.StatusQuery, (_M, _OLD, _WHERE, _ON)),
    _Layout(0x0B, cbsp.StatusQueryComplete, (_M, _OLD, _DONE, _ON)),
    _Layout(0x0C, cbsp.StatusQueryFailure, (_M, _OLD, _FAILED, _ON, _MAYBE_DONE)),
    _Layout(0x10, cbsp.Reset, (_WHERE,)),
    _Layout(0x11, cbsp.ResetComplete, (_WHERE,)),
    _Layout(0x12, cbsp.ResetFailure, (_FAILED, _MAYBE_WHERE)),
    _Layout(0x13, cbsp.Restart, (_WHERE, ("kind", _KIND, True), ("recovery", _RECOVERY, True))),
    _Layout(0x14, cbsp.Failure, (_FAILED, ("kind", _KIND, True))),
    _Layout(
        0x15,
        cbsp.ErrorIndication,
        (("cause", _CAUSE, True), _MAYBE_M, _MAYBE_NEW, _MAYBE_OLD, _MAYBE_ON),
    ),
    _Layout(0x16, cbsp.KeepAlive, (("keep_alive_period_s", _KEEP_ALIVE, True),)),
    _Layout(0x17, cbsp.KeepAliveComplete, ()),
)
_BY_TYPE = {layout.kind: layout for layout in _LAYOUTS}
_BY_NUMBER = {layout.number: layout for layout in _LAYOUTS}


def encode(message: CbspMessage) -> bytes:
    """Return the octets of a message, with its header.

    Raises:
        CbspError: a number, a page or a cell does not fit in its element.
    """
    layout = _BY_TYPE[type(message)]
    body = b"".join(_written(getattr(message, name), element, must) for name, element, must in layout.fields)
    if isinstance(message, WriteReplace):
        if not 1 <= message.page_count <= MAX_PAGES:
            raise _bad_count(message.page_count)
        body += b"".join(_written(page, _PAGE, True) for page in message.pages)
    return bytes([layout.number]) + len(body).to_bytes(3, "big") + body


class Decoder:
    """Messages from a connection, which delivers octets in pieces of any size.

    A message that is not understood raises and is passed over; nothing else is lost. After the error, call again with
    ``b""`` for the messages around it.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._ready: list[CbspMessage] = []

    def feed(self, data: bytes) -> list[CbspMessage]:
        """Return the messages that are complete with these octets.

        Raises:
            CbspStreamError: what follows cannot be told apart any more; close the connection.
            CbspError: one of them is not understood.
        """
        self._buffer += data
        while len(self._buffer) >= _HEADER:
            length = int.from_bytes(self._buffer[1:_HEADER], "big")
            if length > MAX_MESSAGE_OCTETS:
                if self._ready:
                    break
                raise CbspStreamError(
                    Text(
                        nl=f"Een bericht van {length} octetten bestaat niet; de verbinding is onbruikbaar.",
                        en=f"There is no message of {length} octets; the connection is of no use.",
                    )
                )
            end = _HEADER + length
            if len(self._buffer) < end:
                break
            number, body = self._buffer[0], bytes(self._buffer[_HEADER:end])
            del self._buffer[:end]
            self._ready.append(_decoded(number, body))
        messages, self._ready = self._ready, []
        return messages


def _written(value: Any, element: _Element, must: bool) -> bytes:
    if not must and (value is None or value == ()):
        return b""
    octets = element.write(value)
    if element.size is None:
        if len(octets) > 0xFFFF:
            raise CbspError(
                Text(
                    nl=f"Een lijst van zendcellen is {len(octets)} octetten lang, meer dan 65535. Verdeel de cellen.",
                    en=f"A list of cells is {len(octets)} octets long, over 65535. Divide the cells.",
                )
            )
        return bytes([element.number]) + len(octets).to_bytes(2, "big") + octets
    if len(octets) != element.size:
        raise CbspError(
            Text(
                nl=f"Onderdeel {element.number:#04x} heeft {element.size} octetten, geen {len(octets)}.",
                en=f"Element {element.number:#04x} has {element.size} octets, not {len(octets)}.",
            )
        )
    return bytes([element.number]) + octets


def _decoded(number: int, body: bytes) -> CbspMessage:
    layout = _BY_NUMBER.get(number)
    if layout is None:
        raise CbspError(
            Text(nl=f"Berichtsoort {number:#04x} is onbekend.", en=f"Message type {number:#04x} is unknown."),
            Cause.UNRECOGNISED_MESSAGE,
        )
    elements = _split(body)
    values = _read(layout.fields, elements)
    if layout.kind is not WriteReplace:
        return layout.kind(**values)
    pages = tuple(map(_read_page, elements.get(_PAGE.number, ())))
    if values.pop(_PAGES_SAID) != len(pages) or not 1 <= len(pages) <= MAX_PAGES:
        raise _bad_count(len(pages))
    return WriteReplace(**values, pages=pages)


def _split(body: bytes) -> dict[int, list[bytes]]:
    """Return the values of each element.

    An element of a number that is not known has no known length: it and what follows are left aside, and whether
    enough was said before it shows when the mandatory elements are read.
    """
    elements: dict[int, list[bytes]] = {}
    at = 0
    while at < len(body):
        number = body[at]
        if number not in _SIZES:
            break
        at += 1
        size = _SIZES[number]
        if size is None:
            size = int.from_bytes(body[at : at + 2], "big")
            at += 2
        if at + size > len(body):
            raise CbspError(
                Text(
                    nl=f"Onderdeel {number:#04x} loopt over het einde van het bericht.",
                    en=f"Element {number:#04x} runs past the end of the message.",
                )
            )
        elements.setdefault(number, []).append(body[at : at + size])
        at += size
    return elements


def _read(fields: Iterable[tuple[str, _Element, bool]], elements: dict[int, list[bytes]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, element, must in fields:
        found = elements.get(element.number)
        if found:
            values[name] = element.read(found[0])
        elif must:
            raise CbspError(
                Text(
                    nl=f"Verplicht onderdeel {element.number:#04x} ontbreekt.",
                    en=f"Mandatory element {element.number:#04x} is missing.",
                ),
                Cause.MISSING_MANDATORY_ELEMENT,
            )
        elif name in ("channel", "cells"):
            # What is absent stays absent, also where sending has a usual value.
            values[name] = None
    return values


def _bad_count(pages: int) -> CbspError:
    return CbspError(
        Text(
            nl=f"Een bericht heeft 1 tot {MAX_PAGES} pagina's en zegt hoeveel; dit heeft er {pages}.",
            en=f"A message has 1 to {MAX_PAGES} pages and says how many; this has {pages}.",
        )
    )
