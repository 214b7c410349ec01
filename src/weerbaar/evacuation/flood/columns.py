# SPDX-License-Identifier: EUPL-1.2
"""CSV tables of numbers: columns found by the names they go by, every wrong cell at its own line."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text, read_text

Floats = npt.NDArray[np.float64]

_MOST_BYTES = 60_000_000


@dataclass(frozen=True)
class Columns:
    """The cells of a file by our name of the column.

    Attributes:
        name: of the file.
        cells: our name of a column to its cells.
        headings: our name of a column to its heading in the file.
        lines: of each row in the file.
        comma: numbers may have a decimal comma.
    """

    name: str
    cells: Mapping[str, Sequence[str]]
    headings: Mapping[str, str]
    lines: Sequence[int]
    comma: bool

    def numbers(self, column: str, problems: list[Problem], *, may_be_empty: bool = False) -> Floats:
        """Return a column as finite numbers; an empty cell is NaN where it may be, any other is a problem."""
        values = np.array([self._number(cell) for cell in self.cells[column]])
        empty = np.array([not cell for cell in self.cells[column]])
        wrong = ~np.isfinite(values) & ~(empty & may_be_empty)
        self.refuse(column, wrong, Text(nl="hier hoort een getal.", en="a number is expected here."), problems)
        return np.where(wrong | empty, np.nan, values)

    def refuse(self, column: str, wrong: npt.NDArray[np.bool_], message: Text, problems: list[Problem]) -> None:
        """Add a problem for every row of ``wrong``."""
        problems.extend(
            Problem(
                self.name,
                message,
                line=self.lines[row],
                field=self.headings[column],
                value=self.cells[column][row],
            )
            for row in np.flatnonzero(wrong).tolist()
        )

    def _number(self, cell: str) -> float:
        text = cell.replace(",", ".") if self.comma and cell.count(",") == 1 and "." not in cell else cell
        try:
            # Python reads 1_000 as a number, no spreadsheet does.
            return float(text) if "_" not in text else float("nan")
        except ValueError:
            return float("nan")


def read_columns(path: Path, names: Mapping[str, Sequence[str]], required: Sequence[str]) -> Columns:
    """Return the columns of a CSV file in UTF-8 with ``,``, ``;`` or tabs between cells and headings in line 1.

    Args:
        path: the file.
        names: our name of a column to the headings it goes by (capitals do not matter); others are left out.
        required: our names of columns that must be there.

    Raises:
        InputError: the file cannot be read, is no table, lacks a column or has no rows.
    """
    name = path.name
    text = read_text(path, name, _MOST_BYTES)
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    start = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append([cell.strip() for cell in row])
                lines.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        message = Text(nl="geen geldige CSV.", en="not valid CSV.")
        hint = Text(nl="Controleer de aanhalingstekens.", en="Check the quotes.")
        raise InputError([Problem(name, message, hint, line=reader.line_num)]) from error
    if not rows:
        raise InputError([Problem(name, Text(nl="het bestand is leeg.", en="the file is empty."))])
    places, problems = _places(name, rows[0], names)
    for column in required:
        if column not in places:
            found = ", ".join(rows[0])[:200]
            said = ", ".join(dict.fromkeys((column, *names[column])))
            problems.append(
                Problem(
                    name,
                    Text(
                        nl=f"de kolom {column} ontbreekt (ook goed: {said}).",
                        en=f"the column {column} is missing ({said}).",
                    ),
                    Text(nl=f"Gevonden is: {found}.", en=f"Found are: {found}."),
                    line=1,
                )
            )
    if len(rows) == 1:
        problems.append(Problem(name, Text(nl="er zijn geen rijen.", en="there are no rows."), line=1))
    for line, row in zip(lines[1:], rows[1:], strict=True):
        if len(row) != len(rows[0]):
            problems.append(
                Problem(
                    name,
                    Text(
                        nl=f"{len(row)} cellen; de kop heeft er {len(rows[0])}.",
                        en=f"{len(row)} cells; the header has {len(rows[0])}.",
                    ),
                    line=line,
                )
            )
    if problems:
        raise InputError(problems)
    return Columns(
        name=name,
        cells={column: [row[place] for row in rows[1:]] for column, place in places.items()},
        headings={column: rows[0][place] for column, place in places.items()},
        lines=lines[1:],
        comma=separator != ",",
    )


def _places(
    name: str, header: Sequence[str], names: Mapping[str, Sequence[str]]
) -> tuple[dict[str, int], list[Problem]]:
    known = {heading: column for column, others in names.items() for heading in (column, *others)}
    places: dict[str, int] = {}
    problems = []
    for place, heading in enumerate(header):
        column = known.get(heading.lower())
        if column is None:
            continue
        if column in places:
            first = header[places[column]]
            message = Text(
                nl=f"deze kolom betekent hetzelfde als {first}.", en=f"this column means the same as {first}."
            )
            hint = Text(nl="Laat één van beide weg.", en="Leave one of the two out.")
            problems.append(Problem(name, message, hint, line=1, field=heading))
        else:
            places[column] = place
    return places, problems
