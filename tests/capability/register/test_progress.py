# SPDX-License-Identifier: EUPL-1.2
"""The report, counted by hand."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.capability.register.registers import MONTH, day, lives, register_of
from weerbaar.capability.register import Change, Register, as_of, load_register, months_later, overdue, progress
from weerbaar.capability.register.progress import changes

DECIDED = "kind: decision, valid_from: 2013-11, recorded_on: 2013-12-02, deadline: 2014-06, responsible: [VenJ, Def]"
START = "kind: start, valid_from: 2014-02-01, recorded_on: 2014-02-02"
OTHER = "subject: proef, kind: advice, valid_from: 2013-11, recorded_on: 2014-02-03"
DONE = (
    "kind: completion, valid_from: 2014-08, recorded_on: 2014-09-01, evidence: [{reference: Plan, shows: {nl: Klaar.}}]"
)


def late(register: Register, on: str) -> list[tuple[str, int, bool]]:
    return [(o.state.subject.id, o.days_late, o.certain) for o in overdue(as_of(register, day(on)))]


def test_a_deadline_of_june_has_passed_on_the_first_of_july() -> None:
    register = register_of(DECIDED, START)
    assert late(register, "2014-06-30") == []
    assert late(register, "2014-07-01") == [("plan", 1, True)]
    assert late(register, "2015-06-30") == [("plan", 365, True)]


def test_what_may_have_been_completed_is_perhaps_late_and_what_was_is_not() -> None:
    register = register_of(DECIDED, START, DONE)
    assert late(register, "2014-07-31") == [("plan", 31, True)]
    assert late(register, "2014-08-15") == [("plan", 46, False)]
    assert late(register, "2014-08-31") == []


def test_a_later_deadline_replaces_the_earlier_one_when_it_was_set() -> None:
    moved = "kind: progress, valid_from: 2014-07, recorded_on: 2014-08-01, deadline: 2014-12-31"
    register = register_of(DECIDED, START, moved)
    assert late(register, "2014-07-15") == [("plan", 15, False)]
    assert late(register, "2014-08-01") == []
    assert late(register, "2015-01-02") == [("plan", 2, True)]


def test_certain_ones_and_longest_first() -> None:
    lines = (
        DECIDED,
        "subject: proef, kind: decision, valid_from: 2013-11, recorded_on: 2014-01-01, deadline: 2014-01",
    )
    assert late(register_of(*lines), "2014-07-10") == [("proef", 160, True), ("plan", 10, True)]


def test_counts_per_heading_and_per_ministry() -> None:
    found = progress(register_of(DECIDED, START, OTHER), day("2014-03-01"))
    assert [(c.id, c.states["running"], c.states["proposed"], c.total) for c in found.headings] == [
        ("a", 1, 0, 1),
        ("b", 0, 1, 1),
    ]
    assert [(c.id, c.title.nl, c.total) for c in found.ministries] == [
        ("Def", "Def", 1),
        ("VenJ", "VenJ", 1),
        ("", "(niemand genoemd)", 1),
    ]


def test_an_uncertain_state_is_counted_as_such() -> None:
    found = progress(register_of(DECIDED), day("2013-11-10"))
    assert (found.headings[0].states["uncertain"], found.headings[0].total) == (1, 1)


def test_running_completed_and_silent() -> None:
    register = register_of(DECIDED, START, OTHER, DONE)
    in_march = progress(register, day("2014-03-01"))
    assert [s.subject.id for s in in_march.running_with_deadline] == ["plan"]
    assert in_march.completed == ()
    in_2015 = progress(register, day("2015-02-04"))
    assert [(s.subject.id, shown) for s, shown in in_2015.completed] == [("plan", True)]
    assert [(s.state.subject.id, s.days) for s in in_2015.silent] == [("proef", 366)]
    assert progress(register, day("2015-02-03")).silent == ()


def test_what_is_completed_without_evidence_says_so() -> None:
    bare = "kind: completion, valid_from: 2014-08, recorded_on: 2014-09-01"
    assert [shown for _, shown in progress(register_of(DECIDED, bare), day("2015-01-01")).completed] == [False]


def told(found: tuple[Change, ...]) -> list[tuple[str, str, str, str]]:
    return [(c.subject.id, c.kind, c.before.in_("en"), c.after.in_("en")) for c in found]


def test_what_changed_since_the_previous_report() -> None:
    register = register_of(DECIDED, START, OTHER, DONE)
    found = progress(register, day("2014-12-31"), since=day("2014-01-31"))
    assert told(found.changes) == [
        ("plan", "state", "decided", "completed"),
        ("plan", "evidence", "–", "Plan"),
        ("proef", "new", "–", "proposed"),
    ]
    assert told(progress(register, day("2014-12-31"), since=day("2014-12-30")).changes) == []


def test_a_correction_afterwards_shows_as_a_change_of_what_was_reported() -> None:
    fixed = "kind: correction, corrects: e1, recorded_on: 2014-03-01, deadline: 2015, responsible: [BZK]"
    found = progress(register_of(DECIDED, fixed), day("2014-04-01"), since=day("2014-01-01"))
    assert told(found.changes) == [
        ("plan", "responsible", "VenJ, Def", "BZK"),
        ("plan", "deadline", "June 2014", "2015"),
    ]


def test_the_effect_that_a_later_round_judged() -> None:
    """Counted by hand from the example: one evaluation, impact from C to B."""
    found = progress(load_register("voorbeeld-capaciteiten"), day("2016-06-30"))
    ((subject, entry, effect),) = found.effects
    assert (subject.id, entry.id, effect.scenario) == ("alert-online", "alert-online-effect", "cyberhacktivisme")
    assert (effect.likelihood_before, effect.likelihood_after) == ("C", "C")
    assert (effect.impact_before, effect.impact_after) == ("C", "B")
    assert progress(load_register("voorbeeld-capaciteiten"), day("2016-02-01")).effects == ()


def test_the_example_counted_by_hand() -> None:
    found = progress(load_register("voorbeeld-capaciteiten"), day("2016-06-30"))
    totals = {state: sum(c.states[state] for c in found.headings) for state in found.headings[0].states}
    assert totals == {
        "proposed": 0,
        "decided": 2,
        "running": 3,
        "completed": 2,
        "withdrawn": 1,
        "unknown": 0,
        "uncertain": 0,
    }
    assert [(o.state.subject.id, o.days_late) for o in found.overdue] == [
        ("responsunits", 731),
        ("bijstand-politie", 182),
    ]


def test_who_looked_on_new_years_day_2015_saw_the_plan_completed() -> None:
    register = load_register("voorbeeld-capaciteiten")
    on = day("2015-01-01")
    assert as_of(register, on, on)["crisisplan-ict"].state.certain == "completed"
    assert as_of(register, on)["crisisplan-ict"].state.certain == "running"
    assert [
        c.kind for c in changes(as_of(register, on, on), as_of(register, on)) if c.subject.id == "crisisplan-ict"
    ] == ["state"]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2013-01-31", 1, "2013-02-28"), ("2012-02-29", 12, "2013-02-28"), ("2013-12-02", 12, "2014-12-02")],
)
def test_the_same_day_months_later(start: str, months: int, end: str) -> None:
    assert months_later(day(start), months) == day(end)


@given(lives(5, corrections=True), st.sampled_from(MONTH))
def test_every_subject_is_counted_once_per_heading(entries: list[object], on: datetime.date) -> None:
    register = Register(register_of().file.model_copy(update={"entries": tuple(entries)}))
    found = progress(register, on)
    assert sum(c.total for c in found.headings) == len(found.snapshot.subjects)
    assert all(o.days_late > 0 for o in found.overdue)
