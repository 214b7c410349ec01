# SPDX-License-Identifier: EUPL-1.2
"""Four eyes hold for programs too: criteria, checks on this very draft, and never by who wrote it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workbench.alerts.offered import right_answer
from tests.workbench.alerts.uses import ELSEWHERE, in_region
from tests.workbench.api.alert_desk import approved, begun, change, offered, program_in_region, two_programs
from tests.workbench.api.programs import Program
from weerbaar.alerting.approval import criteria_tree
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts.models import Use

pytestmark = pytest.mark.django_db
Both = tuple[Program, Program]


@pytest.fixture
def both(make_user: Callable[..., User]) -> Both:
    return two_programs(make_user)


def _to_sending(program: Program, place: str) -> Any:
    """Answer every question by an answer that leads on, or to sending."""
    found = program.get(f"{place}/decision").data["criteria"]
    while found["openQuestion"] is not None:
        question = criteria_tree().question(found["openQuestion"]["id"])
        assert question is not None
        choice = next(c for c in question.answers if c.outcome == "send" or c.next is not None)
        found = program.post(f"{place}/answers", {"question": question.id, "answer": choice.id}).data
    return found


def test_an_alert_that_is_meant_needs_criteria_and_every_check(both: Both) -> None:
    officer, approver = both
    use = offered(officer, "actual")
    place, seen = f"/alerts/{use['use']}", {"draftHash": use["draftHash"]}
    assert approver.post(f"{place}/approvals", seen).status_code == 409
    criteria = _to_sending(officer, place)
    assert criteria["outcome"] == "send"
    assert {step["by"] for step in criteria["path"]} == {"piet"}
    row = Use.objects.get(use=use["use"])
    for check in approver.get(f"{place}/decision").data["checks"]:
        assert not check["done"]
        assert check["prompt"]["nl"]
        typed = right_answer(row, check["id"])
        assert approver.post(f"{place}/confirmations", seen | {"check": check["id"], "typed": typed}).status_code == 200
    decision = approver.get(f"{place}/decision").data
    assert {check["done"] for check in decision["checks"]} == {True}
    assert {check["done"] for check in officer.get(f"{place}/decision").data["checks"]} == {False}
    assert (decision["draftHash"], decision["author"], decision["footprint"]) == (use["draftHash"], "piet", None)
    found = approver.post(f"{place}/approvals", seen)
    assert (found.status_code, found.data["state"]) == (200, "approved")
    assert approver.post(f"{place}/rejections", seen | {"reason": "toch maar niet"}).status_code == 409


def test_the_author_decides_nothing_with_any_token(both: Both, make_user: Callable[..., User]) -> None:
    officer, _ = both
    use = offered(officer)
    place, seen = f"/alerts/{use['use']}", {"draftHash": use["draftHash"]}
    assert officer.post(f"{place}/approvals", seen).status_code == 403
    author = User.objects.get(username="piet")
    again = program_in_region(author, Role.ALERT_APPROVER)
    assert again.post(f"{place}/approvals", seen).status_code == 409
    assert again.post(f"{place}/returns", seen | {"reason": "dat moet anders"}).status_code == 409
    assert again.get(place).data["state"] == "waiting"
    stranger = program_in_region(make_user(name="els"), Role.ALERT_APPROVER, number=ELSEWHERE)
    assert stranger.get(f"{place}/decision").status_code == 404
    assert stranger.post(f"{place}/approvals", seen).status_code == 404
    reading = Program(in_region(make_user(name="ed"), Role.ALERT_APPROVER), "read")
    assert reading.get(f"{place}/decision").status_code == 200
    assert reading.post(f"{place}/rejections", seen | {"reason": "toch maar niet"}).status_code == 403
    question = criteria_tree().first
    assert reading.post(f"{place}/answers", {"question": question, "answer": "ja"}).status_code == 403


def test_wrong_answers_count(both: Both) -> None:
    officer, approver = both
    use = offered(officer)
    place = f"/alerts/{use['use']}"
    check = approver.get(f"{place}/decision").data["checks"][0]["id"]
    given = {"draftHash": use["draftHash"], "check": check}
    for typed in ("gezien", "gelezen", "akkoord"):
        assert approver.post(f"{place}/confirmations", given | {"typed": typed}).status_code == 409
    assert approver.get(f"{place}/decision").data["checks"][0]["triesLeft"] == 0


def test_nothing_is_decided_on_a_draft_that_has_changed(both: Both) -> None:
    officer, approver = both
    use = approved(officer, approver)
    place = f"/alerts/{use['use']}"
    changed = officer.patch(f"{place}/draft", change(use["version"], moreInfo="vrmwb.nl")).data
    assert (changed["state"], changed["moments"]["approved"]) == ("draft", None)
    officer.post(f"{place}/offers", {"version": changed["version"]})
    late = approver.post(f"{place}/rejections", {"draftHash": use["draftHash"], "reason": "toch maar niet"})
    assert late.status_code == 409
    assert "gewijzigd" in late.data["detail"]
    assert approver.post(f"{place}/approvals", {"draftHash": "x"}).status_code == 400


def test_given_back_and_rejected(both: Both) -> None:
    officer, approver = both
    use = offered(officer)
    place, seen = f"/alerts/{use['use']}", {"draftHash": use["draftHash"]}
    assert approver.post(f"{place}/returns", seen | {"reason": ""}).status_code == 409
    back = approver.post(f"{place}/returns", seen | {"reason": "het gebied is te groot"})
    assert (back.status_code, back.data["state"]) == (200, "draft")
    again = officer.post(f"{place}/offers", {"version": back.data["version"]}).data
    gone = approver.post(f"{place}/rejections", {"draftHash": again["draftHash"], "reason": "toch maar niet zo"})
    assert (gone.status_code, gone.data["state"]) == (200, "rejected")


def test_two_people_release_in_an_emergency(both: Both) -> None:
    officer, approver = both
    use = offered(officer, "actual")
    place, seen = f"/alerts/{use['use']}", {"draftHash": use["draftHash"]}
    first = officer.post(f"{place}/releases", seen | {"reason": "de verbinding valt weg"})
    assert (first.status_code, first.data["state"]) == (200, "waiting")
    assert approver.get(f"{place}/decision").data["emergency"] == {"by": "piet", "reason": "de verbinding valt weg"}
    assert officer.post(f"{place}/releases", seen | {"reason": "nog een keer ik"}).status_code == 409
    second = approver.post(f"{place}/releases", seen)
    assert (second.data["state"], second.data["releasedInEmergency"]) == ("approved", True)


def test_an_answer_that_the_tree_does_not_have(both: Both) -> None:
    officer, _ = both
    use = begun(officer)
    answer = officer.post(f"/alerts/{use['use']}/answers", {"question": "kleur", "answer": "rood"})
    assert answer.status_code == 400
    assert "kleur" in answer.data["detail"]
