# SPDX-License-Identifier: EUPL-1.2
"""One's own work, the list of rounds, and the description of a method."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from weerbaar.base import WeerbaarError
from weerbaar.method import describe_method, load_method, method_ids
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, visible_rounds
from weerbaar.workbench.rounds import verbs
from weerbaar.workbench.rounds.asked import Asked, asked_of
from weerbaar.workbench.rounds.forms import managed_regions, manages_everywhere
from weerbaar.workbench.rounds.models import Phase, Round, Task
from weerbaar.workbench.rounds.news import News, news_of
from weerbaar.workbench.rounds.sight import readable_tasks
from weerbaar.workbench.rounds.standing import next_deadline
from weerbaar.workbench.shell.language import language

_RECENT = timedelta(days=14)
_MOST_ROUNDS = 40


@access()
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The first page: one's own work."""
    return redirect("my-work")


@dataclass
class Pile:
    """What is asked of a person in one round."""

    round: Round
    asked: list[Asked] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


@access()
@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """What is asked of this person, with deadlines, and the rounds to go to."""
    user = cast(User, request.user)
    rounds = list(visible_rounds(user).select_related("region")[:_MOST_ROUNDS])
    news = news_of(user, rounds)
    done = Task.objects.filter(user=user, done__gt=timezone.now() - _RECENT).select_related("round").order_by("-done")
    context = {
        "piles": piles_of(user, rounds),
        "done": readable_tasks(user, [task for task in done if task.round.level <= user.clearance]),
        "rounds": [(round_, next_deadline(round_), news[round_.pk]) for round_ in rounds],
        "may_make": may_make_rounds(user),
    }
    return render(request, "rounds/my_work.html", context)


def piles_of(user: User, rounds: Iterable[Round]) -> list[Pile]:
    """Return what is asked, per round, the round with the first deadline first."""
    open_ = {round_.pk: round_ for round_ in rounds}
    piles: dict[int, Pile] = {}
    for asked in asked_of(user, [round_ for round_ in open_.values() if round_.phase != Phase.SIGNED]):
        piles.setdefault(asked.round.pk, Pile(asked.round)).asked.append(asked)
    tasks = Task.objects.filter(user=user, done__isnull=True, round__in=open_).select_related("asked_by")
    for task in sorted(readable_tasks(user, tasks), key=lambda t: (t.due is None, t.due or t.created)):
        piles.setdefault(task.round_id, Pile(open_[task.round_id])).tasks.append(task)
    return sorted(piles.values(), key=_first_due)


def _first_due(pile: Pile) -> tuple[bool, float, str]:
    moments = [*(asked.due for asked in pile.asked), *(task.due for task in pile.tasks)]
    dues = [due.timestamp() for due in moments if due is not None]
    return not dues, min(dues, default=0.0), pile.round.slug


def may_make_rounds(user: User) -> bool:
    """Return whether a person may make a round: everywhere, or for some region."""
    return manages_everywhere(user) or managed_regions(user).exists()


@access()
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round this person may read, to be searched by name, phase and year."""
    user = cast(User, request.user)
    text, phase = request.GET.get("q", "").strip()[:200], request.GET.get("fase", "")
    found = visible_rounds(user).select_related("region")
    for word in text.replace("\0", "").split():
        found = found.filter(
            Q(title_nl__icontains=word)
            | Q(title_en__icontains=word)
            | Q(label__icontains=word)
            | Q(organisation_nl__icontains=word)
            | Q(region__name__icontains=word)
            | (Q(year=int(word)) if word.isdecimal() and len(word) == 4 else Q())
        )
    if phase in Phase.values:
        found = found.filter(phase=phase)
    rows = list(found)
    context: dict[str, Any] = {
        "rows": [(round_, next_deadline(round_)) for round_ in rows],
        "text": text,
        "phase": phase,
        "phases": [(p.value, p.text) for p in Phase],
        "any": bool(rows) or visible_rounds(user).exists(),
        "may_make": may_make_rounds(user),
    }
    return render(request, "rounds/rounds.html", context)


@access(Action.READ)
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Remember that this person has seen the round as it is now."""
    user, round_ = cast(User, request.user), request.round  # type: ignore[attr-defined]
    verbs.see(round_, user)
    return HttpResponse(status=204) if request.headers.get("HX-Request") else redirect("round", round_slug=round_.slug)


@access()
@require_safe
def method(request: HttpRequest, method_id: str) -> HttpResponse:
    """A shipped method in full: criteria, classes, weights, and how sure each part is."""
    if method_id not in method_ids():
        raise Http404
    try:
        found = load_method(method_id)
    except WeerbaarError:
        raise Http404 from None
    context = {"method": found, "description": describe_method(found, language())}
    return render(request, "rounds/method.html", context)


def news_for(user: User, round_: Round) -> News:
    """Return what is new to a person in one round."""
    return news_of(user, [round_])[round_.pk]
