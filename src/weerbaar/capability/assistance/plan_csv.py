# SPDX-License-Identifier: EUPL-1.2
"""The cells of a plan as CSV for a spreadsheet: one row per region, shift and task."""

from __future__ import annotations

import csv
import io
import re

import numpy as np

from weerbaar.base import Lang
from weerbaar.capability.assistance.situation import RIOT
from weerbaar.capability.assistance.study import AssistanceStudy
from weerbaar.capability.assistance.task_words import task_words

# The signs that start a formula, also in the full width that some spreadsheets read as the same.
_RISKY = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def assistance_csv(study: AssistanceStudy, lang: Lang = "nl") -> bytes:
    """Return the table as UTF-8 CSV with a byte order mark; Dutch with semicolons and decimal commas.

    A confidential table says so in its first row and in every row; what is withheld says that in words.
    """
    situation, plan = study.situation, study.plan
    nl = lang == "nl"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if nl else ",", lineterminator="\r\n")
    mark = "" if study.marking is None else study.marking.in_(lang)
    withheld = "niet openbaar" if nl else "withheld"

    def cell(words: str) -> str:
        return f"'{words}" if _RISKY.match(words) else words

    def amount(value: float) -> str:
        shown = f"{round(value, 6):g}"
        return shown.replace(".", ",") if nl else shown

    header = (
        ["Regio", "Dienst", "Taak", "Eenheid", "Vraag", "Eigen politie", "Bijstand", "Tekort", "Kans op tekort"]
        if nl
        else ["Region", "Shift", "Task", "Unit", "Demand", "Own police", "Assistance", "Shortage", "Odds of shortage"]
    )
    parties = [h.name.in_(lang) for h in situation.helpers]
    at = header.index("Bijstand" if nl else "Assistance")
    header[at : at + 1] = [f"{'Bijstand' if nl else 'Assistance'}: {name}" for name in parties]
    writer.writerow([*map(cell, header), *([mark] if mark else [])])
    for r, s, t in np.argwhere(plan.demand > 0):
        shift = situation.shifts[s]
        unit = ("pelotons" if nl else "platoons") if t == RIOT else ("personen" if nl else "persons")
        row = [
            cell(situation.places[r].name.in_(lang)),
            cell(shift.title.in_(lang) if shift.title else shift.id),
            task_words(int(t), lang),
            unit,
            amount(float(plan.demand[r, s, t])),
        ]
        if situation.withheld[r, s, t]:
            row += [withheld] * (len(parties) + 3)
        else:
            row += [amount(float(plan.own[r, s, t]))]
            row += [amount(float(plan.helped[i, r, s, t])) for i in range(len(parties))]
            row += [amount(float(plan.shortage[r, s, t])), amount(float(study.odds.cell[r, s, t]))]
        writer.writerow([*row, *([mark] if mark else [])])
    return ("\ufeff" + out.getvalue()).encode("utf-8")
