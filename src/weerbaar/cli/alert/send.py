# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert send``: an approved draft over a channel, or in memory as a rehearsal; receipts per cell."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from weerbaar.cli import options
from weerbaar.cli.alert import given, network
from weerbaar.cli.alert.desk import (
    REHEARSAL,
    add_person,
    add_register,
    area_in,
    channel_named,
    channels_of,
    desk_of,
    interrupted,
    store_of,
    use_lines,
    use_of,
)
from weerbaar.cli.options import Parsers, refused

if TYPE_CHECKING:
    from weerbaar.alerting.cells import CellNetwork
    from weerbaar.alerting.delivery import Delivery, Desk, Message
    from weerbaar.alerting.register import Use
    from weerbaar.base import Lang

_REHEARSAL_CELLS = 20_000


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``send`` to the parser of ``weerbaar alert``."""
    help_text = "goedgekeurd bericht verzenden of bijwerken | send or update an approved alert"
    command = actions.add_parser("send", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.send", "run_send"))
    command.add_argument("use", metavar="INZET", help="id in het register | id in the register")
    add_register(command)
    add_person(command)
    command.add_argument("--channels", type=options.place, metavar="BESTAND", help="kanalen (YAML) | channels")
    command.add_argument("--channel", type=options.place, metavar="NAAM", help="welk kanaal | which channel")
    command.add_argument("--rehearsal", action="store_true", help="oefenen in het geheugen | rehearse in memory")
    for name, said in (
        ("--refusing", "deel dat weigert | share that refuses"),
        ("--silent", "deel dat zwijgt | silent"),
    ):
        command.add_argument(
            name, type=options.number_between(0, 1), default=0.0, metavar="DEEL", help=f"oefening: {said}"
        )
    command.add_argument(
        "--confirm",
        type=options.place,
        metavar="INZET",
        help="nogmaals het id, voor wat echt uitgaat | the id again, for what is real",
    )
    network.add_network(command)


def run_send(arguments: argparse.Namespace) -> int:
    """Send, and print what every cell did; 1 when no cell is known to have taken it."""
    lang: Lang = arguments.lang
    _refuse_options(arguments)
    store = store_of(arguments.register)
    use = use_of(store, arguments.use)
    _refuse_unapproved(use)
    cells = network.network_of(arguments)
    from weerbaar.alerting.delivery import message_of

    with channels_of(arguments.channels) as channels:
        if arguments.rehearsal:
            channel, asked = _rehearsal(use, cells, arguments)
        else:
            channel = channel_named(channels, arguments.channel)
            asked = _asked(use, channel, cells, arguments)
        desk = desk_of(arguments.register, store, arguments.by)
        message = message_of(use, asked, given.now())
        try:
            delivery = _sent(desk, channel, message)
        except KeyboardInterrupt:
            return interrupted(lang)
    print("\n".join(use_lines(use_of(store, use.id), lang)))
    return int(not any(cell.result == "taken" for cell in delivery.cells.values()))


def _refuse_options(arguments: argparse.Namespace) -> None:
    if arguments.rehearsal == bool(arguments.channels):
        raise refused("--channels", "geef --channels, of --rehearsal.", "give --channels, or --rehearsal.")
    if arguments.channels and not arguments.channel:
        raise refused("--channel", "geef de naam van het kanaal.", "give the name of the channel.")
    if not arguments.rehearsal and (arguments.refusing or arguments.silent):
        raise refused("--refusing", "hoort bij --rehearsal.", "goes with --rehearsal.")


def _refuse_unapproved(use: Use) -> None:
    from weerbaar.alerting.register import Approved, State

    if use.state in (State.REJECTED, State.CANCELLED, State.ENDED):
        raise refused(
            use.id, "deze inzet is afgewezen, ingetrokken of voorbij.", "this use was rejected, withdrawn or is over."
        )
    covers = any(isinstance(one.said, Approved) and one.said.draft == use.draft_hash for one in use.approvals)
    if not covers or use.state in (State.DRAFT, State.WAITING):
        raise refused(
            use.id,
            "dit concept is niet goedgekeurd; er is niets verzonden. Zie weerbaar alert approve.",
            "this draft was not approved; nothing was sent. See weerbaar alert approve.",
        )


def _rehearsal(use: Use, cells: CellNetwork | None, arguments: argparse.Namespace) -> tuple[Any, tuple[str, ...]]:
    """Return a channel in memory to the 2G cells of the area, made up where no network was given."""
    from weerbaar.alerting.cells import made_up_network
    from weerbaar.alerting.delivery import RehearsalChannel

    found = made_up_network(_REHEARSAL_CELLS, arguments.seed) if cells is None else cells
    asked = _in_area(use, found, arguments.share)
    channel = RehearsalChannel(
        REHEARSAL, asked, given.now, seed=arguments.seed, refusing=arguments.refusing, silent=arguments.silent
    )
    return channel, asked


def _asked(use: Use, channel: Any, cells: CellNetwork | None, arguments: argparse.Namespace) -> tuple[str, ...]:
    """Return the cells to ask over a channel of a file; empty for its whole network.

    Raises:
        InputError: made-up cells for a real channel, or something real that was not confirmed.
    """
    from weerbaar.alerting.delivery import ForReal

    if isinstance(channel.purpose, ForReal):
        if cells is not None and cells.synthetic:
            raise refused(
                "--network",
                "verzonnen zendcellen gaan nooit over een echt kanaal.",
                "made-up cells never go over a real channel.",
            )
        if arguments.confirm != use.id:
            raise refused(
                f"--channel {channel.name}",
                f"dit gaat echt uit. Geef --confirm {use.id} als u dat wilt.",
                f"this is sent for real. Give --confirm {use.id} if that is what you want.",
            )
    if not channel.picks_cells:
        if cells is not None:
            raise refused(
                "--network",
                "dit kanaal kan geen zendcellen kiezen; het hele netwerk krijgt het bericht. Laat --network weg.",
                "this channel cannot choose cells; its whole network gets the message. Leave --network out.",
            )
        return ()
    if cells is None:
        raise refused(
            "--network",
            "geef het netwerk van dit kanaal; anders is niet bekend welke zendcellen het gebied bedienen.",
            "give the network of this channel; else it is not known which cells serve the area.",
        )
    return _in_area(use, cells, arguments.share)


def _in_area(use: Use, cells: CellNetwork, share: float) -> tuple[str, ...]:
    found = network.cells_2g(network.selection_of(cells, area_in(use), share)[0])
    if not found:
        raise refused(use.id, "geen enkele zendcel van 2G bedient dit gebied.", "no cell of 2G serves this area.")
    return found


def _sent(desk: Desk, channel: Any, message: Message[Any]) -> Delivery:
    """Send, or where another text of this use is on the air on the channel, put this one in its place."""
    from weerbaar.alerting.delivery import send, update

    now = desk.clock()
    for order, known in desk.of_use(message.use).items():
        was = known.order.message
        if known.channel != channel.name or known.replaced_by or not known.active(now):
            continue
        if (was.dcs, was.pages, was.cells) != (message.dcs, message.pages, message.cells):
            return update(desk, channel, message, order)
    return send(desk, channel, message)
