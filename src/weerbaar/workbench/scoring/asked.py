# SPDX-License-Identifier: EUPL-1.2
"""What scoring asks of people: answers, their revision, and the closing of a turn whose deadline has passed."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.asked import Asked
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.fields import rod_of
from weerbaar.workbench.scoring.models import Answer
from weerbaar.workbench.scoring.panel import turn_now


def answers_about(user: User, row: Scenario) -> Iterator[Text]:
    """Yield how many judgements there are about a scenario; what they are is not told."""
    n = Answer.objects.filter(scenario=row, turn=1, level__lte=user.clearance).count()
    if n == 1:
        yield Text(
            nl="Er is 1 oordeel gegeven; dat telt niet meer mee.", en="1 judgement was given; it no longer counts."
        )
    elif n:
        yield Text(
            nl=f"Er zijn {n} oordelen gegeven; die tellen niet meer mee.",
            en=f"{n} judgements were given; they no longer count.",
        )


def scoring_asked(user: User, round_: Round) -> Iterator[Asked]:
    """Yield what is asked of a person in a round; two questions to the database, and none where nothing is open."""
    turn = turn_now(round_)
    if turn is None:
        return
    due = round_.score_by if turn == 1 else round_.revise_by
    if may(user, Action.SCORE, round_):
        yield from _answers(user, round_, turn)
    if due is not None and due < timezone.now() and may(user, Action.FACILITATE, round_):
        what = Text(nl="het beoordelen", en="scoring") if turn == 1 else Text(nl="het herzien", en="revising")
        text = Text(
            nl=f"De termijn voor {what.nl} is verstreken: rond deze fase af.",
            en=f"The deadline for {what.en} has passed: conclude this phase.",
        )
        yield Asked(round_, text, reverse("plenary", kwargs={"round_slug": round_.slug}), due=due)


def _answers(user: User, round_: Round, turn: int) -> Iterator[Asked]:
    scenarios = Scenario.objects.filter(round=round_, status="active", level__lte=user.clearance).count()
    total = scenarios * len(rod_of(round_).fields)
    counts = Answer.objects.filter(
        panelist__round=round_,
        panelist__user=user,
        scenario__status="active",
        scenario__level__lte=user.clearance,
    ).aggregate(done=Count("pk", filter=Q(turn=turn)))
    done = counts["done"]
    if not total or done >= total:
        return
    nl = "scenario" if scenarios == 1 else "scenario’s"
    en = "scenario" if scenarios == 1 else "scenarios"
    if turn == 1:
        text = Text(
            nl=f"Beoordeel {scenarios} {nl} ({done} van {total} antwoorden gegeven)",
            en=f"Score {scenarios} {en} ({done} of {total} answers given)",
        )
    else:
        text = Text(
            nl=f"Herzie of bevestig uw oordelen over {scenarios} {nl} ({done} van {total} gedaan)",
            en=f"Revise or confirm your judgements on {scenarios} {en} ({done} of {total} done)",
        )
    due = round_.score_by if turn == 1 else round_.revise_by
    yield Asked(round_, text, reverse("scoring", kwargs={"round_slug": round_.slug}), due=due, done=done, total=total)
