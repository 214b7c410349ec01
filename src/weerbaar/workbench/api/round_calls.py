# SPDX-License-Identifier: EUPL-1.2
"""Rounds: which there are, their data, their phases, and the round as a dossier."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from weerbaar.workbench.accounts.models import Region
from weerbaar.workbench.accounts.permissions import Action, round_for, visible_rounds
from weerbaar.workbench.api import schemas
from weerbaar.workbench.api.forms import cleaned
from weerbaar.workbench.api.openapi import file_of
from weerbaar.workbench.api.opening import caller, file, open_round, plain_json, read_round, within_scopes
from weerbaar.workbench.api.schemas import (
    GivenMoment,
    In,
    Moment,
    Out,
    Page,
    Paging,
    Slug,
    Words,
    about,
    columns,
    level_name,
    level_of,
    paged,
)
from weerbaar.workbench.exchange.verbs import export_round
from weerbaar.workbench.rounds import verbs
from weerbaar.workbench.rounds.forms import BasisForm, DeadlinesForm, SettingsForm, managed_regions, manages_everywhere
from weerbaar.workbench.rounds.models import Round

router = Router(tags=["rounds"], by_alias=True)
Title = Annotated[str, Field(min_length=1, max_length=300)]
Name = Annotated[str, Field(max_length=300)]
_TEXTS = ("title", "organisation", "statement", "introduction")


class RoundOut(Out):
    """A round of assessment."""

    slug: str
    title: schemas.Pair
    label: str
    year: int
    organisation: schemas.Pair
    method: str
    phase: str
    level: schemas.LevelName
    region: int | None
    score_by: Moment | None
    revise_by: Moment | None
    decide_by: Moment | None
    version: int
    inputs: int


class RoundDetail(RoundOut):
    """A round with all its data."""

    published_on: date | None
    language: str
    scores: str
    statement: schemas.Pair
    introduction: schemas.Pair
    earlier: list[str]
    weight_profile: str
    previous: str | None
    created: Moment


class RoundIn(In):
    """A new round."""

    title: Words
    label: Annotated[str, Field(min_length=1, max_length=60)]
    year: Annotated[int, Field(ge=1900, le=2200)]
    organisation: Words
    method: Annotated[str, Field(max_length=60)]
    slug: Slug | None = None
    level: schemas.LevelName = "internal"
    region: Annotated[int, Field(ge=1, le=25, description="Number of the safety region")] | None = None
    copy_from: Slug | None = None
    keep_approval: bool = False
    score_by: GivenMoment | None = None
    revise_by: GivenMoment | None = None
    decide_by: GivenMoment | None = None


class RoundChange(In):
    """What changes of a round; what is left out stays."""

    version: schemas.Version
    title: Words | None = None
    label: Annotated[str, Field(max_length=60)] | None = None
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    organisation: Words | None = None
    method: Annotated[str, Field(max_length=60)] | None = None
    level: schemas.LevelName | None = None
    region: Annotated[int, Field(ge=1, le=25)] | None = None
    weight_profile: Annotated[str, Field(max_length=80)] | None = None
    statement: Words | None = None
    introduction: Words | None = None
    score_by: GivenMoment | None = None
    revise_by: GivenMoment | None = None
    decide_by: GivenMoment | None = None


class PhaseChange(In):
    """A step to another phase."""

    version: schemas.Version
    step: Literal["open-scoring", "give-feedback", "close-scoring", "reopen"]
    reason: Annotated[str, Field(max_length=2_000)] = ""


class RoundFilter(Paging):
    """Which rounds."""

    phase: Literal["setup", "scoring", "feedback", "closed", "signed"] | None = None
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None


class DossierQuery(In):
    """How a dossier leaves."""

    format: Literal["zip", "json"] = "zip"
    level: schemas.LevelName | None = None
    names: bool = False


def shown(row: Round, kind: type[RoundOut] = RoundOut) -> Any:
    """Return a round as a program gets it."""
    given: dict[str, Any] = {
        "title": columns(row, "title"),
        "organisation": columns(row, "organisation"),
        "level": level_name(row.level),
        "region": row.region.number if row.region else None,
    }
    if kind is RoundDetail:
        given |= {name: columns(row, name) for name in ("statement", "introduction")}
        given["previous"] = row.previous.slug if row.previous else None
    return kind.of(row, **given)


def detail(request: HttpRequest, row: Round) -> RoundDetail:
    """Return all of a round; an earlier one that the caller may not see is not named."""
    found: RoundDetail = shown(row, RoundDetail)
    known = set(
        visible_rounds(caller(request))
        .filter(slug__in=[*row.earlier, found.previous or ""])
        .values_list("slug", flat=True)
    )
    if found.previous not in known:
        found.previous = None
    found.earlier = [slug for slug in found.earlier if slug in known]
    return found


@router.get("/rounds", response=Page[RoundOut], **about("listRounds", "Rounds that you may read, newest first"))
def list_rounds(request: HttpRequest, chosen: Query[RoundFilter]) -> Any:
    """Return them, a page at a time."""
    rows = visible_rounds(caller(request)).select_related("region")
    given = {"phase": chosen.phase, "year": chosen.year}
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    return paged(request, rows, chosen, shown)


@router.post(
    "/rounds", response={201: RoundDetail}, **about("createRound", "Make a round, empty or from an earlier one")
)
def create_round(request: HttpRequest, given: RoundIn) -> Any:
    """Make it; whoever makes it becomes its administrator."""
    user = caller(request)
    # Who manages one region may make rounds for that region; the form sees to it that it is that one.
    if not within_scopes(request, Action.MANAGE) or not (manages_everywhere(user) or managed_regions(user).exists()):
        raise PermissionDenied
    data = _form_data(given.model_dump(exclude={"slug", "copy_from", "keep_approval"}))
    basis = cleaned(BasisForm(data, user=user), "round")
    moments = cleaned(DeadlinesForm(data), "round")
    earlier = round_for(user, given.copy_from) if given.copy_from else None
    made = verbs.make_round(
        request, slug=given.slug or "", copy_from=earlier, keep_approval=given.keep_approval, **basis, **moments
    )
    return detail(request, made)


@router.get("/rounds/{slug:round_slug}", response=RoundDetail, **about("getRound", "One round"))
def get_round(request: HttpRequest, round_slug: str) -> Any:
    """Return all its data."""
    return detail(request, read_round(request, round_slug))


@router.patch("/rounds/{slug:round_slug}", response=RoundDetail, **about("changeRound", "Change the data of a round"))
def change_round(request: HttpRequest, round_slug: str, given: RoundChange) -> Any:
    """Change what is given, where the version is the newest one."""
    row = open_round(request, round_slug, Action.MANAGE)
    now = {name: getattr(row, name) for name in SettingsForm.FIELDS}
    now |= {"region": row.region_id, "version": given.version}
    sent = _form_data(given.model_dump(exclude_unset=True, exclude={"version"}))
    values = cleaned(SettingsForm({**now, **sent}, user=caller(request), round_=row), "round")
    verbs.change_round(request, row, given.version, **{name: values[name] for name in SettingsForm.FIELDS})
    return detail(request, row)


@router.post(
    "/rounds/{slug:round_slug}/phase-changes",
    response=RoundDetail,
    **about("changePhase", "Take a step to another phase"),
)
def change_phase(request: HttpRequest, round_slug: str, given: PhaseChange) -> Any:
    """Take the step; a reason is needed where something is not ready."""
    row = open_round(request, round_slug, Action.FACILITATE, Action.MANAGE)
    verbs.STEPS[given.step.replace("-", "_")](request, row, given.version, reason=given.reason)
    return detail(request, row)


@router.get(
    "/rounds/{slug:round_slug}/dossier",
    openapi_extra=file_of("application/zip", "application/json"),
    **about("getDossier", "The whole round as a dossier, in a zip or as JSON"),
)
def get_dossier(request: HttpRequest, round_slug: str, chosen: Query[DossierQuery]) -> HttpResponse:
    """Return what the caller may see of it; names of experts only where asked for and allowed."""
    row = open_round(request, round_slug, Action.EXPORT)
    level = level_of(chosen.level) if chosen.level else None
    made = export_round(request, row, form="dossier", level=level, names=chosen.names)
    if chosen.format == "zip":
        return file(made.content, made.name, made.media_type)
    from weerbaar.workbench.rounds.conversion import dossier_of

    return plain_json(dossier_of(row, level=made.level, names=chosen.names).model_dump_json(by_alias=True).encode())


def _form_data(sent: dict[str, Any]) -> dict[str, Any]:
    """Return data of the API under the names of the forms of the pages."""
    found: dict[str, Any] = {}
    for name, value in sent.items():
        if name in _TEXTS:
            texts = value or {"nl": "", "en": ""}
            found |= {f"{name}_nl": texts["nl"], f"{name}_en": texts["en"]}
        elif name == "level":
            found[name] = level_of(value) if value else ""
        elif name == "region":
            found[name] = Region.objects.filter(number=value).values_list("pk", flat=True).first() if value else ""
        else:
            found[name] = "" if value is None else value
    return found
