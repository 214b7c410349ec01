# SPDX-License-Identifier: EUPL-1.2
"""A small town with two roads out, as a file; and commands given to the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from weerbaar.cli import main

VEHICLES = 3000
"""Ready at once, for two roads of 2,000 and 1,000 vehicles an hour: it takes an hour and the way, 204 s."""
NODES = [["town", 0, 0], ["north", 0, 5000], ["south", 0, -5000], ["dry north", 0, 5100], ["dry south", 0, -5100]]


def evacuate(*words: str | Path, lang: str = "nl") -> int:
    """Give a command to the command line."""
    return main(["evacuate", *map(str, words), "--lang", lang])


def town(folder: Path, **changed: Any) -> Path:
    """Write the town, with some keys of the file changed."""
    data: dict[str, Any] = {
        "name": "town",
        "nodes": NODES,
        "links": [
            ["town", "north", 5000, 25, 2000, 1],
            ["town", "south", 5000, 25, 1000, 1],
            ["north", "town", 5000, 25, 2000, 1],
            ["north", "dry north", 100, 25, 8000, 4],
            ["south", "dry south", 100, 25, 8000, 4],
        ],
        "jam": 0.15,
        "demand": [["town", VEHICLES]],
        "exits": ["dry north", "dry south"],
        "profile": [1.0],
        "bin_s": 60,
    }
    path = folder / "town.json"
    path.write_text(json.dumps(data | changed), encoding="utf-8")
    return path
