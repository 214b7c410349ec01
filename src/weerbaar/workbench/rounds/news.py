# SPDX-License-Identifier: EUPL-1.2
"""What changed in a round since somebody last looked at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round, Visit


@dataclass(frozen=True)
class News:
    """What is new to one person.

    Attributes:
        since: of the last visit, None where there was none.
        scenarios: slug and title of what others made or changed, the latest first.
        round_changed: whether somebody else changed the round itself (phase, deadlines, titles).
    """

    since: datetime | None
    scenarios: tuple[tuple[str, str], ...] = ()
    round_changed: bool = False

    @property
    def count(self) -> int:
        """How many things are new."""
        return len(self.scenarios) + self.round_changed


def news_of(user: User, rounds: Iterable[Round]) -> dict[int, News]:
    """Return what is new to a person, per round; three queries, however many rounds there are."""
    ids = [round_.pk for round_ in rounds]
    visits = dict(Visit.objects.filter(user=user, round__in=ids).values_list("round_id", "at"))
    if not visits:
        return {pk: News(None) for pk in ids}
    first = min(visits.values())
    seen: dict[int, dict[str, str]] = {pk: {} for pk in visits}
    # The level of the change and that of now: what became more confidential since is not there any more.
    there = Scenario.objects.filter(round__in=visits, level__lte=user.clearance).values("pk")
    changes = (
        Scenario.history.filter(round_id__in=visits, history_date__gt=first, level__lte=user.clearance, id__in=there)
        .exclude(history_user=user)
        .order_by("-history_date")
        .values_list("round_id", "slug", "title_nl", "history_date")
    )
    for round_id, slug, title, at in changes:
        if at > visits[round_id]:
            seen[round_id].setdefault(slug, title)
    touched = {
        pk
        for pk, at in Round.history.filter(id__in=visits, history_date__gt=first)
        .exclude(history_user=user)
        .values_list("id", "history_date")
        if at > visits[pk]
    }
    return {pk: News(visits.get(pk), tuple(seen.get(pk, {}).items()), pk in touched) for pk in ids}
