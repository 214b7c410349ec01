# SPDX-License-Identifier: EUPL-1.2
"""What the library asks of people: reviews that wait, and texts that came back. Mentions are tasks of their own."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.library.models import ReviewState
from weerbaar.workbench.library.rules import visible
from weerbaar.workbench.rounds.asked import Asked
from weerbaar.workbench.rounds.models import Round


def asked_in_library(user: User, round_: Round) -> Iterator[Asked]:
    """Yield the scenarios that wait for a review by this person, and those that this person must improve."""
    reviews, writes = (not round_.is_closed and may(user, a, round_) for a in (Action.REVIEW, Action.WRITE))
    if not (reviews or writes):
        return
    waiting = Q(review_state=ReviewState.IN_REVIEW) if reviews else Q(pk__in=[])
    returned = Q(review_state=ReviewState.RETURNED, author=user) if writes else Q(pk__in=[])
    # Who wrote the last version does not review it; a text without a known author is for everybody.
    waiting &= Q(author__isnull=True) | ~Q(author=user)
    rows = visible(user, round_).filter(waiting | returned).order_by("slug")
    for row in rows.only("slug", "title_nl", "title_en", "review_state", "round_id"):
        nl, en = row.title_nl, row.title_en or row.title_nl
        if row.review_state == ReviewState.IN_REVIEW:
            text = Text(nl=f"Toets het scenario {nl}", en=f"Review the scenario {en}")
        else:
            text = Text(nl=f"Verbeter het teruggegeven scenario {nl}", en=f"Improve the returned scenario {en}")
        yield Asked(round_, text, reverse("scenario", kwargs={"round_slug": round_.slug, "slug": row.slug}))
