# SPDX-License-Identifier: EUPL-1.2
"""A text to cell broadcast pages and back (3GPP TS 23.041, 9.4.2.2; TS 23.038, 5 and 6.1.2).

What is behind the text on a page is carriage returns, and phones take them off every page. A carriage return of the
text itself at the end of a page is therefore escaped in GSM, which phones show as a carriage return, and followed by a
character without width in UCS-2. So every text comes back as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weerbaar.alerting.broadcast.gsm7 import (
    CARRIAGE_RETURN,
    ESCAPE,
    PAGE_OCTETS,
    PAGE_SEPTETS,
    characters,
    pack,
    septets,
    unpack,
)
from weerbaar.base import Text, WeerbaarError

MAX_PAGES = 15
PAGE_UCS2 = 41
GSM_UNSPECIFIED = 0x0F
UCS2 = 0x48
UCS2_WITH_LANGUAGE = 0x11
# By number, in the language group that says the language without taking room (TS 23.038, 5).
_GSM_BY_LANGUAGE = {language: n for n, language in enumerate("de en it fr es nl sv da pt fi no el tr hu pl".split())}
# The language groups of TS 23.038, 5, and the general classes without compression.
_GSM_CODINGS = frozenset(
    {*range(0x10), *range(0x20, 0x25), *range(0x30, 0x34), 0x40, *range(0x50, 0x54), *range(0xF0, 0xF4)}
)
_UCS2_CODINGS = frozenset({UCS2, *range(0x58, 0x5C)})
_ESCAPED_RETURN = bytes([ESCAPE, CARRIAGE_RETURN])
_UCS2_RETURN = "\r".encode("utf-16-be")
# The zero width space.
_GUARD = "\u200b".encode("utf-16-be")
_FIRST_HALVES = tuple(bytes([octet]) for octet in range(0xD8, 0xDC))


class PageError(WeerbaarError):
    """A text that cannot be broadcast, or pages that hold no text."""


class TooLongError(PageError):
    """More text than fits in 15 pages.

    Attributes:
        pages: how many pages it would take.
    """

    def __init__(self, characters: int, pages: int, ucs2: bool) -> None:
        self.pages = pages
        room = MAX_PAGES * (PAGE_UCS2 if ucs2 else PAGE_SEPTETS)
        super().__init__(
            Text(
                nl=f"De tekst van {characters} tekens vraagt {pages} pagina's; er passen er {MAX_PAGES} "
                f"({room} tekens). Kort de tekst in.",
                en=f"The text of {characters} characters takes {pages} pages; {MAX_PAGES} fit "
                f"({room} characters). Shorten the text.",
            )
        )


@dataclass(frozen=True, slots=True)
class Pages:
    """A text as it is broadcast.

    Attributes:
        dcs: data coding scheme (TS 23.038, 5).
        pages: 1 to 15 pages of 82 octets.
        characters: of the text.
        septets: that the text takes, with escapes; 0 in UCS-2.
    """

    dcs: int
    pages: tuple[bytes, ...]
    characters: int
    septets: int


def encode_pages(text: str, language: str | None = None) -> Pages:
    """Return the pages of a text: in the GSM alphabet where all of it is in there, else in UCS-2.

    A character outside the basic plane is two units of UTF-16, which phones show, and which stay on one page.

    Args:
        text: the text of one message, in one or more languages.
        language: what phones are told that it is in, two letters (ISO 639-1); None leaves it open, and so does one that
            GSM has no number for. UCS-2 has room to say it on each page at the cost of one character: it is left out
            where that would take a page more.

    Raises:
        TooLongError: it takes more than 15 pages.
        PageError: it holds half a character (a surrogate on its own).
    """
    numbers = septets(text)
    if numbers is not None:
        cut = _gsm_pages(numbers)
        _check_length(text, len(cut), ucs2=False)
        return Pages(_GSM_BY_LANGUAGE.get(language or "", GSM_UNSPECIFIED), pack(cut), len(text), sum(map(len, cut)))
    plain = _ucs2_pages(text, PAGE_UCS2)
    _check_length(text, len(plain), ucs2=True)
    if language is not None and len(language) == 2 and language.isascii() and language.isalpha():
        told = _ucs2_pages(text, PAGE_UCS2 - 1)
        if len(told) == len(plain):
            # Two letters of the GSM alphabet, where they stand as in ASCII, packed in two octets.
            prefix = (ord(language[0]) | ord(language[1]) << 7).to_bytes(2, "little")
            return Pages(UCS2_WITH_LANGUAGE, tuple(map(prefix.__add__, _filled(told, PAGE_UCS2 - 1))), len(text), 0)
    return Pages(UCS2, _filled(plain, PAGE_UCS2), len(text), 0)


def decode_pages(dcs: int, pages: Sequence[bytes]) -> str:
    """Return the text of pages, as a phone would show it.

    Args:
        dcs: data coding scheme.
        pages: at most 15 pages of at most 82 octets; a shorter one ends where its octets end.

    Raises:
        PageError: the coding is not one of text, or there are too many or too large pages.
    """
    if len(pages) > MAX_PAGES or any(len(page) > PAGE_OCTETS for page in pages):
        raise PageError(
            Text(
                nl=f"Een bericht heeft ten hoogste {MAX_PAGES} pagina's van {PAGE_OCTETS} octetten.",
                en=f"A message has at most {MAX_PAGES} pages of {PAGE_OCTETS} octets.",
            )
        )
    if dcs in _GSM_CODINGS:
        return "".join(map(_gsm_text, unpack(pages)))
    if dcs == UCS2_WITH_LANGUAGE:
        return "".join(_ucs2_text(page[2:]) for page in pages)
    if dcs in _UCS2_CODINGS:
        return "".join(map(_ucs2_text, pages))
    raise PageError(
        Text(nl=f"Codering {dcs:#04x} is geen tekst die wij kennen.", en=f"Coding {dcs:#04x} is no text known here.")
    )


def page_count(text: str) -> tuple[int, int | None]:
    """Return how many pages a text takes, also over 15, and its septets; None for septets in UCS-2."""
    numbers = septets(text)
    if numbers is not None:
        cut = _gsm_pages(numbers)
        return len(cut), sum(map(len, cut))
    return len(_ucs2_pages(text, PAGE_UCS2)), None


def _check_length(text: str, pages: int, *, ucs2: bool) -> None:
    if pages > MAX_PAGES:
        raise TooLongError(len(text), pages, ucs2)


def _gsm_pages(numbers: bytes) -> list[bytes]:
    """Return the septets of each page, without what fills it."""
    pages: list[bytes] = []
    at = 0
    while at < len(numbers) or not pages:
        page = numbers[at : at + PAGE_SEPTETS]
        # An escape and its character stay together: the page then holds one septet less.
        if len(page) == PAGE_SEPTETS and (page[-1] == ESCAPE or page[-1] == CARRIAGE_RETURN):
            page = page[:-1]
        at += len(page)
        if page.endswith(b"\r"):
            page = page[:-1] + _ESCAPED_RETURN
        pages.append(page)
    return pages


def _gsm_text(numbers: bytes) -> str:
    shown = numbers.rstrip(b"\r")
    return characters(shown + b"\r" if shown.endswith(b"\x1b") and len(shown) < len(numbers) else shown)


def _ucs2_pages(text: str, room: int) -> list[bytes]:
    """Return the octets of each page of at most ``room`` units, without what fills it."""
    try:
        units = text.encode("utf-16-be")
    except UnicodeEncodeError as error:
        raise PageError(
            Text(
                nl=f"Teken {error.start + 1} is een half teken; typ het opnieuw.",
                en=f"Character {error.start + 1} is half a character; type it again.",
            )
        ) from None
    pages: list[bytes] = []
    at = 0
    while at < len(units) or not pages:
        page = _whole(units, at, room)
        if _needs_guard(page):
            page = _whole(units, at, room - 1)
        at += len(page)
        pages.append(page + _GUARD if _needs_guard(page) else page)
    return pages


def _whole(units: bytes, at: int, room: int) -> bytes:
    """Return ``room`` units, one less where that would cut a character of two."""
    page = units[at : at + 2 * room]
    return page[:-2] if page[-2:-1] in _FIRST_HALVES and at + len(page) < len(units) else page


def _needs_guard(page: bytes) -> bool:
    while page.endswith(_GUARD):
        page = page[:-2]
    return page.endswith(_UCS2_RETURN)


def _filled(pages: Sequence[bytes], room: int) -> tuple[bytes, ...]:
    return tuple(page + _UCS2_RETURN * (room - len(page) // 2) for page in pages)


def _ucs2_text(page: bytes) -> str:
    while page.endswith(_UCS2_RETURN):
        page = page[:-2]
    if page.endswith(_GUARD) and _needs_guard(page):
        page = page[:-2]
    return page.decode("utf-16-be", "replace")
