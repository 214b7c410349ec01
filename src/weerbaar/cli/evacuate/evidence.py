# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate evidence``: deaths, needs, cost and disruption of a plan, into the criteria of a scenario."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import announced, threads
from weerbaar.cli.evacuate.leading import add_members
from weerbaar.cli.evacuate.leaving import add_people, demand_of, departures_in
from weerbaar.cli.evacuate.manner import add_calculation, add_measures, measures_of, settings_of
from weerbaar.cli.evacuate.roads import add_roads, checked, read_roads
from weerbaar.cli.evacuate.simulate import ROUTINGS, made
from weerbaar.cli.evacuate.water import add_fate, add_flood, exposure_of, flood_of, spread, victims_of
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.printing import columns, wrapped
from weerbaar.cli.result_file import write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    from weerbaar.base import Lang
    from weerbaar.dossier import Dossier
    from weerbaar.evacuation.evidence import Effects, Evidence
    from weerbaar.evacuation.flood import Victims

    Floats = npt.NDArray[np.float64]

_MEMBERS = 50
_SHOWN = (0.05, 0.5, 0.95)
_MOST_EUR = 1e13


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``evidence`` to the parser of ``weerbaar evacuate``."""
    help_text = "gevolgen van een plan als oordelen in een dossier | effects of a plan as judgements in a dossier"
    command = actions.add_parser("evidence", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.evidence", "run_evidence"))
    add_roads(command)
    add_people(command)
    command.add_argument("--routing", choices=ROUTINGS, default="managed", help="routekeuze | route choice (managed)")
    add_measures(command)
    add_calculation(command)
    add_flood(command)
    add_fate(command)
    group = command.add_argument_group("gevolgen | effects")
    for name, kind, words in (
        ("--days-away", spread(0, 3650), "dagen tot mensen terug zijn | days until people are back"),
        ("--eur-person-day", spread(0, 1e5), "euro per mens per dag weg | euro per person and day away"),
        ("--damage-eur", spread(0, _MOST_EUR), "schade door het water | damage by the water"),
        ("--injured", spread(0, 1e8), "ernstig gewonden en chronisch zieken | seriously injured and chronically ill"),
        ("--days-unusable", spread(0, 36_500), "dagen dat het gebied onbruikbaar is | days the area is unusable"),
    ):
        group.add_argument(name, type=kind, metavar="VAN-TOT", help=words)
    add_members(command, _MEMBERS)
    command.add_argument(
        "--into", type=options.place, metavar="MAP", help="zet de oordelen in dit dossier | put them in this dossier"
    )
    command.add_argument("--scenario", type=options.place, metavar="ID", help="van het dossier | of the dossier")
    command.add_argument(
        "--mapping",
        type=options.place,
        metavar="YAML",
        help="welk gevolg welk criterium beantwoordt | what answers what",
    )


def run_evidence(arguments: argparse.Namespace) -> int:
    """Work out what the plan and the flood lead to, print it, and put it in a dossier where one was named."""
    from weerbaar.evacuation.evidence import effects_of
    from weerbaar.evacuation.flood import curve_of_ensemble
    from weerbaar.evacuation.study import make_ensemble

    lang: Lang = arguments.lang
    dossier = _dossier(arguments)
    scenario = flood_of(arguments)
    given = checked(read_roads(arguments), lang)
    measures = measures_of(arguments, given.network)
    demand = demand_of(arguments, given, lang)
    exposure = None if scenario is None else exposure_of(arguments, scenario, given, demand)
    settings = settings_of(arguments, measures, arguments.routing, with_bound=False)
    with announced(lang), threads(arguments.workers) as executor:
        study = made(given.network, departures_in(demand, given), [settings], lang)[0]
        ensemble = make_ensemble(given.network, demand, settings, arguments.members, arguments.seed, executor)
    found = needs = None
    if exposure is not None:
        found, needs = victims_of(arguments, exposure, curve_of_ensemble(ensemble))
    effects = effects_of(
        study,
        evacuated_people=ensemble.people * ensemble.going,
        found=found,
        needs=needs,
        scenario=scenario,
        days_away=arguments.days_away,
        eur_per_person_day=arguments.eur_person_day,
        damage_eur=arguments.damage_eur,
        injured=arguments.injured,
        days_unusable=arguments.days_unusable,
        seed=arguments.seed,
    )
    names = {zone.id: zone.name for zone in given.network.zones}
    lines = [*_victim_lines(found, names, lang), *_effect_lines(effects, lang)]
    if dossier is not None:
        lines += ["", *_into(arguments, dossier, effects, lang)]
    write_results([], lang, printable("\n".join(lines)))
    return 0


def _dossier(arguments: argparse.Namespace) -> Dossier | None:
    """Read the dossier before anything is worked out, because a wrong name should not cost a calculation."""
    from weerbaar.dossier import load_dossier

    if arguments.into is None:
        for name in ("scenario", "mapping"):
            if getattr(arguments, name) is not None:
                raise refused(f"--{name}", "hoort bij --into.", "goes with --into.")
        return None
    if not Path(arguments.into).is_dir():
        raise refused(
            arguments.into,
            "is geen map met een dossier. Maak eerst een kopie: weerbaar new MAP --example NAAM.",
            "is not a folder with a dossier. Make a copy first: weerbaar new FOLDER --example NAME.",
        )
    dossier = load_dossier(arguments.into)
    names = [scenario.id for scenario in dossier.scenarios]
    if arguments.scenario not in names:
        listed = ", ".join(names)
        raise refused(
            f"--scenario {arguments.scenario or ''}".strip(),
            f"kies een scenario van het dossier: {listed}.",
            f"choose a scenario of the dossier: {listed}.",
        )
    return dossier


def _into(arguments: argparse.Namespace, dossier: Dossier, effects: Effects, lang: Lang) -> list[str]:
    """Write the judgements into the dossier; return what is answered, and what is not and why."""
    from weerbaar.evacuation.evidence import add_to_dossier, evidence_for, read_mapping
    from weerbaar.method import load_method

    mapping = None if arguments.mapping is None else read_mapping(Path(arguments.mapping))
    method = load_method(dossier.round.method)
    evidence = evidence_for(method, arguments.scenario, effects, mapping=mapping)
    place = add_to_dossier(evidence, Path(arguments.into))
    return [*_answers(evidence, lang), f"{'In het dossier gezet' if lang == 'nl' else 'Put in the dossier'}: {place}"]


def _answers(evidence: Evidence, lang: Lang) -> list[str]:
    nl = lang == "nl"
    answered = ", ".join(judgement.criterion for judgement in evidence.judgements)
    rows = [("Niet beantwoord" if nl else "Not answered", "Waarom" if nl else "Why")]
    rows += [(left.criterion, left.why.in_(lang)) for left in evidence.left_out]
    said = wrapped(f"{'Beantwoorde criteria' if nl else 'Criteria answered'}: {answered}.")
    return [*said, *columns(rows)] if evidence.left_out else said


def _victim_lines(found: Victims | None, names: Mapping[str, str], lang: Lang) -> list[str]:
    import numpy as np

    from weerbaar.base import number

    if found is None:
        return []
    nl = lang == "nl"
    head = (
        ("Zone", "Plaats loopt onder", "Daar als het water komt", "Doden, laag - hoog")
        if nl
        else ("Zone", "Place floods", "There when the water comes", "Deaths, low - high")
    )

    def ends(
        low: np.ndarray[tuple[int], np.dtype[np.float64]], high: np.ndarray[tuple[int], np.dtype[np.float64]]
    ) -> str:
        shown = (number(float(np.quantile(low, 0.05)), lang), number(float(np.quantile(high, 0.95)), lang))
        return " - ".join(dict.fromkeys(shown))

    rows = [
        (
            names.get(zone, zone),
            number(float(found.affected[at]), lang),
            ends(found.present_low[at], found.present_high[at]),
            ends(found.deaths_low[at], found.deaths_high[at]),
        )
        for at, zone in enumerate(found.zones)
    ]
    total = (
        "samen" if nl else "together",
        number(float(found.affected.sum()), lang),
        ends(found.present_low.sum(0), found.present_high.sum(0)),
        ends(found.deaths_low.sum(0), found.deaths_high.sum(0)),
    )
    return [*columns([head, *rows, total], right=(1, 2, 3)), ""]


def _effect_lines(effects: Effects, lang: Lang) -> list[str]:
    import numpy as np

    from weerbaar.base import euro, significant
    from weerbaar.evacuation.evidence import EFFECT_NAMES, EFFECTS

    nl = lang == "nl"
    head = ("Gevolg" if nl else "Effect", "5%", "50%", "95%")
    rows: list[tuple[str, ...]] = []
    for name in EFFECTS:
        words = EFFECT_NAMES[name].in_(lang) + (" (km²)" if name.endswith("_km2") else "")
        if name not in effects.draws:
            rows.append((words, "onbekend" if nl else "unknown", "", ""))
            continue
        shown = euro if name.endswith("_eur") else significant
        rows.append((words, *(shown(float(at), lang, 3) for at in np.quantile(effects.draws[name], _SHOWN))))
    lines = columns([head, *rows], right=(1, 2, 3))
    for note in effects.notes:
        lines += wrapped(f"{'Let op' if nl else 'Note'}: {note.in_(lang)}")
    return [*lines, f"{'Berekening' if nl else 'Run'}: {effects.record.id}"]
