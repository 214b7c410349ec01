# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate``: how long an evacuation takes, what no plan can beat, and when to decide, as one group."""

from __future__ import annotations

import argparse

from weerbaar.cli.evacuate import (
    advise,
    bound,
    check,
    decide,
    ensemble,
    evidence,
    examples,
    first,
    fraction,
    means,
    optimise,
    schema,
    sheet,
    simulate,
)
from weerbaar.cli.options import Parsers

_IN_ORDER = (
    examples,
    check,
    bound,
    simulate,
    optimise,
    ensemble,
    first,
    means,
    fraction,
    decide,
    sheet,
    advise,
    evidence,
    schema,
)


def add_commands(commands: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``evacuate`` and its commands to the parser of the command line."""
    help_text = "evacuatie: hoelang, waarlangs en wanneer besluiten | evacuation: how long, which way, when to decide"
    group = commands.add_parser("evacuate", help=help_text, description=help_text)
    actions = group.add_subparsers(title="opdrachten | commands", metavar="OPDRACHT", required=True)
    for module in _IN_ORDER:
        module.add_command(actions, common)
