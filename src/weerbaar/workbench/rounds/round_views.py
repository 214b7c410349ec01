# SPDX-License-Identifier: EUPL-1.2
"""The pages of one round: overview, completeness, phase, settings, history, comparison."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may, roles_of
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.reading import note_reading
from weerbaar.workbench.rounds import phases, verbs
from weerbaar.workbench.rounds.asked import asked_of
from weerbaar.workbench.rounds.comparison import compare_rounds, picker, state_counts
from weerbaar.workbench.rounds.forms import SettingsForm
from weerbaar.workbench.rounds.history import LABELS, changes_of
from weerbaar.workbench.rounds.models import Phase, Round, Task
from weerbaar.workbench.rounds.quality import checks_of
from weerbaar.workbench.rounds.sight import readable_tasks
from weerbaar.workbench.rounds.standing import deadlines, method_of, standing_of
from weerbaar.workbench.rounds.views import news_for
from weerbaar.workbench.scoring.models import Answer
from weerbaar.workbench.shell.conflict import conflict_page
from weerbaar.workbench.shell.drafts import forget
from weerbaar.workbench.shell.language import say, words
from weerbaar.workbench.shell.menu import address_of
from weerbaar.workbench.shell.versioned import StaleVersionError


def _whose(request: HttpRequest) -> tuple[User, Round]:
    user, round_ = cast(User, request.user), request.round  # type: ignore[attr-defined]
    return user, round_


@access(Action.READ)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """One round: what it is, how far it is, what comes next for this person."""
    user, round_ = _whose(request)
    tasks = Task.objects.filter(user=user, round=round_, done__isnull=True).order_by("due")
    profile = next((p for p in round_.weight_profiles if p["id"] == round_.weight_profile), None)
    context = {
        "standing": standing_of(round_, level=user.clearance),
        "steps": stepper(round_),
        "deadlines": deadlines(round_),
        "asked": asked_of(user, [round_]) if round_.phase != Phase.SIGNED else [],
        "tasks": readable_tasks(user, tasks),
        "news": news_for(user, round_),
        "roles": [words(role.text) for role in sorted(roles_of(user, round_))],
        "method": method_of(round_),
        "profile": profile,
        "earlier": _earlier(user, round_),
        "may_step": may_step(user, round_),
        "may_manage": may(user, Action.MANAGE, round_),
        "people_page": address_of("round-people", round_slug=round_.slug) if may(user, Action.MANAGE, round_) else "",
        "log_page": address_of("round-audit", round_slug=round_.slug) if may(user, Action.AUDIT, round_) else "",
    }
    return render(request, "rounds/overview.html", context)


def _highest(user: User, rounds: tuple[Round, ...]) -> int:
    """Return the level of a page that shows all of these rounds that somebody may see."""
    within = {"level__lte": user.clearance}
    scenarios = Scenario.objects.filter(round__in=rounds, **within).values_list("level", flat=True)
    answers = Answer.objects.filter(scenario__round__in=rounds, **within).values_list("level", flat=True)
    return max([*(r.level for r in rounds), *scenarios.order_by().distinct(), *answers.order_by().distinct()])


def _earlier(user: User, round_: Round) -> Round | None:
    earlier = round_.previous
    return earlier if earlier is not None and may(user, Action.READ, earlier) else None


def stepper(round_: Round) -> list[tuple[Phase, str]]:
    """Return the phases in order, each with ``done``, ``now`` or ``later``."""
    order = list(Phase)
    here = order.index(Phase(round_.phase))
    return [(phase, "done" if i < here else "now" if i == here else "later") for i, phase in enumerate(order)]


def may_step(user: User, round_: Round) -> bool:
    """Return whether a person may change the phase."""
    return may(user, Action.FACILITATE, round_) or may(user, Action.MANAGE, round_)


@access(Action.READ)
@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Is the round complete: every check with the place where it is put right."""
    user, round_ = _whose(request)
    checks = [
        (check, address_of(check.page, round_slug=round_.slug)) for check in checks_of(round_, level=user.clearance)
    ]
    visible = [(check, address if _reachable(user, round_, check.page) else "") for check, address in checks]
    context = {"checks": visible, "open": sum(1 for check, _ in checks if check.found)}
    return render(request, "rounds/quality.html", context)


