# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar run``: from a dossier to figures, reports and ``results.json`` in one go."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli.progress import Progress
from weerbaar.cli.results_table import results_table

if TYPE_CHECKING:
    from weerbaar.assessment import Assessment
    from weerbaar.base import InputError, Lang
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
        _check_target(target, arguments.dossier, dossier.round.id)
        branding, template = _branding(arguments), _template(arguments)
        earlier = load_earlier(dossier, arguments.dossier)
        progress.step("beoordelen" if nl else "assessing")
        with _executor(arguments.workers) as executor:
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


@contextlib.contextmanager
def _executor(workers: int) -> Iterator[Executor | None]:
    if workers == 1:
        yield None
        return
    # a fork of a process with threads can hang; a fresh one cannot
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield pool


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
        raise _refused(arguments.template, "dit Word-sjabloon bestaat niet.", "there is no such Word template.")
    return path


def _check_target(target: Path, source: str, round_id: str) -> None:
    """Refuse a folder in which the results would be lost among other files.

    Raises:
        InputError: the folder is (part of) the dossier, or holds the results of another round.
    """
    if Path(source).is_dir() and target.resolve().is_relative_to(Path(source).resolve()):
        raise _refused(
            str(target),
            "deze map hoort bij het dossier zelf; kies met --out een andere.",
            "this folder is part of the dossier itself; choose another with --out.",
        )
    try:
        found = json.loads((target / "results.json").read_text(encoding="utf-8"))["round"]["id"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if found != round_id:
        raise _refused(
            str(target),
            f"hier staan de uitkomsten van ronde {found}; kies met --out een andere map.",
            f"this folder holds the results of round {found}; choose another with --out.",
        )


def _refused(place: str, nl: str, en: str) -> InputError:
    from weerbaar.base import InputError, Problem, Text

    return InputError([Problem(place, Text(nl=nl, en=en))])


_ENGLISH_NAMES = {
    "risicodiagram": "risk-diagram",
    "klassenkansen": "class-probabilities",
    "rangordekansen": "rank-acceptability",
    "standvastigheid": "stability",
    "impactprofiel": "impact-profile",
}


def _write_figures(assessment: Assessment, folder: Path, lang: Lang, arguments: argparse.Namespace) -> None:
    from weerbaar.figures import assessment_figures

    kinds = [kind for kind in ("svg", "png", "pdf") if kind in arguments.formats]
    if not kinds:
        return
    place = folder / ("figuren" if lang == "nl" else "figures")
    place.mkdir()
    for figure in assessment_figures(assessment, lang, uncertainty=arguments.uncertainty):
        what, dash, scenario = figure.id.partition("-")
        name = figure.id if lang == "nl" else _ENGLISH_NAMES[what] + dash + scenario
        for kind in kinds:
            if kind != "pdf" or figure.id == "risicodiagram":
                figure.save(place / f"{name}.{kind}")


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
