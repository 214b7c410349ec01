# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability assist``: who goes where, what is short, and the requests for assistance."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.capability.assist_table import assistance_table
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.progress import Progress
from weerbaar.cli.result_file import STANDARD_OUTPUT, write_result

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.capability.assistance import AssistanceStudy

_RESULT = "assistance.json"
_MOST_SECONDS = 3600.0


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``assist`` to the parser of ``weerbaar capability``."""
    help_text = "bijstand plannen: vraag, inzet, tekort, verzoeken | plan assistance: demand, means, shortage, requests"
    command = actions.add_parser("assist", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.capability.assist", "run_assist"))
    command.add_argument("file", help="bestand, map of voorbeeld | file, folder or example")
    command.add_argument(
        "--priority",
        choices=("basic", "riot"),
        default="basic",
        help="wat voorgaat: basispolitiezorg of ME | what goes first: basic care or riot control (basic)",
    )
    command.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="PARTIJ",
        help="zonder bijstand van deze partij (herhaalbaar) | without assistance of this party",
    )
    command.add_argument(
        "--json", type=options.place, metavar="BESTAND", help="als JSON; - is standaarduitvoer | as JSON"
    )
    command.add_argument("--csv", type=options.place, metavar="BESTAND", help="als tabel | as a table")
    command.add_argument(
        "--requests", type=options.place, metavar="MAP", help="verzoeken om bijstand, als tekst | requests, as text"
    )
    command.add_argument(
        "--out", type=options.place, metavar="MAP", help="alles, met figuren | everything, with figures"
    )
    command.add_argument(
        "--with-confidential",
        action="store_true",
        help="ook vertrouwelijke middelen; alles wordt gemerkt | confidential means too; everything is marked",
    )
    command.add_argument(
        "--plan-only", action="store_true", help="geen wat-als en varianten | no what-ifs and variants"
    )
    command.add_argument(
        "--time-limit",
        type=options.number_between(1, _MOST_SECONDS),
        default=60.0,
        metavar="S",
        help="seconden per plan | seconds per plan (60)",
    )
    command.add_argument(
        "--draws",
        type=options.whole_number(100, 100_000),
        default=10_000,
        metavar="N",
        help="trekkingen | draws (10000)",
    )
    command.add_argument("--seed", type=options.seed, default=2012, metavar="N", help="startwaarde | seed (2012)")


def run_assist(arguments: argparse.Namespace) -> int:
    """Plan, print the tables and write what was asked for.

    Returns:
        0; errors are raised and turned into messages by :func:`weerbaar.cli.main.main`.
    """
    from weerbaar.capability.assistance import assistance_csv, assistance_plan_json, load_assistance, study_assistance

    lang: Lang = arguments.lang
    nl = lang == "nl"
    started = time.perf_counter()
    progress = Progress(2)
    for place in (arguments.json, arguments.csv):
        _refuse_own_file(place, arguments.file)
    try:
        progress.step("lezen" if nl else "reading")
        situation = load_assistance(arguments.file)
        if arguments.out:
            _check_folder(Path(arguments.out), arguments.file, situation.id)
        planning = "plannen" if nl else "planning"
        progress.step(planning)
        study = study_assistance(
            situation,
            priority=arguments.priority,
            without=tuple(dict.fromkeys(arguments.without)),
            confidential=arguments.with_confidential,
            draws=arguments.draws,
            seed=arguments.seed,
            what_ifs=not arguments.plan_only,
            time_limit_s=arguments.time_limit,
            progress=lambda share: progress.part(share, planning),
        )
    finally:
        progress.close()
    quiet = arguments.json == STANDARD_OUTPUT
    if not quiet:
        print(assistance_table(study, lang))
        print()
    if arguments.json:
        write_result(arguments.json, assistance_plan_json(study), lang)
    if arguments.csv:
        write_result(arguments.csv, assistance_csv(study, lang), "nl" if nl else "en")
    if arguments.requests:
        for request in study.requests:
            place = Path(arguments.requests) / f"{request.name}.txt"
            write_result(str(place), request.text(lang).encode(), lang)
    if arguments.out:
        written = _write_all(study, Path(arguments.out), lang)
        if not quiet:
            print(f"{'Geschreven in' if nl else 'Written to'} {arguments.out}/:")
            print("\n".join(f"  {name}" for name in written))
    if not quiet:
        from weerbaar.base import number

        print(f"{number(time.perf_counter() - started, lang, 1)} s, seed {arguments.seed}, run {study.record.id}")
    return 0


def _write_all(study: AssistanceStudy, target: Path, lang: Lang) -> list[str]:
    from weerbaar.base import output_folder
    from weerbaar.capability.assistance import TASKS, assistance_csv, assistance_plan_json
    from weerbaar.figures import assistance_plan

    nl = lang == "nl"
    with output_folder(target) as folder:
        (folder / _RESULT).write_bytes(assistance_plan_json(study))
        (folder / ("bijstand.csv" if nl else "assistance.csv")).write_bytes(assistance_csv(study, lang))
        letters = folder / ("verzoeken" if nl else "requests")
        for request in study.requests:
            letters.mkdir(exist_ok=True)
            (letters / f"{request.name}.txt").write_text(request.text(lang), encoding="utf-8")
        drawings = folder / ("figuren" if nl else "figures")
        for t, task in enumerate(TASKS):
            if study.plan.demand[:, :, t].any():
                drawings.mkdir(exist_ok=True)
                figure = assistance_plan(study, task, lang)
                name = figure.id if nl else f"assistance-{task}"
                figure.save(drawings / f"{name}.svg")
                figure.save(drawings / f"{name}.png")
        return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _refuse_own_file(place: str | None, source: str) -> None:
    if place and place != STANDARD_OUTPUT and Path(place).resolve() == Path(source).resolve():
        raise refused(
            place, "dit is het bestand zelf; kies een andere naam.", "this is the file itself; choose another."
        )


def _check_folder(target: Path, source: str, id_: str) -> None:
    """Refuse a folder in which the results would be lost among other files.

    Raises:
        InputError: the folder is the one that was read, or holds the plan of another file.
    """
    given = Path(source)
    home = given if given.is_dir() else given.parent
    if given.exists() and target.resolve() == home.resolve():
        raise refused(
            str(target),
            "hier staat het bestand zelf; kies met --out een andere map.",
            "the file itself stands here; choose another folder with --out.",
        )
    try:
        there = json.loads((target / _RESULT).read_text(encoding="utf-8"))["id"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if there != id_:
        raise refused(
            str(target),
            f"hier staat het plan van {there}; kies met --out een andere map.",
            f"this folder holds the plan of {there}; choose another with --out.",
        )
