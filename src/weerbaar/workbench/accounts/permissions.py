# SPDX-License-Identifier: EUPL-1.2
"""What each role may do. One table, asked by every page and every call of the API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.accounts.own_first import OwnFirstError, scores_blind

if TYPE_CHECKING:
    from weerbaar.workbench.rounds.models import Round


class Action(StrEnum):
    """Something that a page does."""

    READ = "read"
    """The round and its scenarios."""
    COMMENT = "comment"
    WRITE = "write"
    """Scenarios, sources and attachments."""
    REVIEW = "review"
    SCORE = "score"
    SEE_PANEL = "see-panel"
    """Who scored what, by name."""
    FACILITATE = "facilitate"
    RESULTS = "results"
    ANALYSE = "analyse"
    """Start computations."""
    CAPABILITIES = "capabilities"
    """Change measures, register and agenda; reading them is RESULTS."""
    DECIDE = "decide"
    """Sign a round, decide on an advice."""
    REPORT = "report"
    EXPORT = "export"
    IMPORT = "import"
    MANAGE = "manage"
    """The round itself: its data, phases, deadlines and people."""
    MANAGE_USERS = "manage-users"
    AUDIT = "audit"
    ALERT_READ = "alert-read"
    """Drafts, deliveries and the register of alerts."""
    ALERT_WRITE = "alert-write"
    """Draft, ask for approval, send what was approved, update and cancel."""
    ALERT_APPROVE = "alert-approve"
    ALERT_SETUP = "alert-setup"
    """Channels, networks of cells, borders and lists of contacts."""


_READING = frozenset({Action.READ, Action.RESULTS, Action.REPORT})
ALLOWED: dict[Role, frozenset[Action]] = {
    Role.ADMINISTRATOR: _READING
    | {Action.COMMENT, Action.SEE_PANEL, Action.EXPORT, Action.IMPORT, Action.MANAGE, Action.MANAGE_USERS}
    | {Action.ALERT_READ, Action.ALERT_SETUP},
    Role.ANALYST: _READING
    | {Action.COMMENT, Action.WRITE, Action.REVIEW, Action.ANALYSE, Action.CAPABILITIES, Action.EXPORT, Action.IMPORT},
    Role.FACILITATOR: _READING
    | {Action.COMMENT, Action.SEE_PANEL, Action.FACILITATE, Action.ANALYSE, Action.REVIEW, Action.EXPORT},
    Role.EXPERT: _READING | {Action.COMMENT, Action.SCORE},
    Role.DECIDER: _READING | {Action.COMMENT, Action.DECIDE, Action.EXPORT},
    Role.READER: _READING,
    Role.AUDITOR: _READING | {Action.AUDIT, Action.EXPORT, Action.ALERT_READ},
    Role.ALERT_OFFICER: frozenset({Action.ALERT_READ, Action.ALERT_WRITE}),
    Role.ALERT_APPROVER: frozenset({Action.ALERT_READ, Action.ALERT_APPROVE}),
}
"""The table. An expert and a reader see results once the round is closed: until then they would bend the scores."""

_AFTER_CLOSING = {Role.EXPERT, Role.READER}
_RESULT_ACTIONS = frozenset({Action.RESULTS, Action.REPORT})
OF_ANSWERS = _RESULT_ACTIONS | {Action.ANALYSE, Action.EXPORT, Action.DECIDE}
"""What shows answers or what they come to, unless a page says that it shows nothing of them."""


def roles_of(user: User, round_: Round | None = None) -> frozenset[Role]:
    """Return the roles that a person has in a round (or everywhere, where no round is given)."""
    if not user.is_active:
        return frozenset()
    found = {
        Role(grant.role)
        for grant in grants_of(user)
        if (grant.round_id is None and grant.region_id is None)
        or (round_ is not None and grant.round_id is not None and grant.round_id == round_.pk)
        or (round_ is not None and grant.region_id is not None and grant.region_id == round_.region_id)
    }
    return frozenset(found | ({Role.ADMINISTRATOR} if user.is_superuser else set()))


def may_in_region(user: User, action: Action, region_id: int | None) -> bool:
    """Return whether a person may do something with the alerts of a safety region.

    Args:
        user: the person.
        action: what is done.
        region_id: key of the region; None for the country, for which a role everywhere is needed.
    """
    limit = getattr(user, "limited_to", None)
    if not user.is_active or (limit is not None and action not in limit):
        return False
    return (user.is_superuser and action in ALLOWED[Role.ADMINISTRATOR]) or any(
        action in ALLOWED[Role(grant.role)]
        for grant in grants_of(user)
        if grant.round_id is None and (grant.region_id is None or grant.region_id == region_id)
    )


def regions_where(user: User, action: Action) -> frozenset[int] | None:
    """Return the keys of the regions in whose alerts a person may do something; None where that is everywhere."""
    if may_in_region(user, action, None):
        return None
    found = {grant.region_id for grant in grants_of(user) if grant.round_id is None and grant.region_id is not None}
    return frozenset(region for region in found if may_in_region(user, action, region))


def grants_of(user: User) -> list[Any]:
    """Return the grants, read once per request: ``request.user`` is one object during it. See :func:`forget_grants`."""
    if not hasattr(user, "_grants_read"):
        user._grants_read = list(user.grants.all())  # type: ignore[attr-defined]
    return cast(list[Any], user._grants_read)  # type: ignore[attr-defined]


def forget_grants(user: User) -> None:
    """Read the grants anew the next time, because they changed."""
    user.__dict__.pop("_grants_read", None)


def waits(user: User, round_: Round) -> bool:
    """Return whether the answers of others are withheld from somebody, because that person scores too.

    Asked of roles and not of what may be done now: a token with fewer scopes does not make an expert somebody else.
    """
    return scores_blind(roles_of(user, round_), round_)


def may(user: User, action: Action, round_: Round | None = None, *, blind: bool = False) -> bool:
    """Return whether a person may do something, in a round or, where none is given, everywhere.

    Who lacks the clearance for a round may do nothing in it. A program that acts for somebody may do less than that
    person: it then carries ``limited_to``, the actions that its token was made for.

    Args:
        user: the person.
        action: what is done.
        round_: in which round.
        blind: nothing of answers is shown by it, so that it is also for who still scores blind.
    """
    if round_ is not None and round_.level > user.clearance:
        return False
    limit = getattr(user, "limited_to", None)
    if limit is not None and action not in limit:
        return False
    roles = roles_of(user, round_)
    if not blind and round_ is not None and action in OF_ANSWERS and scores_blind(roles, round_):
        return False
    for role in roles:
        if action in ALLOWED[role]:
            later = role in _AFTER_CLOSING and action in _RESULT_ACTIONS
            if not later or (round_ is not None and round_.is_closed):
                return True
    return False


def require(user: User, action: Action, round_: Round | None = None, *, blind: bool = False) -> None:
    """Refuse what :func:`may` does not allow.

    Raises:
        OwnFirstError: only because this person still scores blind.
        PermissionDenied: this person may not do this here.
    """
    if not may(user, action, round_, blind=blind):
        raise OwnFirstError if may(user, action, round_, blind=True) else PermissionDenied


def visible_rounds(user: User) -> QuerySet[Round]:
    """Return the rounds that a person may read, newest first."""
    from weerbaar.workbench.rounds.models import Round

    if not user.is_active:
        return Round.objects.none()
    rounds = Round.objects.filter(level__lte=user.clearance)
    if not any(Action.READ in ALLOWED[role] for role in roles_of(user)):
        grants = [grant for grant in grants_of(user) if Action.READ in ALLOWED[Role(grant.role)]]
        rounds = rounds.filter(
            Q(pk__in=[g.round_id for g in grants if g.round_id])
            | Q(region__in=[g.region_id for g in grants if g.region_id])
        )
    return rounds.order_by("-year", "slug")


@dataclass(frozen=True)
class Access:
    """Who may open a page.

    Attributes:
        action: what the page does; None for everybody who has logged in.
        in_round: whether the page belongs to a round.
        public: open to everybody.
        blind: shows nothing of answers, so that it is also for who still scores blind.
        some_region: for whoever may do this in one region at least; the page itself looks in which.
    """

    action: Action | None = None
    in_round: bool = False
    public: bool = False
    blind: bool = False
    some_region: bool = False


def access(
    action: Action | None = None,
    *,
    in_round: bool = True,
    public: bool = False,
    blind: bool = False,
    some_region: bool = False,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Guard a page. Every page carries this, which a test checks for every address.

    A page of a round takes ``round_slug`` in its address and finds the row in ``request.round``. Who may not read
    the round gets 404, as if it did not exist; who may read it but not do this gets 403.

    Args:
        action: what the page does; None for everybody who has logged in.
        in_round: whether the page belongs to a round.
        public: open to everybody, also without login (the page needs no action then).
        blind: the page shows nothing of answers, so that it is also for who still scores blind.
        some_region: the page is of alerts, for whoever may do this in one region at least; the page itself sees to it
            that only alerts of such regions are shown or changed.
    """
    needs_round = in_round and not some_region and action is not None

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if public:
                return guarded.view(request, *args, **kwargs)  # type: ignore[attr-defined]
            user = request.user
            if not isinstance(user, User):
                raise PermissionDenied
            if needs_round:
                request.round = round_ = round_for(user, kwargs.pop("round_slug"))  # type: ignore[attr-defined]
                require(user, cast(Action, action), round_, blind=blind)
            elif some_region:
                if regions_where(user, cast(Action, action)) == frozenset():
                    raise PermissionDenied
            elif action is not None and not may(user, action):
                raise PermissionDenied
            return guarded.view(request, *args, **kwargs)  # type: ignore[attr-defined]

        # What a check of every address asks for; decorators around this one copy them.
        guarded.access = Access(action, needs_round, public, blind, some_region)  # type: ignore[attr-defined]
        guarded.view, guarded.guard = view, guarded  # type: ignore[attr-defined]
        return guarded

    return guard


def round_for(user: User, slug: str) -> Round:
    """Return a round that this person may read.

    Raises:
        Http404: there is none, or this person may not know of it.
    """
    from weerbaar.workbench.rounds.models import Round

    try:
        found = Round.objects.select_related("region").get(slug=slug)
    except Round.DoesNotExist:
        raise Http404 from None
    if not may(user, Action.READ, found):
        raise Http404
    return found
