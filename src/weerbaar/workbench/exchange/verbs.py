# SPDX-License-Identifier: EUPL-1.2
"""Every write of exchange: rounds out, files in. Pages and the API call these; webhooks have verbs of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.dossier import Dossier
from weerbaar.workbench.accounts.models import Region, User
from weerbaar.workbench.accounts.own_first import OWN_FIRST
from weerbaar.workbench.accounts.permissions import ALLOWED, Action, may, require, waits
from weerbaar.workbench.audit import log
from weerbaar.workbench.exchange import uploads
from weerbaar.workbench.exchange.checking import Checked, check, problem_data
from weerbaar.workbench.exchange.comparing import Plan, by_number_only, plan_of
from weerbaar.workbench.exchange.exporting import FORMS, content_of
from weerbaar.workbench.exchange.merging import Chosen, Taken, merge
from weerbaar.workbench.exchange.models import Upload
from weerbaar.workbench.reports.levels import level_for, levels_in
from weerbaar.workbench.rounds.conversion import dossier_of, round_from
from weerbaar.workbench.rounds.models import Round


class NotNowError(WeerbaarError):
    """The round takes nothing in now, or changed since somebody looked."""


@dataclass(frozen=True)
class Exported:
    """A file that leaves; ``level`` of the most confidential thing in it."""

    name: str
    media_type: str
    content: bytes
    level: int


def export_round(
    request: HttpRequest, round_: Round, *, form: str = "dossier", level: int | None = None, names: bool = False
) -> Exported:
    """Return a round as a file, and write to the log that it left.

    Args:
        request: of who asks.
        round_: the round.
        form: one of :data:`weerbaar.workbench.exchange.exporting.FORMS`. Outcomes leave as a report in JSON.
        level: "for this level"; None for all that this person may see.
        names: with the names of the experts, for who may see the panel; anybody else gets numbers.

    Raises:
        PermissionDenied: this person may not export this round, or not with names.
        KeyError: there is no such form.
        InputError: the round cannot be written in this form, or holds answers that this person may not see yet.
    """
    user = _person(request, Action.EXPORT, round_, blind=True)
    if waits(user, round_):
        raise InputError([Problem("export", OWN_FIRST)])
    if names and not may(user, Action.SEE_PANEL, round_):
        raise PermissionDenied
    found = FORMS[form]
    up_to = level_for(levels_in(round_), user, level)
    content = content_of(round_, form, level=up_to, names=names)
    log.record(request, "round.exported", round_, level=up_to, form=form, names=names, octets=len(content))
    return Exported(f"{round_.slug}.{found.ending}", found.media_type, content, up_to)


def check_upload(request: HttpRequest, round_: Round | None, *, name: str, content: bytes) -> Upload:
    """Check a file and keep it until somebody decides; what is wrong with it stands in ``problems``.

    A file that can be nothing at all (empty, of another kind) is not kept: it has no ``sha256`` then, and no row.

    Args:
        request: of who brings it.
        round_: the round it is for; None where it becomes a new one.
        name: of the file.
        content: its bytes.

    Raises:
        PermissionDenied: this person takes nothing in here.
        NotNowError: the round is closed.
    """
    user = _importer(request, round_)
    if round_ is not None:
        _require_open(round_)
    safe = uploads.safe_name(name)
    uploads.forget_old()
    try:
        checked = check(safe, content, None if round_ is None else _base(round_, user))
    except InputError as error:
        return Upload(round=round_, user=user, name=safe, size=len(content), problems=problem_data(error.problems))
    upload = Upload.objects.create(
        round=round_,
        user=user,
        name=safe,
        kind=checked.kind,
        sha256=uploads.keep(content),
        size=len(content),
        problems=problem_data(checked.problems),
    )
    log.record(
        request, "upload.checked", upload, round_=round_, name=safe, octets=len(content), errors=len(checked.errors)
    )
    return upload


def read_upload(upload: Upload, user: User) -> Checked:
    """Read an upload once more, against the round as it is now.

    Raises:
        InputError: the file is gone.
    """
    return _read(upload, upload.round, user)


def _read(upload: Upload, round_: Round | None, user: User) -> Checked:
    with uploads.on_disk(upload) as place:
        content = place.read_bytes()
    return check(upload.name, content, None if round_ is None else _base(round_, user))


def plan_for(upload: Upload, round_: Round, user: User) -> Plan:
    """Return what taking an upload in would change in a round.

    Raises:
        InputError: the file has errors.
    """
    checked, plan = look(upload, round_, user)
    if plan is None:
        raise InputError(checked.errors)
    return plan


def look(upload: Upload, round_: Round, user: User) -> tuple[Checked, Plan | None]:
    """Return what is in an upload and, where it has no errors, what taking it in would change.

    Raises:
        InputError: the file is gone.
    """
    checked = _read(upload, round_, user)
    if checked.dossier is None:
        return checked, None
    if waits(user, round_) and checked.dossier.judgements:
        # What differs from a guess would tell what others answered.
        left_out = Problem("judgements", _LEFT_OUT, OWN_FIRST, severity="warning")
        without = checked.dossier.model_copy(update={"judgements": ()})
        checked = replace(checked, dossier=without, problems=(*checked.problems, left_out))
    names = may(user, Action.SEE_PANEL, round_)
    plan = plan_of(_base(round_, user), checked.dossier, round_, names=names)  # type: ignore[arg-type]
    told = plan.doubts if checked.kind == "dossier" else by_number_only(plan, round_)
    return replace(checked, problems=(*checked.problems, *told)), plan


def import_round(request: HttpRequest, upload: Upload, *, slug: str, level: int, region: Region | None = None) -> Round:
    """Make a new round of an uploaded dossier.

    Args:
        request: of who brings it.
        upload: of a dossier, for no round.
        slug: address of the new round.
        level: confidentiality, at most one's own clearance.
        region: whose round it is; None for a national one.

    Raises:
        PermissionDenied: this person takes in nothing for this region, or not at this level.
        InputError: the file has errors, or the address is in use.
    """
    user = _importer(request, None)
    if upload.round is not None or upload.user_id != user.pk or level > user.clearance:
        raise PermissionDenied
    if not may(user, Action.IMPORT) and (region is None or region.pk not in importing_regions(user)):
        raise PermissionDenied
    checked = read_upload(upload, user)
    if checked.dossier is None:
        raise InputError(checked.errors)
    with transaction.atomic():
        if Round.objects.filter(slug=slug).exists():
            raise InputError([_taken(slug)])
        dossier = checked.dossier.model_copy(update={"round": checked.dossier.round.model_copy(update={"id": slug})})
        made = round_from(dossier, slug=slug, by=user, level=level, region=region)
        name, octets = upload.name, upload.size
        uploads.forget(upload)
        log.record(
            request,
            "round.imported",
            made,
            round_=made,
            level=level,
            file=name,
            octets=octets,
            scenarios=len(dossier.scenarios),
            judgements=sum(len(s.judgements) for s in dossier.judgements),
        )
    return made


def merge_into(
    request: HttpRequest, upload: Upload, round_: Round, chosen: Chosen, *, inputs: int | None = None
) -> Taken:
    """Take the chosen part of an upload into a round, all of it or nothing.

    Args:
        request: of who brings it.
        upload: that was checked for this round.
        round_: the round; its fields are brought up to date.
        chosen: what to take.
        inputs: ``Round.inputs`` that the choice was made on; a change since then stops it. None does not ask.

    Raises:
        PermissionDenied: this person takes nothing in here.
        NotNowError: the round is closed, or changed since the choice was made.
        InputError: the file has errors, or the choice does not fit the round.
    """
    user = _importer(request, round_)
    if upload.round_id != round_.pk or upload.user_id != user.pk:
        raise PermissionDenied
    with transaction.atomic():
        held = Round.objects.select_for_update().get(pk=round_.pk)
        _require_open(held)
        if inputs is not None and inputs != held.inputs:
            raise NotNowError(_CHANGED)
        plan = plan_for(upload, held, user)
        taken = merge(held, plan, chosen, user)
        held.touch()
        name, octets = upload.name, upload.size
        uploads.forget(upload)
        log.record(request, "round.merged", held, round_=held, file=name, octets=octets, **taken.as_dict())
    round_.refresh_from_db()
    return taken


def discard_upload(request: HttpRequest, upload: Upload) -> None:
    """Remove an upload that is not taken in.

    Raises:
        PermissionDenied: it is somebody else's.
    """
    if upload.user_id != request.user.pk:
        raise PermissionDenied
    uploads.forget(upload)


def importing_regions(user: User) -> list[int]:
    """Return the regions in which this person may take in new rounds, besides everywhere."""
    return [
        grant.region_id
        for grant in user.grants.all()
        if grant.region_id is not None and Action.IMPORT in ALLOWED[grant.role]  # type: ignore[index]
    ]


def may_import_new(user: User) -> bool:
    """Whether this person may take in new rounds somewhere."""
    return may(user, Action.IMPORT) or (user.is_active and bool(importing_regions(user)))


def _base(round_: Round, user: User) -> Dossier:
    """Return the round as this person may know it: without answers for who still scores blind."""
    found = dossier_of(round_, level=user.clearance, names=may(user, Action.SEE_PANEL, round_))
    return found.model_copy(update={"judgements": ()}) if waits(user, round_) else found


def _importer(request: HttpRequest, round_: Round | None) -> User:
    if round_ is not None:
        return _person(request, Action.IMPORT, round_)
    user = request.user
    if not isinstance(user, User) or not may_import_new(user):
        raise PermissionDenied
    return user


def _person(request: HttpRequest, action: Action, round_: Round, *, blind: bool = False) -> User:
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    require(user, action, round_, blind=blind)
    return user


def _require_open(round_: Round) -> None:
    if round_.is_closed:
        raise NotNowError(_CLOSED)


def _taken(slug: str) -> Problem:
    return Problem(
        "dossier.yaml",
        Text(nl="dit adres is al in gebruik.", en="this address is in use already."),
        Text(nl="Kies een ander adres voor de nieuwe ronde.", en="Choose another address for the new round."),
        field="id",
        value=slug,
    )


_CLOSED = Text(
    nl="De ronde is gesloten: de oordelen liggen vast. Laat de begeleider haar eerst heropenen.",
    en="The round is closed: the judgements are final. Have the facilitator reopen it first.",
)
_LEFT_OUT = Text(
    nl="de oordelen in het bestand worden niet overgenomen.", en="the judgements in the file are not taken over."
)
_CHANGED = Text(
    nl="De ronde is gewijzigd nadat u uw keuze maakte. Bekijk het overzicht opnieuw; er is niets overgenomen.",
    en="The round changed after you made your choice. Look at the overview again; nothing was taken over.",
)
