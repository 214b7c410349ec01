# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar sensitivity``: what a round depends on, as three tables, figures and ``sensitivity.json``."""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.cli.progress import Progress
from weerbaar.cli.sensitivity_table import sensitivity_table

if TYPE_CHECKING:
    from weerbaar.assessment import Sensitivity
    from weerbaar.base import InputError, Lang

Parsers = Any
"""``argparse`` has no public name for what ``add_subparsers`` returns."""

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
    command.add_argument("--out", metavar="MAP", help="map voor de uitkomsten | folder for the results (results/<id>)")
    command.add_argument("--method", metavar="ID", help="andere methode dan het dossier noemt | another method")
    command.add_argument(
        "--constraints",
        metavar="BESTAND",
        help="afspraken over de gewichten (yaml), voor de rangen | what is agreed about the weights, for the ranks",
    )
    command.add_argument(
        "--draws", type=_draws, default=100_000, metavar="N", help="trekkingen voor de rangen | draws (100000)"
    )
    command.add_argument(
        "--samples",
        type=_samples,
        default=4096,
        metavar="N",
        help="steekproef voor de meningsverschillen, een macht van 2 | sample, a power of 2 (4096)",
    )
    command.add_argument("--seed", type=_seed, default=2012, metavar="N", help="startwaarde | seed (2012)")
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
    command.add_argument("--workers", type=_workers, default=1, metavar="N", help="gelijktijdig | at the same time (1)")
    command.add_argument(
        "--formats",
        type=_formats,
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
        _check_target(target, arguments.dossier, dossier.round.id)
        analysing = "ontleden" if nl else "analysing"
        progress.step(analysing)
        with _announced(lang), _executor(arguments.workers) as executor:
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
        with output_folder(target) as folder:
            _write_figures(found, folder, arguments)
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
    for name in written:
        print(f"  {name}")
    draws, samples = number(arguments.draws, lang), number(arguments.samples, lang)
    print(
        f"{number(seconds, lang, 1)} s, {'trekkingen' if nl else 'draws'}: {draws}, "
        f"{'steekproef' if nl else 'sample'}: {samples}, seed {arguments.seed}, run {found.run_record.id}"
    )


def _check_target(target: Path, source: str, round_id: str) -> None:
    """Refuse a folder in which the results would be lost among other files.

    Raises:
        InputError: the folder is (part of) the dossier, or holds the analysis of another round.
    """
    if Path(source).is_dir() and target.resolve().is_relative_to(Path(source).resolve()):
        raise _refused(
            str(target),
            "deze map hoort bij het dossier zelf; kies met --out een andere.",
            "this folder is part of the dossier itself; choose another with --out.",
        )
    for name in (_RESULT, "results.json"):
        try:
            there = json.loads((target / name).read_text(encoding="utf-8"))["round"]["id"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if there != round_id:
            raise _refused(
                str(target),
                f"hier staan de uitkomsten van ronde {there}; kies met --out een andere map.",
                f"this folder holds the results of round {there}; choose another with --out.",
            )


def _refused(place: str, nl: str, en: str) -> InputError:
    from weerbaar.base import InputError, Problem, Text

    return InputError([Problem(place, Text(nl=nl, en=en))])


def _write_figures(found: Sensitivity, folder: Path, arguments: argparse.Namespace) -> None:
    from weerbaar.figures import sensitivity_figures

    kinds = [kind for kind in ("svg", "png", "pdf") if kind in arguments.formats]
    if not kinds:
        return
    figures = sensitivity_figures(found, arguments.lang)
    if not figures:
        return
    place = folder / ("figuren" if arguments.lang == "nl" else "figures")
    place.mkdir()
    for figure in figures:
        name = figure.id if arguments.lang == "nl" else _ENGLISH_NAMES[figure.id]
        for kind in kinds:
            figure.save(place / f"{name}.{kind}")


@contextlib.contextmanager
def _announced(lang: Lang) -> Iterator[None]:
    """Say once, on a line of its own, that the engine is being compiled."""
    from weerbaar.base import announce_compiling

    words = (
        "De rekenkern wordt eenmalig vertaald; dat duurt ten hoogste een minuut."
        if lang == "nl"
        else "Compiling the engine, once; this takes a minute at most."
    )

    def say() -> None:
        # On a terminal a progress bar may stand on this line.
        print(("\r" if sys.stderr.isatty() else "") + words.ljust(60), file=sys.stderr, flush=True)

    with announce_compiling(say):
        yield


@contextlib.contextmanager
def _executor(workers: int) -> Iterator[Executor | None]:
    if workers == 1:
        yield None
        return
    # Kernels and numpy let go of the interpreter's lock, so that threads work at the same time.
    pool = ThreadPoolExecutor(workers)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _draws(text: str) -> int:
    return _between(text, 1_000, _MOST_DRAWS)


def _samples(text: str) -> int:
    value = _between(text, _LEAST_SAMPLES, _MOST_SAMPLES)
    if value & (value - 1):
        below = 1 << (value.bit_length() - 1)
        raise argparse.ArgumentTypeError(f"{text}: geen macht van 2 | not a power of 2 ({below}, {2 * below})")
    return value


def _seed(text: str) -> int:
    return _between(text, 0, 2**63 - 1)


def _workers(text: str) -> int:
    return _between(text, 1, 64)


def _between(text: str, low: int, high: int) -> int:
    try:
        value = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: geen geheel getal | not a whole number") from None
    if not low <= value <= high:
        raise argparse.ArgumentTypeError(f"{text}: {low} t/m {high} | {low} to {high}")
    return value


def _correlation(text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: geen getal | not a number") from None
    if not math.isfinite(value) or abs(value) >= 1:
        raise argparse.ArgumentTypeError(f"{text}: tussen -1 en 1 | between -1 and 1")
    return value


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [part for part in wanted if part not in FORMATS]
    if unknown or not wanted:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown) or text!r}: kies uit | choose from {', '.join(FORMATS)}")
    return wanted
