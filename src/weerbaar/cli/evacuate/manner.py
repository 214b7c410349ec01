# SPDX-License-Identifier: EUPL-1.2
"""How an evacuation goes: route choice, measures, closed roads, contraflow, and the steps of the calculation."""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.options import refused

if TYPE_CHECKING:
    from weerbaar.evacuation.network import RoadNetwork
    from weerbaar.evacuation.simulation import Measure
    from weerbaar.evacuation.study import Routing, Settings

_SETUP_MIN = 60.0


def add_measures(command: argparse.ArgumentParser) -> None:
    """Add measures on roads to the parser of a command."""
    group = command.add_argument_group("maatregelen | measures")
    group.add_argument(
        "--measures", type=options.place, metavar="YAML", help="maatregelen per uur | measures by the hour"
    )
    group.add_argument(
        "--closed", action="append", default=[], metavar="WEG", help="deze weg is dicht (vaker mag) | road closed"
    )
    group.add_argument(
        "--contraflow",
        action="append",
        default=[],
        metavar="WEG",
        help="deze weg krijgt ook de stroken van de andere rijrichting (vaker mag) | contraflow on this road",
    )
    group.add_argument(
        "--setup",
        type=options.number_between(0, 1440),
        default=_SETUP_MIN,
        metavar="MIN",
        help=f"tijd om stroken leeg te maken | time to clear lanes ({_SETUP_MIN:g})",
    )


def add_calculation(command: argparse.ArgumentParser) -> None:
    """Add the steps of the calculation to the parser of a command."""
    group = command.add_argument_group("berekening | calculation")
    group.add_argument(
        "--bin", type=options.number_between(1, 240), default=15.0, metavar="MIN", help="tijd per bak | bin (15)"
    )
    group.add_argument(
        "--step", type=options.number_between(0.1, 600), metavar="S", help="tijdstap (zelf gekozen) | step (chosen)"
    )
    group.add_argument(
        "--horizon", type=options.number_between(0.1, 5000), metavar="UREN", help="stop na zoveel uur | stop after"
    )
    group.add_argument(
        "--capacity-drop",
        type=options.number_between(0, 0.5),
        default=0.0,
        metavar="DEEL",
        help="deel van de capaciteit dat een file kost, 0,05 tot 0,15 gemeten | share lost at a queue (0)",
    )


def measures_of(arguments: argparse.Namespace, network: RoadNetwork) -> tuple[Measure, ...]:
    """Return the measures of the file and the options, held against the network.

    Raises:
        InputError: a file that is wrong, or a road that the network does not have.
        MeasureError: a measure in the file that the network has no road or exit for.
    """
    from weerbaar.evacuation.network import CONTRAFLOW_GAIN, opposite
    from weerbaar.evacuation.simulation import Closure, Contraflow, check_measures, read_measures

    found: list[Measure] = [] if arguments.measures is None else list(read_measures(Path(arguments.measures)))
    found += [Closure(link=network.link_ids[road_number(network, name)]) for name in arguments.closed]
    back = opposite(network) if arguments.contraflow else ()
    for name in arguments.contraflow:
        road = road_number(network, name)
        if back[road] < 0:
            raise refused(name, "deze weg heeft geen andere rijrichting.", "this road has no other direction.")
        found.append(
            Contraflow(
                link=network.link_ids[road],
                opposite=network.link_ids[int(back[road])],
                setup_s=arguments.setup * 60,
                gain=CONTRAFLOW_GAIN,
            )
        )
    check_measures(network, found)
    return tuple(found)


def road_number(network: RoadNetwork, name: str) -> int:
    """Return the number of a road by its id, or by the name that the results give it.

    Raises:
        InputError: there is no such road, with those that look like it; or there are several.
    """
    if name in network.link_number:
        return network.link_number[name]
    names = [network.road(link) for link in range(network.n_links)]
    same = [link for link, known in enumerate(names) if known == name]
    if len(same) == 1:
        return same[0]
    if same:
        ids = ", ".join(network.link_ids[link] for link in same[:5])
        raise refused(name, f"zo heten er meer; kies uit {ids}.", f"several have this name; choose from {ids}.")
    near = difflib.get_close_matches(name, [*network.link_ids, *names], n=3, cutoff=0.5)
    raise refused(
        name,
        "het net heeft geen weg met deze naam." + (f" Bedoelt u: {'; '.join(near)}?" if near else ""),
        "the network has no road of this name." + (f" Do you mean: {'; '.join(near)}?" if near else ""),
    )


def settings_of(
    arguments: argparse.Namespace, measures: tuple[Measure, ...], routing: Routing, *, with_bound: bool = True
) -> Settings:
    """Return how to make a study."""
    from weerbaar.evacuation.study import Settings

    return Settings(
        routing=routing,
        bin_s=arguments.bin * 60,
        step_s=arguments.step,
        horizon_s=None if arguments.horizon is None else arguments.horizon * 3600,
        capacity_drop=arguments.capacity_drop,
        measures=measures,
        with_bound=with_bound,
    )
