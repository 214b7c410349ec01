# SPDX-License-Identifier: EUPL-1.2
"""CSV tables of a hundred thousand rows: a column at a time, and row by row only to say which line is wrong."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.cells.wedges import Floats, Integers
from weerbaar.base import InputError, Problem, Text, read_text

_MOST_COLUMNS = 200
_SIGNS = frozenset("-0123456789")
# So that every number is exact as a float as well.
_MOST_DIGITS = 15


@dataclass(frozen=True)
class Table:
    """The cells of a file, column by column.

    Attributes:
        name: of the file, for messages.
        columns: our name of a column to its cells, as they are in the file.
        headings: our name of a column to its heading in the file.
        lines: of each row in the file.
        decimal_comma: numbers may be written with a comma.
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    headings: Mapping[str, str]
    lines: Sequence[int]
    decimal_comma: bool = False

    def require(self, names: Iterable[str], problems: list[Problem]) -> None:
        """Stop where a column is missing, together with the problems found until now.

        Raises:
            InputError: a column is missing.
        """
        missing = [name for name in names if name not in self.columns]
        if missing:
            raise InputError(
                [*problems, *(missing_column(self.name, name, self.headings.values()) for name in missing)]
            )

    def words(self, name: str) -> Sequence[str]:
        """Return a column without blanks around its cells."""
        return [cell.strip() for cell in self.columns[name]]

    def numbers(self, name: str, problems: list[Problem]) -> Floats:
        """Return a column as finite numbers; a cell that is none is a problem, and 0 here."""
        cells = self.columns[name]
        try:
            values = np.fromiter(map(float, cells), np.float64, len(cells))
            # Python reads 1_000 as a number, no spreadsheet does.
            if np.isfinite(values).all() and "_" not in "".join(cells):
                return values
        except ValueError:
            pass
        values = np.array([_number(cell, self.decimal_comma) for cell in self.words(name)])
        wrong = np.isnan(values)
        self.refuse(name, wrong, Text(nl="hier hoort een getal.", en="a number is expected here."), problems)
        return np.where(wrong, 0.0, values)

    def integers(self, name: str, problems: list[Problem], empty: int | None = None) -> Integers:
        """Return a column as whole numbers; a cell that is none is a problem, and 0 here.

        Args:
            name: the column.
            problems: gets what is wrong.
            empty: what an empty cell stands for; None when it may not be empty.
        """
        cells = self.columns[name]
        blank = "" if empty is None else str(empty)
        if empty is not None and "" in cells:
            cells = [cell or blank for cell in cells]
        # int() also reads 1_0, and digits of other scripts.
        if set("".join(cells)) <= _SIGNS and max(map(len, cells)) <= _MOST_DIGITS:
            with contextlib.suppress(ValueError):
                return np.fromiter(map(int, cells), np.int64, len(cells))
        values = np.array([_integer(cell.strip() or blank) for cell in cells])
        wrong = np.isnan(values)
        self.refuse(
            name, wrong, Text(nl="hier hoort een geheel getal.", en="a whole number is expected here."), problems
        )
        return np.where(wrong, 0.0, values).astype(np.int64)

    def refuse(self, name: str, wrong: npt.NDArray[np.bool_], message: Text, problems: list[Problem]) -> None:
        """Add a problem for every row of ``wrong``."""
        problems.extend(
            Problem(
                self.name,
                message,
                line=self.lines[row],
                field=self.headings.get(name, name),
                value=self.columns[name][row] if name in self.columns else "",
            )
            for row in np.flatnonzero(wrong).tolist()
        )


