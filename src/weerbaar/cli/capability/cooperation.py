# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability who-may`` and ``cooperation``: who may do what at T+h, and what a register lacks."""

from __future__ import annotations

import argparse
import datetime
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.options import Parsers
from weerbaar.cli.result_file import day, figure_bytes, figure_place, write_results

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weerbaar.base import Lang

_LAST_HOUR = 10_000
_MOST_DAYS = 36_500


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
        "--figure", type=figure_place, metavar="BESTAND", help="responsklok (.svg, .png, .pdf) | response clock"
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
    command.add_argument("--on", type=day, metavar="DAG", help="dag (jjjj-mm-dd); vandaag | day (yyyy-mm-dd); today")
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
        help="gegevens als JSON; - is standaarduitvoer, zonder iets anders | data as JSON; - is standard output",
    )


def run_who_may(arguments: argparse.Namespace) -> int:
    """Print who may do what, and write what was asked for."""
    from weerbaar.capability.cooperation import load_cooperation, who_may, who_may_json
    from weerbaar.cli.capability.cooperation_table import answer_table

    lang: Lang = arguments.lang
    answer = who_may(
        load_cooperation(arguments.register),
        arguments.situation,
        arguments.at,
        on=arguments.on or datetime.date.today(),
        site=arguments.site,
        asked=_asked(arguments.asked),
        confidential=arguments.with_confidential,
    )
    results = [(arguments.json, who_may_json(answer))]
    if arguments.figure is not None:
        from weerbaar.figures import response_clock

        results.append((arguments.figure, figure_bytes(response_clock(answer, lang), arguments.figure)))
    write_results(results, lang, answer_table(answer, lang))
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
    write_results([(arguments.json, cooperation_report_json(report))], lang, report_table(report, lang))
    return 0


def _asked(given: list[tuple[str, float] | None] | None) -> Mapping[str, float] | None:
    return None if given is None else dict(pair for pair in given if pair is not None)


def _requests(text: str) -> tuple[str, float] | None:
    if text.strip().lower() == "none":
        return None
    name, sign, hour = text.partition("=")
    if not sign or not name.strip():
        raise options.wrong(f"{text}: schrijf afspraak=uur of none.", f"{text}: write agreement=hour or none.")
    return name.strip(), options.number_between(0, _LAST_HOUR)(hour)
