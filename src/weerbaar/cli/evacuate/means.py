# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate means``: who is carried by which bus, ambulance, helicopter or boat, and what is short."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import announced
from weerbaar.cli.evacuate.leaving import add_people, demand_of
from weerbaar.cli.evacuate.manner import add_measures, measures_of
from weerbaar.cli.evacuate.roads import add_roads, checked, read_roads
from weerbaar.cli.evacuate.simulate import ROUTINGS, made
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.printing import columns, wrapped
from weerbaar.cli.result_file import check_beforehand, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.evacuation.means import Assignment, Posts
    from weerbaar.evacuation.study import Study

_TRIP_HEAD = ("means", "vehicle", "sets_out_h", "loads_h", "safe_h", "zone", "category", "refuge", "people")
_SHOWN = 12
_FREE = (
    "Rijtijden van lege wegen, zonder de files van wie zelf vertrekt; met --routing tellen die mee.",
    "Driving times of empty roads, without the queues of who leaves alone; --routing reckons with those.",
)
_LEAST_GAP = 0.001
"""Below this the proof is as good as its arithmetic."""


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``means`` to the parser of ``weerbaar evacuate``."""
    help_text = (
        "schaarse middelen verdelen over wie niet zelf weg kan | divide scarce means over who cannot leave alone"
    )
    command = actions.add_parser("means", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.means", "run_means"))
    add_roads(command)
    add_people(command)
    command.add_argument(
        "--means",
        type=options.place,
        required=True,
        metavar="YAML",
        help="voertuigen en opvangplaatsen | vehicles and receiving places",
    )
    until = command.add_mutually_exclusive_group(required=True)
    until.add_argument(
        "--before",
        type=options.number_between(0.1, 1000),
        metavar="UREN",
        help="tot welk uur geholpen kan worden, overal | until which hour people can be helped, everywhere",
    )
    until.add_argument(
        "--perils",
        type=options.place,
        metavar="CSV",
        help="hetzelfde per zone, met de kans dat wie blijft omkomt: zone,before_h,risk | the same by zone",
    )
    command.add_argument(
        "--routing",
        choices=ROUTINGS,
        help="rijtijden met de files van een evacuatie met deze routekeuze; anders van lege wegen | driving times with "
        "the queues of an evacuation with this route choice; otherwise of empty roads",
    )
    add_measures(command)
    command.add_argument(
        "--schedule", type=options.place, metavar="CSV", help="alle ritten als tabel | every trip as a table"
    )
    command.add_argument(
        "--json", type=options.place, metavar="BESTAND", help="de gegevens, - voor standaarduitvoer | the data"
    )


def run_means(arguments: argparse.Namespace) -> int:
    """Divide the means, print who is helped and what is short, and write the trips."""
    from weerbaar.evacuation.demand import Demand, central, read_perils
    from weerbaar.evacuation.means import assign, man_posts, means_json, needs_of, read_means, traffic_of, travel_times
    from weerbaar.evacuation.routing import managed
    from weerbaar.evacuation.study import Settings, best_roads, run_record

    lang: Lang = arguments.lang
    check_beforehand([arguments.schedule, arguments.json])
    given = checked(read_roads(arguments), lang)
    demand = demand_of(arguments, given, lang)
    if not isinstance(demand, Demand):
        raise refused(
            "--demand",
            "dit net zegt alleen hoeveel voertuigen vertrekken; geef --demand of --people, dan is bekend wie niet "
            "zelf weg kan.",
            "this network says only how many vehicles leave; give --demand or --people, so that it is known who cannot "
            "leave alone.",
        )
    measures = measures_of(arguments, given.network)
    if measures and arguments.routing is None:
        raise refused(
            "--routing",
            "maatregelen gelden voor een evacuatie over de wegen; geef ook --routing.",
            "measures are for an evacuation over the roads; give --routing as well.",
        )
    zones = [zone.id for zone in given.network.zones]
    risk: dict[str, float] | None = None
    if arguments.perils is not None:
        perils = read_perils(Path(arguments.perils), zones)
        before = {peril.zone: peril.before_h for peril in perils}
        risk = {peril.zone: peril.risk for peril in perils if peril.risk is not None}
        risk = risk if len(risk) == len(perils) else None
    else:
        before = dict.fromkeys(zones, arguments.before)
    fleet = read_means(Path(arguments.means), given.network)
    with announced(lang):
        turnout = central(demand, given.network)
        needs = needs_of(turnout, before, risk)
        study = traffic = None
        if arguments.routing is not None:
            settings = Settings(arguments.routing, measures=measures, with_bound=False)
            study = made(given.network, turnout.departures, [settings], lang)[0]
            traffic = traffic_of(study.outcome, study.leaving, measures)
        plan = assign(
            fleet.means,
            needs,
            fleet.refuges,
            travel_times(given.network, fleet.places, traffic),
            aim="people" if risk is None else "deaths",
        )
        posts = None
        if fleet.police is not None:
            directed = None if study is None else study.plan
            if directed is None:
                directed = managed(best_roads(given.network, measures), turnout.departures)
            posts = man_posts(directed, fleet.police)
    record = run_record(
        "means",
        given.network,
        turnout.departures,
        (needs, fleet, measures),
        {"means": fleet.name, "source": fleet.source, "routing": arguments.routing},
    )
    results = [
        (arguments.schedule, b"" if arguments.schedule is None else trips_csv(plan)),
        (arguments.json, b"" if arguments.json is None else means_json(plan, record, posts, arguments.routing)),
    ]
    names = {zone.id: zone.name for zone in given.network.zones}
    lines = [*_lines(plan, names, lang), *_time_lines(plan, study, lang), *_post_lines(posts, lang)]
    write_results(results, lang, printable("\n".join(lines)))
    return 0


def trips_csv(plan: Assignment) -> bytes:
    """Return every trip as a table; hours from the start."""
    from weerbaar.base import harmless

    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_TRIP_HEAD)
    for trip in plan.trips:
        times = (f"{trip.sets_out_h:.2f}", f"{trip.loads_h:.2f}", f"{trip.safe_h:.2f}")
        named = (harmless(trip.zone), trip.category, harmless(trip.refuge))
        table.writerow((harmless(trip.means), trip.vehicle, *times, *named, f"{trip.people:.1f}"))
    return text.getvalue().encode()


def _lines(plan: Assignment, names: Mapping[str, str], lang: Lang) -> list[str]:
    from weerbaar.base import number, percentage
    from weerbaar.evacuation.means import CATEGORY_NAMES

    nl = lang == "nl"
    asked = sum(need.people for need in plan.needs)
    helped = float(plan.served.sum())
    done, all_, trips = number(helped, lang), number(asked, lang), number(len(plan.trips), lang)
    driven, gap = number(plan.vehicle_hours, lang), percentage(max(plan.gap, _LEAST_GAP), lang)
    said = (
        f"{done} van {all_} mensen die niet zelf weg kunnen, zijn op tijd geholpen, in {trips} ritten en {driven} "
        f"voertuiguren. Een andere verdeling kan met deze rijtijden ten hoogste {gap} beter zijn."
        if nl
        else f"{done} of {all_} people who cannot leave alone are helped in time, in {trips} trips and {driven} "
        f"vehicle hours. With these driving times another division can be {gap} better at most."
    )
    lines = wrapped(said)
    if plan.unserved:
        head = ("Zone", "Wie", "Niet op tijd", "Waarom") if nl else ("Zone", "Who", "Not in time", "Why")
        worst = sorted(plan.unserved, key=lambda one: -one.people)
        rows = [
            (
                names[one.need.zone],
                CATEGORY_NAMES[one.need.category].in_(lang),
                number(one.people, lang),
                one.why.in_(lang),
            )
            for one in worst[:_SHOWN]
        ]
        lines += ["", *columns([head, *rows], right=(2,))]
        if len(worst) > _SHOWN:
            more = number(len(worst) - _SHOWN, lang)
            lines.append(f"… en nog {more}" if nl else f"… and {more} more")
    short = [one for one in plan.one_more if one.more > 0]
    if short:
        gain = (
            ("doden minder" if nl else "deaths less")
            if plan.aim == "deaths"
            else "mensen meer"
            if nl
            else "people more"
        )
        lines += ["", "Wat knelt:" if nl else "What is short:"]
        for one in short[:_SHOWN]:
            what = (
                (f"één {one.id} erbij" if nl else f"one more {one.id}")
                if one.what == "vehicle"
                else (f"tien bedden erbij in {one.id}" if nl else f"ten more beds at {one.id}")
            )
            lines.append(f"- {what}: {number(one.more, lang, 1)} {gain}")
    return lines


def _time_lines(plan: Assignment, study: Study | None, lang: Lang) -> list[str]:
    """Which driving times were used, and what a reader has to know of the evacuation that they come from."""
    from weerbaar.evacuation.study import ROUTING_WORDS

    nl = lang == "nl"
    if study is None:
        return ["", *wrapped(_FREE[0] if nl else _FREE[1])]
    how = ROUTING_WORDS[study.settings.routing].in_(lang)
    past = ", ".join(one.id for one in plan.means if one.past_queues)
    said = (
        f"Rijtijden per uur over de wegen van de evacuatie ({how}): met de stroom mee staan voertuigen in de file, "
        "ertegenin meestal niet."
        if nl
        else f"Driving times by the hour over the roads of the evacuation ({how}): with the stream vehicles stand in "
        "its queues, against it mostly not."
    )
    if past:
        said += f" Langs de files komen: {past}." if nl else f" Past the queues go: {past}."
    return ["", *wrapped(said), *(line for warning in study.warnings for line in wrapped(warning.in_(lang)))]


def _post_lines(posts: Posts | None, lang: Lang) -> list[str]:
    from weerbaar.base import number, percentage

    if posts is None:
        return []
    nl, manned = lang == "nl", len(posts.manned)
    many = manned + len(posts.unmanned)
    if many == 0:
        return ["", "Er zijn geen verwijsposten nodig." if nl else "No posts are needed."]
    officers, on_duty = number(posts.police.officers, lang), number(posts.police.on_duty, lang)
    share = percentage(posts.share, lang)
    said = (
        f"Van de {officers} agenten hebben er {on_duty} tegelijk dienst. Zij bemannen {manned} van {many} "
        f"verwijsposten; daar komt {share} langs van wie een andere weg moet nemen."
        if nl
        else f"Of {officers} officers {on_duty} are on duty at the same time. They man {manned} of {many} posts, which "
        f"{share} pass of those who have to take another road."
    )
    head = ("Post", "Verwezen per uur", "Bemand") if nl else ("Post", "Sent an hour", "Manned")
    yes, no = ("ja", "nee") if nl else ("yes", "no")
    rows = [
        *((post.name, number(post.sent_veh_h, lang), yes) for post in posts.manned),
        *((post.name, number(post.sent_veh_h, lang), no) for post in posts.unmanned),
    ]
    lines = ["", *wrapped(said), "", *columns([head, *rows[:_SHOWN]], right=(1,))]
    if many > _SHOWN:
        lines.append(f"… en nog {many - _SHOWN}" if nl else f"… and {many - _SHOWN} more")
    return lines
