# SPDX-License-Identifier: EUPL-1.2
"""People and their roles, for administrators."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from weerbaar.workbench.accounts import verbs
from weerbaar.workbench.accounts.forms import PersonForm
from weerbaar.workbench.accounts.models import Grant, Region, User
from weerbaar.workbench.accounts.permissions import Action, round_for
from weerbaar.workbench.api.forms import cleaned
from weerbaar.workbench.api.opening import caller, everywhere, open_round
from weerbaar.workbench.api.schemas import (
    In,
    LevelName,
    Moment,
    Out,
    Page,
    Paging,
    Slug,
    about,
    level_name,
    level_of,
    paged,
    who,
)

router = Router(tags=["people"], by_alias=True)
RoleName = Literal[
    "administrator",
    "analyst",
    "facilitator",
    "expert",
    "decider",
    "reader",
    "auditor",
    "alert-officer",
    "alert-approver",
]
Name = Annotated[str, Field(max_length=150)]
_FIELDS = ("first_name", "last_name", "email", "organisation", "clearance", "language")


class PersonOut(Out):
    """Somebody who logs in."""

    id: int
    username: str
    first_name: str
    last_name: str
    email: str
    organisation: str
    clearance: LevelName
    language: str
    is_active: bool


class PersonMade(PersonOut):
    """Somebody new, with the one-time password, which is shown this once."""

    one_time_password: str | None


class PasswordOut(Out):
    """A one-time password, which is shown this once."""

    one_time_password: str


class PersonChange(In):
    """What changes; what is left out stays."""

    first_name: Name | None = None
    last_name: Name | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    organisation: Annotated[str, Field(max_length=200)] | None = None
    clearance: LevelName | None = None
    language: Literal["nl", "en"] | None = None
    is_active: bool | None = None


class PersonIn(In):
    """Somebody new."""

    username: Annotated[str, Field(min_length=1, max_length=150)]
    first_name: Name = ""
    last_name: Name = ""
    email: Annotated[str, Field(max_length=254)] = ""
    organisation: Annotated[str, Field(max_length=200)] = ""
    clearance: LevelName = "internal"
    language: Literal["nl", "en"] = "nl"


class GrantIn(In):
    """A role: in a round, in the rounds of a region, or (neither given) everywhere.

    ``acceptBoth`` grants it also where the person would then both write and decide.
    """

    role: RoleName
    round: Slug | None = None
    region: Annotated[int, Field(ge=1, le=25)] | None = None
    accept_both: bool = False


class RoundGrantIn(In):
    """A role in one round."""

    user: Annotated[str, Field(min_length=1, max_length=150)]
    role: RoleName
    accept_both: bool = False


class GrantOut(Out):
    """A role somewhere."""

    id: int
    user: str
    role: str
    round: str | None
    region: int | None
    granted_by: str | None
    granted: Moment


class PersonFilter(Paging):
    """Which people."""

    active: bool | None = None


def person_out(row: User, kind: type[PersonOut] = PersonOut, **given: Any) -> Any:
    """Return somebody as a program gets it."""
    return kind.of(row, clearance=level_name(row.clearance), **given)


def grant_out(row: Grant) -> GrantOut:
    """Return a role somewhere."""
    return GrantOut.of(
        row,
        user=row.user.username,
        round=row.round.slug if row.round else None,
        region=row.region.number if row.region else None,
        granted_by=who(row.granted_by),
    )


@router.get("/users", response=Page[PersonOut], **about("listUsers", "Everybody, by name"))
def list_users(request: HttpRequest, chosen: Query[PersonFilter]) -> Any:
    """Return them."""
    everywhere(request, Action.MANAGE_USERS)
    rows = User.objects.order_by("last_name", "first_name", "username")
    rows = rows if chosen.active is None else rows.filter(is_active=chosen.active)
    return paged(request, rows, chosen, person_out)


@router.post("/users", response={201: PersonMade}, **about("createUser", "Make somebody known"))
def create_user(request: HttpRequest, given: PersonIn) -> Any:
    """Make the account; the person chooses a password at the first login."""
    by = everywhere(request, Action.MANAGE_USERS)
    data = {**given.model_dump(), "clearance": level_of(given.clearance)}
    values = cleaned(PersonForm(data, by=by), "user")
    made, password = verbs.make_person(request, **values)
    return person_out(made, PersonMade, one_time_password=password)


@router.get("/users/{int:user_id}", response=PersonOut, **about("getUser", "One person"))
def get_user(request: HttpRequest, user_id: int) -> Any:
    """Return what is known."""
    everywhere(request, Action.MANAGE_USERS)
    return person_out(get_object_or_404(User, pk=user_id))


@router.patch(
    "/users/{int:user_id}", response=PersonOut, **about("changeUser", "Change what is known, block, or let in again")
)
def change_user(request: HttpRequest, user_id: int, given: PersonChange) -> Any:
    """Change what is given."""
    by = everywhere(request, Action.MANAGE_USERS)
    found = get_object_or_404(User, pk=user_id)
    sent = {name: value for name, value in given.model_dump(exclude_unset=True).items() if value is not None}
    state = sent.pop("is_active", None)
    if "clearance" in sent:
        sent["clearance"] = level_of(sent["clearance"])
    if sent:
        now = {name: getattr(found, name) for name in (*_FIELDS, "username")}
        initial = {"username": found.username}
        values = cleaned(PersonForm({**now, **sent}, by=by, person=found, initial=initial), "user")
        verbs.change_person(request, found, **{name: values[name] for name in _FIELDS})
    if state is not None and state != found.is_active:
        (verbs.unblock if state else verbs.block)(request, found)
    return person_out(found)


@router.post(
    "/users/{int:user_id}/passwords",
    response={201: PasswordOut},
    **about("givePassword", "Give somebody a new one-time password, and end every session"),
)
def give_password(request: HttpRequest, user_id: int) -> Any:
    """Give it; the person chooses an own password with it."""
    everywhere(request, Action.MANAGE_USERS)
    return PasswordOut(one_time_password=verbs.new_password(request, get_object_or_404(User, pk=user_id)))


@router.delete(
    "/users/{int:user_id}/second-factor",
    response={204: None},
    **about("removeSecondFactor", "Remove the second factor of somebody who lost it"),
)
def remove_second_factor(request: HttpRequest, user_id: int) -> Any:
    """Remove it, and end every session."""
    everywhere(request, Action.MANAGE_USERS)
    verbs.remove_second_factor(request, get_object_or_404(User, pk=user_id))


@router.get("/users/{int:user_id}/grants", response=list[GrantOut], **about("listGrants", "The roles of somebody"))
def list_grants(request: HttpRequest, user_id: int) -> Any:
    """Return them, as far as their rounds are within the caller's clearance."""
    by = everywhere(request, Action.MANAGE_USERS)
    rows = Grant.objects.filter(user=get_object_or_404(User, pk=user_id))
    rows = rows.select_related("user", "round", "region", "granted_by").order_by("role", "pk")
    return [grant_out(row) for row in rows if row.round is None or row.round.level <= by.clearance]


