# SPDX-License-Identifier: EUPL-1.2
"""People per zone from a CSV file, with ``;``, ``,`` or tabs between the cells."""

from __future__ import annotations

import csv
import io
import math

from weerbaar.base import InputError, Point, Problem, Text
from weerbaar.evacuation.demand.places import LONGEST_CODE, ZonePeople

_COLUMNS = {
    "residents": ("residents", "people", "inwoners", "mensen"),
    "commuters_in": ("commuters_in", "inkomend", "werkenden_van_elders"),
    "commuters_out": ("commuters_out", "uitgaand", "werken_elders"),
    "households": ("households", "huishoudens"),
    "cars_per_household": ("cars_per_household", "autos_per_huishouden"),
}
_MOST = {"cars_per_household": 5.0, "households": 1e7}
_ZONE = ("zone", "gebied", "code")
_MOST_ROWS = 200_000


def parse_people(text: str, name: str) -> list[tuple[ZonePeople, int]]:
    """Return the zones in a CSV text, each with its line.

    Args:
        text: the file; its first line names the columns: ``zone`` and ``people``, and where known ``commuters_in``,
            ``commuters_out``, ``households`` and ``cars_per_household``.
        name: how the file is called in messages.

    Raises:
        InputError: with every problem in the file.
    """
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    problems: list[Problem] = []
    found: list[tuple[ZonePeople, int]] = []
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        place = _places(header, name)
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(found) + len(problems) >= _MOST_ROWS:
                raise _refused(
                    name,
                    reader.line_num,
                    Text(nl=f"meer dan {_MOST_ROWS} zones.", en=f"more than {_MOST_ROWS} zones."),
                )
            zone = _zone(row, place, name, reader.line_num, separator, problems)
            if zone is not None:
                found.append((zone, reader.line_num))
    except csv.Error as error:
        message = Text(nl="geen geldige CSV.", en=f"not valid CSV ({error}).")
        problems.append(Problem(name, message, line=reader.line_num))
    if problems:
        raise InputError(problems)
    return found


def _places(header: list[str], name: str) -> dict[str, int]:
    """Number of the column of each field that the file has."""
    place = {
        field: header.index(column)
        for field, known in (("zone", _ZONE), *_COLUMNS.items())
        for column in known
        if column in header
    }
    missing = [shown for field, shown in (("zone", "zone"), ("residents", "people")) if field not in place]
    unknown = [cell for number, cell in enumerate(header) if cell and number not in place.values()]
    if missing:
        nl, en = " en ".join(missing), " and ".join(missing)
        raise _refused(name, 1, Text(nl=f"kolom ontbreekt: {nl}.", en=f"column is missing: {en}."))
    if unknown:
        known = ", ".join(("zone", "people", *list(_COLUMNS)[1:]))
        raise _refused(
            name,
            1,
            Text(nl=f"onbekende kolom; bekend zijn: {known}.", en=f"unknown column; known are: {known}."),
            unknown[0],
        )
    return place


def _zone(
    row: list[str], place: dict[str, int], name: str, line: int, separator: str, problems: list[Problem]
) -> ZonePeople | None:
    numbers: dict[str, float] = {}
    before = len(problems)
    for field, column in place.items():
        cell = row[column].strip() if column < len(row) else ""
        if field == "zone" and not cell:
            problems.append(Problem(name, Text(nl="de code van de zone ontbreekt.", en="no zone code."), line=line))
        if field == "zone" and len(cell) > LONGEST_CODE:
            message = Text(
                nl=f"een code heeft ten hoogste {LONGEST_CODE} tekens.",
                en=f"a code has at most {LONGEST_CODE} characters.",
            )
            problems.append(Problem(name, message, line=line, field=field, value=cell))
        if field == "zone" or (not cell and field != "residents"):
            continue
        number = _number(cell, separator)
        most = _MOST.get(field, 2e7)
        if number is None or not 0 <= number <= most:
            message = Text(
                nl=f"hoort een getal van 0 tot {most:.0f} te zijn.", en=f"should be a number from 0 to {most:.0f}."
            )
            problems.append(Problem(name, message, line=line, field=field, value=cell))
        else:
            numbers[field] = number
    if len(problems) > before:
        return None
    certain = {field: Point(value=value) for field, value in numbers.items() if field != "households"}
    return ZonePeople.model_validate(
        {"zone": row[place["zone"]].strip(), "households": numbers.get("households"), **certain}
    )


def _number(cell: str, separator: str) -> float | None:
    try:
        number = float(cell if separator == "," else cell.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _refused(name: str, line: int, message: Text, value: str = "") -> InputError:
    return InputError([Problem(name, message, line=line, value=value)])
