# SPDX-License-Identifier: EUPL-1.2
"""The validation report in a spreadsheet."""

from __future__ import annotations

import csv
import io

from weerbaar.base import Problem, Text
from weerbaar.workbench.exchange.problem_report import report_csv


def test_every_problem_is_a_row_and_no_cell_a_formula() -> None:
    problems = [
        Problem("a.csv", Text(nl="fout", en="wrong"), Text(nl="Verbeter.", en="Correct."), 3, "label", "=1+1"),
        Problem("b.csv", Text(nl="vreemd", en="odd"), severity="warning"),
    ]
    rows = list(csv.reader(io.StringIO(report_csv(problems, "nl").decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["soort", "bestand", "regel", "veld", "waarde", "melding", "wat te doen"]
    assert rows[1] == ["fout", "a.csv", "3", "label", "'=1+1", "fout", "Verbeter."]
    assert rows[2] == ["let op", "b.csv", "", "", "", "vreemd", ""]
    assert report_csv(problems, "en").decode("utf-8-sig").splitlines()[1].startswith("error,a.csv,3")
