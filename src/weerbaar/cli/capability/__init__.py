# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability …``: one module per command, each a parser and a function that calls the library once."""

from weerbaar.cli.capability.main import add_commands

__all__ = ["add_commands"]
