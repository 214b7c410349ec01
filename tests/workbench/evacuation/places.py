# SPDX-License-Identifier: EUPL-1.2
"""A village with two ways out, as the file that somebody uploads."""

from __future__ import annotations

import json
from typing import Any

VEHICLES = 1000.0


def village(**other: Any) -> dict[str, Any]:
    """Return the instance: 1,000 vehicles, a narrow road out over the bridge and a wider one over the dike."""
    return {
        "name": "dorp",
        "nodes": [["dorp", 0, 0], ["brug", 3000, 0], ["dijk", 0, 3000]],
        "links": [
            ["dorp", "brug", 3000, 20, 900, 1],
            ["brug", "dorp", 3000, 20, 900, 1],
            ["dorp", "dijk", 3000, 20, 1800, 1],
        ],
        "jam": 0.125,
        "demand": [["dorp", VEHICLES]],
        "exits": ["brug", "dijk"],
        "profile": [0.5, 1.0],
        "bin_s": 900,
    } | other


def village_file(**other: Any) -> bytes:
    """Return it as a file."""
    return json.dumps(village(**other)).encode()
