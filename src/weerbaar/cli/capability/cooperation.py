# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability who-may`` and ``cooperation``: who may do what at T+h, and what a register lacks."""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.options import Parsers, refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weerbaar.base import Lang

_LAST_HOUR = 10_000
_MOST_DAYS = 36_500
_FIGURES = (".svg", ".png", ".pdf")


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``who-may`` and ``cooperation`` to the parser of ``weerbaar capability``."""
    help_text = "wie mag wat op T+h, en wie moet wie vragen | who may do what at T+h, and who must ask whom"
    command = actions.add_parser("who-may", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.capability.cooperation", "run_who_may"))
    _add_register(command)
    command.add_argument(
        "--situation",
        required=True,
        metavar="NAAM",
        help="bijvoorbeeld nucleaire-dreiging | for instance nuclear-threat",
    )
    command.add_argument(
        "--at",
        type=options.number_between(0, _LAST_HOUR),
        default=0.0,
        metavar="UUR",
        help="uren na het begin | hours after the start (0)",
    )
    command.add_argument("--site", metavar="ID", help="plaats, voor de reistijden | site, for travel times")
    command.add_argument(
        "--asked",
        type=_requests,
        action="append",
        metavar="AFSPRAAK=UUR",
        help="verzoek dat echt is gedaan; zonder deze keuze alles zo vroeg mogelijk; 'none': nog niets | request that "
        "was really made; without it all as early as possible; 'none': nothing yet",
    )
    command.add_argument(
        "--figure", type=options.place, metavar="BESTAND", help="responsklok (.svg, .png, .pdf) | response clock"
    )
    _add_json(command)

    help_text = "overlap, gaten en dubbele toezeggingen | overlaps, holes and double promises"
    report = actions.add_parser("cooperation", help=help_text, description=help_text, parents=[common])
    report.set_defaults(command=("weerbaar.cli.capability.cooperation", "run_cooperation"))
    _add_register(report)
    report.add_argument(
        "--within",
        type=options.whole_number(0, _MOST_DAYS),
        default=180,
        metavar="DAGEN",
        help="wat binnen zoveel dagen afloopt | what runs out within so many days (180)",
    )
    _add_json(report)


def _add_register(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "register",
        metavar="register",
        nargs="?",
        default="cooperation",
        help="bestand, map of naam van een voorbeeld | file, folder or name of an example (cooperation)",
    )
    command.add_argument("--on", type=_day, metavar="DATUM", help="dag (jjjj-mm-dd); vandaag | day (yyyy-mm-dd); today")
    command.add_argument(
        "--with-confidential",
        action="store_true",
        help="ook wat vertrouwelijk is gebruiken en tonen | use and show what is confidential too",
    )


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--json",
        type=options.place,
        metavar="BESTAND",
        help="ook als open gegevens, - voor alleen standaarduitvoer | as open data too, - for standard output only",
    )


def run_who_may(arguments: argparse.Namespace) -> int:
    """Print who may do what, and write what was asked for."""
    from weerbaar.capability.cooperation import load_cooperation, who_may, who_may_json
    from weerbaar.cli.capability.cooperation_table import answer_table

    lang: Lang = arguments.lang
    figure = None if arguments.figure is None else Path(arguments.figure)
    if figure is not None and figure.suffix.lower() not in _FIGURES:
        raise refused(
            str(figure), "kies een naam op .svg, .png of .pdf.", "choose a name that ends in .svg, .png or .pdf."
        )
    answer = who_may(
        load_cooperation(arguments.register),
        arguments.situation,
        arguments.at,
        on=arguments.on or datetime.date.today(),
        site=arguments.site,
        asked=_asked(arguments.asked),
        confidential=arguments.with_confidential,
    )
    data = who_may_json(answer)
    _check_place(arguments.json, ("question", "units"))
    if figure is not None:
        _draw(answer, figure, lang)
    if arguments.json == "-":
        sys.stdout.write(data.decode())
        return 0
    print(answer_table(answer, lang))
    _write(arguments.json, data, lang)
    if figure is not None:
        print(f"{'Geschreven:' if lang == 'nl' else 'Written:'} {figure}")
    return 0


def run_cooperation(arguments: argparse.Namespace) -> int:
    """Print what a register lacks, and write it where that was asked for."""
    from weerbaar.capability.cooperation import cooperation_report, cooperation_report_json, load_cooperation
    from weerbaar.cli.capability.cooperation_table import report_table

    lang: Lang = arguments.lang
    report = cooperation_report(
        load_cooperation(arguments.register),
        on=arguments.on or datetime.date.today(),
        soon_days=arguments.within,
        confidential=arguments.with_confidential,
    )
    data = cooperation_report_json(report)
    _check_place(arguments.json, ("soon_days", "findings"))
    if arguments.json == "-":
        sys.stdout.write(data.decode())
        return 0
    print(report_table(report, lang))
    _write(arguments.json, data, lang)
    return 0


def _draw(answer: object, figure: Path, lang: Lang) -> None:
    from weerbaar.capability.cooperation import Answer
    from weerbaar.figures import response_clock

    if figure.exists() and not figure.is_file():
        raise refused(str(figure), "dit is geen gewoon bestand.", "this is not an ordinary file.")
    if figure.exists() and not _is_ours(figure):
        raise refused(
            str(figure),
            "hier staat al iets anders dan een responsklok; kies een andere plaats.",
            "something else than a response clock is here already; choose another place.",
        )
    if isinstance(answer, Answer):
        response_clock(answer, lang).save(figure)


def _is_ours(figure: Path) -> bool:
    """Only a drawing says what it is; a picture or page is taken for ours by how it begins."""
    head = figure.read_bytes()[:4096]
    kind = figure.suffix.lower()
    if kind == ".svg":
        return b"responsklok" in head
    return head.startswith(b"\x89PNG" if kind == ".png" else b"%PDF")


def _write(place: str | None, data: bytes, lang: Lang) -> None:
    from weerbaar.base import write_atomic

    if place is not None:
        write_atomic(Path(place), data)
        print(f"{'Geschreven:' if lang == 'nl' else 'Written:'} {place}")


def _check_place(place: str | None, fields: tuple[str, ...]) -> None:
    """Refuse to replace a file that was not made by the same command.

    Raises:
        InputError: something else is there.
    """
    if place in (None, "-") or not Path(str(place)).exists():
        return
    try:
        there = json.loads(Path(str(place)).read_text(encoding="utf-8"))
        ours = isinstance(there, dict) and all(field in there for field in ("register", "run_record", *fields))
    except (OSError, ValueError, RecursionError):
        ours = False
    if not ours:
        raise refused(
            str(place),
            "hier staat al iets anders; kies een andere plaats.",
            "something else is here already; choose another place.",
        )


def _asked(given: list[tuple[str, float] | None] | None) -> Mapping[str, float] | None:
    return None if given is None else dict(pair for pair in given if pair is not None)


def _requests(text: str) -> tuple[str, float] | None:
    if text.strip().lower() == "none":
        return None
    name, sign, hour = text.partition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(f"{text}: afspraak=uur of none | agreement=hour or none")
    return name.strip(), options.number_between(0, _LAST_HOUR)(hour)


def _day(text: str) -> datetime.date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: geen datum jjjj-mm-dd | not a date yyyy-mm-dd") from None
