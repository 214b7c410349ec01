# SPDX-License-Identifier: EUPL-1.2
"""The register in a folder with its uses, and the channels of a file, as ``weerbaar alert`` takes them."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.cli import options
from weerbaar.cli.alert import given
from weerbaar.cli.options import refused
from weerbaar.cli.printing import columns
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.alerting.area import Area
    from weerbaar.alerting.delivery import Channels, Desk
    from weerbaar.alerting.register import FileStore, Use
    from weerbaar.base import Lang

REHEARSAL = "rehearsal"
_MOST_ROWS = 40
_PATIENCE_S = 30.0
_RESULTS = {
    "taken": ("nam aan", "took it"),
    "refused": ("weigerde", "refused"),
    "silent": ("zweeg", "silent"),
    "pending": ("nog niets gehoord", "nothing heard yet"),
    "stopped": ("stopte", "stopped"),
}


def add_register(command: argparse.ArgumentParser) -> None:
    """Add the option that names the folder of the register."""
    command.add_argument(
        "--register", required=True, type=options.place, metavar="MAP", help="map van het register | the register"
    )


def add_person(command: argparse.ArgumentParser) -> None:
    """Add the option that says who does it."""
    command.add_argument("--by", required=True, type=given.person, metavar="NAAM", help="wie dit doet | who does this")


def area_in(use: Use) -> Area:
    """Return the area of the draft of a use.

    Raises:
        InputError: there is none.
    """
    from weerbaar.alerting.register import area_of

    area = area_of(use)
    if area is None:
        raise refused(use.id, "er is geen gebied.", "there is no area.")
    return area


def store_of(place: str, *, may_be_new: bool = False) -> FileStore:
    """Return the register in a folder.

    Raises:
        InputError: there is no such folder, or no register in it.
        RegisterError: it cannot be used, or is not whole.
    """
    from weerbaar.alerting.register import FileStore

    folder = Path(place)
    if not may_be_new and not folder.is_dir():
        raise refused(
            place,
            "deze map met een register bestaat niet.",
            "there is no such folder with a register.",
        )
    if folder.exists() and not folder.is_dir():
        raise refused(place, "dit is geen map.", "this is not a folder.")
    store = FileStore(folder)
    if not may_be_new and not store.head.number:
        # A folder that was mistyped must not pass for a register that is whole.
        raise refused(place, "in deze map staat geen register.", "there is no register in this folder.")
    return store


def uses_of(store: FileStore) -> Mapping[str, Use]:
    """Return every use in the register."""
    from weerbaar.alerting.register import fold

    return fold(store.events())


def use_of(store: FileStore, name: str) -> Use:
    """Return one use.

    Raises:
        InputError: it is not in the register.
    """
    uses = uses_of(store)
    if name not in uses:
        near = ", ".join(list(uses)[-6:])
        raise refused(
            name[:100],
            "deze inzet staat niet in het register." + (f" Wel: {near}." if near else ""),
            "this use is not in the register." + (f" These are: {near}." if near else ""),
        )
    return uses[name]


def desk_of(place: str, store: FileStore, by: str) -> Desk:
    """Return the desk from which somebody sends."""
    from weerbaar.alerting.delivery import Desk, FolderHolds

    return Desk(store, FolderHolds(Path(place) / "holds", _PATIENCE_S), given.now, by)


@contextlib.contextmanager
def channels_of(place: str | None) -> Iterator[Channels]:
    """Give the channels of a file, none without a file, and hang up afterwards."""
    from weerbaar.alerting.delivery import Channels, read_channels

    with contextlib.closing(read_channels(Path(place), given.now) if place else Channels({}, {}, ())) as channels:
        yield channels


def channel_named(channels: Channels, name: str) -> Any:
    """Return one channel of a file.

    Raises:
        InputError: the file has none of that name.
    """
    if name not in channels.by_name:
        known = ", ".join(channels.by_name)
        raise refused(f"--channel {name}", f"onbekend kanaal; kies uit: {known}.", f"unknown channel; choose: {known}.")
    return channels.by_name[name]


def interrupted(lang: Lang) -> int:
    """Say after Ctrl-C that an order may stand in the register, for it is not true that nothing was left behind."""
    said = (
        "Onderbroken. Wat in het register staat, blijft staan; bekijk het met weerbaar alert status en maak het af met "
        "weerbaar alert resume.",
        "Interrupted. What is in the register stays there; see weerbaar alert status, and finish it with "
        "weerbaar alert resume.",
    )
    print(said[lang == "en"], file=sys.stderr)
    return 1


def cells_lines(use: Use, lang: Lang) -> list[str]:
    """Return for every order of a use what each cell did, and how the transport ended."""
    from weerbaar.alerting.register import cause_in_words

    nl = lang == "nl"
    lines: list[str] = []
    for order in use.orders:
        said = order.order
        endings = ", ".join(sent.ended for sent in order.endings) or "-"
        lines += [
            "",
            f"{order.ids[0]}: {'kanaal' if nl else 'channel'} {said.channel} ({said.purpose}), "
            f"{'berichtnummer' if nl else 'identifier'} {said.message_identifier}, "
            f"{'volgnummer' if nl else 'serial'} {said.serial}, transport: {endings}",
        ]
        rows = [("Zendcel", "Uitkomst", "Uitgezonden", "Oorzaak") if nl else ("Cell", "Result", "Broadcasts", "Cause")]
        # What did not go well comes first, so that it is never among the cells that are left out.
        ordered = sorted(order.cells.items(), key=lambda item: item[1].result == "taken")
        for name, cell in ordered[:_MOST_ROWS]:
            result = _words(cell.result, nl)
            if cell.cancelled is not None:
                result += f", {_words(cell.cancelled, nl)}"
            count = "-" if cell.broadcasts is None else str(cell.broadcasts)
            rows.append((name, result, count, cause_in_words(cell.cause).in_(lang)))
        lines += columns(rows, right=(2,))
        more = len(order.cells) - _MOST_ROWS
        if more > 0:
            lines.append(f"… {'en nog' if nl else 'and'} {more} {'zendcellen' if nl else 'more cells'}")
    return lines


def _words(result: str, nl: bool) -> str:
    return _RESULTS.get(result, (result, result))[not nl]


def use_lines(use: Use, lang: Lang) -> list[str]:
    """Return where a use stands and what its cells did."""
    from weerbaar.alerting.register import state_line

    return [printable(f"{use.id}: {state_line(use).in_(lang)}"), *cells_lines(use, lang)]
