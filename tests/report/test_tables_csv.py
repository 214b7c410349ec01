# SPDX-License-Identifier: EUPL-1.2
"""The tables of a report in a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from tests.report.rounds import example, findings
from weerbaar.base import Text
from weerbaar.report import Table, fact_sheets, tables_csv
from weerbaar.report.model import FigureBlock, Report, Section


def rows(content: bytes, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator))


def test_every_table_and_every_figure_has_its_file() -> None:
    report = findings("voorbeeld-2012")
    blocks = list(report.blocks())
    tables = [b for b in blocks if isinstance(b, Table)]
    figures = [b for b in blocks if isinstance(b, FigureBlock)]
    files = tables_csv(report)
    assert len(files) == len(tables) + len(figures) > 10
    found = rows(files[f"tabel-{tables[0].number:02d}.csv"], ";")
    assert found[0] == [f"{tables[0].caption} (Rekenverslag {report.run_id})"]
    assert found[1] == list(tables[0].header)
    assert len(found) == 2 + len(tables[0].rows)
    figure = rows(files[f"figuur-{figures[0].number:02d}.csv"], ";")
    assert figure[1] == list(figures[0].figure.table.header)


def test_tables_inside_columns_are_there_too() -> None:
    assert "table-02.csv" in tables_csv(fact_sheets(*example("voorbeeld-2012"), "en"))


def test_no_cell_is_a_formula_and_the_marking_comes_first() -> None:
    table = Table("=1+1", ("a", "b"), (("=cmd()", "1;2"),), number=1)
    report = Report("letter", "t", "s", "o", "nl", 2013, "abc", (Section("s1", 1, "", "h", (table,)),))
    marked = replace(report, marking=Text(nl="Stg. Geheim", en="Secret"))
    assert rows(tables_csv(marked)["tabel-01.csv"], ";") == [
        ["'=1+1 (Rekenverslag abc)"],
        ["Stg. Geheim"],
        ["a", "b"],
        ["'=cmd()", "1;2"],
    ]
