# SPDX-License-Identifier: EUPL-1.2
"""A small network and demand files for it: three zones, one of which has two nodes and shares one of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from weerbaar.evacuation.demand import Demand, read_demand
from weerbaar.evacuation.network import RoadNetwork, Zone

ROADS = (("a", "b"), ("b", "safe"), ("c", "safe"))
NODES = ("a", "b", "c", "safe", "alone")


def crossroads(roads: tuple[tuple[str, str], ...] = ROADS) -> RoadNetwork:
    """Zones: ``west`` at a, ``middle`` half at a and half at b, ``east`` at c, ``island`` at a node without roads."""
    number = {name: at for at, name in enumerate(NODES)}
    m = len(roads)
    return RoadNetwork(
        name="crossroads",
        node_ids=NODES,
        x=np.arange(5.0),
        y=np.zeros(5),
        link_ids=tuple(f"{at}" for at in range(m)),
        begin=np.array([number[a] for a, _ in roads], np.int64),
        end=np.array([number[b] for _, b in roads], np.int64),
        length_m=np.full(m, 10_000.0),
        free_speed_m_s=np.full(m, 20.0),
        capacity_veh_s=np.full(m, 0.5),
        lanes=np.ones(m),
        jam_veh_m=np.full(m, 0.15),
        exits=np.array([number["safe"]], np.int64),
        exit_capacity_veh_s=np.array([np.inf]),
        zones=(
            Zone("west", "West", (0,), (1.0,)),
            Zone("middle", "Midden", (0, 1), (0.5, 0.5)),
            Zone("east", "Oost", (2,), (1.0,)),
            Zone("island", "Eiland", (4,), (1.0,)),
        ),
    )


HEAD = "schema: 1\nname: proef\nhour: 12\nseason: summer\n"
CERTAIN = """factors: {compliance: 0.8, tourist_compliance: 1, shadow: 0.25, gathering: 0.5, without_transport: 0.1,
  riding_along: 0.5, people_per_vehicle: 2.5, needs_help: 0.05, lying_at_home: 0.2, response_delay_h: 1,
  night_stretch: 2}
response: {curve: rayleigh, median_h: 4}
"""


def demand_of(folder: Path, text: str, network: RoadNetwork | None = None) -> Demand:
    """Read a demand file with this text."""
    path = folder / "demand.yaml"
    path.write_text(text, encoding="utf-8")
    return read_demand(path, network or crossroads())
