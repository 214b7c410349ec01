# SPDX-License-Identifier: EUPL-1.2
"""Assistance: the exact plan against a plain greedy planner, and staffing by the Erlang C formula.

The greedy planner is what a desk does by hand: it forms the platoons that basic care can spare, sends each unit to the
nearest cell that still lacks something, and fills up from the neighbours. Both keep basic care whole; what each leaves
short of platoons and of the other tasks stands among the facts.
"""

from __future__ import annotations

import math

import numpy as np

from benchmarks.registry import Facts, Job, benchmark
from tests.capability.assistance.situations import random_situation
from weerbaar.capability.assistance.planning import OTHER, PLATOONS, TOTAL, plan_assistance
from weerbaar.capability.assistance.rest import bound
from weerbaar.capability.assistance.situation import BASIC, RIOT, Situation
from weerbaar.capability.assistance.staffing import cars_needed, served_within

SMALL = Job(
    "assistance-6x3",
    "6 regions, 3 shifts, 30 units: shortages and assistance, all proven",
    {"basic_h": 1e-3},
    {"basic_h": 1e-3},
)
LARGE = Job(
    "assistance-25x9",
    "25 regions, 9 shifts, 200 units: shortages only",
    {"basic_h": 1e-3},
    {"basic_h": 1e-3},
)
STAFFING = Job("erlang-c", "cars for 225 loads up to 400 erlang", {"cars": 0.0}, {"cars": 0.0})


def greedy(made: Situation) -> dict[str, float]:
    """Plan by hand; returns hours that are missing."""
    demand = made.demand().astype(float)
    left = made.officers.astype(float)
    missing = demand.copy()
    for r in range(made.shape[0]):
        own = np.minimum(left[r], missing[r, :, BASIC])
        left[r] -= own
        missing[r, :, BASIC] -= own
    order = sorted(made.sources, key=lambda s: (s.party, s.id))
    for source in order:
        for _ in range(source.parts):
            free = -math.inf
            for s, shift in enumerate(made.shifts):
                if source.from_duty and left[source.home, s] < source.size:
                    continue
                near = np.argsort(made.travel_h[source.home], kind="stable")
                spots = [(int(r), t) for r in near for t in source.tasks if missing[r, s, t] > 0]
                for r, t in spots:
                    journey = float(made.travel_h[source.home, r])
                    ready = made.request_h + source.notice_h + journey
                    begin, end = bound(shift.start_h, shift.end_h, journey, source.rest_h)
                    if ready > shift.start_h or begin < free or (made.at_most_h or math.inf) < journey:
                        continue
                    missing[r, s, t] -= min(missing[r, s, t], 1 if t == RIOT else source.size)
                    free = end
                    if source.from_duty:
                        left[source.home, s] -= source.size
                    break
    for s in range(made.shape[1]):
        for t in made.duty_tasks:
            for r in range(made.shape[0]):
                for home in np.argsort(made.travel_h[r], kind="stable"):
                    if made.travel_h[r, home] > (made.at_most_h or math.inf):
                        continue
                    takes = min(left[home, s], missing[r, s, t])
                    left[home, s] -= takes
                    missing[r, s, t] -= takes
    hours = np.array([s.hours for s in made.shifts])
    per_task = np.einsum("rst,s->t", missing, hours)
    others = float(per_task.sum() - per_task[BASIC] - per_task[RIOT])
    return {"basic_h": float(per_task[BASIC]), "riot_h": float(per_task[RIOT]), "other_h": others}


def small(smoke: bool) -> Situation:
    return random_situation(1, 3 if smoke else 6, 3, 10 if smoke else 30)


def large(smoke: bool) -> Situation:
    return random_situation(2, 5, 4, 20) if smoke else random_situation(2, 25, 9, 200)


def exact(made: Situation, *, shortages_only: bool) -> Facts:
    plan = plan_assistance(made, shortages_only=shortages_only, time_limit_s=60.0)
    return {
        "basic_h": plan.value(TOTAL),
        "riot_h": plan.value(PLATOONS),
        "other_h": plan.value(OTHER),
        "proven": float(plan.proven),
    }


@benchmark("Weerbaar, exact", SMALL)
def _(smoke: bool) -> Facts:
    return exact(small(smoke), shortages_only=False)


@benchmark("plain greedy planner", SMALL, peer=True)
def _(smoke: bool) -> Facts:
    return dict(greedy(small(smoke)))


@benchmark("Weerbaar, exact", LARGE, repeats=1)
def _(smoke: bool) -> Facts:
    return exact(large(smoke), shortages_only=True)


@benchmark("plain greedy planner", LARGE, peer=True, repeats=1)
def _(smoke: bool) -> Facts:
    return dict(greedy(large(smoke)))


def loads(smoke: bool) -> list[float]:
    return np.linspace(1, 40 if smoke else 400, 225).tolist()


@benchmark("Weerbaar cars_needed", STAFFING)
def _(smoke: bool) -> Facts:
    return {"cars": float(sum(cars_needed(a, 1.0, 0.1, 0.9) for a in loads(smoke)))}


@benchmark("plain Python, the whole formula for every number of cars", STAFFING, peer=True)
def _(smoke: bool) -> Facts:
    total = 0
    for load in loads(smoke):
        cars = math.floor(load) + 1
        while served_within(cars, load, 1.0, 0.1) < 0.9:
            cars += 1
        total += cars
    return {"cars": float(total)}
