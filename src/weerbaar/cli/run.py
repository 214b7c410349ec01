# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar run``: from a dossier to figures, reports and ``results.json`` in one go."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli.computing import announced, processes
from weerbaar.cli.options import refused
from weerbaar.cli.progress import Progress
from weerbaar.cli.results_table import results_table
from weerbaar.cli.target import check_folder_of_round, figure_folder, write_figures

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from weerbaar.assessment import Assessment
    from weerbaar.base import Lang
    from weerbaar.capability import Analysis
    from weerbaar.dossier import Dossier
    from weerbaar.report import Branding, CapabilityResults

_MOST_WEIGHED = 4_000
"""More draws than this do not change a weighing in any digit that is told."""


def add_capability_options(command: argparse.ArgumentParser) -> None:
    """Add the capability analysis that goes with the round, and the register that goes with the analysis."""
    command.add_argument(
        "--capability",
        metavar="MAP",
        help="capaciteitenanalyse voor hoofdstuk 3: map of voorbeeld | capability analysis for chapter 3",
    )
    command.add_argument(
        "--register",
        metavar="BESTAND",
        help="register van besluiten bij die analyse | register of decisions that goes with it",
    )


def run(arguments: argparse.Namespace) -> int:
    """Assess ``arguments.dossier`` and write every format asked for into ``arguments.out``.

    Nothing is left in the folder when anything fails.

    Returns:
        0; errors are raised and turned into messages by :func:`weerbaar.cli.main.main`.
    """
    from weerbaar.assessment import assess
    from weerbaar.base import output_folder
    from weerbaar.dossier import load_dossier, load_earlier
    from weerbaar.method import load_method

    lang: Lang = arguments.lang
    nl = lang == "nl"
    started = time.perf_counter()
    named = arguments.capability
    progress = Progress(7 if named else 6)
    try:
        progress.step("dossier lezen" if nl else "reading the dossier")
        method = load_method(arguments.method) if arguments.method else None
        dossier = load_dossier(arguments.dossier, method=method)
        target = Path(arguments.out) if arguments.out else Path("results") / dossier.round.id
        check_folder_of_round(target, arguments.dossier, dossier.round.id)
        analysis = _analysis(named, arguments.register, dossier)
        branding, template = _branding(arguments), _template(arguments)
        earlier = load_earlier(dossier, arguments.dossier)
        progress.step("beoordelen" if nl else "assessing")
        with processes(arguments.workers) as executor:
            assessment = assess(
                dossier,
                method=method,
                draws=arguments.draws,
                seed=arguments.seed,
                weights=arguments.weights,
                earlier=earlier,
                executor=executor,
                progress=lambda share: progress.part(share, "beoordelen" if nl else "assessing"),
            )
            capability = None
            if analysis is not None:
                weighing = "maatregelen wegen" if nl else "weighing measures"
                progress.step(weighing)
                assessment, capability = _weighed(
                    assessment, analysis, arguments, executor, lambda share: progress.part(share, weighing)
                )
        with output_folder(target) as folder:
            progress.step("figuren tekenen" if nl else "drawing figures")
            _write_figures(assessment, folder, lang, arguments)
            progress.step("rapporten opmaken" if nl else "laying out the reports")
            _write_reports(dossier, assessment, folder, lang, arguments.formats, branding, template, capability)
            progress.step("uitkomsten wegschrijven" if nl else "writing the results")
            if "json" in arguments.formats:
                from weerbaar.assessment import results_json

                (folder / "results.json").write_bytes(results_json(assessment))
            seconds = time.perf_counter() - started
            _write_log(folder, assessment, arguments, seconds)
            written = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    finally:
        progress.close()
    _warn_of_absent_rounds(dossier, earlier, lang)
    print(results_table(assessment, lang))
    print()
    print(f"{'Geschreven in' if nl else 'Written to'} {target}{_slash(target)}:")
    for name in written:
        print(f"  {name}")
    took = f"{seconds:.1f}".replace(".", "," if nl else ".")
    print(
        f"{took} s, {'trekkingen' if nl else 'draws'}: {arguments.draws}, seed {arguments.seed}, "
        f"run {assessment.run_record.id}"
    )
    return 0


