# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability …``: one module per command, each a parser and a function that calls the library once."""

from weerbaar.cli.capability.main import add_commands
from weerbaar.cli.capability.report import Effort, capability_results, document_files, load_register_of

__all__ = ["Effort", "add_commands", "capability_results", "document_files", "load_register_of"]
