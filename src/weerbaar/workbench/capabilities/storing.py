# SPDX-License-Identifier: EUPL-1.2
"""How a document is checked among the others and stored; the verbs of this app stand on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit import log
from weerbaar.workbench.capabilities.conversion import Desk, problems_of
from weerbaar.workbench.capabilities.kinds import BY_NAME, KINDS, OF_ANALYSIS
from weerbaar.workbench.capabilities.models import Author, Document
from weerbaar.workbench.capabilities.register_text import refuse_loss
from weerbaar.workbench.capabilities.withholding import holds_confidential, text_may_be_read, without
from weerbaar.workbench.capabilities.yaml_items import items_of
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import StaleVersionError

LARGEST = 2_000_000
"""Characters of one document."""


def acting(request: HttpRequest) -> User:
    """Return who asks.

    Raises:
        PermissionDenied: nobody has logged in.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def own_document(round_: Round, kind: str, user: User, hidden: frozenset[str]) -> Document | None:
    """Return the document of a kind, to be changed in this transaction; None where there is none.

    Raises:
        PermissionDenied: there is one whose text this person may not read.
    """
    document = round_.documents.select_for_update().filter(kind=kind).first()
    if document is not None and not text_may_be_read(document, user.clearance, hidden):
        raise PermissionDenied
    return document


def checked(
    desk: Desk, given: Mapping[str, str], there: Mapping[str, Document], *, strict: bool = False
) -> tuple[Problem, ...]:
    """Check documents among the others, and return warnings and what it breaks elsewhere.

    Args:
        desk: the documents as they are.
        given: kind to new text.
        there: kind to the row that it replaces.
        strict: errors in other documents stop it too.

    Raises:
        InputError: a document is not right, with every problem of it; or a register would lose something.
    """
    own = {BY_NAME[kind].file for kind in given}
    new = {BY_NAME[kind].file: plain(text) for kind, text in given.items()}
    # What a document says of a scenario that was withdrawn may stay in it, for when that returns.
    texts = {**desk.texts, **{name: without(text, name, desk.withdrawn) for name, text in new.items()}}
    problems: list[Problem] = []
    for text_of, kind in ((text, kind) for kind, text in given.items()):
        if len(text_of) > LARGEST:
            problems.append(_too_large(BY_NAME[kind].file))
    if problems:
        raise InputError(problems)
    checked_together = False
    for kind in given:
        if kind in OF_ANALYSIS:
            if checked_together:
                continue
            checked_together = True
        problems += problems_of(kind, texts, desk.dossier)
    errors = [p for p in problems if p.severity == "error"]
    if any(strict or p.file in own for p in errors):
        raise InputError([p for p in problems if strict or p.file in own])
    if "register" in given and "register" in there:
        refuse_loss(there["register"].content, plain(given["register"]))
    return tuple(dict.fromkeys(problems))


def store(
    request: HttpRequest,
    round_: Round,
    user: User,
    kind: str,
    content: str,
    document: Document | None,
    *,
    version: int,
    level: int | None = None,
    action: str = "document.saved",
    **details: Any,
) -> None:
    """Store a text that has been checked, note who wrote which measure, and write to the log; in a transaction.

    Raises:
        StaleVersionError: somebody changed the document meanwhile.
        PermissionDenied: the level is above the clearance of who gives it.
    """
    if level is not None and level > user.clearance:
        raise PermissionDenied
    before = document.content if document is not None else ""
    values = {"content": content, "confidential": holds_confidential(kind, content), "changed_by": user}
    if level is not None:
        values["level"] = level
    if document is None:
        document = Document.objects.create(round=round_, kind=kind, name=BY_NAME[kind].file, **cast(Any, values))
    elif before != content or (level is not None and level != document.level):
        try:
            document = document.change(version, **values)
        except StaleVersionError as error:
            raise StaleVersionError(error.current, {"content": content}) from None
    if kind == "measures":
        note_authors(round_, user, before, content)
    log.record(
        request, action, document, round_=round_, level=document.text_level, document=document.name,
        version=document.version, **details,
    )  # fmt: skip


def note_authors(round_: Round, user: User, before: str, after: str) -> None:
    """Who writes a measure, proposes it; somebody else decides."""
    old = {m.get("id"): m for m in items_of(before, BY_NAME["measures"].file, "measures")} if before else {}
    for item in items_of(after, BY_NAME["measures"].file, "measures"):
        if item != old.get(item.get("id")):
            Author.objects.update_or_create(round=round_, measure=str(item.get("id"))[:80], user=user)


def plain(text: str) -> str:
    """Return a text with the line ends that a file has here."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return text if text.endswith("\n") or not text else f"{text}\n"


def not_a_document(name: str) -> Problem:
    """A file that no part of the library reads."""
    known = ", ".join(kind.file for kind in KINDS)
    return Problem(
        name[:200],
        Text(
            nl="dit is geen document van een capaciteitenanalyse.", en="this is no document of a capability analysis."
        ),
        Text(nl=f"De namen zijn: {known}.", en=f"The names are: {known}."),
    )


def nothing_found() -> Problem:
    """Nothing to read in."""
    return Problem(
        "–",
        Text(nl="er is geen document gevonden.", en="no document was found."),
        Text(nl="Kies een zip-bestand van een map, of een .yaml-bestand.", en="Choose a zip of a folder, or a .yaml."),
    )


def _too_large(name: str) -> Problem:
    return Problem(name, Text(nl="meer dan 2 miljoen tekens.", en="more than 2 million characters."))


def gone(name: str) -> Problem:
    """What was asked about is not there any more."""
    return Problem("–", Text(nl="dit bestaat niet meer.", en="this does not exist any more."), value=name)
