# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.capability.register.registers import day, lives, register_of
from weerbaar.capability.register import Entry
from weerbaar.capability.register.corrections import effective

DECIDED = "kind: decision, valid_from: 2013-11, recorded_on: 2013-12-02, deadline: 2014, responsible: [VenJ]"


def test_a_correction_replaces_the_fields_it_gives_and_no_others() -> None:
    entries = register_of(DECIDED, "kind: correction, corrects: e1, recorded_on: 2014-02-01, deadline: 2015").entries
    (now,) = effective(entries)
    assert (now.id, now.kind, str(now.valid_from), str(now.deadline)) == ("e1", "decision", "2013-11", "2015")
    assert now.responsible == ("VenJ",)
    assert now.recorded_on == day("2013-12-02")


def test_before_its_own_day_of_recording_a_correction_is_not_there() -> None:
    entries = register_of(DECIDED, "kind: correction, corrects: e1, recorded_on: 2014-02-01, deadline: 2015").entries
    assert [str(e.deadline) for e in effective(entries, day("2014-01-31"))] == ["2014"]
    assert [str(e.deadline) for e in effective(entries, day("2014-02-01"))] == ["2015"]
    assert effective(entries, day("2013-12-01")) == ()


def test_an_annulled_entry_counts_for_nothing() -> None:
    entries = register_of(DECIDED, "kind: correction, corrects: e1, annuls: true, recorded_on: 2014-02-01").entries
    assert effective(entries) == ()
    assert len(effective(entries, day("2014-01-31"))) == 1


def test_a_correction_can_be_corrected_and_be_annulled() -> None:
    lines = (
        DECIDED,
        "kind: correction, corrects: e1, recorded_on: 2014-02-01, deadline: 2015",
        "kind: correction, corrects: e2, recorded_on: 2014-03-01, deadline: 2016",
        "kind: correction, corrects: e2, annuls: true, recorded_on: 2014-04-01",
    )
    entries = register_of(*lines).entries
    months = ("2014-01-01", "2014-02-15", "2014-03-15", "2014-04-15")
    assert [str(effective(entries, day(m))[0].deadline) for m in months] == ["2014", "2015", "2016", "2014"]


def test_of_two_corrections_the_later_one_counts() -> None:
    lines = (
        DECIDED,
        "kind: correction, corrects: e1, recorded_on: 2014-02-01, deadline: 2015, responsible: [BZK]",
        "kind: correction, corrects: e1, recorded_on: 2014-03-01, deadline: 2016",
    )
    (now,) = effective(register_of(*lines).entries)
    assert (str(now.deadline), now.responsible) == ("2016", ("BZK",))


def replayed(entries: list[Entry], known: datetime.date) -> dict[str, str]:
    """The slow way: start from what was written and work in one correction after the other, newest first."""
    there = [e for e in entries if e.recorded_on <= known]
    now = {e.id: e for e in there}
    dead: set[str] = set()
    for correction in reversed([e for e in there if e.corrects is not None]):
        later = [c for c in there if c.corrects == correction.corrects and there.index(c) > there.index(correction)]
        own, target = now[correction.id], str(correction.corrects)
        if correction.id in dead or any(c.annuls for c in later if c.id not in dead):
            continue
        if own.annuls:
            dead.add(target)
        elif not any(c.id not in dead for c in later):
            now[target] = now[target].corrected_by(own)
    return {e.id: str(now[e.id].valid_from) for e in there if e.corrects is None and e.id not in dead}


@given(lives(6, corrections=True), st.integers(0, 14))
def test_the_answer_is_that_of_working_in_one_after_the_other(entries: list[Entry], later: int) -> None:
    known = datetime.date(2014, 1, 1) + datetime.timedelta(days=later)
    assert {e.id: str(e.valid_from) for e in effective(entries, known)} == replayed(entries, known)
