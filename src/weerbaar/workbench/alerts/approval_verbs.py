# SPDX-License-Identifier: EUPL-1.2
"""Every write of deciding on an alert: answers to the criteria, checks, giving back, rejecting, approving.

Each is bound to the draft that was looked at: when the draft has changed since, nothing is done and it says so. Nor is
anything done again where this very person did this very thing already: a button pressed twice, a call sent again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.alerting.approval import (
    Answered,
    ApprovalError,
    Decision,
    Matter,
    NotShownError,
    Review,
    approve,
    confirm,
    criteria_tree,
    give_back,
    release_in_emergency,
    shipped_checks,
    walk,
)
from weerbaar.alerting.register import (
    Approved,
    Checked,
    Content,
    Kind,
    Rejected,
    Returned,
    State,
    Use,
    approved,
    checked,
    decided,
    fold,
    missed,
    returned,
    review_of,
)
from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, may_in_region
from weerbaar.workbench.alerts import models
from weerbaar.workbench.alerts.matter import matter_of
from weerbaar.workbench.alerts.opening import person
from weerbaar.workbench.alerts.store import DatabaseStore
from weerbaar.workbench.alerts.uses import follow, held
from weerbaar.workbench.audit import log

_DECIDING = frozenset({State.DRAFT, State.WAITING, State.APPROVED})
_NOT_APPROVED = frozenset({State.DRAFT, State.WAITING, State.REJECTED, State.CANCELLED, State.ENDED})
"""States in which an earlier approval lets nobody send."""
_LONGEST_REMARK = 500
_LONGEST_REASON = 200
_LONGEST_SEEN = 200


class DecisionError(WeerbaarError):
    """What cannot be decided as things stand: the draft changed meanwhile, or nobody offers it."""


@dataclass(frozen=True)
class _Case:
    """A use that somebody decides on; its row is held for the time of the transaction."""

    row: models.Use
    use: Use
    by: str
    now: datetime

    @cached_property
    def matter(self) -> Matter:
        return matter_of(self.row, self.use)

    @property
    def review(self) -> Review:
        return review_of(self.use, self.matter, shipped_checks())

    def approval(self, draft: str) -> Approved | None:
        """Return this person's approval of this draft, if there is one that still stands."""
        if self.use.state in _NOT_APPROVED or self.use.draft_hash != draft:
            return None
        said = [given.said for given in self.use.approvals if given.by == self.by]
        return next((one for one in reversed(said) if isinstance(one, Approved) and one.draft == draft), None)

    def sent_away(self, how: type[Returned | Rejected], draft: str, reason: str) -> bool:
        """Return whether the last that happened is that this person returned or rejected this draft for this reason."""
        back = self.use.returns[-1] if self.use.returns and self.use.state is State.DRAFT else self.use.rejected
        said = back.said if back is not None and back.by == self.by else None
        return isinstance(said, how) and (said.draft, said.reason) == (draft, reason.strip())

    def answered(self, check: str, typed: str) -> bool:
        """Return whether this is what this person answered last to a check of this very draft."""
        said = [given.said for given in self.use.checks if given.by == self.by]
        own = [
            one for one in said if isinstance(one, Checked) and one.check == check and one.draft == self.matter.draft
        ]
        return bool(own) and own[-1].seen.strip()[:_LONGEST_SEEN] == typed.strip()[:_LONGEST_SEEN]

    def require_offered(self, draft: str) -> None:
        """See to it that this very draft is offered.

        Raises:
            DecisionError: it is not, or was decided on already.
        """
        _require_open(self.use)
        if self.use.state is not State.WAITING:
            raise _not_offered()
        if self.use.draft_hash != draft:
            raise DecisionError(
                Text(
                    nl="Het concept is gewijzigd nadat u deze pagina opende. Bekijk het opnieuw; er is niets besloten.",
                    en="The draft was changed after you opened this page. Look again; nothing was decided.",
                )
            )

    def write(self, kind: Kind, content: Content) -> None:
        DatabaseStore().append(kind, self.row.use, self.by, content, self.now)


