# SPDX-License-Identifier: EUPL-1.2
"""The few forms of aligned PER that a public warning takes (ITU-T X.691).

In these messages every value begins on an octet, so that octets do and no bits are needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

_SHORT = 0x80
_LONG = 0x4000
_FRAGMENT = 0xC000
_MOST_FRAGMENTS = 4

Criticality = Literal["reject", "ignore"]
_CRITICALITY: dict[Criticality, bytes] = {"reject": b"\x00", "ignore": b"\x40"}


def open_type(value: bytes) -> bytes:
    """Return a value of any type with its length in front, in pieces of 16 kB where it is longer (10.9.3)."""
    parts: list[bytes] = []
    at = 0
    while len(value) - at >= _LONG:
        pieces = min((len(value) - at) // _LONG, _MOST_FRAGMENTS)
        parts += [bytes([_FRAGMENT >> 8 | pieces]), value[at : at + pieces * _LONG]]
        at += pieces * _LONG
    rest = len(value) - at
    parts += [bytes([rest]) if rest < _SHORT else (_SHORT << 8 | rest).to_bytes(2, "big"), value[at:]]
    return b"".join(parts)


def octet_string(value: bytes) -> bytes:
    """Return an octet string of 1 to at most 65,536 octets, over 256 (16): its length less one, and itself."""
    return (len(value) - 1).to_bytes(2, "big") + value


def sequence_of(items: Sequence[bytes], smallest: int) -> bytes:
    """Return a list of ``smallest`` to 65,535 items (19): their number less the smallest, and themselves."""
    return (len(items) - smallest).to_bytes(2, "big") + b"".join(items)


def wide_integer(value: int) -> bytes:
    """Return an integer of a range of over 65,536 and at most 2**24 (10.5.7.4): two bits of length, and itself."""
    size = max(1, (value.bit_length() + 7) // 8)
    return bytes([size - 1 << 6]) + value.to_bytes(size, "big")


def element(number: int, criticality: Criticality, value: bytes) -> bytes:
    """Return an element of a message: its number, what to do where it is not understood, its value."""
    return number.to_bytes(2, "big") + _CRITICALITY[criticality] + open_type(value)


def request(procedure: int, elements: Sequence[bytes]) -> bytes:
    """Return an initiating message that must be understood, without extensions, of a procedure."""
    return bytes([0, procedure]) + _CRITICALITY["reject"] + open_type(b"\x00" + sequence_of(elements, 0))
