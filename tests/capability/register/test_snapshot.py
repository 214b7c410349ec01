# SPDX-License-Identifier: EUPL-1.2
"""What was known and running on a day; and that what is recorded later never changes what was known before."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capability.register.registers import MONTH, day, lives, register_of
from weerbaar.capability.register import Entry, Register, as_of, load_register
from weerbaar.capability.register.corrections import effective
from weerbaar.capability.register.snapshot import Snapshot, course_of_states

RUNNING = (
    "kind: decision, valid_from: 2013-11, recorded_on: 2013-12-02, deadline: 2014-12, responsible: [VenJ]",
    "kind: start, valid_from: 2014-01-15, recorded_on: 2014-02-01",
)


def states(snapshot: Snapshot, subject: str = "plan") -> set[str | None]:
    return set(snapshot[subject].state.values)


def test_on_one_july_2011_only_what_was_found_of_that_time() -> None:
    """The question of the issue, asked of the shipped register."""
    found = as_of(load_register("register-sinds-2008"), day("2011-07-01"))
    by_state = {s.subject.id: s.state.values for s in found.subjects}
    assert by_state["caet"] == ("running",)
    assert by_state["daadkrachtig-leiderschap"] == ("proposed",)
    assert len([s for s in by_state.values() if s == ("proposed",)]) == 10
    assert "detectie-netwerkaanvallen" not in by_state
    assert set(by_state["kader-grootschalige-evacuaties"]) == {None, "completed"}


def test_as_it_was_known_on_one_july_2011_the_caet_was_not_known() -> None:
    found = as_of(load_register("register-sinds-2008"), day("2011-07-01"), day("2011-07-01"))
    assert "caet" not in {s.subject.id for s in found.subjects}
    assert found["zelfredzaamheid-burgers"].state.certain == "proposed"


def test_between_two_certain_days_the_state_is_certain() -> None:
    register = register_of(*RUNNING)
    assert states(as_of(register, day("2014-01-14"))) == {"decided"}
    assert states(as_of(register, day("2014-01-15"))) == {"running"}


def test_in_the_month_of_the_decision_it_may_have_been_decided() -> None:
    register = register_of(*RUNNING)
    assert states(as_of(register, day("2013-11-29"))) == {None, "decided"}
    assert states(as_of(register, day("2013-11-30"))) == {"decided"}
    with pytest.raises(KeyError):
        as_of(register, day("2013-10-31"))["plan"]


def test_what_was_recorded_later_was_not_known_before() -> None:
    register = register_of(*RUNNING)
    assert states(as_of(register, day("2014-01-20"), day("2014-01-20"))) == {"decided"}
    assert states(as_of(register, day("2014-01-20"), day("2014-02-01"))) == {"running"}


def test_unknown_stays_unknown() -> None:
    register = register_of("kind: decision, state: unknown, valid_from: 2013, recorded_on: 2014-01-01")
    assert as_of(register, day("2020-01-01"))["plan"].state.certain == "unknown"


def test_progress_without_a_state_leaves_the_state_as_it_was() -> None:
    register = register_of(*RUNNING, "kind: progress, valid_from: 2014-05, recorded_on: 2014-06-01, deadline: 2015")
    found = as_of(register, day("2014-07-01"))["plan"]
    assert found.state.certain == "running"
    assert str(found.deadline.certain) == "2015"
    assert {str(d) for d in as_of(register, day("2014-05-10"))["plan"].deadline.values} == {"2014-12", "2015"}


def test_after_its_validity_an_entry_says_nothing_any_more() -> None:
    register = register_of(
        "kind: start, valid_from: 2013-02-01, valid_until: 2013-06, recorded_on: 2014-01-01, responsible: [VenJ]"
    )
    assert states(as_of(register, day("2013-06-01"))) == {"running"}
    assert states(as_of(register, day("2013-06-15"))) == {"running", "unknown"}
    assert states(as_of(register, day("2013-07-01"))) == {"unknown"}
    assert as_of(register, day("2013-07-01"))["plan"].responsible.values == (None,)


def test_last_recorded_is_that_of_the_day_that_is_asked_about() -> None:
    register = register_of(*RUNNING)
    assert as_of(register, day("2014-01-16"))["plan"].last_recorded == day("2013-12-02")
    assert as_of(register, day("2014-03-01"))["plan"].last_recorded == day("2014-02-01")
    assert as_of(register, day("2013-11-30"))["plan"].last_recorded is None


EMPTY = register_of().file


def made_of(entries: list[Entry]) -> Register:
    return Register(EMPTY.model_copy(update={"entries": tuple(entries)}))


@given(lives(6, corrections=True), st.sampled_from(MONTH), st.integers(0, 12))
def test_later_records_never_change_an_earlier_answer(entries: list[Entry], valid: datetime.date, cut: int) -> None:
    known = datetime.date(2014, 1, 1) + datetime.timedelta(days=cut)
    until_then = [e for e in entries if e.recorded_on <= known]
    whole, then = as_of(made_of(entries), valid, known), as_of(made_of(until_then), valid)
    assert [(s.state, s.happened, s.perhaps) for s in whole.subjects] == [
        (s.state, s.happened, s.perhaps) for s in then.subjects
    ]


@given(lives(5, corrections=True), st.sampled_from(MONTH))
def test_a_correction_changes_the_answer_only_from_its_day_of_recording(
    entries: list[Entry], valid: datetime.date
) -> None:
    corrections = [e for e in entries if e.corrects is not None]
    if not corrections:
        return
    last = corrections[-1]
    without = [e for e in entries if e is not last and e.corrects != last.id]
    for days in range(12):
        known = datetime.date(2014, 1, 1) + datetime.timedelta(days=days)
        if known < last.recorded_on:
            with_it, bare = as_of(made_of(entries), valid, known), as_of(made_of(without), valid, known)
            assert [s.state for s in with_it.subjects] == [s.state for s in bare.subjects]


_RANK = {"proposed": 1, "decided": 2, "running": 3, "completed": 4, "withdrawn": 4, "unknown": 0}


def slow_states(life: list[Entry], on: datetime.date) -> set[str | None]:
    """Try every day on which everything can have happened that is in the order of life."""
    saying = [(e, e.new_state) for e in life if e.new_state is not None and e.valid_from is not None]
    spans = [
        [d for d in MONTH if e.valid_from and e.valid_from.earliest <= d <= e.valid_from.latest] for e, _ in saying
    ]
    over = [
        (i, j)
        for i, j in itertools.permutations(range(len(saying)), 2)
        if _RANK[saying[i][1]] < _RANK[saying[j][1]] and set(spans[i]) & set(spans[j])
    ]
    ways = list(itertools.product(*spans))
    kept = [w for w in ways if all(w[i] <= w[j] for i, j in over)]
    found: set[str | None] = set()
    for way in kept or ways:
        done = [i for i, d in enumerate(way) if d <= on]
        last = max(done, key=lambda i: (way[i], _RANK[saying[i][1]] if kept else 0, i), default=None)
        found.add(None if last is None else saying[last][1])
    return found


@given(lives(3), st.sampled_from(MONTH))
@settings(max_examples=60)
def test_the_state_is_that_of_trying_every_day(life: list[Entry], on: datetime.date) -> None:
    assert set(course_of_states(effective(life)).on(on).values) == slow_states(life, on)
