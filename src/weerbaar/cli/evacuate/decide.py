# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate decide``: when to decide under a forecast that is not certain, as a table for the decider."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.cli import options
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.printing import columns, wrapped
from weerbaar.cli.result_file import figure_bytes, figure_place, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weerbaar.base import Lang
    from weerbaar.evacuation.decision import Policy, Question

_MOST_EUR = 1e12
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
    command.add_argument(
        "--value-of-life",
        type=options.number_between(0, _MOST_EUR),
        metavar="EUR",
        help="andere waarde van een leven dan in het bestand | another value of a life than in the file",
    )
    command.add_argument(
        "--draws", type=options.whole_number(1, 1_000_000), default=2000, metavar="N", help="trekkingen | draws (2000)"
    )
    command.add_argument("--seed", type=options.seed, default=1, metavar="N", help="startwaarde | seed (1)")
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
    from weerbaar.base import json_bytes
    from weerbaar.evacuation.decision import decide_when, read_question, trade_off

    lang: Lang = arguments.lang
    question = read_question(decision_file(arguments.file), draws=arguments.draws, seed=arguments.seed)
    value = question.value_of_life_eur if arguments.value_of_life is None else arguments.value_of_life
    asked = (question.forecast, question.options, question.nothing)
    policy = decide_when(*asked, value)
    steps = trade_off(*asked, [factor * (value or question.value_of_life_eur or 1.0) for factor in _FACTORS])
    data = b"" if arguments.json is None else json_bytes(decision_data(question, policy, steps))
    lines = _lines(question, policy, steps, lang)
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


def decision_data(question: Question, policy: Policy, steps: Sequence[Policy]) -> dict[str, Any]:
    """Return a decision as plain data; money in euro, chances as shares of 1."""
    from weerbaar.base import both_languages
    from weerbaar.evacuation.decision import decision_table

    return {
        "schema": 1,
        "name": both_languages(question.name),
        "note": question.note,
        "people": question.people,
        **_figures(policy),
        "value_of_waiting_eur": policy.value_of_waiting_eur.tolist(),
        "table": [
            {
                "hours_before": row.hours_before,
                "state": both_languages(row.state),
                "state_probability": row.state_probability,
                "flood_probability": row.flood_probability,
                "decision": both_languages(row.decision),
                "waits": bool(row.waits),
                "loss_eur": row.loss_eur,
                "margin_eur": row.margin_eur,
                "next_best": both_languages(row.next_best),
            }
            for row in decision_table(policy)
        ],
        "trade_off": [_figures(step) for step in steps],
    }


def _figures(policy: Policy) -> dict[str, float]:
    return {
        "value_of_life_eur": policy.value_of_life_eur,
        "deaths": float(policy.deaths.mean()),
        "cost_eur": float(policy.cost_eur.mean()),
        "false_alarm": policy.false_alarm,
        "in_time": policy.in_time,
        "too_late": policy.too_late,
    }


def _lines(question: Question, policy: Policy, steps: Sequence[Policy], lang: Lang) -> list[str]:
    import numpy as np

    from weerbaar.base import euro, number, percentage
    from weerbaar.evacuation.decision import decision_table

    nl = lang == "nl"
    head = _HEAD[not nl]
    rows = [
        (
            number(row.hours_before, lang),
            row.state.in_(lang),
            percentage(row.state_probability, lang),
            percentage(row.flood_probability, lang),
            row.decision.in_(lang),
            euro(row.margin_eur, lang),
        )
        for row in decision_table(policy)
    ]
    lines = [question.name.in_(lang), "", *columns([head, *rows], right=(0, 2, 3, 5)), ""]
    low, high = (number(float(np.quantile(policy.deaths, p)), lang, 1) for p in (0.05, 0.95))
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
_TRADE = (
    ("Waarde leven vanaf", "Slachtoffers", "Kosten", "Loos alarm", "Te laat"),
    ("Value of life from", "Deaths", "Cost", "False alarm", "Too late"),
)
