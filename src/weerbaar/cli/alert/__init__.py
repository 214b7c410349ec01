# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert …``: one module per command, each a parser and a function that calls the library."""

from weerbaar.cli.alert.main import add_commands

__all__ = ["add_commands"]
