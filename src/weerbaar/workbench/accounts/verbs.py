# SPDX-License-Identifier: EUPL-1.2
"""Every change to people and their roles, for pages and the API; each is told to the log in its own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import OF_ALERTS, Grant, Region, Role, User
from weerbaar.workbench.accounts.passwords import LASTS, one_time_password
from weerbaar.workbench.accounts.permissions import Action, forget_grants, may
from weerbaar.workbench.accounts.signals import tell

if TYPE_CHECKING:
    from weerbaar.workbench.rounds.models import Round


class RefusedError(Exception):
    """A change that the rules of the house forbid.

    Attributes:
        text: why, for people.
    """

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class FourEyesError(RefusedError):
    """Somebody would both write and decide. Allowed, where the one who grants it says so in as many words."""


_HIGHER = Text(
    nl="Deze persoon mag meer vertrouwelijks zien dan u. Vraag iemand met dezelfde machtiging.",
    en="This person may see more than you may. Ask somebody with the same clearance.",
)
_ABOVE = Text(
    nl="U kunt niemand een hogere machtiging geven dan u zelf hebt.",
    en="You cannot give anybody a higher clearance than your own.",
)
_LAST = Text(
    nl="Dit is de laatste beheerder. Maak eerst iemand anders beheerder.",
    en="This is the last administrator. Make somebody else administrator first.",
)
_SELF = Text(nl="U kunt uzelf niet blokkeren.", en="You cannot block yourself.")
_TWICE = Text(nl="Deze persoon heeft deze rol al.", en="This person already has this role.")
_UNCLEARED = Text(
    nl="Deze ronde is vertrouwelijker dan deze persoon mag zien. Verhoog eerst de machtiging.",
    en="This round is more confidential than this person may see. Raise the clearance first.",
)
_NOT_OF_ROUNDS = Text(
    nl="Deze rol gaat over NL-Alert en niet over een ronde. Geef haar in een veiligheidsregio, of overal.",
    en="This role is about NL-Alert and not about a round. Give it in a safety region, or everywhere.",
)
_BOTH = Text(
    nl="Met deze rol schrijft én beslist dezelfde persoon. Daarmee vervalt het vierogenprincipe.",
    en="With this role the same person writes and decides. That ends the four-eyes principle.",
)


def _acting(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _manager(request: HttpRequest, person: User | None = None) -> User:
    """Return who acts, where that is somebody who manages people, and nobody below this person."""
    by = _acting(request)
    if not may(by, Action.MANAGE_USERS):
        raise PermissionDenied
    above = person is not None and (person.clearance > by.clearance or (person.is_superuser and not by.is_superuser))
    if above and person != by:
        raise RefusedError(_HIGHER)
    return by


@transaction.atomic
def make_person(
    request: HttpRequest,
    *,
    username: str,
    email: str = "",
    first_name: str = "",
    last_name: str = "",
    organisation: str = "",
    clearance: int = Level.INTERNAL,
    language: str = "nl",
    with_password: bool = True,
) -> tuple[User, str | None]:
    """Make somebody known.

    Args:
        request: of an administrator.
        username: free, whatever its capitals.
        email: free, or empty; the provider of the organisation vouches for this address.
        first_name, last_name, organisation, language: as they are shown.
        clearance: at most that of the administrator.
        with_password: False for who logs in through the organisation only.

    Returns:
        The person, and the one-time password, which is stored nowhere.

    Raises:
        RefusedError: the clearance is higher than the administrator's.
    """
    by = _manager(request)
    if clearance > by.clearance:
        raise RefusedError(_ABOVE)
    person = User(
        username=username,
        email=email,
        first_name=first_name,
        last_name=last_name,
        organisation=organisation,
        clearance=clearance,
        language=language,
    )
    password = _give_password(person) if with_password else None
    if password is None:
        person.set_unusable_password()
    person.save(force_insert=True)
    tell(request, "user.made", person, username=username, clearance=int(clearance), password=with_password)
    return person, password


def _give_password(person: User) -> str:
    password = one_time_password()
    person.set_password(password)
    person.one_time_until = timezone.now() + LASTS
    return password


@transaction.atomic
def change_person(request: HttpRequest, person: User, **values: Any) -> User:
    """Change what is known of somebody: names, e-mail address, organisation, language, clearance.

    Raises:
        RefusedError: the person, or the new clearance, is above the administrator's.
    """
    by = _manager(request, person)
    if int(values.get("clearance", 0)) > by.clearance:
        raise RefusedError(_ABOVE)
    changed = {name: value for name, value in values.items() if getattr(person, name) != value}
    if changed:
        before = {name: getattr(person, name) for name in changed}
        for name, value in changed.items():
            setattr(person, name, value)
        person.save(update_fields=list(changed))
        tell(request, "user.changed", person, before=before, after=changed)
    return person


@transaction.atomic
def new_password(request: HttpRequest, person: User) -> str:
    """Give somebody a new one-time password, and end every session of that person.

    Raises:
        RefusedError: the person is above the administrator.
    """
    _manager(request, person)
    password = _give_password(person)
    person.save(update_fields=["password", "one_time_until"])
    end_sessions(person)
    tell(request, "user.password-given", person)
    return password


@transaction.atomic
def remove_second_factor(request: HttpRequest, person: User) -> None:
    """Remove the second factor of somebody who lost the phone and the recovery codes."""
    _manager(request, person)
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    tell(request, "user.second-factor-removed", person)


@transaction.atomic
def block(request: HttpRequest, person: User) -> None:
    """Keep somebody out, at once. What the person wrote stays.

    Raises:
        RefusedError: it is oneself or the last administrator.
    """
    # Also of somebody with a higher clearance: keeping out may not wait.
    by = _manager(request)
    if person.pk == by.pk:
        raise RefusedError(_SELF)
    _keep_an_administrator(without=person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    tell(request, "user.blocked", person)


@transaction.atomic
def unblock(request: HttpRequest, person: User) -> None:
    """Let somebody in again, with the roles there were."""
    _manager(request, person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    tell(request, "user.unblocked", person)


def end_sessions(person: User) -> None:
    """Log somebody out everywhere."""
    for session in UserSession.objects.filter(user=person):
        session.end()


def _keep_an_administrator(*, without: User | None = None, without_grant: Grant | None = None) -> None:
    """Raise where nobody would be left who manages people. Locks them, so that two cannot remove each other."""
    everywhere = Grant.objects.filter(role=Role.ADMINISTRATOR, round=None, region=None, user__is_active=True)
    found: set[tuple[int, int | None]] = {(grant.user_id, grant.pk) for grant in everywhere.select_for_update()}
    found |= {(pk, None) for pk in User.objects.filter(is_superuser=True, is_active=True).values_list("pk", flat=True)}
    left = {
        (user, grant)
        for user, grant in found
        if (without is None or user != without.pk) and (without_grant is None or grant != without_grant.pk)
    }
    if found and not left:
        raise RefusedError(_LAST)


def _may_grant(request: HttpRequest, round_: Round | None) -> User:
    by = _acting(request)
    if round_ is not None and round_.level > by.clearance:
        raise PermissionDenied
    if may(by, Action.MANAGE_USERS) or (round_ is not None and may(by, Action.MANAGE, round_)):
        return by
    raise PermissionDenied


def writes_and_decides(person: User, role: str, *, round_: Round | None = None, region: Region | None = None) -> bool:
    """Return whether somebody would have the roles of analyst and decider in one round with this role added."""
    other = {Role.ANALYST.value: Role.DECIDER.value, Role.DECIDER.value: Role.ANALYST.value}.get(role)
    if other is None:
        return False
    held = Grant.objects.filter(user=person, role=other).select_related("round")
    return any(_overlap(grant, round_, region) for grant in held)


def _overlap(grant: Grant, round_: Round | None, region: Region | None) -> bool:
    """Return whether there can be a round in which both hold."""
    if (grant.round_id is None and grant.region_id is None) or (round_ is None and region is None):
        return True
    if grant.round is not None and round_ is not None:
        return bool(grant.round.pk == round_.pk)
    if grant.round is not None and region is not None:
        return bool(grant.round.region_id == region.pk)
    if round_ is not None:
        return bool(round_.region_id == grant.region_id)
    return region is not None and grant.region_id == region.pk


@transaction.atomic
def grant_role(
    request: HttpRequest,
    person: User,
    role: Role | str,
    *,
    round_: Round | None = None,
    region: Region | None = None,
    accept_both: bool = False,
) -> Grant:
    """Give somebody a role in a round, in the rounds of a region, or (neither given) everywhere.

    Args:
        request: of an administrator; of that round at least, where one is given.
        person: who gets it.
        role: which.
        round_, region: where; one of them, or neither.
        accept_both: also where the person would then both write and decide.

    Raises:
        FourEyesError: the person would both write and decide.
        RefusedError: the person has the role already, may not see the round, or the role is not one of a round.
    """
    by = _may_grant(request, round_)
    role = Role(role)
    if round_ is not None and role in OF_ALERTS:
        raise RefusedError(_NOT_OF_ROUNDS)
    if round_ is not None and round_.level > person.clearance:
        raise RefusedError(_UNCLEARED)
    if Grant.objects.filter(user=person, role=role, round=round_, region=region).exists():
        raise RefusedError(_TWICE)
    both = writes_and_decides(person, role, round_=round_, region=region)
    if both and not accept_both:
        raise FourEyesError(_BOTH)
    grant = Grant.objects.create(user=person, role=role, round=round_, region=region, granted_by=by)
    _forget(request, person)
    tell(request, "role.granted", person, round_=round_, **_details(grant), both=both, oneself=person.pk == by.pk)
    return grant


@transaction.atomic
def withdraw_role(request: HttpRequest, grant: Grant) -> None:
    """Take a role away.

    Raises:
        RefusedError: nobody would be left who manages people.
    """
    _may_grant(request, grant.round)
    if grant.role == Role.ADMINISTRATOR and grant.round_id is None and grant.region_id is None:
        _keep_an_administrator(without_grant=grant)
    details = _details(grant)
    person, round_ = grant.user, grant.round
    grant.delete()
    _forget(request, person)
    tell(request, "role.withdrawn", person, round_=round_, **details)


def _details(grant: Grant) -> dict[str, Any]:
    return {
        "username": grant.user.username,
        "role": str(grant.role),
        "where": grant.round.slug if grant.round else grant.region.name if grant.region else "everywhere",
    }


def _forget(request: HttpRequest, person: User) -> None:
    forget_grants(person)
    if isinstance(request.user, User) and request.user.pk == person.pk:
        forget_grants(request.user)


@transaction.atomic
def change_oneself(request: HttpRequest, *, first_name: str, last_name: str, language: str) -> None:
    """Change one's own name and language. E-mail address, organisation and clearance are the administrator's."""
    person = _acting(request)
    person.first_name, person.last_name, person.language = first_name, last_name, language
    person.save(update_fields=["first_name", "last_name", "language"])
    tell(
        request, "user.changed", person, after={"first_name": first_name, "last_name": last_name, "language": language}
    )
