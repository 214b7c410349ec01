# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate bound``: what no plan can beat, the roads that decide it, and the proof, written or checked."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import announced
from weerbaar.cli.evacuate.leaving import add_people, demand_of, departures_in
from weerbaar.cli.evacuate.manner import add_measures, measures_of
from weerbaar.cli.evacuate.roads import add_roads, checked, read_roads
from weerbaar.cli.evacuate.study_table import bottleneck_lines
from weerbaar.cli.options import Parsers
from weerbaar.cli.printing import columns, wrapped
from weerbaar.cli.result_file import check_beforehand, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.evacuation.demand import Departures
    from weerbaar.evacuation.flow import Bound, Optimum
    from weerbaar.evacuation.network import RoadNetwork

_LEAST_VEH = 0.05
"""With fewer vehicles in an hour a road is not used."""


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``bound`` to the parser of ``weerbaar evacuate``."""
    help_text = "wat geen plan kan overtreffen, met bewijs | what no plan can beat, with proof"
    command = actions.add_parser("bound", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.bound", "run_bound"))
    add_roads(command)
    add_people(command)
    add_measures(command)
    command.add_argument(
        "--certificate", type=options.place, metavar="JSON", help="het bewijs wegschrijven | write the proof"
    )
    command.add_argument(
        "--verify", type=options.place, metavar="JSON", help="een bewijs natellen | add a proof up again"
    )
    command.add_argument(
        "--flows",
        type=options.place,
        metavar="CSV",
        help="een stroom die er het dichtst bij komt, per weg en uur | a flow that comes closest, by road and hour",
    )


def run_bound(arguments: argparse.Namespace) -> int:
    """Print the bound, or whether a proof of it holds; 1 where it does not."""
    from weerbaar.base import spreadsheet_csv
    from weerbaar.cli.evacuate.certificate_file import certificate_bytes
    from weerbaar.evacuation.flow import bound, optimum
    from weerbaar.evacuation.study import best_roads

    lang: Lang = arguments.lang
    check_beforehand([arguments.certificate, arguments.flows])
    if arguments.verify is not None and arguments.flows is not None:
        raise options.refused(
            "--flows",
            "gaat niet samen met --verify.",
            "does not go with --verify: that adds a proof up, and finds no flow.",
        )
    given = checked(read_roads(arguments), lang)
    departures = departures_in(demand_of(arguments, given, lang), given)
    roads = best_roads(given.network, measures_of(arguments, given.network))
    if arguments.verify is not None:
        return _verify(roads, departures, Path(arguments.verify), lang)
    with announced(lang):
        found = bound(roads, departures)
        best = None if arguments.flows is None else optimum(roads, departures)
    lines = _lines(roads, departures, found, lang)
    results = [
        (arguments.certificate, b"" if arguments.certificate is None else certificate_bytes(roads, departures, found))
    ]
    if best is not None:
        lines += ["", *wrapped(_driven(best, found, lang))]
        results.append((arguments.flows, spreadsheet_csv(_flow_rows(roads, best, lang), lang)))
    write_results(results, lang, printable("\n".join(lines)))
    return 0


def _lines(network: RoadNetwork, departures: Departures, found: Bound, lang: Lang) -> list[str]:
    from weerbaar.base import number, percentage

    nl = lang == "nl"
    quickest = number(found.quickest_s / 3600, lang, 2)
    said = "Geen plan krijgt iedereen veilig binnen {} uur." if nl else "No plan has everybody safe within {} hours."
    head = ("Na uren", "Ten hoogste veilig", "Deel") if nl else ("After hours", "Safe at most", "Share")
    rows = [
        (number(time / 3600, lang), number(veh, lang), percentage(veh / departures.total_veh, lang))
        for time, veh in zip(found.times_s.tolist(), found.out_by_veh.tolist(), strict=True)
    ]
    name = f"{network.name}: {number(departures.total_veh, lang)} {'voertuigen' if nl else 'vehicles'}"
    return [
        name,
        said.format(quickest),
        "",
        *columns([head, *rows], right=(0, 1, 2)),
        "",
        *bottleneck_lines(network, departures, found, lang),
    ]


def _driven(best: Optimum, found: Bound, lang: Lang) -> str:
    """How close a flow over the roads comes, so that the reader sees how much the bound may be below what can be."""
    from weerbaar.base import number

    by, least = number(best.clearance_s / 3600, lang, 2), number(found.quickest_s / 3600, lang, 2)
    layer = number(best.layer_s / 60, lang, 1)
    if lang == "nl":
        driven = f"Een stroom die te rijden is, heeft iedereen binnen {by} uur veilig"
        return f"{driven} (in tijdvakken van {layer} minuten); de grens is {least}."
    driven = f"A flow that can be driven has everybody safe within {by} hours"
    return f"{driven} (in periods of {layer} minutes); the bound is {least}."


def _flow_rows(network: RoadNetwork, best: Optimum, lang: Lang) -> Iterator[tuple[str, ...]]:
    """Yield the vehicles that enter each road, and leave at each exit, per hour; a heading first."""
    import numpy as np

    from weerbaar.base import harmless

    nl = lang == "nl"
    yield ("weg of uitgang", "vanaf uur", "voertuigen") if nl else ("road or exit", "from hour", "vehicles")
    hour_of = (np.arange(len(best.link_veh)) * best.layer_s // 3600).astype(int)
    roads = [network.road(link) for link in range(network.n_links)]
    exits = [f"{'uitgang' if nl else 'exit'} {network.place(node)}" for node in network.exits.tolist()]
    for names, vehicles in ((roads, best.link_veh), (exits, best.exit_veh)):
        hourly = np.zeros((hour_of[-1] + 1 if len(hour_of) else 0, len(names)))
        np.add.at(hourly, hour_of, vehicles)
        for at, name in enumerate(names):
            for hour in np.flatnonzero(hourly[:, at] >= _LEAST_VEH):
                yield harmless(name), str(hour), f"{hourly[hour, at]:.1f}".replace(".", "," if nl else ".")


def _verify(network: RoadNetwork, departures: Departures, path: Path, lang: Lang) -> int:
    from weerbaar.base import number
    from weerbaar.cli.evacuate.certificate_file import read_certificate, verified

    nl = lang == "nl"
    found = verified(network, departures, read_certificate(path), path.name)
    if found.wrong_s:
        times = ", ".join(number(time / 3600, lang, 2) for time in found.wrong_s[:5])
        print(f"Het bewijs klopt niet voor uur {times}." if nl else f"The proof does not hold for hour {times}.")
        return 1
    quickest = number(found.quickest_s / 3600, lang, 2)
    print(
        f"Het bewijs klopt: iedereen veilig vóór {quickest} uur kan niet; {found.moments} tussentijden nageteld."
        if nl
        else f"The proof holds: everybody safe before {quickest} hours cannot be; {found.moments} moments added up."
    )
    return 0
