# SPDX-License-Identifier: EUPL-1.2
"""The tables of a report as CSV files, those behind its figures too."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.base import harmless, spreadsheet_csv
from weerbaar.report.model import FigureBlock, Report, Table


def tables_csv(report: Report) -> dict[str, bytes]:
    """Return name of the file (``tabel-03.csv``, ``figuur-01.csv``) to content, in reading order.

    The first line of a file is the caption with the run record; where the report bears a marking, that is line two.
    """
    nl = report.lang == "nl"
    files: dict[str, bytes] = {}
    for block in report.blocks():
        if isinstance(block, Table):
            name = f"{'tabel' if nl else 'table'}-{block.number:02d}.csv"
            files[name] = _file(report, block.caption, block.header, block.rows)
        elif isinstance(block, FigureBlock) and block.figure.table.rows:
            name = f"{'figuur' if nl else 'figure'}-{block.number:02d}.csv"
            table = block.figure.table
            files[name] = _file(report, block.caption, table.header, table.rows)
    return files


def _file(report: Report, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    from weerbaar.report.phrases import phrases

    said = f"{caption} ({phrases(report.lang)['run']} {report.run_id})"
    top = [[said], *([[report.marking_words]] if report.marking_words else [])]
    return spreadsheet_csv([[harmless(cell) for cell in row] for row in (*top, header, *rows)], report.lang)
