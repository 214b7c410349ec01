# SPDX-License-Identifier: EUPL-1.2
"""The plan as a linear programme in whole numbers: who goes where in which shift, and what is still short.

Columns: officers on duty (region, shift → region, task), parts of sources (source, shift, region, task), shortage per
cell, and the worst share of basic care that is missing. Rows: cells covered or short, rosters of officers, parts per
source within their rest and hours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from weerbaar.capability.assistance.rest import bound, busiest_sets, overlap, windows
from weerbaar.capability.assistance.situation import BASIC, RIOT, Situation, Source, Whole
from weerbaar.capability.assistance.travel import share_of_shift

Floats = NDArray[np.float64]

Place = tuple[int, int, int]
"""Region, shift, task."""


@dataclass
class _Rows:
    """Sparse rows while they are being written."""

    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, columns: Sequence[int], values: Sequence[float], low: float, high: float) -> None:
        self.row += [len(self.low)] * len(columns)
        self.column += columns
        self.value += values
        self.low.append(low)
        self.high.append(high)


@dataclass(frozen=True)
class Programme:
    """Columns and rows for a solver, and what the columns mean.

    Attributes:
        duty: per column of officers: home, shift, region, task.
        sent: per column of parts: source, shift, region, task.
        counts: what one unit of a column counts for where it goes, after late arrival: persons, or platoons.
        persons: persons per unit of a column.
        cells: with demand; their shortage columns start at ``short``.
        worst: column of the worst share.
        integral: per column.
        high: upper bound per column; the lower one is 0, or ``fixed`` for promises.
    """

    duty: tuple[tuple[int, int, int, int], ...]
    sent: tuple[tuple[int, int, int, int], ...]
    counts: Floats
    persons: Floats
    cells: tuple[Place, ...]
    short: int
    worst: int
    integral: Floats
    low: Floats
    high: Floats
    row: Whole
    column: Whole
    value: Floats
    row_low: Floats
    row_high: Floats

    @property
    def columns(self) -> int:
        """Number of columns."""
        return self.worst + 1


def build(situation: Situation, demand: Whole, sources: Sequence[Source]) -> Programme:
    """Write the programme.

    Args:
        demand: needed per region, shift and task.
        sources: those that take part; the units of parties that are left out are not among them.
    """
    duty, sent = _officers(situation, demand), _parts(situation, demand, sources)
    cells = [(int(r), int(s), int(t)) for r, s, t in np.argwhere(demand > 0)]
    short = len(duty) + len(sent)
    worst = short + len(cells)
    counts, persons = np.zeros(short), np.ones(short)
    high, low = np.ones(worst + 1), np.zeros(worst + 1)
    at: dict[Place, list[int]] = {cell: [] for cell in cells}
    by_home: dict[tuple[int, int], list[int]] = {}
    for c, (home, s, r, t) in enumerate(duty):
        counts[c] = 1.0
        high[c] = min(int(situation.officers[home, s]), math.ceil(demand[r, s, t] / counts[c]))
        at[(r, s, t)].append(c)
        by_home.setdefault((home, s), []).append(c)
    by_source: list[list[int]] = [[] for _ in sources]
    for i, (k, s, r, t) in enumerate(sent):
        c, source = len(duty) + i, sources[k]
        promised = any(p.shift == s for p in source.promised)
        share = 1.0 if promised else _on_time(situation, s, r, source.home, source.notice_h)
        counts[c] = _counts(source, t, share)
        persons[c] = source.size
        high[c] = source.parts if promised else min(source.at_once, math.ceil(demand[r, s, t] / max(counts[c], 0.1)))
        low[c] = source.parts if promised else 0
        if (r, s, t) in at:
            at[(r, s, t)].append(c)
        by_source[k].append(c)
    rows = _Rows()
    for i, cell in enumerate(cells):
        need = float(demand[cell])
        high[short + i] = need
        rows.add([*at[cell], short + i], [*counts[at[cell]].tolist(), 1.0], need, math.inf)
        if cell[2] == BASIC:
            rows.add([short + i, worst], [1.0, -need], -math.inf, 0.0)
    formed = [(k, source) for k, source in enumerate(sources) if source.from_duty]
    for k, source in formed:
        for c in by_source[k]:
            by_home.setdefault((source.home, sent[c - len(duty)][1]), []).append(c)
    for (home, s), taken in by_home.items():
        rows.add(taken, persons[taken].tolist(), -math.inf, float(situation.officers[home, s]))
    for k, source in enumerate(sources):
        _working_rules(rows, situation, source, [(c, sent[c - len(duty)]) for c in by_source[k]])
    return Programme(
        duty=tuple(duty),
        sent=tuple(sent),
        counts=counts,
        persons=persons,
        cells=tuple(cells),
        short=short,
        worst=worst,
        integral=np.r_[np.ones(short), np.zeros(worst + 1 - short)],
        low=low,
        high=high,
        row=np.array(rows.row, dtype=np.int64),
        column=np.array(rows.column, dtype=np.int64),
        value=np.array(rows.value),
        row_low=np.array(rows.low),
        row_high=np.array(rows.high),
    )


def _on_time(situation: Situation, s: int, r: int, home: int, notice_h: float, *, own: bool = False) -> float:
    """Return the share of a shift that is worked by who is called at the moment of the request."""
    if own:
        return 1.0
    ready = situation.request_h + notice_h + float(situation.travel_h[home, r])
    shift = situation.shifts[s]
    return share_of_shift(ready, shift.start_h, shift.hours)


def _counts(source: Source, task: int, share: float) -> float:
    """Return what a part that is there for a share of the shift counts for, in whole persons or tenths of a platoon.

    Rounded down: the plan promises no more than comes.
    """
    if task == RIOT:
        return math.floor(share * 10 + 1e-6) / 10
    return float(math.floor(share * source.size + 1e-6))


def _reach(situation: Situation, home: int, r: int) -> bool:
    return home == r or situation.at_most_h is None or bool(situation.travel_h[home, r] <= situation.at_most_h + 1e-9)


def _officers(situation: Situation, demand: Whole) -> list[tuple[int, int, int, int]]:
    regions, shifts, _ = situation.shape
    found = []
    for home in range(regions):
        for s in range(shifts):
            if not situation.officers[home, s]:
                continue
            notice = float(situation.officers_notice_h[home, s])
            for r in range(regions):
                if not _reach(situation, home, r):
                    continue
                if _on_time(situation, s, r, home, notice, own=home == r) < 1:
                    continue
                found += [(home, s, r, t) for t in situation.duty_tasks if demand[r, s, t]]
    return found


def _parts(situation: Situation, demand: Whole, sources: Sequence[Source]) -> list[tuple[int, int, int, int]]:
    regions, shifts, _ = situation.shape
    found: list[tuple[int, int, int, int]] = []
    for k, source in enumerate(sources):
        spoken = {p.shift: p for p in source.promised}
        for s in range(shifts):
            if s in spoken:
                promise = spoken[s]
                if promise.region is not None and promise.task is not None:
                    found.append((k, s, promise.region, promise.task))
                continue
            if not source.shifts[s] or not source.at_once:
                continue
            for r in range(regions):
                if not _reach(situation, source.home, r):
                    continue
                share = _on_time(situation, s, r, source.home, source.notice_h)
                found += [(k, s, r, t) for t in source.tasks if demand[r, s, t] and _counts(source, t, share)]
    return found


def _working_rules(
    rows: _Rows, situation: Situation, source: Source, columns: Sequence[tuple[int, tuple[int, int, int, int]]]
) -> None:
    """Add what keeps the parts of one source within number, rest and hours.

    Promises elsewhere take the whole source: their intervals stand in the rows as columns without a number.
    """
    if not columns:
        return
    spans: dict[tuple[float, float], list[int]] = {}
    for c, (_, s, r, _) in columns:
        shift = situation.shifts[s]
        # Whoever promised two shifts has seen to the journeys.
        journey = 0.0 if any(p.shift == s for p in source.promised) else float(situation.travel_h[source.home, r])
        spans.setdefault(bound(shift.start_h, shift.end_h, journey, source.rest_h), []).append(c)
    away = [situation.shifts[p.shift] for p in source.promised if p.region is None]
    gone = [bound(shift.start_h, shift.end_h, 0.0, source.rest_h) for shift in away]
    listed = list(spans)
    sets = busiest_sets([*listed, *gone])
    # An interval that lies over no other still takes parts.
    alone = set(range(len(listed))) - {i for found in sets for i in found}
    for found in [*sets, *([i] for i in sorted(alone))]:
        together = [c for i in found if i < len(listed) for c in spans[listed[i]]]
        left = 0 if any(i >= len(listed) for i in found) else source.parts
        if together:
            rows.add(together, [1.0] * len(together), -math.inf, float(left))
    if source.at_once < source.parts:
        for s in sorted({place[1] for _, place in columns}):
            now = [c for c, place in columns if place[1] == s]
            rows.add(now, [1.0] * len(now), -math.inf, float(source.at_once))
    if source.max_hours is not None:
        _hours(rows, situation, source, columns, [(shift.start_h, shift.end_h) for shift in away])


def _hours(
    rows: _Rows,
    situation: Situation,
    source: Source,
    columns: Sequence[tuple[int, tuple[int, int, int, int]]],
    away: Sequence[tuple[float, float]],
) -> None:
    assert source.max_hours is not None  # noqa: S101
    work = {s: (situation.shifts[s].start_h, situation.shifts[s].end_h) for s in {place[1] for _, place in columns}}
    for window in windows([*work.values(), *away], source.window_h):
        inside = {s: overlap(span, window) for s, span in work.items()}
        spent = sum(overlap(span, window) for span in away)
        if sum(inside.values()) + spent <= source.max_hours:
            continue
        there = [(c, inside[place[1]]) for c, place in columns if inside[place[1]] > 0]
        allowed = source.parts * (source.max_hours - spent)
        rows.add([c for c, _ in there], [h for _, h in there], -math.inf, allowed)
