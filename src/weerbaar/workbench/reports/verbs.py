# SPDX-License-Identifier: EUPL-1.2
"""Make documents, sign a round, withdraw a signature, check what was signed. Pages and the API call these."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.base import Lang, Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, require
from weerbaar.workbench.audit import log
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.jobs.store import ResultGoneError
from weerbaar.workbench.reports import store
from weerbaar.workbench.reports.archive import unpacked
from weerbaar.workbench.reports.documents import DEFAULT_DRAWS, FORMATS, Question
from weerbaar.workbench.reports.kinds import DOCUMENT, PUBLICATION
from weerbaar.workbench.reports.levels import level_for, levels_in
from weerbaar.workbench.reports.making import RECORD_FILE
from weerbaar.workbench.reports.models import Edition, Publication, PublishedFile, Withdrawal
from weerbaar.workbench.reports.obstacles import NotReadyError, obstacles
from weerbaar.workbench.reports.preparing import missing, prepared
from weerbaar.workbench.rounds.models import Phase, Round

_MEDIA_TYPES = {f.ending: f.media_type for f in FORMATS.values()} | {"json": "application/json"}
LONGEST_REASON = 5_000


def render(
    request: HttpRequest,
    round_: Round,
    *,
    document: str = "findings",
    lang: Lang = "nl",
    format: str = "html",
    annexes: bool = True,
    weights: str = "default",
    draws: int = DEFAULT_DRAWS,
    level: int | None = None,
) -> Job:
    """Ask for a document; it is made in the background, and once for the same question.

    Args:
        request: of who asks.
        round_: the round.
        document: one of :data:`weerbaar.workbench.reports.documents.DOCUMENTS`.
        lang: Dutch or English.
        format: one of :data:`weerbaar.workbench.reports.documents.FORMATS`.
        annexes: whether the annexes stand in it.
        weights: id of a weight profile, ``default``, ``profiles`` or ``dirichlet``.
        draws: number of draws.
        level: "for this level"; what is above it is left out. None for all that this person may see.

    Raises:
        PermissionDenied: this person makes no reports of this round.
        ValueError: a value that cannot be chosen.
    """
    question = Question(document, lang, format, annexes, weights, draws)
    user = _person(request, Action.REPORT, round_)
    asked_for = level_for(levels_in(round_), user, level)
    return jobs.ask(request, round_, DOCUMENT.name, question.parameters(), asked_for)


def prepare_signing(request: HttpRequest, round_: Round) -> list[Job]:
    """Ask for all documents that are signed: one job for every level that occurs in the round.

    Raises:
        PermissionDenied: this person signs nothing in this round.
    """
    _person(request, Action.DECIDE, round_)
    return [jobs.ask(request, round_, PUBLICATION.name, {}, level) for level in levels_in(round_)]


def sign(request: HttpRequest, round_: Round, reason: str, *, inputs: int | None = None) -> Publication:
    """Sign a round: freeze its documents, its results, their run records and the dossier, and close it for good.

    Args:
        request: of the decider.
        round_: the round; its fields are brought up to date.
        reason: why, in the words of the decider.
        inputs: ``Round.inputs`` that the decider saw; a change since then stops it. None does not ask.

    Raises:
        PermissionDenied: this person signs nothing in this round.
        NotReadyError: carries everything that stands in the way; nothing was signed.
    """
    user = _person(request, Action.DECIDE, round_)
    said = _reason(reason)
    with transaction.atomic():
        held = Round.objects.select_for_update().get(pk=round_.pk)
        if inputs is not None and inputs != held.inputs:
            raise NotReadyError([_CHANGED])
        waiting = prepared(held)
        in_the_way = [*obstacles(held, user), *missing(waiting)]
        if in_the_way:
            raise NotReadyError(in_the_way)
        last = held.publications.order_by("-number").first()
        publication = Publication.objects.create(
            round=held,
            number=last.number + 1 if last else 1,
            signed_by=user,
            signer=str(user)[:200],
            signed=timezone.now(),
            reason=said,
            inputs=held.inputs,
        )
        files = [_freeze(publication, one.level, one.job) for one in waiting if one.job is not None]
        held.change(held.version, phase=Phase.SIGNED)
        round_.phase, round_.version = held.phase, held.version
        log.record(
            request,
            "publication.signed",
            publication,
            level=max(one.level for one in waiting),
            number=publication.number,
            reason=said,
            files=[name_and_sum for edition in files for name_and_sum in edition],
        )
    return publication


def _freeze(publication: Publication, level: Level, job: Job) -> list[str]:
    try:
        content = unpacked(jobs.result_bytes(job))
    except ResultGoneError:
        raise NotReadyError([_GONE]) from None
    record = json.loads(content[RECORD_FILE])
    edition = Edition.objects.create(
        publication=publication, level=level, run_id=record["id"], record={k: v for k, v in record.items() if k != "id"}
    )
    kept = []
    for name in sorted(content):
        digest = store.put(content[name])
        ending = PurePosixPath(name).suffix.lstrip(".")
        PublishedFile.objects.create(
            edition=edition, name=name, media_type=_MEDIA_TYPES[ending], size=len(content[name]), sha256=digest
        )
        kept.append(f"{int(level)}/{name} {digest}")
    return kept


def withdraw(request: HttpRequest, publication: Publication, reason: str) -> Withdrawal:
    """Take back what was signed: it stays as it is, with a note that it was withdrawn, and the round is closed again.

    Raises:
        PermissionDenied: this person signs nothing in this round.
        NotReadyError: no reason was given, or it was withdrawn before.
    """
    user = _person(request, Action.DECIDE, publication.round)
    said = _reason(reason)
    with transaction.atomic():
        held = Round.objects.select_for_update().get(pk=publication.round_id)
        if Withdrawal.objects.filter(publication=publication).exists():
            raise NotReadyError([Text(nl="Dit is al ingetrokken.", en="This was withdrawn already.")])
        found = Withdrawal.objects.create(
            publication=publication, withdrawn_by=user, who=str(user)[:200], at=timezone.now(), reason=said
        )
        if held.phase == Phase.SIGNED:
            held.change(held.version, phase=Phase.CLOSED)
        log.record(request, "publication.withdrawn", publication, number=publication.number, reason=said)
    return found


def verify(request: HttpRequest, publication: Publication) -> list[tuple[PublishedFile, store.Found]]:
    """Compute the SHA-256 of every file anew that this person may see, and write the outcome to the log.

    Raises:
        PermissionDenied: this person reads no reports of this round.
    """
    user = _person(request, Action.REPORT, publication.round)
    files = PublishedFile.objects.filter(edition__publication=publication, edition__level__lte=user.clearance)
    outcome = [(file, store.check(file.sha256)) for file in files.select_related("edition")]
    wrong = [f"{file.edition.level}/{file.name}: {found}" for file, found in outcome if found is not store.Found.WHOLE]
    with transaction.atomic():
        log.record(request, "publication.verified", publication, checked=len(outcome), wrong=wrong)
    return outcome


def _person(request: HttpRequest, action: Action, round_: Round) -> User:
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    require(user, action, round_)
    return user


def _reason(given: str) -> str:
    said = given.strip()[:LONGEST_REASON]
    if not said:
        raise NotReadyError([Text(nl="Geef een reden.", en="Give a reason.")])
    return said


_CHANGED = Text(
    nl="Er is iets gewijzigd nadat u deze pagina opende. Bekijk de stukken opnieuw.",
    en="Something was changed after you opened this page. Look at the documents again.",
)
_GONE = Text(
    nl="De gemaakte stukken zijn niet meer aanwezig. Maak ze opnieuw.",
    en="The documents that were made are not there any more. Make them again.",
)
