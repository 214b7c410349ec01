# SPDX-License-Identifier: EUPL-1.2
"""What a round asks of who leads it: the next step, by the deadline of the phase."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from weerbaar.base import Text
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.accounts.permissions import Action, may, roles_of
from weerbaar.workbench.rounds.asked import Asked
from weerbaar.workbench.rounds.models import Phase, Round

_NEXT = {
    Phase.SETUP: (
        Text(nl="Bereid de ronde voor en open het beoordelen", en="Prepare the round and open scoring"),
        None,
    ),
    Phase.SCORING: (
        Text(nl="Volg de voortgang en geef terugkoppeling", en="Follow the progress and give feedback"),
        "score_by",
    ),
    Phase.FEEDBACK: (Text(nl="Sluit het beoordelen", en="Close scoring"), "revise_by"),
}


def asked_of_leaders(user: User, round_: Round) -> Iterator[Asked]:
    """Yield the next step, to the facilitators; to the administrators while the round is prepared."""
    found = _NEXT.get(Phase(round_.phase))
    if found is None:
        return
    prepares = round_.phase == Phase.SETUP and Role.ADMINISTRATOR in roles_of(user, round_)
    if prepares or may(user, Action.FACILITATE, round_):
        text, field = found
        due = getattr(round_, field) if field else None
        yield Asked(round_, text, reverse("round-phase", kwargs={"round_slug": round_.slug}), due)
