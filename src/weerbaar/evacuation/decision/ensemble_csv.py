# SPDX-License-Identifier: EUPL-1.2
"""An ensemble forecast as a CSV file: member, hours before the flood, level."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text, read_text

Floats = npt.NDArray[np.float64]

_COLUMNS = ("member", "hours_before", "level")


def read_ensemble(path: Path, hours_before: Floats) -> Floats:
    """Return the level of every member at every moment, shape (members, K).

    Args:
        path: CSV with the columns ``member``, ``hours_before`` and ``level``; rows in any order. Where ``;`` or a tab
            stands between the cells, numbers may have a decimal comma.
        hours_before: the moments of decision; rows for other moments are passed over.

    Raises:
        InputError: with every problem: missing columns, numbers that are none, a member without a moment, or twice.
    """
    name = path.name
    text = read_text(path, name)
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return _levels(rows, name, hours_before, comma=separator != ",")
    except csv.Error as error:
        message = Text(nl="geen geldige CSV.", en="not valid CSV.")
        hint = Text(
            nl="Controleer de aanhalingstekens en de regeleinden.", en="Check the quotes and the ends of lines."
        )
        raise InputError([Problem(name, message, hint, line=rows.reader.line_num)]) from error


def _levels(rows: csv.DictReader[str], name: str, hours_before: Floats, *, comma: bool) -> Floats:
    missing = [column for column in _COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise InputError(
            [
                Problem(
                    name,
                    Text(nl=f"kolom {', '.join(missing)} ontbreekt.", en=f"column {', '.join(missing)} is missing."),
                    Text(nl=f"Nodig zijn {', '.join(_COLUMNS)}.", en=f"{', '.join(_COLUMNS)} are needed."),
                    line=1,
                )
            ]
        )
    moment = {float(hours): at for at, hours in enumerate(hours_before)}
    found: dict[str, list[float]] = {}
    problems: list[Problem] = []
    for row in rows:
        values = {column: _number(row[column], comma) for column in _COLUMNS[1:]}
        wrong = [column for column, value in values.items() if value is None]
        for column in wrong:
            problems.append(
                Problem(
                    name,
                    Text(nl="moet een getal zijn.", en="must be a number."),
                    line=rows.line_num,
                    field=column,
                    value=str(row[column]),
                )
            )
        hours, level = values["hours_before"], values["level"]
        if hours is None or level is None or hours not in moment:
            continue
        levels = found.setdefault(str(row["member"]), [math.nan] * len(moment))
        if not math.isnan(levels[moment[hours]]):
            problems.append(
                Problem(
                    name,
                    Text(nl="dit lid heeft dit moment twee keer.", en="this member has this moment twice."),
                    line=rows.line_num,
                    field="member",
                    value=str(row["member"]),
                )
            )
        levels[moment[hours]] = level
    for member, levels in found.items():
        absent = [f"{hours:g}" for hours, at in moment.items() if math.isnan(levels[at])]
        if absent:
            problems.append(
                Problem(
                    name,
                    Text(
                        nl=f"heeft geen waarde voor {', '.join(absent)} uur vóór de overstroming.",
                        en=f"has no value for {', '.join(absent)} hours before the flood.",
                    ),
                    field="member",
                    value=member,
                )
            )
    if not found and not problems:
        problems.append(
            Problem(
                name,
                Text(
                    nl="geen enkele rij hoort bij een moment uit hours_before.",
                    en="no row belongs to a moment of hours_before.",
                ),
            )
        )
    if problems:
        raise InputError(problems)
    return np.array(list(found.values()))


def _number(text: str | None, comma: bool) -> float | None:
    try:
        value = float((text or "").replace(",", ".") if comma else text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None
