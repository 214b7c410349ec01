# SPDX-License-Identifier: EUPL-1.2
"""What is asked of the caller, who that is, and search over everything that may be read."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from weerbaar.workbench.accounts import verbs as people
from weerbaar.workbench.accounts.models import Grant, User
from weerbaar.workbench.accounts.permissions import Action, may, visible_rounds
from weerbaar.workbench.api.opening import caller, open_round, require_more_than_reading
from weerbaar.workbench.api.schemas import (
    GivenMoment,
    In,
    LevelName,
    Moment,
    Out,
    Page,
    Paging,
    Pair,
    Slug,
    about,
    columns,
    level_name,
    paged,
    pair,
    who,
)
from weerbaar.workbench.library import search as searching
from weerbaar.workbench.library.reading import note_reading
from weerbaar.workbench.rounds import verbs
from weerbaar.workbench.rounds.models import Task
from weerbaar.workbench.rounds.sight import readable_tasks
from weerbaar.workbench.rounds.task_views import may_ask
from weerbaar.workbench.rounds.views import piles_of

router = Router(tags=["work"], by_alias=True)


class RoleOut(Out):
    """A role somewhere."""

    role: str
    round: str | None
    region: int | None


class MeOut(Out):
    """Who calls, and what for."""

    username: str
    name: str
    clearance: LevelName
    scopes: list[str]
    expires: Moment
    grants: list[RoleOut]


class MeChange(In):
    """What people change of themselves; what is left out stays."""

    first_name: Annotated[str, Field(max_length=150)] | None = None
    last_name: Annotated[str, Field(max_length=150)] | None = None
    language: Literal["nl", "en"] | None = None


class AskedOut(Out):
    """Something to do that follows from the round."""

    round: str
    text: Pair
    address: str
    due: Moment | None
    done: int | None
    total: int | None


class TaskOut(Out):
    """Something that one person asked of another."""

    id: int
    round: str
    text: str
    asked_of: str
    asked_by: str | None
    address: str
    due: Moment | None
    done: Moment | None


class WorkOut(Out):
    """All that is asked of the caller."""

    asked: list[AskedOut]
    tasks: list[TaskOut]


class TaskIn(In):
    """What is asked of whom."""

    user: Annotated[str, Field(min_length=1, max_length=150)]
    text: Annotated[str, Field(min_length=1, max_length=500)]
    due: GivenMoment | None = None
    address: Annotated[str, Field(max_length=300)] = ""


class TaskChange(In):
    """Whether it is done."""

    done: bool


class FoundOut(Out):
    """A scenario that holds what was looked for."""

    round: str
    scenario: str
    title: Pair
    section: str
    language: str
    snippet: str
    level: LevelName


class SearchQuery(Paging):
    """What is looked for."""

    q: Annotated[str, Field(min_length=1, max_length=200)]
    round: Slug | None = None


def task_out(task: Task) -> TaskOut:
    """Return a task as a program gets it."""
    return TaskOut.of(task, round=task.round.slug, asked_of=task.user.username, asked_by=who(task.asked_by))


@router.get("/me", response=MeOut, **about("getMe", "Whose token this is, and what it may do"))
def get_me(request: HttpRequest) -> Any:
    """Return the person, the roles and the scopes."""
    user, token = caller(request), request.auth  # type: ignore[attr-defined]
    grants = Grant.objects.filter(user=user).select_related("round", "region").order_by("role", "pk")
    return MeOut(
        username=user.username,
        name=str(user),
        clearance=level_name(user.clearance),
        scopes=[scope.value for scope in token.scope_list],
        expires=token.expires,
        grants=[
            RoleOut(role=g.role, round=g.round.slug if g.round else None, region=g.region.number if g.region else None)
            for g in grants
        ],
    )


@router.patch("/me", response=MeOut, **about("changeMe", "Change your own name and language"))
def change_me(request: HttpRequest, given: MeChange) -> Any:
    """Change them; the rest is the administrator's."""
    require_more_than_reading(request)
    user = caller(request)
    sent = {name: value for name, value in given.model_dump().items() if value is not None}
    now = {name: getattr(user, name) for name in ("first_name", "last_name", "language")}
    people.change_oneself(request, **{**now, **sent})
    return get_me(request)


