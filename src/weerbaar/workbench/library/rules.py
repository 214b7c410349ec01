# SPDX-License-Identifier: EUPL-1.2
"""What may be done with a scenario, by whom and when. Pages ask it to show a button, verbs to refuse."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.library.models import WITHDRAWN, ReviewState, Scenario
from weerbaar.workbench.rounds.models import Round


class RefusedError(WeerbaarError):
    """A rule of the library does not allow this now; the message says which, in both languages."""


FROZEN = Text(
    nl="De ronde is gesloten: scenario’s en bronnen liggen vast. Heropen eerst de ronde.",
    en="The round is closed: scenarios and sources are frozen. Reopen the round first.",
)
OUT = Text(
    nl="Dit scenario is ingetrokken. Zet het eerst terug in de ronde.",
    en="This scenario was withdrawn. Restore it to the round first.",
)
OWN_TEXT = Text(
    nl="U schreef de laatste versie. Iemand anders toetst die (vier ogen).",
    en="You wrote the last version. Somebody else reviews it (four eyes).",
)


def visible(user: User, round_: Round, *, withdrawn: bool = False) -> QuerySet[Scenario]:
    """Return the scenarios of a round that are within somebody's clearance; ``withdrawn``: those too."""
    rows = Scenario.objects.filter(round=round_, level__lte=user.clearance)
    return rows if withdrawn else rows.exclude(status=WITHDRAWN)


def hidden_slugs(user: User, round_: Round) -> set[str]:
    """Return which scenarios are not there for this person: above the clearance, or withdrawn."""
    rows = Scenario.objects.filter(Q(level__gt=user.clearance) | Q(status=WITHDRAWN), round=round_)
    return set(rows.values_list("slug", flat=True))


def may_write(user: User, round_: Round) -> bool:
    """Return whether somebody may change scenarios now."""
    return not round_.is_closed and may(user, Action.WRITE, round_)


def may_submit(user: User, row: Scenario) -> bool:
    """Return whether somebody may submit a scenario for review now."""
    return (
        may_write(user, row.round)
        and row.status != WITHDRAWN
        and row.review_state in {ReviewState.DRAFT, ReviewState.RETURNED}
    )


def may_review(user: User, row: Scenario) -> bool:
    """Return whether somebody may approve or return a scenario now: never the one who wrote it last."""
    return (
        not row.round.is_closed
        and row.status != WITHDRAWN
        and row.review_state == ReviewState.IN_REVIEW
        and row.author_id != user.pk
        and may(user, Action.REVIEW, row.round)
    )


def require_taking_part(row: Scenario) -> None:
    """Refuse to change a scenario that was withdrawn.

    Raises:
        RefusedError: it was.
    """
    if row.status == WITHDRAWN:
        raise RefusedError(OUT)


def writer(request: Any, round_id: int, action: Action) -> tuple[User, Round]:
    """Return who writes and the round written in, read and held for this transaction.

    Raises:
        PermissionDenied: this person may not do this here.
        RefusedError: the round is closed.
    """
    round_ = Round.objects.select_for_update().get(pk=round_id)
    user = commenter(request, round_, action)
    if round_.is_closed:
        raise RefusedError(FROZEN)
    return user, round_


def commenter(request: Any, round_: Round, action: Action = Action.COMMENT) -> User:
    """Return who acts, also where the round is closed.

    Raises:
        PermissionDenied: this person may not do this here.
    """
    user = request.user
    if not isinstance(user, User) or not may(user, action, round_):
        raise PermissionDenied
    return user


def require_sight(user: User, level: int) -> None:
    """Refuse what is above somebody's clearance.

    Raises:
        PermissionDenied: it is.
    """
    if level > user.clearance:
        raise PermissionDenied
