# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate ensemble``: one evacuation in as many ways as it may go, to see how sure the hours are."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import announced, threads
from weerbaar.cli.evacuate.leaving import add_people, demand_of
from weerbaar.cli.evacuate.manner import add_calculation, add_measures, measures_of, settings_of
from weerbaar.cli.evacuate.roads import add_roads, checked, read_roads
from weerbaar.cli.evacuate.simulate import ROUTINGS
from weerbaar.cli.options import Parsers
from weerbaar.cli.printing import columns, wrapped
from weerbaar.cli.progress import Progress
from weerbaar.cli.result_file import check_beforehand, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.evacuation.study import Ensemble

_MEMBERS = 100
_SHOWN = (0.05, 0.5, 0.95)


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``ensemble`` to the parser of ``weerbaar evacuate``."""
    help_text = "dezelfde evacuatie vele malen: hoe zeker zijn de uren | one evacuation many times"
    command = actions.add_parser("ensemble", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.ensemble", "run_ensemble"))
    add_roads(command)
    add_people(command)
    command.add_argument(
        "--routing", choices=ROUTINGS, default="instantaneous", help="routekeuze | route choice (instantaneous)"
    )
    add_measures(command)
    add_calculation(command)
    command.add_argument(
        "--members",
        type=options.whole_number(2, 100_000),
        default=_MEMBERS,
        metavar="N",
        help=f"leden | members ({_MEMBERS})",
    )
    command.add_argument("--seed", type=options.seed, default=1, metavar="N", help="startwaarde | seed (1)")
    command.add_argument(
        "--workers", type=options.workers, default=1, metavar="N", help="tegelijk | at the same time (1)"
    )
    command.add_argument(
        "--uncertainty", type=options.place, metavar="YAML", help="wat van de wegen onzeker is | what is not known"
    )
    command.add_argument(
        "--json", type=options.place, metavar="BESTAND", help="de gegevens, - voor standaarduitvoer | the data"
    )


def run_ensemble(arguments: argparse.Namespace) -> int:
    """Draw and simulate, print the hours with their spread and write what was asked for."""
    from weerbaar.evacuation.study import ensemble_json, make_ensemble, read_uncertainty

    lang: Lang = arguments.lang
    check_beforehand([arguments.json])
    uncertainty = None if arguments.uncertainty is None else read_uncertainty(Path(arguments.uncertainty))
    given = checked(read_roads(arguments), lang)
    measures = measures_of(arguments, given.network)
    demand = demand_of(arguments, given, lang)
    settings = settings_of(arguments, measures, arguments.routing, with_bound=False)
    progress = Progress(1)
    words = "leden" if lang == "nl" else "members"
    try:
        with announced(lang), threads(arguments.workers) as executor:
            progress.step(words)
            found = make_ensemble(
                given.network,
                demand,
                settings,
                arguments.members,
                arguments.seed,
                executor,
                lambda share: progress.part(share, words),
                uncertainty=uncertainty,
            )
    finally:
        progress.close()
    data = b"" if arguments.json is None else ensemble_json(found)
    write_results([(arguments.json, data)], lang, printable("\n".join(_lines(found, lang))))
    return 0


def _lines(found: Ensemble, lang: Lang) -> list[str]:
    import numpy as np

    from weerbaar.base import number, percentage
    from weerbaar.evacuation.study import HOURS, ROUTING_WORDS, quantile_with_error

    nl = lang == "nl"
    names = ("50% veilig", "90% veilig", "99% veilig", "laatste") if nl else _ENGLISH
    head = (
        "Uren" if nl else "Hours",
        *(f"{percentage(p, lang)}" for p in _SHOWN),
        "±" + (" midden" if nl else " middle"),
        "gehaald" if nl else "reached",
    )
    rows = []
    for name, field in zip(names, HOURS, strict=True):
        draws = getattr(found, field)
        at = [quantile_with_error(draws, p) for p in _SHOWN]
        error = at[1][1]
        rows.append(
            (
                name,
                *(number(value, lang, 1) for value, _ in at),
                number(error, lang, 1) if np.isfinite(error) else "-",
                percentage(float(np.mean(~np.isnan(draws))), lang),
            )
        )
    words = ROUTING_WORDS[found.settings.routing].in_(lang)
    count = number(found.n_members, lang)
    lines = [
        f"{found.network.name}, {words}: {count} {'leden' if nl else 'members'}",
        "",
        *columns([head, *rows], right=(1, 2, 3, 4, 5)),
        "",
    ]
    low, high = (number(float(np.quantile(found.total_veh, p)), lang) for p in (0.05, 0.95))
    lines += wrapped(
        f"Voertuigen: {low} tot {high} (90% van de leden); incidenten gemiddeld "
        f"{number(float(found.incidents.mean()), lang, 1)}."
        if nl
        else f"Vehicles: {low} to {high} (90% of the members); incidents on average "
        f"{number(float(found.incidents.mean()), lang, 1)}."
    )
    return [*lines, f"{'Berekening' if nl else 'Run'}: {found.record.id}"]


_ENGLISH = ("50% safe", "90% safe", "99% safe", "last")
