# SPDX-License-Identifier: EUPL-1.2
"""The earliest hour at which each party is involved and each agreement is in force, if every request is made at once.

A party is involved when it may act of its own accord, or when a step of somebody's request reaches it. An agreement is
called on when one of those who may ask is involved *and* every agreement it requires is in force: a shortest time over
an and/or graph. All delays are 0 or more, so that taking what is due next, as Dijkstra does, is exact (Knuth, *A
generalization of Dijkstra's algorithm*, 1977).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from weerbaar.capability.cooperation.file_model import Agreement, Step


@dataclass(frozen=True)
class Entered:
    """How a party came to be involved.

    Attributes:
        hour: after the start of the situation.
        agreement: whose request reached it; or under which it acts of its own accord.
        step: of that request, counted from 0; None when it acts of its own accord.
    """

    hour: float
    agreement: str
    step: int | None = None


@dataclass(frozen=True)
class Called:
    """When an agreement was called on.

    Attributes:
        asker: the party that asks.
        asked_h: when the request is made.
        ends: when each of its steps is done, as far as known.
        granted_h: when it is in force; None when the time of a step is not known.
    """

    asker: str
    asked_h: float
    ends: tuple[float, ...]
    granted_h: float | None


@dataclass(frozen=True)
class Timeline:
    """Who is involved and what is in force, from when; who or what is missing never comes."""

    parties: Mapping[str, Entered]
    agreements: Mapping[str, Called]

    def granted_h(self, agreement: str) -> float | None:
        """Return when an agreement is in force; None when that never happens, or nobody knows when."""
        called = self.agreements.get(agreement)
        return None if called is None else called.granted_h


@dataclass(frozen=True)
class ChainStep:
    """One step on the way to something: under which agreement, by whom, to whom, and from when to when."""

    agreement: str
    index: int
    by: str
    to: str
    start_h: float
    end_h: float
    known: bool


def steps_of(agreement: Agreement) -> tuple[Step, ...]:
    """Return the steps of a request; where none were written, one of unknown length to who decides or receives it."""
    if agreement.procedure.steps or not agreement.asks:
        return agreement.procedure.steps
    to = agreement.asked or agreement.decides or agreement.coordinates or agreement.asks[0]
    return (Step(by=agreement.asks[0], to=to),)


def timeline(
    agreements: Iterable[Agreement],
    *,
    guess_zero: bool,
    released: Mapping[str, float] | None = None,
    otherwise_h: float = 0.0,
) -> Timeline:
    """Return the earliest hours.

    Args:
        agreements: those that hold for the situation on the day.
        guess_zero: take steps of unknown length as taking no time, which gives a lower bound; else a request with
            such a step is never granted.
        released: hour from which a request can be made, by agreement: when somebody really made it.
        otherwise_h: the same for the other agreements.
    """
    found = {a.id: a for a in sorted(agreements, key=lambda a: a.id)}
    given = released or {}
    asked_by: dict[str, list[str]] = {}
    needed_by: dict[str, list[str]] = {}
    lacking: dict[str, int] = {}
    for a in found.values():
        lacking[a.id] = len(set(a.requires))
        for party in dict.fromkeys(a.asks):
            asked_by.setdefault(party, []).append(a.id)
        for other in dict.fromkeys(a.requires):
            needed_by.setdefault(other, []).append(a.id)
    parties: dict[str, Entered] = {}
    called: dict[str, Called] = {}
    askers: dict[str, str] = {}
    granted: dict[str, float] = {}
    # Hour, 0 for a grant and 1 for a party, id, and how it came about: at one hour always in the same order.
    due: list[tuple[float, int, str, str, int]] = []
    for a in found.values():
        for power in a.powers:
            if power_when(a, power.when) == "own":
                heapq.heappush(due, (power.from_h, 1, power.party, a.id, -1))

    def call(id_: str, now: float) -> None:
        if id_ in called or id_ not in askers or lacking[id_]:
            return
        start = max(now, given.get(id_, otherwise_h))
        hour = start
        ends: list[float] = []
        for index, step in enumerate(steps_of(found[id_])):
            if step.hours is None and not guess_zero:
                called[id_] = Called(askers[id_], start, tuple(ends), None)
                return
            hour += step.hours or 0.0
            ends.append(hour)
            heapq.heappush(due, (hour, 1, step.to, id_, index))
        called[id_] = Called(askers[id_], start, tuple(ends), hour)
        heapq.heappush(due, (hour, 0, id_, id_, 0))

    while due:
        hour, kind, id_, via, index = heapq.heappop(due)
        if kind == 0:
            granted[id_] = hour
            last = len(called[id_].ends) - 1
            for reached in (found[id_].asked, found[id_].decides, found[id_].coordinates):
                if reached is not None:
                    heapq.heappush(due, (hour, 1, reached, id_, last))
            for other in needed_by.get(id_, ()):
                lacking[other] -= 1
                call(other, hour)
        elif id_ not in parties:
            parties[id_] = Entered(hour, via, None if index < 0 else index)
            for other in asked_by.get(id_, ()):
                askers.setdefault(other, id_)
                call(other, hour)
    return Timeline(parties, called)


def power_when(agreement: Agreement, when: str | None) -> str:
    """Return whether a power is a party's own or comes with the grant of a request."""
    return when or ("asked" if agreement.asks else "own")


def chain_to(found: Timeline, agreements: Mapping[str, Agreement], target: str) -> tuple[ChainStep, ...]:
    """Return every step that must be taken before ``target`` is in force, in the order of time.

    Args:
        found: in which ``target`` was called on.
        agreements: by id.
        target: an agreement.
    """
    wanted: dict[str, int] = {}
    open_ = [(target, len(steps_of(agreements[target])) - 1)]
    while open_:
        id_, last = open_.pop()
        if wanted.get(id_, -1) >= last:
            continue
        first_time = id_ not in wanted
        wanted[id_] = last
        if not first_time:
            continue
        entered = found.parties[found.agreements[id_].asker]
        if entered.step is not None:
            open_.append((entered.agreement, entered.step))
        open_ += [(other, len(steps_of(agreements[other])) - 1) for other in agreements[id_].requires]
    chain = [step for id_, last in wanted.items() for step in _steps_taken(found, agreements[id_], last)]
    return tuple(sorted(chain, key=lambda s: (s.start_h, s.end_h, s.agreement, s.index)))


def _steps_taken(found: Timeline, agreement: Agreement, last: int) -> list[ChainStep]:
    called = found.agreements[agreement.id]
    taken: list[ChainStep] = []
    start = called.asked_h
    for index, (step, end) in enumerate(zip(steps_of(agreement), called.ends, strict=False)):
        if index > last:
            break
        by = called.asker if index == 0 and step.by in agreement.asks else step.by
        taken.append(ChainStep(agreement.id, index, by, step.to, start, end, step.hours is not None))
        start = end
    return taken
