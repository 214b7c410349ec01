# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate simulate``: who is safe by when, beside what no plan can beat, as table, data and map layer."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import announced
from weerbaar.cli.evacuate.leaving import add_people, demand_of, departures_in
from weerbaar.cli.evacuate.manner import add_calculation, add_measures, measures_of, settings_of
from weerbaar.cli.evacuate.roads import add_roads, checked, read_roads
from weerbaar.cli.evacuate.study_table import study_lines
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.progress import Progress
from weerbaar.cli.result_file import STANDARD_OUTPUT, check_beforehand, figure_bytes, figure_place, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.evacuation.demand import Departures
    from weerbaar.evacuation.flow import Bottleneck
    from weerbaar.evacuation.network import RoadNetwork
    from weerbaar.evacuation.study import Routing, Settings, Study

ROUTINGS: tuple[Routing, ...] = ("nearest", "free-flow", "instantaneous", "equilibrium", "managed")
_USUAL = "instantaneous"


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``simulate`` to the parser of ``weerbaar evacuate``."""
    help_text = "hoe een evacuatie verloopt, naast wat niemand kan overtreffen | how an evacuation goes"
    command = actions.add_parser("simulate", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.simulate", "run_simulate"))
    add_roads(command)
    add_people(command)
    command.add_argument(
        "--routing",
        type=options.formats((*ROUTINGS, "all")),
        default=(_USUAL,),
        metavar="LIJST",
        help=f"routekeuze, met komma's, uit | route choice, from {', '.join(ROUTINGS)}, all ({_USUAL})",
    )
    add_measures(command)
    add_calculation(command)
    command.add_argument("--no-bound", action="store_true", help="zonder ondergrens | without the bound")
    command.add_argument(
        "--json",
        type=options.place,
        metavar="BESTAND",
        help="de gegevens, - voor standaarduitvoer; bij meer routekeuzes een bestand per keuze | the data, - for "
        "standard output; a file for each route choice",
    )
    command.add_argument(
        "--figure", type=figure_place, metavar="BESTAND", help="wie wanneer veilig is, .svg, .png of .pdf | curve"
    )
    command.add_argument(
        "--comparison", type=figure_place, metavar="BESTAND", help="de routekeuzes naast elkaar | side by side"
    )
    command.add_argument("--geojson", type=options.place, metavar="BESTAND", help="kaartlaag met files | map layer")
    command.add_argument("--geopackage", type=options.place, metavar="BESTAND", help="hetzelfde | the same")


def run_simulate(arguments: argparse.Namespace) -> int:
    """Simulate, print the table and write what was asked for."""
    from weerbaar.evacuation.study import study_json

    lang: Lang = arguments.lang
    routings: Sequence[Routing] = ROUTINGS if "all" in arguments.routing else tuple(arguments.routing)
    one = len(routings) == 1
    if not one and (arguments.geojson or arguments.geopackage or arguments.json == STANDARD_OUTPUT):
        raise refused(
            "--routing",
            "een kaartlaag en de standaarduitvoer zijn er voor één routekeuze.",
            "a map layer and standard output are for one route choice.",
        )
    places = [arguments.json if one or arguments.json is None else _beside(arguments.json, each) for each in routings]
    check_beforehand([*places, arguments.figure, arguments.comparison, arguments.geojson, arguments.geopackage])
    given = checked(read_roads(arguments), lang)
    check_map(given.network, arguments)
    measures = measures_of(arguments, given.network)
    departures = departures_in(demand_of(arguments, given, lang), given)
    wanted = [settings_of(arguments, measures, routing, with_bound=not arguments.no_bound) for routing in routings]
    with announced(lang):
        studies = made(given.network, departures, wanted, lang)
    results: list[tuple[str | None, bytes]] = []
    for place, study in zip(places, studies, strict=True):
        results.append((place, b"" if place is None else study_json(study)))
    if arguments.figure is not None:
        from weerbaar.figures import evacuation_curve

        results.append((arguments.figure, figure_bytes(evacuation_curve(studies, lang), arguments.figure)))
    if arguments.comparison is not None:
        from weerbaar.figures import plan_comparison

        results.append((arguments.comparison, figure_bytes(plan_comparison(studies, lang), arguments.comparison)))
    results += map_layers(studies[0], arguments.geojson, arguments.geopackage)
    write_results(results, lang, printable("\n".join(study_lines(studies, lang))))
    return 0


def check_map(network: RoadNetwork, arguments: argparse.Namespace) -> None:
    """Refuse before the calculation a map layer of a network that does not fit on a map.

    Raises:
        NetworkError: it has no coordinate system or no places.
    """
    from weerbaar.evacuation.network import require_map

    if arguments.geojson is not None or arguments.geopackage is not None:
        require_map(network)


def made(network: RoadNetwork, departures: Departures, wanted: Sequence[Settings], lang: Lang) -> list[Study]:
    """Return a study for each of some settings that differ in the route choice only; the bound is worked out once."""
    from weerbaar.evacuation.study import ROUTING_WORDS, make_study

    progress = Progress(len(wanted))
    found: list[Study] = []
    try:
        for settings in wanted:
            words = ROUTING_WORDS[settings.routing].in_(lang)
            progress.step(words)
            before = found[0] if found else None
            study = make_study(
                network,
                departures,
                replace(settings, with_bound=settings.with_bound and before is None),
                progress=lambda share, words=words: progress.part(share, words),  # type: ignore[misc]
            )
            if before is not None and before.bound is not None:
                # The same record as of a study that worked it out itself.
                record = replace(study.record, settings={**study.record.settings, "with_bound": True})
                study = replace(study, settings=settings, bound=before.bound, record=record)
            found.append(study)
    finally:
        progress.close()
    return found


def map_layers(study: Study, geojson_place: str | None, package_place: str | None) -> list[tuple[str | None, bytes]]:
    """Return the roads with their queues and what decides, as they are written to a file."""
    import numpy as np

    from weerbaar.evacuation.flow import deciding
    from weerbaar.evacuation.network import geojson, geopackage
    from weerbaar.evacuation.study import best_roads

    if geojson_place is None and package_place is None:
        return []
    network, outcome = study.network, study.outcome
    full = np.zeros(network.n_links)
    narrows: Sequence[Bottleneck] = ()
    if study.bound is not None:
        roads = best_roads(network, study.settings.measures)
        narrows = deciding(roads, study.departures, study.bound)[0]
    for narrow in narrows:
        if narrow.kind == "road":
            full[narrow.number] = narrow.hours
    links = {
        "vehicles": outcome.entered_veh[-1],
        "longest_queue_veh": outcome.queued_veh.max(axis=0),
        "longest_at_h": outcome.times_s[outcome.queued_veh.argmax(axis=0)] / 3600,
        "decides_h": full,
    }
    found: list[tuple[str | None, bytes]] = []
    if geojson_place is not None:
        found.append((geojson_place, geojson(network, links=links)))
    if package_place is not None:
        found.append((package_place, geopackage(network, links=links)))
    return found


def _beside(place: str, routing: str) -> str:
    path = Path(place)
    return str(path.with_name(f"{path.stem}-{routing}{path.suffix or '.json'}"))
