# SPDX-License-Identifier: EUPL-1.2
"""A checklist as CSV: the same rows as the workbook, for spreadsheets and for other programs.

Cells that a spreadsheet could take for a formula get an apostrophe in front when written, and lose it when read (C13).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from weerbaar.base import InputError, Lang, Problem, Text, as_written, harmless, read_text, spreadsheet_csv
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
    records = _records(read_text(path, name, _MOST_BYTES), name)
    line, header = next(records, (1, []))
    fields = headings(header, name, lambda i: (line, ""), problems)
    return merged(checklist, content, _filled_rows(records, fields, name, problems), problems)


def _filled_rows(
    records: Iterator[tuple[int, list[str]]], fields: dict[int, str], name: str, problems: list[Problem]
) -> Iterator[FilledRow]:
    for number, (line, record) in enumerate(records, 1):
        if number > MAX_ROWS:
            message = Text(nl=f"meer dan {MAX_ROWS} rijen; dat mag niet.", en=f"more than {MAX_ROWS} rows.")
            problems.append(Problem(name, message, line=line))
            return
        cells = {field: as_written(record[i]) if i < len(record) else "" for i, field in fields.items()}
        yield FilledRow(name, cells, lambda field, line=line: (line, field))  # type: ignore[misc]


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line on which it starts; empty lines are passed over."""
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    try:
        for record in reader:
            if len(record) > _MOST_COLUMNS:
                message = Text(nl=f"meer dan {_MOST_COLUMNS} kolommen.", en=f"more than {_MOST_COLUMNS} columns.")
                hint = Text(
                    nl="Zet tekst met een scheidingsteken tussen aanhalingstekens.",
                    en="Put text that holds a separator between quotes.",
                )
                raise InputError([Problem(name, message, hint, line=start)])
            if record:
                yield start, record
            start = reader.line_num + 1
    except csv.Error as error:
        message = Text(nl="geen geldige CSV.", en=f"not valid CSV ({error}).")
        hint = Text(nl="Controleer de aanhalingstekens.", en="Check the quotes.")
        raise InputError([Problem(name, message, hint, line=start)]) from error
