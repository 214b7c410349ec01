# SPDX-License-Identifier: EUPL-1.2
"""A table of what threatens each zone: until which hour people can still get away, and what happens to who stays."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from weerbaar.base import InputError, Problem, Text, read_text

_MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class Peril:
    """What threatens one zone.

    Attributes:
        zone: code of the zone in the network.
        before_h: when who is not safe is too late, h after the start.
        risk: chance that who stays dies; None where it is not known.
    """

    zone: str
    before_h: float
    risk: float | None


def read_perils(path: Path, zones: Sequence[str]) -> tuple[Peril, ...]:
    """Read a table of what threatens each zone.

    Args:
        path: CSV with the columns ``zone``, ``before_h`` and, if known, ``risk``; separated by commas, or by semicolons
            with decimal commas.
        zones: codes of the zones that there are.

    Raises:
        InputError: with every problem of the file, each at its line.
    """
    file = path.name
    text = read_text(path, file, _MOST_BYTES)
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    rows = csv.DictReader(io.StringIO(text), delimiter=separator)
    there = [(column or "").strip().lower() for column in rows.fieldnames or ()]
    rows.fieldnames = there
    missing = [column for column in ("zone", "before_h") if column not in there]
    if missing:
        names = ", ".join(missing)
        problem = Text(nl=f"kolom {names} ontbreekt.", en=f"column {names} is missing.")
        raise InputError([Problem(file, problem, line=1, value=", ".join(there))])
    known, found = set(zones), dict[str, Peril]()
    problems: list[Problem] = []

    def wrong(field: str, value: str, nl: str, en: str) -> None:
        problems.append(Problem(file, Text(nl=nl, en=en), line=rows.line_num, field=field, value=value))

    for row in rows:
        zone, before, risk = ((row.get(column) or "").strip() for column in ("zone", "before_h", "risk"))
        before_h, chance = _number(before, separator), _number(risk, separator)
        if zone not in known:
            wrong("zone", zone, "het net heeft geen zone met deze code.", "the network has no zone of this code.")
        elif zone in found:
            wrong("zone", zone, "deze zone staat er al.", "this zone is there already.")
        if not 0 < before_h < math.inf:
            wrong("before_h", before, "moet een aantal uren boven 0 zijn.", "must be a number of hours above 0.")
        if risk and not 0 <= chance <= 1:
            wrong("risk", risk, "moet een kans van 0 tot 1 zijn.", "must be a chance from 0 to 1.")
        found[zone] = Peril(zone, before_h, chance if risk else None)
    if not found and not problems:
        problems.append(Problem(file, Text(nl="er staat geen zone in.", en="there is no zone in it.")))
    if problems:
        raise InputError(problems)
    return tuple(found.values())


def _number(text: str, separator: str) -> float:
    """The number; NaN where it is none, which no bound lets through."""
    try:
        return float(text.replace(",", ".") if separator == ";" else text)
    except ValueError:
        return math.nan
