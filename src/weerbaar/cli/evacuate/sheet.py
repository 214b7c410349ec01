# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate sheet``: the decision sheet, the four questions of the framework on one page."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import announced, threads
from weerbaar.cli.evacuate.decide import decision_file
from weerbaar.cli.evacuate.leading import add_members, add_threat, out_when_decided, threat_of
from weerbaar.cli.evacuate.leaving import add_people, demand_of, departures_in
from weerbaar.cli.evacuate.manner import add_calculation, add_measures, measures_of, settings_of
from weerbaar.cli.evacuate.roads import add_roads, checked, read_roads
from weerbaar.cli.evacuate.simulate import made
from weerbaar.cli.evacuate.study_table import study_lines
from weerbaar.cli.evacuate.water import add_fate, add_flood, exposure_of, flood_of, mortality_of, victims_of
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.result_file import write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from weerbaar.base import Lang
    from weerbaar.evacuation.decision import Turn, WorkedOut
    from weerbaar.evacuation.flood import Exposure, LeadTimes
    from weerbaar.evacuation.study import Ensemble, Study

    Floats = npt.NDArray[np.float64]

_KINDS = (".pdf", ".html")
_MEMBERS = 50
_DRAWS = 2000


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``sheet`` to the parser of ``weerbaar evacuate``."""
    help_text = "het beslisblad: ernst, gebied, moment en middelen op één bladzijde | the decision sheet on one page"
    command = actions.add_parser("sheet", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.sheet", "run_sheet"))
    add_roads(command)
    add_people(command)
    add_measures(command)
    add_calculation(command)
    add_flood(command)
    add_fate(command)
    add_members(command, None)
    add_threat(command)
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
    from weerbaar.evacuation.decision import decide_when, moments_of, read_question
    from weerbaar.evacuation.flood import curve_of_ensemble
    from weerbaar.evacuation.study import make_ensemble
    from weerbaar.report import decision_sheet_of, decision_sheet_report, render_html, render_pdf

    lang: Lang = arguments.lang
    kind = Path(arguments.out).suffix.lower()
    if kind not in _KINDS:
        raise refused(arguments.out, "kies een naam op .pdf of .html.", "choose a name that ends in .pdf or .html.")
    if arguments.perils is not None and arguments.water is None:
        raise refused("--perils", "geef ook --water: tot wanneer men weg kan.", "give --water as well: until when.")
    scenario = flood_of(arguments)
    given = checked(read_roads(arguments), lang)
    measures = measures_of(arguments, given.network)
    demand = demand_of(arguments, given, lang)
    exposure = None if scenario is None else exposure_of(arguments, scenario, given, demand)
    members = arguments.members or (_MEMBERS if exposure is not None else 0)
    file = None if arguments.decision is None else decision_file(arguments.decision)
    hours_before = None if file is None else moments_of(file)
    lead_times = threat_of(arguments, given)[0] if file is not None and members else None
    ensemble = victims = None
    with announced(lang), threads(arguments.workers) as executor:
        settings = settings_of(arguments, measures, "managed")
        study = made(given.network, departures_in(demand, given), [settings], lang)[0]
        turns = _turns(arguments, study)
        if members:
            ensemble = make_ensemble(given.network, demand, settings, members, arguments.seed, executor)
    if exposure is not None and ensemble is not None:
        victims, _ = victims_of(arguments, exposure, curve_of_ensemble(ensemble))
    question, policy = None, None
    if file is not None:
        instead = _worked_out(arguments, hours_before, ensemble, lead_times, exposure)
        question = read_question(file, instead=instead)
        policy = decide_when(question.forecast, question.options, question.nothing, question.value_of_life_eur)
    named = question.name if question is not None else Text(nl=given.network.name)
    sheet = decision_sheet_of(
        study,
        title=Text(nl=arguments.title) if arguments.title else named,
        organisation=arguments.organisation,
        made_on=datetime.date.today(),
        policy=policy,
        victims=victims,
        exposure=exposure,
        turns=turns,
        ensemble=ensemble,
        water_h=arguments.water,
        sources=(
            *(() if scenario is None else (scenario.source,)),
            *(() if question is None or not question.note else (Text(nl=question.note),)),
        ),
    )
    report = decision_sheet_report(sheet, lang)
    page = render_pdf(report) if kind == ".pdf" else render_html(report).encode()
    write_results([(arguments.out, page)], lang, printable("\n".join(study_lines([study], lang))))
    return 0


def _worked_out(
    arguments: argparse.Namespace,
    hours_before: Floats | None,
    ensemble: Ensemble | None,
    lead_times: LeadTimes | None,
    exposure: Exposure | None,
) -> WorkedOut:
    """Return what this sheet works out itself, so that the decision is of the same roads and the same water."""
    from weerbaar.evacuation.decision import WorkedOut

    out_share = mortality = people = None
    if ensemble is not None and lead_times is not None and hours_before is not None:
        found = out_when_decided({"managed": ensemble}, hours_before, lead_times, arguments.seed)
        out_share = found.of("managed")[::-1]
    if exposure is not None:
        mortality, people = mortality_of(arguments, exposure, _DRAWS)
    return WorkedOut(out_share=out_share, mortality=mortality, people=people)


def _turns(arguments: argparse.Namespace, study: Study) -> Sequence[Turn] | None:
    from weerbaar.evacuation.decision import lives_per_vehicle, who_goes_first
    from weerbaar.evacuation.demand import read_perils
    from weerbaar.evacuation.study import best_roads

    if arguments.perils is None:
        return None
    network, departures = study.network, study.departures
    perils = read_perils(Path(arguments.perils), [zone.id for zone in network.zones])
    roads = best_roads(network, study.settings.measures)
    return who_goes_first(roads, departures, lives_per_vehicle(network, departures, perils), arguments.water * 3600)
