# SPDX-License-Identifier: EUPL-1.2
"""Nobody approves what they wrote, without looking, or what has changed since they looked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from tests.workbench.alerts.offered import (
    answer_criteria,
    approve,
    asked_by,
    do_checks,
    draft_of,
    hash_of,
    offered,
    save,
)
from tests.workbench.alerts.uses import in_region
from weerbaar.alerting.approval import ApprovalError, NotShownError, shipped_checks
from weerbaar.alerting.register import Kind, State
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts import approval_verbs as verbs
from weerbaar.workbench.alerts import draft_verbs
from weerbaar.workbench.alerts.models import Event, Use
from weerbaar.workbench.alerts.uses import register_use
from weerbaar.workbench.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_the_whole_way_to_an_approval(officer: User, approver: User) -> None:
    row = offered(officer, status="actual")
    approve(row, approver)
    use = register_use(row.use)
    assert use.state is State.APPROVED
    assert [(given.by, given.said.by) for given in use.approvals] == [("kim", ("kim",))]  # type: ignore[attr-defined]
    assert len(use.checks) == len(shipped_checks())
    row.refresh_from_db()
    assert row.state == "approved"
    assert {answer["by"] for answer in row.answers} == {"kim"}
    assert Entry.objects.filter(action="alert.approved").count() == 1


def test_the_author_decides_nothing(officer: User) -> None:
    row = offered(officer)
    in_region(officer, Role.ALERT_APPROVER)
    with pytest.raises(ApprovalError):
        verbs.do_check(asked_by(officer), row, draft=hash_of(row), check=shipped_checks()[0].id, typed="x")
    with pytest.raises(ApprovalError):
        verbs.return_draft(asked_by(officer), row, draft=hash_of(row), reason="dat moet anders")
    with pytest.raises(ApprovalError):
        verbs.approve_draft(asked_by(officer), row, draft=hash_of(row))
    assert register_use(row.use).state is State.WAITING


def test_who_may_not_approve_here(officer: User, make_user: Callable[..., User]) -> None:
    row = offered(officer)
    other = in_region(make_user(name="els"), Role.ALERT_APPROVER, 4)
    for user in (other, in_region(make_user(name="ed"), Role.ALERT_OFFICER)):
        with pytest.raises(PermissionDenied):
            verbs.approve_draft(asked_by(user), row, draft=hash_of(row))


def test_a_wrong_answer_is_kept_and_three_are_too_many(officer: User, approver: User) -> None:
    row = offered(officer)
    check = shipped_checks()[0].id
    for typed in ("gezien", "gelezen", "akkoord"):
        for _ in range(2):
            # The same answer once more is the same try: a button pressed twice.
            with pytest.raises(NotShownError):
                verbs.do_check(asked_by(approver), row, draft=hash_of(row), check=check, typed=typed)
    with pytest.raises(ApprovalError, match="only return"):
        verbs.do_check(asked_by(approver), row, draft=hash_of(row), check=check, typed="gezien")
    assert [given.said.shown for given in register_use(row.use).checks] == [False] * 3  # type: ignore[attr-defined]
    assert Entry.objects.filter(action="alert.check-missed").count() == 3


def test_a_changed_draft_voids_what_was_checked(officer: User, approver: User) -> None:
    row = offered(officer)
    do_checks(row, approver)
    seen = hash_of(row)
    save(row, draft_of(texts=Text(nl="OEFENING NL-Alert: iets anders.", en="EXERCISE")), officer)
    with pytest.raises(verbs.DecisionError, match="was changed"):
        verbs.approve_draft(asked_by(approver), row, draft=seen)
    with pytest.raises(ApprovalError, match="Not yet done"):
        verbs.approve_draft(asked_by(approver), row, draft=hash_of(row))


def test_a_real_alert_needs_the_criteria(officer: User, approver: User) -> None:
    row = offered(officer, status="actual")
    do_checks(row, approver)
    with pytest.raises(ApprovalError, match="criteria"):
        verbs.approve_draft(asked_by(approver), row, draft=hash_of(row))
    answer_criteria(row, officer)
    verbs.approve_draft(asked_by(approver), row, draft=hash_of(row))
    assert register_use(row.use).state is State.APPROVED


def test_given_back_and_rejected(officer: User, approver: User) -> None:
    row = offered(officer)
    verbs.return_draft(asked_by(approver), row, draft=hash_of(row), reason="het gebied is te groot")
    assert register_use(row.use).state is State.DRAFT
    with pytest.raises(verbs.DecisionError):
        verbs.reject_draft(asked_by(approver), row, draft=hash_of(row), reason="toch maar niet zo")
    save(row, draft_of(), officer)
    verbs.reject_draft(asked_by(approver), row, draft=hash_of(row), reason="toch maar niet zo")
    assert register_use(row.use).state is State.REJECTED
    assert Use.objects.get().state == "rejected"
    with pytest.raises(verbs.DecisionError, match="decided on already"):
        verbs.answer_question(asked_by(approver), row, question="x", answer="y")


def test_two_people_release_in_an_emergency(officer: User, approver: User) -> None:
    row = offered(officer, status="actual")
    assert verbs.release(asked_by(officer), row, draft=hash_of(row), reason="de verbinding valt weg") is None
    row.refresh_from_db()
    assert verbs.first_of_two(row, hash_of(row))["by"] == "piet"  # type: ignore[index]
    with pytest.raises(ApprovalError, match="two different"):
        verbs.release(asked_by(officer), row, draft=hash_of(row), reason="nog een keer ik")
    said = verbs.release(asked_by(approver), row, draft=hash_of(row), reason="")
    assert said is not None
    assert (said.by, said.emergency, said.reason) == (("piet", "kim"), True, "de verbinding valt weg")
    assert register_use(row.use).released_in_emergency


def test_one_of_the_two_approves_and_the_draft_is_the_same(
    officer: User, approver: User, make_user: Callable[..., User]
) -> None:
    row = offered(officer, status="actual")
    with pytest.raises(ApprovalError, match="reason"):
        verbs.release(asked_by(officer), row, draft=hash_of(row), reason="")
    verbs.release(asked_by(officer), row, draft=hash_of(row), reason="de verbinding valt weg")
    second = in_region(make_user(name="ed"), Role.ALERT_OFFICER)
    with pytest.raises(PermissionDenied):
        verbs.release(asked_by(second), row, draft=hash_of(row), reason="")
    save(row, draft_of(status="actual", texts=Text(nl="NL-Alert: anders.")), officer)
    row.refresh_from_db()
    assert verbs.first_of_two(row, hash_of(row)) is None
    # The earlier word is void: this is the first of two again.
    assert verbs.release(asked_by(approver), row, draft=hash_of(row), reason="de verbinding valt weg") is None
    assert not Event.objects.filter(kind=Kind.APPROVED).exists()


def test_a_button_pressed_twice_does_it_once(officer: User, approver: User) -> None:
    row = offered(officer, status="actual")
    answer_criteria(row, approver)
    do_checks(row, approver)
    seen = hash_of(row)

    def events() -> int:
        return Event.objects.count() + Entry.objects.count()

    before = events()
    last = verbs.answers_of(Use.objects.get())[-1]
    verbs.answer_question(asked_by(approver), row, question=last.question, answer=last.answer)
    do_checks(row, approver)
    assert events() == before
    said = verbs.approve_draft(asked_by(approver), row, draft=seen)
    before = events()
    assert verbs.approve_draft(asked_by(approver), row, draft=seen) == said
    assert events() == before
    # Of another draft, or of somebody else, it is not the same.
    with pytest.raises(verbs.DecisionError):
        verbs.approve_draft(asked_by(approver), row, draft="0" * 64)
    in_region(officer, Role.ALERT_APPROVER)
    with pytest.raises(verbs.DecisionError):
        verbs.approve_draft(asked_by(officer), row, draft=seen)


def test_returning_rejecting_and_releasing_twice(officer: User, approver: User) -> None:
    row = offered(officer)
    reason = " het gebied is te groot "
    for _ in range(2):
        verbs.return_draft(asked_by(approver), row, draft=hash_of(row), reason=reason)
    with pytest.raises(verbs.DecisionError):
        verbs.return_draft(asked_by(approver), row, draft=hash_of(row), reason="en iets heel anders")
    with pytest.raises(verbs.DecisionError):
        verbs.reject_draft(asked_by(approver), row, draft=hash_of(row), reason=reason)
    save(row, draft_of(), officer)
    for _ in range(2):
        verbs.reject_draft(asked_by(approver), row, draft=hash_of(row), reason=reason)
    again = offered(officer, "VR20-2")
    for _ in range(2):
        assert verbs.release(asked_by(officer), again, draft=hash_of(again), reason="de verbinding valt weg") is None
    said = [verbs.release(asked_by(approver), again, draft=hash_of(again), reason="") for _ in range(2)]
    assert said[0] is not None
    assert said[1] == said[0]
    kinds = list(Event.objects.exclude(kind=Kind.DRAFTED).order_by("number").values_list("kind", flat=True))
    assert kinds == [Kind.RETURNED, Kind.REJECTED, Kind.APPROVED]


def test_an_approval_pressed_again_does_not_stand_once_the_use_was_dropped(officer: User, approver: User) -> None:
    row = offered(officer)
    approve(row, approver)
    draft_verbs.drop(asked_by(officer), row, reason="vals alarm")
    with pytest.raises(verbs.DecisionError, match="decided on already"):
        verbs.approve_draft(asked_by(approver), row, draft=hash_of(row))
