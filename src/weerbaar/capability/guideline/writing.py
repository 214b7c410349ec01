# SPDX-License-Identifier: EUPL-1.2
"""Checklists and guidelines to disk: as the YAML that people keep, and as tables to fill in and bring back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from weerbaar.base import InputError, Lang, Problem, Text, parse_yaml, validate, write_atomic
from weerbaar.capability.guideline.csv_table import checklist_csv, merge_csv
from weerbaar.capability.guideline.file_model import Checklist, Guideline
from weerbaar.capability.guideline.reading import load_checklist
from weerbaar.capability.guideline.workbook import merge_workbook, workbook_bytes

KINDS = (".xlsx", ".csv", ".yaml", ".yml")


def checklist_yaml(checklist: Checklist) -> str:
    """Return a checklist as the text of its file."""
    data = checklist.model_dump(by_alias=True, exclude_defaults=True)
    data["schema"] = 1
    return _dump({"schema": data.pop("schema"), **data})


def save_checklist(checklist: Checklist, path: Path) -> None:
    """Write a checklist; of an earlier file at ``path`` the comments at its head are kept.

    Raises:
        OSError: it cannot be written; an earlier file is still there.
    """
    head = ""
    if path.is_file():
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        kept = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
        head = "".join(f"{line}\n" for line in lines[:kept])
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, (head + checklist_yaml(checklist)).encode())


def export_checklist(checklist: Checklist, content: Guideline, path: Path, lang: Lang) -> None:
    """Write a checklist as a workbook (``.xlsx``), as CSV (``.csv``) or as YAML, by the suffix of ``path``.

    Raises:
        InputError: another suffix, or a text that a workbook cannot hold.
        OSError: it cannot be written; an earlier file is still there.
    """
    match _kind(path):
        case ".xlsx":
            raw = workbook_bytes(checklist, content, lang)
        case ".csv":
            raw = checklist_csv(checklist, content, lang)
        case _:
            raw = checklist_yaml(checklist).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, raw)


def merge_checklist(
    path: Path, checklist: Checklist, content: Guideline, problems: list[Problem] | None = None
) -> Checklist:
    """Return a checklist with the answers of a filled workbook, CSV file or other checklist merged in.

    Answers in the file replace those to the same requirement; other answers stay.

    Args:
        path: the filled file.
        checklist: what it is merged into.
        content: its guideline.
        problems: gets the warnings, such as unknown columns.

    Raises:
        InputError: with every problem found.
    """
    warnings: list[Problem] = [] if problems is None else problems
    match _kind(path):
        case ".xlsx":
            return merge_workbook(path, checklist, content, warnings)
        case ".csv":
            return merge_csv(path, checklist, content, warnings)
    other = load_checklist(path)
    if other.checklist.content != checklist.content:
        message = Text(
            nl=f"deze checklist hoort bij richtlijn {other.checklist.content} en niet bij {checklist.content}.",
            en=f"this checklist belongs to guideline {other.checklist.content} and not to {checklist.content}.",
        )
        raise InputError([Problem(path.name, message, value=other.checklist.content)])
    warnings.extend(other.warnings)
    answers = {a.requirement: a for a in (*checklist.answers, *other.checklist.answers)}
    ordered = tuple(answers[r.id] for r in content.requirements if r.id in answers)
    return checklist.model_copy(update={"answers": ordered})


def new_checklist(content: Guideline, *, id: str, subject: Text, language: Lang = "nl") -> Checklist:
    """Return a checklist in which every requirement still is unknown.

    Args:
        content: the guideline to answer.
        id: of the checklist.
        subject: the product, service or organisation that is judged.
        language: of the answers to come.

    Raises:
        InputError: the subject is too long or holds a control character.
    """
    title = content.title
    data = {
        "schema": 1,
        "id": id,
        "title": {"nl": f"Checklist {title.nl}", "en": f"Checklist {title.in_('en')}"},
        "content": content.id,
        "subject": subject.model_dump(),
        "statement": {"nl": "Concept; nog niet vastgesteld.", "en": "Draft; not yet established."},
        "language": language,
        "answers": [{"requirement": r.id, "state": "unknown"} for r in content.requirements],
    }
    return validate(Checklist, parse_yaml(_dump(data), f"{id}.yaml"))


def new_guideline(*, id: str, title: Text) -> str:
    """Return the text of a guideline of one's own to start from, with one requirement as an example."""

    def both(nl: str, en: str) -> dict[str, str]:
        return {"nl": nl, "en": en}

    return _dump(
        {
            "schema": 1,
            "id": id,
            "title": both(title.nl, title.in_("en")),
            "introduction": both(
                "Wat dit voor richtlijn is, voor wie zij geldt en wat een lezer vooraf moet weten.",
                "What guideline this is, for whom it holds and what a reader must know first.",
            ),
            "source": ["…"],
            "parts": [{"id": "deel-1", "title": both("Deel 1", "Part 1")}],
            "requirements": [
                {
                    "id": "eis-1",
                    "part": "deel-1",
                    "number": "1",
                    "title": both("Titel van de eis", "Title of the requirement"),
                    "requirement": both("Wat er wordt gevraagd.", "What is asked."),
                    "questions": [both("Welke vraag hoort daarbij?", "Which question goes with it?")],
                    "evidence": [both("Wat telt als bewijs.", "What counts as evidence.")],
                    "applies_when": both(
                        "Wanneer geldt de eis? Laat weg als zij altijd geldt.",
                        "When does it hold? Leave out when it always does.",
                    ),
                    "mark": "assumed",
                }
            ],
        }
    )


def _kind(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix in KINDS:
        return suffix
    message = Text(nl="deze soort bestand kan niet.", en="this kind of file is not possible.")
    hint = Text(nl=f"Kies uit: {', '.join(KINDS)}.", en=f"Choose from: {', '.join(KINDS)}.")
    raise InputError([Problem(path.name, message, hint, value=suffix)])


class _Dumper(yaml.SafeDumper):
    """Writes every value out in full: a file of the house holds no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _dump(data: Mapping[str, Any]) -> str:
    return yaml.dump(_plain(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
