# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert watch``: who was away, came late or started anew gets what is still to be broadcast."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.alert import given
from weerbaar.cli.alert.desk import add_person, add_register, channels_of, desk_of, store_of
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.alerting.delivery import Channels, Desk, Round
    from weerbaar.base import Lang

_LONGEST_S = 7 * 24 * 3600
_CHANGES = {
    "lost": ("weg of niet werkend", "away or not working"),
    "found": ("verbonden", "connected"),
    "restarted": ("opnieuw gestart", "started anew"),
}


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``watch`` to the parser of ``weerbaar alert``."""
    help_text = "kanalen bewaken en aanvullen wat verloren ging | watch the channels and make good what was lost"
    command = actions.add_parser("watch", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.alert.watch", "run_watch"))
    add_register(command)
    add_person(command)
    command.add_argument(
        "--channels", type=options.place, required=True, metavar="BESTAND", help="kanalen (YAML) | channels"
    )
    command.add_argument("--once", action="store_true", help="één ronde | one round")
    command.add_argument(
        "--every",
        type=options.number_between(1, 3600),
        default=15.0,
        metavar="SECONDEN",
        help="tijd tussen twee rondes (15) | between two rounds (15)",
    )
    command.add_argument(
        "--for",
        dest="for_s",
        type=options.number_between(0, _LONGEST_S),
        metavar="SECONDEN",
        help="zo lang (tot Ctrl-C) | so long (until Ctrl-C)",
    )


def run_watch(arguments: argparse.Namespace) -> int:
    """Go round until it is time to stop, and print what changed; 1 when somebody was missing in the last round."""
    if arguments.once and arguments.for_s is not None:
        raise refused("--for", "gaat niet samen met --once.", "does not go with --once.")
    desk = desk_of(arguments.register, store_of(arguments.register), arguments.by)
    with channels_of(arguments.channels) as channels:
        return _go_round(desk, channels, arguments)


def _go_round(desk: Desk, channels: Channels, arguments: argparse.Namespace) -> int:
    from weerbaar.alerting.delivery import HeldError, watch

    lang: Lang = arguments.lang
    until = None if arguments.for_s is None else time.monotonic() + arguments.for_s
    missing: tuple[tuple[str, str], ...] | None = None
    try:
        while True:
            begun = time.monotonic()
            try:
                found = watch(desk, channels.watched)
            except HeldError as error:
                # Who has it in hand is sending; the next round picks it up.
                print(error.render(lang), file=sys.stderr)
            else:
                _say(_lines(found, missing, lang))
                missing = found.missing
            next_round = begun + arguments.every
            if arguments.once or (until is not None and next_round > until):
                break
            time.sleep(max(0.0, next_round - time.monotonic()))
    except KeyboardInterrupt:
        _say(["De bewaking is gestopt." if lang == "nl" else "The watch has stopped."])
    # Nobody is known to be there until a round has gone well.
    return int(missing is None or bool(missing))


def _say(lines: list[str]) -> None:
    for line in lines:
        # At once, also into a file: somebody is looking on.
        print(printable(line), flush=True)


def _lines(found: Round, before: tuple[tuple[str, str], ...] | None, lang: Lang) -> list[str]:
    """Return what a round found, with the moment; who stays away is said once, and nothing where nothing is new."""
    nl = lang == "nl"
    said = [f"{_full(*who)}: {_CHANGES[change][not nl]}" for *who, change in found.changed]
    noted = {(channel, peer) for channel, peer, _ in found.changed}
    for who in found.missing:
        if who not in noted and who not in (before or ()):
            said.append(f"{_full(*who)}: {'niet verbonden' if nl else 'not connected'}")
    for use, cells in found.resent:
        shown = ", ".join(cells[:5]) + (" …" if len(cells) > 5 else "")
        words = f"opnieuw verzonden naar {len(cells)}" if nl else f"sent again to {len(cells)}"
        said.append(f"{use}: {words} ({shown})")
    said += [f"{use}: {'uitzending voorbij' if nl else 'broadcast over'}" for use in found.ended]
    if before is None and not said:
        said = ["alle kanalen zijn er; er is niets aan te vullen" if nl else "all channels are there; nothing to add"]
    at = given.dutch(given.now())
    return [f"{at}  {line}" for line in said]


def _full(channel: str, peer: str) -> str:
    return channel if channel == peer else f"{channel}, {peer}"
