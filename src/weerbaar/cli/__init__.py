# SPDX-License-Identifier: EUPL-1.2
"""The command line: ``weerbaar run``, ``check``, ``compare``, ``new``, ``import``, ``export``, ``method``.

Thin on purpose: read the arguments, call one verb of a room, show what comes back. Everything slow
is imported by the command that needs it, so that ``weerbaar --help`` answers at once.
Exit codes: 0 done, 1 something failed on this machine, 2 the input is wrong.
"""

from weerbaar.cli.main import main

__all__ = ["main"]
