# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar cascade simulate``, ``cut``, ``check`` and ``convert``: risks that set each other off."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.cascade_source import catalogue_and_unit, source_of
from weerbaar.cli.computing import announced, threads
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.progress import Progress
from weerbaar.cli.target import write_figures

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.cascade import CascadeOutcome
    from weerbaar.figures import Figure

MAX_YEARS = 1_000_000_000
MAX_EVENTS = 1_000_000
MIN_EVENTS = 32
_MOST_CUTS = 50
_MOST_FILES = 15


def add_commands(commands: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``cascade`` and its commands to the parser of the command line."""
    cascade = commands.add_parser("cascade", help="risico's die elkaar uitlokken | risks that set each other off")
    actions = cascade.add_subparsers(title="opdrachten | commands", metavar="OPDRACHT", required=True)

    def add(name: str, help_text: str) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = actions.add_parser(
            name, help=help_text, description=help_text, parents=[common]
        )
        command.set_defaults(command=("weerbaar.cli.cascade", name))
        command.add_argument(
            "catalogue",
            type=options.place,
            metavar="CATALOGUS",
            help="JSON, map met CSV, .xlsx, voorbeeld of dossier | JSON, folder of CSV, .xlsx, example or dossier",
        )
        return command

    run = add("simulate", "hoe vaak, waardoor en met welke impact | how often, through what and with what impact")
    run.add_argument(
        "--years", type=options.whole_number(1, MAX_YEARS), default=100_000, metavar="N", help="jaren | years (100000)"
    )
    _add_choices(run, events=500)
    run.add_argument(
        "--cut",
        type=_cut,
        action="append",
        default=[],
        metavar="A:B",
        help="wat als dit verband wegvalt; A: of :B voor alle | what if this link is cut; A: or :B for all",
    )
    run.add_argument("--out", type=options.place, metavar="BESTAND", help="uitkomst als JSON | result as JSON")
    run.add_argument(
        "--figures", type=options.place, metavar="MAP", help="map voor de figuren | folder for the figures"
    )
    run.add_argument("--all", action="store_true", help="alle regels tonen | show all lines")

    cut = add("cut", "welk verband doorknippen helpt het meest | which link is best cut")
    cut.add_argument(
        "--top", type=options.whole_number(1, _MOST_CUTS), default=10, metavar="N", help="verbanden | links (10)"
    )
    _add_choices(cut, events=2_000)
    add("check", "catalogus controleren, alle problemen tegelijk | check a catalogue, all problems at once")
    convert = add("convert", "catalogus in een andere vorm schrijven | write a catalogue in another form")
    convert.add_argument(
        "target", type=options.place, metavar="DOEL", help="bestand.json, bestand.xlsx of map | file or folder"
    )


def _add_choices(command: argparse.ArgumentParser, events: int) -> None:
    command.add_argument(
        "--events",
        type=options.whole_number(MIN_EVENTS, MAX_EVENTS),
        default=events,
        metavar="M",
        help=f"gebeurtenissen per risico en intensiteit | events per risk and intensity ({events})",
    )
    command.add_argument("--seed", type=options.seed, default=2012, metavar="S", help="startwaarde | seed (2012)")
    command.add_argument(
        "--workers", type=options.workers, default=1, metavar="K", help="gelijktijdig | at the same time (1)"
    )
    command.add_argument("--trend", metavar="ID", help="kansen van een trend, zoals 2050 | rates of a trend")
    command.add_argument(
        "--with",
        dest="catalysts",
        action="append",
        default=[],
        metavar="ID",
        help="met deze katalysator; mag vaker | with this catalyst; may be repeated",
    )
    command.add_argument(
        "--impact-noise",
        choices=("bnra", "none"),
        help="onzekerheid van directe impact; none bij scores | uncertainty of direct impact; none for scores (bnra)",
    )


def _cut(text: str) -> tuple[str | None, str | None]:
    cause, colon, effect = (part.strip() for part in text.partition(":"))
    if not colon or not (cause or effect):
        raise options.wrong(f"{text}: geef OORZAAK:GEVOLG.", f"{text}: give CAUSE:EFFECT.")
    return cause or None, effect or None


def simulate(arguments: argparse.Namespace) -> int:
    """Simulate a catalogue, print the table, and write result and figures where asked.

    Returns:
        0; errors are raised and turned into messages by :func:`weerbaar.cli.main.main`.
    """
    from weerbaar.base import output_folder
    from weerbaar.cascade import cascade_outcome, cascade_results_json, cut_links, cut_of, cuts_of, network_of
    from weerbaar.cascade import simulate as simulate_network

    lang: Lang = arguments.lang
    nl = lang == "nl"
    started = time.perf_counter()
    out = Path(arguments.out) if arguments.out else None
    place = Path(arguments.figures) if arguments.figures else None
    _check_targets(arguments.catalogue, out, place)
    progress = Progress(2 + bool(arguments.cut) + bool(place))
    written: list[str] = []
    try:
        progress.step("catalogus lezen" if nl else "reading the catalogue")
        source = source_of(arguments)
        network = network_of(source.catalogue)
        cuts = [cut_of(network, cause=cause, effect=effect) for cause, effect in arguments.cut]
        choices = {"seed": arguments.seed, "impact_noise": source.noise, "events": arguments.events}
        with announced(lang), threads(arguments.workers) as executor:
            simulating = "simuleren" if nl else "simulating"
            progress.step(simulating)
            simulation = simulate_network(
                network,
                years=arguments.years,
                executor=executor,
                progress=lambda share: progress.part(share, simulating),
                **choices,
            )
            what_if = []
            if cuts:
                cutting = "doorknippen" if nl else "cutting"
                progress.step(cutting)
                found = cut_links(
                    network, cuts, executor=executor, progress=lambda share: progress.part(share, cutting), **choices
                )
                what_if = cuts_of(source.catalogue, found, arguments.cut)
        outcome = cascade_outcome(
            source.catalogue, simulation, settings=source.settings, unit=source.unit, cuts=what_if
        )
        # Both folders are filled beside what is there, and moved into place only when everything is written.
        with contextlib.ExitStack() as targets:
            if out is not None:
                folder = targets.enter_context(output_folder(out.parent))
                (folder / out.name).write_bytes(cascade_results_json(outcome))
                written.append(str(out))
            if place is not None:
                from weerbaar.figures import cascade_figures

                progress.step("figuren tekenen" if nl else "drawing figures")
                figures = cascade_figures(outcome, lang)
                # Where nothing occurs there is nothing to draw, and no empty folder to leave.
                if figures:
                    folder = targets.enter_context(output_folder(place))
                    names = write_figures(figures, folder, lang, _ENGLISH_NAMES, _kinds)
                    written += [str(place / name) for name in names]
    finally:
        progress.close()
    _report(outcome, written, arguments, time.perf_counter() - started)
    return 0


def cut(arguments: argparse.Namespace) -> int:
    """Print the links between two risks whose cutting lowers the expected yearly impact most."""
    from weerbaar.cascade import cut_links, cut_of, cuts_of, network_of, rank_links
    from weerbaar.cli.cascade_table import cuts_table, heading

    lang: Lang = arguments.lang
    nl = lang == "nl"
    progress = Progress(3)
    try:
        progress.step("catalogus lezen" if nl else "reading the catalogue")
        source = source_of(arguments)
        if not source.catalogue.indicators:
            raise refused(
                arguments.catalogue,
                "deze catalogus bevat geen impact; er is niets om verbanden naar te ordenen.",
                "this catalogue holds no impact; there is nothing to rank links by.",
            )
        network = network_of(source.catalogue)
        choices = {"seed": arguments.seed, "impact_noise": source.noise, "events": arguments.events}
        with announced(lang), threads(arguments.workers) as executor:
            ranking = "verbanden ordenen" if nl else "ranking the links"
            progress.step(ranking)
            base = cut_links(network, [], executor=executor, **choices)
            ranked = rank_links(network, base.base, impact_noise=source.noise)
            # The quick order can be a place or two off; the simulation has the last word on a few more.
            tried = [(link.cause, link.effect) for link in ranked[: arguments.top + 5] if link.reduction > 0]
            cutting = "doorknippen" if nl else "cutting"
            progress.step(cutting)
            found = cut_links(
                network,
                [cut_of(network, cause=cause, effect=effect) for cause, effect in tried],
                executor=executor,
                progress=lambda share: progress.part(share, cutting),
                **choices,
            )
    finally:
        progress.close()
    cuts = cuts_of(source.catalogue, found, tried)
    whole = (float(found.base_impact[-1]), float(found.base_impact_se[-1]))
    print(heading(source.catalogue, source.unit, source.settings, lang))
    print(cuts_table(source.catalogue, cuts, whole, source.unit, lang, most=arguments.top))
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Say that a catalogue is in order, and what is in it; its problems are raised, all at once."""
    from weerbaar.base import number

    nl = arguments.lang == "nl"
    catalogue = catalogue_and_unit(arguments.catalogue)[0]
    actors = sum(risk.actor for risk in catalogue.risks)
    counts = (
        (len(catalogue.risks) - actors, ("risico", "risico's") if nl else ("risk", "risks")),
        (actors, ("actor", "actoren") if nl else ("actor", "actors")),
        (len(catalogue.intensities), ("intensiteit", "intensiteiten") if nl else ("intensity", "intensities")),
        (
            len({(link.cause, link.effect) for link in catalogue.links}),
            ("verband", "verbanden") if nl else ("link", "links"),
        ),
    )
    print("Catalogus is in orde." if nl else "The catalogue is in order.")
    print(", ".join(f"{number(count, arguments.lang)} {words[count != 1]}" for count, words in counts))
    for words, ids in (
        ("trends", [trend.id for trend in catalogue.trends]),
        ("katalysatoren" if nl else "catalysts", [catalyst.id for catalyst in catalogue.catalysts]),
    ):
        if ids:
            print(f"{words}: {', '.join(ids)}")
    return 0


def convert(arguments: argparse.Namespace) -> int:
    """Write a catalogue as JSON, a folder of CSV files or an Excel workbook."""
    from weerbaar.cascade import EURO, save_catalogue

    catalogue, unit = catalogue_and_unit(arguments.catalogue)
    if unit != EURO:
        raise refused(
            arguments.catalogue,
            "de impact in dit dossier is een score, en in een catalogusbestand staan euro's.",
            "the impact in this dossier is a score, and a catalogue file holds euros.",
        )
    save_catalogue(catalogue, Path(arguments.target))
    print(arguments.target)
    return 0


def _check_targets(source: str, out: Path | None, place: Path | None) -> None:
    """Refuse before anything is computed what could not be written after it.

    Raises:
        InputError: the result would end in or over the input.
        OSError: a target is of the wrong kind, or closed.
    """
    given = Path(source)
    for target in (out, place):
        if target is None:
            continue
        if given.exists() and (target.resolve() == given.resolve() or given.resolve() in target.resolve().parents):
            raise refused(
                str(target),
                "hier staat de invoer zelf; kies een andere plaats.",
                "this is the input itself; choose another place.",
            )
        if target.exists() and not (target.is_file() or target.is_dir()):
            # Kept for the case that writing fails, a device without an end would fill the disk.
            raise refused(
                str(target),
                "dit is een apparaat of een pijp en geen bestand; kies een andere plaats.",
                "this is a device or a pipe and not a file; choose another place.",
            )
        if target == out and target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        folder = target if target == place else target.parent
        there = next(p for p in (folder, *folder.absolute().parents) if p.exists())
        if not there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(there))
        if not os.access(there, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))


