# SPDX-License-Identifier: EUPL-1.2
"""The GSM 7-bit default alphabet, and septets packed in octets (3GPP TS 23.038, 6.1.2 and 6.2.1)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

ESCAPE = 0x1B
CARRIAGE_RETURN = 0x0D
PAGE_SEPTETS = 93
PAGE_OCTETS = 82

# By number; number 27 is the escape to the extension table.
_ALPHABET = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\ufffeÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = {
    0x0A: "\f",
    0x14: "^",
    0x28: "{",
    0x29: "}",
    0x2F: "\\",
    0x3C: "[",
    0x3D: "~",
    0x3E: "]",
    0x40: "|",
    0x65: "€",
}
# One octet a character, for the codecs of Python: an extension character stands 128 above its number in its table.
_TABLE = _ALPHABET + "".join(_EXTENSION.get(number, "\ufffe") for number in range(128))
_ENCODING = codecs.charmap_build(_TABLE)
_PAIRS = tuple((bytes([0x80 | number]), bytes([ESCAPE, number])) for number in _EXTENSION)
# The same for what is ASCII, which is read without looking at each character; 255 is not one septet of the alphabet.
_BY_ASCII = bytes(_ALPHABET.find(chr(number)) & 0xFF for number in range(128)) + b"\xff" * 128
_ESCAPED = re.compile(rb"\x1b(.?)", re.DOTALL)
_SPACE = 0x20

# Septets lie in octets, 128 to a page. Seven times, two neighbours of 7, 14, 28 … bits are moved against each other.
_BLOCK = 128
_MOST_BLOCKS = 16


def _halves(step: int) -> tuple[int, int]:
    """Return the masks of the lower and the upper one of each two neighbours of ``step`` septets."""
    run, width = (1 << 7 * step) - 1, 8 * step
    lower = sum(run << 2 * width * n for n in range(_BLOCK * _MOST_BLOCKS // (2 * step)))
    return lower, lower << width


_STEPS = tuple((*_halves(1 << n), 1 << n) for n in range(7))


def septets(text: str) -> bytes | None:
    """Return the septets of a text, one an octet, two for an extension character.

    Returns:
        None where a character is not in the alphabet.
    """
    if text.isascii():
        octets = text.encode("ascii").translate(_BY_ASCII)
        if octets.isascii():
            return octets
    try:
        octets = codecs.charmap_encode(text, "strict", _ENCODING)[0]
    except UnicodeEncodeError:
        return None
    if not octets.isascii():
        for single, pair in _PAIRS:
            octets = octets.replace(single, pair)
    return octets


def characters(numbers: bytes) -> str:
    """Return the text of septets, one an octet.

    A number that the extension table lacks is read from the alphabet, and an escape that escapes nothing or another
    escape is a space (6.2.1.1).
    """
    if ESCAPE in numbers:
        numbers = _ESCAPED.sub(_unescaped, numbers)
    return codecs.charmap_decode(numbers, "strict", _TABLE)[0]


def _unescaped(match: re.Match[bytes]) -> bytes:
    number = match[1][0] if match[1] else ESCAPE
    if number in _EXTENSION:
        return bytes([0x80 | number])
    return bytes([_SPACE if number == ESCAPE else number])


def pack(pages: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return pages of 82 octets, each packed on its own; the five bits behind septet 93 are zero.

    Args:
        pages: at most 16 pages of at most 93 septets, one an octet; shorter ones are filled with carriage returns.
    """
    # All pages at once in one integer: seven operations on it cost less than one for each septet.
    bits = int.from_bytes(b"".join(page.ljust(PAGE_SEPTETS, b"\r").ljust(_BLOCK, b"\0") for page in pages), "little")
    for lower, upper, shift in _STEPS:
        bits = bits & lower | (bits & upper) >> shift
    octets = bits.to_bytes(_BLOCK * len(pages), "little")
    return tuple(octets[at : at + PAGE_OCTETS] for at in range(0, len(octets), _BLOCK))


def unpack(pages: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the septets of each page, one an octet; of a page of 82 octets there are 93.

    Args:
        pages: at most 16 pages of at most 82 octets.
    """
    bits = int.from_bytes(b"".join(page.ljust(_BLOCK, b"\0") for page in pages), "little")
    for lower, upper, shift in reversed(_STEPS):
        bits = bits & lower | bits << shift & upper
    octets = bits.to_bytes(_BLOCK * len(pages), "little")
    return tuple(octets[n * _BLOCK : n * _BLOCK + 8 * len(page) // 7] for n, page in enumerate(pages))
