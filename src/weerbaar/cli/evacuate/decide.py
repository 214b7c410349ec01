# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate decide``: when to decide under a forecast that is not certain, as a table for the decider."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.evacuate.leading import (
    NAMES,
    add_members,
    add_threat,
    ensembles_of,
    out_when_decided,
    threat_of,
)
from weerbaar.cli.evacuate.leaving import add_people, demand_of
from weerbaar.cli.evacuate.manner import add_calculation, add_measures
from weerbaar.cli.evacuate.roads import Given, add_roads, checked, read_roads
from weerbaar.cli.evacuate.water import add_flood, exposure_of, flood_of, mortality_of
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.printing import columns, wrapped
from weerbaar.cli.result_file import figure_bytes, figure_place, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from weerbaar.base import Lang
    from weerbaar.evacuation.decision import Policy, Question, WorkedOut
    from weerbaar.evacuation.demand import Demand, Departures

    Floats = npt.NDArray[np.float64]

_MOST_EUR = 1e12
_MEMBERS = 20
_WITH_ROADS = ("demand", "people", "within", "threat", "lead_times", "measures", "closed", "contraflow")
_FACTORS = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
"""Of the value of a life in the file, between which the trade-off is looked for."""


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``decide`` to the parser of ``weerbaar evacuate``."""
    help_text = "wanneer besluiten bij een onzekere verwachting | when to decide under an uncertain forecast"
    command = actions.add_parser("decide", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.decide", "run_decide"))
    command.add_argument(
        "file",
        type=options.place,
        metavar="BESTAND",
        help="beslisbestand (YAML), of voorbeeld-rivier | decision file, or voorbeeld-rivier",
    )
    add_roads(command, optional=True)
    command.add_argument(
        "--strategy",
        choices=NAMES,
        default="managed",
        help="met NET: strategie waarvan het deel dat weg is in het besluit telt | strategy that counts (managed)",
    )
    add_people(command)
    add_threat(command)
    add_measures(command)
    add_calculation(command)
    add_flood(command)
    add_members(command, _MEMBERS)
    command.add_argument(
        "--value-of-life",
        type=options.number_between(0, _MOST_EUR),
        metavar="EUR",
        help="andere waarde van een leven dan in het bestand | another value of a life than in the file",
    )
    command.add_argument(
        "--draws", type=options.whole_number(1, 1_000_000), default=2000, metavar="N", help="trekkingen | draws (2000)"
    )
    command.add_argument(
        "--figure", type=figure_place, metavar="BESTAND", help="wat wanneer besluiten, .svg, .png of .pdf | figure"
    )
    command.add_argument(
        "--trade-off", type=figure_place, metavar="BESTAND", help="levens tegen geld als figuur | lives against money"
    )
    command.add_argument(
        "--json", type=options.place, metavar="BESTAND", help="de gegevens, - voor standaarduitvoer | the data"
    )


def run_decide(arguments: argparse.Namespace) -> int:
    """Work out when to decide, print the table and write what was asked for."""
    from weerbaar.evacuation.decision import decide_when, decision_json, read_question, trade_off

    lang: Lang = arguments.lang
    file = decision_file(arguments.file)
    instead, before = _worked_out(arguments, file, lang)
    question = read_question(file, draws=arguments.draws, seed=arguments.seed, instead=instead)
    value = question.value_of_life_eur if arguments.value_of_life is None else arguments.value_of_life
    asked = (question.forecast, question.options, question.nothing)
    policy = decide_when(*asked, value)
    steps = trade_off(*asked, [factor * (value or question.value_of_life_eur or 1.0) for factor in _FACTORS])
    data = b"" if arguments.json is None else decision_json(question, policy, steps)
    lines = [*before, *_lines(question, policy, steps, lang)]
    results: list[tuple[str | None, bytes]] = [(arguments.json, data)]
    if arguments.figure is not None:
        from weerbaar.figures import decision_chart

        results.append((arguments.figure, figure_bytes(decision_chart(policy, lang), arguments.figure)))
    if arguments.trade_off is not None:
        from weerbaar.figures import trade_off_chart

        results.append((arguments.trade_off, figure_bytes(trade_off_chart(steps, lang), arguments.trade_off)))
    write_results(results, lang, printable("\n".join(lines)))
    return 0


def decision_file(name: str) -> Path:
    """Return the decision file that was named: a path, or one that comes with Weerbaar.

    Raises:
        InputError: there is nothing of that name.
    """
    path = Path(name)
    if path.exists():
        return path
    folder = Path(str(files("weerbaar") / "data" / "evacuation" / "decision"))
    known = {file.stem: file for file in sorted(folder.glob("*.yaml"))}
    if name not in known:
        shown = ", ".join(known)
        raise refused(
            name,
            f"er is geen bestand of voorbeeld met deze naam; voorbeelden: {shown}.",
            f"there is no file or example of this name; examples: {shown}.",
        )
    return known[name]


def _worked_out(arguments: argparse.Namespace, file: Path, lang: Lang) -> tuple[WorkedOut, list[str]]:
    """Return what the network and the flood say in place of the decision file, and that as lines.

    Raises:
        InputError: something goes with a network or a flood that is not there, or a strategy that the roads have not.
    """
    from weerbaar.base import number, percentage
    from weerbaar.evacuation.decision import WorkedOut

    scenario = flood_of(arguments)
    given = None if arguments.network is None else checked(read_roads(arguments), lang)
    if given is None:
        idle = [name for name in _WITH_ROADS if getattr(arguments, name)]
        if idle:
            raise refused(f"--{idle[0].replace('_', '-')}", "hoort bij een net.", "goes with a network.")
    demand = None if given is None else demand_of(arguments, given, lang)
    out_share, lines = None, list[str]()
    if given is not None and demand is not None:
        out_share, lines = _shares(arguments, given, demand, file, lang)
    mortality = people = None
    if scenario is not None:
        exposure = exposure_of(arguments, scenario, given, demand)
        mortality, people = mortality_of(arguments, exposure, arguments.draws)
        count = number(people, lang)
        ends = (" tot " if lang == "nl" else " to ").join(
            dict.fromkeys(percentage(end, lang) for end in _ends(mortality))
        )
        lines += wrapped(
            f"{scenario.name}: van {count} mensen loopt de plaats onder; van wie blijft sterft {ends}."
            if lang == "nl"
            else f"{scenario.name}: the place of {count} people floods; of who stays {ends} die."
        )
    return WorkedOut(out_share=out_share, mortality=mortality, people=people), [*lines, ""] if lines else []


def _shares(
    arguments: argparse.Namespace, given: Given, demand: Demand | Departures, file: Path, lang: Lang
) -> tuple[Floats, list[str]]:
    """Return the share that is out at each moment of the file, and that of every strategy as a table."""
    from weerbaar.base import number, percentage
    from weerbaar.evacuation.decision import moments_of
    from weerbaar.evacuation.flood import FRACTION_WORDS, REFERENCE

    hours = moments_of(file)
    lead_times, _ = threat_of(arguments, given)
    ensembles, _, _ = ensembles_of(arguments, given, demand, lang)
    if arguments.strategy not in ensembles:
        raise refused(
            f"--strategy {arguments.strategy}",
            "geen weg die de duur bepaalt, heeft een andere rijrichting.",
            "no road that decides how long it takes has another direction.",
        )
    found = out_when_decided(ensembles, hours, lead_times, arguments.seed)
    nl = lang == "nl"
    head = (
        "Weg als het water komt, bij besluit zoveel uur ervoor" if nl else "Out when the water comes, decided h before",
        *(number(hour, lang) for hour in hours.tolist()),
    )
    rows = [
        (FRACTION_WORDS[name].in_(lang), *(percentage(share, lang) for share in by_hour[::-1]))
        for name, by_hour in zip(found.strategies, found.expected().tolist(), strict=True)
    ]
    lines = columns([head, *rows], right=tuple(range(1, len(head))))
    words, here = FRACTION_WORDS[arguments.strategy].in_(lang), number(float(ensembles[REFERENCE].people.mean()), lang)
    lines += wrapped(
        f"In het besluit telt: {words}. In het net zijn {here} mensen; hoeveel er worden bedreigd, zegt het "
        "beslisbestand of de overstroming."
        if nl
        else f"In the decision counts: {words}. {here} people are in the network; the decision file or the flood says "
        "how many are threatened."
    )
    return found.of(arguments.strategy)[::-1], lines


def _ends(draws: Floats) -> list[float]:
    import numpy as np

    return [float(end) for end in np.quantile(draws, (0.05, 0.95))]


def _lines(question: Question, policy: Policy, steps: Sequence[Policy], lang: Lang) -> list[str]:
    import numpy as np

    from weerbaar.base import euro, number, percentage
    from weerbaar.evacuation.decision import decision_table, fixed_decisions

    nl = lang == "nl"
    head = _HEAD[not nl]
    rows = [
        (
            number(row.hours_before, lang),
            row.state.in_(lang),
            percentage(row.state_probability, lang),
            percentage(row.flood_probability, lang),
            row.decision.in_(lang),
            euro(round(row.margin_eur), lang),
        )
        for row in decision_table(policy)
    ]
    lines = [question.name.in_(lang), "", *columns([head, *rows], right=(0, 2, 3, 5)), ""]
    low, high = (number(end, lang, 1) for end in _ends(policy.deaths))
    lines += wrapped(
        f"Zo gevolgd: loos alarm {percentage(policy.false_alarm, lang)}, op tijd besloten terwijl het water komt "
        f"{percentage(policy.in_time, lang)}, te laat {percentage(policy.too_late, lang)}. Verwachte slachtoffers "
        f"{number(float(policy.deaths.mean()), lang, 1)} ({low} tot {high}), kosten "
        f"{euro(float(policy.cost_eur.mean()), lang)}."
        if nl
        else f"Followed like this: false alarm {percentage(policy.false_alarm, lang)}, decided in time while the water "
        f"comes {percentage(policy.in_time, lang)}, too late {percentage(policy.too_late, lang)}. Expected deaths "
        f"{number(float(policy.deaths.mean()), lang, 1)} ({low} to {high}), cost "
        f"{euro(float(policy.cost_eur.mean()), lang)}."
    )
    start = policy.forecast.initial
    gain = float(start @ np.maximum(policy.value_of_waiting_eur[0], 0.0))
    lines += wrapped(
        f"Waarde van wachten op het eerste moment: {euro(gain, lang)} (een leven geldt als "
        f"{euro(policy.value_of_life_eur, lang)})."
        if nl
        else f"Value of waiting at the first moment: {euro(gain, lang)} (a life counts as "
        f"{euro(policy.value_of_life_eur, lang)})."
    )
    fixed = [
        (
            number(one.hours_before, lang),
            one.decision.in_(lang),
            "-" if one.pays_from is None else percentage(one.pays_from, lang),
            number(one.deaths, lang, 1),
            euro(one.cost_eur, lang),
            euro(round(one.extra_loss_eur), lang),
        )
        for one in fixed_decisions(policy)
    ]
    lines += ["", *columns([_FIXED[not nl], *fixed], right=(0, 2, 3, 4, 5))]
    titles = _TRADE[not nl]
    steps_shown = [
        (
            euro(step.value_of_life_eur, lang),
            number(float(step.deaths.mean()), lang, 1),
            euro(float(step.cost_eur.mean()), lang),
            percentage(step.false_alarm, lang),
            percentage(step.too_late, lang),
        )
        for step in steps
    ]
    lines += ["", *columns([titles, *steps_shown], right=(0, 1, 2, 3, 4))]
    return [*lines, "", *wrapped(question.note)] if question.note else lines


_HEAD = (
    ("Uren ervoor", "Verwachting", "Kans hierop", "Kans op water", "Besluit", "Anders kost meer"),
    ("Hours before", "Forecast", "Chance of it", "Chance of water", "Decision", "Other costs more"),
)
_FIXED = (
    ("Uren ervoor", "Wat er ook komt", "Loont vanaf kans", "Slachtoffers", "Kosten", "Duurder dan het beste"),
    ("Hours before", "Whatever comes", "Pays from chance", "Deaths", "Cost", "Above the best"),
)
_TRADE = (
    ("Waarde leven vanaf", "Slachtoffers", "Kosten", "Loos alarm", "Te laat"),
    ("Value of life from", "Deaths", "Cost", "False alarm", "Too late"),
)
