# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar sensitivity``: what a round depends on, as three tables, figures and ``sensitivity.json``."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.computing import announced, threads
from weerbaar.cli.options import Parsers
from weerbaar.cli.progress import Progress
from weerbaar.cli.sensitivity_table import sensitivity_table
from weerbaar.cli.target import check_folder_of_round, figure_folder, write_figures

if TYPE_CHECKING:
    from weerbaar.assessment import Sensitivity
    from weerbaar.base import Lang

FORMATS = ("svg", "png", "pdf", "json")
_USUAL = ("svg", "png", "json")
_MOST_DRAWS = 100_000_000
_LEAST_SAMPLES, _MOST_SAMPLES = 64, 1 << 16
_RESULT = "sensitivity.json"
_ENGLISH_NAMES = {
    "gewichten-voor-plaats-1": "weights-for-first-place",
    "meningsverschillen": "disagreement",
    "open-vragen": "open-questions",
}


def add_command(commands: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``sensitivity`` to the parser of the command line."""
    help_text = "waar de uitkomst van afhangt | what the outcome depends on"
    command = commands.add_parser("sensitivity", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.sensitivity", "run_sensitivity"))
    command.add_argument("dossier", help="map, zip of naam van een voorbeeld | folder, zip or name of an example")
    command.add_argument(
        "--out",
        type=options.place,
        metavar="MAP",
        help="map voor de uitkomsten | folder for the results (results/<id>)",
    )
    command.add_argument("--method", metavar="ID", help="andere methode dan het dossier noemt | another method")
    command.add_argument(
        "--constraints",
        metavar="BESTAND",
        help="afspraken over de gewichten (yaml), voor de rangen | what is agreed about the weights, for the ranks",
    )
    command.add_argument(
        "--draws",
        type=options.whole_number(1_000, _MOST_DRAWS),
        default=100_000,
        metavar="N",
        help="trekkingen voor de rangen | draws (100000)",
    )
    command.add_argument(
        "--samples",
        type=_samples,
        default=4096,
        metavar="N",
        help="steekproef voor de meningsverschillen, een macht van 2 | sample, a power of 2 (4096)",
    )
    command.add_argument("--seed", type=options.seed, default=2012, metavar="N", help="startwaarde | seed (2012)")
    command.add_argument(
        "--weights",
        default="default",
        metavar="PROFIEL",
        help="voor meningsverschillen en vragen: profiel, 'profiles' of 'dirichlet' | for disagreement and questions",
    )
    command.add_argument(
        "--correlation",
        type=_correlation,
        metavar="RHO",
        help="samenhang tussen criteria binnen de oordelen | correlation of the criteria within the judgements",
    )
    command.add_argument(
        "--workers", type=options.workers, default=1, metavar="N", help="gelijktijdig | at the same time (1)"
    )
    command.add_argument(
        "--formats",
        type=options.formats(FORMATS),
        default=_USUAL,
        metavar="LIJST",
        help=f"met komma's, uit | with commas, from {','.join(FORMATS)} ({','.join(_USUAL)})",
    )


def run_sensitivity(arguments: argparse.Namespace) -> int:
    """Analyse ``arguments.dossier`` and write what was asked for into ``arguments.out``.

    Nothing is left in the folder when anything fails.

    Returns:
        0; errors are raised and turned into messages by :func:`weerbaar.cli.main.main`.
    """
    from weerbaar.assessment import sensitivity, sensitivity_json
    from weerbaar.base import output_folder
    from weerbaar.dossier import load_dossier
    from weerbaar.figures import sensitivity_figures
    from weerbaar.method import load_method

    lang: Lang = arguments.lang
    nl = lang == "nl"
    started = time.perf_counter()
    progress = Progress(3)
    try:
        progress.step("dossier lezen" if nl else "reading the dossier")
        method = load_method(arguments.method) if arguments.method else None
        dossier = load_dossier(arguments.dossier, method=method)
        target = Path(arguments.out) if arguments.out else Path("results") / dossier.round.id
        check_folder_of_round(target, arguments.dossier, dossier.round.id)
        analysing = "ontleden" if nl else "analysing"
        progress.step(analysing)
        with announced(lang), threads(arguments.workers) as executor:
            found = sensitivity(
                dossier,
                method=method,
                constraints=arguments.constraints,
                draws=arguments.draws,
                base_samples=arguments.samples,
                seed=arguments.seed,
                weights=arguments.weights,
                correlation=arguments.correlation,
                executor=executor,
                progress=lambda share: progress.part(share, analysing),
            )
        progress.step("figuren tekenen" if nl else "drawing figures")
        kinds = [kind for kind in ("svg", "png", "pdf") if kind in arguments.formats]
        figures = sensitivity_figures(found, lang) if kinds else []
        written: list[str] = []
        if figures or "json" in arguments.formats:
            with output_folder(target) as folder:
                write_figures(figures, figure_folder(folder, lang), lang, _ENGLISH_NAMES, lambda _: kinds)
                if "json" in arguments.formats:
                    (folder / _RESULT).write_bytes(sensitivity_json(found))
                written = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    finally:
        progress.close()
    _report(found, written, target, arguments, time.perf_counter() - started)
    return 0


def _report(
    found: Sensitivity, written: list[str], target: Path, arguments: argparse.Namespace, seconds: float
) -> None:
    from weerbaar.base import number

    lang: Lang = arguments.lang
    nl = lang == "nl"
    print(sensitivity_table(found, lang))
    print()
    if written:
        print(f"{'Geschreven in' if nl else 'Written to'} {target}{'' if str(target).endswith('/') else '/'}:")
    else:
        print("Er valt niets te tekenen; er is niets geschreven." if nl else "Nothing to draw; nothing was written.")
    for name in written:
        print(f"  {name}")
    draws, samples = number(arguments.draws, lang), number(arguments.samples, lang)
    print(
        f"{number(seconds, lang, 1)} s, {'trekkingen' if nl else 'draws'}: {draws}, "
        f"{'steekproef' if nl else 'sample'}: {samples}, seed {arguments.seed}, run {found.run_record.id}"
    )


def _samples(text: str) -> int:
    value = options.whole_number(_LEAST_SAMPLES, _MOST_SAMPLES)(text)
    if value & (value - 1):
        below = 1 << (value.bit_length() - 1)
        raise options.wrong(
            f"{text}: geen macht van 2; kies {below} of {2 * below}.",
            f"{text}: not a power of 2; choose {below} or {2 * below}.",
        )
    return value


def _correlation(text: str) -> float:
    value = options.number_between(-1, 1)(text)
    if abs(value) == 1:
        raise options.wrong(f"{text}: kies tussen -1 en 1.", f"{text}: choose between -1 and 1.")
    return value
