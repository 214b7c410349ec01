# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar elicit``: from the answers of many experts to weights, pooled answers, figures and judgements."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.elicit_table import elicitation_table
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.progress import Progress
from weerbaar.cli.target import figure_folder, write_figures

if TYPE_CHECKING:
    from weerbaar.base import Lang, Problem
    from weerbaar.dossier import Dossier
    from weerbaar.elicitation import Elicitation, Study
    from weerbaar.figures import Figure

FORMATS = ("svg", "png", "pdf", "json", "csv")
_USUAL = ("svg", "png", "json", "csv")
WEIGHTS = ("performance-optimised", "global", "item", "equal", "user")
COMBINATIONS = ("linear", "quantile-average", "median")
_MOST_ROUNDS = 20
_DRAWS = 20_000
"""For the two assessments of the diagram; classes and centres are exact, only uncertainty of the total is drawn."""
_ENGLISH_NAMES = {
    "antwoorden": "answers",
    "kalibratie": "calibration",
    "scores": "scores",
    "wegingseffect": "weighting-effect",
}


def add_command(commands: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``elicit`` to the parser of the command line."""
    help_text = "oordelen van veel deskundigen wegen en samenvoegen | weigh and pool the answers of many experts"
    command = commands.add_parser("elicit", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.elicit", "elicit"))
    command.add_argument("study", help="map, .dtt-bestand of naam van een voorbeeld | folder, .dtt file or example")
    command.add_argument(
        "--out",
        type=options.place,
        metavar="MAP",
        help="map voor de uitkomsten | folder for the results (results/<id>)",
    )
    command.add_argument(
        "--weights",
        choices=WEIGHTS,
        default=WEIGHTS[0],
        help="gewichten van de deskundigen | weights of the experts (performance-optimised)",
    )
    command.add_argument(
        "--alpha",
        type=options.number_between(0, 1),
        metavar="A",
        help="drempel van kalibratie, bij global en item | cut-off of calibration",
    )
    command.add_argument(
        "--combine",
        choices=COMBINATIONS,
        default=COMBINATIONS[0],
        help="manier van samenvoegen | way of pooling (linear)",
    )
    command.add_argument("--seed", type=options.seed, default=2012, metavar="N", help="startwaarde | seed (2012)")
    command.add_argument(
        "--formats",
        type=options.formats(FORMATS),
        default=_USUAL,
        metavar="LIJST",
        help=f"met komma's, uit | with commas, from {','.join(FORMATS)} ({','.join(_USUAL)})",
    )
    command.add_argument(
        "--into",
        type=options.place,
        metavar="DOSSIER",
        help="uitkomst als oordelen in deze map | outcome as judgements into this folder",
    )
    command.add_argument(
        "--diagram",
        type=options.place,
        metavar="DOSSIER",
        help="wat de weging verandert in het risicodiagram | what the weights change in the risk diagram",
    )
    command.add_argument(
        "--feedback",
        type=options.whole_number(2, _MOST_ROUNDS),
        metavar="RONDE",
        help="wat elke deskundige te zien krijgt voor deze ronde | what each expert is shown before this round",
    )
    command.add_argument(
        "--export",
        type=options.place,
        metavar="DOEL",
        help="studie naar Excalibur (.dtt) of map | study to Excalibur (.dtt) or folder",
    )


def elicit(arguments: argparse.Namespace) -> int:
    """Evaluate ``arguments.study`` and write what was asked for into ``arguments.out``.

    Nothing is left in the folder, nor in a dossier, when anything fails.

    Returns:
        0; errors are raised and turned into messages by :func:`weerbaar.cli.main.main`.
    """
    from weerbaar.base import output_folder
    from weerbaar.elicitation import evaluate, study_and_warnings

    lang: Lang = arguments.lang
    nl = lang == "nl"
    _check_alpha(arguments)
    progress = Progress(4)
    try:
        progress.step("studie lezen" if nl else "reading the study")
        study, problems = study_and_warnings(arguments.study)
        target = Path(arguments.out) if arguments.out else Path("results") / study.id
        _check_target(target, arguments.study)
        progress.step("wegen en samenvoegen" if nl else "weighing and pooling")
        elicitation = evaluate(
            study,
            weighting=arguments.weights,
            alpha=arguments.alpha,
            combine=arguments.combine,
            seed=arguments.seed,
        )
        progress.step("figuren tekenen" if nl else "drawing figures")
        figures, notes = _figures(study, elicitation, arguments)
        with output_folder(target) as folder:
            kinds = _drawn_kinds(arguments)
            write_figures(figures, figure_folder(folder, lang), lang, _ENGLISH_NAMES, lambda _: kinds)
            progress.step("uitkomsten wegschrijven" if nl else "writing the results")
            _write_tables(elicitation, folder, arguments)
            _write_feedback(study, folder, arguments)
            written = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
            elsewhere, lost = _write_elsewhere(study, elicitation, arguments)
    finally:
        progress.close()
    _warn([*problems, *lost], lang)
    print(elicitation_table(elicitation, lang))
    print()
    for note in notes:
        print(note)
    if written:
        print(f"{'Geschreven in' if nl else 'Written to'} {target}{'' if str(target).endswith('/') else '/'}:")
    for name in written:
        print(f"  {name}")
    for path in elsewhere:
        print(f"{'Geschreven' if nl else 'Written'}: {path}")
    print(f"seed {arguments.seed}, run {elicitation.run_record.id}")
    return 0


def _warn(problems: list[Problem], lang: Lang) -> None:
    from weerbaar.base import render_problems

    if problems:
        print(render_problems(problems, lang, mark_warnings=True), file=sys.stderr)


def _check_alpha(arguments: argparse.Namespace) -> None:
    """Refuse a cut-off for weights that have none.

    Raises:
        InputError: says which weights go with it.
    """
    if arguments.alpha is not None and arguments.weights not in ("global", "item"):
        raise refused(
            "--alpha",
            "een drempel hoort bij --weights global of --weights item; bij performance-optimised wordt zij gezocht.",
            "a cut-off goes with --weights global or --weights item; with performance-optimised it is searched for.",
        )


def _check_target(target: Path, source: str) -> None:
    """Refuse a folder in which the results would be lost among the files of a study or a dossier.

    Raises:
        InputError: the folder is a study or a dossier, or part of the study that is read.
    """
    for file, nl, en in (("study.yaml", "een studie", "a study"), ("dossier.yaml", "een dossier", "a dossier")):
        if (target / file).is_file():
            raise refused(
                str(target),
                f"deze map is {nl}; kies met --out een andere voor de uitkomsten.",
                f"this folder is {en}; choose another for the results with --out.",
            )
    if Path(source).is_dir() and target.resolve().is_relative_to(Path(source).resolve()):
        raise refused(
            str(target),
            "deze map hoort bij de studie zelf; kies met --out een andere.",
            "this folder is part of the study itself; choose another with --out.",
        )


def _drawn_kinds(arguments: argparse.Namespace) -> list[str]:
    return [kind for kind in ("svg", "png", "pdf") if kind in arguments.formats]


def _figures(study: Study, elicitation: Elicitation, arguments: argparse.Namespace) -> tuple[list[Figure], list[str]]:
    """Return the figures asked for, and what to say about one that there cannot be."""
    from weerbaar.figures import elicitation_figures

    dossier = _dossier(arguments)
    effect, note = (None, "") if dossier is None else _effect(study, elicitation, dossier, arguments)
    if not _drawn_kinds(arguments):
        return [], [note] if note else []
    figures = elicitation_figures(elicitation, arguments.lang)
    return [*figures, *([effect] if effect is not None else [])], [note] if note else []


def _dossier(arguments: argparse.Namespace) -> Dossier | None:
    """Return the dossier whose diagram shows the effect: of ``--diagram``, or else of ``--into``.

    Raises:
        InputError: ``--into`` is not a folder, which is said before anything is drawn.
    """
    from weerbaar.dossier import load_dossier
    from weerbaar.elicitation import dossier_folder

    into = dossier_folder(Path(arguments.into)) if arguments.into else None
    name = arguments.diagram or into
    return load_dossier(name) if name else None


def _effect(
    study: Study, elicitation: Elicitation, dossier: Dossier, arguments: argparse.Namespace
) -> tuple[Figure | None, str]:
    from weerbaar.assessment import assess
    from weerbaar.base import Text
    from weerbaar.elicitation import evaluate, with_judgements
    from weerbaar.figures import NoTotalError, weighting_effect

    nl = arguments.lang == "nl"
    # Also where nothing is drawn: a scenario that the dossier does not know must be said.
    judged = with_judgements(elicitation, dossier)
    if not _drawn_kinds(arguments):
        return None, ""
    if elicitation.weighting == "equal":
        return None, (
            "Geen figuur van het wegingseffect: bij gelijke gewichten is er niets te vergelijken."
            if nl
            else "No figure of the effect of the weighting: with equal weights there is nothing to compare."
        )
    equal = evaluate(study, weighting="equal", combine=arguments.combine, seed=arguments.seed)
    before = assess(with_judgements(equal, dossier), draws=_DRAWS, seed=arguments.seed)
    after = assess(judged, draws=_DRAWS, seed=arguments.seed)
    chosen = {
        "user": Text(nl="eigen gewichten", en="user weights"),
        "item": Text(nl="gewichten naar prestatie per vraag", en="performance weights per question"),
    }.get(elicitation.weighting, Text(nl="gewichten naar prestatie", en="performance weights"))
    try:
        names = (Text(nl="gelijke gewichten", en="equal weights"), chosen)
        return weighting_effect(before, after, names, arguments.lang, "a4"), ""
    except NoTotalError as error:
        return None, error.render(arguments.lang)


def _write_tables(elicitation: Elicitation, folder: Path, arguments: argparse.Namespace) -> None:
    from weerbaar.elicitation import answers_csv, elicitation_json, experts_csv

    nl = arguments.lang == "nl"
    if "json" in arguments.formats:
        (folder / "elicitation.json").write_bytes(elicitation_json(elicitation))
    if "csv" in arguments.formats:
        tables = (("deskundigen" if nl else "experts", experts_csv), ("antwoorden" if nl else "answers", answers_csv))
        for name, write in tables:
            (folder / f"{name}.csv").write_bytes(write(elicitation, arguments.lang).encode())


def _write_feedback(study: Study, folder: Path, arguments: argparse.Namespace) -> None:
    """Write what each expert is shown before the round asked for, one file per expert."""
    if arguments.feedback is None:
        return
    from weerbaar.elicitation import feedback

    place = folder / ("terugkoppeling" if arguments.lang == "nl" else "feedback")
    place.mkdir()
    for expert in study.experts:
        shown = feedback(study, arguments.feedback, expert.id).render(arguments.lang)
        (place / f"{expert.id}.md").write_text(shown, encoding="utf-8", newline="\n")


def _write_elsewhere(
    study: Study, elicitation: Elicitation, arguments: argparse.Namespace
) -> tuple[list[Path], list[Problem]]:
    """Write outside the folder of results, last of all: the export, and the judgements into the dossier.

    Returns:
        What was written, and warnings about what an export could not hold.
    """
    from weerbaar.elicitation import addition, export_excalibur, save_study

    written: list[Path] = []
    lost: list[Problem] = []
    # Everything that can be wrong with the dossier is said before the export is there.
    added = addition(elicitation, Path(arguments.into)) if arguments.into else None
    if arguments.export:
        target = Path(arguments.export)
        if target.suffix.lower() == ".dtt":
            lost += export_excalibur(study, target)
        else:
            save_study(study, target)
        written.append(target)
    if added is not None:
        written.append(added.write())
    return written, lost
