# SPDX-License-Identifier: EUPL-1.2
"""A managed plan for those who carry it out: which zone sets out when, what each road takes, where posts are needed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, number
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.managed import ManagedPlan
from weerbaar.evacuation.routing.managed_rates import quickest

Floats = npt.NDArray[np.float64]

_AS_QUICK_S = 1.0
_LEAST_VEH_H = 1.0
_MENTIONED = 5


@dataclass(frozen=True)
class SettingOut:
    """When people of one place set out.

    Attributes:
        node: number of the node where they come onto the road.
        name: of the zones there, for people.
        vehicles: all together.
        from_s: when the first sets out.
        until_s: when the last has set out.
        rate_veh_h: at most so many an hour.
        wait_s: at home, from ready to go until setting out, on average.
    """

    node: int
    name: str
    vehicles: float
    from_s: float
    until_s: float
    rate_veh_h: float
    wait_s: float


@dataclass(frozen=True)
class RoadLoad:
    """What one road takes by the plan, at most.

    Attributes:
        link: number.
        name: for people.
        busy_veh_h: in the busy hours.
        quiet_veh_h: after them.
        share: of its capacity, in the busier of the two.
    """

    link: int
    name: str
    busy_veh_h: float
    quiet_veh_h: float
    share: float


@dataclass(frozen=True)
class Post:
    """A crossing where people have to be sent: more take another road than the one they would choose.

    Attributes:
        node: number.
        name: of the node.
        sent_veh_h: that go another way than the quickest road when nobody is in the way.
        ways: name and share of each road that is used there, the busiest first; the exit itself is named ``""``.
    """

    node: int
    name: str
    sent_veh_h: float
    ways: tuple[tuple[str, float], ...]


def setting_out(plan: ManagedPlan) -> tuple[SettingOut, ...]:
    """Return who sets out when, who is last to be gone first."""
    network, leave = plan.network, plan.departures
    names: dict[int, list[str]] = {}
    for zone in network.zones:
        for node in zone.nodes:
            names.setdefault(node, []).append(zone.name)
    times, gone = leave.times_s, leave.released_veh
    ready = np.array([plan.ready.released(float(moment)) for moment in times])
    waited = np.trapezoid(np.maximum(ready - gone, 0.0), times, axis=0)
    found = []
    for origin, (node, vehicles) in enumerate(zip(leave.nodes.tolist(), leave.vehicles.tolist(), strict=True)):
        if vehicles <= 0:
            continue
        begun = int(np.argmax(gone[:, origin] > 0))
        most = float(np.max(np.diff(gone[:, origin]) / np.diff(times)))
        found.append(
            SettingOut(
                node=node,
                name=", ".join(names.get(node, [network.place(node)])),
                vehicles=vehicles,
                from_s=float(times[max(begun - 1, 0)]),
                until_s=float(times[int(np.argmax(gone[:, origin] >= vehicles * (1 - 1e-9)))]),
                rate_veh_h=most * 3600,
                wait_s=float(waited[origin]) / vehicles,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.until_s, one.name)))


def road_loads(plan: ManagedPlan) -> tuple[RoadLoad, ...]:
    """Return the roads that the plan uses, the busiest first."""
    network, hourly = plan.network, plan.link_veh_s * 3600
    busy = hourly[0] if plan.busy_s > 0 else np.zeros(network.n_links)
    quiet = hourly[-1] if plan.busy_s < np.inf else np.zeros(network.n_links)
    most = np.maximum(busy, quiet)
    used = np.flatnonzero(most >= _LEAST_VEH_H)
    return tuple(
        RoadLoad(
            link=link,
            name=network.road(link),
            busy_veh_h=float(busy[link]),
            quiet_veh_h=float(quiet[link]),
            share=float(most[link] / (network.capacity_veh_s[link] * 3600)),
        )
        for link in used[np.argsort(-most[used], kind="stable")].tolist()
    )


def posts(plan: ManagedPlan) -> tuple[Post, ...]:
    """Return where people have to be sent in the busy hours, most sent first; none where all are free to choose."""
    if plan.busy_s == 0:
        return ()
    network, links, exits = plan.network, plan.link_veh_s[0], plan.exit_veh_s[0]
    onward = _by_free_choice(network)
    sent = np.bincount(network.begin, weights=np.where(onward, 0.0, links), minlength=network.n_nodes) * 3600
    through = np.bincount(network.begin, weights=links, minlength=network.n_nodes)
    np.add.at(through, network.exits, exits)
    first, out = network.out_links
    found = []
    for node in np.flatnonzero(sent >= _LEAST_VEH_H).tolist():
        ways = [(network.road(link), float(links[link])) for link in out[first[node] : first[node + 1]].tolist()]
        ways.append(("", float(exits[network.exits == node].sum())))
        ways.sort(key=lambda way: -way[1])
        found.append(
            Post(
                node=node,
                name=network.place(node),
                sent_veh_h=float(sent[node]),
                ways=tuple((name, flow / float(through[node])) for name, flow in ways if flow > 0),
            )
        )
    return tuple(sorted(found, key=lambda post: (-post.sent_veh_h, post.node)))


def explained(plan: ManagedPlan) -> tuple[Text, ...]:
    """Return the plan in a few sentences."""
    places, needed, roads = setting_out(plan), posts(plan), road_loads(plan)
    if not places:
        return (Text(nl="Er vertrekt niemand.", en="Nobody sets out."),)
    last, slow = places[0], max(places, key=lambda place: place.wait_s)
    said = [
        Text(
            nl=f"De laatste vertrekt na {number(last.until_s / 3600, 'nl', 1)} uur, uit {last.name}.",
            en=f"The last sets out after {number(last.until_s / 3600, 'en', 1)} hours, from {last.name}.",
        )
    ]
    if slow.wait_s >= 60:
        said.append(
            Text(
                nl="Wie klaar is, wacht thuis tot de zone aan de beurt is; gemiddeld het langst in "
                f"{slow.name}: {number(slow.wait_s / 3600, 'nl', 1)} uur.",
                en="Who is ready waits at home until it is the turn of the zone; on average longest in "
                f"{slow.name}: {number(slow.wait_s / 3600, 'en', 1)} hours.",
            )
        )
    said.append(_busy(plan, len(needed)))
    if needed:
        names = ", ".join(post.name for post in needed[:_MENTIONED])
        said.append(Text(nl=f"De belangrijkste verwijsposten: {names}.", en=f"The posts that matter most: {names}."))
    busiest = roads[:_MENTIONED]
    if busiest:
        said.append(
            Text(
                nl="Drukste wegen (voertuigen per uur): "
                + "; ".join(f"{road.name} {number(max(road.busy_veh_h, road.quiet_veh_h), 'nl')}" for road in busiest)
                + ".",
                en="Busiest roads (vehicles per hour): "
                + "; ".join(f"{road.name} {number(max(road.busy_veh_h, road.quiet_veh_h), 'en')}" for road in busiest)
                + ".",
            )
        )
    return tuple(said)


def _busy(plan: ManagedPlan, n_posts: int) -> Text:
    if plan.busy_s == 0 or n_posts == 0:
        return Text(
            nl="Iedereen rijdt de snelste weg; niemand hoeft verwezen te worden.",
            en="Everybody takes the quickest road; nobody has to be sent.",
        )
    where = Text(
        nl=f"op {n_posts} {'knooppunt' if n_posts == 1 else 'knooppunten'}",
        en=f"at {n_posts} {'crossing' if n_posts == 1 else 'crossings'}",
    )
    if plan.busy_s == np.inf:
        return Text(
            nl=f"Tot het einde wordt het verkeer {where.nl} over de wegen verdeeld.",
            en=f"Until the end traffic is divided over the roads {where.en}.",
        )
    return Text(
        nl=f"De eerste {number(plan.busy_s / 3600, 'nl', 1)} uur wordt het verkeer {where.nl} over de wegen verdeeld; "
        "daarna is de snelste weg vrij te kiezen.",
        en=f"For the first {number(plan.busy_s / 3600, 'en', 1)} hours traffic is divided over the roads {where.en}; "
        "after that people are free to take the quickest road.",
    )


def _by_free_choice(network: RoadNetwork) -> npt.NDArray[np.bool_]:
    """Links that are on a quickest way, or nearly so, when nobody is in the way."""
    cost = quickest(network).cost
    onward = network.free_time_s + cost[network.end] <= cost[network.begin] + _AS_QUICK_S
    return np.asarray((network.capacity_veh_s > 0) & onward)
