# SPDX-License-Identifier: EUPL-1.2
"""The instances on which peers were measured: beside UXsim and SUMO, the bound, and a thousand members of a region.

The instances are not part of the code; without them beside it the cases are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.evacuation_peers import hours_until, sumo_hours, uxsim_hours
from benchmarks.registry import Facts, Job, benchmark
from tests.evacuation.routing.as_uxsim import UxsimDrivers, in_platoons
from tests.evacuation.simulation.roads import street_grid
from weerbaar.evacuation.demand import Departures, departures_of
from weerbaar.evacuation.flow import bound
from weerbaar.evacuation.network import RoadNetwork, read_instance
from weerbaar.evacuation.routing import Instantaneous, free_flow, managed
from weerbaar.evacuation.simulation import Guide, Outcome, RouteShares, simulate
from weerbaar.evacuation.study import Settings, make_ensemble

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "networks" / "evac_instances"

CITY = Job(
    "evacuation of Chicago",
    "500,000 vehicles out of 2,176 roads, drivers who look at the queues",
    {"t50_h": 1.2, "t90_h": 2.0},
)
REGION = Job(
    "evacuation of Zeeland",
    "97,847 vehicles out of 408 main roads, drivers who look at the queues",
    {"t50_h": 1.5, "t90_h": 16.0},
)
PLAN = Job("managed plan of Chicago", "500,000 vehicles; with half of the zones hours later people are divided anew")
QUICKEST = Job("quickest evacuation of Chicago", "500,000 vehicles: no plan is quicker, with the pattern and proofs")
MANY = {
    name: Job(f"evacuation ensemble of {place}", f"1,000 times {vehicles} vehicles, weather and incidents drawn")
    for name, place, vehicles in (("nl_zeeland", "Zeeland", "97,847"), ("nl_rivers", "the rivers", "223,059"))
}
PART = 1 / 10
PLATOON = 20
"""Vehicles that set out together where outcomes are compared; UXsim takes seconds then."""
Way = Callable[[RoadNetwork], Guide | RouteShares]
PLACES = {"grid11x11_200k": "the grid", "anaheim200k": "Anaheim", "chicago200k": "Chicago with 200,000"}
# How drivers find their way here and in UXsim (None: by its own choice), and hours that may lie between t50, t90, t99.
WAYS: tuple[tuple[str, Way, Way | None, tuple[float, float, float]], ...] = (
    ("one road for all", free_flow, free_flow, (0.08, 0.2, 0.2)),
    ("our drivers", Instantaneous, Instantaneous, (0.05, 0.05, 2.0)),
    ("drivers by the rule of UXsim", UxsimDrivers, None, (0.3, 0.7, 1.0)),
)


@cache
def evacuation(name: str, smoke: bool) -> tuple[RoadNetwork, Departures]:
    if smoke:
        return street_grid(4, 4_000)
    instance = read_instance(FOLDER / f"{name}.json")
    return instance.network, departures_of(instance)


def half_later(departures: Departures, later_s: float) -> Departures:
    """Let every second zone set out so much later."""
    times_s = np.union1d(departures.times_s, departures.times_s + later_s)
    released = [
        np.interp(times_s - later_s * (at % 2), departures.times_s, curve, left=0.0)
        for at, curve in enumerate(departures.released_veh.T)
    ]
    return replace(departures, times_s=times_s, released_veh=np.array(released).T)


def hours_of(found: Outcome) -> Facts:
    hours = found.clearance()
    return {name: float("nan") if value is None else value for name, value in vars(hours).items()}


def ours(name: str, step_s: float | None, smoke: bool) -> Facts:
    network, departures = evacuation(name, smoke)
    return hours_of(simulate(network, departures, Instantaneous(network), step_s=step_s))


def alike(name: str, way: Way, smoke: bool) -> Facts:
    network, departures = evacuation(name, smoke)
    found = simulate(network, in_platoons(departures, 5 if smoke else PLATOON), way(network))
    times_s = np.asarray(found.step_s * np.arange(len(found.safe_veh)), float)
    return hours_until(times_s, found.safe_veh, departures.total_veh)


def uxsim_alike(name: str, way: Way | None, smoke: bool) -> Facts:
    network, departures = evacuation(name, smoke)
    guide = None if way is None else way(network)
    return uxsim_hours(network, departures, 5 if smoke else PLATOON, 30, guide=guide)


def ensemble(name: str, routing: str, smoke: bool, executor: Executor | None) -> Facts:
    network, departures = evacuation(name, smoke)
    settings = Settings(routing=routing)  # type: ignore[arg-type]
    found = make_ensemble(network, departures, settings, 4 if smoke else round(1000 * PART), 1, executor)
    return {"median_t90_h": float(np.nanmedian(found.t90_h))}


def register() -> None:
    for job, name, platoon, hours in ((CITY, "chicago500k", 20, 30), (REGION, "nl_zeeland", 10, 45)):

        @benchmark("Weerbaar simulate, steps of 10 s", job)
        def _(smoke: bool, name: str = name) -> Facts:
            return ours(name, 10.0, smoke)

        @benchmark("Weerbaar simulate, its own step", job)
        def _(smoke: bool, name: str = name) -> Facts:
            return ours(name, None, smoke)

        @benchmark(f"UXsim, compiled, platoons of {platoon}", job, peer=True, repeats=1, needs=("uxsim",))
        def _(smoke: bool, name: str = name, platoon: int = platoon, hours: int = hours) -> Facts:
            return uxsim_hours(*evacuation(name, smoke), 5 if smoke else platoon, hours)

    @benchmark("SUMO, mesoscopic, all drivers reroute", REGION, peer=True, repeats=1, needs=("sumo",))
    def _(smoke: bool) -> Facts:
        return sumo_hours(*evacuation("nl_zeeland", smoke), 60)

    @benchmark("Weerbaar bound", QUICKEST)
    def _(smoke: bool) -> Facts:
        return {"quickest_h": bound(*evacuation("chicago500k", smoke)).quickest_s / 3600}

    for hours in (0, 3):

        @benchmark(f"Weerbaar managed, half of the zones {hours} h later", PLAN)
        def _(smoke: bool, hours: int = hours) -> Facts:
            network, departures = evacuation("chicago500k", smoke)
            ready = half_later(departures, hours * 3600.0)
            plan = managed(network, ready)
            last_h = hours_of(simulate(network, plan.departures, plan.shares))["last_h"]
            return {
                "stages": float(plan.stages),
                "last_h": last_h,
                "quickest_h": bound(network, ready).quickest_s / 3600,
            }

    for name, place in PLACES.items():
        for called, way, theirs, apart in WAYS:
            facts = dict(zip(("t50_h", "t90_h", "t99_h"), apart, strict=True))
            job = Job(
                f"evacuation of {place} alike, {called}", f"out of {place} in platoons of {PLATOON}: {called}", facts
            )

            @benchmark("Weerbaar simulate", job)
            def _(smoke: bool, name: str = name, way: Way = way) -> Facts:
                return alike(name, way, smoke)

            @benchmark("UXsim, compiled", job, peer=True, repeats=1, needs=("uxsim",))
            def _(smoke: bool, name: str = name, way: Way | None = theirs) -> Facts:
                return uxsim_alike(name, way, smoke)

    for name, job in MANY.items():
        for routing in ("instantaneous", "managed"):

            @benchmark(f"Weerbaar make_ensemble, {routing}", job, share=PART, repeats=1)
            def _(smoke: bool, name: str = name, routing: str = routing) -> Facts:
                return ensemble(name, routing, smoke, None)

        @benchmark("Weerbaar make_ensemble, instantaneous, two processes", job, share=PART, repeats=1)
        def _(smoke: bool, name: str = name) -> Facts:
            with ProcessPoolExecutor(2) as pool:
                return ensemble(name, "instantaneous", smoke, pool)


if FOLDER.is_dir():
    register()
