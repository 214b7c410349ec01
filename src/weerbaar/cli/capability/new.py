# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability new``: an empty capability analysis of a round, or a copy of the shipped example."""

from __future__ import annotations

import argparse
from pathlib import Path

from weerbaar.cli import options
from weerbaar.cli.options import Parsers, refused


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``new`` to the parser of ``weerbaar capability``."""
    help_text = "capaciteitenanalyse beginnen | start a capability analysis"
    command = actions.add_parser("new", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.capability.new", "run_new"))
    command.add_argument("folder", type=options.place, help="nieuwe of lege map | new or empty folder")
    command.add_argument(
        "--dossier",
        metavar="NAAM",
        help="ronde waarop zij voortbouwt: map ernaast of voorbeeld | round it builds on: folder beside it or example",
    )
    command.add_argument("--title", default="", metavar="TITEL", help="titel | title")
    command.add_argument("--example", metavar="NAAM", help="begin met een kopie van een voorbeeld | copy an example")


def run_new(arguments: argparse.Namespace) -> int:
    """Write the folder and print where it is."""
    from weerbaar.capability import copy_example, new_analysis
    from weerbaar.dossier import load_dossier_beside

    folder = Path(arguments.folder)
    if bool(arguments.dossier) == bool(arguments.example):
        raise refused(
            str(folder),
            "geef --dossier met de naam van een ronde, of --example met de naam van een voorbeeld.",
            "give --dossier with the name of a round, or --example with the name of an example.",
        )
    if arguments.example:
        copy_example(arguments.example, folder)
    else:
        dossier = load_dossier_beside(folder, arguments.dossier)
        new_analysis(folder, dossier, name=arguments.dossier, title=arguments.title, language=arguments.lang)
    print(folder)
    return 0
