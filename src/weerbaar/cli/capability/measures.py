# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability measures``: every measure by itself, on impact, likelihood and cost."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.options import Parsers
from weerbaar.cli.result_file import write_results

if TYPE_CHECKING:
    from weerbaar.base import Lang, RunRecord

LEAST_DRAWS, MOST_DRAWS = 200, 1_000_000


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``measures`` to the parser of ``weerbaar capability``."""
    help_text = "elke maatregel afzonderlijk gewogen | every measure weighed by itself"
    command = actions.add_parser("measures", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.capability.measures", "run_measures"))
    command.add_argument("analysis", help="map of naam van een voorbeeld | folder or name of an example")
    add_draws(command, 10_000)
    command.add_argument("--profile", metavar="PROFIEL", help="gewichtenprofiel | weight profile")
    command.add_argument(
        "--json",
        type=options.place,
        metavar="BESTAND",
        help="de gegevens, - voor standaarduitvoer | the data, - for standard output",
    )
    command.add_argument("--csv", type=options.place, metavar="BESTAND", help="de tabel | the table")


def add_draws(command: argparse.ArgumentParser, usual: int) -> None:
    """Add the number of draws and the seed to the parser of a command."""
    command.add_argument(
        "--draws",
        type=options.whole_number(LEAST_DRAWS, MOST_DRAWS),
        default=usual,
        metavar="N",
        help=f"trekkingen | draws ({usual})",
    )
    command.add_argument("--seed", type=options.seed, default=2012, metavar="N", help="startwaarde | seed (2012)")


def run_measures(arguments: argparse.Namespace) -> int:
    """Weigh the measures of an analysis; print the table and write what was asked for.

    Returns:
        0; errors are raised and turned into messages by :func:`weerbaar.cli.main.main`.
    """
    from weerbaar.base import render_problems
    from weerbaar.capability import load_analysis
    from weerbaar.capability.weighing import weigh, weighing_json
    from weerbaar.cli.capability.measures_table import measures_csv, measures_table

    lang: Lang = arguments.lang
    started = time.perf_counter()
    analysis = load_analysis(arguments.analysis)
    found = weigh(analysis, draws=arguments.draws, seed=arguments.seed, profile=arguments.profile)
    if analysis.warnings:
        print(render_problems(analysis.warnings, lang, mark_warnings=True), file=sys.stderr)
    results = [(arguments.json, weighing_json(found)), (arguments.csv, measures_csv(found, lang))]
    if write_results(results, lang, f"{measures_table(found, lang)}\n"):
        report(found.run_record, arguments, time.perf_counter() - started)
    return 0


def report(record: RunRecord, arguments: argparse.Namespace, seconds: float) -> None:
    """Print how long a command took, with how many draws, from which seed, and the id of its run."""
    from weerbaar.base import number

    lang: Lang = arguments.lang
    words = "trekkingen" if lang == "nl" else "draws"
    draws = number(arguments.draws, lang)
    print(f"{number(seconds, lang, 1)} s, {words}: {draws}, seed {arguments.seed}, run {record.id}")
