# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar check``, ``compare``, ``new``, ``import``, ``export`` and ``examples``."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weerbaar.base import Lang


def check(arguments: argparse.Namespace) -> int:
    """Print every problem of a dossier at once; 0 when there is no error (warnings may remain)."""
    from weerbaar.base import render_problems
    from weerbaar.dossier import check_dossier
    from weerbaar.method import load_method

    lang: Lang = arguments.lang
    nl = lang == "nl"
    method = load_method(arguments.method) if arguments.method else None
    problems = check_dossier(arguments.dossier, method=method)
    errors = [p for p in problems if p.severity == "error"]
    if problems:
        print(render_problems(problems, lang, mark_warnings=True), file=sys.stderr)
    if errors:
        word = ("fout" if nl else "error") if len(errors) == 1 else ("fouten" if nl else "errors")
        print(f"{len(errors)} {word}.", file=sys.stderr)
        return 2
    print("Dossier is in orde." if nl else "The dossier is in order.")
    return 0


def compare(arguments: argparse.Namespace) -> int:
    """Print what is new, changed and gone between two rounds, and by which cause."""
    from weerbaar.assessment import compare_assessments
    from weerbaar.dossier import compare_dossiers, load_dossier

    lang: Lang = arguments.lang
    old, new = load_dossier(arguments.old), load_dossier(arguments.new)
    print(compare_dossiers(old, new).render(lang))
    print(compare_assessments(old, new).render(lang))
    return 0


def new(arguments: argparse.Namespace) -> int:
    """Start a dossier: a skeleton, or a copy of a shipped example."""
    from weerbaar.dossier import load_dossier, new_dossier, save_dossier

    folder = Path(arguments.folder)
    if not arguments.folder.strip() or any(p.is_file() for p in (folder, *folder.parents)):
        return _refuse(arguments.lang, f"{folder} kan geen map worden.", f"{folder} cannot become a folder.")
    if folder.exists() and any(folder.iterdir()):
        return _refuse(arguments.lang, f"{folder} is niet leeg.", f"{folder} is not empty.")
    if arguments.example:
        save_dossier(load_dossier(arguments.example), folder)
    else:
        year = datetime.now(UTC).year if arguments.year is None else arguments.year
        new_dossier(folder, title=arguments.title, year=year, method=arguments.method, language=arguments.lang)
    print(folder)
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Write a dossier as an Excel workbook or as CSV files."""
    from weerbaar.dossier import export_csv, export_workbook, load_dossier
    from weerbaar.method import load_method

    own = load_method(arguments.method) if arguments.method else None
    dossier = load_dossier(arguments.dossier, method=own)
    target = Path(arguments.target)
    write = export_workbook if target.suffix.lower() == ".xlsx" else export_csv
    write(dossier, own or load_method(dossier.round.method), target)
    print(target)
    return 0


def import_(arguments: argparse.Namespace) -> int:
    """Bring a filled workbook, or CSV files, into a dossier folder."""
    from weerbaar.dossier import import_csv, import_workbook, load_dossier, save_dossier
    from weerbaar.method import load_method

    own = load_method(arguments.method) if arguments.method else None
    dossier = load_dossier(arguments.dossier, method=own)
    source = Path(arguments.source)
    read = import_csv if source.is_dir() or source.suffix.lower() == ".csv" else import_workbook
    target = Path(arguments.out or arguments.dossier)
    if not arguments.out and not target.is_dir():
        return _no_folder(arguments)
    filled = read(source, dossier, own or load_method(dossier.round.method))
    save_dossier(filled, target)
    count = sum(len(s.judgements) for s in filled.judgements)
    print(f"{target}: {count} {'oordelen' if arguments.lang == 'nl' else 'judgements'}")
    return 0


def migrate_(arguments: argparse.Namespace) -> int:
    """Write a dossier of an older schema version in the present one."""
    from weerbaar.dossier import migrate

    target = Path(arguments.out or arguments.dossier)
    if not arguments.out and not target.is_dir():
        return _no_folder(arguments)
    migrate(arguments.dossier, target)
    print(target)
    return 0


def examples(arguments: argparse.Namespace) -> int:
    """Print the shipped examples: dossiers, studies, catalogues and capability analyses."""
    from weerbaar.capability import example_names as analysis_names
    from weerbaar.capability import load_analysis
    from weerbaar.cascade import catalogue_names, load_catalogue
    from weerbaar.dossier import example_names, load_dossier
    from weerbaar.elicitation import load_study, study_names

    found = [(name, load_dossier(name).round.title) for name in example_names()]
    found += [(name, load_study(name).file.title) for name in study_names()]
    found += [(name, load_catalogue(name).title) for name in catalogue_names()]
    found += [(name, load_analysis(name).header.title) for name in analysis_names()]
    for name, title in found:
        print(f"{name:28} {title.in_(arguments.lang)}")
    return 0


def _no_folder(arguments: argparse.Namespace) -> int:
    return _refuse(
        arguments.lang,
        f"{arguments.dossier} is geen map; geef met --out aan waar het dossier moet komen.",
        f"{arguments.dossier} is not a folder; say with --out where the dossier must go.",
    )


def _refuse(lang: str, nl: str, en: str) -> int:
    print(en if lang == "en" else nl, file=sys.stderr)
    return 2
