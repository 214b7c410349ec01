# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability report``: the advice, a page per capability, and the summary for the EU, as documents."""

from __future__ import annotations

import argparse
import datetime
import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import announced, processes
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.progress import Progress
from weerbaar.cli.result_file import day

if TYPE_CHECKING:
    from weerbaar.assessment import Assessment
    from weerbaar.base import Lang
    from weerbaar.capability import Analysis
    from weerbaar.capability.register import Register
    from weerbaar.report import Branding, CapabilityResults, Report

FORMATS = ("html", "pdf", "docx")
RECORD = "capability-report.json"
"""Tells whose documents these are, so that those of another analysis are not overwritten."""
_MOST_DRAWS = 1_000_000
_LEAST_DRAWS = 160
_MOST_STATES = 100_000
_MOST_LEVELS = 500
_ROUND_DRAWS = 100_000
_NAMES = {
    "advice": ("agenderingsadvies", "agenda-advice"),
    "sheets": ("factsheets-capaciteiten", "capability-fact-sheets"),
    "eu": ("eu-samenvatting", "eu-summary"),
}


@dataclass(frozen=True)
class Effort:
    """How much is computed.

    Attributes:
        draws: of needs, effects and costs.
        states: of the world in which the choice is made anew; ``levels``: of the budget.
    """

    draws: int
    seed: int
    states: int
    levels: int


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``report`` to the parser of ``weerbaar capability``."""
    help_text = "advies, factsheets en EU-samenvatting opmaken | write the advice, fact sheets and EU summary"
    command = actions.add_parser("report", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.capability.report", "run_report"))
    command.add_argument("analysis", help="map of naam van een voorbeeld | folder or name of an example")
    add_register_options(command)
    command.add_argument(
        "--out",
        type=options.place,
        metavar="MAP",
        help="map voor de documenten | folder for the documents (results/<id>)",
    )
    command.add_argument(
        "--formats",
        type=options.formats(FORMATS),
        default=FORMATS,
        metavar="LIJST",
        help=f"met komma's | with commas ({','.join(FORMATS)})",
    )
    add_effort_options(command)
    command.add_argument("--seed", type=options.seed, default=2012, metavar="N", help="startwaarde | seed (2012)")
    command.add_argument("--workers", type=options.workers, default=1, metavar="N", help="processen | processes (1)")
    command.add_argument("--organisation", metavar="NAAM", help="naam van de eigen organisatie | your organisation")
    command.add_argument("--logo", metavar="BESTAND", help="logo (png, jpg, svg)")
    command.add_argument("--template", metavar="DOCX", help="eigen Word-sjabloon | your own Word template")


def add_register_options(command: argparse.ArgumentParser) -> None:
    """Add the register and the day of the report."""
    command.add_argument(
        "--register",
        metavar="BESTAND",
        help="register van besluiten: bestand, map of voorbeeld | register of decisions: file, folder or example",
    )
    command.add_argument(
        "--on",
        type=day,
        metavar="DAG",
        help="dag van het rapport: stand van register en capaciteiten | day of the report, yyyy-mm-dd",
    )


def add_effort_options(command: argparse.ArgumentParser) -> None:
    """Add how much is computed for the choice of measures."""
    command.add_argument(
        "--draws",
        type=options.whole_number(_LEAST_DRAWS, _MOST_DRAWS),
        default=4_000,
        metavar="N",
        help="trekkingen | draws (4000)",
    )
    command.add_argument(
        "--robust",
        type=options.whole_number(0, _MOST_STATES),
        default=1_000,
        metavar="N",
        help="toestanden waarin opnieuw wordt gekozen | states in which the choice is made anew (1000)",
    )
    command.add_argument(
        "--frontier",
        type=options.whole_number(0, _MOST_LEVELS),
        default=50,
        metavar="N",
        help="niveaus van het budget | levels of the budget (50)",
    )


def run_report(arguments: argparse.Namespace) -> int:
    """Write the three documents of an analysis.

    Nothing is left in the folder when anything fails.

    Returns:
        0; errors are raised and turned into messages by :func:`weerbaar.cli.main.main`.
    """
    from weerbaar.assessment import assess
    from weerbaar.base import output_folder
    from weerbaar.capability import load_analysis
    from weerbaar.dossier import load_earlier
    from weerbaar.report import with_analysis

    lang: Lang = arguments.lang
    nl = lang == "nl"
    started = time.perf_counter()
    progress = Progress(4)
    try:
        progress.step("analyse lezen" if nl else "reading the analysis")
        analysis = load_analysis(arguments.analysis)
        register = load_register_of(arguments)
        target = Path(arguments.out) if arguments.out else Path("results") / analysis.header.id
        _check_target(target, analysis, lang)
        branding, template = branding_of(arguments), template_of(arguments)
        effort = Effort(arguments.draws, arguments.seed, arguments.robust, arguments.frontier)
        with announced(lang), processes(arguments.workers) as executor:
            progress.step("ronde beoordelen" if nl else "assessing the round")
            earlier = load_earlier(analysis.dossier, analysis.path.parent)
            assessment = assess(
                analysis.dossier, draws=_ROUND_DRAWS, seed=arguments.seed, earlier=earlier, executor=executor
            )
            weighing = "capaciteiten en maatregelen wegen" if nl else "weighing capabilities and measures"
            progress.step(weighing)
            results = capability_results(
                analysis, register, arguments.on, effort, executor, lambda share: progress.part(share, weighing)
            )
        assessment = with_analysis(assessment, results)
        with output_folder(target) as folder:
            progress.step("documenten opmaken" if nl else "laying out the documents")
            written = _write(assessment, results, folder, lang, arguments.formats, branding, template)
            (folder / RECORD).write_bytes(_record(assessment, results, written))
    finally:
        progress.close()
    _tell(results, written, target, arguments, time.perf_counter() - started)
    return 0


def load_register_of(arguments: argparse.Namespace) -> Register | None:
    """Return the register that was named; None where none was."""
    from weerbaar.capability.register import load_register

    return load_register(arguments.register) if arguments.register else None


def capability_results(
    analysis: Analysis,
    register: Register | None,
    on: datetime.date | None,
    effort: Effort,
    executor: Executor | None = None,
    part: Callable[[float], None] | None = None,
) -> CapabilityResults:
    """Return what a report tells of an analysis: gaps, advice, and the register as it was known on the day.

    Args:
        on: day of the report. By default the register counts up to the day on which the round was published, and what
            is present is counted on the first day of the analysis.
        part: called with the share of the work that is done.
    """
    from weerbaar.capability.choice import advise, choose
    from weerbaar.capability.needs import gaps
    from weerbaar.capability.register import progress
    from weerbaar.report import CapabilityResults

    found = gaps(analysis, draws=effort.draws, seed=effort.seed, on=on, executor=executor)
    advice = None
    if analysis.measures is not None and analysis.measures.measures:
        choice = choose(
            analysis,
            draws=effort.draws,
            seed=effort.seed,
            levels=effort.levels,
            states=effort.states,
            executor=executor,
            progress=None if part is None else lambda share, _: part(share),
        )
        advice = advise(analysis, choice)
    of_report = on or analysis.dossier.round.published_on or found.day
    known = None if register is None else progress(register, of_report, known=of_report)
    return CapabilityResults(analysis, found, advice, known)


def branding_of(arguments: argparse.Namespace) -> Branding | None:
    """Return the organisation's own name and logo; None where neither was given."""
    if not (arguments.organisation or arguments.logo):
        return None
    from weerbaar.report import Branding

    return Branding.from_files(
        organisation=arguments.organisation, logo=Path(arguments.logo) if arguments.logo else None
    )


