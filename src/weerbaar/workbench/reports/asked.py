# SPDX-License-Identifier: EUPL-1.2
"""What reports ask of people: a closed round waits for its decider."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.rounds.asked import Asked
from weerbaar.workbench.rounds.models import Phase, Round


def signing_asked(user: User, round_: Round) -> Iterator[Asked]:
    """Ask the decider of a closed round to sign it."""
    if round_.phase == Phase.CLOSED and may(user, Action.DECIDE, round_):
        yield Asked(
            round_,
            Text(nl="Stel de ronde vast", en="Sign the round"),
            reverse("sign-off", kwargs={"round_slug": round_.slug}),
            round_.decide_by,
        )
