# SPDX-License-Identifier: EUPL-1.2
"""Rounds out and files in: first checked, then taken in, in two calls."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Query, Router, UploadedFile
from pydantic import Field

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.models import Region
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.openapi import file_of
from weerbaar.workbench.api.opening import caller, file, open_round, within_scopes
from weerbaar.workbench.api.problems import one_by_one
from weerbaar.workbench.api.round_calls import RoundDetail, detail
from weerbaar.workbench.api.schemas import (
    In,
    LevelName,
    Moment,
    Out,
    Page,
    Paging,
    Pair,
    Slug,
    about,
    level_of,
    paged,
    pair,
)
from weerbaar.workbench.exchange import verbs
from weerbaar.workbench.exchange.checking import problems_from
from weerbaar.workbench.exchange.exporting import FORMS
from weerbaar.workbench.exchange.merging import Chosen, everything
from weerbaar.workbench.exchange.models import Upload
from weerbaar.workbench.exchange.problem_report import report_csv
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language, say

router = Router(tags=["exchange"], by_alias=True)
Id = Annotated[str, Field(max_length=100)]


class ExportQuery(In):
    """In which form, for which level, and whether with the names of the experts."""

    form: Literal["dossier", "workbook", "csv"] = "dossier"
    level: LevelName | None = None
    names: bool = False


class UploadOut(Out):
    """A file that was checked, and waits."""

    id: int
    name: str
    kind: str
    size: int
    created: Moment
    problems: list[dict[str, Any]]


class TextChangeOut(Out):
    """A scenario that comes or changes."""

    scenario: str
    is_new: bool


class ExpertChangeOut(Out):
    """What happens to the judgements of an expert."""

    expert: str
    is_new: bool
    new: int
    changed: int
    gone: int


class UploadDetail(UploadOut):
    """A file that was checked, with what it would change; ``inputs`` is the state of the round that this holds for."""

    scenarios: list[TextChangeOut]
    experts: list[ExpertChangeOut]
    header: bool
    inputs: int | None


class NewRoundOut(UploadOut):
    """A dossier that was checked, with the round that it would make; null where it has errors."""

    title: Pair | None
    slug: str | None
    scenarios: int
    experts: int


class MergeIn(In):
    """What is taken in; with ``everything`` all that is new or changed, and nothing is removed."""

    everything: bool = False
    scenarios: list[Id] = Field(default=[], max_length=5_000)
    experts: list[Id] = Field(default=[], max_length=5_000)
    header: bool = False
    remove: bool = False
    inputs: Annotated[int, Field(ge=0, le=2**53)] | None = None


class TakenOut(Out):
    """How much was written."""

    scenarios_new: int
    scenarios_changed: int
    judgements_new: int
    judgements_changed: int
    judgements_removed: int
    header: bool


class NewRoundIn(In):
    """The round that a dossier becomes."""

    slug: Slug
    level: LevelName = "internal"
    region: Annotated[int, Field(ge=1, le=25)] | None = None


def upload_out(row: Upload) -> UploadOut:
    """Return a checked file as a program gets it."""
    return UploadOut.of(row, problems=one_by_one(problems_from(row.problems)))


def _checked(request: HttpRequest, round_: Round | None, given: UploadedFile) -> UploadOut:
    """Check a file and keep it.

    Raises:
        InputError: it is of a kind that is not taken.
    """
    content = given.read()
    found = verbs.check_upload(request, round_, name=given.name or "", content=content)
    if found.pk is None:
        raise InputError(problems_from(found.problems))
    return upload_out(found)


def _upload(request: HttpRequest, pk: int, round_: Round | None) -> Upload:
    return get_object_or_404(Upload.objects.select_related("round"), pk=pk, round=round_, user=caller(request))


def _report(found: Upload) -> HttpResponse:
    content = report_csv(problems_from(found.problems), language())
    return file(content, f"{say('meldingen', 'messages')}-{found.pk}.csv", "text/csv; charset=utf-8")


def _new(request: HttpRequest) -> None:
    if not within_scopes(request, Action.IMPORT) or not verbs.may_import_new(caller(request)):
        raise PermissionDenied


@router.get(
    "/rounds/{slug:round_slug}/export",
    openapi_extra=file_of(*sorted({form.media_type.partition(";")[0] for form in FORMS.values()})),
    **about("exportRound", "The round as a file"),
)
def export(request: HttpRequest, round_slug: str, chosen: Query[ExportQuery]) -> HttpResponse:
    """Return it; the log tells that it left."""
    round_ = open_round(request, round_slug, Action.EXPORT)
    level = level_of(chosen.level) if chosen.level else None
    made = verbs.export_round(request, round_, form=chosen.form, level=level, names=chosen.names)
    return file(made.content, made.name, made.media_type)


@router.get(
    "/rounds/{slug:round_slug}/imports",
    response=Page[UploadOut],
    **about("listImports", "Your files that wait, for a round"),
)
def list_imports(request: HttpRequest, round_slug: str, paging: Query[Paging]) -> Any:
    """Return them, newest first."""
    round_ = open_round(request, round_slug, Action.IMPORT)
    return paged(request, Upload.objects.filter(round=round_, user=caller(request)), paging, upload_out)


@router.post(
    "/rounds/{slug:round_slug}/imports", response={201: UploadOut}, **about("checkImport", "Check a file for a round")
)
def check_import(request: HttpRequest, round_slug: str, given: File[UploadedFile]) -> Any:
    """Check a dossier, a workbook or a CSV file, and keep it for a day."""
    return _checked(request, open_round(request, round_slug, Action.IMPORT), given)


@router.get(
    "/rounds/{slug:round_slug}/imports/{int:import_id}",
    response=UploadDetail,
    **about("getImport", "What a file would change in the round"),
)
def get_import(request: HttpRequest, round_slug: str, import_id: int) -> Any:
    """Return it, against the round as it is now."""
    round_ = open_round(request, round_slug, Action.IMPORT)
    found = _upload(request, import_id, round_)
    checked, plan = verbs.look(found, round_, caller(request))
    experts = plan.experts if plan is not None else ()
    return UploadDetail.of(
        found,
        problems=one_by_one(checked.problems),
        scenarios=[TextChangeOut(scenario=t.scenario.id, is_new=t.is_new) for t in plan.texts] if plan else [],
        experts=[
            ExpertChangeOut(expert=e.id, is_new=e.is_new, new=len(e.new), changed=len(e.changed), gone=len(e.gone))
            for e in experts
        ],
        header=plan.header if plan is not None else False,
        inputs=round_.inputs,
    )


@router.get(
    "/rounds/{slug:round_slug}/imports/{int:import_id}/problems",
    openapi_extra=file_of("text/csv"),
    **about("getImportProblems", "The validation report of a file as CSV, for whoever repairs it"),
)
def get_import_problems(request: HttpRequest, round_slug: str, import_id: int) -> HttpResponse:
    """Return what was found when it came."""
    return _report(_upload(request, import_id, open_round(request, round_slug, Action.IMPORT)))


@router.post(
    "/rounds/{slug:round_slug}/imports/{int:import_id}/confirmations",
    response=TakenOut,
    **about("confirmImport", "Take in what was chosen, all of it or nothing"),
)
def confirm_import(request: HttpRequest, round_slug: str, import_id: int, given: MergeIn) -> Any:
    """Take it in; the file is then gone."""
    round_ = open_round(request, round_slug, Action.IMPORT)
    found = _upload(request, import_id, round_)
    if given.everything:
        chosen = everything(verbs.plan_for(found, round_, caller(request)))
    else:
        chosen = Chosen(frozenset(given.scenarios), frozenset(given.experts), given.header, given.remove)
        if not (chosen.scenarios or chosen.experts or chosen.header):
            text = Text(nl="kies wat u wilt overnemen.", en="choose what you want to take over.")
            raise InputError([Problem("import", text, field="scenarios")])
    return TakenOut.of(verbs.merge_into(request, found, round_, chosen, inputs=given.inputs))


@router.delete(
    "/rounds/{slug:round_slug}/imports/{int:import_id}",
    response={204: None},
    **about("discardImport", "Remove a file that is not taken in"),
)
def discard_import(request: HttpRequest, round_slug: str, import_id: int) -> Any:
    """Remove it."""
    verbs.discard_upload(request, _upload(request, import_id, open_round(request, round_slug, Action.IMPORT)))


@router.post(
    "/imports", response={201: UploadOut}, **about("checkNewRound", "Check a dossier that becomes a new round")
)
def check_new_round(request: HttpRequest, given: File[UploadedFile]) -> Any:
    """Check it, and keep it for a day."""
    _new(request)
    return _checked(request, None, given)


@router.get("/imports", response=Page[UploadOut], **about("listNewRounds", "Your dossiers that wait to become a round"))
def list_new_rounds(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Return them, newest first."""
    _new(request)
    return paged(request, Upload.objects.filter(round=None, user=caller(request)), paging, upload_out)


