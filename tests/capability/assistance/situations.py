# SPDX-License-Identifier: EUPL-1.2
"""Situations for the tests of assistance: small ones by hand, and made-up ones of any size."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import numpy as np

from weerbaar.base import Point, Text
from weerbaar.capability.assistance.file_model import TASKS, Shift
from weerbaar.capability.assistance.situation import BASIC, RIOT, Helper, Line, Place, Situation, Source

PARTIES = ("police", "municipal", "kmar", "private", "defence")
_TASKS = {
    "police": ("basic", "riot", "guarding", "traffic", "logistics"),
    "municipal": ("traffic", "guarding"),
    "kmar": ("basic", "riot", "guarding", "traffic"),
    "private": ("guarding", "traffic"),
    "defence": ("guarding", "logistics", "traffic"),
}


def text(words: str) -> Text:
    return Text(nl=words, en=words)


def helpers() -> tuple[Helper, ...]:
    return tuple(
        Helper(p, text(p), tuple(TASKS.index(t) for t in _TASKS[p]), text(f"wet {p}"), text("LOCC"), 4.0**i)  # type: ignore[arg-type]
        for i, p in enumerate(PARTIES)
    )


def place(i: int, weight: float = 1.0) -> Place:
    return Place(f"r{i}", text(f"Regio {i}"), text(f"Stad {i}"), text(f"de burgemeester van Stad {i}"), weight)


def line(region: int, shift: int, task: int, amount: float) -> Line:
    return Line(region, shift, task, amount=Point(value=amount))


def source(
    id_: str, party: str, home: int, parts: int, size: int, tasks: tuple[str, ...], shifts: int, **more: Any
) -> Source:
    return Source(
        id=id_,
        name=text(id_),
        party=PARTIES.index(party),
        home=home,
        parts=parts,
        size=size,
        tasks=tuple(TASKS.index(t) for t in tasks),  # type: ignore[arg-type]
        shifts=more.pop("available", (True,) * shifts),
        at_once=more.pop("at_once", parts),
        **more,
    )


def situation(
    officers: Any, lines: tuple[Line, ...], sources: tuple[Source, ...] = (), travel: Any = None, **more: Any
) -> Situation:
    duty = np.array(officers, dtype=np.int64)
    r, s = duty.shape
    hours = more.pop("hours", 8.0)
    made = Situation(
        id="proef",
        title=text("Proef"),
        statement=text("Verzonnen."),
        organisation=text(""),
        illustrative=True,
        begin=datetime.datetime(2014, 1, 17, 7, 0),
        request_h=-24.0,
        platoon_officers=50,
        basic_floor=1.0,
        variant_shares=(0.25, 0.5, 0.25),
        dependence=0.0,
        at_most_h=None,
        shifts=tuple(Shift(id=f"d{j}", start_h=hours * j, hours=hours) for j in range(s)),
        places=tuple(place(i) for i in range(r)),
        helpers=helpers(),
        lines=lines,
        sources=sources,
        officers=duty,
        officers_confidential=np.zeros(r, dtype=bool),
        officers_notice_h=np.zeros((r, s)),
        travel_h=np.zeros((r, r)) if travel is None else np.array(travel, dtype=float),
        withheld=np.zeros((r, s, len(TASKS)), dtype=bool),
    )
    return replace(made, **more)


def random_situation(seed: int, regions: int, shifts: int, units: int, at_most_h: float = 1.5) -> Situation:
    """A country with unrest in one place in five, objects to guard in others, and units of every party all over it."""
    rng = np.random.default_rng(seed)
    where = rng.uniform(0, 200, (regions, 2))
    travel = np.hypot(*(where[:, None] - where[None]).transpose(2, 0, 1)) / 70
    officers = rng.integers(60, 260, (regions, shifts))
    basic = np.round(officers * rng.uniform(0.75, 0.95, (regions, shifts)))
    lines = [line(r, s, BASIC, basic[r, s]) for r in range(regions) for s in range(shifts)]
    some = max(1, regions // 5)
    first, last = shifts // 4, shifts // 4 + max(1, shifts // 2)
    for r in rng.choice(regions, some, replace=False):
        lines += [line(int(r), s, RIOT, int(rng.integers(1, 6))) for s in range(first, last)]
    for t in (2, 3, 4):
        for r in rng.choice(regions, some, replace=False):
            lines += [line(int(r), s, t, 10 * int(rng.integers(1, 8))) for s in range(first, shifts)]
    kinds = (
        ("police", ("riot",), 100, 50, 0, 11),
        ("private", ("guarding", "traffic"), 30, 10, 8, 8),
        ("municipal", ("traffic",), 20, 10, 4, 8),
        ("kmar", ("basic", "riot", "guarding"), 40, 40, 8, 11),
        ("defence", ("guarding", "logistics"), 60, 30, 24, 11),
    )
    sources = []
    for i in range(units):
        party, tasks, size, part, notice, rest = kinds[i % len(kinds)]
        sources.append(
            source(
                f"u{i}",
                party,
                (i // len(kinds)) % regions if party == "police" else int(rng.integers(regions)),
                size // part,
                part,
                tasks,
                shifts,
                notice_h=float(notice),
                rest_h=float(rest),
                from_duty=party == "police",
            )
        )
    return situation(officers, tuple(lines), tuple(sources), travel, request_h=-8.0, at_most_h=at_most_h)
