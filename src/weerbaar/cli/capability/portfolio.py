# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability portfolio``: the best choice of measures, as a table, figures and ``portfolio.json``."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.capability.measures import add_draws, report
from weerbaar.cli.computing import announced, threads
from weerbaar.cli.options import Parsers
from weerbaar.cli.progress import Progress
from weerbaar.cli.result_file import check_folder, check_places, write_results

if TYPE_CHECKING:
    from weerbaar.base import Lang, Text
    from weerbaar.capability import Analysis
    from weerbaar.capability.choice import PortfolioChoice

FORMATS = ("svg", "png", "pdf", "json")
_USUAL = ("svg", "png", "json")
_RESULT = "portfolio.json"
_MOST_LEVELS, _MOST_STATES = 500, 20_000
_STEPS = 1
_ENGLISH_NAMES = {
    "voor-en-na": "before-and-after",
    "budgetlijn": "budget-frontier",
    "stabiliteit-keuze": "portfolio-stability",
}


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``portfolio`` to the parser of ``weerbaar capability``."""
    help_text = "de beste keuze van maatregelen binnen de budgetten | the best choice of measures within the budgets"
    command = actions.add_parser("portfolio", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.capability.portfolio", "run_portfolio"))
    add_choice_options(command)
    command.add_argument(
        "--out", type=options.place, metavar="MAP", help="map voor figuren en gegevens | folder for figures and data"
    )
    command.add_argument(
        "--formats",
        type=options.formats(FORMATS),
        default=_USUAL,
        metavar="LIJST",
        help=f"met komma's, uit | with commas, from {','.join(FORMATS)} ({','.join(_USUAL)})",
    )
    command.add_argument(
        "--json",
        type=options.place,
        metavar="BESTAND",
        help="de gegevens, - voor standaarduitvoer | the data, - for standard output",
    )


def add_choice_options(command: argparse.ArgumentParser) -> None:
    """Add what a choice depends on to the parser of a command."""
    command.add_argument("analysis", help="map of naam van een voorbeeld | folder or name of an example")
    command.add_argument(
        "--budget",
        type=options.number_between(0, 1e15),
        metavar="EUR",
        help="alle jaren samen, naar verhouding verdeeld | all years together, shared out in proportion",
    )
    command.add_argument(
        "--risk",
        choices=("expected", "tail"),
        default="expected",
        help="verwacht risico of de staart ervan | expected risk or its tail (expected)",
    )
    command.add_argument(
        "--frontier",
        type=options.whole_number(0, _MOST_LEVELS),
        default=50,
        metavar="N",
        help="budgetten om door te rekenen | budgets to go through (50)",
    )
    command.add_argument(
        "--robust",
        type=options.whole_number(0, _MOST_STATES),
        default=200,
        metavar="N",
        help="toestanden van de wereld voor de robuuste keuze | states of the world for the robust choice (200)",
    )
    command.add_argument(
        "--vary",
        type=_sources,
        default=("weights", "effects"),
        metavar="LIJST",
        help="wat daarin verschilt, uit | what differs between them, from weights,effects,judgements (weights,effects)",
    )
    command.add_argument(
        "--no-reasons",
        action="store_true",
        help="niet uitwerken wat de keuze zou doen omslaan | do not work out what would turn the choice over",
    )
    command.add_argument("--profile", metavar="PROFIEL", help="gewichtenprofiel | weight profile")
    add_draws(command, 4_000)
    command.add_argument(
        "--workers", type=options.workers, default=1, metavar="N", help="gelijktijdig | at the same time (1)"
    )


def run_portfolio(arguments: argparse.Namespace) -> int:
    """Choose, print the table and write what was asked for.

    Returns:
        0; errors are raised and turned into messages by :func:`weerbaar.cli.main.main`.
    """
    from weerbaar.capability.choice import portfolio_json
    from weerbaar.cli.capability.portfolio_table import portfolio_table

    lang: Lang = arguments.lang
    started = time.perf_counter()
    target = Path(arguments.out) if arguments.out else None
    _, choice = chosen(arguments, target, arguments.json)
    results = check_places([(arguments.json, portfolio_json(choice))])
    written = [] if target is None else _write(choice, target, arguments.formats, lang)
    if write_results(results, lang, f"{portfolio_table(choice, lang)}\n"):
        if written:
            print(f"{'Geschreven in' if lang == 'nl' else 'Written to'} {str(target).rstrip('/')}/:")
        for name in written:
            print(f"  {name}")
        report(choice.run_record, arguments, time.perf_counter() - started)
    return 0


def chosen(
    arguments: argparse.Namespace, target: Path | None = None, data: str | None = None
) -> tuple[Analysis, PortfolioChoice]:
    """Load the analysis that the options name, and choose as they say; warnings go to standard error.

    Args:
        target: folder for the results, and
        data: file for them as data; both are looked at before the work, which may take minutes.

    Raises:
        InputError: something that is no earlier choice would be lost, or the analysis has errors.
        InfeasibleError: no set of measures meets the rules of the choice.
    """
    from weerbaar.base import render_problems
    from weerbaar.capability import load_analysis
    from weerbaar.capability.choice import choose, portfolio_schema

    lang: Lang = arguments.lang
    analysis = load_analysis(arguments.analysis)
    if target is not None:
        check_folder(target, _RESULT, analysis)
    check_places([(data, json.dumps(dict.fromkeys(portfolio_schema()["properties"])).encode())])
    progress = Progress(_STEPS)
    progress.step("")

    def show(share: float, words: Text) -> None:
        progress.part(share, words.in_(lang))

    try:
        with announced(lang), threads(arguments.workers) as executor:
            choice = choose(
                analysis,
                draws=arguments.draws,
                seed=arguments.seed,
                profile=arguments.profile,
                risk=arguments.risk,
                budget=arguments.budget,
                levels=arguments.frontier,
                states=arguments.robust,
                vary=arguments.vary,
                reasons=not arguments.no_reasons,
                executor=executor,
                progress=show,
            )
    finally:
        progress.close()
    if analysis.warnings:
        print(render_problems(analysis.warnings, lang, mark_warnings=True), file=sys.stderr)
    return analysis, choice


def _write(choice: PortfolioChoice, target: Path, formats: Sequence[str], lang: Lang) -> list[str]:
    from weerbaar.base import output_folder
    from weerbaar.capability.choice import portfolio_json
    from weerbaar.cli.target import figure_folder, write_figures
    from weerbaar.figures import before_after, budget_frontier, portfolio_stability

    kinds = [kind for kind in ("svg", "png", "pdf") if kind in formats]
    with output_folder(target) as folder:
        if kinds:
            figures = [before_after(choice, lang)]
            if len(choice.frontier) > 1:
                figures.append(budget_frontier(choice, lang))
            if choice.states:
                figures.append(portfolio_stability(choice, lang))
            write_figures(figures, figure_folder(folder, lang), lang, _ENGLISH_NAMES, lambda _: kinds)
        if "json" in formats:
            (folder / _RESULT).write_bytes(portfolio_json(choice))
        return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _sources(text: str) -> tuple[str, ...]:
    return options.formats(("weights", "effects", "judgements"))(text)
