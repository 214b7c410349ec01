# SPDX-License-Identifier: EUPL-1.2
"""The life of every subject as one line in time: stretches with the states that are possible in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from weerbaar.capability.register.corrections import effective
from weerbaar.capability.register.edtf import LAST_DAY, Moment
from weerbaar.capability.register.file_model import Entry, State, Subject
from weerbaar.capability.register.reading import Register
from weerbaar.capability.register.snapshot import Answer, course_of_states

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Days on which the same states are possible.

    Attributes:
        first, last: days, both included.
    """

    first: datetime.date
    last: datetime.date
    state: Answer[State]


@dataclass(frozen=True)
class LifeLine:
    """One subject in time.

    Attributes:
        stretches: one after the other without a gap; the first begins on the first day on which anything may have been.
        deadlines: every deadline that was ever set, once each.
        evidence: moments at which something showed what was done.
        evaluations: moments at which a later round judged the effect.
        last_recorded: last day on which anything was recorded of it; what is drawn after it rests on that.
    """

    subject: Subject
    stretches: tuple[Stretch, ...]
    deadlines: tuple[Moment, ...]
    evidence: tuple[Moment, ...]
    evaluations: tuple[Moment, ...]
    last_recorded: datetime.date


def timeline(register: Register, until: datetime.date, known: datetime.date | None = None) -> tuple[LifeLine, ...]:
    """Return the line of every subject that began by ``until``, in the order of the register.

    Args:
        register: checked.
        until: last day that is drawn.
        known: entries recorded later do not count; None for as we know now.
    """
    lives: dict[str, list[Entry]] = {}
    for entry in effective(register.entries, known):
        lives.setdefault(entry.subject, []).append(entry)
    recorded = {e.subject: e.recorded_on for e in register.entries if known is None or e.recorded_on <= known}
    found = []
    for subject in register.subjects:
        life = lives.get(subject.id, [])
        stretches = _stretches(life, until)
        if stretches:
            found.append(
                LifeLine(
                    subject,
                    stretches,
                    tuple(dict.fromkeys(e.deadline for e in life if e.deadline is not None)),
                    _moments(e for e in life if e.evidence),
                    _moments(e for e in life if e.effects),
                    recorded[subject.id],
                )
            )
    return tuple(found)


def _moments(entries: Iterable[Entry]) -> tuple[Moment, ...]:
    return tuple(dict.fromkeys(e.valid_from for e in entries if e.valid_from is not None))


def _stretches(life: Sequence[Entry], until: datetime.date) -> tuple[Stretch, ...]:
    """Ask for the state on every day on which the answer can change: what is possible changes with no other day."""
    begins = [e.valid_from.earliest for e in life if e.valid_from is not None]
    if not begins or min(begins) > until:
        return ()
    days = {min(begins)}
    for bound in (m for e in life for m in (e.valid_from, e.valid_until) if m is not None):
        for day in (bound.earliest, bound.latest):
            days.update((day, day + _DAY) if day < LAST_DAY else (day,))
    turns = sorted(day for day in days if min(begins) <= day <= until)
    course = course_of_states(life)
    found: list[Stretch] = []
    for first, following in zip(turns, [*turns[1:], until + _DAY], strict=True):
        state = course.on(first)
        if found and set(found[-1].state.values) == set(state.values):
            found[-1] = Stretch(found[-1].first, following - _DAY, found[-1].state)
        else:
            found.append(Stretch(first, following - _DAY, state))
    return tuple(found)
