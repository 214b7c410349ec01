# SPDX-License-Identifier: EUPL-1.2
"""People per zone from a CSV file, with ``;``, ``,`` or tabs between the cells."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from weerbaar.base import Point, Text, read_csv_table
from weerbaar.evacuation.demand.places import LONGEST_CODE, ZonePeople

_COLUMNS = {
    "zone": ("gebied", "code"),
    "people": ("residents", "inwoners", "mensen"),
    "commuters_in": ("inkomend", "werkenden_van_elders"),
    "commuters_out": ("uitgaand", "werken_elders"),
    "households": ("huishoudens",),
    "cars_per_household": ("autos_per_huishouden",),
}
_FIELDS = {"people": "residents"}
_MOST = {"cars_per_household": 5.0, "households": 1e7}
_MOST_PEOPLE = 2e7


def read_people(path: Path, name: str) -> list[tuple[ZonePeople, int]]:
    """Return the zones in a CSV file, each with its line.

    Args:
        path: the file; its first line names the columns: ``zone`` and ``people``, and where known ``commuters_in``,
            ``commuters_out``, ``households`` and ``cars_per_household``.
        name: how the file is called in messages.

    Raises:
        InputError: with every problem in the file.
    """
    table = read_csv_table(path, _COLUMNS, ("zone", "people"), name=name, only_these=True)
    codes = table.cells["zone"]
    nameless = [row for row, code in enumerate(codes) if not code]
    table.refuse("zone", nameless, Text(nl="de code van de zone ontbreekt.", en="no zone code."))
    long = Text(
        nl=f"een code heeft ten hoogste {LONGEST_CODE} tekens.", en=f"a code has at most {LONGEST_CODE} characters."
    )
    table.refuse("zone", [row for row, code in enumerate(codes) if len(code) > LONGEST_CODE], long)
    numbers = {}
    for column in tuple(_COLUMNS)[1:]:
        most = _MOST.get(column, _MOST_PEOPLE)
        bounds = Text(
            nl=f"hoort een getal van 0 tot {most:.0f} te zijn.", en=f"should be a number from 0 to {most:.0f}."
        )
        numbers[column] = table.numbers(
            column, low=0, high=most, message=bounds, may_be_empty=column != "people"
        ).tolist()
    table.check()
    return [
        (_zone(code, {column: values[row] for column, values in numbers.items()}), line)
        for row, (code, line) in enumerate(zip(codes, table.lines, strict=True))
    ]


def _zone(code: str, numbers: dict[str, float]) -> ZonePeople:
    known = {_FIELDS.get(column, column): value for column, value in numbers.items() if not np.isnan(value)}
    households = known.pop("households", None)
    certain = {name: Point(value=value) for name, value in known.items()}
    return ZonePeople.model_validate({"zone": code, "households": households, **certain})
