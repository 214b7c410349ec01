# SPDX-License-Identifier: EUPL-1.2
"""A small capability analysis on disk, with its round beside it, to spoil in one place or another."""

from __future__ import annotations

from pathlib import Path

from weerbaar.base import Problem
from weerbaar.dossier import new_dossier

HEADER = """
schema: 1
id: proef
title: {nl: Proef}
dossier: ronde
statement: {nl: Verzonnen.}
data: illustrative
first_year: 2014
last_year: 2018
headings:
  - {id: samenwerking, letter: a, title: {nl: Samenwerking}}
"""

CAPABILITIES = """
schema: 1
capabilities:
  - {id: agenten, name: {nl: Agenten}, component: people, unit: {nl: mensen}, heading: samenwerking}
  - {id: wagens, name: {nl: Wagens}, component: material, unit: {nl: wagens}}
"""

TASKS = """
schema: 1
tasks:
  - id: afzetten
    scenario: brand
    phase: response
    title: {nl: Afzetten}
    needs:
      - {capability: agenten, quantity: 10, within_h: 1, for_h: 8}
together:
  - {id: samen, title: {nl: Samen}, scenarios: [brand, storm]}
"""

PRESENT = """
schema: 1
present:
  - {id: politie, capability: agenten, holder: government, quantity: 20}
"""

SCENARIO = """---
id: {id}
title: {{nl: {id}}}
kind: hazard
status: {status}
---
"""


def write_analysis(root: Path, **files: str) -> Path:
    """Write the analysis ``proef`` and the round ``ronde`` into a folder; return that of the analysis.

    Args:
        files: name without ``.yaml`` to another content; an empty content leaves the file out.
    """
    round_ = root / "ronde"
    if not round_.exists():
        new_dossier(round_, title="Ronde", year=2012)
        for old in (round_ / "scenarios").glob("*.md"):
            old.unlink()
        for old in (round_ / "judgements").glob("*.yaml"):
            old.unlink()
        for id_, status in (("brand", "active"), ("storm", "active"), ("oud", "retired")):
            (round_ / "scenarios" / f"{id_}.md").write_text(SCENARIO.format(id=id_, status=status), encoding="utf-8")
    folder = root / "proef"
    folder.mkdir(exist_ok=True)
    contents = {"analysis": HEADER, "capabilities": CAPABILITIES, "tasks": TASKS, "present": PRESENT, **files}
    for name, content in contents.items():
        if content:
            (folder / f"{name}.yaml").write_text(content.lstrip("\n"), encoding="utf-8")
    return folder


def told(problems: list[Problem] | tuple[Problem, ...]) -> list[tuple[str, str, str]]:
    """Return of each problem its file, field and value."""
    return [(p.file, p.field, p.value) for p in problems]
