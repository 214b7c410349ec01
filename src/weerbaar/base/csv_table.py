# SPDX-License-Identifier: EUPL-1.2
"""Tables as CSV from outside: ``,``, ``;`` or tabs between the cells, columns by the names they go by, every fault at
its line. Where no comma stands between the cells, numbers may have a decimal comma, as a Dutch spreadsheet saves them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import numpy as np
import numpy.typing as npt

from weerbaar.base.formatting import number
from weerbaar.base.problems import InputError, Problem
from weerbaar.base.text import Text
from weerbaar.base.yaml_source import read_text

Floats = npt.NDArray[np.float64]

_MOST_BYTES = 20_000_000
_MOST_ROWS = 200_000
_MOST_UNEVEN = 50
_LONGEST = 200
_NO_NUMBER = Text(nl="hier hoort een getal.", en="a number is expected here.")


@dataclass(eq=False)
class CsvTable:
    """Some columns of a CSV file; R rows.

    Attributes:
        name: of the file, for messages.
        cells: our name of a column to its cells, each of length R; without the columns that the file does not have.
        headings: our name of a column to its heading in the file.
        lines: on which each row starts, length R.
        comma: numbers may have a decimal comma.
        problems: everything that is wrong so far.
    """

    name: str
    cells: Mapping[str, Sequence[str]]
    headings: Mapping[str, str]
    lines: Sequence[int]
    comma: bool
    problems: list[Problem] = field(default_factory=list)

    def texts(self, column: str) -> Sequence[str]:
        """Return a column; empty cells where the file does not have it."""
        return self.cells.get(column) or [""] * len(self.lines)

    def numbers(
        self,
        column: str,
        *,
        low: float = -np.inf,
        high: float = np.inf,
        message: Text = _NO_NUMBER,
        may_be_empty: bool = False,
    ) -> Floats:
        """Return a column as finite numbers, length R; NaN where the cell is empty or wrong.

        Args:
            column: our name; where the file does not have it, all cells are empty.
            low, high: bounds, both allowed.
            message: what belongs in a cell that is wrong.
            may_be_empty: an empty cell is not wrong.
        """
        cells = self.texts(column)
        values = np.array([self._number(cell) for cell in cells], float)
        empty = np.array([not cell for cell in cells], bool)
        with np.errstate(invalid="ignore"):
            wrong = ~(np.isfinite(values) & (values >= low) & (values <= high)) & ~(empty & may_be_empty)
        self.refuse(column, np.flatnonzero(wrong).tolist(), message)
        return np.where(wrong, np.nan, values)

    def refuse(self, column: str, rows: Iterable[int], message: Text) -> None:
        """Note that the cells of a column in these rows are wrong."""
        heading, cells = self.headings.get(column, column), self.texts(column)
        self.problems += [
            Problem(self.name, message, line=self.lines[row], field=heading, value=cells[row]) for row in rows
        ]

    def refuse_repeated(self, column: str, message: Text) -> None:
        """Note the cells of a column that are empty, or that stood in an earlier row."""
        seen = {""}
        repeated: list[int] = []
        for row, cell in enumerate(self.cells[column]):
            if cell in seen:
                repeated.append(row)
            seen.add(cell)
        self.refuse(column, repeated, message)

    def check(self) -> None:
        """Stop where anything is wrong.

        Raises:
            InputError: with every problem, in the order of the lines.
        """
        if self.problems:
            raise InputError(sorted(self.problems, key=lambda problem: problem.line or 0))

    def _number(self, cell: str) -> float:
        text = cell.replace(",", ".") if self.comma and cell.count(",") == 1 and "." not in cell else cell
        try:
            # Python reads 1_000 as a number, no spreadsheet does.
            return float(text) if "_" not in text else float("nan")
        except ValueError:
            return float("nan")


def read_csv_table(
    path: Path,
    columns: Mapping[str, Sequence[str]],
    required: Sequence[str],
    *,
    name: str = "",
    only_these: bool = False,
    most_bytes: int = _MOST_BYTES,
    most_rows: int = _MOST_ROWS,
) -> CsvTable:
    """Return columns of a small CSV file in UTF-8 with headings in line 1.

    Args:
        path: the file.
        columns: our name of a column to other headings that it goes by; capitals do not matter.
        required: our names of the columns that must be there.
        name: how the file is called in messages; empty is its own name.
        only_these: other columns are a mistake.
        most_bytes: of the file.
        most_rows: of the table.

    Raises:
        InputError: the file cannot be read, is no table, lacks a column or has no rows.
    """
    name = name or path.name
    file = io.StringIO(read_text(path, name, most_bytes), newline="")
    separator = csv_separator(file)
    records = csv_records(file, separator, name, most_rows)
    _, header = next(records, (1, []))
    places = csv_places(header, name, columns, required, only_these=only_these)
    uneven: list[Problem] = []
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, row in records:
        if len(row) == len(header):
            lines.append(line)
            rows.append([row[place].strip() for place in places.values()])
        elif len(uneven) < _MOST_UNEVEN:
            uneven.append(uneven_row(name, line, len(row), len(header)))
    if not rows and not uneven:
        raise InputError([Problem(name, Text(nl="er zijn geen rijen.", en="there are no rows."), line=1)])
    cells = {column: [row[at] for row in rows] for at, column in enumerate(places)}
    headings = {column: header[place].strip() for column, place in places.items()}
    return CsvTable(name, cells, headings, lines, separator != ",", uneven)


def csv_separator(file: TextIO) -> str:
    """Return what stands between the cells, by the first line; the file is at its start again afterwards."""
    first = file.readline()
    file.seek(0)
    return max(",;\t", key=first.count)


def csv_records(file: TextIO, separator: str, name: str, most_rows: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a CSV file, each with the line on which it starts; empty ones are passed over.

    Args:
        file: opened with ``newline=""``.
        separator: between the cells.
        name: how the file is called in messages.
        most_rows: besides the headings.

    Raises:
        InputError: a quote that stays open, a cell that is endless, or more rows.
    """
    reader = csv.reader(file, delimiter=separator, strict=True)
    count, start = 0, 1
    try:
        for record in reader:
            # The first cell alone tells of nearly every row that it is not empty; there may be millions.
            if record and (record[0] > " " or any(map(str.strip, record))):
                count += 1
                if count > most_rows + 1:
                    nl, en = (number(most_rows, lang) for lang in ("nl", "en"))
                    message = Text(nl=f"meer dan {nl} rijen.", en=f"more than {en} rows.")
                    raise InputError([Problem(name, message, line=start)])
                yield start, record
            start = reader.line_num + 1
    except csv.Error as error:
        message = Text(nl="geen geldige CSV.", en=f"not valid CSV ({error}).")
        hint = Text(nl="Controleer of elk aanhalingsteken wordt gesloten.", en="Check whether every quote is closed.")
        raise InputError([Problem(name, message, hint, line=start)]) from error


