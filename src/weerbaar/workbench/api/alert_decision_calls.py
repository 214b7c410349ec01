# SPDX-License-Identifier: EUPL-1.2
"""Deciding on an alert: the criteria, the checks of an approver, giving back, rejecting, approving, releasing.

Every decision bears the hash of the draft that was looked at: where the draft has changed since, nothing is decided.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from weerbaar.alerting.approval import Decision, challenge, criteria_tree, shipped_checks, walk
from weerbaar.alerting.register import Use as RegisterUse
from weerbaar.alerting.register import review_of
from weerbaar.workbench.alerts import approval_verbs
from weerbaar.workbench.alerts.approve_views import cap_preview
from weerbaar.workbench.alerts.footprint import footprint_of
from weerbaar.workbench.alerts.matter import matter_of
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.alerts.uses import register_use
from weerbaar.workbench.api.alert_calls import PLACE, AlertDetail, alert_detail
from weerbaar.workbench.api.alert_check import AlertFindingOut, ReachOut, findings, reach_out
from weerbaar.workbench.api.alert_opening import open_use
from weerbaar.workbench.api.opening import caller
from weerbaar.workbench.api.schemas import In, Moment, Out, Pair, about, pair

router = Router(tags=["alerts"], by_alias=True)
DraftHash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Id = Annotated[str, Field(min_length=1, max_length=80)]
Reason = Annotated[str, Field(max_length=200)]


class CriterionChoiceOut(Out):
    """An answer that can be given."""

    id: str
    text: Pair


class CriterionOut(Out):
    """A question of the criteria, with where it comes from."""

    id: str
    text: Pair
    help: Pair | None
    source: str
    answers: list[CriterionChoiceOut]


class CriterionStepOut(Out):
    """A question that was answered."""

    question: str
    answer: str
    by: str
    at: Moment
    remark: str


class CriteriaOut(Out):
    """How far the criteria were gone through; ``outcome`` is ``send``, ``do_not_send`` or ``consult`` at the end."""

    tree: str
    path: list[CriterionStepOut]
    open_question: CriterionOut | None
    outcome: str | None
    why: Pair | None
    advice: list[Pair]


class ApproverCheckOut(Out):
    """A check: what is asked, made from this very draft, whether the caller did it, and how often one may still try."""

    id: str
    title: Pair
    task: Pair
    prompt: Pair
    done: bool
    done_by: list[str]
    tries_left: int


class FootprintOut(Out):
    """Where it is received besides where it is meant to be."""

    cells: int
    area_km2: float
    outside_km2: float
    unserved_km2: float
    synthetic: bool
    reach: ReachOut | None


class FirstOfTwoOut(Out):
    """Who first asked for a release without the checks; a second person is still to come."""

    by: str
    reason: str


class AlertDecisionOut(Out):
    """All that an approver decides by, for the draft with this hash."""

    draft_hash: str | None
    author: str | None
    criteria: CriteriaOut
    checks: list[ApproverCheckOut]
    cap: list[AlertFindingOut]
    footprint: FootprintOut | None
    emergency: FirstOfTwoOut | None


class CriterionAnswerIn(In):
    """An answer to a question of the criteria."""

    question: Id
    answer: Id
    remark: Annotated[str, Field(max_length=500)] = ""


class CheckConfirmationIn(In):
    """What shows that a check was done, for the draft with this hash."""

    draft_hash: DraftHash
    check: Id
    typed: Annotated[str, Field(max_length=2_000)]


class ReturnIn(In):
    """Why the draft goes back, and the check that it did not pass, if it was one."""

    draft_hash: DraftHash
    reason: Reason
    check: Id | None = None


class RejectionIn(In):
    """Why there will be no alert."""

    draft_hash: DraftHash
    reason: Reason


class ApprovalIn(In):
    """The draft that is approved."""

    draft_hash: DraftHash


class ReleaseIn(In):
    """The draft that is released without the checks; the reason of the first of the two people counts."""

    draft_hash: DraftHash
    reason: Annotated[str, Field(max_length=500)] = ""


@router.get(f"{PLACE}/decision", response=AlertDecisionOut, **about("getAlertDecision", "What an approver decides by"))
def get_decision(request: HttpRequest, use: str) -> Any:
    """Return the criteria, the checks, what the CAP profile finds, and where the draft would be received."""
    row = open_use(request, use)
    found = register_use(row.use)
    first = approval_verbs.first_of_two(row, found.draft_hash)
    served = footprint_of(found, row.least_share)
    return AlertDecisionOut(
        draft_hash=found.draft_hash,
        author=found.author,
        criteria=_criteria(walk(criteria_tree(), approval_verbs.answers_of(row))),
        checks=_checks(row, found, caller(request).username),
        cap=findings(cap_preview(row, timezone.now()).findings),
        footprint=FootprintOut.of(served, reach=reach_out(served.reach)) if served is not None else None,
        emergency=FirstOfTwoOut(by=first["by"], reason=first["reason"]) if first is not None else None,
    )


@router.post(f"{PLACE}/answers", response=CriteriaOut, **about("answerAlertCriterion", "Answer one of the criteria"))
def answer(request: HttpRequest, use: str, given: CriterionAnswerIn) -> Any:
    """Answer it; the answer is kept with name and time."""
    row = open_use(request, use)
    return _criteria(
        approval_verbs.answer_question(request, row, question=given.question, answer=given.answer, remark=given.remark)
    )


@router.post(
    f"{PLACE}/confirmations", response=AlertDecisionOut, **about("confirmAlertCheck", "Do a check of an approver")
)
def confirm(request: HttpRequest, use: str, given: CheckConfirmationIn) -> Any:
    """Do it. A wrong answer is kept too, and counts."""
    row = open_use(request, use)
    approval_verbs.do_check(request, row, draft=given.draft_hash, check=given.check, typed=given.typed)
    return get_decision(request, use)


@router.post(f"{PLACE}/returns", response=AlertDetail, **about("returnAlert", "Give the draft back to its author"))
def give_back(request: HttpRequest, use: str, given: ReturnIn) -> Any:
    """Give it back."""
    row = open_use(request, use)
    approval_verbs.return_draft(request, row, draft=given.draft_hash, reason=given.reason, check=given.check)
    return alert_detail(row)


@router.post(f"{PLACE}/rejections", response=AlertDetail, **about("rejectAlert", "Decide that there will be no alert"))
def reject(request: HttpRequest, use: str, given: RejectionIn) -> Any:
    """Reject it."""
    row = open_use(request, use)
    approval_verbs.reject_draft(request, row, draft=given.draft_hash, reason=given.reason)
    return alert_detail(row)


@router.post(f"{PLACE}/approvals", response=AlertDetail, **about("approveAlert", "Approve this draft and no other"))
def approve(request: HttpRequest, use: str, given: ApprovalIn) -> Any:
    """Approve it; never by who wrote it."""
    row = open_use(request, use)
    approval_verbs.approve_draft(request, row, draft=given.draft_hash)
    return alert_detail(row)


@router.post(
    f"{PLACE}/releases",
    response=AlertDetail,
    **about("releaseAlert", "Release a draft without the checks, by two people"),
)
def release(request: HttpRequest, use: str, given: ReleaseIn) -> Any:
    """Ask for it as the first, or confirm it as the second; ``state`` says whether it was released."""
    row = open_use(request, use)
    approval_verbs.release(request, row, draft=given.draft_hash, reason=given.reason)
    return alert_detail(row)


def _criteria(found: Decision) -> CriteriaOut:
    at = found.open_question
    return CriteriaOut(
        tree=found.tree,
        path=[CriterionStepOut.of(step.answered) for step in found.path],
        open_question=None
        if at is None
        else CriterionOut.of(
            at,
            text=pair(at.text),
            help=pair(at.help),
            source=_source(at.source),
            answers=[CriterionChoiceOut(id=one.id, text=pair(one.text)) for one in at.answers],
        ),
        outcome=found.outcome,
        why=pair(found.why),
        advice=[pair(one) for one in found.advice],
    )


def _source(name: str) -> str:
    source = criteria_tree().sources[name]
    return source.reference or source.title


def _checks(row: Use, found: RegisterUse, by: str) -> list[ApproverCheckOut]:
    matter = matter_of(row, found)
    review = review_of(found, matter, shipped_checks())
    done = {check.id: [act.by for act in review.acts if act.check == check.id] for check in review.checks}
    return [
        ApproverCheckOut(
            id=check.id,
            title=pair(check.title),
            task=pair(check.task),
            prompt=pair(challenge(check, matter).prompt),
            done=by in done[check.id],
            done_by=list(dict.fromkeys(done[check.id])),
            tries_left=review.tries_left(check.id, by),
        )
        for check in review.checks
    ]