@transaction.atomic
def answer_question(request: HttpRequest, use: models.Use, *, question: str, answer: str, remark: str = "") -> Decision:
    """Answer a question of the decision tree; the answer is kept with name and time, as are those it replaces.

    Args:
        request: of who answers: the author, or who approves.
        use: the use.
        question, answer: their ids in the tree.
        remark: what is worth knowing beside it.

    Raises:
        PermissionDenied: this person neither writes nor approves alerts here.
        AnswerError: there is no such question or answer.
        DecisionError: it was sent or rejected already.
    """
    _require_any(request, use, Action.ALERT_APPROVE, Action.ALERT_WRITE)
    row = held(use)
    by, now = person(request).username, timezone.now()
    _require_open(fold(DatabaseStore().events(row.use)).get(row.use))
    before, remark = answers_of(row), remark.strip()[:_LONGEST_REMARK]
    if before and before[-1] == Answered(question, answer, by, before[-1].at, remark):
        return walk(criteria_tree(), before)
    given = [*before, Answered(question, answer, by, now, remark)]
    decision = walk(criteria_tree(), given)
    DatabaseStore().append(Kind.DECIDED, row.use, by, decided(decision), now)
    follow(row, answers=[_stored(one) for one in given])
    log.record(request, "alert.answered", row, question=question, answer=answer)
    return decision


@transaction.atomic
def _missed(request: HttpRequest, case: _Case, check: str, typed: str) -> None:
    case.write(Kind.CHECKED, missed(check, typed, case.matter.draft))
    log.record(request, "alert.check-missed", case.row, check=check)


def do_check(request: HttpRequest, use: models.Use, *, draft: str, check: str, typed: str) -> None:
    """Do one check: what was typed must show that it was done. A wrong answer is kept too, and counts.

    Args:
        request: of the approver.
        use: the use.
        draft: hash of the draft that was looked at.
        check: id of the check.
        typed: what the approver typed.

    Raises:
        PermissionDenied: this person does not approve alerts here.
        DecisionError: the draft changed meanwhile, or is not offered.
        NotShownError: it does not show that; the try is counted.
        ApprovalError: not by this person, or not any more.
    """
    with transaction.atomic():
        case = _case(request, use)
        case.require_offered(draft)
        before, again, mine = case.review, case.answered(check, typed), (check, case.by)
        if again and check not in {one.id for one in before.open_for(case.by)}:
            return
        if again and mine in before.missed:
            # The same wrong answer is no new try.
            place = before.missed.index(mine)
            before = replace(before, missed=before.missed[:place] + before.missed[place + 1 :])
        try:
            review = confirm(before, check, case.by, typed, case.now)
        except NotShownError as error:
            # The try is kept, so nothing of this transaction may be undone: it is raised after it.
            if not again:
                _missed(request, case, check, typed)
            failed = error
        else:
            act = next(act for act in reversed(review.acts) if act.check == check)
            case.write(Kind.CHECKED, checked(act, case.matter.draft))
            log.record(request, "alert.checked", case.row, check=check)
            return
    raise failed


@transaction.atomic
def return_draft(request: HttpRequest, use: models.Use, *, draft: str, reason: str, check: str | None = None) -> None:
    """Give the draft back to its author.

    Args:
        request: of the approver.
        use: the use.
        draft: hash of the draft that was looked at.
        reason: what is to be changed.
        check: the check that it did not pass, if it was a check.

    Raises:
        PermissionDenied, DecisionError, ApprovalError: as :func:`do_check`.
    """
    case = _case(request, use)
    if case.sent_away(Returned, draft, reason):
        return
    case.require_offered(draft)
    review = give_back(case.review, case.by, reason, case.now, check)
    if review.returned is not None:
        case.write(Kind.RETURNED, returned(review.returned))
    follow(case.row, emergency={})
    log.record(request, "alert.returned", case.row, check=check or "")


@transaction.atomic
def reject_draft(request: HttpRequest, use: models.Use, *, draft: str, reason: str) -> None:
    """Decide that there will be no alert.

    Args:
        request: of the approver.
        use: the use.
        draft: hash of the draft that was looked at.
        reason: why not.

    Raises:
        PermissionDenied, DecisionError, ApprovalError: as :func:`do_check`.
    """
    case, reason = _case(request, use), reason.strip()[:_LONGEST_REASON]
    if case.sent_away(Rejected, draft, reason):
        return
    case.require_offered(draft)
    # The same rules as for giving it back: another person, and a reason.
    give_back(case.review, case.by, reason, case.now)
    case.write(Kind.REJECTED, Rejected(draft=case.matter.draft, reason=reason))
    follow(case.row, emergency={})
    log.record(request, "alert.rejected", case.row)


@transaction.atomic
def approve_draft(request: HttpRequest, use: models.Use, *, draft: str) -> Approved:
    """Approve this draft and no other. The criteria must have been gone through and come to sending.

    Args:
        request: of the approver.
        use: the use.
        draft: hash of the draft that was looked at.

    Raises:
        PermissionDenied, ApprovalError: as :func:`do_check`; not every check was done by this person.
        DecisionError: the draft changed meanwhile, or the criteria do not come to sending.
    """
    case = _case(request, use)
    if (done := case.approval(draft)) is not None:
        return done
    case.require_offered(draft)
    if case.use.status == "actual" and (outcome := walk(criteria_tree(), answers_of(case.row)).outcome) != "send":
        raise _undecided(outcome)
    said = approved(approve(case.review, case.by, case.now))
    case.write(Kind.APPROVED, said)
    follow(case.row, emergency={}, approved_share=case.row.least_share)
    log.record(request, "alert.approved", case.row, draft=case.matter.draft)
    return said


