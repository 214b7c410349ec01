# SPDX-License-Identifier: EUPL-1.2
"""Columns of a CSV file of up to millions of rows, read in pieces so that the rows never all lie in memory."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text, csv_places, csv_records, csv_separator, number, uneven_row
from weerbaar.evacuation.network.findings import Findings

MAX_BYTES = 4_000_000_000
MAX_ROWS = 10_000_000
# Small, so that the rows of a piece are gone before the garbage collector goes over them again and again.
_CHUNK = 300
_PIECE = 1_000_000
_MOSTLY_NEW = 0.9
_BLANK = frozenset(("", "NaN", "nan", "NULL", "null"))


@dataclass(frozen=True, eq=False)
class Columns:
    """Some columns of a file; R rows.

    Attributes:
        name: of the file, for messages.
        numbers: columns of numbers, length R, NaN where the cell is empty or wrong.
        wrong: rows of each column of numbers where there is something else than a number; noted already.
        texts: columns of text without blanks around it, length R.
        lines: on which each row starts, length R.
    """

    name: str
    numbers: dict[str, npt.NDArray[np.float64]]
    wrong: dict[str, npt.NDArray[np.int64]]
    texts: dict[str, list[str]]
    lines: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.lines)

    def empty(self, column: str) -> npt.NDArray[np.bool_]:
        """Mask of the rows whose cell in a column of numbers is empty; all of them where there is no such column."""
        if column not in self.numbers:
            return np.ones(len(self), bool)
        empty = np.isnan(self.numbers[column])
        empty[self.wrong[column]] = False
        return empty

    def text(self, column: str) -> list[str]:
        """A column of text; empty cells where the file has no such column."""
        return self.texts.get(column) or [""] * len(self)


def read_columns(
    path: Path,
    *,
    numbers: Collection[str],
    texts: Collection[str],
    required: Collection[str],
    findings: Findings,
    handed: Mapping[str, Callable[[Sequence[str]], None]] = {},
) -> Columns:
    """Return columns of a UTF-8 file with a header, and ``,``, ``;`` or tabs between the cells.

    Where no comma stands between the cells, numbers may have a decimal comma.

    Args:
        path: the file.
        numbers: columns with numbers; those that are not there are left out.
        texts: columns with text; the same.
        required: columns that must be there.
        findings: gets a problem for each cell that is no number.
        handed: columns whose cells are handed over some at a time, in order, and not kept.

    Raises:
        InputError: the file cannot be read as CSV, lacks a column, has no rows, or a row is too short or too long.
    """
    name = path.name
    _require_file(path, name)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(file, name, numbers, texts, required, findings, handed, _most_rows(path))
    except UnicodeDecodeError as error:
        hint = Text(nl="Sla het bestand op als UTF-8.", en="Save the file as UTF-8.")
        text = Text(nl="geen geldige UTF-8-tekst.", en="not valid UTF-8 text.")
        raise InputError([Problem(name, text, hint, line=_first_undecodable(path))]) from error
    except OSError as error:
        raise _refused(
            name, f"kan niet worden gelezen ({error.strerror}).", f"cannot be read ({error.strerror})."
        ) from error


def _require_file(path: Path, name: str) -> None:
    # Asked before opening, because opening a named pipe would wait for a writer for ever.
    if not path.is_file():
        if path.exists():
            raise _refused(name, "dit is geen gewoon bestand.", "this is not a regular file.")
        raise _refused(name, "dit bestand bestaat niet.", "there is no such file.")
    if path.stat().st_size > MAX_BYTES:
        raise _refused(
            name,
            f"het bestand is groter dan {number(MAX_BYTES // 1_000_000, 'nl')} MB.",
            f"the file is larger than {number(MAX_BYTES // 1_000_000, 'en')} MB.",
        )


def _most_rows(path: Path) -> int:
    """A number of rows that the file does not exceed."""
    ends = 1
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            ends += piece.count(b"\n") + piece.count(b"\r")
    return min(ends, MAX_ROWS)


def _first_undecodable(path: Path) -> int:
    """The line on which a file is no UTF-8."""
    with path.open("rb") as file:
        for line, raw in enumerate(file, 1):
            try:
                raw.decode()
            except UnicodeDecodeError:
                return line
    return 1


def _read(
    file: TextIO,
    name: str,
    numbers: Collection[str],
    texts: Collection[str],
    required: Collection[str],
    findings: Findings,
    handed: Mapping[str, Callable[[Sequence[str]], None]],
    most_rows: int,
) -> Columns:
    separator = csv_separator(file)
    records = csv_records(file, separator, name, MAX_ROWS)
    _, header = next(records, (1, []))
    places = csv_places(header, name, dict.fromkeys((*numbers, *texts, *handed), ()), required)
    gathered = _Gathered(
        name,
        {c: places[c] for c in numbers if c in places},
        {c: places[c] for c in texts if c in places},
        findings,
        most_rows,
    )
    gathered.comma = separator != ","
    takers = [(places[column], taker) for column, taker in handed.items() if column in places]
    while piece := list(islice(records, _CHUNK)):
        lines, rows = zip(*piece, strict=True)
        if set(map(len, rows)) != {len(header)}:
            uneven = [uneven_row(name, line, len(row), len(header)) for line, row in piece if len(row) != len(header)]
            raise InputError(uneven)
        gathered.take(lines, rows)
        for place, taker in takers:
            taker([row[place] for row in rows])
    if not gathered.lines:
        raise _refused(name, "er zijn geen rijen.", "there are no rows.")
    return gathered.columns()


class _Gathered:
    """The columns so far; equal texts are kept once."""

    def __init__(
        self, name: str, numbers: dict[str, int], texts: dict[str, int], findings: Findings, most_rows: int
    ) -> None:
        self.name = name
        self.number_places = numbers
        self.text_places = texts
        self.findings = findings
        self.comma = False
        # As long as they may become: arrays that grow side by side leave holes in memory of the size of all.
        self.numbers = {column: np.empty(most_rows) for column in numbers}
        self.wrong: dict[str, list[int]] = {column: [] for column in numbers}
        self.raw: dict[str, dict[int, str]] = {column: {} for column in numbers}
        self.texts: dict[str, list[str]] = {column: [] for column in texts}
        self.once: dict[str, dict[str, str] | None] = {column: {} for column in texts}
        self.lines = array("q")

    def take(self, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        before = len(self.lines)
        self.lines.extend(lines)
        columns = list(zip(*rows, strict=True))
        for column, place in self.number_places.items():
            cells = columns[place]
            try:
                found = np.fromiter(map(float, cells), np.float64, len(cells))
            except ValueError:
                found = self._careful(column, cells, before)
            bad = np.flatnonzero(np.isinf(found)).tolist()
            self._note(column, cells, before, bad)
            found[bad] = math.nan
            self.numbers[column][before : before + len(found)] = found
        for column, place in self.text_places.items():
            cells = tuple(map(str.strip, columns[place]))
            once = self.once[column]
            if once is None:
                self.texts[column].extend(cells)
                continue
            self.texts[column].extend(map(once.setdefault, cells, cells))
            if len(once) > _MOSTLY_NEW * len(self.texts[column]):
                # Names of roads differ all; to look each up would gain nothing.
                self.once[column] = None

    def _careful(self, column: str, cells: Sequence[str], before: int) -> npt.NDArray[np.float64]:
        """Numbers of cells of which some are empty or no number."""
        found = np.full(len(cells), math.nan)
        bad: list[int] = []
        if not any(cells):
            return found
        for at, cell in enumerate(cells):
            if cell.strip() in _BLANK:
                continue
            try:
                found[at] = float(cell.replace(",", ".") if self.comma and "." not in cell else cell)
            except ValueError:
                bad.append(at)
        self._note(column, cells, before, bad)
        return found

    def _note(self, column: str, cells: Sequence[str], before: int, bad: list[int]) -> None:
        for at in bad:
            self.wrong[column].append(before + at)
            self.raw[column][before + at] = cells[at]

    def columns(self) -> Columns:
        lines = np.frombuffer(self.lines, np.int64)
        for column, rows in self.wrong.items():
            raw = self.raw[column]
            self.findings.flag(
                rows,
                Text(nl="dit is geen getal.", en="this is not a number."),
                field=lambda at, column=column: column,  # type: ignore[misc]
                value=lambda at, raw=raw: raw[at],  # type: ignore[misc]
                line=lambda at: int(lines[at]),
                hint=Text(nl="Gebruik een punt voor decimalen.", en="Use a point for decimals."),
            )
        return Columns(
            self.name,
            {column: values[: len(lines)] for column, values in self.numbers.items()},
            {column: np.array(rows, np.int64) for column, rows in self.wrong.items()},
            self.texts,
            lines,
        )


def _refused(name: str, nl: str, en: str, hint: Text = Text(nl="")) -> InputError:
    return InputError([Problem(name, Text(nl=nl, en=en), hint)])
