# SPDX-License-Identifier: EUPL-1.2
"""Cell broadcast pages character by character and septet by septet: the slow twin of the encoder."""

from __future__ import annotations

# TS 23.038, 6.2.1, in the columns of its table: b7 b6 b5 from 000 to 111.
COLUMNS = (
    "@£$¥èéùìòÇ\nØø\rÅå",
    "Δ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ",
    " !\"#¤%&'()*+,-./",
    "0123456789:;<=>?",
    "¡ABCDEFGHIJKLMNO",
    "PQRSTUVWXYZÄÖÑÜ§",
    "¿abcdefghijklmno",
    "pqrstuvwxyzäöñüà",
)
NUMBERS = {c: [16 * n + k] for n, column in enumerate(COLUMNS) for k, c in enumerate(column) if c != "\x1b"}
EXTENSION = {"\f": 10, "^": 20, "{": 40, "}": 41, "\\": 47, "[": 60, "~": 61, "]": 62, "|": 64, "€": 101}
PAIRS = {c: [27, number] for c, number in EXTENSION.items()}


def plain_septets(text: str) -> list[int]:
    """Return the septets of a text; KeyError where a character is not in the alphabet."""
    return [number for c in text for number in (NUMBERS | PAIRS)[c]]


def plain_pack(septets: list[int], octets: int) -> bytes:
    """Return septets bit by bit in octets, the lowest bit first."""
    bits = [septet >> k & 1 for septet in septets for k in range(7)]
    return bytes(sum(b << k for k, b in enumerate(bits[8 * n : 8 * n + 8])) for n in range(octets))


def plain_pages(text: str) -> list[bytes]:
    """Return the pages of a text without carriage returns: characters are added to a page while they fit."""
    pages: list[list[int]] = [[]]
    for c in text:
        numbers = plain_septets(c)
        if len(pages[-1]) + len(numbers) > 93:
            pages.append([])
        pages[-1] += numbers
    return [plain_pack(page + [13] * (93 - len(page)), 82) for page in pages]
