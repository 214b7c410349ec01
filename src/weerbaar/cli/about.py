# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar`` without a command: the version, or where to begin."""

from __future__ import annotations

import argparse

from weerbaar import __version__


def about(arguments: argparse.Namespace) -> int:
    """Print the version (``--version``) or how to begin; the latter is an error of use."""
    if arguments.version:
        print(f"weerbaar {__version__}")
        return 0
    if arguments.lang == "en":
        print("Begin with: weerbaar run nrb-2012\nAll commands: weerbaar --help")
    else:
        print("Begin met: weerbaar run nrb-2012\nAlle opdrachten: weerbaar --help")
    return 2
