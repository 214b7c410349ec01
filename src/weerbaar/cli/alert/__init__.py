# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar alert …``: one module per command, each a parser and a function that calls the library."""

from weerbaar.cli.alert.given import moment
from weerbaar.cli.alert.main import add_commands
from weerbaar.cli.alert.table import columns, print_json, wrapped

__all__ = ["add_commands", "columns", "moment", "print_json", "wrapped"]
