# SPDX-License-Identifier: EUPL-1.2
"""Means, places and travel times for tests, and a judge who drives a plan trip by trip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pytest

from weerbaar.base import Text
from weerbaar.evacuation.means import Assignment, Category, Hourly, Means, Need, Refuge, TravelTimes


def text(name: str) -> Text:
    return Text(nl=name, en=name)


def travel(places: tuple[str, ...], hours: list[list[float]]) -> TravelTimes:
    """Times over the roads in hours; straight lines of 36 km per hour of them."""
    road_s = np.array(hours) * 3600
    return TravelTimes(places, road_s, road_s * 10)


def by_hour(times: TravelTimes, longer: list[float]) -> TravelTimes:
    """The same places when each way by road takes so many times as long for who sets out at each whole hour."""
    now_s = 3600.0 * np.arange(len(longer))[:, None, None]
    arrives_s = now_s + times.road_s * np.array(longer)[:, None, None]
    queued_s = np.minimum.accumulate(arrives_s[::-1], axis=0)[::-1] - now_s
    past_s = np.broadcast_to(times.road_s, queued_s.shape)
    return TravelTimes(times.places, times.road_s, times.straight_m, Hourly(3600.0, queued_s, past_s))


def leg_h(times: TravelTimes, means: Means, begin: str, end: str, at_h: float) -> float:
    """Time from one place to another for who sets out at an hour, h."""
    number = (np.array([times.number[place]]) for place in (begin, end))
    return float(times.leg_s(means, *number, np.array([at_h * 3600]))[0]) / 3600


def buses(
    number: int = 1,
    capacity: int = 50,
    place: str = "r",
    id_: str = "bus",
    carries: Mapping[Category, int] | None = None,
    shift_h: float | None = None,
    rest_h: float = 0.0,
    from_h: float = 0.0,
    load_s: float = 900.0,
    unload_s: float = 900.0,
    past_queues: bool = False,
) -> Means:
    return Means(
        id=id_,
        name=text(id_),
        mode="road",
        number=number,
        place=place,
        carries=carries or {"walking": capacity},
        load_s=load_s,
        unload_s=unload_s,
        from_h=from_h,
        shift_h=shift_h,
        rest_h=rest_h,
        past_queues=past_queues,
    )


def region(zones: int, seed: int) -> tuple[list[Means], list[Need], list[Refuge], TravelTimes]:
    """Zones scattered over 40 by 40 km, four receiving places along the east side, six kinds of means, 24 h."""
    random = np.random.default_rng(seed)
    points = np.vstack(
        [random.uniform(0, 40e3, (zones, 2)), np.column_stack([np.full(4, 55e3), np.linspace(0, 40e3, 4)])]
    )
    straight_m = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    places = (*(f"z{at}" for at in range(zones)), *(f"r{at}" for at in range(4)))
    crews = {"load_s": 900.0, "unload_s": 600.0}
    means = [
        Means("bus", text("bus"), "road", 30, "r0", {"walking": 50, "seated": 10}, **crews, shift_h=8, rest_h=11),
        Means("taxibus", text("taxibus"), "road", 20, "z1", {"seated": 6, "walking": 8}, **crews),
        Means("ambu", text("ambulance"), "road", 15, "r1", {"lying": 1, "seated": 1}, **crews, shift_h=12, rest_h=12),
        Means("heli", text("heli"), "air", 4, "r2", {"lying": 2, "walking": 12}, **crews, from_h=2, speed_m_s=60),
        Means("boat", text("boot"), "water", 6, "z0", {"walking": 10, "seated": 4}, **crews, speed_m_s=6, detour=1.5),
        Means("zorgbus", text("zorgbus"), "road", 10, "r3", {"lying": 4, "seated": 12}, **crews, from_h=2),
    ]  # fmt: skip
    needs: list[Need] = []
    for at in range(zones):
        walking, before_h = float(random.integers(50, 600)), float(random.uniform(8, 24))
        risk = float(random.uniform(0.001, 0.02))
        for category, share, worse in (("walking", 1, 1.0), ("seated", 5, 1.5), ("lying", 30, 3.0)):
            needs.append(Need(f"z{at}", category, walking // share, before_h, 0.0, risk * worse))  # type: ignore[arg-type]
    refuges = [Refuge(f"r{at}", text("hal"), beds) for at, beds in enumerate((3000.0, 2000.0, np.inf, 800.0))]
    return means, needs, refuges, TravelTimes(places, straight_m * 1.3 / 14, straight_m)


def judge(plan: Assignment, times: TravelTimes) -> None:
    """Drive every trip: it takes the time it needs, within shift and deadline, with no more people than there are."""
    means = {one.id: one for one in plan.means}
    by_vehicle = defaultdict(list)
    for trip in plan.trips:
        by_vehicle[trip.means, trip.vehicle].append(trip)
    for name, one in means.items():
        assert sum(key[0] == name for key in by_vehicle) <= one.number
    carried: dict[tuple[str, str], float] = defaultdict(float)
    received: dict[str, float] = defaultdict(float)
    for (name, _), trips in by_vehicle.items():
        one, now_h, place = means[name], means[name].from_h, means[name].place
        for trip in trips:
            assert trip.sets_out_h >= now_h - 1e-9
            there_h = trip.sets_out_h + leg_h(times, one, place, trip.zone, trip.sets_out_h)
            assert trip.loads_h == pytest.approx(there_h)
            leaves_h = there_h + one.load_s / 3600
            back_h = leaves_h + leg_h(times, one, trip.zone, trip.refuge, leaves_h)
            assert trip.safe_h >= back_h + one.unload_s / 3600 - 1e-9
            assert trip.people <= one.carries[trip.category]
            need = next(n for n in plan.needs if (n.zone, n.category) == (trip.zone, trip.category))
            assert trip.loads_h >= need.from_h - 1e-9
            assert trip.safe_h <= need.before_h + 1e-9
            if one.shift_h is not None:
                cycle = one.shift_h + one.rest_h
                into = (trip.sets_out_h - one.from_h + 1e-9) % cycle
                assert into + trip.safe_h - trip.sets_out_h <= one.shift_h + 1e-6
            assert trip.category in next(r for r in plan.refuges if r.place == trip.refuge).takes
            carried[trip.zone, trip.category] += trip.people
            received[trip.refuge] += trip.people
            now_h, place = trip.safe_h, trip.refuge
    for need, served in zip(plan.needs, plan.served, strict=True):
        assert served <= need.people + 1e-6
        assert carried[need.zone, need.category] == pytest.approx(served, abs=1e-4)
    for refuge in plan.refuges:
        assert received[refuge.place] <= refuge.beds + 1e-6
    worth = [1.0 if plan.aim == "people" else need.risk or 0.0 for need in plan.needs]
    assert plan.value == pytest.approx(float(np.dot(plan.served, worth)))
    assert plan.value <= plan.most + 1e-6 * max(plan.most, 1.0)
