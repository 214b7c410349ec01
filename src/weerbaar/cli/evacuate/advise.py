# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate advise``: what the people of each place have to do, as text, card and data."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import announced
from weerbaar.cli.evacuate.alert_file import add_alert, alert_files, area_lines, borders_of, check_alert
from weerbaar.cli.evacuate.leaving import add_people, demand_of, departures_in
from weerbaar.cli.evacuate.manner import add_calculation, add_measures, measures_of, settings_of
from weerbaar.cli.evacuate.roads import add_roads, checked, read_roads
from weerbaar.cli.evacuate.simulate import ROUTINGS, made
from weerbaar.cli.moment import moment
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.result_file import check_beforehand, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weerbaar.base import Distribution, Lang
    from weerbaar.evacuation.advice import Advice, AlertDraft
    from weerbaar.evacuation.flood import Exposure, FloodScenario

_EXAMPLE = "voorbeeld"


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``advise`` to the parser of ``weerbaar evacuate``."""
    help_text = "advies per zone of postcode in gewone taal | advice by zone or postal code in plain words"
    command = actions.add_parser("advise", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.advise", "run_advise"))
    add_roads(command)
    add_people(command)
    command.add_argument(
        "--start", type=moment, required=True, metavar="MOMENT", help="begin, jjjj-mm-ddTuu:mm | start"
    )
    command.add_argument(
        "--breach",
        type=_hours_range,
        metavar="UREN",
        help="doorbraak na zoveel uur: 30, of 24-48 | breach after so many hours",
    )
    command.add_argument(
        "--flood", type=options.place, metavar="BESTAND", help=f"overstroming, of {_EXAMPLE} | flood scenario"
    )
    command.add_argument(
        "--points", type=options.place, metavar="CSV", help="mensen per plek: zone,x,y,people | people by place"
    )
    command.add_argument(
        "--strategy",
        choices=("preventive", "vertical"),
        default="preventive",
        help="vertrekken of hogerop | leave or go up (preventive)",
    )
    command.add_argument("--routing", choices=ROUTINGS, default="managed", help="routekeuze | route choice (managed)")
    command.add_argument(
        "--places", type=options.place, metavar="CSV", help="postcodes per zone: place,zone,name | postal codes"
    )
    command.add_argument("--only", metavar="ZONE", help="alleen deze zone of plaats | this zone or place only")
    command.add_argument("--card", action="store_true", help="kort, ten hoogste 280 tekens | short")
    add_measures(command)
    add_calculation(command)
    command.add_argument(
        "--json", type=options.place, metavar="BESTAND", help="de gegevens, - voor standaarduitvoer | the data"
    )
    add_alert(command)


def run_advise(arguments: argparse.Namespace) -> int:
    """Make a study, print the advice and write what was asked for."""
    from weerbaar.evacuation.advice import advice_json, advise, alert_drafts, as_card, for_places, read_place_table

    lang: Lang = arguments.lang
    check_beforehand([arguments.json, arguments.alert])
    check_alert(arguments)
    given = checked(read_roads(arguments), lang)
    network = given.network
    borders = borders_of(arguments, [zone.id for zone in network.zones])
    scenario, exposures = _flood(arguments)
    places = None
    if arguments.places is not None:
        places = read_place_table(Path(arguments.places), [zone.id for zone in network.zones])
    measures = measures_of(arguments, network)
    departures = departures_in(demand_of(arguments, given, lang), given)
    with announced(lang):
        settings = settings_of(arguments, measures, arguments.routing, with_bound=False)
        study = made(network, departures, [settings], lang)[0]
    of_zones = advise(
        study, arguments.start, exposures=exposures, breach_s=arguments.breach, strategy=arguments.strategy
    )
    found: Sequence[Advice] = of_zones if places is None else for_places(of_zones, places)
    if arguments.only is not None:
        found = [one for one in found if arguments.only in (one.place, one.name)]
        if not found:
            raise refused(arguments.only, "er is geen zone of plaats met deze naam.", "there is no such zone or place.")
    drafts: Sequence[AlertDraft] = ()
    alerts: list[tuple[str, bytes]] = []
    if arguments.alert is not None:
        zones = {one.zone for one in found}
        told = [one for one in of_zones if one.zone in zones]
        # The water comes to other zones too.
        water = scenario if len(told) == len(of_zones) else None
        drafts = alert_drafts(told, network, borders=borders, scenario=water)
        alerts = alert_files(drafts, {one.zone: one.name for one in told}, arguments)
    said = [as_card(one).in_(lang) if arguments.card else f"{one.name}\n{one.text.in_(lang)}" for one in found]
    data = b"" if arguments.json is None else advice_json(found)
    between = "\n" if arguments.card else "\n\n"
    table = between.join([*said, *area_lines(drafts, lang)])
    write_results([(arguments.json, data), *alerts], lang, printable(table))
    return 0


def _flood(arguments: argparse.Namespace) -> tuple[FloodScenario | None, tuple[Exposure, ...]]:
    from weerbaar.evacuation.flood import example_scenario, expose, read_people_points, read_scenario

    if arguments.flood is None and arguments.points is None:
        return None, ()
    if arguments.flood is None or arguments.points is None:
        raise refused(
            "--flood",
            "geef --flood en --points samen: waar het water komt en waar de mensen zijn.",
            "give --flood and --points together: where the water comes and where the people are.",
        )
    known = arguments.flood == _EXAMPLE and not Path(_EXAMPLE).exists()
    scenario = example_scenario() if known else read_scenario(Path(arguments.flood))
    return scenario, (expose(scenario, read_people_points(Path(arguments.points))),)


def _hours_range(text: str) -> Distribution:
    from weerbaar.base import Point, Uniform

    read = options.number_between(0, 2000)
    low, dash, high = text.partition("-")
    if not low.strip() or (dash and not high.strip()):
        raise options.wrong(f"{text}: schrijf 30 of 24-48.", f"{text}: write 30 or 24-48.")
    first = read(low) * 3600
    last = read(high) * 3600 if dash else first
    if last < first:
        raise options.wrong(f"{text}: schrijf van laag naar hoog.", f"{text}: write from low to high.")
    if last == first:
        return Point(distribution="point", value=first)
    return Uniform(distribution="uniform", low=first, high=last)
