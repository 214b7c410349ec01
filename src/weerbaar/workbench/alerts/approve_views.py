# SPDX-License-Identifier: EUPL-1.2
"""The page on which somebody other than the author decides: everything in one sight, and every check acted upon."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from weerbaar.alerting import Finding
from weerbaar.alerting.approval import (
    OUTCOME_WORDS,
    Act,
    Check,
    Decision,
    Matter,
    NotShownError,
    Review,
    challenge,
    criteria_tree,
    shipped_checks,
    walk,
)
from weerbaar.alerting.cap import check as check_cap
from weerbaar.alerting.cap import write_alert
from weerbaar.alerting.compose import to_cap
from weerbaar.alerting.register import STATE_WORDS, Checked, State, Use, review_of
from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, access, may_in_region
from weerbaar.workbench.alerts import approval_verbs as verbs
from weerbaar.workbench.alerts import facts, models
from weerbaar.workbench.alerts.case_pages import TARGET, clock_of, duration_words, map_of
from weerbaar.workbench.alerts.checking import findings_of
from weerbaar.workbench.alerts.footprint import footprint_of
from weerbaar.workbench.alerts.forms import draft_of
from weerbaar.workbench.alerts.matter import matter_of
from weerbaar.workbench.alerts.opening import person, use_for
from weerbaar.workbench.alerts.uses import place_of, register_use, sent_back, text_of
from weerbaar.workbench.shell.language import language, say, words


@dataclass(frozen=True)
class CheckRow:
    """One check as the approver sees it.

    Attributes:
        prompt: what is asked, from this very draft.
        done: by this person; None where it is still to be done.
        others: by whom else it was done.
        tries_left: how often this person may still answer.
        fault: why the last answer was not right.
    """

    check: Check
    prompt: Text
    done: Act | None
    others: tuple[str, ...]
    tries_left: int
    fault: str = ""


@dataclass(frozen=True)
class CapPreview:
    """The draft as a CAP message, and what the check of the Dutch profile finds in it."""

    text: str
    findings: tuple[Finding, ...]
    fault: Text | None = None


@access(Action.ALERT_READ, some_region=True)
def approve(request: HttpRequest, use: str) -> HttpResponse:
    """Look at a draft, walk the criteria, do the checks, and decide."""
    row = use_for(request, use)
    if request.method != "POST":
        return _page(request, row)
    asked = request.POST
    act = _ACTS.get(asked.get("act", ""))
    if act is None:
        return _page(request, row, status=400)
    try:
        said = act(request, row, asked)
    except NotShownError as error:
        return _page(request, row, {asked.get("check", ""): error.render(language())}, status=422)
    except WeerbaarError as error:
        messages.error(request, error.render(language()))
        return _page(request, row, status=409)
    messages.success(request, said)
    back = redirect("alert-approve", use=row.use)
    back["Location"] += {"answer": "#criteria", "check": "#controles"}.get(asked.get("act", ""), "#inhoud")
    return back


def _answer(request: HttpRequest, row: models.Use, asked: QueryDict) -> str:
    verbs.answer_question(
        request,
        row,
        question=asked.get("question", ""),
        answer=asked.get("answer", ""),
        remark=asked.get("remark", ""),
    )
    return say("Het antwoord is bewaard.", "The answer was saved.")


def _check(request: HttpRequest, row: models.Use, asked: QueryDict) -> str:
    verbs.do_check(
        request, row, draft=asked.get("draft", ""), check=asked.get("check", ""), typed=asked.get("typed", "")[:2_000]
    )
    return say("De controle is gedaan.", "The check was done.")


def _return(request: HttpRequest, row: models.Use, asked: QueryDict) -> str:
    verbs.return_draft(request, row, draft=asked.get("draft", ""), reason=asked.get("reason", "")[:200])
    return say("Het concept is teruggegeven.", "The draft was returned.")


def _reject(request: HttpRequest, row: models.Use, asked: QueryDict) -> str:
    verbs.reject_draft(request, row, draft=asked.get("draft", ""), reason=asked.get("reason", "")[:200])
    return say("De inzet is afgewezen.", "The use was rejected.")


def _approve(request: HttpRequest, row: models.Use, asked: QueryDict) -> str:
    verbs.approve_draft(request, row, draft=asked.get("draft", ""))
    return say("Goedgekeurd. Dit concept mag worden verzonden.", "Approved. This draft may be sent.")


def _release(request: HttpRequest, row: models.Use, asked: QueryDict) -> str:
    said = verbs.release(request, row, draft=asked.get("draft", ""), reason=asked.get("reason", "")[:500])
    if said is None:
        return say(
            "Vastgelegd. Een tweede persoon bevestigt de noodvrijgave in een eigen sessie.",
            "Recorded. A second person confirms the emergency release in a session of their own.",
        )
    return say("Vrijgegeven door twee personen, zonder controles.", "Released by two people, without the checks.")


_ACTS: Mapping[str, Callable[[HttpRequest, models.Use, QueryDict], str]] = {
    "answer": _answer,
    "check": _check,
    "return": _return,
    "reject": _reject,
    "approve": _approve,
    "release": _release,
}


def _page(
    request: HttpRequest, row: models.Use, faults: Mapping[str, str] | None = None, *, status: int = 200
) -> HttpResponse:
    now, user = timezone.now(), person(request)
    row.refresh_from_db()
    use = register_use(row.use)
    by = user.username
    waiting = use.state is State.WAITING
    approves = may_in_region(user, Action.ALERT_APPROVE, row.region_id)
    writes = may_in_region(user, Action.ALERT_WRITE, row.region_id)
    matter = matter_of(row, use)
    decision = decision_of(row)
    checks = _checks(use, matter, by, faults or {})
    first = verbs.first_of_two(row, use.draft_hash)
    mine = bool(use.author) and use.author == by
    findings = _findings(row, now)
    found = footprint_of(use, row.least_share)
    context: dict[str, Any] = {
        "row": row,
        "use": use,
        "state": STATE_WORDS[use.state],
        "text": text_of(use),
        "place": place_of(use),
        "draft": use.draft,
        "hash": use.draft_hash,
        "matter": matter,
        "waiting": waiting,
        "mine": mine,
        "decides": waiting and approves and not mine,
        "answers": use.state in (State.WAITING, State.DRAFT) and (approves or writes),
        "releases": waiting and (approves or writes),
        "first": first,
        "first_is_me": first is not None and first["by"] == by,
        "decision": decision,
        "back": sent_back(use),
        # What was refused stays where it was typed.
        "asked": request.POST if status != 200 else {},
        "outcome": OUTCOME_WORDS[decision.outcome] if decision.outcome else None,
        "may_go": decision.outcome == "send" or use.status != "actual",
        "checks": checks,
        "left": sum(check.done is None for check in checks),
        "findings": findings,
        "errors": sum(finding.level == "error" for finding in findings),
        "cap": cap_preview(row, now),
        "footprint": found,
        "map": map_of(use, found.served if found is not None else None),
        "clock": clock_of(use, now),
        "target": duration_words(TARGET),
    }
    return render(request, "alerts/approve.html", context, status=status)


def _checks(use: Use, matter: Matter, by: str, faults: Mapping[str, str]) -> list[CheckRow]:
    review: Review = review_of(use, matter, shipped_checks())
    return [
        CheckRow(
            check,
            challenge(check, matter).prompt,
            next((act for act in review.acts if act.check == check.id and act.by == by), None),
            tuple(dict.fromkeys(act.by for act in review.acts if act.check == check.id and act.by != by)),
            review.tries_left(check.id, by),
            faults.get(check.id, ""),
        )
        for check in review.checks
    ]


def _findings(row: models.Use, now: datetime) -> list[Finding]:
    return findings_of(draft_of(row), facts.borders_now(facts.PATIENCE_S), now)


def cap_preview(row: models.Use, now: datetime) -> CapPreview:
    """Return a draft as the CAP message that would be published if it were sent now, checked by the Dutch profile."""
    draft = draft_of(row)
    earlier = None
    try:
        if draft.replaces:
            found = models.Use.objects.get(use=draft.replaces)
            alone = draft_of(found).model_copy(update={"replaces": None})
            earlier = to_cap(alone, register_use(found.use).moments.on_air or found.created)
        data = write_alert(to_cap(draft, now, earlier))
        verdicts = check_cap(data, row.use, now=now, profile="nl")
    except (WeerbaarError, models.Use.DoesNotExist) as error:
        return CapPreview("", (), error.message if isinstance(error, WeerbaarError) else Text(nl=str(error)))
    return CapPreview(data.decode(), tuple(finding for verdict in verdicts for finding in verdict.findings))


def shown_checks(use: Use) -> list[tuple[str, str, bool]]:
    """Return which checks were done by whom, for the page of what became of it."""
    titles = {check.id: words(check.title) for check in shipped_checks()}
    return [
        (titles.get(given.said.check, given.said.check), given.by, given.said.shown)
        for given in use.checks
        if isinstance(given.said, Checked) and given.said.draft == use.draft_hash
    ]


def decision_of(row: models.Use) -> Decision:
    """Return what the answers to the criteria come to so far."""
    return walk(criteria_tree(), verbs.answers_of(row))