def template_of(arguments: argparse.Namespace) -> Path | None:
    """Return the Word template that was named; None where none was."""
    if arguments.template is None:
        return None
    path = Path(arguments.template)
    if not path.is_file():
        raise refused(arguments.template, "dit Word-sjabloon bestaat niet.", "there is no such Word template.")
    return path


def document_files(report: Report, kinds: Sequence[str], template: Path | None) -> dict[str, bytes]:
    """Return a report in every format asked for: ending to content."""
    from weerbaar.report import render_docx, render_html, render_pdf

    made: dict[str, bytes] = {}
    for kind in kinds:
        if kind == "html":
            made[kind] = render_html(report).encode()
        elif kind == "pdf":
            made[kind] = render_pdf(report)
        elif kind == "docx":
            made[kind] = render_docx(report, template)
    return made


def _write(
    assessment: Assessment,
    results: CapabilityResults,
    folder: Path,
    lang: Lang,
    kinds: Sequence[str],
    branding: Branding | None,
    template: Path | None,
) -> list[str]:
    from weerbaar.report import advice_report, capability_sheets, eu_summary

    documents: dict[str, Callable[[], Report]] = {
        "advice": lambda: advice_report(assessment, results, lang, branding),
        "sheets": lambda: capability_sheets(results, lang, branding),
        "eu": lambda: eu_summary(assessment, results, lang, branding),
    }
    written = []
    for name, build in documents.items():
        for kind, content in document_files(build(), kinds, template).items():
            file = f"{_NAMES[name][lang != 'nl']}.{kind}"
            (folder / file).write_bytes(content)
            written.append(file)
    return written


