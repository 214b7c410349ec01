# SPDX-License-Identifier: EUPL-1.2
"""A catalogue as a folder of CSV files in UTF-8, with ``;``, ``,`` or tabs between the cells.

A cell that a spreadsheet could take for a formula has an apostrophe in front, which is taken off again (C13).
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from weerbaar.base import InputError, Problem, Text, csv_records, csv_separator, inside, read_text
from weerbaar.cascade.draft import MAX_LINKS, Draft, Spot
from weerbaar.cascade.json_source import default_id
from weerbaar.cascade.tables import MAX_COLUMNS, TABLES, Table, draft_of_tables, require_tables

MAX_BYTES = 80_000_000
# The signs that start a formula, also in the full width that some spreadsheets read as the same.
_SIGNS = r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]"
_RISKY = re.compile(f"'*{_SIGNS}")
_RISKY_QUOTED = re.compile(f"'+{_SIGNS}")


def read_csv_folder(root: Path) -> tuple[Draft, list[Problem]]:
    """Return what the CSV files in ``root`` state, and what is wrong with single cells.

    Raises:
        InputError: a file is missing or unknown, cannot be read, or has other columns than it should.
    """
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    try:
        names = sorted(path.name for path in root.iterdir() if path.name.lower().endswith(".csv"))
    except OSError as error:
        message = Text(nl=f"kan niet worden gelezen ({error.strerror}).", en=f"cannot be read ({error.strerror}).")
        raise _fault(str(root), None, message) from error
    known = ", ".join(f"{name}.csv" for name in TABLES)
    for name in names:
        stem = name.removesuffix(".csv")
        if stem not in TABLES:
            # Left unread, a misspelled links.csv would be a catalogue without links.
            message = Text(nl=f"onbekend bestand; bekend zijn: {known}.", en=f"unknown file; known are: {known}.")
            hint = Text(nl="Verbeter de naam of verplaats het bestand.", en="Correct the name or move the file.")
            problems.append(Problem(name, message, hint))
            continue
        try:
            tables[stem] = parse_table(read_text(inside(root, name), name, MAX_BYTES), stem)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    require_tables(str(root), tables, ".csv")
    return draft_of_tables(str(root), default_id(root), tables)


def parse_table(text: str, stem: str) -> Table:
    """Return the cells of one CSV file.

    Args:
        text: the file.
        stem: name of the table.

    Raises:
        InputError: the file as a whole cannot be understood, or a row has cells without a column.
    """
    name = f"{stem}.csv"
    file = io.StringIO(text, newline="")
    records = csv_records(file, csv_separator(file), name, MAX_LINKS)
    header_row, first = next(records, (1, []))
    if len(first) > MAX_COLUMNS:
        message = Text(
            nl=f"meer dan {MAX_COLUMNS} kolommen; dat is niet toegestaan.",
            en=f"more than {MAX_COLUMNS} columns, which is not allowed.",
        )
        raise _fault(name, header_row, message)
    header = {i: cell.strip() for i, cell in enumerate(first) if cell.strip()}
    rows: list[tuple[int, dict[int, object]]] = []
    problems: list[Problem] = []
    for line, record in records:
        cells: dict[int, object] = {i: unquoted(cell).strip() for i, cell in enumerate(record) if cell.strip()}
        stray = next((str(cell) for i, cell in cells.items() if i not in header), None)
        if stray is not None:
            message = Text(
                nl="deze rij heeft een cel zonder kolomnaam; staat er een scheidingsteken te veel?",
                en="this row has a cell without a column name; is there a separator too many?",
            )
            hint = Text(
                nl="Gebruik ; tussen de cellen als getallen een decimale komma hebben.",
                en="Use ; between the cells when numbers have a decimal comma.",
            )
            problems.append(Problem(name, message, hint, line=line, value=stray))
        elif cells:
            rows.append((line, cells))
        if len(problems) > _MOST_STRAY:
            break
    if problems:
        raise InputError(problems)
    return Table(
        stem,
        name,
        header,
        header_row,
        rows,
        lambda row, column: Spot(name, row, "" if column is None else header.get(column, "")),
    )


_MOST_STRAY = 50


def quoted(text: str) -> str:
    """Return a text cell so that no spreadsheet takes it for a formula."""
    return f"'{text}" if _RISKY.match(text) else text


def unquoted(cell: str) -> str:
    """Return the text of a cell that :func:`quoted` wrote."""
    return cell[1:] if _RISKY_QUOTED.match(cell) else cell


def _fault(name: str, line: int | None, message: Text) -> InputError:
    return InputError([Problem(name, message, line=line)])
