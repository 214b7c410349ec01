# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate first``: which places go first when the roads cannot carry everybody in time."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import announced
from weerbaar.cli.evacuate.leaving import add_people, demand_of, departures_in
from weerbaar.cli.evacuate.manner import add_measures, measures_of
from weerbaar.cli.evacuate.roads import add_roads, checked, read_roads
from weerbaar.cli.options import Parsers
from weerbaar.cli.printing import columns, wrapped
from weerbaar.cli.result_file import check_beforehand, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.evacuation.decision import Turn
    from weerbaar.evacuation.demand import Departures


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``first`` to the parser of ``weerbaar evacuate``."""
    help_text = "welke gebieden eerst, als niet iedereen op tijd weg kan | which zones go first"
    command = actions.add_parser("first", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.first", "run_first"))
    add_roads(command)
    add_people(command)
    add_measures(command)
    command.add_argument(
        "--before",
        type=options.number_between(0.1, 1000),
        required=True,
        metavar="UREN",
        help="het uur waarop iedereen veilig moet zijn | the hour by which people have to be safe",
    )
    command.add_argument(
        "--perils",
        type=options.place,
        required=True,
        metavar="CSV",
        help="kans dat wie blijft omkomt: zone,before_h,risk | chance that who stays dies",
    )
    command.add_argument(
        "--json", type=options.place, metavar="BESTAND", help="de gegevens, - voor standaarduitvoer | the data"
    )


def run_first(arguments: argparse.Namespace) -> int:
    """Print the order of the places and how many of each are safe in time."""
    from weerbaar.evacuation.decision import lives_per_vehicle, order_json, who_goes_first
    from weerbaar.evacuation.demand import read_perils
    from weerbaar.evacuation.study import best_roads, run_record

    lang: Lang = arguments.lang
    check_beforehand([arguments.json])
    given = checked(read_roads(arguments), lang)
    network = given.network
    departures = departures_in(demand_of(arguments, given, lang), given)
    perils = read_perils(Path(arguments.perils), [zone.id for zone in network.zones])
    measures = measures_of(arguments, network)
    lives = lives_per_vehicle(network, departures, perils)
    with announced(lang):
        turns = who_goes_first(best_roads(network, measures), departures, lives, arguments.before * 3600)
    record = run_record("order", network, departures, (perils, measures), {"before_h": arguments.before})
    data = b"" if arguments.json is None else order_json(turns, network, departures, arguments.before, record)
    write_results(
        [(arguments.json, data)], lang, printable("\n".join(_lines(turns, departures, arguments.before, lang)))
    )
    return 0


def _lines(turns: Sequence[Turn], departures: Departures, before_h: float, lang: Lang) -> list[str]:
    from weerbaar.base import number, percentage

    nl = lang == "nl"
    safe = sum(turn.in_time for turn in turns)
    lives = sum(turn.lives for turn in turns)
    hours = number(before_h, lang, 1).removesuffix(",0").removesuffix(".0")
    share = percentage(safe / departures.total_veh, lang)
    of, out = number(departures.total_veh, lang), number(safe, lang)
    saved = number(lives, lang, 1)
    said = (
        f"Van {of} voertuigen zijn er binnen {hours} uur {out} ({share}) in veiligheid te brengen. In deze volgorde "
        f"redt dat de meeste levens: als het water komt, naar verwachting {saved}."
        if nl
        else f"Of {of} vehicles {out} ({share}) can be safe within {hours} hours. In this order that saves the most "
        f"lives: if the water comes, {saved} are expected."
    )
    head = (
        ("", "Vertrek", "Voertuigen", "Op tijd veilig", "Deel", "Geredde levens")
        if nl
        else ("", "From", "Vehicles", "Safe in time", "Share", "Lives saved")
    )
    rows = [
        (
            _place(turn),
            turn.name,
            number(turn.vehicles, lang),
            number(turn.in_time, lang),
            percentage(turn.in_time / turn.vehicles, lang),
            number(turn.lives, lang, 1),
        )
        for turn in turns
    ]
    lines = [*wrapped(said), "", *columns([head, *rows], right=(0, 2, 3, 4, 5))]
    if any(turn.shared[0] < turn.shared[1] for turn in turns):
        alike = (
            "Zones met dezelfde plaats zijn voor het aantal levens even dringend. Wie daarvan eerst gaat, is een "
            "andere keuze; «op tijd veilig» geldt in de volgorde van de tabel."
            if nl
            else "Zones with the same place are equally urgent for the number of lives. Who of them goes first is "
            "another choice; “safe in time” holds in the order of the table."
        )
        lines += ["", *wrapped(alike)]
    return lines


def _place(turn: Turn) -> str:
    first, last = turn.shared
    return f"{first}." if first == last else f"{first}–{last}."
