# SPDX-License-Identifier: EUPL-1.2
"""What stands in the way of signing a round, in words that say what to do."""

from __future__ import annotations

from django.db.models import QuerySet

from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library.models import ReviewState, Scenario
from weerbaar.workbench.reports.levels import levels_in
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring.models import Answer

_MOST_NAMED = 5


class NotReadyError(WeerbaarError):
    """The round cannot be signed, or a publication not be withdrawn, by this person now.

    Attributes:
        reasons: all of them.
    """

    def __init__(self, reasons: list[Text]) -> None:
        self.reasons = reasons
        super().__init__(Text(nl=" ".join(r.nl for r in reasons), en=" ".join(r.in_("en") for r in reasons)))


def obstacles(round_: Round, user: User) -> list[Text]:
    """Return why this person cannot sign this round; empty where nothing is in the way.

    Whether the documents are ready is another question: see :func:`weerbaar.workbench.reports.preparing.prepared`.
    """
    return [
        *_phase(round_),
        *_scenarios(round_.scenarios.filter(status="active")),
        *_four_eyes(round_, user),
        *_clearance(round_, user),
    ]


def _phase(round_: Round) -> list[Text]:
    if round_.phase == Phase.CLOSED:
        return []
    if round_.phase == Phase.SIGNED:
        return [Text(nl="De ronde is al vastgesteld.", en="The round has been signed already.")]
    return [
        Text(
            nl="De ronde is nog niet gesloten: de begeleider sluit haar als de scores definitief zijn.",
            en="The round is not closed yet: the facilitator closes it once the scores are final.",
        )
    ]


def _scenarios(active: QuerySet[Scenario]) -> list[Text]:
    rows = list(active.only("slug", "title_nl", "title_en", "review_state"))
    if not rows:
        return [Text(nl="De ronde heeft geen actieve scenario’s.", en="The round has no active scenarios.")]
    waiting = [row for row in rows if row.review_state != ReviewState.APPROVED]
    if not waiting:
        return []
    more = len(waiting) - _MOST_NAMED
    nl = ", ".join(row.title_nl for row in waiting[:_MOST_NAMED]) + (f" en nog {more}" if more > 0 else "")
    en = ", ".join(row.title_en or row.title_nl for row in waiting[:_MOST_NAMED])
    en += f" and {more} more" if more > 0 else ""
    return [Text(nl=f"Nog niet goedgekeurd: {nl}.", en=f"Not approved yet: {en}.")]


def _four_eyes(round_: Round, user: User) -> list[Text]:
    found = []
    if Answer.objects.filter(panelist__round=round_, panelist__user=user).exists():
        found.append(
            Text(
                nl="U hebt in deze ronde gescoord. Iemand anders stelt haar vast.",
                en="You scored in this round. Somebody else signs it.",
            )
        )
    # Old versions too: their author is not the reviewer who made the next one.
    if Scenario.history.filter(round_id=round_.pk, author_id=user.pk).exists():
        found.append(
            Text(
                nl="U hebt in deze ronde aan een scenario geschreven. Iemand anders stelt haar vast.",
                en="You wrote on a scenario of this round. Somebody else signs it.",
            )
        )
    return found


def _clearance(round_: Round, user: User) -> list[Text]:
    if max(levels_in(round_)) <= user.clearance:
        return []
    return [
        Text(
            nl="U mag niet alles in deze ronde zien. Wie haar vaststelt, moet alles kunnen lezen.",
            en="You may not see all of this round. Who signs it must be able to read it all.",
        )
    ]
