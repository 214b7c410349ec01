# SPDX-License-Identifier: EUPL-1.2
"""Divide scarce means over people who cannot leave by themselves, with a proof of how good the division is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.means.assignment import Aim, Assignment, OneMore, Trip, Unserved
from weerbaar.evacuation.means.days import Day
from weerbaar.evacuation.means.master import Master, Task, relax
from weerbaar.evacuation.means.model import CATEGORY_NAMES, Means, MeansError, Need, Refuge
from weerbaar.evacuation.means.rounding import Plan, whole_days
from weerbaar.evacuation.means.seating import seated, worth
from weerbaar.evacuation.means.travel import TravelTimes
from weerbaar.evacuation.means.trips import trips_of

Floats = npt.NDArray[np.float64]

TOLERANCE = 3e-3
"""Share within which the programme in fractions of vehicles is solved."""
BEDS_MORE = 10.0
_SMALL = 40
"""Needs times kinds of means up to which the programme is solved to the last digit."""
_WHOLE = 1e-6


def assign(
    means: Sequence[Means],
    needs: Sequence[Need],
    refuges: Sequence[Refuge],
    travel: TravelTimes,
    *,
    aim: Aim = "people",
    step_s: float = 600.0,
) -> Assignment:
    """Return who carries whom where and when.

    As many deaths as possible are avoided (or people helped in time), then as few vehicle hours as possible are used.
    Vehicles make round trips; a trip takes its time rounded up to whole steps, and fits in a shift of its crew. Where
    the travel times depend on the hour, a trip takes the time of the step at which it begins, exactly; what is proven
    holds for all divisions that are driven with these times on this clock, and the queues are not made longer by the
    means themselves.

    Args:
        means: what there is.
        needs: people who have to be carried.
        refuges: where they are received.
        travel: times between the places of all three.
        aim: ``deaths`` weighs people by their risk, which every need must then state.
        step_s: of the clock, s.

    Raises:
        MeansError: a place without travel times, a need without a risk, a clock that cannot be, an id that is used
            twice.
    """
    _check(means, needs, refuges, travel, aim, step_s)
    task = Task(
        trips=tuple(trips_of(one, needs, refuges, travel, step_s) for one in means),
        vehicles=np.array([one.number for one in means], float),
        people=np.array([need.people for need in needs], float),
        value=np.array([1.0 if aim == "people" else need.risk or 0.0 for need in needs], float),
        beds=np.array([refuge.beds for refuge in refuges], float),
        step_s=step_s,
    )
    if not any(len(trips.need) for trips in task.trips) or not np.any(task.value * task.people > 0):
        plan = Plan((), 0.0)
        one_more: tuple[OneMore, ...] = ()
    else:
        master = Master(task)
        for at in range(len(means)):
            master.add(Day(at, ()))
        relaxed = relax(task, master, 0.0 if len(needs) * len(means) <= _SMALL else TOLERANCE)
        plan = whole_days(task, master, relaxed)
        one_more = _one_more(task, master, relaxed.solution.value, means, refuges)
    carried = seated(task, plan.days)
    served = carried.sum(axis=1)
    trips = _trips(task, plan.days, carried, means, needs, refuges)
    return Assignment(
        aim=aim,
        means=tuple(means),
        needs=tuple(needs),
        refuges=tuple(refuges),
        trips=trips,
        served=served,
        value=worth(task, carried),
        most=plan.most,
        vehicle_hours=sum(trip.safe_h - trip.sets_out_h for trip in trips),
        unserved=_unserved(task, carried, means, needs, refuges),
        one_more=one_more,
    )


def _check(
    means: Sequence[Means],
    needs: Sequence[Need],
    refuges: Sequence[Refuge],
    travel: TravelTimes,
    aim: Aim,
    step_s: float,
) -> None:
    places = [one.place for one in means] + [need.zone for need in needs] + [refuge.place for refuge in refuges]
    unknown = next((place for place in places if place not in travel.number), None)
    if unknown is not None:
        raise MeansError(Text(nl=f"van {unknown} zijn geen reistijden.", en=f"there are no travel times of {unknown}."))
    for what, ids in (("means", [one.id for one in means]), ("refuges", [refuge.place for refuge in refuges])):
        twice = next((name for at, name in enumerate(ids) if name in ids[:at]), None)
        if twice is not None:
            raise MeansError(Text(nl=f"{twice} staat twee keer bij {what}.", en=f"{twice} is twice among {what}."))
    without = next((need for need in needs if aim == "deaths" and need.risk is None), None)
    if without is not None:
        who = CATEGORY_NAMES[without.category]
        raise MeansError(
            Text(
                nl=f"van {without.zone} ({who.nl}) is de kans om te overlijden niet bekend.",
                en=f"of {without.zone} ({who.en}) the chance of death is not known.",
            )
        )
    steps = max((need.before_h for need in needs), default=0.0) * 3600 / step_s if step_s > 0 else np.inf
    if not steps <= _MOST_STEPS:
        raise MeansError(
            Text(
                nl=f"een stap van {step_s:g} s kan niet; kies langere stappen.",
                en=f"a step of {step_s:g} s cannot be; choose longer steps.",
            )
        )


_MOST_STEPS = 5_000


def _trips(
    task: Task,
    plan: Sequence[Day],
    carried: Floats,
    means: Sequence[Means],
    needs: Sequence[Need],
    refuges: Sequence[Refuge],
) -> tuple[Trip, ...]:
    left = carried.copy()
    numbered: list[tuple[Day, int]] = []
    count: dict[int, int] = defaultdict(int)
    for day in sorted(plan, key=lambda day: (day.means, day.trips)):
        count[day.means] += 1
        numbered.append((day, count[day.means]))
    made = sorted(
        (step, day.means, vehicle, trip) for day, vehicle in numbered for trip, step in day.trips
    )  # Who can get in first does.
    hour = task.step_s / 3600
    found: dict[tuple[int, int], list[Trip]] = defaultdict(list)
    for step, kind, vehicle, trip in made:
        trips = task.trips[kind]
        need, refuge = int(trips.need[trip]), int(trips.refuge[trip])
        people = min(float(trips.load[trip]), float(left[need, refuge]))
        left[need, refuge] -= people
        found[kind, vehicle].append(
            Trip(
                means=means[kind].id,
                vehicle=vehicle,
                sets_out_h=step * hour,
                loads_h=step * hour + float(trips.pick_up_s[trips.row[step], trip]) / 3600,
                safe_h=(step + trips.takes(trip, step)) * hour,
                zone=needs[need].zone,
                category=needs[need].category,
                refuge=refuges[refuge].place,
                people=people if people > _WHOLE else 0.0,
            )
        )
    for driven in found.values():
        while driven and not driven[-1].people:
            driven.pop()
    return tuple(trip for key in sorted(found) for trip in found[key])


def _one_more(
    task: Task, master: Master, value: float, means: Sequence[Means], refuges: Sequence[Refuge]
) -> tuple[OneMore, ...]:
    found: list[OneMore] = []
    for at, one in enumerate(means):
        vehicles = task.vehicles.copy()
        vehicles[at] += 1
        again = master.solve(replace(task, vehicles=vehicles))
        found.append(OneMore(one.id, "vehicle", max(again.value - value, 0.0)))
    for at, refuge in enumerate(refuges):
        if np.isfinite(refuge.beds):
            beds = task.beds.copy()
            beds[at] += BEDS_MORE
            again = master.solve(replace(task, beds=beds))
            found.append(OneMore(refuge.place, "beds", max(again.value - value, 0.0)))
    least = _WHOLE * float((task.value * task.people).sum())
    return tuple(sorted((one for one in found if one.more > least), key=lambda one: (-one.more, one.what, one.id)))


def _unserved(
    task: Task, carried: Floats, means: Sequence[Means], needs: Sequence[Need], refuges: Sequence[Refuge]
) -> tuple[Unserved, ...]:
    served, received = carried.sum(axis=1), carried.sum(axis=0)
    free = [refuge.beds - taken >= 1 for refuge, taken in zip(refuges, received.tolist(), strict=True)]
    reached = {int(need) for trips, one in zip(task.trips, means, strict=True) if one.number for need in trips.need}
    found: list[Unserved] = []
    for at, need in enumerate(needs):
        people = need.people - float(served[at])
        if people <= _WHOLE * max(need.people, 1.0):
            continue
        how = CATEGORY_NAMES[need.category]
        if not any(need.category in one.carries and one.number for one in means):
            why = Text(nl=f"geen middel vervoert mensen {how.nl}.", en=f"no means carry people {how.en}.")
        elif not any(need.category in refuge.takes and refuge.beds > 0 for refuge in refuges):
            why = Text(nl=f"geen opvang neemt mensen {how.nl} op.", en=f"no place receives people {how.en}.")
        elif at not in reached:
            why = Text(
                nl=f"geen middel kan daar vóór uur {need.before_h:g} heen en terug.",
                en=f"no means can go there and back before hour {need.before_h:g}.",
            )
        elif not any(room and need.category in refuge.takes for room, refuge in zip(free, refuges, strict=True)):
            why = Text(nl=f"geen bed vrij voor mensen {how.nl}.", en=f"no bed is free for people {how.en}.")
        else:
            why = Text(nl="te weinig middelen of tijd.", en="too few means or too little time.")
        found.append(Unserved(need, people, why))
    return tuple(found)
