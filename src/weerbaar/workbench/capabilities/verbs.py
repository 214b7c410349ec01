# SPDX-License-Identifier: EUPL-1.2
"""Every change of the documents of a capability analysis; pages and the API call the same functions."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.capabilities.follow_up import (
    FourEyesError,
    decide,
    merge_answers,
    note_review,
    register_entry,
    set_checklist_state,
    start_checklist,
    take_since_2008,
)
from weerbaar.workbench.capabilities.kinds import BY_FILE, BY_NAME
from weerbaar.workbench.capabilities.pieces import stale
from weerbaar.workbench.capabilities.storing import (
    acting,
    checked,
    gone,
    not_a_document,
    nothing_found,
    own_document,
    plain,
    store,
)
from weerbaar.workbench.capabilities.yaml_items import (
    fingerprint,
    item_of,
    items_of,
    with_item,
    with_list,
    without_item,
)
from weerbaar.workbench.operations.reading import one_file_at_a_time
from weerbaar.workbench.rounds.models import Round

__all__ = [
    "FourEyesError",
    "change_measure",
    "decide",
    "import_documents",
    "merge_answers",
    "note_review",
    "register_entry",
    "remove_measure",
    "save_document",
    "set_checklist_state",
    "start_checklist",
    "start_from_example",
    "start_from_skeleton",
    "take_since_2008",
]

MEASURES = BY_NAME["measures"]


@transaction.atomic
def save_document(
    request: HttpRequest, round_: Round, *, kind: str, content: str, version: int = 0, level: int | None = None
) -> tuple[Problem, ...]:
    """Save the text of a document; a new one where there was none.

    Args:
        request: of who saves it.
        round_: the round.
        kind: of :data:`~weerbaar.workbench.capabilities.kinds.KINDS`.
        content: YAML.
        version: of the document that the text is based on; 0 for a new one.
        level: of confidentiality; None leaves it.

    Returns:
        Problems in other documents and warnings: they do not stop the saving.

    Raises:
        InputError: the text is not right; every problem with its line. Nothing was saved.
        StaleVersionError: somebody changed it meanwhile.
        PermissionDenied: this person may not see the document, or gives it a level above the own clearance.
    """
    user = acting(request)
    desk = desk_of(round_, user.clearance)
    document = own_document(round_, kind, user, desk.hidden)
    found = checked(desk, {kind: content}, {kind: document} if document is not None else {})
    store(request, round_, user, kind, plain(content), document, version=version, level=level)
    return found


@transaction.atomic
def import_documents(
    request: HttpRequest, round_: Round, *, files: Mapping[str, str], level: int | None = None
) -> tuple[Problem, ...]:
    """Take up documents, all of them or none; what was there under the same name is replaced.

    Args:
        request: of who does it.
        round_: the round.
        files: name of a file to its text, as in a folder of the library.
        level: of confidentiality of new documents; None for open.

    Returns:
        Warnings.

    Raises:
        InputError: a file is unknown or not right; every problem of every file. Nothing was saved.
        PermissionDenied: a document that would be replaced is one that this person may not see.
    """
    user = acting(request)
    desk = desk_of(round_, user.clearance)
    unknown = [name for name in files if name not in BY_FILE]
    if unknown or not files:
        raise InputError([not_a_document(name) for name in unknown] or [nothing_found()])
    given = {BY_FILE[name].name: text for name, text in files.items()}
    there = {kind: own_document(round_, kind, user, desk.hidden) for kind in given}
    with one_file_at_a_time(", ".join(sorted(files))):
        found = checked(desk, given, {kind: row for kind, row in there.items() if row is not None}, strict=True)
    for kind, text in given.items():
        row = there[kind]
        store(
            request, round_, user, kind, plain(text), row, version=row.version if row else 0,
            level=level if row is None else None, action="document.imported",
        )  # fmt: skip
    return found


@transaction.atomic
def start_from_example(request: HttpRequest, round_: Round, *, name: str) -> tuple[Problem, ...]:
    """Take up a shipped example: one that is about scenarios of this round.

    Raises:
        InputError: there are documents already, there is no such example, or its scenarios are not in the round.
    """
    from weerbaar.capability import copy_example

    _refuse_filled(round_)
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as root:
        copy_example(name, Path(root) / "analyse")
        files = {p.name: p.read_text(encoding="utf-8") for p in (Path(root) / "analyse").iterdir()}
    return import_documents(request, round_, files={n: t for n, t in files.items() if n in BY_FILE})


@transaction.atomic
def start_from_skeleton(request: HttpRequest, round_: Round, *, title: str = "") -> tuple[Problem, ...]:
    """Take up empty documents that say how they are filled in, with the headings and capabilities of the round.

    Raises:
        InputError: there are documents already, or the title is too long.
    """
    from weerbaar.capability import new_analysis
    from weerbaar.workbench.shell.language import language

    _refuse_filled(round_)
    desk = desk_of(round_, acting(request).clearance)
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as root:
        folder = Path(root) / round_.slug
        new_analysis(folder, desk.dossier, name=round_.slug, title=title, language=language())
        files = {p.name: p.read_text(encoding="utf-8") for p in folder.iterdir()}
    return import_documents(request, round_, files=files)


@transaction.atomic
def change_measure(
    request: HttpRequest,
    round_: Round,
    *,
    values: dict[str, Any],
    measure: str | None = None,
    based_on: str = "",
    excludes: list[str] | None = None,
    labels: Mapping[str, str] | None = None,
) -> tuple[Problem, ...]:
    """Add a measure, or change one; the rest of the document stays as it is, comments too.

    Args:
        request: of who does it, who becomes an author of the measure and cannot decide on it.
        round_: the round.
        values: the whole measure as plain data, as ``measures.yaml`` holds it.
        measure: id of the one that is changed; None adds one.
        based_on: fingerprint of the measure that the change is based on.
        excludes: ids of measures that cannot be taken together with this one, two by two; None leaves them.
        labels: field to what it is called, for the conflict screen.

    Raises:
        InputError: the measure is not right; the field of each problem begins with ``measures[i]``.
        StaleVersionError: somebody changed this measure meanwhile. Other measures do not matter.
    """
    user = acting(request)
    desk = desk_of(round_, user.clearance)
    document = own_document(round_, "measures", user, desk.hidden)
    text = document.content if document is not None else "schema: 1\nmeasures: []\n"
    if measure is not None:
        now = item_of(text, MEASURES.file, "measures", measure)
        if now is None:
            raise InputError([gone(measure)])
        if fingerprint(now) != based_on and document is not None:
            from weerbaar.dossier import yaml_text

            shown = {"measure": yaml_text(now)}
            raise stale(measure, fingerprint(now), document, shown, {"measure": yaml_text(values)})
    text = with_item(text, MEASURES.file, "measures", values, measure)
    if excludes is not None:
        text = _with_exclusions(text, str(values.get("id")), excludes)
    found = checked(desk, {"measures": text}, {"measures": document} if document is not None else {})
    store(
        request, round_, user, "measures", text, document, version=document.version if document else 0,
        action="measure.changed", measure=str(values.get("id")),
    )  # fmt: skip
    return found


@transaction.atomic
def remove_measure(request: HttpRequest, round_: Round, *, measure: str, based_on: str) -> tuple[Problem, ...]:
    """Take a measure out of the document, with the exclusions of two that name it.

    Raises:
        InputError: it is not there, or something else refers to it.
        StaleVersionError: somebody changed it meanwhile.
    """
    user = acting(request)
    desk = desk_of(round_, user.clearance)
    document = own_document(round_, "measures", user, desk.hidden)
    now = item_of(document.content, MEASURES.file, "measures", measure) if document is not None else None
    if document is None or now is None:
        raise InputError([gone(measure)])
    if fingerprint(now) != based_on:
        from weerbaar.dossier import yaml_text

        raise stale(measure, fingerprint(now), document, {"measure": yaml_text(now)}, {"measure": ""})
    text = _with_exclusions(document.content, measure, [])
    text = without_item(text, MEASURES.file, "measures", measure)
    found = checked(desk, {"measures": text}, {"measures": document}, strict=True)
    store(
        request, round_, user, "measures", text, document, version=document.version,
        action="measure.removed", measure=measure,
    )  # fmt: skip
    return found


def _with_exclusions(text: str, measure: str, excludes: list[str]) -> str:
    """Return the text in which this measure excludes these others; exclusions of three or more stay."""
    there = items_of(text, MEASURES.file, "exclusions")
    kept, found = [], set()
    for item in there:
        named = item.get("measures") or []
        if len(named) == 2 and measure in named:
            other = next((m for m in named if m != measure), measure)
            if other not in excludes:
                continue
            found.add(other)
        kept.append(item)
    kept += [{"measures": [measure, other]} for other in excludes if other not in found]
    return text if kept == there else with_list(text, MEASURES.file, "exclusions", kept)


def _refuse_filled(round_: Round) -> None:
    if round_.documents.exists():
        raise InputError(
            [
                Problem(
                    round_.slug,
                    Text(nl="deze ronde heeft al documenten.", en="this round has documents already."),
                    Text(nl="Wijzig die, of lees losse documenten in.", en="Change those, or read in single ones."),
                )
            ]
        )