@router.get("/my-work", response=WorkOut, **about("getMyWork", "What is asked of you, most urgent first"))
def get_my_work(request: HttpRequest) -> Any:
    """Return what follows from the rounds, and what people asked."""
    user = caller(request)
    rounds = [round_ for round_ in visible_rounds(user) if may(user, Action.READ, round_)]
    piles = piles_of(user, rounds)
    note_reading(request, max((pile.round.level for pile in piles), default=0), "work.read")
    return WorkOut(
        asked=[AskedOut.of(a, round=a.round.slug, text=pair(a.text)) for pile in piles for a in pile.asked],
        tasks=[task_out(task) for pile in piles for task in pile.tasks],
    )


@router.post(
    "/rounds/{slug:round_slug}/tasks", response={201: TaskOut}, **about("createTask", "Ask something of somebody")
)
def create_task(request: HttpRequest, round_slug: str, given: TaskIn) -> Any:
    """Ask it of somebody who may read the round."""
    round_ = open_round(request, round_slug)
    if not may_ask(caller(request), round_):
        raise PermissionDenied
    person = User.objects.filter(username=given.user).first()
    if person is None or not may(person, Action.READ, round_):
        raise Http404
    return task_out(verbs.ask(request, round_, user=person, text=given.text, due=given.due, address=given.address))


@router.patch(
    "/tasks/{int:task_id}",
    response=TaskOut,
    **about("changeTask", "Tick a task of your own off, or take the tick away"),
)
def change_task(request: HttpRequest, task_id: int, given: TaskChange) -> Any:
    """Change whether it is done."""
    task = _task(request, task_id)
    if task.user_id != caller(request).pk:
        raise PermissionDenied
    require_more_than_reading(request)
    return task_out((verbs.finish_task if given.done else verbs.unfinish_task)(request, task))


@router.delete("/tasks/{int:task_id}", response={204: None}, **about("withdrawTask", "Take back what you asked"))
def withdraw_task(request: HttpRequest, task_id: int) -> Any:
    """Remove the task."""
    task = _task(request, task_id)
    if task.asked_by_id != caller(request).pk and not may(caller(request), Action.MANAGE, task.round):
        raise PermissionDenied
    require_more_than_reading(request)
    verbs.withdraw_task(request, task)


@router.get("/search", response=Page[FoundOut], **about("search", "Scenarios that hold all these words, best first"))
def search(request: HttpRequest, chosen: Query[SearchQuery]) -> Any:
    """Return them; Dutch inflections and compounds are found too."""
    user = caller(request)
    rounds = [r for r in searching.readable(user) if chosen.round in (None, r.slug)]
    terms = searching.terms_of(chosen.q)
    page = paged(request, searching.ranked(user, terms, rounds) if terms else [], chosen, lambda row: row)
    found = searching.show(page["items"], terms)
    level = max((max(f.scenario.level, f.scenario.round.level) for f in found), default=0)
    note_reading(request, level, "search.read", query=chosen.q)
    page["items"] = [
        FoundOut(
            round=f.scenario.round.slug,
            scenario=f.scenario.slug,
            title=columns(f.scenario, "title"),
            section=f.section,
            language=f.language,
            snippet="".join(text for text, _ in f.snippet),
            level=level_name(f.scenario.level),
        )
        for f in found
    ]
    return page


def _task(request: HttpRequest, pk: int) -> Task:
    task = get_object_or_404(Task.objects.select_related("round", "user", "asked_by"), pk=pk)
    if not may(caller(request), Action.READ, task.round) or not readable_tasks(caller(request), [task]):
        raise Http404
    return task
