# SPDX-License-Identifier: EUPL-1.2
"""Who is out by time since the call, by strategy, as draws: what a command about lead times works with."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import announced, threads
from weerbaar.cli.evacuate.leaving import departures_in
from weerbaar.cli.evacuate.manner import measures_of, settings_of
from weerbaar.cli.evacuate.roads import Given
from weerbaar.cli.options import refused
from weerbaar.cli.progress import Progress

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from weerbaar.base import Lang
    from weerbaar.evacuation.demand import Demand, Departures
    from weerbaar.evacuation.flood import ByLeadTime, LeadTimes, ThreatenedArea
    from weerbaar.evacuation.flow import Bound
    from weerbaar.evacuation.study import Ensemble, Settings

    Floats = npt.NDArray[np.float64]

NAMES = ("reference", "free", "managed", "contraflow")
_WATERS = ("coast", "lake", "tidal_river", "river")


def add_members(command: argparse.ArgumentParser, members: int | None) -> None:
    """Add how often to draw to the parser of a command; None draws only where it is asked for."""
    command.add_argument(
        "--members",
        type=options.whole_number(2, 100_000),
        default=members,
        metavar="N",
        help="zo vaak getrokken | so many draws" + (f" ({members})" if members else ""),
    )
    command.add_argument("--seed", type=options.seed, default=1, metavar="N", help="startwaarde | seed (1)")
    command.add_argument(
        "--workers", type=options.workers, default=1, metavar="N", help="tegelijk | at the same time (1)"
    )


def add_threat(command: argparse.ArgumentParser) -> None:
    """Add how far ahead the water is seen coming to the parser of a command."""
    command.add_argument(
        "--threat",
        choices=_WATERS,
        help="soort water; zelf gekozen naar de dijkringen van de gemeenten | kind of water; chosen by the dike rings",
    )
    command.add_argument(
        "--lead-times",
        type=options.place,
        metavar="YAML",
        help="eigen voorspeltijden en fasen | lead times and phases of your own",
    )


def ensembles_of(
    arguments: argparse.Namespace, given: Given, demand: Demand | Departures, lang: Lang
) -> tuple[dict[str, Ensemble], Departures, Bound]:
    """Return an ensemble for each strategy, the departures in the middle, and what no plan can beat of these."""
    from dataclasses import replace

    from weerbaar.evacuation.flood import FRACTION_WORDS, REFERENCE
    from weerbaar.evacuation.flow import bound, deciding
    from weerbaar.evacuation.study import best_roads, make_ensemble, strategies

    network = given.network
    measures = measures_of(arguments, network)
    departures = departures_in(demand, given)
    base = settings_of(arguments, measures, "free-flow", with_bound=False)
    found: dict[str, Ensemble] = {}
    with announced(lang), threads(arguments.workers) as executor:
        best = bound(best_roads(network, measures), departures, bin_s=base.bin_s)
        narrow = replace(best, bottlenecks=deciding(network, departures, best)[0])
        wanted: dict[str, Settings] = {REFERENCE: base}
        wanted.update(strategies(network, narrow, base, setup_s=arguments.setup * 60).items())
        progress = Progress(len(wanted))
        try:
            for name, settings in wanted.items():
                words = FRACTION_WORDS[name].in_(lang)
                progress.step(words)
                found[name] = make_ensemble(
                    network,
                    demand,
                    settings,
                    arguments.members,
                    arguments.seed,
                    executor,
                    lambda share, words=words: progress.part(share, words),  # type: ignore[misc]
                )
        finally:
            progress.close()
    return found, departures, best


def out_when_decided(
    ensembles: Mapping[str, Ensemble], hours_before: Floats, lead_times: LeadTimes, seed: int
) -> ByLeadTime:
    """Return the share that is out when the flood begins if it is decided so many hours before, hours ascending."""
    from weerbaar.base import Point
    from weerbaar.evacuation.flood import by_lead_time

    # The hours of a decision file count from the decision: only the warning still has to come.
    none = Point(value=0)
    phases = lead_times.phases.model_copy(update={"detection_h": none, "decision_h": none})
    return by_lead_time(ensembles, hours_before[::-1], phases, seed)


def threat_of(arguments: argparse.Namespace, given: Given) -> tuple[LeadTimes, tuple[ThreatenedArea, ...]]:
    """Return how far ahead the water is seen coming, and the areas in which the municipalities of the network lie.

    Raises:
        InputError: with every problem of the file; or nothing says which water it is.
    """
    from weerbaar.evacuation.flood import areas_under, read_lead_times, shipped_lead_times, water_of

    under = areas_under(zone.id for zone in given.network.zones)
    own = () if arguments.lead_times is None else read_lead_times(Path(arguments.lead_times))
    water = arguments.threat or (own[0].water if len(own) == 1 else water_of(under))
    if water is None:
        raise refused(
            "--threat",
            "de zones van dit net zijn geen gemeenten in een dijkring; zeg welk soort water dreigt.",
            "the zones of this network are no municipalities in a dike ring; say which kind of water threatens.",
        )
    known = {**shipped_lead_times(), **{one.water: one for one in own}}
    return known[water], tuple(area for area, _ in under if area.water == water)
