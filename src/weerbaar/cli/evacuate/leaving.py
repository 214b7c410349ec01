# SPDX-License-Identifier: EUPL-1.2
"""Who leaves: a demand file, a table of people, the people of an example, or the vehicles of the network file."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.evacuate.roads import Given
from weerbaar.cli.options import refused

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.evacuation.demand import Demand, Departures

_HOUR, _SEASON = 10, "winter"
_MOST_BYTES = 20_000_000


def add_people(command: argparse.ArgumentParser) -> None:
    """Add who leaves to the parser of a command."""
    group = command.add_argument_group("wie vertrekt | who leaves")
    one = group.add_mutually_exclusive_group()
    one.add_argument("--demand", type=options.place, metavar="YAML", help="mensen en hun gedrag | people and response")
    one.add_argument("--people", type=options.place, metavar="CSV", help="mensen per zone: zone,people | by zone")
    one.add_argument(
        "--within",
        type=options.number_between(0.01, 1000),
        metavar="UREN",
        help="de voertuigen uit het netbestand, gelijkmatig in zoveel uur | vehicles of the network file, evenly",
    )


def demand_of(arguments: argparse.Namespace, given: Given, lang: Lang) -> Demand | Departures:
    """Return who leaves, with what is not sure about it where that is known.

    Raises:
        InputError: with every problem of the file; or nothing says who leaves.
    """
    from weerbaar.evacuation.demand import departures_of, read_demand

    if arguments.demand is not None:
        return _said(read_demand(Path(arguments.demand), given.network), lang)
    if arguments.people is not None:
        from weerbaar.base import read_text

        path = Path(arguments.people)
        return _said(_of_people(read_text(path, path.name or str(path), _MOST_BYTES), path.name, given), lang)
    if arguments.within is not None:
        return _evenly(given, arguments.within * 3600)
    if given.instance is not None:
        return departures_of(given.instance)
    if given.example is not None:
        return _said(_of_people(given.example.people_csv(), "people.csv", given), lang)
    raise refused(
        "--demand",
        "dit net zegt niet wie wanneer vertrekt; geef --demand, --people of --within.",
        "this network does not say who leaves when; give --demand, --people or --within.",
    )


def departures_in(demand: Demand | Departures, given: Given) -> Departures:
    """Return the departures when every uncertain number is at its median.

    Raises:
        InputError: nobody leaves.
    """
    from weerbaar.evacuation.demand import Departures, central

    found = demand if isinstance(demand, Departures) else central(demand, given.network).departures
    if found.total_veh <= 0:
        raise refused(given.network.name, "er vertrekt niemand.", "nobody leaves.")
    return found


def _of_people(table: str, name: str, given: Given) -> Demand:
    """The people of a table as the demand file that names it would give them."""
    from weerbaar.evacuation.demand import read_demand

    with tempfile.TemporaryDirectory(prefix="weerbaar-") as folder:
        (Path(folder) / name).write_text(table, encoding="utf-8")
        path = Path(folder) / f"{name}.yaml"
        # JSON writes a name as YAML reads it.
        head = f"schema: 1\nname: people by zone\nhour: {_HOUR}\nseason: {_SEASON}\npeople: {json.dumps(name)}\n"
        path.write_text(head, encoding="utf-8")
        return read_demand(path, given.network)


def _said(demand: Demand, lang: Lang) -> Demand:
    for remark in demand.remarks:
        print(remark.in_(lang), file=sys.stderr)
    return demand


def _evenly(given: Given, seconds: float) -> Departures:
    import numpy as np

    from weerbaar.evacuation.demand import Departures, departures_of

    network, vehicles = given.network, given.reading.vehicles
    if vehicles is None:
        raise refused(
            "--within",
            "dit netbestand noemt geen voertuigen; geef --people of --demand.",
            "this network file states no vehicles; give --people or --demand.",
        )
    by_node = np.zeros(network.n_nodes)
    for zone, amount in zip(network.zones, vehicles.tolist(), strict=True):
        np.add.at(by_node, list(zone.nodes), amount * np.array(zone.shares))
    nodes = np.flatnonzero(by_node > 0)
    per_vehicle = 2.5 if given.instance is None else float(departures_of(given.instance).people_per_vehicle[0])
    return Departures(
        nodes=nodes.astype(np.int64),
        times_s=np.array([0.0, seconds]),
        released_veh=np.stack([np.zeros(len(nodes)), by_node[nodes]]),
        people_per_vehicle=np.full(len(nodes), per_vehicle),
    )
