# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar run``: from a dossier to figures, reports and ``results.json`` in one go."""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli.computing import processes
from weerbaar.cli.options import refused
from weerbaar.cli.progress import Progress
from weerbaar.cli.results_table import results_table
from weerbaar.cli.target import check_folder_of_round, figure_folder, write_figures

if TYPE_CHECKING:
    from weerbaar.assessment import Assessment
    from weerbaar.base import Lang
    from weerbaar.dossier import Dossier
    from weerbaar.report import Branding


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
    progress = Progress(6)
    try:
        progress.step("dossier lezen" if nl else "reading the dossier")
        method = load_method(arguments.method) if arguments.method else None
        dossier = load_dossier(arguments.dossier, method=method)
        target = Path(arguments.out) if arguments.out else Path("results") / dossier.round.id
        check_folder_of_round(target, arguments.dossier, dossier.round.id)
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
        with output_folder(target) as folder:
            progress.step("figuren tekenen" if nl else "drawing figures")
            _write_figures(assessment, folder, lang, arguments)
            progress.step("rapporten opmaken" if nl else "laying out the reports")
            _write_reports(dossier, assessment, folder, lang, arguments.formats, branding, template)
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
) -> None:
    from weerbaar.report import fact_sheets, findings_report, letter_core, render_docx, render_html, render_pdf

    kinds = [kind for kind in ("html", "pdf", "docx") if kind in formats]
    if not kinds:
        return
    nl = lang == "nl"
    for name, build in (
        ("bevindingenrapportage" if nl else "findings-report", findings_report),
        ("factsheets", fact_sheets),
        ("brief" if nl else "letter", letter_core),
    ):
        report = build(dossier, assessment, lang, branding=branding)
        for kind in kinds:
            if kind == "html":
                content = render_html(report).encode()
            elif kind == "pdf":
                content = render_pdf(report)
            else:
                content = render_docx(report, template)
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
