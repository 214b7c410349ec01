# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate schema``: the published JSON Schema of a result."""

from __future__ import annotations

import argparse
import sys

from weerbaar.cli.options import Parsers

KINDS = ("study", "ensemble", "order", "means", "fraction", "decision", "advice")


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``schema`` to the parser of ``weerbaar evacuate``."""
    help_text = "JSON Schema van een uitkomst | JSON Schema of a result"
    command = actions.add_parser("schema", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.evacuate.schema", "run_schema"))
    command.add_argument(
        "kind", nargs="?", choices=KINDS, default="study", help="welke uitkomst | which result (study)"
    )


def run_schema(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    from weerbaar.base import schema_text
    from weerbaar.evacuation.advice import advice_schema
    from weerbaar.evacuation.decision import decision_schema, order_schema
    from weerbaar.evacuation.flood import fractions_schema
    from weerbaar.evacuation.means import means_schema
    from weerbaar.evacuation.study import ensemble_schema, study_schema

    made = {
        "study": study_schema,
        "ensemble": ensemble_schema,
        "order": order_schema,
        "means": means_schema,
        "fraction": fractions_schema,
        "decision": decision_schema,
        "advice": advice_schema,
    }
    sys.stdout.write(schema_text(made[arguments.kind]()))
    return 0