_NEEDS = {"plenary": Action.FACILITATE}


def _reachable(user: User, round_: Round, page: str) -> bool:
    return may(user, _NEEDS.get(page, Action.READ), round_)


@access(Action.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: HttpRequest) -> HttpResponse:
    """The steps to another phase: what stands in the way, what each does, and why it was taken."""
    user, round_ = _whose(request)
    problems: list[str] = []
    allowed = may_step(user, round_)
    chosen = request.POST.get("step", "")
    if request.method == "POST":
        if not allowed:
            raise PermissionDenied
        verb = verbs.STEPS.get(chosen)
        version = request.POST.get("version", "")
        if verb is None or not version.isdecimal():
            problems = [say("Kies een stap.", "Choose a step.")]
        else:
            try:
                verb(request, round_, int(version), reason=request.POST.get("reason", "")[:2_000])
            except verbs.RefusedError as refused:
                problems = [words(reason) for reason in refused.reasons]
            except StaleVersionError:
                problems = [
                    say(
                        "Iemand anders heeft de ronde intussen gewijzigd. Bekijk de ronde opnieuw en kies dan.",
                        "Somebody else has changed the round meanwhile. Look at the round again, and choose then.",
                    )
                ]
                round_.refresh_from_db()
            else:
                now = words(Phase(round_.phase).text)
                messages.success(request, say(f"De ronde is nu in de fase ‘{now}’.", f"The round is now in: {now}."))
                return redirect("round", round_slug=round_.slug)
    context: dict[str, Any] = {
        "steps": stepper(round_),
        "ways": [
            (step, phases.end_of(step, round_).text, phases.obstacles(step, round_))
            for step in phases.steps_from(round_)
        ],
        "allowed": allowed,
        "problems": problems,
        "chosen": chosen,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "rounds/phase.html", context, status=422 if problems else 200)


@access(Action.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Change the data of the round."""
    user, round_ = _whose(request)
    key = f"round:{round_.pk}"
    form = SettingsForm(request.POST or None, user=user, round_=round_)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in SettingsForm.FIELDS}
        try:
            verbs.change_round(request, round_, form.cleaned_data["version"], **values)
        except StaleVersionError as error:
            labels = {name: str(form.fields[name].label) for name in SettingsForm.FIELDS}
            return conflict_page(request, error, labels, back=request.path)
        except verbs.RefusedError as refused:
            for reason in refused.reasons:
                form.add_error(None, words(reason))
        else:
            forget(user, key)
            messages.success(request, say("De instellingen zijn bewaard.", "The settings have been saved."))
            return redirect("round-settings", round_slug=round_.slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "rounds/settings.html", {"form": form, "draft_key": key}, status=status)


@access(Action.READ)
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Who changed what of the round, and when; the newest first."""
    _, round_ = _whose(request)
    page = Paginator(changes_of(round_), 50).get_page(request.GET.get("page"))
    return render(request, "rounds/history.html", {"page": page, "labels": LABELS})


@access(Action.READ)
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """This round beside an earlier one: new, gone and changed scenarios, and what was said of them."""
    user, round_ = _whose(request)
    chosen = picker(request)
    context: dict[str, Any] = {"picker": chosen, "earlier": chosen.earlier}
    if chosen.earlier is not None:
        found = compare_rounds(chosen.earlier, round_, user)
        rounds = (round_, chosen.earlier)
        note_reading(request, _highest(user, rounds), "round.read", chosen.earlier)
        context |= {
            "comparison": found,
            "counts": state_counts(found),
            "with_results": all(may(user, Action.RESULTS, r) for r in rounds),
            "without_answers": [r for r in rounds if not Answer.objects.filter(panelist__round=r).exists()],
        }
        context |= {state: found.with_state(state) for state in ("new", "gone", "changed", "same")}
    return render(request, "rounds/compare.html", context)
