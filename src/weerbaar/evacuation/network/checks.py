# SPDX-License-Identifier: EUPL-1.2
"""What is wrong or odd about a network before anybody computes with it: unreachable people, impossible roads, units.

A mistake that many roads have is named for the first twenty of them and then counted. Roads of capacity 0 are refused:
a road that closes does so in a what-if, not in the network itself.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.base import Problem, Text, number, significant
from weerbaar.evacuation.network.findings import Findings
from weerbaar.evacuation.network.model import RoadNetwork
from weerbaar.evacuation.network.reach import reaches_exit
from weerbaar.evacuation.network.unit_checks import check_units
from weerbaar.evacuation.network.units import HOUR_S

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_ROUNDING = 1e-6
_LEAST = 1e-6
"""Of any dimension: with numbers that are nearer to 0 nothing can be computed."""
# The last is the most, far beyond what any road has: what looks like another unit is told apart from it.
_DIMENSIONS = (
    ("length_m", "length", "m", 1e8),
    ("free_speed_m_s", "free_speed", "m/s", 1e4),
    ("capacity_veh_s", "capacity", "veh/s", 1e6),
    ("lanes", "lanes", "", 1e4),
    ("jam_veh_m", "jam_density", "veh/m", 1e4),
)


def check_network(network: RoadNetwork, vehicles: Floats | None = None) -> tuple[Problem, ...]:
    """Return what is wrong (errors) and what is odd (warnings) about a network.

    Args:
        network: the roads.
        vehicles: of each zone, length Z, to say how many of them reach no exit; None where unknown.
    """
    found = Findings(network.name)
    sound = _check_dimensions(network, found)
    # What is too large was refused just now; the other roads are still looked at.
    with np.errstate(over="ignore", invalid="ignore"):
        _check_capacity(network, sound, found)
        check_units(network, sound, found)
    _check_exits(network, found)
    _check_zones(network, vehicles, found)
    _check_shape(network, found)
    return tuple(found.problems)


def _check_dimensions(network: RoadNetwork, found: Findings) -> Mask:
    """Refuse what no road can have; return the mask of roads that have all they need."""
    sound = np.ones(network.n_links, bool)
    for name, column, unit, most in _DIMENSIONS:
        values = getattr(network, name)
        of_unit = f" ({unit})" if unit else ""
        # NaN is not greater than 0 either.
        bad = ~((values > 0) & np.isfinite(values))
        nl, en = f"hier hoort een getal groter dan 0{of_unit}.", f"this should be a number greater than 0{of_unit}."
        _flag_links(network, bad, column, values, Text(nl=nl, en=en), found)
        beyond = ~bad & ((values < _LEAST) | (values > most))
        nl = f"zo is geen weg; hier hoort {number(_LEAST, 'nl', 6)} tot {number(most, 'nl')}{of_unit}."
        en = f"no road is like that; this should be {number(_LEAST, 'en', 6)} to {number(most, 'en')}{of_unit}."
        _flag_links(network, beyond, column, values, Text(nl=nl, en=en), found)
        sound &= ~(bad | beyond)
    return sound


def _flag_links(
    network: RoadNetwork, bad: Mask, column: str, values: Floats, message: Text, found: Findings, *, error: bool = True
) -> None:
    found.flag(
        bad,
        message,
        field=lambda at: f"links[{network.link_ids[at]}].{column}",
        value=lambda at: _shown(float(values[at])),
        severity="error" if error else "warning",
    )


def _shown(value: float) -> str:
    """A number with which a road could be; of others the size is enough."""
    return f"{value:g}" if 0 < value < _LEAST or 1e9 <= value < np.inf else significant(value, "en", 4)


def _check_capacity(network: RoadNetwork, sound: Mask, found: Findings) -> None:
    """A road carries at most v·w·k / (v + w): the top of the triangular fundamental diagram (Newell 1993)."""
    v, w, k = network.free_speed_m_s, network.wave_speed_m_s, network.jam_veh_m
    with np.errstate(divide="ignore", invalid="ignore"):
        # An infinite wave speed: the jam density is already there at capacity.
        top = np.where(np.isfinite(w), v * w * k / (v + w), v * k)
        over = sound & ((network.capacity_veh_s > top * (1 + _ROUNDING)) | ~np.isfinite(w))
    _flag_links(
        network,
        over,
        "capacity",
        network.capacity_veh_s * HOUR_S,
        Text(
            nl="zoveel voertuigen per uur past niet bij snelheid en filedichtheid van de weg.",
            en="so many vehicles per hour do not go with the speed and jam density of the road.",
        ),
        found,
    )


def _check_exits(network: RoadNetwork, found: Findings) -> None:
    if not len(network.exits):
        found.add(Text(nl="er is geen uitgang.", en="there is no exit."), field="exits")
    into = np.zeros(network.n_nodes, bool)
    into[network.end[network.capacity_veh_s > 0]] = True
    names = network.node_ids
    found.flag(
        ~into[network.exits],
        Text(nl="naar deze uitgang leidt geen weg.", en="no road leads to this exit."),
        field=lambda at: f"exits[{at}]",
        value=lambda at: names[network.exits[at]],
    )
    found.flag(
        ~(network.exit_capacity_veh_s > 0),
        Text(nl="hier hoort een getal groter dan 0 (veh/s).", en="this should be a number greater than 0 (veh/s)."),
        field=lambda at: f"exits[{at}].capacity",
        value=lambda at: names[network.exits[at]],
    )


def _check_zones(network: RoadNetwork, vehicles: Floats | None, found: Findings) -> None:
    zones = network.zones
    if vehicles is not None and len(vehicles) != len(zones):
        message = Text(
            nl=f"er zijn {number(len(zones), 'nl')} zones en {number(len(vehicles), 'nl')} aantallen voertuigen.",
            en=f"there are {number(len(zones), 'en')} zones and {number(len(vehicles), 'en')} numbers of vehicles.",
        )
        found.add(message, field="vehicles")
        vehicles = None
    if vehicles is not None:
        found.flag(
            ~((vehicles >= 0) & np.isfinite(vehicles)),
            Text(nl="hier hoort een getal van 0 of meer.", en="this should be a number of 0 or more."),
            field=lambda at: f"zones[{zones[at].id}].vehicles",
            value=lambda at: str(vehicles[at]),
        )
    reached = reaches_exit(network)
    share = np.array([sum(s for node, s in zip(z.nodes, z.shares, strict=True) if reached[node]) for z in zones], float)
    lost = np.flatnonzero(share <= 0)
    for at in lost[:_NAMED]:
        of_nl, of_en = _vehicles_of(vehicles, lost[lost == at])
        found.add(
            Text(nl=f"deze zone{of_nl} bereikt geen uitgang.", en=f"this zone{of_en} reaches no exit."),
            field=f"zones[{zones[at].id}]",
            value=zones[at].name,
        )
    if len(lost) > _NAMED:
        more = len(lost) - _NAMED
        of_nl, of_en = _vehicles_of(vehicles, lost[_NAMED:])
        found.add(
            Text(
                nl=f"nog {number(more, 'nl')} zones{of_nl} bereiken geen uitgang.",
                en=f"{number(more, 'en')} more zones{of_en} reach no exit.",
            ),
            field="zones",
        )
    found.flag(
        (share > 0) & (share < 1 - _ROUNDING),
        Text(
            nl="een deel van de knopen van deze zone bereikt geen uitgang.",
            en="some of the nodes of this zone reach no exit.",
        ),
        field=lambda at: f"zones[{zones[at].id}]",
        value=lambda at: zones[at].name,
    )


_NAMED = 20


def _vehicles_of(vehicles: Floats | None, zones: Integers) -> tuple[str, str]:
    """How many vehicles zones have, in words in both languages; nothing where that is unknown."""
    if vehicles is None:
        return "", ""
    count = float(vehicles[zones].sum())
    return f" ({number(count, 'nl')} voertuigen)", f" ({number(count, 'en')} vehicles)"


def _check_shape(network: RoadNetwork, found: Findings) -> None:
    """Loops, roads that are there twice, and parts that hang together with no exit."""
    loops = network.begin == network.end
    _flag_links(
        network,
        loops,
        "length",
        network.length_m,
        Text(nl="deze weg eindigt waar hij begint.", en="this road ends where it begins."),
        found,
        error=False,
    )
    twin = same_as(network)
    found.flag(
        twin >= 0,
        Text(
            nl="er is nog een weg met hetzelfde begin, eind en dezelfde lengte: dubbel, of naast elkaar?",
            en="there is another road with the same begin, end and length: doubled, or side by side?",
        ),
        field=lambda at: f"links[{network.link_ids[at]}]",
        value=lambda at: network.link_ids[twin[at]],
        severity="warning",
    )
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    shape = (network.n_nodes, network.n_nodes)
    roads = csr_array((np.ones(network.n_links, np.int8), (network.begin, network.end)), shape=shape)
    count, part = connected_components(roads, directed=False)
    with_exit = np.zeros(count, bool)
    with_exit[part[network.exits]] = True
    apart = ~with_exit[part]
    if apart.any() and len(network.exits):
        parts, nodes, links = int((~with_exit).sum()), int(apart.sum()), int(apart[network.begin].sum())
        found.add(
            Text(
                nl=f"{number(parts, 'nl')} losse delen zonder uitgang: {number(nodes, 'nl')} knopen, "
                f"{number(links, 'nl')} wegen.",
                en=f"{number(parts, 'en')} separate parts without an exit: {number(nodes, 'en')} nodes, "
                f"{number(links, 'en')} roads.",
            ),
            field="nodes",
            value=network.node_ids[int(np.flatnonzero(apart)[0])],
            severity="warning",
        )


def same_as(network: RoadNetwork) -> Integers:
    """Return for each link the first one before it with the same begin, end, length and road name, or -1; length M.

    Where names are known, a road of another name is another road (the A9 and the A22 both pass under one canal).
    """
    name = np.zeros(network.n_links, np.int64)
    if network.road_names:
        # By a dictionary: an array of texts takes the longest name for each road.
        of_name: dict[str, int] = {}
        named = (of_name.setdefault(each, len(of_name)) for each in network.road_names)
        name = np.fromiter(named, np.int64, network.n_links)
    keys = (network.begin, network.end, network.length_m, name)
    order = np.lexsort((np.arange(network.n_links), *reversed(keys)))
    fresh = np.ones(network.n_links, bool)
    fresh[1:] = np.any([key[order][1:] != key[order][:-1] for key in keys], axis=0)
    first = order[np.maximum.accumulate(np.where(fresh, np.arange(network.n_links), 0))]
    found = np.full(network.n_links, -1, np.int64)
    found[order] = np.where(fresh, -1, first)
    return found