def _analysis(name: str | None, register: str | None, dossier: Dossier) -> Analysis | None:
    """Return the capability analysis that goes with the round; None where none was named.

    Raises:
        InputError: it builds on another round, or a register was named without an analysis.
    """
    if name is None:
        if register is not None:
            raise refused(
                register,
                "een register hoort bij een capaciteitenanalyse; geef die met --capability.",
                "a register goes with a capability analysis; give that with --capability.",
            )
        return None
    from weerbaar.capability import load_analysis
    from weerbaar.report import refuse_other_round

    analysis = load_analysis(name)
    refuse_other_round(analysis, dossier)
    return analysis


def _weighed(
    assessment: Assessment,
    analysis: Analysis,
    arguments: argparse.Namespace,
    executor: Executor | None,
    part: Callable[[float], None],
) -> tuple[Assessment, CapabilityResults]:
    """Return the results of the analysis, and the assessment with its hash in the run record."""
    from weerbaar.cli.capability import Effort, capability_results, load_register_of
    from weerbaar.report import with_analysis

    draws = min(arguments.draws, _MOST_WEIGHED)
    effort = Effort(draws, arguments.seed, states=draws // 4, levels=50)
    with announced(arguments.lang):
        results = capability_results(analysis, load_register_of(arguments), None, effort, executor, part)
    return with_analysis(assessment, results), results


def _warn_of_absent_rounds(dossier: Dossier, earlier: tuple[Dossier, ...], lang: Lang) -> None:
    absent = len(dossier.round.earlier) - len(earlier)
    if absent:
        words = "eerdere rondes niet gevonden" if lang == "nl" else "earlier rounds not found"
        print(f"{absent} {words}: {', '.join(dossier.round.earlier)}", file=sys.stderr)


def _slash(target: Path) -> str:
    return "" if str(target).endswith("/") else "/"


def _branding(arguments: argparse.Namespace) -> Branding | None:
    if not (arguments.organisation or arguments.logo):
        return None
    from weerbaar.report import Branding

    return Branding.from_files(
        organisation=arguments.organisation, logo=Path(arguments.logo) if arguments.logo else None
    )


def _template(arguments: argparse.Namespace) -> Path | None:
    if arguments.template is None:
        return None
    path = Path(arguments.template)
    if not path.is_file():
        raise refused(arguments.template, "dit Word-sjabloon bestaat niet.", "there is no such Word template.")
    return path


_ENGLISH_NAMES = {
    "risicodiagram": "risk-diagram",
    "klassenkansen": "class-probabilities",
    "rangordekansen": "rank-acceptability",
    "standvastigheid": "stability",
    "impactprofiel": "impact-profile",
}


def _write_figures(assessment: Assessment, folder: Path, lang: Lang, arguments: argparse.Namespace) -> None:
    from weerbaar.figures import assessment_figures

    wanted = [kind for kind in ("svg", "png", "pdf") if kind in arguments.formats]
    if wanted:
        write_figures(
            assessment_figures(assessment, lang, uncertainty=arguments.uncertainty),
            figure_folder(folder, lang),
            lang,
            _ENGLISH_NAMES,
            lambda figure: [kind for kind in wanted if kind != "pdf" or figure.id == "risicodiagram"],
        )


def _write_reports(
    dossier: Dossier,
    assessment: Assessment,
    folder: Path,
    lang: Lang,
    formats: tuple[str, ...],
    branding: Branding | None,
    template: Path | None,
    capability: CapabilityResults | None,
) -> None:
    from weerbaar.cli.capability import document_files
    from weerbaar.report import fact_sheets, findings_report, letter_core

    kinds = [kind for kind in ("html", "pdf", "docx") if kind in formats]
    if not kinds:
        return
    nl = lang == "nl"
    for name, report in (
        (
            "bevindingenrapportage" if nl else "findings-report",
            findings_report(dossier, assessment, lang, branding, capability),
        ),
        ("factsheets", fact_sheets(dossier, assessment, lang, branding)),
        ("brief" if nl else "letter", letter_core(dossier, assessment, lang, branding, capability)),
    ):
        for kind, content in document_files(report, kinds, template).items():
            (folder / f"{name}.{kind}").write_bytes(content)


def _write_log(folder: Path, assessment: Assessment, arguments: argparse.Namespace, seconds: float) -> None:
    """Write what differs from run to run, apart from the results, which do not."""
    log = {
        "run": assessment.run_record.id,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "duration_s": round(seconds, 3),
        "workers": arguments.workers,
        "note": "This file differs from run to run; all other files are the same for the same input and seed.",
    }
    (folder / "run-log.json").write_text(json.dumps(log, indent=2) + "\n", encoding="utf-8")
