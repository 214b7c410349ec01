# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert status``: where a use stands, what its cells did and how long it took; asked anew where wanted."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.alert import given
from weerbaar.cli.alert.desk import add_register, channels_of, desk_of, store_of, use_lines, use_of
from weerbaar.cli.alert.table import errors_as_json
from weerbaar.cli.options import Parsers
from weerbaar.cli.printing import print_json
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.alerting.register import FileStore, Use
    from weerbaar.base import Lang


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``status`` to the parser of ``weerbaar alert``."""
    help_text = "waar een inzet staat, per zendcel | where a use stands, cell by cell"
    command = actions.add_parser("status", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.status", "run_status"))
    command.add_argument("use", metavar="INZET", help="id in het register | id in the register")
    add_register(command)
    command.add_argument(
        "--by", type=given.person, default="weerbaar", metavar="NAAM", help="wie het vraagt | who asks"
    )
    command.add_argument(
        "--channels",
        type=options.place,
        metavar="BESTAND",
        help="ook navragen over deze kanalen | ask over these channels as well",
    )
    command.add_argument(
        "--target",
        type=options.number_between(1, 600),
        default=30.0,
        metavar="MINUTEN",
        help="hoelang verzoek tot uitzending mag duren (30) | how long request to air may take",
    )
    command.add_argument("--json", action="store_true", help="alles als JSON | everything as JSON")


@errors_as_json
def run_status(arguments: argparse.Namespace) -> int:
    """Print where a use stands; with channels the other side is asked first, and its answers go in the register."""
    lang: Lang = arguments.lang
    store = store_of(arguments.register)
    use = use_of(store, arguments.use)
    if arguments.channels:
        _ask(store, use, arguments)
        use = use_of(store, arguments.use)
    if arguments.json:
        import json

        from weerbaar.alerting.register import use_json

        print_json(json.loads(use_json(use, store.events(use.id))))
        return 0
    lines = [*use_lines(use, lang), *_clock_lines(use, arguments)]
    print("\n".join(printable(line) for line in lines))
    return 0


def _ask(store: FileStore, use: Use, arguments: argparse.Namespace) -> None:
    from weerbaar.alerting.delivery import status

    desk = desk_of(arguments.register, store, arguments.by)
    with channels_of(arguments.channels) as channels:
        for name in dict.fromkeys(order.order.channel for order in use.orders):
            if name in channels.by_name:
                status(desk, channels.by_name[name], use.id)


def _clock_lines(use: Use, arguments: argparse.Namespace) -> list[str]:
    """Return how long every step took, and beside it a case from the past."""
    from weerbaar.alerting.approval import MOMENT_WORDS, against, read_clock, yardsticks

    lang: Lang = arguments.lang
    reading = read_clock(use.moments, given.now(), timedelta(minutes=arguments.target))
    lines = [
        f"  {MOMENT_WORDS[lap.start].in_(lang)} → {MOMENT_WORDS[lap.end].in_(lang)}: {_duration(lap.duration)}"
        for lap in reading.laps
    ]
    if not lines:
        return []
    compared = against(reading, yardsticks()[0])
    return ["", "Klok:" if lang == "nl" else "Clock:", *lines, *([compared.in_(lang)] if compared else [])]


def _duration(lasted: timedelta) -> str:
    seconds = round(lasted.total_seconds())
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
