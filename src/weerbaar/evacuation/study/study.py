# SPDX-License-Identifier: EUPL-1.2
"""An evacuation time study: one network, who leaves it, how they choose their way, and what no plan can beat."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np

from weerbaar.base import RunRecord, Text, WeerbaarError, percentage, software_versions
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow import Bound, bound
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing import Instantaneous, ManagedPlan, equilibrium, free_flow, managed, nearest_exit
from weerbaar.evacuation.simulation import (
    Closure,
    Contraflow,
    ExitClosure,
    Guide,
    Measure,
    Metering,
    Outcome,
    RouteShares,
    check_measures,
    simulate,
)
from weerbaar.evacuation.study.best_roads import best_roads

Routing = Literal["nearest", "free-flow", "instantaneous", "equilibrium", "managed"]
ROUTINGS: tuple[Routing, ...] = get_args(Routing)

ROUTING_WORDS: dict[Routing, Text] = {
    "nearest": Text(nl="ieder naar de dichtstbijzijnde uitgang", en="everybody to the nearest exit"),
    "free-flow": Text(nl="ieder de snelste weg zonder drukte", en="everybody the fastest way without queues"),
    "instantaneous": Text(nl="ieder kijkt onderweg naar de drukte van dat moment", en="everybody heeds present queues"),
    "equilibrium": Text(nl="niemand is met een andere weg sneller", en="nobody gains by another way"),
    "managed": Text(nl="verkeer geleid volgens het plan", en="traffic directed by the plan"),
}

DECIDED = (Closure, Contraflow, ExitClosure, Metering)
"""Measures that a plan reckons with; the others befall it."""

Progress = Callable[[float], None]


class StudyError(WeerbaarError):
    """A study that cannot be made as it was asked."""


@dataclass(frozen=True)
class Settings:
    """How to make a study.

    Attributes:
        routing: how people choose their way.
        bin_s: time between the moments of the result, s.
        step_s: step of the simulation, s; None lets the simulation choose.
        horizon_s: end, s; None goes on until everybody is safe.
        capacity_drop: share of its capacity that a bottleneck with a queue loses.
        measures: what happens to roads and exits.
        with_bound: work out what no plan can beat as well.
    """

    routing: Routing = "instantaneous"
    bin_s: float = 900.0
    step_s: float | None = None
    horizon_s: float | None = None
    capacity_drop: float = 0.0
    measures: tuple[Measure, ...] = field(default=())
    with_bound: bool = True


@dataclass(frozen=True, eq=False)
class Study:
    """A study and what came out.

    Attributes:
        network: the roads.
        departures: who wanted to set out when; a managed plan holds some back.
        settings: how it was made.
        outcome: the simulation.
        bound: what no plan can beat, of the roads as good as the measures ever make them; None where it was not asked.
        plan: of the traffic wardens; None where nobody directs.
        warnings: what a reader has to know.
        record: what it was made from.
    """

    network: RoadNetwork
    departures: Departures
    settings: Settings
    outcome: Outcome
    bound: Bound | None
    plan: ManagedPlan | None
    warnings: tuple[Text, ...]
    record: RunRecord

    @property
    def leaving(self) -> Departures:
        """Who sets out when: as a managed plan lets them go, or as they want."""
        return self.departures if self.plan is None else self.plan.departures


def make_study(
    network: RoadNetwork,
    departures: Departures,
    settings: Settings = Settings(),
    *,
    progress: Progress | None = None,
) -> Study:
    """Simulate an evacuation, and prove what no plan can beat.

    Args:
        network: the roads, already checked.
        departures: who sets out when.
        settings: how.
        progress: called with shares of 1.

    Raises:
        StudyError: an unknown way of choosing roads, or nobody who leaves.
        WeerbaarError: what the simulation or the bound cannot do with this network.
    """
    if settings.routing not in ROUTINGS:
        raise StudyError(
            Text(
                nl=f"routekeuze '{settings.routing}' bestaat niet; kies uit {', '.join(ROUTINGS)}.",
                en=f"there is no route choice '{settings.routing}'; choose from {', '.join(ROUTINGS)}.",
            )
        )
    if departures.total_veh <= 0:
        raise StudyError(Text(nl="er vertrekt niemand.", en="nobody leaves."))
    tell = progress or _silent
    check_measures(network, settings.measures)
    proven = None
    if settings.with_bound:
        proven = bound(best_roads(network, settings.measures), departures, bin_s=settings.bin_s)
    tell(0.2)
    # What was decided beforehand is known to everybody; an incident and the weather are not.
    known = best_roads(network, [measure for measure in settings.measures if isinstance(measure, DECIDED)])
    plan: ManagedPlan | None = None
    leaving = departures
    warnings: list[Text] = []
    guide: RouteShares | Guide
    if settings.routing == "managed":
        plan = managed(known, departures)
        guide, leaving = plan.shares, plan.departures
    elif settings.routing == "equilibrium":
        balance = equilibrium(network, departures, measures=settings.measures)
        guide = balance.shares
        if not balance.converged:
            warnings.append(_no_balance(balance.gap))
    elif settings.routing == "instantaneous":
        guide = Instantaneous(network)
    else:
        guide = nearest_exit(known) if settings.routing == "nearest" else free_flow(known)
    tell(0.5)
    outcome = simulate(
        network,
        leaving,
        guide,
        measures=settings.measures,
        step_s=settings.step_s,
        bin_s=settings.bin_s,
        horizon_s=settings.horizon_s,
        capacity_drop=settings.capacity_drop,
        progress=lambda share: tell(0.5 + 0.5 * share),
    )
    return Study(
        network=network,
        departures=departures,
        settings=settings,
        outcome=outcome,
        bound=proven,
        plan=plan,
        warnings=(*warnings, *outcome.warnings),
        record=_record(network, departures, settings),
    )


def _no_balance(gap: float) -> Text:
    return Text(
        nl=f"Er is geen evenwicht gevonden: gemiddeld winnen mensen nog {percentage(gap, 'nl')} reistijd door een "
        "andere weg te kiezen. Lees de uitkomst als mensen die de drukte redelijk kennen.",
        en=f"No balance was found: on average people still gain {percentage(gap, 'en')} of their time by another way. "
        "Read the result as people who know the queues fairly well.",
    )


def _silent(share: float) -> None:
    """Nobody listens."""


def _record(network: RoadNetwork, departures: Departures, settings: Settings) -> RunRecord:
    return RunRecord(
        input_hash=input_hash(network, departures),
        method="evacuation",
        method_version="1",
        method_hash="",
        seed=0,
        draws=1,
        settings={
            "network": network.name,
            "routing": settings.routing,
            "bin_s": settings.bin_s,
            "step_s": settings.step_s,
            "horizon_s": settings.horizon_s,
            "capacity_drop": settings.capacity_drop,
            "measures": [repr(measure) for measure in settings.measures],
            "with_bound": settings.with_bound,
        },
        software=software_versions(),
    )


def input_hash(network: RoadNetwork, departures: Departures) -> str:
    """sha256 over every number and name that the result depends on."""
    digest = hashlib.sha256()
    for name in (*network.node_ids, *network.link_ids):
        digest.update(name.encode() + b"\0")
    for array in (
        network.begin,
        network.end,
        network.length_m,
        network.free_speed_m_s,
        network.capacity_veh_s,
        network.lanes,
        network.jam_veh_m,
        network.wave_speed_m_s,
        network.exits,
        network.exit_capacity_veh_s,
        departures.nodes,
        departures.times_s,
        departures.released_veh,
        departures.people_per_vehicle,
    ):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
