# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.capability.agenda.agendas import SCENARIOS, agenda_of, day, theme
from weerbaar.capability.agenda import Agenda, Event, Load, Reviewed, calendar_of, loads, stamp
from weerbaar.capability.agenda.year_calendar import _shifted, load_of
from weerbaar.capability.register import load_register, moment, months_later
from weerbaar.dossier import load_dossier


@pytest.fixture(scope="module")
def reviewed() -> Reviewed:
    return stamp(load_dossier("voorbeeld-2012"), SCENARIOS[0], day("2013-10-14"))


def told(events: tuple[Event, ...]) -> list[tuple[str, str, int, bool]]:
    return [(e.kind, str(e.when), len(e.scenarios), e.expected) for e in events]


def test_a_start_and_the_reviews_that_follow_from_it() -> None:
    agenda = agenda_of(theme(*SCENARIOS[:2], starts="2014-09", rhythm="review_every_months: 9"))
    on = day("2014-01-01")
    assert told(calendar_of(agenda, 2014, on)) == [("start", "2014-09", 2, False)]
    assert told(calendar_of(agenda, 2015, on)) == [("review", "2015-06", 2, True)]
    assert told(calendar_of(agenda, 2016, on)) == [("review", "2016-03", 2, True), ("review", "2016-12", 2, True)]


def test_after_a_review_the_rhythm_counts_from_it(reviewed: Reviewed) -> None:
    agenda = agenda_of(theme(*SCENARIOS[:2], rhythm="review_every_months: 18", reviewed=reviewed))
    assert told(calendar_of(agenda, 2015, day("2014-01-01"))) == [
        ("review", "2015-03", 1, True),
        ("review", "2015-04-14", 1, False),
    ]
    assert told(calendar_of(agenda, 2013, day("2014-01-01"))) == [("start", "2013-09", 1, False)]


def test_agreed_moments_stand_as_they_were_agreed(reviewed: Reviewed) -> None:
    agenda = agenda_of(theme(*SCENARIOS[:2], rhythm="reviews: [2015-03, 2016]", reviewed=reviewed))
    on = day("2014-01-01")
    assert told(calendar_of(agenda, 2015, on)) == [("review", "2015-03", 2, False)]
    assert told(calendar_of(agenda, 2016, on)) == [("review", "2016", 2, False)]
    assert told(calendar_of(agenda, 2017, on)) == []


def test_deadlines_of_the_register_that_are_not_met() -> None:
    """Counted by hand from the example: by October 2014 two of the decisions are completed or without a deadline."""
    agenda = agenda_of(theme(starts="2013"))
    register = load_register("voorbeeld-capaciteiten")
    found = [(e.id, e.owner) for e in calendar_of(agenda, 2014, day("2014-10-01"), register) if e.kind == "deadline"]
    assert [name for name, _ in found] == ["deadline-responsunits-2014-06", "deadline-crisisplan-ict-2014-12-31"]
    assert found[0][1] == "Ministerie van Veiligheid en Justitie, Ministerie van Defensie"


def test_load_per_half_year_with_what_is_not_fixed_apart() -> None:
    agenda = agenda_of(
        theme(SCENARIOS[0], name="a", starts="2014-06"),
        theme(SCENARIOS[1], SCENARIOS[2], name="b", starts="2014-07-01"),
        theme(SCENARIOS[3], name="c", starts="2014"),
    )
    assert load_of(agenda, 2014, day("2014-01-01")) == Load(2014, 1, 2, 1)
    assert load_of(agenda, 2014, day("2014-01-01")).total == 4
    assert loads(agenda, (2013, 2014), day("2014-01-01"))[0] == Load(2013, 0, 0, 0)


def test_different_starting_moments_spread_the_load() -> None:
    """The letter's point: the same four scenarios, at once or one after the other."""
    rhythm = "review_every_months: 24"
    at_once = agenda_of(theme(*SCENARIOS, starts="2014-03", rhythm=rhythm))
    starts = ("2014-03", "2014-09", "2015-03", "2015-09")
    spread = agenda_of(
        *(
            theme(s, name=f"t{i}", starts=m, rhythm=rhythm)
            for i, (s, m) in enumerate(zip(SCENARIOS, starts, strict=True))
        )
    )

    def halves(agenda: Agenda) -> list[int]:
        return [
            n for one in loads(agenda, range(2014, 2018), day("2014-01-01")) for n in (one.first_half, one.second_half)
        ]

    assert halves(at_once) == [4, 0, 0, 0, 4, 0, 0, 0]
    assert halves(spread) == [1] * 8


@pytest.mark.parametrize(
    ("when", "months", "then"),
    [
        ("2014-09", 9, "2015-06"),
        ("2014-11", 3, "2015-02"),
        ("2014", 24, "2016"),
        ("2014-01-31", 1, "2014-02-28"),
        ("2014-10..2014-12", 3, "2015-01-01..2015-03-31"),
    ],
)
def test_a_moment_later_is_as_vague_as_it_was(when: str, months: int, then: str) -> None:
    assert str(_shifted(moment(when), months)) == then


@given(st.integers(1, 36), st.dates(datetime.date(2010, 1, 1), datetime.date(2013, 12, 31)))
def test_every_review_of_the_rhythm_stands_in_exactly_one_year(months: int, start: datetime.date) -> None:
    agenda = agenda_of(theme(starts=start.isoformat(), rhythm=f"review_every_months: {months}"))
    on = datetime.date(2009, 1, 1)
    found = [e.when.earliest for year in range(2009, 2021) for e in calendar_of(agenda, year, on)]
    wanted, when = [start], months_later(start, months)
    while when.year < 2021:
        wanted.append(when)
        when = months_later(when, months)
    assert found == wanted
