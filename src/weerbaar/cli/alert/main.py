# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert``: from a draft to phones, with proof, as one group of commands."""

from __future__ import annotations

import argparse

from weerbaar.cli.alert import (
    approve,
    area,
    cancel,
    cells,
    check,
    compose,
    encode,
    example,
    feed,
    mapping,
    register,
    resume,
    send,
    status,
    tests,
    watch,
)
from weerbaar.cli.options import Parsers

_IN_ORDER = (
    example,
    compose,
    area,
    cells,
    encode,
    approve,
    send,
    status,
    cancel,
    resume,
    watch,
    register,
    feed,
    check,
    mapping,
    tests,
)


def add_commands(commands: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``alert`` and its commands to the parser of the command line."""
    help_text = "NL-Alert: van concept naar telefoons, met bewijs | from draft to phones, with proof"
    group = commands.add_parser("alert", help=help_text, description=help_text)
    actions = group.add_subparsers(title="opdrachten | commands", metavar="OPDRACHT", required=True)
    for module in _IN_ORDER:
        module.add_command(actions, common)