@router.get("/imports/{int:import_id}", response=NewRoundOut, **about("getNewRound", "What round a dossier would make"))
def get_new_round(request: HttpRequest, import_id: int) -> Any:
    """Return it with what is wrong with the dossier."""
    _new(request)
    found = _upload(request, import_id, None)
    checked = verbs.read_upload(found, caller(request))
    dossier = checked.dossier
    return NewRoundOut.of(
        found,
        problems=one_by_one(checked.problems),
        title=pair(dossier.round.title) if dossier else None,
        slug=dossier.round.id if dossier else None,
        scenarios=len(dossier.scenarios) if dossier else 0,
        experts=len(dossier.judgements) if dossier else 0,
    )


@router.get(
    "/imports/{int:import_id}/problems",
    openapi_extra=file_of("text/csv"),
    **about("getNewRoundProblems", "The validation report of a dossier as CSV"),
)
def get_new_round_problems(request: HttpRequest, import_id: int) -> HttpResponse:
    """Return what was found when it came."""
    _new(request)
    return _report(_upload(request, import_id, None))


@router.post(
    "/imports/{int:import_id}/confirmations",
    response={201: RoundDetail},
    **about("importRound", "Make a round of a dossier that was checked"),
)
def import_round(request: HttpRequest, import_id: int, given: NewRoundIn) -> Any:
    """Make it."""
    _new(request)
    region = get_object_or_404(Region, number=given.region) if given.region else None
    found = _upload(request, import_id, None)
    return detail(
        request, verbs.import_round(request, found, slug=given.slug, level=level_of(given.level), region=region)
    )


@router.delete(
    "/imports/{int:import_id}", response={204: None}, **about("discardNewRound", "Remove a dossier that waits")
)
def discard_new_round(request: HttpRequest, import_id: int) -> Any:
    """Remove it."""
    _new(request)
    verbs.discard_upload(request, _upload(request, import_id, None))
