# SPDX-License-Identifier: EUPL-1.2
"""What CAP 1.2 asks in words of a file that goes with a message: kind, size, address, contents and digest."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator

from weerbaar.alerting.cap.document import Document, Path
from weerbaar.alerting.cap.model import Resource
from weerbaar.alerting.cap.prose_info import BLANK, is_full_address
from weerbaar.alerting.cap.prose_rule import rule
from weerbaar.alerting.cap.prose_text import EMPTY
from weerbaar.alerting.findings import Finding

MIME_TYPE = rule(
    "cap.mime-type",
    "error",
    "Het bestandstype is niet geschreven als soort/ondersoort van RFC 2046.",
    "The file type is not written as type/subtype of RFC 2046.",
    "Schrijf bijvoorbeeld image/png, audio/mpeg of application/pdf.",
    "Write for instance image/png, audio/mpeg or application/pdf.",
    "CAP 1.2, 3.2.3 mimeType; RFC 2046",
)
SIZE = rule(
    "cap.size",
    "error",
    "De grootte is geen aantal bytes.",
    "The size is not a number of bytes.",
    "Schrijf het aantal bytes als geheel getal, of laat size weg.",
    "Write the number of bytes as a whole number, or leave size out.",
    "CAP 1.2, 3.2.3 size",
)
SIZE_DIFFERS = rule(
    "cap.size-differs",
    "warning",
    "De grootte is niet die van de inhoud: {what} bytes.",
    "The size is not that of the contents: {what} bytes.",
    'Schrijf "{what}".',
    'Write "{what}".',
    "CAP 1.2, 3.2.3 size, derefUri",
)
URI = rule(
    "cap.uri",
    "error",
    "Het adres van het bestand is geen adres.",
    "The address of the file is not an address.",
    "Schrijf een volledig adres, zonder spaties.",
    "Write a full address, without blanks.",
    "CAP 1.2, 3.2.3 uri; RFC 2396",
)
URI_RELATIVE = rule(
    "cap.uri-relative",
    "error",
    "Een onvolledig adres kan alleen de inhoud in derefUri noemen, en die ontbreekt.",
    "A relative address can only name the contents in derefUri, and that is missing.",
    "Schrijf een volledig adres, zoals https://www.crisis.nl/kaart.png, of neem het bestand op in derefUri.",
    "Write a full address, such as https://www.crisis.nl/map.png, or put the file in derefUri.",
    "CAP 1.2, 3.2.3 uri, derefUri",
)
NOWHERE = rule(
    "cap.resource-nowhere",
    "warning",
    "Er staat niet waar het bestand is.",
    "It does not say where the file is.",
    "Schrijf uri, of neem het bestand op in derefUri.",
    "Write uri, or put the file in derefUri.",
    "CAP 1.2, 3.2.3 uri, derefUri",
)
BASE64 = rule(
    "cap.deref-base64",
    "error",
    "De opgenomen inhoud is geen base64.",
    "The contents included are not base64.",
    "Codeer het bestand opnieuw in base64.",
    "Encode the file in base64 again.",
    "CAP 1.2, 3.2.3 derefUri",
)
DIGEST_FORM = rule(
    "cap.digest-form",
    "warning",
    "De controlesom is geen SHA-1 in 40 hexadecimale cijfers.",
    "The digest is not a SHA-1 in 40 hexadecimal digits.",
    "Schrijf de SHA-1 van het bestand in hexadecimale cijfers.",
    "Write the SHA-1 of the file in hexadecimal digits.",
    "CAP 1.2, 3.2.3 digest; FIPS 180-2",
)
DIGEST_DIFFERS = rule(
    "cap.digest-differs",
    "error",
    "De controlesom is niet die van de inhoud.",
    "The digest is not that of the contents.",
    'Schrijf "{better}" als de inhoud klopt; neem anders het juiste bestand op.',
    'Write "{better}" when the contents are right; otherwise include the right file.',
    "CAP 1.2, 3.2.3 digest, derefUri",
)

DIGEST_TEXT = rule(
    "cap.digest-text",
    "advice",
    "De controlesom is die van de base64-tekst en niet die van het bestand; zo doen NAADS-zenders het.",
    "The digest is that of the base64 text and not that of the file; senders of NAADS do it so.",
    'Schrijf "{better}", de controlesom van het bestand.',
    'Write "{better}", the digest of the file.',
    "CAP 1.2, 3.2.3 digest, derefUri",
)

RULES = (MIME_TYPE, SIZE, SIZE_DIFFERS, URI, URI_RELATIVE, NOWHERE, BASE64, DIGEST_FORM, DIGEST_DIFFERS, DIGEST_TEXT)

_WORD = r"[A-Za-z0-9!#$&^_.+-]+"
_MIME = re.compile(
    rf"(?:application|audio|font|haptics|image|message|model|multipart|text|video)/{_WORD}"
    rf"(?:\s*;\s*{_WORD}=(?:{_WORD}|\"[^\"]*\"))*",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\+?\d+", re.ASCII)
_SHA1 = re.compile(r"[0-9a-fA-F]{40}", re.ASCII)
_REFERENCE = re.compile(r"[^\s<>\"{}|\\^`]+")
# "Approximate size", says the standard: a tenth is near enough.
_NEAR_ENOUGH = 0.1


def resource_findings(document: Document, resource: Resource, path: Path) -> Iterator[Finding]:
    """Yield what is wrong with one file."""
    if not resource.resource_desc.strip():
        yield BLANK.at(document, (*path, ("resourceDesc", 0)))
    for name, value in (("uri", resource.uri), ("derefUri", resource.deref_uri), ("digest", resource.digest)):
        if value is not None and not value.strip():
            yield EMPTY.at(document, (*path, (name, 0)))
    mime_type = resource.mime_type
    if mime_type is not None and not mime_type.strip() and document.version != "1.2":
        yield EMPTY.at(document, (*path, ("mimeType", 0)))
    elif mime_type is not None and not _MIME.fullmatch(mime_type.strip()):
        yield MIME_TYPE.at(document, (*path, ("mimeType", 0)), mime_type)
    size = (resource.size or "").strip()
    # What is no number at all is for the schema, which knows of no negative sizes either way.
    if size and not _SIZE.fullmatch(size):
        yield SIZE.at(document, (*path, ("size", 0)), size)
    yield from _address_findings(document, resource, path)
    contents = None
    if resource.deref_uri and resource.deref_uri.strip():
        contents = _decoded(resource.deref_uri)
        if contents is None:
            yield BASE64.at(document, (*path, ("derefUri", 0)), resource.deref_uri)
    if contents is not None and _SIZE.fullmatch(size) and _differs(int(size[:18]), len(contents)):
        yield SIZE_DIFFERS.at(document, (*path, ("size", 0)), size, what=str(len(contents)))
    digest = (resource.digest or "").strip()
    if digest and not _SHA1.fullmatch(digest):
        yield DIGEST_FORM.at(document, (*path, ("digest", 0)), digest)
    elif digest and contents is not None:
        better = _sha1(contents)
        if digest.lower() != better:
            of_text = digest.lower() == _sha1("".join((resource.deref_uri or "").split()).encode())
            broken = DIGEST_TEXT if of_text else DIGEST_DIFFERS
            yield broken.at(document, (*path, ("digest", 0)), digest, better=better)


def _address_findings(document: Document, resource: Resource, path: Path) -> Iterator[Finding]:
    uri = (resource.uri or "").strip()
    if not uri:
        if not (resource.deref_uri or "").strip():
            yield NOWHERE.at(document, path)
    elif not _REFERENCE.fullmatch(uri):
        yield URI.at(document, (*path, ("uri", 0)), uri)
    elif not (resource.deref_uri or "").strip() and not is_full_address(uri):
        yield URI_RELATIVE.at(document, (*path, ("uri", 0)), uri)


def _differs(size: int, real: int) -> bool:
    return abs(size - real) > _NEAR_ENOUGH * real


def _sha1(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def _decoded(written: str) -> bytes | None:
    """Return what a base64 text holds, blanks in it left out; None when it is not base64 or holds nothing."""
    try:
        return base64.b64decode("".join(written.split()), validate=True) or None
    except (binascii.Error, ValueError):
        return None
