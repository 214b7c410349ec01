# SPDX-License-Identifier: EUPL-1.2
"""XML from outside, read with limits: no document type, no entities, no network, bounded size and depth (C13)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from weerbaar.base import InputError, Problem, Text, number

if TYPE_CHECKING:
    from lxml import etree

MAX_BYTES = 4_000_000
MAX_ELEMENTS = 50_000

# Below this a file cannot hold that many elements: the smallest takes four bytes, one in UTF-16 eight.
_SURELY_FEW_BYTES = 4 * MAX_ELEMENTS

# libxml2's names of errors that have words of our own; the rest is passed on as libxml2 says it.
_COMPLAINTS = {
    "ERR_INVALID_ENCODING": Text(
        nl="bevat bytes die niet bij de tekenset horen die het bestand noemt (zonder opgave: UTF-8).",
        en="holds bytes that do not belong to the encoding that the file names (UTF-8 if it names none).",
    ),
    "ERR_UNKNOWN_ENCODING": Text(nl="noemt een onbekende tekenset.", en="names an unknown encoding."),
    "ERR_UNSUPPORTED_ENCODING": Text(
        nl="noemt een tekenset die niet wordt gelezen.", en="names an encoding that is not supported."
    ),
    "ERR_DOCUMENT_EMPTY": Text(
        nl="is geen XML: er is geen eerste element.", en="is not XML: there is no first element."
    ),
    "ERR_DOCUMENT_END": Text(
        nl="heeft iets staan na het einde van het eerste element; één bericht per bestand.",
        en="has something after the end of the first element; one message in a file.",
    ),
    "ERR_INVALID_CHAR": Text(
        nl="bevat een teken dat in XML niet mag voorkomen.", en="holds a character that XML does not allow."
    ),
    "ERR_UNDECLARED_ENTITY": Text(
        nl="gebruikt een entiteit die XML niet kent; schrijf het teken zelf.",
        en="uses an entity that XML does not know; write the character itself.",
    ),
    "ERR_TAG_NAME_MISMATCH": Text(
        nl="sluit een ander element dan er openstaat.", en="closes another element than the one that is open."
    ),
    "ERR_TAG_NOT_FINISHED": Text(
        nl="breekt af: niet elk element is gesloten.", en="breaks off: not every element is closed."
    ),
    "ERR_RESOURCE_LIMIT": Text(
        nl="gaat over een grens: te diep genest of te grote waarden.", en="exceeds a limit: nested too deep or too big."
    ),
}
_NOT_XML = {
    b"\x1f\x8b": Text(nl="is een gzip-bestand; pak het eerst uit.", en="is a gzip file; unpack it first."),
    b"PK\x03\x04": Text(nl="is een ZIP-bestand; pak het eerst uit.", en="is a ZIP file; unpack it first."),
    b"%PDF": Text(nl="is een PDF-bestand en geen XML.", en="is a PDF file and not XML."),
}
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_HTML_HEAD = 2_000
_WEB_PAGE = Text(nl="is een webpagina (HTML) en geen CAP.", en="is a web page (HTML) and not CAP.")
_DOCTYPE = Text(
    nl="heeft een documenttype (DOCTYPE). Dat mag niet: het kan bestanden of andere computers aanspreken. "
    "Haal de DOCTYPE weg.",
    en="has a document type (DOCTYPE). That is refused: it can reach files or other computers. Remove the DOCTYPE.",
)
# What may stand before the document type.
_PROLOG = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:[ \t\r\n]++|<\?.*?\?>|<!--.*?-->)*+(<!DOCTYPE)?", re.DOTALL
)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z0-9._:-]+)""")
_PLAIN = bytes(range(0x20, 0x7F))
_WIDE = ("utf-16", "utf-32", "utf16", "utf32", "ucs-2", "ucs-4", "iso-10646-ucs")


class UnreadableError(InputError):
    """A file that cannot be read as XML with CAP in it; findings are for files that can."""


def unreadable(name: str, message: Text, *, line: int | None = None, value: str = "") -> UnreadableError:
    """Return the error that says why the file ``name`` cannot be read."""
    return UnreadableError([Problem(file=name, message=message, line=line, value=value)])


