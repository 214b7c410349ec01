# SPDX-License-Identifier: EUPL-1.2
"""An evacuation over the streets of a grid: 200,000 vehicles that look at the queues every ten minutes, or divide.

UXsim's drivers choose anew by the travel times of the moment, as ours do here. Its platoons are of five vehicles, what
its authors take by default. Facts are the hours until half, nine tenths and so on are out.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import numpy as np

from benchmarks.evacuation_peers import uxsim_hours
from benchmarks.registry import Facts, Job, benchmark
from tests.evacuation.simulation.plain_model import plain_run
from tests.evacuation.simulation.roads import nearer_exit, street_grid
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing import Instantaneous, equilibrium
from weerbaar.evacuation.simulation import Member, Outcome, RouteShares, run_ensemble, simulate

CHOOSING = Job(
    "evacuation",
    "200,000 vehicles out of a grid of 440 streets of 1 km, drivers who look at the queues",
    {"t50_h": 0.4, "t90_h": 0.6},
    {"t50_h": 0.2, "t90_h": 0.3},
)
STEPPING = Job(
    "evacuation steps",
    "the same with given shares, one hour in steps of 10 s",
    {"out_veh": 1e-3},
)
SIZES = {11: "440", 33: "4,224", 105: "43,680"}
MANY = Job(
    "evacuation ensemble", "1,000 times 100,000 vehicles out of a grid of 440 streets, uncertain demand and capacity"
)

BALANCE = Job(
    "evacuation equilibrium",
    "five rounds of drivers who know the last, 20,000 vehicles out of a grid of 440 streets",
)

STEP_S = 10.0
PLATOON = 5
TEN_HOURS = 10 * 3600.0


@cache
def streets(smoke: bool, size: int = 11, vehicles: float = 200_000) -> tuple[RoadNetwork, Departures]:
    return street_grid(4, 4_000) if smoke else street_grid(size, vehicles)


def hours_of(found: Outcome) -> Facts:
    hours = found.clearance()
    return {name: float("nan") if value is None else value for name, value in vars(hours).items()}


@benchmark("Weerbaar simulate, steps of 10 s", CHOOSING)
def _(smoke: bool) -> Facts:
    network, departures = streets(smoke)
    return hours_of(simulate(network, departures, Instantaneous(network), step_s=STEP_S))


@benchmark("Weerbaar simulate, its own step of 30 s", CHOOSING)
def _(smoke: bool) -> Facts:
    network, departures = streets(smoke)
    return hours_of(simulate(network, departures, Instantaneous(network)))


@benchmark("Weerbaar simulate, shares given, steps of 10 s", CHOOSING)
def _(smoke: bool) -> Facts:
    network, departures = streets(smoke)
    return hours_of(simulate(network, departures, nearer_exit(network), step_s=STEP_S))


@benchmark(f"UXsim, compiled, platoons of {PLATOON}", CHOOSING, peer=True, repeats=1, needs=("uxsim",))
def _(smoke: bool) -> Facts:
    return uxsim_hours(*streets(smoke), PLATOON, 8 if smoke else 20)


@benchmark("Weerbaar equilibrium", BALANCE)
def _(smoke: bool) -> Facts:
    return {"gap": equilibrium(*streets(smoke, 11, 20_000), iterations=5, tolerance=0.0).gap}


def one_hour(smoke: bool) -> tuple[RoadNetwork, Departures, RouteShares, float]:
    network, departures = streets(smoke)
    return network, departures, nearer_exit(network), 600.0 if smoke else 3600.0


@benchmark("Weerbaar simulate", STEPPING)
def _(smoke: bool) -> Facts:
    network, departures, guide, horizon_s = one_hour(smoke)
    return {"out_veh": float(simulate(network, departures, guide, step_s=STEP_S, horizon_s=horizon_s).out_veh[-1])}


@benchmark("plain Python, road by road", STEPPING, peer=True, repeats=1)
def _(smoke: bool) -> Facts:
    network, departures, guide, horizon_s = one_hour(smoke)
    twin = plain_run(network, departures, guide, step_s=STEP_S, steps=int(horizon_s / STEP_S))
    return {"out_veh": float(twin.arrived[-1].sum())}


def stepping(size: int) -> Callable[[bool], Facts]:
    def run(smoke: bool) -> Facts:
        network, departures = streets(smoke, size, 1650.0 * size * size)
        found = simulate(network, departures, nearer_exit(network), step_s=STEP_S, horizon_s=TEN_HOURS, bin_s=TEN_HOURS)
        return {"links": float(network.n_links), "steps": found.times_s[-1] / STEP_S}

    return run


for _size, _links in SIZES.items():
    benchmark(
        "Weerbaar simulate",
        Job(
            f"evacuation of {_links} streets", f"ten hours over {_links} streets in steps of 10 s, as busy as the grid"
        ),
        repeats=1 if _size > 50 else 3,
    )(stepping(_size))


def ensemble(smoke: bool, executor: Executor | None) -> Facts:
    network, departures = streets(smoke, 11, 100_000)
    rng = np.random.default_rng(1)
    members = [
        Member(
            replace(departures, released_veh=departures.released_veh * rng.uniform(0.6, 1.0)),
            nearer_exit(network),
            capacity=float(rng.uniform(0.7, 1.1)),
        )
        for _ in range(2 if smoke else 50)
    ]
    found = run_ensemble(network, members, executor=executor)
    return {"median_t90_h": float(np.nanmedian(found.t90_h))}


@benchmark("Weerbaar run_ensemble", MANY, share=1 / 20)
def _(smoke: bool) -> Facts:
    return ensemble(smoke, None)


@benchmark("Weerbaar run_ensemble, two threads", MANY, share=1 / 20)
def _(smoke: bool) -> Facts:
    with ThreadPoolExecutor(2) as pool:
        return ensemble(smoke, pool)
