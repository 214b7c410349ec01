# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert resume``: what was under way when the program stopped is asked after, and finished."""

from __future__ import annotations

import argparse

from weerbaar.cli import options
from weerbaar.cli.alert.desk import add_person, add_register, channels_of, desk_of, store_of, use_lines, use_of
from weerbaar.cli.options import Parsers


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``resume`` to the parser of ``weerbaar alert``."""
    help_text = "hervatten na een onderbreking, zonder dubbel te verzenden | resume without sending twice"
    command = actions.add_parser("resume", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.resume", "run_resume"))
    add_register(command)
    add_person(command)
    command.add_argument(
        "--channels", type=options.place, required=True, metavar="BESTAND", help="kanalen (YAML) | channels"
    )


def run_resume(arguments: argparse.Namespace) -> int:
    """Pick up every order and withdrawal whose end is not known, and print what became of them."""
    from weerbaar.alerting.delivery import resume

    store = store_of(arguments.register)
    desk = desk_of(arguments.register, store, arguments.by)
    with channels_of(arguments.channels) as channels:
        picked = resume(desk, channels.by_name)
    if not picked:
        print("Er was niets onderbroken." if arguments.lang == "nl" else "Nothing was interrupted.")
        return 0
    for use in dict.fromkeys(desk.everything()[order].order.message.use for order in picked):
        print("\n".join(use_lines(use_of(store, use), arguments.lang)))
    return 0
