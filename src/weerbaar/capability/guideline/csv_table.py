# SPDX-License-Identifier: EUPL-1.2
"""A checklist as CSV: the same rows as the workbook, for spreadsheets and for other programs.

Cells that a spreadsheet could take for a formula get an apostrophe in front when written, and lose it when read (C13).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from weerbaar.base import (
    InputError,
    Lang,
    Problem,
    Text,
    as_written,
    csv_records,
    csv_separator,
    harmless,
    read_text,
    spreadsheet_csv,
    uneven_row,
)
from weerbaar.capability.guideline.file_model import Checklist, Guideline
from weerbaar.capability.guideline.rows import COLUMNS, MAX_ROWS, FilledRow, headings, merged, table

_MOST_BYTES = 5_000_000
_MOST_COLUMNS = 60


def checklist_csv(checklist: Checklist, content: Guideline, lang: Lang) -> bytes:
    """Return the checklist as CSV in UTF-8: with semicolons in Dutch, with commas in English."""
    header = [column.title.in_(lang) for column in COLUMNS]
    rows = [[harmless(row.get(column.field, "")) for column in COLUMNS] for row in table(checklist, content, lang)]
    return spreadsheet_csv([header, *rows], lang)


def merge_csv(path: Path, checklist: Checklist, content: Guideline, problems: list[Problem]) -> Checklist:
    """Return the checklist with the answers of a filled CSV file merged in.

    Args:
        path: a CSV file in UTF-8 with ``,``, ``;`` or tabs between the cells.
        checklist: what it is merged into.
        content: its guideline.
        problems: gets the warnings.

    Raises:
        InputError: with every problem in every row.
    """
    name = path.name
    file = io.StringIO(read_text(path, name, _MOST_BYTES), newline="")
    records = csv_records(file, csv_separator(file), name, MAX_ROWS)
    line, header = next(records, (1, []))
    if len(header) > _MOST_COLUMNS:
        message = Text(nl=f"meer dan {_MOST_COLUMNS} kolommen.", en=f"more than {_MOST_COLUMNS} columns.")
        raise InputError([Problem(name, message, line=line)])
    fields = headings(header, name, lambda i: (line, ""), problems)
    return merged(checklist, content, _filled_rows(records, fields, len(header), name, problems), problems)


def _filled_rows(
    records: Iterator[tuple[int, list[str]]], fields: dict[int, str], columns: int, name: str, problems: list[Problem]
) -> Iterator[FilledRow]:
    for line, record in records:
        if any(cell.strip() for cell in record[columns:]):
            # A separator in a text without quotes: what follows stands in the wrong columns.
            problems.append(uneven_row(name, line, len(record), columns))
            continue
        cells = {field: as_written(record[i]) if i < len(record) else "" for i, field in fields.items()}
        yield FilledRow(name, cells, lambda field, line=line: (line, field))  # type: ignore[misc]
