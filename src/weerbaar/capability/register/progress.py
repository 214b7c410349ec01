# SPDX-License-Identifier: EUPL-1.2
"""Where everything stands on a day: counts, what is late, what lacks evidence, what has gone silent, what changed."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from weerbaar.base import Text
from weerbaar.capability.register.edtf import Moment
from weerbaar.capability.register.file_model import STATES, EffectAfter, Entry, State, Subject
from weerbaar.capability.register.reading import Register
from weerbaar.capability.register.snapshot import Snapshot, SubjectState, as_of
from weerbaar.capability.register.words import moment_words, state_words

SILENT_MONTHS = 12
COUNTED = (*STATES, "uncertain")
"""Under what a subject is counted: its state, or ``uncertain`` where more than one is possible."""

_ENDED: tuple[State, ...] = ("completed", "withdrawn")
ChangeKind = Literal["new", "state", "responsible", "deadline", "evidence", "effect"]


@dataclass(frozen=True)
class Count:
    """How many subjects of one group are in each state.

    Attributes:
        id: of the heading; the name of the ministry; empty for those without one.
        states: one number per name of ``COUNTED``.
    """

    id: str
    title: Text
    states: dict[str, int]

    @property
    def total(self) -> int:
        """Subjects in the group."""
        return sum(self.states.values())


@dataclass(frozen=True)
class Overdue:
    """A subject whose deadline has passed without a completion or a withdrawal being recorded.

    Attributes:
        days_late: at least so many days since the last day of the deadline.
        certain: False where it may have been completed, or where another deadline is possible.
    """

    state: SubjectState
    deadline: Moment
    days_late: int
    certain: bool


@dataclass(frozen=True)
class Silent:
    """A subject that is not finished and of which nothing was recorded for longer than a year."""

    state: SubjectState
    last_recorded: datetime.date
    days: int


@dataclass(frozen=True)
class Change:
    """What is different from an earlier day."""

    subject: Subject
    kind: ChangeKind
    before: Text
    after: Text


@dataclass(frozen=True)
class Progress:
    """A progress report.

    Attributes:
        snapshot: the register on the day of the report.
        since: day of the previous report, as it was known on that day; None when nothing is compared.
        headings, ministries: counts; a subject with several ministries counts with each.
        running_with_deadline: what is being carried out and has a deadline, first deadline first.
        overdue: longest overdue first; the certain ones before the others.
        completed: what is completed for certain, with whether anything shows it.
        silent: longest silent first.
        effects: what later rounds judged, with the subject and the entry that says so; for arrows in the risk diagram.
    """

    snapshot: Snapshot
    since: datetime.date | None
    headings: tuple[Count, ...]
    ministries: tuple[Count, ...]
    running_with_deadline: tuple[SubjectState, ...]
    overdue: tuple[Overdue, ...]
    completed: tuple[tuple[SubjectState, bool], ...]
    silent: tuple[Silent, ...]
    changes: tuple[Change, ...]
    effects: tuple[tuple[Subject, Entry, EffectAfter], ...]


def progress(
    register: Register, on: datetime.date, *, known: datetime.date | None = None, since: datetime.date | None = None
) -> Progress:
    """Return the progress report of a day.

    Args:
        register: checked.
        on: day of the report.
        known: entries recorded later do not count; None for as we know now.
        since: day of the previous report; what changed is told against what was known then.
    """
    snapshot = as_of(register, on, known)
    states = snapshot.subjects
    before = None if since is None else as_of(register, since, since if known is None else min(since, known))
    return Progress(
        snapshot,
        since,
        _by_heading(register, states),
        _by_ministry(states),
        tuple(sorted((s for s in states if s.must_be("running") and s.deadline.certain), key=_deadline_of)),
        overdue(snapshot),
        tuple((s, bool(s.evidence)) for s in states if s.must_be("completed")),
        _silent(states, on),
        () if before is None else changes(before, snapshot),
        tuple((s.subject, entry, effect) for s in states for entry, effect in s.effects),
    )


def _deadline_of(state: SubjectState) -> datetime.date:
    deadline = state.deadline.certain
    return datetime.date.max if deadline is None else deadline.latest


def overdue(snapshot: Snapshot) -> tuple[Overdue, ...]:
    """Return what is late on the day of a snapshot: a deadline has passed when its last possible day has."""
    found = []
    for state in snapshot.subjects:
        if state.must_be(*_ENDED):
            continue
        passed = [d for d in state.deadline.values if d is not None and d.latest < snapshot.valid]
        if passed:
            last = max(passed, key=lambda d: d.latest)
            certain = len(passed) == len(state.deadline.values) and not state.may_be(*_ENDED)
            found.append(Overdue(state, last, (snapshot.valid - last.latest).days, certain))
    return tuple(sorted(found, key=lambda o: (not o.certain, -o.days_late, o.state.subject.id)))


def changes(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """Return what is different between two snapshots of one register, in the order of the subjects."""
    earlier = {s.subject.id: s for s in before.subjects}
    found: list[Change] = []
    nothing = Text(nl="–", en="–")
    for now in after.subjects:
        then = earlier.get(now.subject.id)
        if then is None:
            found.append(Change(now.subject, "new", nothing, _state_text(now)))
        elif then.state != now.state:
            found.append(Change(now.subject, "state", _state_text(then), _state_text(now)))
        if then is not None and then.responsible != now.responsible:
            found.append(Change(now.subject, "responsible", _names(then), _names(now)))
        if (then is not None and then.deadline != now.deadline) or (then is None and now.deadline.values != (None,)):
            was = nothing if then is None else _deadline_text(then)
            found.append(Change(now.subject, "deadline", was, _deadline_text(now)))
        had = () if then is None else then.evidence
        for piece in now.evidence:
            if piece not in had:
                found.append(Change(now.subject, "evidence", nothing, Text(nl=piece.reference, en=piece.reference)))
        known = set() if then is None else {effect for _, effect in then.effects}
        for _, effect in now.effects:
            if effect not in known:
                words = Text(nl=f"{effect.scenario} ({effect.round})", en=f"{effect.scenario} ({effect.round})")
                found.append(Change(now.subject, "effect", nothing, words))
    return tuple(found)


def _state_text(state: SubjectState) -> Text:
    return Text(nl=state_words(state.state, "nl"), en=state_words(state.state, "en"))


def _deadline_text(state: SubjectState) -> Text:
    return Text(nl=moment_words(state.deadline, "nl"), en=moment_words(state.deadline, "en"))


def _names(state: SubjectState) -> Text:
    said = " / ".join("–" if names is None else ", ".join(names) for names in state.responsible.values)
    return Text(nl=said, en=said)


def _counted(states: Iterable[SubjectState]) -> dict[str, int]:
    counts = dict.fromkeys(COUNTED, 0)
    for state in states:
        counts[(state.state.certain or "unknown") if state.state.is_certain else "uncertain"] += 1
    return counts


def _by_heading(register: Register, states: Sequence[SubjectState]) -> tuple[Count, ...]:
    groups = [(h, [s for s in states if s.subject.heading == h.id]) for h in register.file.headings]
    return tuple(Count(h.id, h.title, _counted(group)) for h, group in groups if group)


def _by_ministry(states: Sequence[SubjectState]) -> tuple[Count, ...]:
    groups: dict[str, list[SubjectState]] = {}
    for state in states:
        names = {name for values in state.responsible.values for name in values or ("",)}
        for name in names:
            groups.setdefault(name, []).append(state)
    nobody = Text(nl="(niemand genoemd)", en="(nobody named)")
    return tuple(
        Count(name, Text(nl=name, en=name) if name else nobody, _counted(groups[name]))
        for name in sorted(groups, key=lambda n: (not n, n.casefold()))
    )


def _silent(states: Sequence[SubjectState], on: datetime.date) -> tuple[Silent, ...]:
    found = [
        Silent(s, s.last_recorded, (on - s.last_recorded).days)
        for s in states
        if not s.must_be(*_ENDED) and s.last_recorded and months_later(s.last_recorded, SILENT_MONTHS) < on
    ]
    return tuple(sorted(found, key=lambda s: (-s.days, s.state.subject.id)))


def months_later(day: datetime.date, months: int) -> datetime.date:
    """Return the same day so many months later; the last day of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
