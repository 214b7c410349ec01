# SPDX-License-Identifier: EUPL-1.2
"""Who sits in the panel, under which number, and how heavily each counts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from weerbaar.base import Explained, InputError
from weerbaar.dossier import number_text, parse_number
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.scoring import verbs
from weerbaar.workbench.scoring.answers import progress_by_panelist
from weerbaar.workbench.scoring.panel import NotNowError, experts_of
from weerbaar.workbench.scoring.sheet import problem_words
from weerbaar.workbench.shell.language import language, say


@access(Action.SEE_PANEL)
@require_GET
def panel(request: HttpRequest) -> HttpResponse:
    """The panel by name, and the experts who have no seat yet."""
    round_ = request.round  # type: ignore[attr-defined]
    rows = list(round_.panel.select_related("user"))
    seated = {row.user_id for row in rows}
    progress = progress_by_panelist(round_)
    leads = may(request.user, Action.FACILITATE, round_)  # type: ignore[arg-type]
    context = {
        "rows": [(row, progress.get(row.pk), _plain(row.weight)) for row in rows],
        "waiting": [user for user in experts_of(round_) if user.pk not in seated],
        "leads": leads,
        "may_change": leads and not round_.is_closed,
        "tab": "panel",
    }
    return render(request, "scoring/panel_page.html", context)


@access(Action.FACILITATE)
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Give experts a seat: those that were ticked, or all of them."""
    round_ = request.round  # type: ignore[attr-defined]
    if request.POST.get("all"):
        n = verbs.seat_experts(request, round_=round_)
    else:
        chosen = [int(pk) for pk in request.POST.getlist("user") if pk.isascii() and pk.isdigit()]
        n = 0
        for user in User.objects.filter(pk__in=chosen):
            try:
                verbs.add_panelist(request, round_=round_, user=user)
                n += 1
            except InputError as error:
                for line in problem_words(error, language()):
                    messages.error(request, line)
    words = say(
        f"{n} {'deskundige heeft' if n == 1 else 'deskundigen hebben'} een plaats gekregen.",
        f"{n} {'expert was' if n == 1 else 'experts were'} given a seat.",
    )
    messages.success(request, words)
    return redirect("scoring-panel", round_slug=round_.slug)


@access(Action.FACILITATE)
@require_POST
def weigh(request: HttpRequest, number: int) -> HttpResponse:
    """Change how heavily one panelist counts."""
    round_ = request.round  # type: ignore[attr-defined]
    row = round_.panel.filter(number=number).first()
    if row is None:
        raise Http404
    try:
        verbs.weigh_panelist(request, panelist=row, weight=parse_number(request.POST.get("weight", "")))
        messages.success(request, say("Het gewicht is bewaard.", "The weight has been saved."))
    except Explained as error:
        messages.error(request, error.text.in_(language()))
    except InputError as error:
        for line in problem_words(error, language()):
            messages.error(request, line)
    except NotNowError as error:
        messages.error(request, error.render(language()))
    return redirect("scoring-panel", round_slug=round_.slug)


def _plain(weight: float) -> str:
    """Return a weight as it is typed, with the decimal sign of the page."""
    text = number_text(weight)
    return text.replace(".", ",") if language() == "nl" else text
