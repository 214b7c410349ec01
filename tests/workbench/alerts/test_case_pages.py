# SPDX-License-Identifier: EUPL-1.2
"""The clock, the cells in numbers and the course of a use, in the words of the page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.workbench.alerts.offered import approve, asked_by, hash_of, offered, on_air, rehearsal
from weerbaar.alerting.approval import criteria_tree
from weerbaar.alerting.register import Decided
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import approval_verbs, case_pages, delivery_verbs, desk, supply_verbs
from weerbaar.workbench.alerts.uses import events_of, register_use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00 min"), (65, "1:05 min"), (3599.4, "59:59 min"), (3600, "1 u 00 min"), (7380, "2 u 03 min")],
)
def test_durations(seconds: float, shown: str) -> None:
    assert case_pages.duration_words(timedelta(seconds=seconds)) == shown


def test_the_clock_runs_until_it_is_on_the_air(officer: User, approver: User, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = register_use(offered(officer, "VR20-9").use)
    later = timezone.now() + timedelta(minutes=10)
    clock = case_pages.clock_of(waiting, later)
    assert clock.reading.running
    assert clock.reading.late
    assert clock.line is not None
    assert "20 minuten" in clock.line.nl
    done = case_pages.clock_of(register_use(on_air(officer, approver, monkeypatch).use), later)
    assert not done.reading.running
    assert not done.reading.late
    assert done.shown.startswith("10:0")


def test_cells_in_numbers_with_what_went_wrong_first(officer: User, approver: User, manager: User) -> None:
    supply = supply_verbs.make_up(asked_by(manager), cells=30_000, seed=4)
    channel = rehearsal(refusing=0.3, silent=0.2)
    channel.network = supply
    channel.save()
    row = offered(officer)
    approve(row, approver)
    delivery_verbs.send(asked_by(officer), row, channels=["oefennet"], draft=hash_of(row))
    desk.deliver_wanted()
    use = register_use(row.use)
    [found] = case_pages.channel_rows(use)
    assert found.asked == found.taken + found.refused + found.silent + found.pending
    assert sum(n for _, n in found.causes) == found.refused > 0
    order = [cell.result for cell in found.cells]
    assert order == sorted(order, key=["refused", "silent", "pending", "taken"].index)
    drawing = case_pages.map_of(use)
    assert drawing is not None
    assert f"{found.refused} geweigerd" in drawing.wide.description
    assert f"{found.taken} aangenomen" in drawing.narrow.description


def test_the_course_is_told_the_latest_first(officer: User, approver: User, monkeypatch: pytest.MonkeyPatch) -> None:
    row = on_air(officer, approver, monkeypatch)
    told = case_pages.timeline(events_of(row.use))
    assert [one.number for one in told] == sorted((one.number for one in told), reverse=True)
    assert told[-1].words.nl == "Concept ter goedkeuring aangeboden."
    assert told[-1].by == "piet"
    # Every answer is in the register; here only what they came to.
    answers = [event for event in events_of(row.use) if isinstance(event.said, Decided)]
    criteria = [one.words.nl for one in told if one.number in {event.number for event in answers}]
    assert len(answers) > 1
    assert criteria == ["Criteria doorlopen: inzetten."]


def test_answers_of_two_people_and_what_was_left_open_are_told(officer: User, approver: User) -> None:
    row = offered(officer)
    tree = criteria_tree()
    first = next(answer for answer in tree.question(tree.first).answers if answer.next is not None)  # type: ignore[union-attr]
    for by in (officer, approver):
        approval_verbs.answer_question(asked_by(by), row, question=tree.first, answer=first.id)
    told = [(one.by, one.words.nl) for one in case_pages.timeline(events_of(row.use))]
    assert told[:2] == [("kim", "Criteria doorlopen: nog open."), ("piet", "Criteria doorlopen: nog open.")]