def _record(assessment: Assessment, results: CapabilityResults, written: Sequence[str]) -> bytes:
    record = {
        "analysis": {"id": results.analysis.header.id, "hash": results.analysis.content_hash},
        "day": results.day.isoformat(),
        "files": sorted(written),
        "run_record": {"id": assessment.run_record.id, **assessment.run_record.as_dict()},
    }
    return (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode()


def _check_target(target: Path, analysis: Analysis, lang: Lang) -> None:
    """Refuse a folder in which something would be lost.

    Raises:
        InputError: it is part of the analysis, or holds documents of another one, or others of these names.
    """
    if target.resolve().is_relative_to(analysis.path.resolve().parent):
        raise refused(
            str(target),
            "deze map hoort bij de analyse zelf; kies met --out een andere.",
            "this folder is part of the analysis itself; choose another with --out.",
        )
    ours = [f"{names[lang != 'nl']}.{kind}" for names in _NAMES.values() for kind in FORMATS]
    if not any((target / name).exists() for name in (*ours, RECORD)):
        return
    try:
        there = json.loads((target / RECORD).read_text(encoding="utf-8"))["analysis"]["id"]
    except (OSError, ValueError, KeyError, TypeError):
        there = None
    if there != analysis.header.id:
        raise refused(
            str(target),
            "hier staan documenten met deze namen die niet van deze analyse zijn; kies met --out een andere map.",
            "documents of these names that are not of this analysis are here; choose another folder with --out.",
        )


def _tell(
    results: CapabilityResults, written: Sequence[str], target: Path, arguments: argparse.Namespace, seconds: float
) -> None:
    from weerbaar.base import number, render_problems

    lang: Lang = arguments.lang
    nl = lang == "nl"
    if results.analysis.warnings:
        print(render_problems(results.analysis.warnings, lang, mark_warnings=True))
    for said in () if results.advice is None else results.advice.summary:
        print(said.in_(lang))
    print(f"{'Geschreven in' if nl else 'Written to'} {str(target).rstrip('/')}/:")
    for name in (*sorted(written), RECORD):
        print(f"  {name}")
    took = number(seconds, lang, 1)
    print(f"{took} s, {'trekkingen' if nl else 'draws'}: {arguments.draws}, seed {arguments.seed}")
