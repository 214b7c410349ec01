# SPDX-License-Identifier: EUPL-1.2
"""What an uploaded file really is, told from its content; and a name that is safe to give it."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from weerbaar.base import Text
from weerbaar.workbench.library.rules import RefusedError

LONGEST_NAME = 200
_HEAD = 65_536
_MANY_PARTS = 5_000
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|svg|\?xml|script|head|body|!--)", re.IGNORECASE)
_GEOJSON = re.compile(
    rb'"type"\s*:\s*"(?:FeatureCollection|Feature|GeometryCollection|(?:Multi)?(?:Point|LineString|Polygon))"'
)


@dataclass(frozen=True)
class FileKind:
    """A kind of file that may be attached; ``suffixes`` starts with the usual one."""

    media_type: str
    suffixes: tuple[str, ...]


PDF = FileKind("application/pdf", (".pdf",))
PNG = FileKind("image/png", (".png",))
JPEG = FileKind("image/jpeg", (".jpg", ".jpeg"))
DOCX = FileKind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
XLSX = FileKind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))
GEOJSON = FileKind("application/geo+json", (".geojson", ".json"))
CSV = FileKind("text/csv", (".csv",))
MARKDOWN = FileKind("text/markdown", (".md", ".markdown"))
PLAIN = FileKind("text/plain", (".txt",))

ALLOWED = Text(
    nl="Toegestaan zijn pdf, docx, xlsx, csv, txt, md, png, jpeg en geojson.",
    en="Allowed are pdf, docx, xlsx, csv, txt, md, png, jpeg and geojson.",
)


def kind_of(file: BinaryIO, name: str) -> FileKind:
    """Return what a file is. The name only tells one kind of plain text from another.

    Args:
        file: open for reading and seeking; it is at its start again afterwards.
        name: as the user gave it.

    Raises:
        RefusedError: it is none of the kinds that are allowed.
    """
    file.seek(0)
    head = file.read(_HEAD)
    try:
        found = _kind(file, head, PurePath(name).suffix.lower())
    finally:
        file.seek(0)
    if found is None:
        raise RefusedError(
            Text(
                nl=f"Dit soort bestand kan hier niet worden bijgevoegd. {ALLOWED.nl}",
                en=f"This kind of file cannot be attached here. {ALLOWED.en}",
            )
        )
    return found


def _kind(file: BinaryIO, head: bytes, suffix: str) -> FileKind | None:
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(file)
    if not _is_text(file):
        return None
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return GEOJSON if _GEOJSON.search(head) else None
    return {s: kind for kind in (CSV, MARKDOWN) for s in kind.suffixes}.get(suffix, PLAIN)


def _office_kind(file: BinaryIO) -> FileKind | None:
    """Tell a document from a workbook by what is in the archive; one with macros is refused."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist()[:_MANY_PARTS])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names or any(n.lower().endswith("vbaproject.bin") for n in names):
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _is_text(file: BinaryIO) -> bool:
    """Whether the whole file is text without control characters, and no page or drawing that a browser would run."""
    file.seek(0)
    first = True
    while block := file.read(_HEAD):
        if _CONTROL.search(block):
            return False
        if first and _MARKUP.match(block.removeprefix(b"\xef\xbb\xbf")):
            return False
        first = False
    return not first


def clean_name(name: str, kind: FileKind) -> str:
    """Return a name without folders, control and direction characters, that ends as its kind does."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    kept = "".join(c if c.isprintable() and c not in '<>:"|?*' else " " for c in last)
    tidy = " ".join(kept.split()).strip(". ")
    stem, dot, suffix = tidy.rpartition(".")
    if dot and f".{suffix.lower()}" in kind.suffixes:
        ending = f".{suffix.lower()}"
    else:
        stem, ending = tidy, kind.suffixes[0]
    return (stem.strip(". ")[: LONGEST_NAME - len(ending)] or "bijlage") + ending
