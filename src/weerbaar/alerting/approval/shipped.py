# SPDX-License-Identifier: EUPL-1.2
"""The questions, checks and yardsticks that come with Weerbaar."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def shipped_file(name: str) -> Path:
    """Return where a file of this part stands."""
    return Path(str(files("weerbaar").joinpath("data", "alerting", "approval", name)))
