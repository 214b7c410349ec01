# SPDX-License-Identifier: EUPL-1.2
"""A catalogue as JSON, as a folder of CSV files or as a workbook; reading it again gives the same catalogue.

Text is written as text and never as a formula (C13); numbers are written so that not a bit is lost.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from weerbaar.base import InputError, Problem, Text, output_folder, write_atomic
from weerbaar.cascade.catalogue import Catalogue, Factor, Link
from weerbaar.cascade.csv_source import quoted
from weerbaar.cascade.tables import ABOUT, CATALYSTS, IMPACTS, LINKS, RISKS, ROOT, TABLES, TRENDS
from weerbaar.dossier import number_text

Row = list[str | float]
_OTHER_FILES = frozenset(".csv .tsv .txt .xls .xlsm .xlsb .ods .yaml .yml .xml .zip".split())
"""Who writes one of these does not mean a folder of that name."""
_WIDTHS = (28, 22, 28)
_OTHER_WIDTH = 16


def save_catalogue(catalogue: Catalogue, path: Path) -> None:
    """Write a catalogue.

    Args:
        catalogue: what to write.
        path: a file ending in ``.json`` or ``.xlsx``; any other name is a folder that gets a CSV file per table.

    Raises:
        InputError: the path is a file of another kind, or no file at all.
        OSError: it cannot be written; an older catalogue is left as it was.
    """
    kind = path.suffix.lower()
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise _refusal(path, "is een apparaat of een pijp en geen bestand.", "is a device or a pipe and not a file.")
    if kind in (".json", ".xlsx"):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, catalogue_json(catalogue) if kind == ".json" else _workbook(catalogue))
        return
    if path.is_file() or kind in _OTHER_FILES:
        raise _refusal(
            path,
            "een catalogus wordt .json, .xlsx of een map met CSV-bestanden.",
            "a catalogue becomes .json, .xlsx or a folder of CSV files.",
        )
    with output_folder(path) as work:
        tables = catalogue_tables(catalogue)
        for name, rows in tables.items():
            (work / f"{name}.csv").write_bytes(_csv_bytes(rows))
    for name in TABLES.keys() - tables.keys():
        # Left from an earlier state of the catalogue, it would be read as part of this one.
        (path / f"{name}.csv").unlink(missing_ok=True)


def _refusal(path: Path, nl: str, en: str) -> InputError:
    hint = Text(nl="Kies een andere naam.", en="Choose another name.")
    return InputError([Problem(str(path), Text(nl=nl, en=en), hint)])


def catalogue_json(catalogue: Catalogue) -> bytes:
    """Return a catalogue as JSON in UTF-8, a line for each risk and each link, so that a change shows up small."""
    head: dict[str, Any] = {
        "schema": 1,
        "id": catalogue.id,
        "title": _words(catalogue.title),
        "statement": _words(catalogue.statement),
        "intensities": list(catalogue.intensities),
        "indicators": list(catalogue.indicators),
    }
    lists: dict[str, list[dict[str, Any]]] = {"risks": [_risk(catalogue, i) for i in range(len(catalogue.risks))]}
    lists["cascades"] = [
        {"cause": None, "cause_scenario": None, "effect": risk.id, "p": _plain(catalogue.root[risk.id])}
        for risk in catalogue.risks
    ]
    lists["cascades"] += [_link(link) for link in catalogue.links]
    if catalogue.trends:
        lists["trends"] = [
            {"id": t.id, "name": _words(t.name), "root": {risk: _plain(p) for risk, p in t.root.items()}}
            for t in catalogue.trends
        ]
    if catalogue.catalysts:
        lists["catalysts"] = [
            {"id": c.id, "name": _words(c.name), "factors": [_factor(f) for f in c.factors]}
            for c in catalogue.catalysts
        ]
    lines = [f"  {json.dumps(key)}: {_json(value)}" for key, value in head.items()]
    for key, entries in lists.items():
        shown = ",\n".join(f"    {_json(entry)}" for entry in entries)
        lines.append(f"  {json.dumps(key)}: [\n{shown}\n  ]" if entries else f"  {json.dumps(key)}: []")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def catalogue_tables(catalogue: Catalogue) -> dict[str, list[Row]]:
    """Return every table with its header, by name; those that may be left out only when there is something in them."""
    names, indicators = list(catalogue.intensities), list(catalogue.indicators)

    def numbers(found: Mapping[str, float], order: list[str]) -> list[float]:
        return [float(found[name]) for name in order]

    tables: dict[str, list[Row]] = {
        ABOUT: [
            ["field", "nl", "en"],
            ["id", catalogue.id, ""],
            ["title", catalogue.title.nl, catalogue.title.en],
            ["statement", catalogue.statement.nl, catalogue.statement.en],
        ],
        RISKS: [["id", "name", "name_en", "actor", "category", "category_en"]],
        IMPACTS: [["risk", "intensity", *indicators]],
        ROOT: [["risk", *names]],
        LINKS: [["cause", "cause_intensity", "effect", *names]],
        TRENDS: [["trend", "name", "name_en", "risk", *names]],
        CATALYSTS: [["catalyst", "name", "name_en", "factor", "risk", "cause", "effect"]],
    }
    for risk in catalogue.risks:
        actor = "yes" if risk.actor else "no"
        tables[RISKS].append([risk.id, risk.name.nl, risk.name.en, actor, risk.category.nl, risk.category.en])
        tables[ROOT].append([risk.id, *numbers(catalogue.root[risk.id], names)])
        if not risk.actor:
            tables[IMPACTS] += [[risk.id, i, *numbers(risk.direct_impact[i], indicators)] for i in names]
    for link in catalogue.links:
        key = [link.cause, link.cause_intensity, link.effect]
        tables[LINKS].append([*key, *numbers(link.probabilities, names)])
    for trend in catalogue.trends:
        start = [trend.id, trend.name.nl, trend.name.en]
        tables[TRENDS] += [[*start, risk, *numbers(p, names)] for risk, p in trend.root.items()]
    for catalyst in catalogue.catalysts:
        start = [catalyst.id, catalyst.name.nl, catalyst.name.en]
        for f in catalyst.factors:
            tables[CATALYSTS].append([*start, float(f.factor), f.risk or "", f.cause or "", f.effect or ""])
    return {name: rows for name, rows in tables.items() if TABLES[name].needed or len(rows) > 1}


def _risk(catalogue: Catalogue, i: int) -> dict[str, Any]:
    risk = catalogue.risks[i]
    fields: dict[str, Any] = {"id": risk.id, "name": _words(risk.name), "actor": risk.actor}
    if risk.category.nl:
        fields["category"] = _words(risk.category)
    impact = {} if risk.actor else {i: _plain(amounts) for i, amounts in risk.direct_impact.items()}
    return fields | {"direct_impact": impact}


def _link(link: Link) -> dict[str, Any]:
    return {
        "cause": link.cause,
        "cause_scenario": link.cause_intensity,
        "effect": link.effect,
        "p": _plain(link.probabilities),
    }


def _factor(factor: Factor) -> dict[str, Any]:
    named = {"risk": factor.risk, "cause": factor.cause, "effect": factor.effect}
    return {"factor": factor.factor} | {field: name for field, name in named.items() if name is not None}


def _plain(numbers: Mapping[str, float]) -> dict[str, float]:
    """Whole numbers are written without a decimal point, as people would."""
    return {name: int(n) if float(n).is_integer() and abs(n) < 1e15 else float(n) for name, n in numbers.items()}


def _words(text: Text) -> str | dict[str, str]:
    return {"nl": text.nl, "en": text.en} if text.en else text.nl


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _csv_bytes(rows: list[Row]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([quoted(cell) if isinstance(cell, str) else number_text(cell) for cell in row])
    # The mark at the start tells a spreadsheet that this is UTF-8.
    return buffer.getvalue().encode("utf-8-sig")


def _workbook(catalogue: Catalogue) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    bold = Font(bold=True)
    for name, rows in catalogue_tables(catalogue).items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for column in range(1, len(rows[0]) + 1):
            width = _WIDTHS[column - 1] if column <= len(_WIDTHS) else _OTHER_WIDTH
            sheet.column_dimensions[get_column_letter(column)].width = width
        for i, row in enumerate(rows):
            cells = [_cell(WriteOnlyCell(sheet), value) for value in row]
            for cell in cells if i == 0 else ():
                cell.font = bold
            sheet.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(cell: Any, value: str | float) -> Any:
    if isinstance(value, str):
        if value:
            cell.value = value
            cell.data_type = "s"
            cell.quotePrefix = value[0] in "=+-@'"
        return cell
    cell.value = value
    if float(f"{value:.16g}") != value:
        # openpyxl writes 16 digits, one too few for some numbers; what is already text it writes as it is.
        cell._value = repr(value)
    return cell
