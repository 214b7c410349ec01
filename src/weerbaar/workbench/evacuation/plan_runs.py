# SPDX-License-Identifier: EUPL-1.2
"""What is worked out of a plan besides its study, in a process without database: ensemble, order, division of means."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weerbaar.base import RunRecord
    from weerbaar.evacuation.decision import Turn
    from weerbaar.evacuation.demand import Demand, Departures, Peril
    from weerbaar.evacuation.means import Aim, Assignment, Fleet, Need, Posts
    from weerbaar.evacuation.network import RoadNetwork
    from weerbaar.evacuation.study import Ensemble, Routing, Settings, Uncertainty

Progress = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class EnsembleWork:
    """An ensemble to draw.

    Attributes:
        uncertainty: of the roads; None takes what comes with Weerbaar.
        cores: that draw it; the result is the same for any number.
    """

    network: RoadNetwork
    demand: Demand | Departures
    settings: Settings
    members: int
    seed: int
    uncertainty: Uncertainty | None
    cores: int = 1


@dataclass(frozen=True, eq=False)
class KeptEnsemble:
    """An ensemble without its roads, which are kept already.

    Attributes:
        values: the other fields of :class:`weerbaar.evacuation.study.Ensemble`.
    """

    values: dict[str, Any]

    @classmethod
    def of(cls, ensemble: Ensemble) -> KeptEnsemble:
        """Return what is kept of an ensemble."""
        names = (field.name for field in dataclasses.fields(ensemble))
        return cls({name: getattr(ensemble, name) for name in names if name != "network"})

    def ensemble(self, network: RoadNetwork) -> Ensemble:
        """Return the ensemble again, with the network that it was made over."""
        from weerbaar.evacuation.study import Ensemble

        return Ensemble(network=network, **self.values)


def run_ensemble(work: EnsembleWork, progress: Progress) -> bytes:
    """Draw and simulate; in a process of its own.

    Raises:
        WeerbaarError: what cannot be done with this network.
    """
    from weerbaar.evacuation.study import make_ensemble
    from weerbaar.workbench.jobs.cluster import executor
    from weerbaar.workbench.jobs.objects import to_bytes

    with executor(work.cores) as hands:
        found = make_ensemble(
            work.network,
            work.demand,
            work.settings,
            work.members,
            work.seed,
            hands,
            progress,
            uncertainty=work.uncertainty,
        )
    return to_bytes(KeptEnsemble.of(found))


@dataclass(frozen=True, eq=False)
class OrderWork:
    """Which zones go first; ``settings`` for what happens to roads."""

    network: RoadNetwork
    departures: Departures
    settings: Settings
    perils: tuple[Peril, ...]
    before_h: float


@dataclass(frozen=True, eq=False)
class Order:
    """The order in which zones leave.

    Attributes:
        turns: in order.
        before_h: the hour by which people have to be safe.
        total_veh: that leave.
        published: the same as open data, in the published schema.
        record: what it was made from.
    """

    turns: tuple[Turn, ...]
    before_h: float
    total_veh: float
    published: str
    record: RunRecord


def run_order(work: OrderWork, progress: Progress) -> bytes:
    """Put zones in order; in a process of its own.

    Raises:
        WeerbaarError: a zone without a chance, or roads over which nobody gets out.
    """
    from weerbaar.evacuation.decision import lives_per_vehicle, order_json, who_goes_first
    from weerbaar.evacuation.study import best_roads, run_record
    from weerbaar.workbench.jobs.objects import to_bytes

    lives = lives_per_vehicle(work.network, work.departures, work.perils)
    roads = best_roads(work.network, work.settings.measures)
    turns = who_goes_first(roads, work.departures, lives, work.before_h * 3600)
    given = (work.perils, work.settings.measures)
    record = run_record("order", work.network, work.departures, given, {"before_h": work.before_h})
    published = order_json(turns, work.network, work.departures, work.before_h, record).decode()
    return to_bytes(Order(turns, work.before_h, work.departures.total_veh, published, record))


@dataclass(frozen=True, eq=False)
class MeansWork:
    """Means to divide over needs; ``settings`` for the evacuation whose queues they meet."""

    network: RoadNetwork
    departures: Departures
    settings: Settings
    needs: tuple[Need, ...]
    fleet: Fleet
    aim: Aim


@dataclass(frozen=True, eq=False)
class Division:
    """The division of scarce means.

    Attributes:
        assignment: every trip, and how good it is at least.
        routing: how people choose their way in the evacuation whose queues the vehicles meet.
        posts: of the police; None where there are no officers to divide.
        record: what it was made from.
    """

    assignment: Assignment
    routing: Routing
    posts: Posts | None
    record: RunRecord


def run_means(work: MeansWork, progress: Progress) -> bytes:
    """Divide the means; in a process of its own.

    Raises:
        WeerbaarError: what cannot be simulated, divided or directed.
    """
    from weerbaar.evacuation.means import assign, man_posts, traffic_of, travel_times
    from weerbaar.evacuation.routing import managed
    from weerbaar.evacuation.study import best_roads, make_study, run_record
    from weerbaar.workbench.jobs.objects import to_bytes

    fleet, network, measures = work.fleet, work.network, work.settings.measures
    # Until everybody is safe: where a plan is looked at for some hours only, the queues stand there after them too.
    whole = dataclasses.replace(work.settings, with_bound=False, horizon_s=None)
    study = make_study(network, work.departures, whole, progress=lambda share: progress(share / 2))
    times = travel_times(network, fleet.places, traffic_of(study.outcome, study.leaving, measures))
    found = assign(fleet.means, work.needs, fleet.refuges, times, aim=work.aim)
    progress(0.9)
    posts = None
    if fleet.police is not None:
        posts = man_posts(study.plan or managed(best_roads(network, measures), work.departures), fleet.police)
    settings = {"means": fleet.name, "source": fleet.source, "routing": whole.routing}
    record = run_record("means", network, work.departures, (work.needs, fleet, measures), settings)
    return to_bytes(Division(found, whole.routing, posts, record))