def read_table(
    path: Path, aliases: Mapping[str, Sequence[str]], required: Sequence[str], *, max_bytes: int, max_rows: int
) -> Table:
    """Return the columns of a CSV file in UTF-8 with ``,``, ``;`` or tabs between its cells and headings in line 1.

    Args:
        path: the file.
        aliases: our name of a column to other headings that mean the same; capitals do not matter. Columns with a
            heading of none of these are left out.
        required: our names of columns that must be there.
        max_bytes: largest file that is read.
        max_rows: most rows that are read.

    Raises:
        InputError: the file cannot be read, is no table, has no rows or lacks a column.
    """
    name = path.name
    text = read_text(path, name, max_bytes)
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    records, lines = _records(text, separator, name)
    if not records:
        raise InputError([Problem(name, Text(nl="het bestand is leeg.", en="the file is empty."))])
    header, rows = [cell.strip() for cell in records[0]], records[1:]
    places, headings = recognised(header, aliases, name)
    problems = [missing_column(name, column, header) for column in required if column not in places]
    if not rows:
        problems.append(Problem(name, Text(nl="er zijn geen rijen.", en="there are no rows."), line=1))
    if len(rows) > max_rows:
        message = Text(nl=f"meer dan {max_rows} rijen.", en=f"more than {max_rows} rows.")
        problems.append(Problem(name, message, Text(nl="Splits het bestand.", en="Split the file.")))
    if problems:
        raise InputError(problems)
    if set(map(len, rows)) != {len(header)}:
        raise InputError(_ragged(rows, lines, len(header), name))
    columns = {column: list(map(itemgetter(place), rows)) for column, place in places.items()}
    return Table(name, columns, headings, lines[1:], separator != ",")


def recognised(
    header: Sequence[str], aliases: Mapping[str, Sequence[str]], name: str
) -> tuple[dict[str, int], dict[str, str]]:
    """Return our name of every column that is known, to its place and to its heading.

    Raises:
        InputError: two headings mean the same column.
    """
    known = {heading: column for column, others in aliases.items() for heading in (column, *others)}
    places: dict[str, int] = {}
    for place, heading in enumerate(header):
        column = known.get(heading.lower())
        if column is None:
            continue
        if column in places:
            message = Text(
                nl=f"deze kolom betekent hetzelfde als {header[places[column]]}.",
                en=f"this column means the same as {header[places[column]]}.",
            )
            hint = Text(nl="Laat één van beide weg.", en="Leave one of the two out.")
            raise InputError([Problem(name, message, hint, line=1, field=heading)])
        places[column] = place
    return places, {column: header[place] for column, place in places.items()}


def _records(text: str, separator: str, name: str) -> tuple[list[list[str]], Sequence[int]]:
    """Return the records that are not empty, with the line on which each starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        records = list(reader)
    except csv.Error as error:
        message = Text(nl="geen geldige CSV.", en=f"not valid CSV ({error}).")
        hint = Text(nl="Controleer de aanhalingstekens.", en="Check the quotes.")
        raise InputError([Problem(name, message, hint, line=reader.line_num)]) from error
    if records and len(records[0]) > _MOST_COLUMNS:
        message = Text(nl=f"meer dan {_MOST_COLUMNS} kolommen.", en=f"more than {_MOST_COLUMNS} columns.")
        raise InputError([Problem(name, message, line=1)])
    if reader.line_num == len(records) and all(records):
        return records, range(1, len(records) + 1)
    # Cells of several lines, or empty lines: count again, one by one.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    kept, lines, start = [], [], 1
    for record in reader:
        if record:
            kept.append(record)
            lines.append(start)
        start = reader.line_num + 1
    return kept, lines


def _ragged(rows: Sequence[Sequence[str]], lines: Sequence[int], width: int, name: str) -> list[Problem]:
    return [
        Problem(
            name,
            Text(nl=f"{len(row)} cellen; de kop heeft er {width}.", en=f"{len(row)} cells; the header has {width}."),
            line=lines[place + 1],
        )
        for place, row in enumerate(rows)
        if len(row) != width
    ]


def missing_column(name: str, column: str, header: Iterable[str]) -> Problem:
    found = ", ".join(header)[:200]
    return Problem(
        name,
        Text(nl=f"de kolom {column} ontbreekt.", en=f"the column {column} is missing."),
        Text(nl=f"Gevonden is: {found}.", en=f"Found are: {found}."),
        line=1,
        field=column,
    )


def _number(cell: str, decimal_comma: bool) -> float:
    text = cell.replace(",", ".") if decimal_comma and cell.count(",") == 1 and "." not in cell else cell
    try:
        value = float(text) if "_" not in text else float("nan")
    except ValueError:
        return float("nan")
    return value if np.isfinite(value) else float("nan")


def _integer(cell: str) -> float:
    digits = cell.removeprefix("-")
    return float(cell) if digits.isascii() and digits.isdigit() and len(cell) <= _MOST_DIGITS else float("nan")
