# SPDX-License-Identifier: EUPL-1.2
"""The messages that carry pages over the interfaces of 2G, 4G and 5G, and those that stop them, as octets."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from weerbaar.cli import options

if TYPE_CHECKING:
    from weerbaar.alerting.broadcast import CellList, Pages, Places
    from weerbaar.alerting.broadcast import Schedule as Repeated

CARRIERS = ("cbsp", "sbcap", "s1ap", "ngap")
_PLACE = re.compile(r"(\d{3})-(\d{2,3})-(\d{1,11})", re.ASCII)


def add_options(command: argparse.ArgumentParser) -> None:
    """Add which octets are asked, and of which places."""
    for name in CARRIERS:
        command.add_argument(f"--{name}", action="store_true", help=f"octetten voor {name.upper()} | octets")
    command.add_argument("--stop", action="store_true", help="octetten om het in te trekken | octets to withdraw it")
    places = command.add_mutually_exclusive_group()
    places.add_argument(
        "--cell",
        action="append",
        default=[],
        metavar="CEL",
        help="zendcel: 204-08-101-1 (CBSP), 204-08-26412545 (4G/5G); vaker mag | cell; may be repeated",
    )
    places.add_argument(
        "--tracking-area",
        action="append",
        default=[],
        metavar="GEBIED",
        help="gebied van zendcellen: 204-08-7001 (4G/5G) | tracking area",
    )


def carried(
    arguments: argparse.Namespace, pages: Pages, repeated: Repeated, identifier: int, outline: bytes
) -> dict[str, bytes]:
    """Return the octets of each interface that was asked.

    Raises:
        InputError: a place that an interface does not know, or places or a withdrawal without an interface.
        WeerbaarError: what does not fit in a message.
    """
    asked = [name for name in CARRIERS if getattr(arguments, name)]
    for option in ("stop", "cell", "tracking_area"):
        if getattr(arguments, option) and not asked:
            said = f"--{option.replace('_', '-')}"
            names = ", ".join(f"--{name}" for name in CARRIERS)
            raise options.refused(said, f"noem er een interface bij: {names}.", f"name an interface: {names}.")
    octets = {}
    for name in asked:
        write = _cbsp if name == "cbsp" else _core
        octets[name] = write(name, arguments, pages, repeated, identifier, outline)
    return octets


def _cbsp(
    _name: str, arguments: argparse.Namespace, pages: Pages, repeated: Repeated, identifier: int, _outline: bytes
) -> bytes:
    from weerbaar.alerting.broadcast import Kill, WriteReplace, encode

    if arguments.tracking_area:
        raise options.refused("--tracking-area", "CBSP kent alleen zendcellen.", "CBSP knows only cells.")
    cells = _cell_list(arguments.cell)
    if arguments.stop:
        return encode(Kill(identifier, arguments.serial, cells))
    return encode(
        WriteReplace(
            identifier,
            arguments.serial,
            cells=cells,
            pages=pages.pages,
            dcs=pages.dcs,
            repetition_period=repeated.period_2g,
            broadcasts=repeated.broadcasts_2g,
        )
    )


def _core(
    name: str, arguments: argparse.Namespace, pages: Pages, repeated: Repeated, identifier: int, outline: bytes
) -> bytes:
    from weerbaar.alerting.broadcast import Interface, PublicWarning, StopWarning, encode_stop, encode_warning

    interface = {"sbcap": Interface.SBC_AP, "s1ap": Interface.S1AP, "ngap": Interface.NGAP}[name]
    places = _places(arguments)
    if arguments.stop:
        return encode_stop(interface, StopWarning(identifier, arguments.serial, places))
    warning = PublicWarning(
        identifier,
        arguments.serial,
        pages.dcs,
        pages.pages,
        repeated.period_s,
        repeated.broadcasts_s,
        places,
        outline,
    )
    return encode_warning(interface, warning)


def _cell_list(names: list[str]) -> CellList:
    from weerbaar.alerting.broadcast import ALL_CELLS, CellList
    from weerbaar.alerting.delivery import read_cell

    return CellList.of([read_cell(name) for name in names]) if names else ALL_CELLS


def _places(arguments: argparse.Namespace) -> Places:
    from weerbaar.alerting.broadcast import RadioCell, TrackingArea

    if arguments.tracking_area:
        return tuple(TrackingArea(*_numbered("--tracking-area", text)) for text in arguments.tracking_area)
    return tuple(RadioCell(*_numbered("--cell", text)) for text in arguments.cell)


def _numbered(option: str, text: str) -> tuple[str, int]:
    match = _PLACE.fullmatch(text)
    if match is None:
        raise options.refused(
            option, f'"{text}" is geen land-netwerk-nummer (204-08-7001).', f'"{text}" is no country-network-number.'
        )
    return match[1] + match[2], int(match[3])
