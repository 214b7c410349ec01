# SPDX-License-Identifier: EUPL-1.2
"""Judgements as CSV: the same rows as the workbook, for spreadsheets and for other programs.

Cells that a spreadsheet could take for a formula get an apostrophe in front when written, and lose it
when read (C13). Column names and fixed words are those of the dossier files.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from weerbaar.base import InputError, Problem, Text, output_folder, read_text, write_atomic
from weerbaar.dossier.model import Dossier, Judgement, JudgementSet
from weerbaar.dossier.numerals import number_text
from weerbaar.dossier.places import Placed
from weerbaar.dossier.rows import (
    COLUMNS,
    EXPERT,
    MAX_ROWS,
    Cell,
    FilledRow,
    headings,
    judged_by,
    merged,
    read_rows,
    table,
)
from weerbaar.method import Method

MAX_COLUMNS = 200
# The signs that start a formula, also in the full width that some spreadsheets read as the same.
_SIGNS = r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]"
_RISKY = re.compile(f"'*{_SIGNS}")
_RISKY_QUOTED = re.compile(f"'+{_SIGNS}")


def export_csv(dossier: Dossier, method: Method, path: Path) -> None:
    """Write the judgements of a dossier, and empty rows for those still to be given.

    Args:
        dossier: the round.
        method: gives the criteria that are to be judged.
        path: a file ending in ``.csv`` for everything in one, otherwise a folder that gets a file per expert.

    Raises:
        OSError: it cannot be written; nothing half-written is left.
    """
    rows = table(dossier, method, None)
    separator = ";" if dossier.round.language == "nl" else ","
    if path.suffix.lower() == ".csv":
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, _csv_bytes(rows, separator))
        return
    with output_folder(path) as work:
        for judgement_set in judged_by(dossier):
            own = [row for row in rows if row[EXPERT] == judgement_set.id]
            (work / f"{judgement_set.id}.csv").write_bytes(_csv_bytes(own, separator))


def import_csv(path: Path, dossier: Dossier, method: Method) -> Dossier:
    """Return ``dossier`` with the judgements of the experts in the CSV file, or in every CSV file of a folder.

    Args:
        path: a CSV file in UTF-8 with ``,``, ``;`` or tabs between the cells, or a folder of them.
        dossier: the round to which the judgements belong.
        method: what the judgements must comply with.

    Raises:
        InputError: with every problem in every row.
    """
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not files:
        raise InputError([Problem(str(path), Text(nl="bevat geen CSV-bestanden.", en="holds no CSV files."))])
    problems: list[Problem] = []
    found: dict[str, list[Placed[Judgement]]] = {}
    for file in files:
        try:
            rows = _filled_rows(read_text(file, file.name), file.name, problems)
            for expert, judgements in read_rows(rows, problems).items():
                found.setdefault(expert, []).extend(judgements)
        except InputError as error:
            problems.extend(error.problems)
    return merged(dossier, method, found, problems)


def parse_csv(
    text: str, name: str, problems: list[Problem]
) -> list[tuple[Placed[JudgementSet], list[Placed[Judgement]]]]:
    """Return the judgement sets in a CSV file that is part of a dossier folder.

    Args:
        text: the file.
        name: how it is called in messages.
        problems: gets every problem met in a row.

    Raises:
        InputError: the file as a whole cannot be understood.
    """
    found = read_rows(_filled_rows(text, name, problems), problems)
    return [
        (
            Placed(
                JudgementSet(schema=1, id=expert, name=Text(nl=expert), kind="expert"),
                name,
                lambda at: (1, EXPERT),
            ),
            judgements,
        )
        for expert, judgements in found.items()
        if judgements
    ]


def _csv_bytes(rows: list[dict[str, Cell]], separator: str) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    fields = [column.field for column in COLUMNS]
    writer.writerow(fields)
    for row in rows:
        writer.writerow([_written(row.get(field)) for field in fields])
    # The mark at the start tells a spreadsheet that this is UTF-8.
    return buffer.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return number_text(cell)
    return f"'{cell}" if _RISKY.match(cell) else cell


def _read(cell: str) -> str:
    return cell[1:] if _RISKY_QUOTED.match(cell) else cell


def _filled_rows(text: str, name: str, problems: list[Problem]) -> Iterator[FilledRow]:
    records = _records(text, name)
    line, header = next(records, (1, []))
    fields = headings(header, name, lambda i: (line, ""))
    for number, (line, record) in enumerate(records, 1):
        if number > MAX_ROWS:
            problems.append(
                Problem(
                    name,
                    Text(
                        nl=f"meer dan {MAX_ROWS} rijen; dat is niet toegestaan.",
                        en=f"more than {MAX_ROWS} rows, which is not allowed.",
                    ),
                    line=line,
                )
            )
            return
        stray = [cell for i, cell in enumerate(record) if i not in fields and cell.strip()]
        if stray:
            problems.append(
                Problem(
                    name,
                    Text(
                        nl="deze rij heeft een cel zonder kolomnaam; staat er een scheidingsteken te veel?",
                        en="this row has a cell without a column name; is there a separator too many?",
                    ),
                    Text(
                        nl="Zet tekst met een scheidingsteken tussen aanhalingstekens.",
                        en="Put text that holds a separator between quotes.",
                    ),
                    line=line,
                    value=stray[0],
                )
            )
            continue
        cells = {fields[i]: _read(cell) for i, cell in enumerate(record) if i in fields}
        yield FilledRow(name, cells, lambda field, line=line: (line, field))  # type: ignore[misc]


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line on which it starts; empty lines are passed over."""
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    try:
        for record in reader:
            if len(record) > MAX_COLUMNS:
                raise InputError(
                    [
                        Problem(
                            name,
                            Text(
                                nl=f"meer dan {MAX_COLUMNS} kolommen; dat is niet toegestaan.",
                                en=f"more than {MAX_COLUMNS} columns, which is not allowed.",
                            ),
                            Text(
                                nl="Gebruik de kolommen die 'weerbaar export' maakt.",
                                en="Use the columns that 'weerbaar export' makes.",
                            ),
                            line=start,
                        )
                    ]
                )
            if record:
                yield start, record
            start = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            [
                Problem(
                    name,
                    _csv_fault(str(error)),
                    Text(nl="Controleer de aanhalingstekens.", en="Check the quotes."),
                    line=start,
                )
            ]
        ) from error


def _csv_fault(said: str) -> Text:
    """Return what Python's CSV reader complains of in words of our own."""
    fault = next((text for part, text in _CSV_FAULTS if part in said), None)
    if fault is None:
        return Text(nl="geen geldige CSV.", en=f"not valid CSV ({said}).")
    return Text(nl=f"geen geldige CSV: {fault.nl}", en=f"not valid CSV: {fault.in_('en')}")


_CSV_FAULTS = (
    (
        "unexpected end of data",
        Text(nl="een aanhalingsteken wordt niet gesloten.", en="a quote is not closed."),
    ),
    (
        "expected after",
        Text(
            nl="na een sluitend aanhalingsteken hoort een scheidingsteken te staan.",
            en="a separator is expected after a closing quote.",
        ),
    ),
    (
        "field larger than field limit",
        Text(
            nl=f"een cel heeft meer dan {csv.field_size_limit()} tekens.",
            en=f"a cell has more than {csv.field_size_limit()} characters.",
        ),
    ),
    ("new-line character", Text(nl="een cel bevat een los regeleinde.", en="a cell holds a stray line end.")),
    ("NUL", Text(nl="bevat een verboden stuurteken.", en="holds a forbidden control character.")),
)