_ENGLISH_NAMES = {
    "hoe-vaak-en-hoe-erg": "how-often-and-how-bad",
    "risicokaart": "risk-map",
    "oorzaak-gevolgmatrix": "cause-effect-matrix",
    "oorzaken-en-gevolgen": "causes-and-effects",
}


def _kinds(figure: Figure) -> tuple[str, ...]:
    """Overview figures in three formats; there are as many of single risks as there are risks."""
    return ("svg",) if figure.id.startswith("oorzaken-en-gevolgen") else ("svg", "png", "pdf")


def _report(outcome: CascadeOutcome, written: list[str], arguments: argparse.Namespace, seconds: float) -> None:
    from weerbaar.base import number
    from weerbaar.cli.cascade_table import cascade_table, cuts_table, expected_impact_line, heading

    lang: Lang = arguments.lang
    nl = lang == "nl"
    print(heading(outcome.catalogue, outcome.unit, outcome.record.settings, lang))
    print(cascade_table(outcome, lang, all_rows=arguments.all))
    print()
    print(expected_impact_line(outcome, lang))
    if outcome.cuts:
        from weerbaar.cascade import TOTAL

        print()
        print("Als een verband wegvalt:" if nl else "If a link is cut:")
        print(cuts_table(outcome.catalogue, outcome.cuts, outcome.expected_impact[TOTAL], outcome.unit, lang))
    if written:
        print()
        print("Geschreven:" if nl else "Written:")
        for name in written[:_MOST_FILES]:
            print(f"  {name}")
        if len(written) > _MOST_FILES:
            more = len(written) - _MOST_FILES
            print(f"  … en nog {more} bestanden" if nl else f"  … and {more} more files")
    took = number(seconds, lang, 1)
    years, events = number(outcome.years, lang), number(outcome.events, lang)
    print(
        f"{took} s, {years} {'jaren' if nl else 'years'}, {events} {'gebeurtenissen' if nl else 'events'}, "
        f"seed {outcome.seed}, run {outcome.record.id}"
    )
