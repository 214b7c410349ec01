# SPDX-License-Identifier: EUPL-1.2
"""A new capability analysis to start from: the headings and capabilities of its round, and files to fill in."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from weerbaar.base import InputError, Lang, Problem, Text, output_folder, parse_yaml, validate
from weerbaar.capability.analysis_file import ANALYSIS_FILE, AnalysisFile
from weerbaar.capability.folder import example_names, shipped
from weerbaar.capability.needs import CAPABILITY_FILE
from weerbaar.dossier import Capability, Dossier

_YEARS = 5
_TEMPLATES = "skeleton"
_NONE = "capabilities: []\n"
_A_SCENARIO = {"nl": "ID-VAN-EEN-SCENARIO", "en": "ID-OF-A-SCENARIO"}
_ALL_SCENARIOS = "# SCENARIO-IDS\n"
_COMMENT_WIDTH = 118


def new_analysis(path: Path, dossier: Dossier, *, name: str, title: str = "", language: Lang = "nl") -> None:
    """Write a new capability analysis that checks clean, with files that say how they are filled in.

    Args:
        path: folder to make; must not exist or be empty.
        dossier: the round it builds on; its headings and capabilities are taken over.
        name: by which the analysis finds that round: a folder beside ``path``, or a shipped example.
        title: of the analysis; made from that of the round when empty.
        language: of the analysis and of the guidance in its files.

    Raises:
        InputError: the folder is not empty, or the title is too long or holds a control character.
        OSError: it cannot be written.
    """
    _refuse_filled(path)
    header = _dump(_header(path, dossier, name, title, language))
    validate(AnalysisFile, parse_yaml(header, ANALYSIS_FILE))
    scenarios = [s.id for s in dossier.scenarios if s.status == "active"]
    with output_folder(path) as work:
        (work / ANALYSIS_FILE).write_text(header, encoding="utf-8", newline="\n")
        for file in sorted(shipped(_TEMPLATES, language).iterdir()):
            text = file.read_text(encoding="utf-8").replace(_ALL_SCENARIOS, _listed(scenarios, language))
            text = text.replace(_A_SCENARIO[language], scenarios[0] if scenarios else _A_SCENARIO[language])
            if file.name == CAPABILITY_FILE and dossier.capabilities:
                text = text.replace(_NONE, _dump({"capabilities": [_capability(c) for c in dossier.capabilities]}))
            (work / file.name).write_text(text, encoding="utf-8", newline="\n")


def copy_example(name: str, path: Path) -> None:
    """Write a copy of a shipped example folder.

    Raises:
        InputError: there is no such example, or the folder is not empty.
        OSError: it cannot be written.
    """
    if name not in example_names():
        known = ", ".join(example_names())
        raise InputError(
            [
                Problem(
                    name,
                    Text(nl="is geen meegeleverd voorbeeld.", en="is not a shipped example."),
                    Text(nl=f"Kies uit: {known}.", en=f"Choose from: {known}."),
                )
            ]
        )
    _refuse_filled(path)
    with output_folder(path) as work:
        for file in sorted(p for p in shipped(name).iterdir() if p.suffix == ".yaml"):
            (work / file.name).write_bytes(file.read_bytes())


def _refuse_filled(path: Path) -> None:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise InputError(
            [
                Problem(
                    str(path),
                    Text(nl="bestaat al en is niet leeg.", en="exists already and is not empty."),
                    Text(nl="Kies een nieuwe of lege map.", en="Choose a new or empty folder."),
                )
            ]
        )


def _header(path: Path, dossier: Dossier, name: str, title: str, lang: Lang) -> dict[str, Any]:
    of_round = dossier.round.title
    first = dossier.round.year + 1
    return {
        "schema": 1,
        "id": _slug(path.name),
        "title": {lang: title, "nl": title}
        if title
        else {"nl": f"Capaciteitenanalyse bij {of_round.nl}", "en": f"Capability analysis with {of_round.in_('en')}"},
        "dossier": name,
        "language": lang,
        "statement": {
            "nl": "Concept. De gegevens zijn nog niet vastgesteld.",
            "en": "Draft. The data have not been established yet.",
        },
        "data": "judgements",
        "first_year": first,
        "last_year": first + _YEARS - 1,
        "price_level": dossier.round.year,
        "headings": [h.model_dump(exclude_none=True, exclude_defaults=True) for h in dossier.decision_headings],
    }


def _listed(scenarios: Sequence[str], lang: Lang) -> str:
    """Return a comment with the scenarios that a task can name."""
    head = "Scenario’s van deze ronde" if lang == "nl" else "Scenarios of this round"
    named = ", ".join(scenarios) or ("nog geen" if lang == "nl" else "none yet")
    return "".join(f"# {line}\n" for line in textwrap.wrap(f"{head}: {named}.", _COMMENT_WIDTH, break_on_hyphens=False))


def _capability(capability: Capability) -> dict[str, Any]:
    """One capability of the round; what it is made of and what is counted is for the analyst to say."""
    return {
        "id": capability.id,
        "name": capability.name.model_dump(exclude_defaults=True),
        "component": "procedures",
        "unit": {"nl": "nog te bepalen", "en": "to be decided"},
        "mark": capability.mark,
    }


def _slug(text: str) -> str:
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower()).strip("-")
    return "-".join(part for part in kept.split("-") if part)[:80] or "capaciteitenanalyse"


def _dump(data: dict[str, Any]) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120, default_flow_style=False))
