# SPDX-License-Identifier: EUPL-1.2
"""The best plan: shortages first, fairly; then as little assistance as possible, in the order of asking."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import InputError, Problem, Text
from weerbaar.capability.assistance.file_model import VariantName
from weerbaar.capability.assistance.optimum import Aim, Reached, lexicographic
from weerbaar.capability.assistance.programme import Programme, build
from weerbaar.capability.assistance.rest import Job, rosters
from weerbaar.capability.assistance.situation import BASIC, DUTY, RIOT, Situation, Source, Whole

Floats = NDArray[np.float64]
Priority = Literal["basic", "riot"]

WORST, TOTAL, PLATOONS, OTHER = "basic-worst-share", "basic-shortage", "riot-shortage", "other-shortage"
ASSISTANCE, EFFORT = "assistance", "effort"
SHORTAGES = (WORST, TOTAL, PLATOONS, OTHER)
"""Aims about shortages; the others are about how."""

_WORK_IN_TRAVEL = 0.01
"""An hour of work counts for this part of an hour of travel in the last aim, so that nobody works for nothing."""


@dataclass(frozen=True)
class Deployment:
    """Persons of one source who work one shift somewhere.

    Attributes:
        source: id of the unit or of the platoons; ``officers-on-duty`` for those on the roster.
        parts: how many parts go, of ``persons`` in all.
        counts: persons, or platoons for riot, that this counts for; less than all for who arrives late.
        own: police of the region itself.
        travel_h: one way.
    """

    source: str
    party: int
    home: int
    region: int
    shift: int
    task: int
    parts: int
    persons: int
    counts: float
    own: bool
    travel_h: float
    promised: bool = False


@dataclass(frozen=True, eq=False)
class Plan:
    """Who works where, and what is still short.

    Attributes:
        demand, shortage: per region, shift and task; platoons for riot, persons otherwise.
        own: covered by police of the region itself, same shape.
        helped: covered per helper, shape (H, R, S, T).
        formed: officers on duty who are out in a platoon, shape (R, S).
        reached: what each aim came to, in order.
        rosters: per source that is out, the jobs of each part.
        sources: those that took part.
        without: ids of the parties that were left out.
    """

    situation: Situation
    variant: VariantName
    priority: Priority
    without: tuple[str, ...]
    demand: Whole
    shortage: Floats
    own: Floats
    helped: Floats
    formed: Whole
    deployments: tuple[Deployment, ...]
    reached: tuple[Reached, ...]
    rosters: dict[str, tuple[tuple[Job, ...], ...]]
    sources: tuple[Source, ...]

    @property
    def proven(self) -> bool:
        """Whether no plan is better on any aim, given the aims before it."""
        return all(r.proven for r in self.reached)

    def value(self, code: str) -> float:
        """Return what an aim came to."""
        return next(r.value for r in self.reached if r.code == code)


def plan_assistance(
    situation: Situation,
    *,
    variant: VariantName = "expected",
    priority: Priority = "basic",
    without: Sequence[str] = (),
    extra: Sequence[Source] = (),
    demand: Whole | None = None,
    time_limit_s: float = math.inf,
    shortages_only: bool = False,
) -> Plan:
    """Return the best plan.

    Aims, in order: the worst share of basic care that is missing anywhere; the weighted hours of basic care that are
    missing; the weighted platoon hours that are missing (before both with priority ``riot``); the weighted hours of
    other tasks; hours of assistance, those of each party at its cost; hours of travel, and a little for hours of work.

    Args:
        without: ids of parties that give no assistance. Of the police that is help from other regions.
        extra: sources on top of those of the situation.
        demand: instead of that of the variant.
        time_limit_s: for all aims together; with a limit that is reached the plan is not the same on every machine.
        shortages_only: leave out the aims that are about how, not about how much.

    Raises:
        InputError: an unknown party.
    """
    check_parties(situation, without)
    needed = situation.demand(variant) if demand is None else demand
    sources = (*(s for s in _taking_part(situation, without)), *extra)
    while True:
        programme = build(situation, needed, sources)
        if "police" in without:
            _stay_home(programme, situation, sources)
        aims = _aims(situation, programme, sources, priority)
        if shortages_only:
            aims = [a for a in aims if a.code in SHORTAGES]
        columns, reached = lexicographic(programme, aims, time_limit_s=time_limit_s)
        dealt, failed = _dealt(situation, programme, sources, columns)
        if not failed:
            break
        # Equal parts were counted together, which is too kind to a bound on hours; one by one it is exact.
        sources = tuple(part for s in sources for part in (_apart(s) if s.id in failed else (s,)))
    return _plan(situation, programme, sources, columns, reached, dealt, needed, variant, priority, tuple(without))


def check_parties(situation: Situation, without: Collection[str]) -> None:
    """Refuse a party that is not in the file.

    Raises:
        InputError: with every unknown one.
    """
    known = [h.id for h in situation.helpers]
    problems = [
        Problem(
            "--without",
            Text(nl="onbekende partij.", en="unknown party."),
            Text(nl=f"Kies uit: {', '.join(known)}.", en=f"Choose from: {', '.join(known)}."),
            value=name,
        )
        for name in without
        if name not in known
    ]
    if problems:
        raise InputError(problems)


def _taking_part(situation: Situation, without: Collection[str]) -> list[Source]:
    out = {i for i, h in enumerate(situation.helpers) if h.id in without and h.id != "police"}
    return [s for s in situation.sources if s.party not in out]


def _stay_home(programme: Programme, situation: Situation, sources: Sequence[Source]) -> None:
    for c, (home, _, r, _) in enumerate(programme.duty):
        if home != r:
            programme.high[c] = 0.0
    for i, (k, _, r, _) in enumerate(programme.sent):
        c = len(programme.duty) + i
        if sources[k].party == situation.police and sources[k].home != r and not programme.low[c]:
            programme.high[c] = 0.0


def _aims(situation: Situation, programme: Programme, sources: Sequence[Source], priority: Priority) -> list[Aim]:
    n = programme.columns
    weight = np.array([p.weight for p in situation.places])
    hours = np.array([s.hours for s in situation.shifts])

    def missing(tasks: Collection[int]) -> Floats:
        cost = np.zeros(n)
        for i, (r, s, t) in enumerate(programme.cells):
            if t in tasks:
                cost[programme.short + i] = weight[r] * hours[s]
        return cost

    worst = np.zeros(n)
    worst[programme.worst] = 1.0
    others = [t for t in range(situation.shape[2]) if t not in (BASIC, RIOT)]
    basic, riot = [Aim(WORST, worst), Aim(TOTAL, missing([BASIC]))], [Aim(PLATOONS, missing([RIOT]))]
    first = [*basic, *riot] if priority == "basic" else [*riot, *basic]
    aims = [*first, Aim(OTHER, missing(others))]
    helped, effort = np.zeros(n), np.zeros(n)
    police = situation.police
    for c in range(programme.short):
        if c < len(programme.duty):
            home, s, r, _ = programme.duty[c]
            party = police
        else:
            k, s, r, _ = programme.sent[c - len(programme.duty)]
            home, party = sources[k].home, sources[k].party
        persons = programme.persons[c]
        effort[c] = persons * (situation.travel_h[home, r] + _WORK_IN_TRAVEL * hours[s])
        if not (party == police and home == r):
            helped[c] = persons * hours[s] * situation.helpers[party].cost
    return [*aims, Aim(ASSISTANCE, helped), Aim(EFFORT, effort)]


def _apart(source: Source) -> tuple[Source, ...]:
    return tuple(
        replace(source, id=f"{source.id}#{i + 1}", parts=1, at_once=min(1, source.at_once)) for i in range(source.parts)
    )


def _jobs(situation: Situation, source: Source, places: Sequence[tuple[int, int, int, int]]) -> list[Job]:
    found = []
    for s, r, t, count in places:
        shift = situation.shifts[s]
        promised = any(p.shift == s for p in source.promised)
        journey = 0.0 if promised else float(situation.travel_h[source.home, r])
        found += [Job(s, r, t, shift.start_h, shift.end_h, journey)] * count
    return found


def _dealt(
    situation: Situation, programme: Programme, sources: Sequence[Source], columns: Floats
) -> tuple[dict[str, tuple[tuple[Job, ...], ...]], set[str]]:
    """Return the rosters per source, and the sources for which none was found."""
    places: dict[int, list[tuple[int, int, int, int]]] = {}
    for i, (k, s, r, t) in enumerate(programme.sent):
        count = round(columns[len(programme.duty) + i])
        if count:
            places.setdefault(k, []).append((s, r, t, count))
    found: dict[str, tuple[tuple[Job, ...], ...]] = {}
    failed: set[str] = set()
    for k, own in places.items():
        source = sources[k]
        dealt = rosters(_jobs(situation, source, own), source.parts, source.rest_h, source.max_hours, source.window_h)
        if dealt is None and source.parts > 1:
            failed.add(source.id)
        elif dealt is None:
            # A single part does what the rows allow, in the order of time.
            found[source.id] = (tuple(sorted(_jobs(situation, source, own), key=lambda j: j.begins)),)
        else:
            found[source.id] = dealt
    return found, failed


def _plan(
    situation: Situation,
    programme: Programme,
    sources: Sequence[Source],
    columns: Floats,
    reached: tuple[Reached, ...],
    dealt: dict[str, tuple[tuple[Job, ...], ...]],
    needed: Whole,
    variant: VariantName,
    priority: Priority,
    without: tuple[str, ...],
) -> Plan:
    own, helped = np.zeros(situation.shape), np.zeros((len(situation.helpers), *situation.shape))
    formed = np.zeros(situation.shape[:2], dtype=np.int64)
    police = situation.police
    deployments = []
    for c in np.flatnonzero(columns[: programme.short] > 0.5):
        count = round(columns[c])
        promised = False
        if c < len(programme.duty):
            home, s, r, t = programme.duty[c]
            name, party = DUTY, police
        else:
            k, s, r, t = programme.sent[c - len(programme.duty)]
            source = sources[k]
            name, party, home = source.id, source.party, source.home
            promised = any(p.shift == s for p in source.promised)
            if source.from_duty:
                formed[home, s] += count * source.size
        at_home = party == police and home == r
        counts = float(programme.counts[c] * count)
        (own if at_home else helped[party])[r, s, t] += counts
        deployments.append(
            Deployment(
                source=name,
                party=party,
                home=home,
                region=r,
                shift=s,
                task=t,
                parts=count,
                persons=count * int(programme.persons[c]),
                counts=counts,
                own=at_home,
                travel_h=float(situation.travel_h[home, r]),
                promised=promised,
            )
        )
    shortage = np.zeros(situation.shape)
    for i, cell in enumerate(programme.cells):
        shortage[cell] = columns[programme.short + i]
    return Plan(
        situation=situation,
        variant=variant,
        priority=priority,
        without=without,
        demand=needed,
        shortage=shortage,
        own=own,
        helped=helped,
        formed=formed,
        deployments=tuple(
            sorted(deployments, key=lambda d: (d.shift, d.region, d.task, not d.own, d.party, d.source, d.home))
        ),
        reached=reached,
        rosters=dealt,
        sources=tuple(sources),
    )
