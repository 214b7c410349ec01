# SPDX-License-Identifier: EUPL-1.2
"""Who scores in a round learns what others said, and what that comes to, only when scoring is no longer blind.

A facilitator, an analyst or whoever else has a part in a round can be an expert of it too. Until blind scoring ends an
answer can still be changed, so having answered everything is not enough.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from weerbaar.base import Text
from weerbaar.workbench.accounts.models import Role

if TYPE_CHECKING:
    from weerbaar.workbench.rounds.models import Round

OWN_FIRST = Text(
    nl="U beoordeelt zelf in deze ronde: u ziet de antwoorden van anderen en wat daaruit volgt zodra het blinde "
    "beoordelen voorbij is.",
    en="You score in this round yourself: you see the answers of others, and what follows from them, as soon as blind "
    "scoring has ended.",
)
"""Said in the place of what is withheld."""


class OwnFirstError(PermissionDenied):
    """Withheld for now, because whoever asks scores in this round; ``message`` says so."""

    message = OWN_FIRST


def scores_blind(roles: Collection[Role], round_: Round) -> bool:
    """Return whether the answers of others are withheld from somebody with these roles in a round."""
    return Role.EXPERT in roles and round_.is_blind
