# SPDX-License-Identifier: EUPL-1.2
"""A text to cell broadcast pages and back: ours, septet by septet, and pycrate (3GPP TS 23.038, 6.1.2.2).

A page is 93 septets in 82 octets. pycrate packs one page at a time when asked so; its own function for cell broadcast
fills the last page with octets and is left aside. gsm0338 gives the septets of a text and does not pack them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache

from benchmarks.registry import Facts, Job, benchmark
from weerbaar.alerting.broadcast import decode_pages, encode_pages

_TEXT = (
    "NL-Alert 23-11-2026 14:05: Grote brand in Moerdijk. De rook kan giftig zijn. Ga naar binnen, sluit ramen en "
    "deuren en zet ventilatie uit. Volg de regionale omroep. *** Large fire in Moerdijk. Smoke may be toxic. Go "
    "indoors, close windows and doors. Switch off ventilation."
)
_LONGEST = (_TEXT * 6)[:1395]
_TIMES, _SMOKE_TIMES = 2000, 5
_FACTS: dict[str, float] = {"septets": 0, "octets": 0}
ALERT = Job("pages-alert", f"an alert of {len(_TEXT)} characters to pages, {_TIMES:,} times", _FACTS)
LONGEST = Job("pages-longest", f"{len(_LONGEST):,} characters, the most there can be, {_TIMES:,} times", _FACTS)
BACK = Job("pages-back", f"the 15 pages of {len(_LONGEST):,} characters to text, {_TIMES:,} times", {"characters": 0})
_JOBS = ((ALERT, _TEXT), (LONGEST, _LONGEST))

_ALPHABET = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_NUMBERS = {character: number for number, character in enumerate(_ALPHABET)}


def _plain(text: str) -> list[bytes]:
    numbers = [_NUMBERS[character] for character in text]
    pages = []
    for at in range(0, len(numbers), 93):
        page = numbers[at : at + 93]
        bits = 0
        for place, number in enumerate(page + [13] * (93 - len(page))):
            bits |= number << 7 * place
        pages.append(bits.to_bytes(82, "little"))
    return pages


def _with_pycrate(text: str) -> list[bytes]:
    from pycrate_mobile.TS23038 import encode_7b

    return [encode_7b(text[at : at + 93].ljust(93, "\r"))[0] for at in range(0, len(text), 93)]


def _repeated(encode: Callable[[str], list[bytes]], text: str, times: int) -> Facts:
    pages: list[bytes] = []
    for _ in range(times):
        pages = encode(text)
    return {"septets": float(len(text)), "octets": float(zlib.crc32(b"".join(pages)))}


def _times(smoke: bool, share: float = 1.0) -> int:
    return _SMOKE_TIMES if smoke else round(_TIMES * share)


def _ours(text: str) -> list[bytes]:
    return list(encode_pages(text).pages)


for _job, _text in _JOBS:

    @benchmark("all pages in one integer", _job)
    def _(smoke: bool, text: str = _text) -> Facts:
        return _repeated(_ours, text, _times(smoke))

    @benchmark("septet by septet", _job, peer=True)
    def _(smoke: bool, text: str = _text) -> Facts:
        return _repeated(_plain, text, _times(smoke))

    @benchmark("pycrate, page by page", _job, peer=True, share=0.1, needs=("pycrate_mobile",))
    def _(smoke: bool, text: str = _text) -> Facts:
        return _repeated(_with_pycrate, text, _times(smoke, 0.1))

    @benchmark("gsm0338, septets only", _job, peer=True, share=0.1, needs=("gsm0338",))
    def _(smoke: bool, text: str = _text) -> Facts:
        from gsm0338 import Codec

        codec, numbers = Codec(), b""
        for _ in range(_times(smoke, 0.1)):
            numbers = codec.encode(text)[0]
        return {"septets": float(len(numbers))}


@cache
def _pages() -> tuple[int, tuple[bytes, ...]]:
    """Return the coding and pages of the longest text."""
    encoded = encode_pages(_LONGEST)
    return encoded.dcs, encoded.pages


@benchmark("all pages in one integer", BACK)
def _(smoke: bool) -> Facts:
    text = ""
    for _ in range(_times(smoke)):
        text = decode_pages(*_pages())
    return {"characters": float(len(text))}


@benchmark("pycrate, page by page", BACK, peer=True, share=0.1, needs=("pycrate_mobile",))
def _(smoke: bool) -> Facts:
    from pycrate_mobile.TS23038 import decode_7b

    text = ""
    for _ in range(_times(smoke, 0.1)):
        text = "".join(decode_7b(page)[:93] for page in _pages()[1])
    return {"characters": float(len(text))}
