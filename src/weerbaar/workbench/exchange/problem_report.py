# SPDX-License-Identifier: EUPL-1.2
"""The validation report as a file: one row per problem, for whoever repairs the file."""

from __future__ import annotations

from collections.abc import Iterable

from weerbaar.base import Lang, Problem


def report_csv(problems: Iterable[Problem], lang: Lang) -> bytes:
    """Return problems as CSV: kind, file, line, field or cell, value, what is wrong, what to do."""
    from weerbaar.base import harmless, spreadsheet_csv

    nl = lang == "nl"
    header = (
        ["soort", "bestand", "regel", "veld", "waarde", "melding", "wat te doen"]
        if nl
        else ["kind", "file", "line", "field", "value", "message", "what to do"]
    )
    kinds = {"error": "fout" if nl else "error", "warning": "let op" if nl else "warning"}
    rows = [
        [
            kinds[p.severity],
            p.file,
            "" if p.line is None else str(p.line),
            p.field,
            p.value,
            p.message.in_(lang),
            p.hint.in_(lang),
        ]
        for p in problems
    ]
    return spreadsheet_csv([[harmless(cell) for cell in row] for row in (header, *rows)], lang)