@transaction.atomic
def release(request: HttpRequest, use: models.Use, *, draft: str, reason: str) -> Approved | None:
    """Release a draft without the checks, by two people, each in a session of their own.

    The first one gives the reason, and nothing is released yet; the second one confirms. At least one of them may
    approve alerts.

    Args:
        request: of the first or the second person.
        use: the use.
        draft: hash of the draft that was looked at.
        reason: why the checks cannot be done; that of the first person counts.

    Returns:
        The release, or None where the second person is still to come.

    Raises:
        PermissionDenied: this person neither writes nor approves alerts here, or neither of the two approves.
        DecisionError: the draft changed meanwhile, or is not offered.
        ApprovalError: twice the same person, or no reason.
    """
    _require_any(request, use, Action.ALERT_APPROVE, Action.ALERT_WRITE)
    case = _case(request, use, Action.ALERT_READ)
    if (done := case.approval(draft)) is not None:
        return done
    case.require_offered(draft)
    approves = may_in_region(person(request), Action.ALERT_APPROVE, use.region_id)
    first = first_of_two(case.row, case.matter.draft)
    if first is not None and (first["by"], first["reason"]) == (case.by, reason.strip()):
        return None
    if first is None:
        # Tried with somebody else as the second, so that a reason that is none is refused now.
        release_in_emergency(case.matter, (case.by, f"{case.by}+"), reason, case.now)
        said = {"by": case.by, "approves": approves, "reason": reason.strip(), "draft": draft}
        follow(case.row, emergency={**said, "at": case.now.isoformat()})
        log.record(request, "alert.emergency-asked", case.row, draft=draft)
        return None
    found = approved(release_in_emergency(case.matter, (first["by"], case.by), first["reason"], case.now))
    if not (approves or first["approves"]):
        raise PermissionDenied
    case.write(Kind.APPROVED, found)
    follow(case.row, emergency={}, approved_share=case.row.least_share)
    log.record(request, "alert.released", case.row, draft=draft, by=list(found.by))
    return found


def first_of_two(row: models.Use, draft: str | None) -> dict[str, str] | None:
    """Return what the first of two people said who release this very draft; None where nobody did."""
    return row.emergency if row.emergency and row.emergency.get("draft") == draft else None


def answers_of(row: models.Use) -> list[Answered]:
    """Return the answers to the criteria so far, in the order in which they were given."""
    return [
        Answered(one["question"], one["answer"], one["by"], datetime.fromisoformat(one["at"]), one.get("remark", ""))
        for one in row.answers
    ]


def _stored(one: Answered) -> dict[str, str]:
    return {
        "question": one.question,
        "answer": one.answer,
        "by": one.by,
        "at": one.at.isoformat(),
        "remark": one.remark,
    }


def _case(request: HttpRequest, use: models.Use, action: Action = Action.ALERT_APPROVE) -> _Case:
    """Hold the use that somebody decides on."""
    user = person(request)
    if not may_in_region(user, action, use.region_id):
        raise PermissionDenied
    row = held(use)
    found = fold(DatabaseStore().events(row.use)).get(row.use)
    if found is None:
        raise _not_offered()
    return _Case(row, found, user.username, timezone.now())


def _not_offered() -> DecisionError:
    return DecisionError(
        Text(
            nl="Dit concept wordt niet (meer) ter goedkeuring aangeboden.",
            en="This draft is not (any more) offered for approval.",
        )
    )


def _require_any(request: HttpRequest, use: models.Use, *actions: Action) -> None:
    user = person(request)
    if not any(may_in_region(user, action, use.region_id) for action in actions):
        raise PermissionDenied


def _require_open(found: Use | None) -> None:
    if found is not None and found.state not in _DECIDING:
        raise DecisionError(
            Text(nl="Over deze inzet is al besloten.", en="This use was decided on already."),
        )


def _undecided(outcome: str | None) -> ApprovalError:
    if outcome is None:
        return ApprovalError(
            Text(
                nl="Beantwoord eerst alle vragen over de criteria.", en="Answer all questions about the criteria first."
            )
        )
    return ApprovalError(
        Text(
            nl="De criteria komen niet uit op inzetten. Wijzig een antwoord, geef het concept terug of wijs het af.",
            en="The criteria do not come to sending. Change an answer, return the draft or reject it.",
        )
    )
