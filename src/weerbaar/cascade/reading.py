# SPDX-License-Identifier: EUPL-1.2
"""Read a catalogue of cascading risks, or say everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from weerbaar.base import InputError, Problem, Text
from weerbaar.cascade.catalogue import Catalogue
from weerbaar.cascade.checking import catalogue_of
from weerbaar.cascade.csv_source import read_csv_folder
from weerbaar.cascade.examples import locate
from weerbaar.cascade.json_source import read_json
from weerbaar.cascade.workbook_source import read_catalogue_workbook


def load_catalogue(name_or_path: str | Path) -> Catalogue:
    """Return a catalogue in which everything has been checked, also that its events die out.

    Args:
        name_or_path: a JSON file, a folder of CSV files, an Excel workbook, or the name of a shipped example.

    Raises:
        InputError: carries every problem that was found, or the first 1,000.
    """
    path = locate(name_or_path)
    if path.is_dir():
        draft, problems = read_csv_folder(path)
    elif path.suffix.lower() in (".xlsx", ".xlsm"):
        draft, problems = read_catalogue_workbook(path)
    elif path.suffix.lower() == ".json" or not path.exists():
        draft, problems = read_json(path), []
    else:
        raise InputError(
            [
                Problem(
                    str(path),
                    Text(
                        nl="is geen JSON, geen map met CSV en geen werkmap (.xlsx).",
                        en="is no JSON, no folder of CSV and no workbook (.xlsx).",
                    ),
                    Text(
                        nl="Geef een .json, een map met CSV-bestanden, een .xlsx of de naam van een voorbeeld.",
                        en="Give a .json, a folder of CSV files, an .xlsx or the name of an example.",
                    ),
                )
            ]
        )
    try:
        catalogue = catalogue_of(draft)
    except InputError as error:
        # Of a cell that could not be read it is not news that something is missing there.
        places = {(p.file, p.line, p.field) for p in problems}
        raise InputError(
            [*problems, *(p for p in error.problems if (p.file, p.line, p.field) not in places)]
        ) from error
    if problems:
        raise InputError(problems)
    return catalogue
