# SPDX-License-Identifier: EUPL-1.2
"""Scenarios with their storylines and their versions."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import Field

from weerbaar import dossier
from weerbaar.base import YamlSource, validate
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.opening import caller, open_round, open_scenario
from weerbaar.workbench.api.schemas import (
    In,
    LevelName,
    Moment,
    Out,
    Page,
    Paging,
    Pair,
    Slug,
    Version,
    Words,
    about,
    columns,
    level_name,
    level_of,
    paged,
    pair,
    who,
)
from weerbaar.workbench.library import verbs, withdrawing
from weerbaar.workbench.library.models import WITHDRAWN, ReviewState, Scenario
from weerbaar.workbench.library.naming import named_by
from weerbaar.workbench.library.reading import note_reading
from weerbaar.workbench.library.rules import hidden_slugs, visible

router = Router(tags=["scenarios"], by_alias=True)
Mark = Annotated[str, Field(max_length=20)]
Number = Annotated[int, Field(ge=1, le=2_000_000_000)]


class ScenarioOut(Out):
    """A scenario, as it stands in a list."""

    id: str
    title: Pair
    theme: Pair
    kind: str
    status: str
    level: LevelName
    review_state: str
    version: int
    changed: Moment


class ScenarioDetail(ScenarioOut):
    """A scenario with its storyline. The keys of ``storyline`` are the sections of the dossier."""

    kind_mark: str
    round_label: str
    time_horizon_years: float | None
    vital: list[str]
    links: list[dict[str, Any]]
    sources: list[str]
    mark: str
    note: Pair
    storyline: dict[str, dict[str, str]]
    author: str | None
    written: Moment


class ScenarioIn(In):
    """A whole scenario. ``links`` and ``storyline`` are as the dossier has them."""

    title: Words
    kind: Literal["hazard", "threat"]
    theme: Words | None = None
    kind_mark: Mark = "found"
    status: Literal["active", "retired", "draft", "rejected"] = "active"
    round_label: Annotated[str, Field(max_length=60)] | None = None
    time_horizon_years: Annotated[float, Field(gt=0)] | None = None
    vital: list[str] = Field(default=[], max_length=200)
    links: list[dict[str, Any]] = Field(default=[], max_length=1_000)
    sources: list[str] = Field(default=[], max_length=1_000)
    mark: Mark = "found"
    note: Words | None = None
    storyline: dict[str, Words] = {}


class NewScenario(ScenarioIn):
    """A new scenario."""

    id: Slug
    level: LevelName = "open"


class ScenarioChange(ScenarioIn):
    """A new version of a scenario."""

    version: Version
    level: LevelName | None = None
    reason: Annotated[str, Field(max_length=2_000)] = ""


class ScenarioFilter(Paging):
    """Which scenarios; those that were withdrawn only where ``status`` asks for them."""

    status: Literal["active", "retired", "draft", "rejected", "withdrawn"] | None = None
    kind: Literal["hazard", "threat"] | None = None
    review_state: Literal["draft", "in-review", "returned", "approved"] | None = None


class VersionOut(Out):
    """One version of a scenario."""

    version: int
    at: Moment
    by: str | None
    reason: str
    review_state: str


class RestoreIn(In):
    """Which version returns."""

    version: Version
    restore: Number


class WithdrawIn(In):
    """Why a scenario is taken out of the round."""

    version: Version
    reason: Annotated[str, Field(min_length=1, max_length=withdrawing.LONGEST_REASON)]


class ReinstateIn(In):
    """That a scenario is put back."""

    version: Version
    reason: Annotated[str, Field(max_length=withdrawing.LONGEST_REASON)] = ""


class WarningOut(Out):
    """A sentence to read before a scenario is withdrawn."""

    text: Pair


def shown(row: Scenario, kind: type[ScenarioOut] = ScenarioOut, hidden: frozenset[str] | set[str] = frozenset()) -> Any:
    """Return a scenario as a program gets it, without links to what the caller may not know of."""
    given: dict[str, Any] = {
        "id": row.slug,
        "title": columns(row, "title"),
        "theme": columns(row, "theme"),
        "level": level_name(row.level),
    }
    if kind is ScenarioDetail:
        given |= {
            "note": columns(row, "note"),
            "links": [link for link in row.links if link["scenario"] not in hidden],
            "storyline": row.story,
            "author": who(row.author),
        }
    return kind.of(row, **given)


def detail(request: HttpRequest, row: Scenario) -> ScenarioDetail:
    """Return all of a scenario that the caller may see."""
    found: ScenarioDetail = shown(row, ScenarioDetail, hidden_slugs(caller(request), row.round))
    return found


def scenario_from(given: ScenarioIn, id_: str) -> dossier.Scenario:
    """Return what was sent as the library has it.

    Raises:
        InputError: with one problem per mistake.
    """
    data = given.model_dump(exclude={"version", "level", "reason", "id"}, exclude_none=True)
    data["round"] = data.pop("round_label", None)
    return validate(dossier.Scenario, YamlSource("scenario", {**data, "id": id_}, {}))


@router.get(
    "/rounds/{slug:round_slug}/scenarios",
    response=Page[ScenarioOut],
    **about("listScenarios", "Scenarios of a round that you may see"),
)
def list_scenarios(request: HttpRequest, round_slug: str, chosen: Query[ScenarioFilter]) -> Any:
    """Return them by id."""
    round_ = open_round(request, round_slug)
    given = {name: getattr(chosen, name) for name in ("status", "kind", "review_state")}
    gone = chosen.status == WITHDRAWN
    rows = visible(caller(request), round_, withdrawn=gone).filter(
        **{name: v for name, v in given.items() if v is not None}
    )
    page = paged(request, rows.defer("story", "links"), chosen, lambda row: row)
    note_reading(request, max((row.level for row in page["items"]), default=0), "scenario.listed")
    page["items"] = [shown(row) for row in page["items"]]
    return page


@router.post(
    "/rounds/{slug:round_slug}/scenarios",
    response={201: ScenarioDetail},
    **about("createScenario", "Add a scenario, as a draft"),
)
def create_scenario(request: HttpRequest, round_slug: str, given: NewScenario) -> Any:
    """Add it."""
    round_ = open_round(request, round_slug, Action.WRITE)
    row = verbs.create_scenario(request, round_, scenario=scenario_from(given, given.id), level=level_of(given.level))
    return detail(request, row)


@router.get(
    "/rounds/{slug:round_slug}/scenarios/{slug:scenario}",
    response=ScenarioDetail,
    **about("getScenario", "One scenario with its storyline"),
)
def get_scenario(request: HttpRequest, round_slug: str, scenario: str) -> Any:
    """Return it."""
    return detail(request, open_scenario(request, round_slug, scenario))


@router.put(
    "/rounds/{slug:round_slug}/scenarios/{slug:scenario}",
    response=ScenarioDetail,
    **about("changeScenario", "Store a new version of a scenario"),
)
def change_scenario(request: HttpRequest, round_slug: str, scenario: str, given: ScenarioChange) -> Any:
    """Store it, where the version is the newest one; links that the caller may not see stay."""
    row = open_scenario(request, round_slug, scenario, Action.WRITE)
    level = level_of(given.level) if given.level else None
    changed = verbs.change_scenario(
        request,
        row,
        version=given.version,
        scenario=scenario_from(given, row.slug),
        level=level,
        reason=given.reason,
    )
    return detail(request, changed)


@router.get(
    "/rounds/{slug:round_slug}/scenarios/{slug:scenario}/versions",
    response=Page[VersionOut],
    **about("listScenarioVersions", "The versions of a scenario, newest first"),
)
def list_versions(request: HttpRequest, round_slug: str, scenario: str, paging: Query[Paging]) -> Any:
    """Return those that the caller may see: an old one can be more confidential."""
    row = open_scenario(request, round_slug, scenario)
    rows = _versions(request, row).select_related("history_user")

    def line(old: Any) -> VersionOut:
        return VersionOut(
            version=old.version,
            at=old.history_date,
            by=who(old.history_user),
            reason=old.history_change_reason or "",
            review_state=ReviewState(old.review_state).value,
        )

    return paged(request, rows, paging, line)


@router.get(
    "/rounds/{slug:round_slug}/scenarios/{slug:scenario}/versions/{int:number}",
    response=ScenarioDetail,
    **about("getScenarioVersion", "A scenario as it was in one version"),
)
def get_version(request: HttpRequest, round_slug: str, scenario: str, number: int) -> Any:
    """Return it."""
    row = open_scenario(request, round_slug, scenario)
    old = _version(request, row, number)
    return shown(old, ScenarioDetail, hidden_slugs(caller(request), row.round))


@router.post(
    "/rounds/{slug:round_slug}/scenarios/{slug:scenario}/restorations",
    response=ScenarioDetail,
    **about("restoreScenarioVersion", "Make an old version the newest one"),
)
def restore_version(request: HttpRequest, round_slug: str, scenario: str, given: RestoreIn) -> Any:
    """Restore it, as a new version."""
    row = open_scenario(request, round_slug, scenario, Action.WRITE)
    _version(request, row, given.restore)
    return detail(request, verbs.restore_version(request, row, version=given.version, restore=given.restore))


@router.get(
    "/rounds/{slug:round_slug}/scenarios/{slug:scenario}/withdrawal-warnings",
    response=list[WarningOut],
    **about("listWithdrawalWarnings", "What names a scenario, and no longer counts once it is withdrawn"),
)
def list_withdrawal_warnings(request: HttpRequest, round_slug: str, scenario: str) -> Any:
    """Return it, of what the caller may see."""
    row = open_scenario(request, round_slug, scenario, Action.WRITE)
    return [WarningOut(text=pair(text)) for text in named_by(caller(request), row)]


@router.post(
    "/rounds/{slug:round_slug}/scenarios/{slug:scenario}/withdrawals",
    response=ScenarioDetail,
    **about("withdrawScenario", "Take a scenario out of the round; nothing of it is deleted"),
)
def withdraw_scenario(request: HttpRequest, round_slug: str, scenario: str, given: WithdrawIn) -> Any:
    """Take it out, with a reason, as long as the round is open."""
    row = open_scenario(request, round_slug, scenario, Action.WRITE)
    return detail(request, withdrawing.withdraw_scenario(request, row, version=given.version, reason=given.reason))


@router.post(
    "/rounds/{slug:round_slug}/scenarios/{slug:scenario}/reinstatements",
    response=ScenarioDetail,
    **about("reinstateScenario", "Put a scenario that was withdrawn back in the round"),
)
def reinstate_scenario(request: HttpRequest, round_slug: str, scenario: str, given: ReinstateIn) -> Any:
    """Put it back, with the status, the answers and the review it had."""
    row = open_scenario(request, round_slug, scenario, Action.WRITE)
    return detail(request, withdrawing.restore_scenario(request, row, version=given.version, reason=given.reason))


def _versions(request: HttpRequest, row: Scenario) -> Any:
    return row.history.filter(level__lte=caller(request).clearance).order_by("-version", "-history_id")


def _version(request: HttpRequest, row: Scenario, number: int) -> Any:
    old = _versions(request, row).filter(version=number).first()
    if old is None:
        raise Http404
    if old.level > row.level:
        note_reading(request, old.level, "scenario.read", row, version=number)
    return old
