# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate optimise``: who sets out when over which roads, and what contraflow would gain."""

from __future__ import annotations

import argparse
import csv
import io
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import announced
from weerbaar.cli.evacuate.leaving import add_people, demand_of, departures_in
from weerbaar.cli.evacuate.manner import add_calculation, add_measures, measures_of, settings_of
from weerbaar.cli.evacuate.roads import add_roads, checked, read_roads
from weerbaar.cli.evacuate.simulate import check_map, made, map_layers
from weerbaar.cli.evacuate.study_table import hours, study_lines
from weerbaar.cli.options import Parsers
from weerbaar.cli.printing import columns, wrapped
from weerbaar.cli.result_file import check_beforehand, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.evacuation.flow import Bound
    from weerbaar.evacuation.network import RoadNetwork
    from weerbaar.evacuation.routing import ManagedPlan, SettingOut
    from weerbaar.evacuation.study import Study

_SHOWN = 10
_TRIED = 10
_PLAN_HEAD = ("what", "name", "from_h", "until_h", "vehicles", "veh_h", "veh_h_after", "share")


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``optimise`` to the parser of ``weerbaar evacuate``."""
    help_text = "het geleide plan: wie wanneer en waarlangs | the managed plan: who when and which way"
    command = actions.add_parser("optimise", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.optimise", "run_optimise"))
    add_roads(command)
    add_people(command)
    add_measures(command)
    add_calculation(command)
    command.add_argument(
        "--what-if",
        action="store_true",
        help=f"wat tegenverkeer en afsluiting van de {_TRIED} bepalende wegen doen | contraflow and closing, per road",
    )
    command.add_argument(
        "--plan", type=options.place, metavar="CSV", help="vertrek, wegen en posten als tabel | the plan as a table"
    )
    command.add_argument(
        "--json", type=options.place, metavar="BESTAND", help="de gegevens, - voor standaarduitvoer | the data"
    )
    command.add_argument("--geojson", type=options.place, metavar="BESTAND", help="kaartlaag | map layer")
    command.add_argument("--geopackage", type=options.place, metavar="BESTAND", help="hetzelfde | the same")


def run_optimise(arguments: argparse.Namespace) -> int:
    """Make the plan, print it and write what was asked for."""
    from weerbaar.evacuation.study import study_json

    lang: Lang = arguments.lang
    check_beforehand([arguments.plan, arguments.json, arguments.geojson, arguments.geopackage])
    given = checked(read_roads(arguments), lang)
    check_map(given.network, arguments)
    measures = measures_of(arguments, given.network)
    departures = departures_in(demand_of(arguments, given, lang), given)
    with announced(lang):
        study = made(given.network, departures, [settings_of(arguments, measures, "managed")], lang)[0]
        lines = [*study_lines([study], lang), *_plan_lines(study, lang)]
        if arguments.what_if:
            lines += _what_if_lines(study, lang)
    results = [
        (arguments.plan, b"" if arguments.plan is None or study.plan is None else plan_csv(study.plan)),
        (arguments.json, b"" if arguments.json is None else study_json(study)),
        *map_layers(study, arguments.geojson, arguments.geopackage),
    ]
    write_results(results, lang, printable("\n".join(lines)))
    return 0


def plan_csv(plan: ManagedPlan) -> bytes:
    """Return the plan as a table: setting out per place, roads, and posts; hours from the start, vehicles per hour."""
    from weerbaar.base import harmless
    from weerbaar.evacuation.routing import posts, road_loads, setting_out

    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_PLAN_HEAD)
    for place in _by_name(setting_out(plan)):
        times = (f"{place.from_s / 3600:.2f}", f"{place.until_s / 3600:.2f}")
        row = (*times, f"{place.vehicles:.0f}", f"{place.rate_veh_h:.0f}", "", "")
        table.writerow(("departure", harmless(place.name), *row))
    for road in road_loads(plan):
        row = ("", "", "", f"{road.busy_veh_h:.0f}", f"{road.quiet_veh_h:.0f}", f"{road.share:.3f}")
        table.writerow(("road", harmless(road.name), *row))
    for post in posts(plan):
        for name, share in post.ways:
            row = ("", "", "", f"{post.sent_veh_h:.0f}", "", f"{share:.3f}")
            table.writerow(("post", harmless(f"{post.name}: {name or 'exit'}"), *row))
    return text.getvalue().encode()


def _by_name(places: Sequence[SettingOut]) -> list[SettingOut]:
    """One line for a zone whose people come onto the roads at several places; the rate is that of all together."""
    found: dict[str, SettingOut] = {}
    for place in places:
        one = found.get(place.name)
        found[place.name] = (
            place
            if one is None
            else replace(
                one,
                vehicles=one.vehicles + place.vehicles,
                from_s=min(one.from_s, place.from_s),
                until_s=max(one.until_s, place.until_s),
                rate_veh_h=one.rate_veh_h + place.rate_veh_h,
            )
        )
    return list(found.values())


def _plan_lines(study: Study, lang: Lang) -> list[str]:
    from weerbaar.base import number, percentage
    from weerbaar.evacuation.routing import explained, posts, setting_out

    nl, plan = lang == "nl", study.plan
    if plan is None:
        return []
    lines = [""]
    for sentence in explained(plan):
        lines += wrapped(sentence.in_(lang))
    places = _by_name(setting_out(plan))
    head = ("Vertrek uit", "Van uur", "Tot uur", "Voertuigen", "Per uur ten hoogste") if nl else _SETTING_OUT
    rows = [
        (
            place.name,
            hours(place.from_s / 3600, lang),
            hours(place.until_s / 3600, lang),
            number(place.vehicles, lang),
            number(place.rate_veh_h, lang),
        )
        for place in places[:_SHOWN]
    ]
    lines += ["", *columns([head, *rows], right=(1, 2, 3, 4)), *_more(len(places), lang)]
    needed = posts(plan)
    if needed:
        titles = ("Post", "Verwezen per uur", "Verdeling") if nl else ("Post", "Sent an hour", "Division")
        away = "uitgang" if nl else "exit"
        divided = [
            (
                post.name,
                number(post.sent_veh_h, lang),
                "; ".join(f"{name or away} {percentage(share, lang)}" for name, share in post.ways[:3]),
            )
            for post in needed[:_SHOWN]
        ]
        lines += ["", *columns([titles, *divided], right=(1,)), *_more(len(needed), lang)]
    return lines


_SETTING_OUT = ("Setting out from", "From hour", "To hour", "Vehicles", "An hour at most")


def _more(count: int, lang: Lang) -> list[str]:
    rest = count - _SHOWN
    if rest <= 0:
        return []
    return [f"… en nog {rest}; alles met --plan" if lang == "nl" else f"… and {rest} more; everything with --plan"]


def _what_if_lines(study: Study, lang: Lang) -> list[str]:
    """What the bound becomes with contraflow on each deciding road, and without the road."""
    from weerbaar.base import number
    from weerbaar.evacuation.flow import NoWayOutError, bound, deciding
    from weerbaar.evacuation.network import closed, contraflow, opposite
    from weerbaar.evacuation.study import best_roads, bound_clearance

    nl = lang == "nl"
    network, departures, now = study.network, study.departures, study.bound
    if now is None:
        return []
    found, last = deciding(network, departures, now)

    def moment_h(of: Bound) -> float:
        if last:
            return of.quickest_s / 3600
        hours = bound_clearance(of.times_s, of.out_by_veh, departures.total_veh, of.quickest_s).t90_h
        return math.nan if hours is None else hours

    def longer(changed: RoadNetwork) -> str:
        try:
            other = bound(changed, departures, bin_s=study.settings.bin_s)
        except NoWayOutError:
            return "niet iedereen kan weg" if nl else "not all get out"
        return number(moment_h(other) - moment_h(now), lang, 1)

    roads, back = best_roads(network, study.settings.measures), opposite(network)
    rows = []
    for narrow in [one for one in found if one.kind == "road"][:_TRIED]:
        other = int(back[narrow.number])
        open_back = other >= 0 and roads.capacity_veh_s[other] > 0
        gain = longer(contraflow(roads, [(narrow.number, other)])) if open_back else "-"
        rows.append((narrow.name, gain, longer(closed(roads, [narrow.number]))))
    if not rows:
        return []
    head = ("Wat als", "Tegenverkeer, uren", "Dicht, uren") if nl else ("What if", "Contraflow, hours", "Closed, hours")
    until = ("iedereen" if nl else "everybody") if last else "90%"
    note = (
        f"Uren dat het ten minste langer (min: korter) duurt tot {until} veilig is; de ondergrens is opnieuw bewezen."
        if nl
        else f"Hours that it takes longer at least (minus: shorter) until {until} is safe; the bound was proven anew."
    )
    return ["", *columns([head, *rows], right=(1, 2)), *wrapped(note)]
