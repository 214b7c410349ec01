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


def crossing(**other: Any) -> dict[str, Any]:
    """Return the village where all leave at once, with a narrow road to a crossing before the bridge: it decides."""
    return (
        village(
            nodes=[["dorp", 0, 0], ["kruising", 3000, 0], ["brug", 5000, 0], ["dijk", 0, 3000]],
            links=[
                ["dorp", "kruising", 3000, 20, 900, 1],
                ["kruising", "brug", 2000, 20, 3600, 2],
                ["dorp", "dijk", 3000, 20, 1800, 1],
            ],
            profile=[1.0],
        )
        | other
    )


def village_file(**other: Any) -> bytes:
    """Return it as a file."""
    return json.dumps(village(**other)).encode()


def town_file() -> bytes:
    """Return a village and houses along its dike, two zones with one road out each and one between them."""
    return json.dumps(
        village(
            name="stad",
            nodes=[["dorp", 0, 0], ["dijk", 2000, 0], ["brug", 3000, 0], ["oost", 4000, 0]],
            links=[
                ["dorp", "brug", 3000, 20, 900, 1],
                ["brug", "dorp", 3000, 20, 900, 1],
                ["dijk", "brug", 1000, 20, 900, 1],
                ["brug", "dijk", 1000, 20, 900, 1],
                ["dijk", "dorp", 2000, 20, 900, 1],
                ["dorp", "oost", 4000, 20, 900, 1],
            ],
            demand=[["dorp", VEHICLES], ["dijk", VEHICLES / 2]],
            exits=["brug", "oost"],
        )
    ).encode()


EAST_M, NORTH_M = 150_000.0, 425_000.0
"""Where the village lies on the Dutch grid, once it is put on the map."""


def flood_file(depth_m: float = 2.0, arrival_h: float = 6.0, size: int = 5) -> bytes:
    """Return a flood around the village: cells of 500 m, as deep everywhere, one row of them an hour later."""
    rows = ["x,y,depth_m,arrival_h,rise_m_h,velocity_m_s"]
    for row in range(-size, size):
        for column in range(-size, size):
            x, y = EAST_M + 250 + 500 * column, NORTH_M + 250 + 500 * row
            rows.append(f"{x:.0f},{y:.0f},{depth_m},{arrival_h + (row == -size)},0.2,0.1")
    return "\n".join(rows).encode()


def people_file() -> bytes:
    """Return where people of the village are: 2,000 in the water, 500 beyond it but on no map of the flood."""
    rows = ["zone,x,y,people", f"dorp,{EAST_M + 100:.0f},{NORTH_M + 100:.0f},2000"]
    return "\n".join([*rows, f"dorp,{EAST_M + 9000:.0f},{NORTH_M:.0f},500"]).encode()
