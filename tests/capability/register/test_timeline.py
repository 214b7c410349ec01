# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.capability.register.registers import MONTH, day, lives, register_of
from weerbaar.capability.register import Entry, Register, as_of, load_register, timeline

EMPTY = register_of().file


def test_a_life_in_stretches() -> None:
    register = register_of(
        "kind: decision, valid_from: 2013-11, recorded_on: 2013-12-02, deadline: 2014-06",
        "kind: start, valid_from: 2014-02-01, recorded_on: 2014-02-02",
        "kind: progress, valid_from: 2014-03-01, recorded_on: 2014-03-02, deadline: 2015, "
        "evidence: [{reference: x, shows: {nl: y}}]",
    )
    (found,) = timeline(register, day("2014-12-31"))
    assert [(str(s.first), str(s.last), set(s.state.values)) for s in found.stretches] == [
        ("2013-11-01", "2013-11-29", {None, "decided"}),
        ("2013-11-30", "2014-01-31", {"decided"}),
        ("2014-02-01", "2014-12-31", {"running"}),
    ]
    assert [str(m) for m in found.deadlines] == ["2014-06", "2015"]
    assert [str(m) for m in found.evidence] == ["2014-03-01"]
    assert timeline(register, day("2013-10-31")) == ()


def test_as_known_on_a_day_leaves_out_what_was_recorded_later() -> None:
    register = load_register("voorbeeld-capaciteiten")
    now = {line.subject.id: line for line in timeline(register, day("2016-06-30"))}
    then = {line.subject.id: line for line in timeline(register, day("2016-06-30"), day("2015-01-01"))}
    assert now["crisisplan-ict"].stretches[-1].first == day("2015-03-20")
    assert then["crisisplan-ict"].stretches[-1].first == day("2014-11-28")
    assert now["alert-online"].evaluations
    assert not then["alert-online"].evaluations


@given(lives(4, corrections=True), st.sampled_from(MONTH))
def test_every_day_of_a_stretch_has_the_state_of_that_day(entries: list[Entry], until: datetime.date) -> None:
    register = Register(EMPTY.model_copy(update={"entries": tuple(entries)}))
    lines = timeline(register, until)
    for on in (d for d in MONTH if d <= until):
        states = {s.subject.id: set(s.state.values) for s in as_of(register, on).subjects}
        drawn = {
            line.subject.id: set(s.state.values) for line in lines for s in line.stretches if s.first <= on <= s.last
        }
        assert drawn == states
    for line in lines:
        assert line.stretches[-1].last == until
        days = datetime.timedelta(days=1)
        for one, other in zip(line.stretches, line.stretches[1:], strict=False):
            assert other.first == one.last + days
            assert set(other.state.values) != set(one.state.values)