def parse(data: bytes, name: str, *, whole: bool = False) -> etree._Element:
    """Return the root element of ``data``.

    Args:
        data: the file, in the encoding that it names itself.
        name: the file as the user knows it, for messages.
        whole: keep comments and processing instructions, which a signature may cover.

    Raises:
        UnreadableError: not XML, over 4 MB or 50,000 elements, nested deeper than 256, or with a document type.
    """
    if len(data) > MAX_BYTES:
        raise unreadable(
            name,
            Text(
                nl=f"is groter dan {number(MAX_BYTES, 'nl')} bytes; een CAP-bericht is zelden groter dan 1 MB.",
                en=f"is larger than {number(MAX_BYTES, 'en')} bytes; a CAP message is seldom larger than 1 MB.",
            ),
            value=f"{len(data)} bytes",
        )
    _refuse_type(data, name)
    from lxml import etree

    try:
        root = etree.fromstring(data, _parser(whole))
    except etree.XMLSyntaxError as error:
        raise _complaint(data, name, error) from None
    except ValueError:
        # lxml has no message for bytes that it does not even begin with.
        raise unreadable(name, _COMPLAINTS["ERR_DOCUMENT_EMPTY"]) from None
    info = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise unreadable(name, _DOCTYPE)
    if len(data) > _SURELY_FEW_BYTES and sum(1 for _element in root.iter()) > MAX_ELEMENTS:
        raise unreadable(
            name,
            Text(
                nl=f"bevat meer dan {number(MAX_ELEMENTS, 'nl')} elementen; een bericht heeft er zelden duizend.",
                en=f"holds more than {number(MAX_ELEMENTS, 'en')} elements; a message seldom has a thousand.",
            ),
        )
    return root


def _refuse_type(data: bytes, name: str) -> None:
    """Refuse a document type before anything is parsed: libxml2 opens the files that it names, whatever it is told.

    So that it cannot be hidden, an encoding must write ASCII as ASCII, or be one of the wide ones.
    """
    wide = b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if wide:
        data = data.replace(b"\0", b"")
    named = _ENCODING.search(data[:_HTML_HEAD])
    if named is not None and not _is_open(named[1].decode("ascii").lower(), wide):
        raise unreadable(name, _COMPLAINTS["ERR_INVALID_ENCODING"], value=named[1].decode("ascii"))
    prolog = _PROLOG.match(data)
    if prolog is not None and prolog[1]:
        is_page = _HTML.match(data[:_HTML_HEAD])
        raise unreadable(name, _WEB_PAGE if is_page else _DOCTYPE)


@lru_cache(maxsize=64)
def _is_open(encoding: str, wide: bool) -> bool:
    if wide:
        return encoding.startswith(_WIDE)
    try:
        return _PLAIN.decode(encoding) == _PLAIN.decode("ascii")
    except (LookupError, ValueError):
        return False


def parse_own(data: bytes) -> etree._Element:
    """Return the root element of ``data`` that was written here, with no limit on its size."""
    from lxml import etree

    return etree.fromstring(data, _parser(False))


@cache
def _parser(whole: bool) -> etree.XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=not whole,
        remove_pis=not whole,
        # An attribute xml:id would otherwise be looked up by itself in a table that a hostile file can fill.
        collect_ids=False,
    )


def _complaint(data: bytes, name: str, error: etree.XMLSyntaxError) -> UnreadableError:
    from lxml import etree

    for start, message in _NOT_XML.items():
        if data.startswith(start):
            return unreadable(name, message)
    if _HTML.match(data[:_HTML_HEAD]):
        return unreadable(name, _WEB_PAGE)
    code = etree.ErrorTypes._getName(error.code, "")
    message = _COMPLAINTS.get(
        code, Text(nl="is geen goed gevormde XML; herstel deze plek.", en="is not well-formed XML; repair this place.")
    )
    return unreadable(name, message, line=error.lineno or None, value=(error.msg or "").rpartition(", line ")[0])
