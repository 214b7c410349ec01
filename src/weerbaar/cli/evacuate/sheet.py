# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate sheet``: the decision sheet, the four questions of the framework on one page."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import announced
from weerbaar.cli.evacuate.decide import decision_file
from weerbaar.cli.evacuate.first import lives_per_vehicle
from weerbaar.cli.evacuate.leaving import add_people, demand_of, departures_in
from weerbaar.cli.evacuate.manner import add_calculation, add_measures, measures_of, settings_of
from weerbaar.cli.evacuate.roads import add_roads, checked, read_roads
from weerbaar.cli.evacuate.simulate import made
from weerbaar.cli.evacuate.study_table import study_lines
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.result_file import write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weerbaar.base import Lang
    from weerbaar.evacuation.decision import Policy, Question, Turn
    from weerbaar.evacuation.study import Study

_KINDS = (".pdf", ".html")


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``sheet`` to the parser of ``weerbaar evacuate``."""
    help_text = "het beslisblad: ernst, gebied, moment en middelen op één bladzijde | the decision sheet on one page"
    command = actions.add_parser("sheet", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.sheet", "run_sheet"))
    add_roads(command)
    add_people(command)
    add_measures(command)
    add_calculation(command)
    command.add_argument("--out", type=options.place, required=True, metavar="BESTAND", help=".pdf of | or .html")
    command.add_argument(
        "--decision", type=options.place, metavar="YAML", help="beslisbestand: wanneer besluiten | when to decide"
    )
    command.add_argument(
        "--water",
        type=options.number_between(0.1, 1000),
        metavar="UREN",
        help="het water komt na | the water comes after",
    )
    command.add_argument(
        "--perils", type=options.place, metavar="CSV", help="zone,before_h,risk: wie eerst | who goes first"
    )
    command.add_argument("--title", metavar="TEKST", help="waarover | of what threat")
    command.add_argument("--organisation", default="", metavar="NAAM", help="van wie het blad is | whose sheet it is")


def run_sheet(arguments: argparse.Namespace) -> int:
    """Make the managed plan and write the sheet."""
    from weerbaar.base import Text
    from weerbaar.report import decision_sheet_of, decision_sheet_report, render_html, render_pdf

    lang: Lang = arguments.lang
    kind = Path(arguments.out).suffix.lower()
    if kind not in _KINDS:
        raise refused(arguments.out, "kies een naam op .pdf of .html.", "choose a name that ends in .pdf or .html.")
    if arguments.perils is not None and arguments.water is None:
        raise refused("--perils", "geef ook --water: tot wanneer men weg kan.", "give --water as well: until when.")
    given = checked(read_roads(arguments), lang)
    measures = measures_of(arguments, given.network)
    departures = departures_in(demand_of(arguments, given, lang), given)
    question, policy = _decided(arguments)
    with announced(lang):
        study = made(given.network, departures, [settings_of(arguments, measures, "managed")], lang)[0]
        turns = _turns(arguments, study)
    named = question.name if question is not None else Text(nl=given.network.name)
    sheet = decision_sheet_of(
        study,
        title=Text(nl=arguments.title) if arguments.title else named,
        organisation=arguments.organisation,
        made_on=datetime.date.today(),
        policy=policy,
        turns=turns,
        water_h=arguments.water,
        sources=() if question is None or not question.note else (Text(nl=question.note),),
    )
    report = decision_sheet_report(sheet, lang)
    page = render_pdf(report) if kind == ".pdf" else render_html(report).encode()
    write_results([(arguments.out, page)], lang, printable("\n".join(study_lines([study], lang))))
    return 0


def _decided(arguments: argparse.Namespace) -> tuple[Question | None, Policy | None]:
    from weerbaar.evacuation.decision import decide_when, read_question

    if arguments.decision is None:
        return None, None
    question = read_question(decision_file(arguments.decision))
    return question, decide_when(question.forecast, question.options, question.nothing, question.value_of_life_eur)


def _turns(arguments: argparse.Namespace, study: Study) -> Sequence[Turn] | None:
    from weerbaar.evacuation.decision import who_goes_first
    from weerbaar.evacuation.demand import read_perils
    from weerbaar.evacuation.study import best_roads

    if arguments.perils is None:
        return None
    network, departures = study.network, study.departures
    perils = read_perils(Path(arguments.perils), [zone.id for zone in network.zones])
    roads = best_roads(network, study.settings.measures)
    return who_goes_first(roads, departures, lives_per_vehicle(network, departures, perils), arguments.water * 3600)
