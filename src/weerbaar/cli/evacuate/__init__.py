# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar evacuate …``: one module per command, each a parser and a function that calls the library."""

from weerbaar.cli.evacuate.main import add_commands

__all__ = ["add_commands"]
