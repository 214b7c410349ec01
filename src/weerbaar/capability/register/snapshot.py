# SPDX-License-Identifier: EUPL-1.2
"""What was known and running on a day: of every subject its state, as it was known on that or on another day.

Two days are asked about apart (Snodgrass, Developing Time-Oriented Database Applications, 2000: valid time and
transaction time): ``valid``, the day on which it was so, and ``known``, the day on which it stood in the register.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from weerbaar.capability.register.corrections import effective
from weerbaar.capability.register.edtf import Moment
from weerbaar.capability.register.file_model import EffectAfter, Entry, Evidence, Mandate, State, Subject
from weerbaar.capability.register.possible import Happening, Sequel
from weerbaar.capability.register.reading import Register

ValueT = TypeVar("ValueT")

_RANKS: dict[State, int] = {"proposed": 1, "decided": 2, "running": 3, "completed": 4, "withdrawn": 4, "unknown": 0}


@dataclass(frozen=True)
class Answer(Generic[ValueT]):
    """What something may have been on a day.

    Attributes:
        values: every possibility; None for "nothing was said of it". More than one where a day is not known exactly.
    """

    values: tuple[ValueT | None, ...]

    @property
    def certain(self) -> ValueT | None:
        """The value, where there is one possibility only; None where there are more, or nothing was said."""
        return self.values[0] if len(self.values) == 1 else None

    @property
    def is_certain(self) -> bool:
        """Whether there is one possibility only."""
        return len(self.values) == 1


@dataclass(frozen=True)
class SubjectState:
    """One subject on one day.

    Attributes:
        state: its state; None among the values where nothing may have happened yet.
        responsible, deadline, mandate, budget_eur: what the last entry that said something of it said.
        happened: entries that certainly were so by that day; ``perhaps`` those that may have been.
        evidence: of entries that certainly or perhaps were so.
        effects: what later rounds judged of it, with the entry that says so.
        last_recorded: day of the last entry or correction of this subject, up to the day that is asked about.
    """

    subject: Subject
    state: Answer[State]
    responsible: Answer[tuple[str, ...]]
    deadline: Answer[Moment]
    mandate: Answer[Mandate]
    budget_eur: Answer[float]
    happened: tuple[Entry, ...]
    perhaps: tuple[Entry, ...]
    evidence: tuple[Evidence, ...]
    effects: tuple[tuple[Entry, EffectAfter], ...]
    last_recorded: datetime.date | None

    def may_be(self, *states: State) -> bool:
        """Whether one of ``states`` is possible."""
        return any(state in states for state in self.state.values)

    def must_be(self, *states: State) -> bool:
        """Whether nothing but ``states`` is possible."""
        return all(state in states for state in self.state.values)


@dataclass(frozen=True)
class Snapshot:
    """The register on one day.

    Attributes:
        valid: the day on which it was so.
        known: the day up to which entries count; None for everything recorded.
        subjects: those of which something may have happened by then, in the order of the register.
    """

    register: Register
    valid: datetime.date
    known: datetime.date | None
    subjects: tuple[SubjectState, ...]

    def __getitem__(self, subject_id: str) -> SubjectState:
        """Return one subject.

        Raises:
            KeyError: nothing is known of it on that day.
        """
        for found in self.subjects:
            if found.subject.id == subject_id:
                return found
        raise KeyError(subject_id)


def as_of(register: Register, valid: datetime.date, known: datetime.date | None = None) -> Snapshot:
    """Return what was so on ``valid``, as the register had it on ``known``.

    Args:
        register: checked.
        valid: the day that is asked about.
        known: entries and corrections recorded after this day do not count; None for as we know now. Whatever is
            recorded later never changes the answer for an earlier ``known``.
    """
    counted = effective(register.entries, known)
    lives: dict[str, list[Entry]] = {}
    for entry in counted:
        if entry.valid_from is not None and entry.valid_from.earliest <= valid:
            lives.setdefault(entry.subject, []).append(entry)
    recorded: dict[str, datetime.date] = {}
    for entry in register.entries:
        if entry.recorded_on <= valid and (known is None or entry.recorded_on <= known):
            recorded[entry.subject] = entry.recorded_on
    all_of: dict[str, list[Entry]] = {}
    for entry in counted:
        all_of.setdefault(entry.subject, []).append(entry)
    found = tuple(
        _subject_state(subject, all_of[subject.id], valid, recorded.get(subject.id))
        for subject in register.subjects
        if subject.id in lives
    )
    return Snapshot(register, valid, known, found)


def _subject_state(
    subject: Subject, life: Sequence[Entry], day: datetime.date, last_recorded: datetime.date | None
) -> SubjectState:
    happened = tuple(e for e in life if e.valid_from is not None and e.valid_from.latest <= day)
    perhaps = tuple(e for e in life if e.valid_from is not None and e.valid_from.earliest <= day < e.valid_from.latest)
    seen = [e for e in life if e.valid_from is not None and e.valid_from.earliest <= day]
    return SubjectState(
        subject,
        course_of_states(life).on(day),
        Course(life, lambda e: e.responsible or None).on(day),
        Course(life, lambda e: e.deadline).on(day),
        Course(life, lambda e: e.mandate).on(day),
        Course(life, lambda e: e.budget_eur).on(day),
        happened,
        perhaps,
        tuple(piece for e in seen for piece in e.evidence),
        tuple((e, effect) for e in seen for effect in e.effects),
        last_recorded,
    )


class Course(Generic[ValueT]):
    """What the entries of one subject say of one thing, ready to be asked for any day.

    Args:
        life: its entries that count, in the order of recording.
        said: what an entry says of it; None where it says nothing.
        rank: place of what is said in the order of life.
        ended: what holds once the validity of the last entry has ended.
    """

    def __init__(
        self,
        life: Sequence[Entry],
        said: Callable[[Entry], ValueT | None],
        *,
        rank: Callable[[ValueT], int] = lambda _: 0,
        ended: ValueT | None = None,
    ) -> None:
        saying = [
            (e, value, Happening(e.valid_from.earliest, e.valid_from.latest, rank(value)))
            for e in life
            if e.valid_from is not None and (value := said(e)) is not None
        ]
        self._saying = saying
        self._sequel = Sequel([thing for _, _, thing in saying])
        self._ended = ended

    def on(self, day: datetime.date) -> Answer[ValueT]:
        """Return what the last entry that said something may have said."""
        last, nothing = self._sequel.last(day)
        values: list[ValueT | None] = [None] if nothing else []
        for i in last:
            entry, value, _ = self._saying[i]
            until = entry.valid_until
            if until is None or day <= until.latest:
                values.append(value)
            if until is not None and day > until.earliest:
                values.append(self._ended)
        return Answer(tuple(dict.fromkeys(values)))


def course_of_states(life: Sequence[Entry]) -> Course[State]:
    """Return the states of a subject.

    Args:
        life: its entries that count, in the order of recording.
    """
    return Course(life, lambda e: e.new_state, rank=_RANKS.__getitem__, ended="unknown")
