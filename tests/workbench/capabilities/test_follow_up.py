# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.base import InputError
from weerbaar.capability.register import as_of
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.capabilities import follow_up
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.capabilities.models import Author, Verdict
from weerbaar.workbench.capabilities.yaml_items import fingerprint, items_of
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import StaleVersionError

pytestmark = pytest.mark.django_db
Asking = Callable[[User], HttpRequest]
MEASURE = "internationale-benchmark"


def test_a_decision_stands_in_the_register_and_in_the_log(slim: Round, decider: User, asking: Asking) -> None:
    found = follow_up.decide(
        asking(decider), slim, measure=MEASURE, outcome="adopted", reason="Nodig.", responsible=("Ministerie A",),
        deadline="2030",
    )  # fmt: skip
    desk = desk_of(slim, decider.clearance)
    state = as_of(desk.register, timezone.localdate())[found.subject]
    assert state.must_be("decided")
    assert state.responsible.certain == ("Ministerie A",)
    log = Entry.objects.get(action="measure.decided")
    assert (log.details["measure"], log.details["outcome"], log.actor) == (MEASURE, "adopted", "bea")
    follow_up.decide(asking(decider), slim, measure=MEASURE, outcome="rejected", reason="Toch niet.")
    after = as_of(desk_of(slim, decider.clearance).register, timezone.localdate())[found.subject]
    assert after.must_be("withdrawn")
    assert [v.outcome for v in Verdict.objects.all()] == ["adopted", "rejected"]


def test_who_wrote_a_measure_does_not_decide_on_it(slim: Round, decider: User, asking: Asking) -> None:
    Author.objects.create(round=slim, measure=MEASURE, user=decider)
    with pytest.raises(follow_up.FourEyesError):
        follow_up.decide(asking(decider), slim, measure=MEASURE, outcome="adopted", reason="Nodig.")
    assert not Verdict.objects.exists()
    assert slim.documents.get(kind="register").version == 1


def test_the_first_decision_begins_a_register(slim: Round, decider: User, asking: Asking) -> None:
    slim.documents.get(kind="register").delete()
    follow_up.decide(asking(decider), slim, measure=MEASURE, outcome="adopted", reason="Nodig.")
    assert [e.kind for e in desk_of(slim, 1).register.entries] == ["advice", "decision"]
    with pytest.raises(InputError):
        follow_up.decide(asking(decider), slim, measure="geen", outcome="adopted", reason="Nodig.")


def test_progress_is_added_and_a_wrong_entry_is_not(slim: Round, analyst: User, asking: Asking) -> None:
    before = len(desk_of(slim, 2).register.entries)
    fields = {"subject": "alert-online", "kind": "progress", "valid_from": "2026", "text": {"nl": "Loopt."}}
    subject = next(s.id for s in desk_of(slim, 2).register.subjects)
    entry = follow_up.register_entry(asking(analyst), slim, fields={**fields, "subject": subject})
    assert entry.recorded_on == timezone.localdate()
    assert len(desk_of(slim, 2).register.entries) == before + 1
    with pytest.raises(InputError):
        follow_up.register_entry(asking(analyst), slim, fields={**fields, "subject": "onbekend"})
    assert len(desk_of(slim, 2).register.entries) == before + 1


def test_the_register_since_2008_is_taken_up_once(round_: Round, analyst: User, asking: Asking) -> None:
    follow_up.take_since_2008(asking(analyst), round_)
    assert len(desk_of(round_, 2).register.subjects) > 20
    with pytest.raises(InputError):
        follow_up.take_since_2008(asking(analyst), round_)


def test_a_review_makes_a_scenario_fresh(slim: Round, analyst: User, asking: Asking) -> None:
    from weerbaar.workbench.capabilities.agenda_pages import own_names, statuses_of

    today = timezone.localdate()
    desk = desk_of(slim, 2)
    one = next(s for s in statuses_of(desk, today) if s.status == "stale" and s.scenario.dossier in own_names(desk))
    follow_up.note_review(asking(analyst), slim, scenario=one.scenario.scenario)
    after = {s.scenario.scenario: s for s in statuses_of(desk_of(slim, 2), today)}[one.scenario.scenario]
    assert after.reviewed_on == today
    assert after.status == "fresh"


def answer(round_: Round, requirement: str) -> dict | None:  # type: ignore[type-arg]
    answers = items_of(round_.documents.get(kind="guideline").content, "g", "answers")
    return next((a for a in answers if a["requirement"] == requirement), None)


def test_one_requirement_is_answered_and_others_stay(slim: Round, analyst: User, asking: Asking) -> None:
    first, second = (r.id for r in desk_of(slim, 2).checklist.content.requirements[:2])
    before, other = answer(slim, first), answer(slim, second)
    values = {"state": "met", "reason": "", "owner": "CISO", "evidence": [{"what": "Toets", "date": "2026-01-05"}]}
    follow_up.set_checklist_state(asking(analyst), slim, requirement=first, values=values, based_on=fingerprint(before))
    after = answer(slim, first)
    assert after is not None
    assert (after["state"], after["owner"]) == ("met", "CISO")
    assert answer(slim, second) == other
    with pytest.raises(StaleVersionError):
        follow_up.set_checklist_state(
            asking(analyst), slim, requirement=first, values=values, based_on=fingerprint(before)
        )
    with pytest.raises(InputError):
        follow_up.set_checklist_state(
            asking(analyst), slim, requirement=first, values={"state": "not applicable", "reason": ""},
            based_on=fingerprint(after),
        )  # fmt: skip


def test_a_filled_table_comes_back_in(slim: Round, analyst: User, asking: Asking) -> None:
    from weerbaar.capability.guideline import checklist_csv

    found = desk_of(slim, 2).checklist
    table = checklist_csv(found.checklist, found.content, "nl").decode("utf-8-sig")
    count, _ = follow_up.merge_answers(asking(analyst), slim, name="terug.csv", content=table.encode())
    assert count == 0
    with pytest.raises(InputError):
        follow_up.merge_answers(asking(analyst), slim, name="terug.docx", content=b"x")


def test_a_checklist_begins_with_everything_unknown(round_: Round, analyst: User, asking: Asking) -> None:
    follow_up.start_checklist(asking(analyst), round_, content="cra-annex-1", subject="Loket")
    found = desk_of(round_, 2).checklist.checklist
    assert {a.state for a in found.answers} == {"unknown"}
    assert found.subject.nl == "Loket"
    with pytest.raises(InputError):
        follow_up.start_checklist(asking(analyst), round_, content="cra-annex-1", subject="Loket")
