# SPDX-License-Identifier: EUPL-1.2
"""Changes after the advice: decisions, what came of them, reviews, and answers to a guideline. See ``verbs``."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.capabilities import register_text
from weerbaar.workbench.capabilities.conversion import Desk, desk_of
from weerbaar.workbench.capabilities.folders import on_disk
from weerbaar.workbench.capabilities.kinds import BY_NAME
from weerbaar.workbench.capabilities.models import Author, Document, Verdict
from weerbaar.workbench.capabilities.pieces import stale
from weerbaar.workbench.capabilities.storing import acting, checked, gone, own_document, plain, store
from weerbaar.workbench.capabilities.yaml_items import fingerprint, items_of, with_list
from weerbaar.workbench.rounds.models import Round

if TYPE_CHECKING:
    from weerbaar.capability.register import Entry


class FourEyesError(Exception):
    """Who proposed or changed a measure does not decide on it."""


@transaction.atomic
def decide(
    request: HttpRequest,
    round_: Round,
    *,
    measure: str,
    outcome: str,
    reason: str,
    body: str = "minister",
    reference: str = "",
    responsible: tuple[str, ...] = (),
    deadline: str = "",
    on: datetime.date | None = None,
) -> Verdict:
    """Decide on a measure: the decision becomes an entry of the register, which is made where there is none.

    Args:
        request: of the decider, who is nobody that proposed or changed the measure.
        round_: the round.
        measure: id.
        outcome: of :class:`~weerbaar.workbench.capabilities.models.Outcome`.
        reason: why.
        body, reference: the mandate: who decided, and where that is laid down.
        responsible: ministries and others that must do it.
        deadline: a day (``2027-06-30``), a month, or a year; empty for none.
        on: day of the decision; today when not given.

    Raises:
        FourEyesError: this person proposed or changed the measure.
        InputError: there is no such measure, or a value is not one of a register.
    """
    from weerbaar.capability.register import parse_register

    user = acting(request)
    if Author.objects.filter(round=round_, measure=measure, user=user).exists():
        raise FourEyesError
    desk = desk_of(round_, user.clearance)
    analysis = desk.analysis
    found = next((m for m in (analysis.measures.measures if analysis.measures else ()) if m.id == measure), None)
    if found is None:
        raise InputError([gone(measure)])
    document, text = _register(round_, desk, acting(request), illustrative=analysis.header.data == "illustrative")
    additions, entry = register_text.decision(
        parse_register(text, register_text.NAME)[0],
        analysis,
        found,
        outcome=outcome,
        reason=reason,
        body=body,
        reference=reference,
        responsible=responsible,
        deadline=deadline,
        on=on or timezone.localdate(),
    )
    text = register_text.added(text, additions)
    store(
        request, round_, user, "register", text, document, version=document.version if document else 0,
        action="measure.decided", measure=measure, outcome=outcome, entry=entry.id,
    )  # fmt: skip
    return Verdict.objects.create(
        round=round_,
        measure=measure,
        outcome=outcome,
        reason=reason,
        subject=entry.subject,
        entry=entry.id,
        decided_by=user,
    )


@transaction.atomic
def register_entry(request: HttpRequest, round_: Round, *, fields: Mapping[str, Any]) -> Entry:
    """Record what was found out about a subject: at the end of the register, as of today.

    Args:
        request: of who records it.
        round_: the round.
        fields: of :class:`weerbaar.capability.register.Entry` as plain data; ``id`` and ``recorded_on`` can be left
            out.

    Raises:
        InputError: a field is not right, or the register would not be.
    """
    from weerbaar.capability.register import Additions, parse_register

    user = acting(request)
    desk = desk_of(round_, user.clearance)
    document, text = _register(round_, desk, user)
    register = parse_register(text, register_text.NAME)[0]
    stem = f"{fields.get('subject', '')}-{fields.get('kind', '')}"
    given = {
        "id": register_text.free_id({e.id for e in register.entries}, stem),
        "recorded_on": timezone.localdate(),
        **fields,
    }
    entry = register_text.entry_from(given)
    text = register_text.added(text, Additions(entries=(entry,)))
    store(
        request, round_, user, "register", text, document, version=document.version if document else 0,
        action="register.recorded", about=entry.subject, entry=entry.id,
    )  # fmt: skip
    return entry


@transaction.atomic
def take_since_2008(request: HttpRequest, round_: Round) -> None:
    """Take up the shipped register of what was found in public sources since 2008.

    Raises:
        InputError: the round has a register already.
    """
    from weerbaar.capability.register import SINCE_2008, register_path

    if round_.documents.filter(kind="register").exists():
        raise InputError(
            [
                Problem(
                    register_text.NAME,
                    Text(nl="deze ronde heeft al een register.", en="this round has a register already."),
                    Text(nl="Een register wordt niet vervangen.", en="A register is not replaced."),
                )
            ]
        )
    text = plain(register_path(SINCE_2008).read_text(encoding="utf-8"))
    user = acting(request)
    checked(desk_of(round_, user.clearance), {"register": text}, {})
    store(request, round_, user, "register", text, None, version=0, action="document.imported")


def _register(round_: Round, desk: Desk, user: User, *, illustrative: bool = False) -> tuple[Document | None, str]:
    """Return the register to add to, and its text: of a new one where there is none."""
    from weerbaar.capability.register import new_register
    from weerbaar.workbench.shell.language import language

    document = own_document(round_, "register", user, desk.hidden)
    if document is not None:
        return document, document.content
    return None, new_register(f"register-{round_.slug}", language(), illustrative=illustrative)


@transaction.atomic
def note_review(request: HttpRequest, round_: Round, *, scenario: str) -> None:
    """Note in the agenda that a scenario has been reviewed today, as it is now, with the signals considered.

    Raises:
        InputError: there is no agenda, or the scenario is not on it.
    """
    from weerbaar.capability.agenda import find_scenario, open_signals, review_by, stamp, write_review

    user = acting(request)
    desk = desk_of(round_, user.clearance)
    document = own_document(round_, "agenda", user, desk.hidden)
    agenda, today = desk.agenda, timezone.localdate()
    i, j = find_scenario(agenda, scenario)
    there = agenda.themes[i].scenarios[j]
    if document is None or scenario not in {s.id for s in desk.dossier.scenarios}:
        raise InputError([gone(scenario)])
    last = review_by(there, today)
    # Signals that an earlier review considered stay considered.
    seen = [*(last.signals if last else ()), *(s.id for s in open_signals(agenda, there, last, today))]
    with on_disk({document.name: document.content}) as folder:
        write_review(folder / document.name, scenario, stamp(desk.by_name, scenario, today, seen), there.dossier)
        text = (folder / document.name).read_text(encoding="utf-8")
    store(
        request, round_, user, "agenda", text, document, version=document.version,
        action="agenda.reviewed", scenario=scenario,
    )  # fmt: skip


@transaction.atomic
def set_checklist_state(
    request: HttpRequest,
    round_: Round,
    *,
    requirement: str,
    values: Mapping[str, Any],
    based_on: str,
) -> None:
    """Answer one requirement of the guideline; others are not touched.

    Args:
        request: of who answers.
        round_: the round.
        requirement: id.
        values: fields of :class:`weerbaar.capability.guideline.Answer` as plain data; fields not given stay.
        based_on: fingerprint of the answer that it is based on.

    Raises:
        InputError: a value is not right.
        StaleVersionError: somebody answered this requirement meanwhile.
    """
    from weerbaar.dossier import yaml_text

    user = acting(request)
    desk = desk_of(round_, user.clearance)
    document = own_document(round_, "guideline", user, desk.hidden)
    found = desk.checklist
    if document is None or requirement not in {r.id for r in found.content.requirements}:
        raise InputError([gone(requirement)])
    name = BY_NAME["guideline"].file
    answers = items_of(document.content, name, "answers")
    now = next((a for a in answers if a.get("requirement") == requirement), None)
    answer = {"requirement": requirement, **(now or {}), **values}
    answer = {key: value for key, value in answer.items() if value not in ("", None, [])}
    if fingerprint(now) != based_on:
        texts = {"answer": yaml_text(now or {})}, {"answer": yaml_text(answer)}
        raise stale(requirement, fingerprint(now), document, *texts)
    merged = [answer if a.get("requirement") == requirement else a for a in answers] + ([] if now else [answer])
    order = {r.id: place for place, r in enumerate(found.content.requirements)}
    merged.sort(key=lambda a: order.get(str(a.get("requirement")), len(order)))
    text = with_list(document.content, name, "answers", merged)
    checked(desk, {"guideline": text}, {"guideline": document})
    store(
        request, round_, user, "guideline", text, document, version=document.version,
        action="guideline.answered", requirement=requirement,
    )  # fmt: skip


@transaction.atomic
def merge_answers(request: HttpRequest, round_: Round, *, name: str, content: bytes) -> tuple[int, tuple[Problem, ...]]:
    """Take the answers of a filled workbook or CSV file into the checklist.

    Returns:
        How many answers changed, and warnings.

    Raises:
        InputError: the file is not right, or there is no checklist.
    """
    from weerbaar.capability.guideline import merge_checklist, save_checklist

    user = acting(request)
    desk = desk_of(round_, user.clearance)
    document = own_document(round_, "guideline", user, desk.hidden)
    found = desk.checklist
    if document is None:
        raise InputError([gone("guideline")])
    warnings: list[Problem] = []
    with on_disk({document.name: document.content}) as folder:
        filled = folder / f"ingevuld{Path(name).suffix.lower()}"
        filled.write_bytes(content)
        merged = merge_checklist(filled, found.checklist, found.content, warnings)
        save_checklist(merged, folder / document.name)
        text = (folder / document.name).read_text(encoding="utf-8")
    before = {a.requirement: a for a in found.checklist.answers}
    count = sum(before.get(a.requirement) != a for a in merged.answers)
    store(
        request, round_, user, "guideline", text, document, version=document.version,
        action="guideline.merged", answers=count,
    )  # fmt: skip
    return count, tuple(warnings)


@transaction.atomic
def start_checklist(request: HttpRequest, round_: Round, *, content: str, subject: str) -> None:
    """Begin a checklist for a guideline, in which every requirement still is unknown.

    Args:
        request: of who begins it.
        round_: the round.
        content: id of a shipped guideline.
        subject: the product, service or organisation that is judged.

    Raises:
        InputError: there is a checklist already, or no such guideline, or the subject is too long.
    """
    from weerbaar.capability.guideline import load_guideline, new_checklist, save_checklist
    from weerbaar.workbench.shell.language import language

    user = acting(request)
    name = BY_NAME["guideline"].file
    if round_.documents.filter(kind="guideline").exists():
        there = Text(nl="er is al een checklist in deze ronde.", en="there is a checklist in this round already.")
        raise InputError([Problem(name, there)])
    guideline = load_guideline(content)
    fresh = new_checklist(guideline, id=guideline.id, subject=Text(nl=subject, en=subject), language=language())
    with on_disk({}) as folder:
        save_checklist(fresh, folder / name)
        text = (folder / name).read_text(encoding="utf-8")
    checked(desk_of(round_, user.clearance), {"guideline": text}, {})
    store(request, round_, user, "guideline", text, None, version=0)
