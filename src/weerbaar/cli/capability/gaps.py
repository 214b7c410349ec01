# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability gaps`` and ``check``: what tasks need against what is present; what is wrong in a folder."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import processes
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.result_file import check_folder, check_places, day, names, write_results

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.capability import Analysis
    from weerbaar.capability.measures import Measure
    from weerbaar.capability.needs import Gaps

FORMATS = ("svg", "png", "pdf", "json", "csv")
_USUAL = ("svg", "png", "json", "csv")
_LEAST_DRAWS, _MOST_DRAWS = 1_000, 200_000
_RESULT = "gaps.json"
_ENGLISH_NAMES = {"capaciteitstekorten": "capability-gaps"}


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``gaps`` and ``check`` to the parser of ``weerbaar capability``."""
    help_text = "wat taken nodig hebben tegenover wat er is | what tasks need against what is present"
    command = actions.add_parser("gaps", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.capability.gaps", "run_gaps"))
    command.add_argument("analysis", help="map of naam van een voorbeeld | folder or name of an example")
    command.add_argument(
        "--draws",
        type=options.whole_number(_LEAST_DRAWS, _MOST_DRAWS),
        default=10_000,
        metavar="N",
        help="trekkingen | draws (10000)",
    )
    command.add_argument("--seed", type=options.seed, default=2012, metavar="N", help="startwaarde | seed (2012)")
    command.add_argument(
        "--on", type=day, metavar="DAG", help="dag waarop telt wat er is (jjjj-mm-dd) | day on which it is judged"
    )
    command.add_argument(
        "--tolerance",
        type=options.number_between(0, 0.99),
        default=0.05,
        metavar="KANS",
        help="kans op een tekort die nog voldoende heet | probability of a shortfall still called sufficient (0.05)",
    )
    command.add_argument(
        "--measures",
        type=names,
        default=(),
        metavar="ID,ID",
        help="maatregelen meetellen alsof zij er al zijn | count measures as if they were there",
    )
    command.add_argument(
        "--with-confidential",
        action="store_true",
        help="ook vertrouwelijke getallen tonen | show confidential numbers too",
    )
    command.add_argument("--workers", type=options.workers, default=1, metavar="N", help="processen | processes (1)")
    command.add_argument(
        "--out", type=options.place, metavar="MAP", help="map voor figuur en bestanden | folder for figure and files"
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
        help="gegevens als JSON; - is standaarduitvoer, zonder iets anders | data as JSON; - is standard output",
    )
    help_text = "capaciteitenanalyse controleren, alle problemen tegelijk | check a capability analysis"
    check = actions.add_parser("check", help=help_text, description=help_text, parents=[common])
    check.set_defaults(command=("weerbaar.cli.capability.gaps", "run_check"))
    check.add_argument("analysis", help="map of naam van een voorbeeld | folder or name of an example")


def run_check(arguments: argparse.Namespace) -> int:
    """Print every problem of a capability analysis at once; 0 when there is no error (warnings may remain)."""
    from weerbaar.base import render_problems
    from weerbaar.capability import check_analysis

    lang: Lang = arguments.lang
    nl = lang == "nl"
    problems = check_analysis(arguments.analysis)
    errors = [p for p in problems if p.severity == "error"]
    if problems:
        print(render_problems(problems, lang, mark_warnings=True), file=sys.stderr)
    if errors:
        word = ("fout" if nl else "error") if len(errors) == 1 else ("fouten" if nl else "errors")
        print(f"{len(errors)} {word}.", file=sys.stderr)
        return 2
    print("De capaciteitenanalyse is in orde." if nl else "The capability analysis is in order.")
    return 0


def run_gaps(arguments: argparse.Namespace) -> int:
    """Compare needs with what is present; print the table and write what was asked for.

    Returns:
        0; errors are raised and turned into messages by :func:`weerbaar.cli.main.main`.
    """
    from weerbaar.base import render_problems
    from weerbaar.capability import load_analysis
    from weerbaar.capability.needs import gaps, gaps_json, suggest_together
    from weerbaar.cli.capability.gaps_table import gaps_table, suggestions

    lang: Lang = arguments.lang
    started = time.perf_counter()
    analysis = load_analysis(arguments.analysis)
    measures = _chosen(analysis, arguments.measures)
    target = Path(arguments.out) if arguments.out else None
    if target is not None:
        check_folder(target, _RESULT, analysis)
    with processes(arguments.workers) as executor:
        found = gaps(
            analysis,
            draws=arguments.draws,
            seed=arguments.seed,
            with_measures=measures,
            tolerated=arguments.tolerance,
            on=arguments.on,
            with_confidential=arguments.with_confidential,
            executor=executor,
        )
    if analysis.warnings:
        print(render_problems(analysis.warnings, lang, mark_warnings=True), file=sys.stderr)
    known = analysis.needs.together if analysis.needs is not None else ()
    more = suggestions(suggest_together(analysis.dossier, known), lang)
    shown = "\n".join([gaps_table(found, lang), *more, ""])
    results = check_places([(arguments.json, gaps_json(found))])
    written = [] if target is None else _write(found, target, arguments.formats, lang)
    if write_results(results, lang, shown):
        _report(found, written, target, arguments, time.perf_counter() - started)
    return 0


def _write(found: Gaps, target: Path, formats: Sequence[str], lang: Lang) -> list[str]:
    from weerbaar.base import output_folder
    from weerbaar.capability.needs import gaps_csv, gaps_json
    from weerbaar.cli.target import write_figures
    from weerbaar.figures import gap_matrix

    kinds = [kind for kind in ("svg", "png", "pdf") if kind in formats]
    with output_folder(target) as folder:
        if kinds:
            write_figures([gap_matrix(found, lang)], folder, lang, _ENGLISH_NAMES, lambda _: kinds)
        if "json" in formats:
            (folder / _RESULT).write_bytes(gaps_json(found))
        if "csv" in formats:
            (folder / "gaps.csv").write_bytes(gaps_csv(found, lang))
        return sorted(p.name for p in folder.iterdir())


def _report(
    found: Gaps, written: Sequence[str], target: Path | None, arguments: argparse.Namespace, seconds: float
) -> None:
    from weerbaar.base import number

    lang: Lang = arguments.lang
    nl = lang == "nl"
    if written:
        print(f"{'Geschreven in' if nl else 'Written to'} {str(target).rstrip('/')}/:")
    for name in written:
        print(f"  {name}")
    print(
        f"{number(seconds, lang, 1)} s, {'trekkingen' if nl else 'draws'}: {number(found.run_record.draws, lang)}, "
        f"seed {arguments.seed}, run {found.run_record.id}"
    )


def _chosen(analysis: Analysis, names: Sequence[str]) -> tuple[Measure, ...]:
    """Return the measures of these ids.

    Raises:
        InputError: some are not in the analysis, all of them named.
    """
    known = {m.id: m for m in (analysis.measures.measures if analysis.measures else ())}
    unknown = [name for name in names if name not in known]
    if unknown:
        listed = ", ".join(sorted(known)) or "-"
        raise refused(
            ", ".join(unknown)[:200],
            f"geen maatregel van deze analyse; kies uit: {listed}.",
            f"not a measure of this analysis; choose from: {listed}.",
        )
    return tuple(known[name] for name in names)
