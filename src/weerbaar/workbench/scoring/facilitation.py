# SPDX-License-Identifier: EUPL-1.2
"""Pages of the facilitator: how far everybody is, where the panel disagrees, what does not fit together, reminders."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.own_first import OWN_FIRST
from weerbaar.workbench.accounts.permissions import Action, access, waits
from weerbaar.workbench.audit import log
from weerbaar.workbench.rounds.models import Phase, Round, Task
from weerbaar.workbench.scoring import verbs
from weerbaar.workbench.scoring.answers import (
    Progress,
    in_effect,
    label_counts,
    progress_by_criterion,
    progress_by_panelist,
)
from weerbaar.workbench.scoring.disagreement import FAR, KINDS, alphas, differences, findings
from weerbaar.workbench.scoring.fields import rod_of
from weerbaar.workbench.scoring.models import Panelist
from weerbaar.workbench.scoring.panel import NotNowError, experts_of, scenarios_for, turn_now
from weerbaar.workbench.shell.language import language, say

MOST = 100
"""Lines of a ranked list on one page."""
_DIFFERENCES = Text(nl="Verschillen in het panel", en="Differences in the panel")
_CHECKS = Text(nl="Controles", en="Checks")


@dataclass(frozen=True)
class Seat:
    """One expert, with or without a seat in the panel.

    Attributes:
        share: of what is asked in this turn, between 0 and 1.
        reminded: a reminder is waiting.
    """

    user: User | None
    panelist: Panelist | None
    progress: Progress
    done: int
    share: float
    reminded: bool

    @property
    def name(self) -> str:
        """What this expert is called; a panelist that was imported has no account."""
        if self.user is not None:
            return str(self.user)
        return self.panelist.name_nl if self.panelist is not None else ""


def seats_of(round_: Round, total: int) -> list[Seat]:
    """Return every expert of a round, those furthest behind first."""
    turn = turn_now(round_) or (2 if round_.is_closed else 1)
    panel = list(round_.panel.select_related("user"))
    progress = progress_by_panelist(round_)
    address = reverse("scoring", kwargs={"round_slug": round_.slug})
    reminded = set(Task.objects.filter(round=round_, address=address, done=None).values_list("user_id", flat=True))
    seated = {row.user_id for row in panel}
    nothing = Progress(0, 0, None)

    def seat(user: User | None, row: Panelist | None) -> Seat:
        own = progress.get(row.pk, nothing) if row is not None else nothing
        done = own.second if turn == 2 and own.second else own.first if turn == 1 or round_.is_closed else own.second
        return Seat(user, row, own, done, done / total if total else 0.0, user is not None and user.pk in reminded)

    found = [seat(row.user, row) for row in panel if row.kind == "expert"]
    found += [seat(user, None) for user in experts_of(round_) if user.pk not in seated]
    return sorted(found, key=lambda s: (s.done, s.panelist is not None, s.name))


@access(Action.FACILITATE)
@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """How far each expert and each question is, and the first of what to talk about."""
    round_, user = _who(request)
    rod = rod_of(round_)
    turn = turn_now(round_)
    scenarios = list(scenarios_for(user, round_).only("slug", "title_nl", "title_en", "level", "round_id", "kind"))
    total = len(scenarios) * len(rod.fields)
    seats = seats_of(round_, total)
    apart = waits(user, round_)
    counts = {} if apart else label_counts(in_effect(round_, user.clearance))
    per_question = progress_by_criterion(round_, turn or 1)
    whole = len(scenarios) * max(sum(s.panelist is not None for s in seats), 1)
    return _page(
        request,
        "progress",
        {
            "seats": seats,
            "total": total,
            "given": sum(s.done for s in seats),
            "asked": total * len(seats),
            "not_started": [s for s in seats if s.done == 0],
            "behind": [s for s in seats if s.share < 1 and s.user is not None],
            "questions": [
                (asked, n := per_question.get(asked.id, 0), 100 * n / whole if whole else 0) for asked in rod.fields
            ],
            "whole": whole,
            "top": [] if apart else differences(rod, scenarios, counts)[:8],
            "own_first": OWN_FIRST if apart else None,
            "first_scenario": scenarios[0] if scenarios else None,
        },
        level=max((s.level for s in scenarios), default=0),
    )


@access(Action.FACILITATE)
@require_GET
def disagreement(request: HttpRequest) -> HttpResponse:
    """Every question, those on which the panel is most divided first, and the agreement per criterion."""
    round_, user = _who(request)
    if waits(user, round_):
        return withheld(request, "disagreement", _DIFFERENCES)
    rod = rod_of(round_)
    answers = in_effect(round_, user.clearance)
    scenarios = list(scenarios_for(user, round_).only("slug", "title_nl", "title_en", "level", "round_id", "kind"))
    criterion = request.GET.get("criterium", "")
    ranked = differences(rod, scenarios, label_counts(answers), criterion)
    rows: Any = answers.filter(panelist__kind="expert").values_list("panelist_id", "scenario_id", "criterion", "label")
    return _page(
        request,
        "disagreement",
        {
            "ranked": ranked[:MOST],
            "left_off": max(0, len(ranked) - MOST),
            "fields": rod.fields,
            "criterion": criterion,
            "alphas": [
                (asked, None if math.isnan(alpha) else alpha)
                for asked, alpha in zip(rod.fields, alphas(rod, rows).values(), strict=True)
            ],
        },
        level=max((s.level for s in scenarios), default=0),
    )


@access(Action.FACILITATE)
@require_GET
def checks(request: HttpRequest) -> HttpResponse:
    """What in the answers does not fit together."""
    round_, user = _who(request)
    if waits(user, round_):
        return withheld(request, "checks", _CHECKS)
    rod = rod_of(round_)
    scenarios = list(scenarios_for(user, round_).only("slug", "title_nl", "title_en", "level", "round_id", "kind"))
    counts = label_counts(in_effect(round_, user.clearance))
    found = findings(round_, rod, scenarios, counts, user.clearance)
    names = {row.number: row for row in round_.panel.select_related("user")}
    groups = [
        (
            title,
            [(f, names.get(f.who or 0)) for f in found if f.kind == kind][:MOST],
            sum(f.kind == kind for f in found),
        )
        for kind, title in KINDS.items()
    ]
    return _page(
        request,
        "checks",
        {"groups": groups, "far": FAR, "most": MOST},
        level=max((s.level for s in scenarios), default=0),
    )


@access(Action.FACILITATE)
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Ask the experts that were ticked to go on."""
    round_, _ = _who(request)
    chosen = [int(pk) for pk in request.POST.getlist("user") if pk.isascii() and pk.isdigit()]
    back = reverse("plenary", kwargs={"round_slug": round_.slug})
    if not chosen:
        messages.warning(request, say("U hebt niemand aangevinkt.", "You ticked nobody."))
        return redirect(back)
    try:
        n = verbs.remind(
            request, round_=round_, users=User.objects.filter(pk__in=chosen), text=request.POST.get("text", "")
        )
    except NotNowError as error:
        messages.error(request, error.render(language()))
        return redirect(back)
    nobody = say("Zij hebben al een herinnering openstaan.", "They have a reminder waiting already.")
    people = say(
        f"{n} {'deskundige' if n == 1 else 'deskundigen'} herinnerd.",
        f"{n} {'expert' if n == 1 else 'experts'} reminded.",
    )
    messages.success(request, people if n else nobody)
    return redirect(back)


def _who(request: HttpRequest) -> tuple[Round, User]:
    return request.round, request.user  # type: ignore[attr-defined,return-value]


def withheld(request: HttpRequest, tab: str, title: Text) -> HttpResponse:
    """Answer a facilitator who still scores blind, in the place of a page that shows answers."""
    context = {"title": title, "tab": tab, "own_first": OWN_FIRST}
    return render(request, "scoring/own_first_page.html", context)


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, level: int) -> HttpResponse:
    round_, _ = _who(request)
    request.level = max(round_.level, level)  # type: ignore[attr-defined]
    turn = turn_now(round_)
    if max(level, round_.level) >= Level.DEPARTMENTAL:
        log.record(request, "panel.read", round_, round_=round_, level=max(level, round_.level), page=name)
    due = round_.score_by if turn == 1 else round_.revise_by if turn == 2 else None
    return render(
        request,
        f"scoring/{name}_page.html",
        {"turn": turn, "due": due, "tab": name, "phase": Phase(round_.phase).text, **context},
    )
