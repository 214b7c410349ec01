# SPDX-License-Identifier: EUPL-1.2
"""A catalogue as an Excel workbook with the sheets of :mod:`weerbaar.cascade.tables`; formulas are refused (C13)."""

from __future__ import annotations

import datetime
from pathlib import Path

from weerbaar.base import InputError, Problem, Text
from weerbaar.cascade.draft import MAX_LINKS, Draft, Spot, Unreadable
from weerbaar.cascade.json_source import default_id
from weerbaar.cascade.tables import MAX_COLUMNS, TABLES, Table, draft_of_tables, require_tables
from weerbaar.dossier import CellFound, WorkbookFound, read_workbook

_FORMULA = Text(
    nl="formules en fouten daarvan zijn niet toegestaan; plak de waarde.",
    en="formulas and errors of formulas are not allowed; paste the value.",
)
_DATE = Text(
    nl="het rekenprogramma heeft hier een datum of tijd van gemaakt; maak de cel op als tekst.",
    en="the spreadsheet turned this into a date or time; format the cell as text.",
)


def read_catalogue_workbook(path: Path) -> tuple[Draft, list[Problem]]:
    """Return what the workbook at ``path`` states, and what is wrong with single cells.

    Raises:
        InputError: it is no workbook, or not one of a catalogue.
    """
    found = read_workbook(path, tuple(TABLES), MAX_LINKS + 2, max_columns=MAX_COLUMNS + 1)
    require_tables(found.name, found.rows, "")
    tables = {name: _table(found, name) for name in TABLES if name in found.rows}
    return draft_of_tables(found.name, default_id(path), tables)


def _table(found: WorkbookFound, name: str) -> Table:
    rows = [(number, row) for number, row in enumerate(found.rows[name], 1) if row]
    header_row, first = rows[0] if rows else (1, {})
    header = {column: str(cell.value).strip() for column, cell in first.items()}
    problems = [_stray(found.name, name, number, row, header) for number, row in rows[1:] if row.keys() - header.keys()]
    wide = any(max(row) >= MAX_COLUMNS for _, row in rows)
    if wide:
        message = Text(
            nl=f"meer dan {MAX_COLUMNS} kolommen; dat is niet toegestaan.",
            en=f"more than {MAX_COLUMNS} columns, which is not allowed.",
        )
        problems = [Problem(found.name, message, field=name)]
    if problems:
        raise InputError(problems)
    return Table(
        name,
        name,
        header,
        header_row,
        [(number, filled) for number, row in rows[1:] if (filled := _filled(row))],
        lambda row, column: Spot(found.name, None, f"{name}!{_letter(column)}{row}"),
    )


def _filled(row: dict[int, CellFound]) -> dict[int, object]:
    cells = {column: _value(cell) for column, cell in row.items()}
    return {column: value for column, value in cells.items() if value != ""}


def _value(cell: CellFound) -> object:
    value = cell.value
    if cell.formula:
        return Unreadable(str(value), _FORMULA)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Unreadable(str(value), _DATE)
    return value.strip() if isinstance(value, str) else value


def _stray(file: str, sheet: str, number: int, row: dict[int, CellFound], header: dict[int, str]) -> Problem:
    column = min(row.keys() - header.keys())
    return Problem(
        file,
        Text(nl="deze cel heeft geen kolomnaam.", en="this cell has no column name."),
        Text(
            nl="Zet kolomnamen in de eerste rij, of maak de cel leeg.", en="Put a name in the first row, or clear it."
        ),
        field=f"{sheet}!{_letter(column)}{number}",
        value=str(row[column].value),
    )


def _letter(column: int | None) -> str:
    """Return the letters of a 0-based column; those of the first for a row as a whole."""
    letters, rest = "", 0 if column is None else column
    while rest >= 0:
        rest, digit = divmod(rest, 26)
        letters, rest = chr(ord("A") + digit) + letters, rest - 1
    return letters
