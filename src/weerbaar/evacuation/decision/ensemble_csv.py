# SPDX-License-Identifier: EUPL-1.2
"""An ensemble forecast as a CSV file: member, hours before the flood, level."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt

from weerbaar.base import Problem, Text, read_csv_table

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
    table = read_csv_table(path, dict.fromkeys(_COLUMNS, ()), _COLUMNS)
    hours, level = (table.numbers(column) for column in _COLUMNS[1:])
    moment = {float(hour): at for at, hour in enumerate(hours_before)}
    found: dict[str, list[float]] = {}
    twice: list[int] = []
    for row, member in enumerate(table.cells["member"]):
        at = moment.get(float(hours[row]))
        if at is None or math.isnan(level[row]):
            continue
        levels = found.setdefault(member, [math.nan] * len(moment))
        if not math.isnan(levels[at]):
            twice.append(row)
        levels[at] = float(level[row])
    table.refuse(
        "member",
        twice,
        Text(nl="dit lid heeft dit moment twee keer.", en="this member has this moment twice."),
    )
    for member, levels in found.items():
        absent = ", ".join(f"{hour:g}" for hour, at in moment.items() if math.isnan(levels[at]))
        if absent:
            message = Text(
                nl=f"heeft geen waarde voor {absent} uur vóór de overstroming.",
                en=f"has no value for {absent} hours before the flood.",
            )
            table.problems.append(Problem(table.name, message, field="member", value=member))
    if not found and not table.problems:
        message = Text(
            nl="geen enkele rij hoort bij een moment uit hours_before.",
            en="no row belongs to a moment of hours_before.",
        )
        table.problems.append(Problem(table.name, message))
    table.check()
    return np.array(list(found.values()))
