# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert cancel``: a use is taken off the air, with proof per cell."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from weerbaar.cli import options
from weerbaar.cli.alert import given
from weerbaar.cli.alert.desk import (
    REHEARSAL,
    add_person,
    add_register,
    channels_of,
    desk_of,
    interrupted,
    store_of,
    use_lines,
    use_of,
)
from weerbaar.cli.options import Parsers, refused

if TYPE_CHECKING:
    from weerbaar.alerting.delivery import Channels, Delivery, Desk


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``cancel`` to the parser of ``weerbaar alert``."""
    help_text = "uitzending intrekken, met bewijs per zendcel | withdraw a broadcast, with proof per cell"
    command = actions.add_parser("cancel", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.cancel", "run_cancel"))
    command.add_argument("use", metavar="INZET", help="id in het register | id in the register")
    add_register(command)
    add_person(command)
    command.add_argument("--channels", type=options.place, metavar="BESTAND", help="kanalen (YAML) | channels")
    command.add_argument("--reason", required=True, type=given.reason, metavar="REDEN", help="waarom | why")


def run_cancel(arguments: argparse.Namespace) -> int:
    """Withdraw on every channel that the use went over; 1 when it may still be on the air somewhere."""
    from weerbaar.alerting.delivery import withdraw

    store = store_of(arguments.register)
    use = use_of(store, arguments.use)
    desk = desk_of(arguments.register, store, arguments.by)
    known = desk.of_use(use.id)
    if not known:
        raise refused(use.id, "hiervan is niets verzonden.", "nothing of this was sent.")
    with channels_of(arguments.channels) as channels:
        found = _found(channels, known)
        try:
            for name in dict.fromkeys(delivery.channel for delivery in known.values()):
                withdraw(desk, found[name], use.id, arguments.reason)
        except KeyboardInterrupt:
            return interrupted(arguments.lang)
    print("\n".join(use_lines(use_of(store, use.id), arguments.lang)))
    return int(_still_on_air(desk, use.id))


def _found(channels: Channels, known: dict[str, Delivery]) -> dict[str, Any]:
    """Return the channels that deliveries went over.

    Raises:
        InputError: one of them is not in the file, or no file was given.
    """
    from weerbaar.alerting.delivery import RehearsalChannel

    found: dict[str, Any] = dict(channels.by_name)
    if REHEARSAL not in found:
        cells = dict.fromkeys(c for d in known.values() if d.channel == REHEARSAL for c in d.order.message.cells)
        if cells:
            found[REHEARSAL] = RehearsalChannel(REHEARSAL, cells, given.now)
    missing = [d.channel for d in known.values() if d.channel not in found]
    if missing:
        raise refused(
            "--channels",
            f"het bericht ging over kanaal {missing[0]}; geef een bestand waarin dat staat.",
            f"the message went over channel {missing[0]}; give a file that has it.",
        )
    return found


def _still_on_air(desk: Desk, use: str) -> bool:
    now = desk.clock()
    return any(delivery.active(now) for delivery in desk.of_use(use).values())