def csv_places(
    header: Sequence[str],
    name: str,
    columns: Mapping[str, Sequence[str]],
    required: Iterable[str],
    *,
    only_these: bool = False,
) -> dict[str, int]:
    """Return our name of each column that a header has, and its place; see :func:`read_csv_table`.

    Raises:
        InputError: with every column that is missing, stands there twice, or does not belong.
    """
    if not any(map(str.strip, header)):
        raise InputError([Problem(name, Text(nl="het bestand is leeg.", en="the file is empty."))])
    known = {heading: column for column, others in columns.items() for heading in (column, *others)}
    places: dict[str, int] = {}
    problems: list[Problem] = []

    def wrong(heading: str, nl: str, en: str, hint: Text = Text(nl="")) -> None:
        problems.append(Problem(name, Text(nl=nl, en=en), hint, line=1, field=heading))

    for place, cell in enumerate(header):
        heading = cell.strip()
        column = known.get(heading.lower())
        if column is None and heading and only_these:
            allowed = ", ".join(columns)
            wrong(heading, f"onbekende kolom; bekend zijn: {allowed}.", f"unknown column; known are: {allowed}.")
        elif column in places:
            first = header[places[column]].strip()
            nl, en = f"deze kolom betekent hetzelfde als {first}.", f"this column means the same as {first}."
            wrong(heading, nl, en, Text(nl="Laat één van beide weg.", en="Leave one of the two out."))
        elif column is not None:
            places[column] = place
    present = ", ".join(cell.strip() for cell in header if cell.strip())[:_LONGEST] or "-"
    for column in required:
        if column not in places:
            also = ", ".join(other for other in columns.get(column, ()) if other != column)
            nl, en = (f" (ook goed: {also})", f" (also right: {also})") if also else ("", "")
            there = Text(nl=f"Aanwezig zijn: {present}.", en=f"Present are: {present}.")
            wrong(column, f"deze kolom ontbreekt{nl}.", f"this column is missing{en}.", there)
    if problems:
        raise InputError(problems)
    return places


def uneven_row(name: str, line: int, cells: int, headings: int) -> Problem:
    """Return the problem of a row with another number of cells than there are headings."""
    return Problem(
        name,
        Text(
            nl=f"deze rij heeft {cells} cellen; de kop heeft er {headings}.",
            en=f"this row has {cells} cells; the header has {headings}.",
        ),
        line=line,
    )
