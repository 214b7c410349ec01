# SPDX-License-Identifier: EUPL-1.2
"""Measures from a file: YAML as ``weerbaar evacuate --measures`` reads it, or a table (CSV)."""

from __future__ import annotations

import csv
import io
import math
import tempfile
from pathlib import Path
from typing import Any

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.evacuation.measures import MOST, Stored, stored, stored_of

LARGEST = 1_000_000
"""Bytes of a file of measures."""
_WORDS = ("kind", "place", "opposite")
_NUMBERS = ("from_h", "to_h", "share", "setup_h", "speed", "most_veh_h")
_COLUMNS = (*_WORDS, "roads", *_NUMBERS)


def measures_in(name: str, content: bytes) -> list[Stored]:
    """Return the measures in a file, not yet held against a network.

    Args:
        name: of the file; ``.csv`` is a table with the columns of :class:`Stored`, roads with ``;`` between them; all
            else is YAML.
        content: of the file.

    Raises:
        InputError: with every problem of the file at its line.
    """
    from weerbaar.evacuation.simulation import read_measures

    if len(content) > LARGEST:
        raise InputError([Problem(name, Text(nl="het bestand is te groot.", en="the file is too large."))])
    if name.lower().endswith(".csv"):
        return _table(name, content.decode("utf-8-sig", errors="replace"))
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as folder:
        path = Path(folder) / "measures.yaml"
        path.write_bytes(content.replace(b"\r\n", b"\n"))
        return [stored_of(measure) for measure in read_measures(path)]


def _table(name: str, text: str) -> list[Stored]:
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    problems: list[Problem] = []
    found: list[Stored] = []
    try:
        wrong = [column for column in rows.fieldnames or ("",) if column not in _COLUMNS]
        if wrong or "kind" not in (rows.fieldnames or ()):
            known = ", ".join(_COLUMNS)
            message = Text(
                nl=f"hier horen de kolommen {known}; kind is nodig.", en=f"columns are {known}; kind is needed."
            )
            raise InputError([Problem(name, message, line=1, value=", ".join(wrong))])
        for row in rows:
            if len(found) >= MOST:
                message = Text(nl=f"ten hoogste {MOST} maatregelen.", en=f"at most {MOST} measures.")
                problems.append(Problem(name, message, line=rows.line_num))
                break
            found.append(_measure(name, row, rows.line_num, separator != ",", problems))
    except csv.Error as error:
        message = Text(nl="geen geldige CSV.", en="not valid CSV.")
        raise InputError([Problem(name, message, line=rows.reader.line_num)]) from error
    if problems:
        raise InputError(problems)
    return found


def _measure(name: str, row: dict[str, Any], line: int, comma: bool, problems: list[Problem]) -> Stored:
    given: dict[str, Any] = {field: (row.get(field) or "").strip() for field in _WORDS}
    given["roads"] = [road.strip() for road in (row.get("roads") or "").split(";") if road.strip()]
    for field in _NUMBERS:
        cell = (row.get(field) or "").strip()
        if not cell:
            continue
        try:
            given[field] = float(cell.replace(",", ".") if comma else cell)
        except ValueError:
            given[field] = math.nan
        if not math.isfinite(given[field]):
            message = Text(nl="hier hoort een getal.", en="a number is expected here.")
            problems.append(Problem(name, message, line=line, field=field, value=cell))
    return stored(**given)
