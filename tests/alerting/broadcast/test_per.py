# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.alerting.broadcast.per import element, octet_string, open_type, request, sequence_of, wide_integer


def plain_open_type(value: bytes) -> bytes:
    """X.691, 10.9.3.5 to 10.9.3.8, one piece at a time from the front."""
    if len(value) < 128:
        return bytes([len(value)]) + value
    if len(value) < 16384:
        return bytes([0x80 | len(value) // 256, len(value) % 256]) + value
    for pieces in (4, 3, 2, 1):
        if len(value) >= pieces * 16384:
            size = pieces * 16384
            return bytes([0xC0 | pieces]) + value[:size] + plain_open_type(value[size:])
    raise AssertionError


@pytest.mark.parametrize(
    "size", [0, 1, 127, 128, 255, 256, 16383, 16384, 16385, 16512, 32768, 65535, 65536, 65537, 81920, 150_000]
)
def test_lengths_at_their_edges(size: int) -> None:
    value = bytes(n % 251 for n in range(size))
    assert open_type(value) == plain_open_type(value)


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        (octet_string(b"a"), "000061"),
        (octet_string(bytes(300))[:2], "012b"),
        (sequence_of([b"a", b"b"], 0), "00026162"),
        (sequence_of([b"a", b"b"], 1), "00016162"),
        (wide_integer(0), "0000"),
        (wide_integer(255), "00ff"),
        (wide_integer(256), "400100"),
        (wide_integer(65536), "80010000"),
        (element(111, "reject", b"\x11\x13"), "006f00021113"),
        (element(119, "ignore", b"a"), "0077400161"),
        (request(36, []), "00240003000000"),
    ],
)
def test_forms(octets: bytes, expected: str) -> None:
    assert octets.hex() == expected
