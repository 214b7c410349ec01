# SPDX-License-Identifier: EUPL-1.2
"""Every write to the library. Pages and the API call these; each is one transaction with its entry in the log.

``request`` is the request of whoever acts. A verb refuses with PermissionDenied (this person may not),
:class:`~weerbaar.workbench.library.rules.RefusedError` (a rule forbids it now), ``InputError`` (what is wrong with
what was given) or ``StaleVersionError`` (somebody was first).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from weerbaar import dossier
from weerbaar.base import InputError, Problem, Text, YamlSource, validate
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.audit.log import record
from weerbaar.workbench.library import attachment_store, file_kinds, mentions, merging
from weerbaar.workbench.library.checking import require_fit
from weerbaar.workbench.library.conversion import SECTIONS, scenario_fields, scenario_of
from weerbaar.workbench.library.models import WITHDRAWN, Attachment, Comment, Review, ReviewState, Scenario, Source
from weerbaar.workbench.library.rules import (
    OWN_TEXT,
    RefusedError,
    commenter,
    hidden_slugs,
    require_sight,
    require_taking_part,
    writer,
)
from weerbaar.workbench.rounds.models import Reach, Round

LONGEST_COMMENT = 10_000
ONLY_IN_REPORTS = frozenset(
    {"story", "note_nl", "note_en", "sources", "mark", "kind_mark", "vital", "round_label", "time_horizon_years"}
)
"""Fields of a scenario that no result is computed from, and none shows."""


@transaction.atomic
def create_scenario(
    request: HttpRequest, round_: Round, *, scenario: dossier.Scenario, level: int = Level.OPEN
) -> Scenario:
    """Add a scenario to a round, as a draft.

    Raises:
        InputError: its id is taken, or it refers to what is not there.
    """
    user, round_ = writer(request, round_.pk, Action.WRITE)
    require_sight(user, level)
    require_fit(scenario, round_, hidden_slugs(user, round_))
    row = Scenario(round=round_, author=user, level=level, **scenario_fields(scenario))
    row._history_user = user  # type: ignore[attr-defined]
    if Scenario.objects.filter(round=round_, slug=scenario.id).exists():
        raise InputError([_taken("id", scenario.id)])
    row.save()
    round_.touch()
    record(request, "scenario.created", row, actor=user, level=level, slug=row.slug)
    return row


@transaction.atomic
def change_scenario(
    request: HttpRequest,
    row: Scenario,
    *,
    version: int,
    scenario: dossier.Scenario,
    level: int | None = None,
    reason: str = "",
    base: int | None = None,
) -> Scenario:
    """Store a new version of a scenario; one that was approved or in review is a draft again.

    Args:
        request: of whoever acts.
        row: the scenario.
        version: that the writer knows to be the newest.
        scenario: the whole scenario as it must be; its id stays.
        level: its confidentiality; the same where None.
        reason: why, for the history.
        base: version that ``scenario`` was made from, where that is older than ``version``: only what differs from
            it is changed, so that what others changed elsewhere since stays.

    Returns:
        The row as it is now; unchanged where nothing differs.

    Raises:
        StaleVersionError: there is a newer version; ``proposed`` holds only what this writer changed.
        InputError: it refers to what is not there.
        RefusedError: it was withdrawn.
    """
    user, round_ = writer(request, row.round_id, Action.WRITE)
    row = Scenario.objects.select_for_update().get(pk=row.pk)
    require_sight(user, row.level)
    require_taking_part(row)
    if level is not None:
        require_sight(user, level)
    hidden = hidden_slugs(user, round_)
    made_from = merging.version_of(row, base or version)
    wanted = merging.with_hidden_links(scenario_fields(scenario), row, hidden)
    values = merging.changes(
        merging.with_hidden_links(scenario_fields(scenario_of(made_from)), row, hidden), wanted, row
    )
    if level is not None and level != made_from.level:
        values["level"] = level
    if not values:
        return row
    if version == row.version:
        require_fit(merging.visible_scenario(row, values, hidden), round_, hidden)
    return _written(request, row, version, values, "scenario.changed", reason, round_)


@transaction.atomic
def restore_version(request: HttpRequest, row: Scenario, *, version: int, restore: int) -> Scenario:
    """Make an old version the newest one. The level of confidentiality is never lowered by it.

    Args:
        request: of whoever acts.
        row: the scenario.
        version: that the writer knows to be the newest.
        restore: the version whose content returns.

    Raises:
        StaleVersionError: there is a newer version.
        InputError: the old version refers to what is no longer there.
        RefusedError: there is no such version, or the scenario was withdrawn.
    """
    user, round_ = writer(request, row.round_id, Action.WRITE)
    row = Scenario.objects.select_for_update().get(pk=row.pk)
    old = merging.version_of(row, restore)
    require_sight(user, max(row.level, old.level))
    require_taking_part(row)
    hidden = hidden_slugs(user, round_)
    wanted = merging.with_hidden_links(scenario_fields(scenario_of(old)), row, hidden)
    if old.status == WITHDRAWN:
        wanted["status"] = row.status
    values = merging.changes(scenario_fields(scenario_of(row)), wanted, row)
    if old.level > row.level:
        values["level"] = old.level
    if not values:
        raise RefusedError(
            Text(nl=f"Versie {restore} is gelijk aan de huidige.", en=f"Version {restore} equals the current one.")
        )
    require_fit(merging.visible_scenario(row, values, hidden), round_, hidden)
    words = f"Versie {restore} teruggezet / Version {restore} restored"
    return _written(request, row, version, values, "scenario.restored", words, round_)


def _written(
    request: Any, row: Scenario, version: int, values: dict[str, Any], action: str, reason: str, round_: Round
) -> Scenario:
    user = request.user
    before = row.level
    keeps = row.review_state == ReviewState.RETURNED
    state = row.review_state if keeps else ReviewState.DRAFT
    review = {"review_state": state, "author": user, "written": timezone.now()}
    reach = reach_of(row, values)
    changed = merging.change_row(row, version, user, reason, {**values, **review}, shown=set(values))
    round_.touch(reach)
    record(
        request, action, changed, actor=user, level=max(before, changed.level), version=changed.version,
        fields=sorted(values), level_before=before,
    )  # fmt: skip
    return changed


def reach_of(row: Scenario, values: Mapping[str, Any]) -> Reach:
    """Return how far it reaches that these fields of a scenario become these values: no result holds its words."""

    def numbers(links: Iterable[Mapping[str, Any]]) -> list[tuple[Any, Any]]:
        return [(link["scenario"], link.get("probability")) for link in links]

    changed = set(values) - ONLY_IN_REPORTS
    if "links" in changed and numbers(row.links) == numbers(values["links"]):
        changed.remove("links")
    return Reach.RESULTS if changed else Reach.REPORTS


@transaction.atomic
def submit_for_review(request: HttpRequest, row: Scenario, *, version: int) -> Scenario:
    """Ask others to review the text as it is now.

    Raises:
        RefusedError: it is in review or approved already, or the round is closed.
        StaleVersionError: there is a newer version.
    """
    user, _ = writer(request, row.round_id, Action.WRITE)
    row = Scenario.objects.select_for_update().select_related("round").get(pk=row.pk)
    require_sight(user, row.level)
    require_taking_part(row)
    if row.review_state not in {ReviewState.DRAFT, ReviewState.RETURNED}:
        raise RefusedError(
            Text(
                nl=f"Dit scenario is al {ReviewState(row.review_state).text.nl}.",
                en=f"This scenario is already {ReviewState(row.review_state).text.en}.",
            )
        )
    changed = merging.change_row(row, version, user, "", {"review_state": ReviewState.IN_REVIEW})
    record(request, "scenario.submitted", changed, actor=user, level=changed.level, version=changed.version)
    return changed


@transaction.atomic
def review(request: HttpRequest, row: Scenario, *, version: int, approved: bool, reason: str = "") -> Scenario:
    """Approve the text that was submitted, or return it with a reason.

    Args:
        request: of whoever acts: not the one who wrote the last version, in whatever role.
        row: the scenario, in review.
        version: that was read.
        approved: False returns it.
        reason: what must be better; needed to return it.

    Raises:
        RefusedError: own text, not in review, no reason, or the round is closed.
        StaleVersionError: there is a newer version.
    """
    user, _ = writer(request, row.round_id, Action.REVIEW)
    row = Scenario.objects.select_for_update().select_related("round").get(pk=row.pk)
    require_sight(user, row.level)
    require_taking_part(row)
    reason = reason.strip()[:LONGEST_COMMENT]
    if row.review_state != ReviewState.IN_REVIEW:
        raise RefusedError(Text(nl="Dit scenario is niet ter toetsing.", en="This scenario is not in review."))
    if row.author_id == user.pk:
        raise RefusedError(OWN_TEXT)
    if not approved and not reason:
        raise RefusedError(Text(nl="Geef een reden: wat moet er beter?", en="Give a reason: what has to be better?"))
    state = ReviewState.APPROVED if approved else ReviewState.RETURNED
    changed = merging.change_row(row, version, user, reason, {"review_state": state})
    Review.objects.create(scenario=changed, version=changed.version, reviewer=user, approved=approved, reason=reason)
    action = "scenario.approved" if approved else "scenario.returned"
    record(request, action, changed, actor=user, level=changed.level, version=changed.version, author=row.author_id)
    return changed


@transaction.atomic
def comment(
    request: HttpRequest,
    row: Scenario,
    *,
    text: str,
    section: str = "",
    parent: Comment | None = None,
    version: int | None = None,
) -> tuple[Comment, list[str]]:
    """Make a remark on a version of a scenario; everybody who is mentioned with @ gets a task.

    Args:
        request: of whoever acts.
        row: the scenario.
        text: the remark.
        section: of the storyline; empty for the whole scenario. An answer has that of its thread.
        parent: the remark that is answered.
        version: that was read; the newest where None.

    Returns:
        The remark, and the names in it that mean nobody who may read this.

    Raises:
        RefusedError: there is no text, or it is too long.
    """
    user = commenter(request, row.round)
    require_sight(user, row.level)
    text = text.strip()
    if not text or len(text) > LONGEST_COMMENT:
        raise RefusedError(
            Text(
                nl=f"Schrijf een opmerking van ten hoogste {LONGEST_COMMENT} tekens.",
                en=f"Write a remark of at most {LONGEST_COMMENT} characters.",
            )
        )
    thread = None if parent is None else (parent.parent or parent)
    if (thread is not None and thread.scenario_id != row.pk) or (section and section not in SECTIONS):
        raise RefusedError(Text(nl="Dit onderdeel is er niet.", en="There is no such section."))
    remark = Comment.objects.create(
        scenario=row,
        version=min(version or row.version, row.version),
        section=thread.section if thread is not None else section,
        author=user,
        text=text,
        parent=thread,
    )
    if thread is not None:
        mentions.settle(row, thread, user)
    people, unknown = mentions.mentioned(text, row.round, row.level)
    mentions.ask(row, remark, people, user)
    record(
        request, "comment.created", remark, round_=row.round, actor=user, level=row.level,
        scenario=row.slug, version=remark.version, section=remark.section,
    )  # fmt: skip
    return remark, unknown


@transaction.atomic
def resolve_comment(request: HttpRequest, remark: Comment, *, resolved: bool = True) -> Comment:
    """Close a thread of remarks, or open it again."""
    thread = remark.parent or remark
    row = thread.scenario
    user = commenter(request, row.round)
    require_sight(user, row.level)
    thread = Comment.objects.select_for_update().get(pk=thread.pk)
    if (thread.resolved is not None) == resolved:
        return thread
    thread.resolved = timezone.now() if resolved else None
    thread.resolved_by = user if resolved else None
    thread.save(update_fields=["resolved", "resolved_by"])
    if resolved:
        mentions.settle(row, thread)
    action = "comment.resolved" if resolved else "comment.reopened"
    record(request, action, thread, round_=row.round, actor=user, level=row.level, scenario=row.slug)
    return thread


def attach(request: HttpRequest, row: Scenario, *, name: str, file: BinaryIO) -> Attachment:
    """Attach a file. Its content is on the disk before its row is written; an approved scenario is a draft again.

    Raises:
        RefusedError: not a kind that is allowed, too large, empty, there already, or the disk is full.
    """
    user = commenter(request, row.round, Action.WRITE)
    require_sight(user, row.level)
    kind = file_kinds.kind_of(file, name)
    clean = file_kinds.clean_name(name, kind)
    with transaction.atomic():
        writer(request, row.round_id, Action.WRITE)
    sha256, size = attachment_store.store(file)
    with transaction.atomic():
        _, round_ = writer(request, row.round_id, Action.WRITE)
        row = Scenario.objects.select_for_update().get(pk=row.pk)
        require_sight(user, row.level)
        same = row.attachments.filter(sha256=sha256, removed__isnull=True).first()
        if same is not None:
            raise RefusedError(
                Text(
                    nl=f"Dit bestand is er al, als {same.name}.",
                    en=f"This file is there already, as {same.name}.",
                )
            )
        added = Attachment.objects.create(
            scenario=row, name=clean, media_type=kind.media_type, size=size, sha256=sha256, uploaded_by=user
        )
        _review_again(row, user, f"Bijlage toegevoegd / Attachment added: {clean}")
        record(
            request, "attachment.added", added, round_=round_, actor=user, level=row.level,
            scenario=row.slug, sha256=sha256, size=size,
        )  # fmt: skip
    return added


@transaction.atomic
def remove_attachment(request: HttpRequest, attachment: Attachment) -> Attachment:
    """Mark an attachment as removed; the file stays, for the history."""
    user, round_ = writer(request, attachment.scenario.round_id, Action.WRITE)
    row = Scenario.objects.select_for_update().get(pk=attachment.scenario_id)
    require_sight(user, row.level)
    found = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if found.removed is None:
        found.removed, found.removed_by = timezone.now(), user
        found.save(update_fields=["removed", "removed_by"])
        _review_again(row, user, f"Bijlage verwijderd / Attachment removed: {found.name}")
        record(
            request, "attachment.removed", found, round_=round_, actor=user, level=row.level,
            scenario=row.slug, sha256=found.sha256,
        )  # fmt: skip
    return found


def _review_again(row: Scenario, user: Any, reason: str) -> None:
    """What a reviewer saw has changed."""
    if row.review_state in {ReviewState.APPROVED, ReviewState.IN_REVIEW}:
        values = {"review_state": ReviewState.DRAFT, "author": user, "written": timezone.now()}
        merging.change_row(row, row.version, user, reason, values)


@transaction.atomic
def save_source(
    request: HttpRequest, round_: Round, *, key: str, source: dossier.Source, version: int | None = None
) -> Source:
    """Add a source to the list of a round, or change one.

    Args:
        request: of whoever acts.
        round_: the round.
        key: short name under which scenarios cite it.
        source: title, author, year and reference.
        version: that the change is based on; None for a new source.

    Raises:
        InputError: the key is taken, or is none.
        StaleVersionError: somebody changed it meanwhile.
        Source.DoesNotExist: there is none to change.
    """
    user, round_ = writer(request, round_.pk, Action.WRITE)
    values = {"title": source.title, "author": source.author, "year": source.year, "reference": source.reference}
    if version is None:
        try:
            with transaction.atomic():
                row = Source.objects.create(round=round_, key=key, **values)
        except IntegrityError as error:
            raise InputError([_taken("key", key)]) from error
    else:
        row = Source.objects.get(round=round_, key=key)
        row = row.change(version, **values)
    round_.touch(Reach.REPORTS)
    record(request, "source.created" if version is None else "source.changed", row, actor=user, key=key)
    return row


def source_from(data: dict[str, Any]) -> dossier.Source:
    """Return a source, checked by the library.

    Raises:
        InputError: with one problem per mistake.
    """
    return validate(dossier.Source, YamlSource("source", data, {}))


def _taken(field: str, value: str) -> Problem:
    message = Text(
        nl="deze naam is al in gebruik in deze ronde; kies een andere.",
        en="this name is already used in this round; choose another.",
    )
    return Problem("scenario", message, field=field, value=value)
