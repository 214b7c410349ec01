# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability``: the commands that lead from a risk to a decision and to what came of it, as one group."""

from __future__ import annotations

import argparse

from weerbaar.cli.capability import (
    advice,
    agenda,
    approaches,
    assist,
    cooperation,
    gaps,
    guideline,
    measures,
    new,
    portfolio,
    register,
    report,
    training,
)
from weerbaar.cli.options import Parsers

_IN_ORDER = (
    new,
    gaps,
    measures,
    portfolio,
    advice,
    report,
    register,
    agenda,
    cooperation,
    approaches,
    assist,
    guideline,
    training,
)


def add_commands(commands: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``capability`` and its commands to the parser of the command line."""
    help_text = "van risico naar besluit: capaciteiten, maatregelen | from risk to decision: capabilities, measures"
    group = commands.add_parser("capability", help=help_text, description=help_text)
    actions = group.add_subparsers(title="opdrachten | commands", metavar="OPDRACHT", required=True)
    for module in _IN_ORDER:
        module.add_command(actions, common)
