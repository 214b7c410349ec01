# SPDX-License-Identifier: EUPL-1.2
"""The archive that a Word file is, judged before any library opens it (C13)."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from weerbaar.report.outside_file import refusal

MAX_PARTS = 2_000
MAX_UNPACKED_BYTES = 100_000_000
_DOCUMENT_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def check_package(name: str, raw: bytes) -> None:
    """Check a Word file: its size when unpacked, and no macros, DTDs or links that fetch something.

    Args:
        name: of the file, for messages.
        raw: its content.

    Raises:
        InputError: with one message.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        raise refusal(name, "geen geldig Word-document (.docx).", "not a valid Word document (.docx).") from error
    with archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES:
            raise refusal(
                name,
                f"uitgepakt te groot: {len(parts)} onderdelen, {unpacked / 1e6:.0f} MB.",
                f"too large when unpacked: {len(parts)} parts, {unpacked / 1e6:.0f} MB.",
            )
        if any("vbaproject" in part.filename.lower() or "activex" in part.filename.lower() for part in parts):
            raise refusal(
                name,
                "het sjabloon bevat macro’s.",
                "the template holds macros.",
                "Sla het op als .docx zonder macro’s.",
                "Save it as .docx without macros.",
            )
        names = {part.filename for part in parts}
        try:
            types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
            if _DOCUMENT_TYPE not in types:
                raise refusal(
                    name,
                    "geen Word-document (.docx); een .dotx of .docm kan niet.",
                    "not a Word document (.docx); a .dotx or .docm cannot be used.",
                    "Sla het sjabloon in Word op als .docx.",
                    "Save the template as .docx in Word.",
                )
            for part in parts:
                _check_part(name, part.filename.lower(), archive.read(part))
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
            raise refusal(
                name, "het sjabloon is beschadigd of versleuteld.", "the template is damaged or encrypted."
            ) from error


def _check_part(name: str, part: str, content: bytes) -> None:
    """Read one part as a stream of XML; the parser knows every encoding that a DTD could hide in."""
    if part.endswith(".svg"):
        # A picture: it is passed on and never parsed, and drawing programs do put a document type in it.
        return

    def stop_at_dtd(*_: object) -> None:
        raise refusal(name, "het sjabloon bevat een DTD.", "the template holds a DTD.")

    def look_for_links(_tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "")
        if attributes.get("TargetMode", "").lower() == "external" and not kind.endswith("/hyperlink"):
            raise refusal(
                name,
                f"het sjabloon haalt iets van buiten op ({kind.rpartition('/')[2][:40]}).",
                f"the template fetches something from outside ({kind.rpartition('/')[2][:40]}).",
                "Neem afbeeldingen op in het bestand en koppel een gekoppeld sjabloon los.",
                "Embed the pictures and detach an attached template.",
            )

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = stop_at_dtd
    if part.endswith(".rels"):
        parser.StartElementHandler = look_for_links
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if part.endswith((".xml", ".rels")):
            raise refusal(name, "geen geldig Word-document (.docx).", "not a valid Word document (.docx).") from error
