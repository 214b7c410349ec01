# SPDX-License-Identifier: EUPL-1.2
"""Which network of cells a command of ``weerbaar alert`` works with: a file, or one that is made up and says so."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.options import refused

if TYPE_CHECKING:
    from weerbaar.alerting.area import Area
    from weerbaar.alerting.cells import CellNetwork, Selection

MADE_UP = (
    "De zendcellen zijn verzonnen; geen getal hieronder gaat over echte.",
    "The cells are made up; no number below is about real ones.",
)
_MOST_CELLS = 300_000
_2G = 0


def add_network(command: argparse.ArgumentParser) -> None:
    """Add the options that name a network and how much of a cell must lie inside."""
    command.add_argument(
        "--network", type=options.place, metavar="BESTAND", help="netwerk (CSV, Parquet) | network of cells"
    )
    command.add_argument(
        "--synthetic",
        type=options.whole_number(1, _MOST_CELLS),
        metavar="N",
        help="verzonnen netwerk van zo veel zendcellen | made-up network of so many cells",
    )
    command.add_argument("--seed", type=options.seed, default=2012, metavar="N", help="startwaarde | seed (2012)")
    command.add_argument(
        "--share",
        type=options.number_between(0, 1),
        default=0.0,
        metavar="DEEL",
        help="deel van een zendcel dat in het gebied moet liggen, 0 tot 1 (0) | share of a cell that must lie inside",
    )


def network_of(arguments: argparse.Namespace) -> CellNetwork | None:
    """Return the network that was asked for; None where none was.

    Raises:
        InputError: a file that cannot be used, or two networks.
    """
    from weerbaar.alerting.cells import made_up_network, read_network

    if arguments.network and arguments.synthetic:
        raise refused(
            "--synthetic", "geef --network of --synthetic, niet beide.", "give --network or --synthetic, not both."
        )
    if arguments.synthetic:
        return made_up_network(arguments.synthetic, arguments.seed)
    return read_network(Path(arguments.network)) if arguments.network else None


def selection_of(network: CellNetwork, area: Area, least_share: float) -> tuple[Selection, float]:
    """Return the cells that serve an area, and how many km² they serve outside it."""
    from weerbaar.alerting.cells import chosen, curve, touch

    touched = touch(network, area)
    return chosen(touched, least_share), curve(touched, None, (least_share,)).points[0].outside_km2


def cells_2g(selection: Selection) -> tuple[str, ...]:
    """Return the names of the 2G cells: a controller of base stations knows no others."""
    network = selection.network
    return tuple(network.cell_id(int(cell)) for cell in selection.cells if network.technology[cell] == _2G)