@router.post("/users/{int:user_id}/grants", response={201: GrantOut}, **about("createGrant", "Give somebody a role"))
def create_grant(request: HttpRequest, user_id: int, given: GrantIn) -> Any:
    """Give it."""
    everywhere(request, Action.MANAGE_USERS)
    found = get_object_or_404(User, pk=user_id)
    round_ = round_for(caller(request), given.round) if given.round else None
    region = get_object_or_404(Region, number=given.region) if given.region and round_ is None else None
    return grant_out(
        verbs.grant_role(request, found, given.role, round_=round_, region=region, accept_both=given.accept_both)
    )


@router.delete(
    "/users/{int:user_id}/grants/{int:grant_id}", response={204: None}, **about("removeGrant", "Take a role away")
)
def remove_grant(request: HttpRequest, user_id: int, grant_id: int) -> Any:
    """Take it away."""
    everywhere(request, Action.MANAGE_USERS)
    rows = Grant.objects.select_related("round", "region", "user")
    verbs.withdraw_role(request, get_object_or_404(rows, pk=grant_id, user_id=user_id))


@router.get(
    "/rounds/{slug:round_slug}/grants",
    response=list[GrantOut],
    **about("listRoundGrants", "Who has a role in this round alone"),
)
def list_round_grants(request: HttpRequest, round_slug: str) -> Any:
    """Return them."""
    round_ = open_round(request, round_slug, Action.MANAGE)
    rows = Grant.objects.filter(round=round_).select_related("user", "round", "region", "granted_by")
    return [grant_out(row) for row in rows.order_by("role", "user__username")]


@router.post(
    "/rounds/{slug:round_slug}/grants",
    response={201: GrantOut},
    **about("createRoundGrant", "Give somebody a role in a round"),
)
def create_round_grant(request: HttpRequest, round_slug: str, given: RoundGrantIn) -> Any:
    """Give it."""
    round_ = open_round(request, round_slug, Action.MANAGE)
    found = get_object_or_404(User, username=given.user, is_active=True)
    return grant_out(verbs.grant_role(request, found, given.role, round_=round_, accept_both=given.accept_both))


@router.delete(
    "/rounds/{slug:round_slug}/grants/{int:grant_id}",
    response={204: None},
    **about("removeRoundGrant", "Take a role in a round away"),
)
def remove_round_grant(request: HttpRequest, round_slug: str, grant_id: int) -> Any:
    """Take it away."""
    round_ = open_round(request, round_slug, Action.MANAGE)
    rows = Grant.objects.select_related("round", "region", "user")
    verbs.withdraw_role(request, get_object_or_404(rows, pk=grant_id, round=round_))
