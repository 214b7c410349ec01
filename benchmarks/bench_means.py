# SPDX-License-Identifier: EUPL-1.2
"""Scarce means: who is carried where by what, for a region of 60 places on a day.

The peer is what a control room does by hand: the next vehicle that is free takes whoever has to be safe first.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from benchmarks.registry import Facts, Job, benchmark
from weerbaar.base import Text
from weerbaar.evacuation.means import Category, Means, Need, Refuge, TravelTimes, assign

REGION = Job("means-60-places", "60 places, 4 receiving places, 5 kinds of means, 24 h: people helped in time")
_CREW = {"load_s": 900.0, "unload_s": 600.0}
_KINDS: tuple[tuple[str, int, str, dict[Category, int], float | None], ...] = (
    ("bus", 30, "r0", {"walking": 50, "seated": 10}, 8.0),
    ("taxi bus", 20, "z1", {"seated": 6, "walking": 8}, None),
    ("ambulance", 15, "r1", {"lying": 1, "seated": 1}, 12.0),
    ("care bus", 10, "r3", {"lying": 4, "seated": 12}, None),
    ("lorry", 12, "r2", {"walking": 20}, None),
)

Region = tuple[list[Means], list[Need], list[Refuge], TravelTimes]


@lru_cache
def region(places: int) -> Region:
    """Places scattered over 40 by 40 km, receiving places to the east of it."""
    random = np.random.default_rng(places)
    east = np.column_stack([np.full(4, 55e3), np.linspace(0, 40e3, 4)])
    points = np.vstack([random.uniform(0, 40e3, (places, 2)), east])
    straight_m = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    names = (*(f"z{at}" for at in range(places)), *(f"r{at}" for at in range(4)))
    means = [
        Means(name, Text(nl=name), "road", number, place, carries, **_CREW, from_h=0.0, shift_h=shift, rest_h=10.0)
        for name, number, place, carries, shift in _KINDS
    ]
    parts: tuple[tuple[Category, int], ...] = (("walking", 1), ("seated", 5), ("lying", 30))
    needs = []
    for at in range(places):
        walking, before_h = float(random.integers(50, 600)), float(random.uniform(8, 24))
        needs += [Need(f"z{at}", kind, walking // part, before_h, 0.0, None) for kind, part in parts]
    refuges = [Refuge(f"r{at}", Text(nl="hal"), beds) for at, beds in enumerate((3000.0, 2000.0, np.inf, 800.0))]
    return means, needs, refuges, TravelTimes(names, straight_m * 1.3 / 14, straight_m)


def given(smoke: bool) -> Region:
    return region(6 if smoke else 60)


@benchmark("Weerbaar assign, with proof", REGION)
def _(smoke: bool) -> Facts:
    plan = assign(*given(smoke))
    return {"people": plan.value, "most_proven": plan.most}


@benchmark("the next free vehicle takes the most urgent", REGION, peer=True)
def _(smoke: bool) -> Facts:
    means, needs, refuges, travel = given(smoke)
    beds = {refuge.place: refuge.beds for refuge in refuges}
    left = {(need.zone, need.category): need.people for need in needs}
    hours = travel.road_s / 3600
    fleet = [[one.from_h, one.place, one] for one in means for _ in range(one.number)]
    helped = 0.0
    while fleet:
        fleet.sort(key=lambda vehicle: vehicle[0])
        now, place, one = fleet[0]
        best = None
        for need in sorted(needs, key=lambda need: need.before_h):
            amount = min(left[need.zone, need.category], one.carries.get(need.category, 0))
            if amount < 1:
                continue
            to = hours[travel.number[place], travel.number[need.zone]] + one.load_s / 3600
            for refuge in refuges:
                back = hours[travel.number[need.zone], travel.number[refuge.place]] + one.unload_s / 3600
                within = one.shift_h is None or now + to + back <= one.from_h + one.shift_h
                if beds[refuge.place] >= amount and now + to + back <= need.before_h and within:
                    best = (amount, need, refuge, now + to + back)
                    break
            if best:
                break
        if best is None:
            fleet.pop(0)
            continue
        amount, need, refuge, safe = best
        left[need.zone, need.category] -= amount
        beds[refuge.place] -= amount
        helped += amount
        fleet[0] = [safe, refuge.place, one]
    return {"people": helped}
