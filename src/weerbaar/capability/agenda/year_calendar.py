# SPDX-License-Identifier: EUPL-1.2
"""What falls in a year: themes that start, reviews that are due, deadlines of the register; and how much that is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from weerbaar.base import Text
from weerbaar.capability.agenda.file_model import AgendaScenario, Theme
from weerbaar.capability.agenda.reading import Agenda
from weerbaar.capability.agenda.staleness import next_review, review_by
from weerbaar.capability.register import LAST_DAY, Moment, Register, as_of, moment, months_later

EventKind = Literal["start", "review", "deadline"]

_LONGEST_RHYTHM_YEARS = 21
_ORDER: dict[EventKind, int] = {"start": 0, "review": 1, "deadline": 2}


@dataclass(frozen=True)
class Event:
    """Something that falls in a year.

    Attributes:
        id: the same as long as it is the same thing on the same moment.
        when: as precisely as it is known.
        title: of the theme, or of the subject of the register.
        scenarios: what is to be reviewed; empty for a deadline.
        expected: a review that follows from the rhythm, if the one before it is done on time.
    """

    id: str
    kind: EventKind
    when: Moment
    title: Text
    owner: str
    scenarios: tuple[AgendaScenario, ...] = ()
    expected: bool = False


@dataclass(frozen=True)
class Load:
    """How many scenarios are due in a year.

    Attributes:
        first_half, second_half: for certain in that half.
        open: somewhere in the year, or across its edge, because the moment is not known more precisely.
    """

    year: int
    first_half: int
    second_half: int
    open: int

    @property
    def total(self) -> int:
        """In the whole year."""
        return self.first_half + self.second_half + self.open


def calendar_of(agenda: Agenda, year: int, on: datetime.date, register: Register | None = None) -> tuple[Event, ...]:
    """Return what falls in a year, by day.

    Args:
        agenda: read.
        year: of the calendar.
        on: reviews after this day have not been yet; the state of the register is that of this day.
        register: its deadlines are taken in, of subjects that are not finished on ``on``.
    """
    found = [e for theme in agenda.themes for e in _of_theme(theme, year, on) if _falls_in(e.when, year)]
    if register is not None:
        found += [e for e in _deadlines(register, on) if _falls_in(e.when, year)]
    return tuple(sorted(found, key=lambda e: (e.when.earliest, e.when.latest, _ORDER[e.kind], e.expected, e.id)))


def load_of(agenda: Agenda, year: int, on: datetime.date) -> Load:
    """Return how many scenarios are due in a year; a scenario that is due twice counts twice."""
    first = second = unfixed = 0
    turn = datetime.date(year, 7, 1)
    for event in calendar_of(agenda, year, on):
        count = len(event.scenarios)
        if event.when.earliest.year != year or event.when.latest.year != year:
            unfixed += count
        elif event.when.latest < turn:
            first += count
        elif event.when.earliest >= turn:
            second += count
        else:
            unfixed += count
    return Load(year, first, second, unfixed)


def _falls_in(when: Moment, year: int) -> bool:
    return when.earliest.year <= year <= when.latest.year


def _of_theme(theme: Theme, year: int, on: datetime.date) -> Iterator[Event]:
    """Yield the start and the reviews up to and including a year."""
    yield Event(f"start-{theme.id}", "start", theme.starts, theme.title, theme.owner, _unreviewed(theme, on))
    due: dict[Moment, list[AgendaScenario]] = {}
    expected: dict[Moment, list[AgendaScenario]] = {}
    for scenario in theme.scenarios:
        reviewed = review_by(scenario, on)
        following = next_review(theme, reviewed)
        if following is None:
            continue
        if reviewed is not None:
            due.setdefault(following, []).append(scenario)
        for agreed in theme.reviews:
            if agreed.earliest > following.latest:
                due.setdefault(agreed, []).append(scenario)
        for later in _rhythm(theme, following, year):
            expected.setdefault(later, []).append(scenario)
    for group, is_expected in ((due, False), (expected, True)):
        for when, scenarios in group.items():
            name = f"{'expected-review' if is_expected else 'review'}-{theme.id}-{when}"
            yield Event(name, "review", when, theme.title, theme.owner, tuple(scenarios), is_expected)


def _unreviewed(theme: Theme, on: datetime.date) -> tuple[AgendaScenario, ...]:
    return tuple(s for s in theme.scenarios if review_by(s, on) is None)


def _rhythm(theme: Theme, following: Moment, year: int) -> Iterator[Moment]:
    """Yield the reviews after the next one, as the rhythm has it, up to and including a year."""
    if theme.review_every_months is None or following.latest.year > LAST_DAY.year - _LONGEST_RHYTHM_YEARS:
        return
    following = _shifted(following, theme.review_every_months)
    while following.earliest.year <= year:
        yield following
        if following.latest.year > LAST_DAY.year - _LONGEST_RHYTHM_YEARS:
            return
        following = _shifted(following, theme.review_every_months)


def _shifted(when: Moment, months: int) -> Moment:
    """Return the same moment so many months later, as vague as it was."""
    if when.exact:
        return moment(months_later(when.earliest, months))
    # The day after the last one, so that a month stays a whole month.
    after = months_later(when.latest + datetime.timedelta(days=1), months) - datetime.timedelta(days=1)
    first = months_later(when.earliest, months)
    month = moment(f"{first:%Y-%m}")
    if (month.earliest, month.latest) == (first, after):
        return month
    year = moment(first.year)
    return year if (year.earliest, year.latest) == (first, after) else moment(f"{first}..{after}")


def _deadlines(register: Register, on: datetime.date) -> Iterator[Event]:
    for state in as_of(register, on).subjects:
        deadline = state.deadline.values
        if state.must_be("completed", "withdrawn"):
            continue
        names = [name for group in state.responsible.values for name in group or ()]
        for when in (m for m in deadline if m is not None):
            owner = ", ".join(dict.fromkeys(names))
            yield Event(f"deadline-{state.subject.id}-{when}", "deadline", when, state.subject.title, owner)


def loads(agenda: Agenda, years: Sequence[int], on: datetime.date) -> tuple[Load, ...]:
    """Return the load of each of several years."""
    return tuple(load_of(agenda, year, on) for year in years)
