# SPDX-License-Identifier: EUPL-1.2
"""A workbook from outside, read as plain cells (C13).

Its table of contents is judged before anything is unpacked; XML with a document type is refused, and so
are macros. Formulas are told apart and never computed.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

from weerbaar.base import InputError, Problem, Text
from weerbaar.dossier.archive import ArchiveLimits, open_archive, read_packed

LIMITS = ArchiveLimits(entries=500, entry_bytes=30_000_000, total_bytes=60_000_000, ratio_from_bytes=5_000_000)
MAX_COLUMNS = 60
_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class CellFound:
    """A cell that is not empty: its value, and whether that is a formula or the error of one."""

    value: object
    formula: bool


@dataclass(frozen=True)
class WorkbookFound:
    """What a workbook holds.

    Attributes:
        name: of the file, for messages.
        sheets: the names of all sheets.
        rows: per sheet that was asked for, its rows from the first; each from 0-based column to cell.
    """

    name: str
    sheets: tuple[str, ...]
    rows: dict[str, list[dict[int, CellFound]]]


def read_workbook(path: Path, wanted: Collection[str], max_rows: int, max_columns: int = MAX_COLUMNS) -> WorkbookFound:
    """Return the cells of some sheets of a workbook.

    Args:
        path: the workbook.
        wanted: sheets to read; those that are not there are left out.
        max_rows: rows after this number are not read.
        max_columns: columns after this number are not read.

    Raises:
        InputError: it is no workbook, or one that is not accepted.
    """
    import openpyxl

    name = path.name
    raw = read_packed(path, name, LIMITS)
    if raw.startswith(_OLD_OR_ENCRYPTED):
        raise _refusal(
            name,
            "is versleuteld met een wachtwoord, of een werkmap van voor 2007 (.xls).",
            "is encrypted with a password, or a workbook from before 2007 (.xls).",
            "Verwijder het wachtwoord en bewaar als .xlsx.",
            "Remove the password and save as .xlsx.",
        )
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        raise _refusal(
            name,
            "is geen Excel-werkmap (.xlsx).",
            "is not an Excel workbook (.xlsx).",
            "Bewaar het bestand als .xlsx.",
            "Save the file as .xlsx.",
        )
    with open_archive(raw, name, LIMITS) as archive:
        macros = any(n.lower().endswith("vbaproject.bin") for n in archive.namelist())
        if macros or path.suffix.lower() == ".xlsm":
            raise _refusal(
                name,
                "bevat macro's; dat is niet toegestaan.",
                "holds macros, which is not allowed.",
                "Bewaar de werkmap als .xlsx, zonder macro's.",
                "Save the workbook as .xlsx, without macros.",
            )
        _refuse_hostile_xml(archive, name)
    try:
        # openpyxl warns of what it leaves out, such as newer kinds of lists; nothing of that is read here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
            sheets = {sheet.title: sheet for sheet in book.worksheets}
            rows = {title: _rows(sheets[title], max_rows, max_columns) for title in wanted if title in sheets}
            book.close()
    # Reading a damaged workbook, openpyxl raises whatever it runs into.
    except Exception as error:
        raise _refusal(
            name,
            f"kan niet als Excel-werkmap worden gelezen ({type(error).__name__}).",
            f"cannot be read as an Excel workbook ({type(error).__name__}).",
            "Open en bewaar de werkmap opnieuw als .xlsx.",
            "Open the workbook and save it again as .xlsx.",
        ) from error
    return WorkbookFound(name, tuple(sheets), rows)


def _rows(sheet: Any, max_rows: int, max_columns: int) -> list[dict[int, CellFound]]:
    # With max_col, openpyxl would make that many cells for each of a million empty rows before a stray one at the foot.
    return [
        {
            i: CellFound(cell.value, cell.data_type in ("f", "e"))
            for i, cell in enumerate(row[:max_columns])
            if cell.value is not None
        }
        for row in sheet.iter_rows(max_row=max_rows)
    ]


def _refusal(name: str, nl: str, en: str, hint_nl: str, hint_en: str) -> InputError:
    return InputError([Problem(name, Text(nl=nl, en=en), Text(nl=hint_nl, en=hint_en))])


def _refuse_hostile_xml(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse XML with a document type (entities live there) or that is broken; parts are read as a stream."""
    for entry in archive.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        has_dtd = False

        def stop_at_dtd(*_: object) -> None:
            nonlocal has_dtd
            has_dtd = True
            raise expat.ExpatError("document type")

        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = stop_at_dtd
        try:
            with archive.open(entry) as part:
                parser.ParseFile(part)
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
            raise InputError(
                [
                    Problem(
                        name,
                        Text(
                            nl="bevat XML met een documenttype (DTD); dat is niet toegestaan."
                            if has_dtd
                            else "is beschadigd: een onderdeel is geen geldige XML.",
                            en="holds XML with a document type (DTD), which is not allowed."
                            if has_dtd
                            else "is damaged: a part is not valid XML.",
                        ),
                        Text(
                            nl="Open en bewaar de werkmap opnieuw als .xlsx.",
                            en="Open the workbook and save it again as .xlsx.",
                        ),
                        value=entry.filename,
                    )
                ]
            ) from error
