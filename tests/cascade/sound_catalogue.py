# SPDX-License-Identifier: EUPL-1.2
"""A small catalogue without a fault, as JSON and as tables, and a way to put tables on disk."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl

Tables = dict[str, list[list[Any]]]

INTENSITIES = ("considerable", "major")
INDICATORS = ("ha", "sa")


def sound_json() -> dict[str, Any]:
    """Two risks that can set each other off, one that only follows, and an actor."""
    return {
        "schema": 1,
        "id": "proef",
        "title": {"nl": "Proef", "en": "Trial"},
        "statement": {"nl": "Verzonnen.", "en": "Made up."},
        "intensities": ["considerable", "major"],
        "indicators": ["ha", "sa"],
        "risks": [
            _risk("stroom", "Stroomuitval", [[10, 0], [2000.5, 7]], category={"nl": "vitaal", "en": "vital"}),
            _risk("telecom", {"nl": "Telecomuitval", "en": "Telecom outage"}, [[0, 0], [1e9, 3]]),
            _risk("onrust", "Onrust", [[1, 2], [3, 4]]),
            {"id": "hacker", "name": "Hacker", "actor": True, "direct_impact": {}},
        ],
        "cascades": [
            _root("stroom", 1e-4, 2e-5),
            _root("telecom", 3e-5, 0),
            _root("onrust", 0.001, 1e-6),
            _root("hacker", 1, 1),
            _link("stroom", "considerable", "telecom", 0.25, 0.125),
            _link("stroom", "major", "telecom", 0.5, 0.25),
            _link("telecom", "major", "stroom", 0.125, 0),
            _link("telecom", "major", "onrust", 0.1, 0.2),
            _link("hacker", "considerable", "telecom", 1e-5, 0),
            _link("hacker", "major", "telecom", 1e-4, 1e-5),
        ],
        "trends": [{"id": "2050", "name": "Rond 2050", "root": {"stroom": {"considerable": 2e-4, "major": 4e-5}}}],
        "catalysts": [
            {
                "id": "hitte",
                "name": {"nl": "Hitte", "en": "Heat"},
                "factors": [
                    {"factor": 2, "risk": "stroom"},
                    {"factor": 0.5, "cause": "stroom", "effect": "telecom"},
                    {"factor": 3, "effect": "onrust"},
                ],
            }
        ],
    }


def sound_tables() -> Tables:
    """The same as tables."""
    names = list(INTENSITIES)
    return {
        "catalogue": [
            ["field", "nl", "en"],
            ["id", "proef", ""],
            ["title", "Proef", "Trial"],
            ["statement", "Verzonnen.", "Made up."],
        ],
        "risks": [
            ["id", "name", "name_en", "actor", "category", "category_en"],
            ["stroom", "Stroomuitval", "", "nee", "vitaal", "vital"],
            ["telecom", "Telecomuitval", "Telecom outage", "", "", ""],
            ["onrust", "Onrust", "", "no", "", ""],
            ["hacker", "Hacker", "", "ja", "", ""],
        ],
        "impacts": [
            ["risk", "intensity", *INDICATORS],
            ["stroom", "considerable", 10, 0],
            ["stroom", "major", 2000.5, 7],
            ["telecom", "considerable", 0, 0],
            ["telecom", "major", 1e9, 3],
            ["onrust", "considerable", 1, 2],
            ["onrust", "major", 3, 4],
        ],
        "root": [
            ["risk", *names],
            ["stroom", 1e-4, 2e-5],
            ["telecom", 3e-5, 0],
            ["onrust", 0.001, 1e-6],
            ["hacker", 1, 1],
        ],
        "links": [
            ["cause", "cause_intensity", "effect", *names],
            ["stroom", "considerable", "telecom", 0.25, 0.125],
            ["stroom", "major", "telecom", 0.5, 0.25],
            ["telecom", "major", "stroom", 0.125, 0],
            ["telecom", "major", "onrust", 0.1, 0.2],
            ["hacker", "considerable", "telecom", 1e-5, 0],
            ["hacker", "major", "telecom", 1e-4, 1e-5],
        ],
        "trends": [["trend", "name", "name_en", "risk", *names], ["2050", "Rond 2050", "", "stroom", 2e-4, 4e-5]],
        "catalysts": [
            ["catalyst", "name", "name_en", "factor", "risk", "cause", "effect"],
            ["hitte", "Hitte", "Heat", 2, "stroom", "", ""],
            ["hitte", "", "", 0.5, "", "stroom", "telecom"],
            ["hitte", "", "", 3, "", "", "onrust"],
        ],
    }


def write_json(data: object, path: Path) -> Path:
    """Write JSON, also with NaN in it."""
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def write_csv(tables: Mapping[str, list[list[Any]]], root: Path, shown: Callable[[Any], str] = str) -> Path:
    """Write a CSV file per table as people do: with semicolons."""
    root.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (root / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerows([[cell if isinstance(cell, str) else shown(cell) for cell in row] for row in rows])
    return root


def write_workbook(tables: Mapping[str, list[list[Any]]], path: Path) -> Path:
    """Write a sheet per table."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def _risk(name: str, words: object, euro: list[list[float]], **more: str) -> dict[str, Any]:
    impact = {i: dict(zip(INDICATORS, row, strict=True)) for i, row in zip(INTENSITIES, euro, strict=True)}
    return {"id": name, "name": words, "actor": False, "direct_impact": impact, **more}


def _root(effect: str, *p: float) -> dict[str, Any]:
    return {"cause": None, "cause_scenario": None, "effect": effect, "p": dict(zip(INTENSITIES, p, strict=True))}


def _link(cause: str, intensity: str, effect: str, *p: float) -> dict[str, Any]:
    return {"cause": cause, "cause_scenario": intensity, "effect": effect, "p": dict(zip(INTENSITIES, p, strict=True))}
