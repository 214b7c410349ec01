# SPDX-License-Identifier: EUPL-1.2
"""A polder with four zones and two ways out, a study of it, and the water that comes to its people."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flood import Exposure
from weerbaar.evacuation.network import RoadNetwork, Zone
from weerbaar.evacuation.study import Routing, Settings, Study, make_study

STARTS = datetime(2026, 11, 27, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
NODES = ("west", "south", "Knp. Midden", "Knp. Oost", "hill", "island", "Grens Noord")
ZONES = ("W", "S", "H", "I")
ROADS = (
    ("west", "Knp. Midden", "A1", 10_000.0, 0.5),
    ("south", "Knp. Midden", "lokale weg", 5_000.0, 0.4),
    ("Knp. Midden", "Knp. Oost", "A1", 10_000.0, 0.6),
    ("Knp. Midden", "Grens Noord", "N9", 40_000.0, 0.5),
    ("hill", "Knp. Oost", "N2", 5_000.0, 0.5),
)
SPEED_M_S = 20.0


def polder() -> RoadNetwork:
    """Zones west and south drive over Midden to Oost or the border; hill has a road of its own; island has none."""
    number = {name: at for at, name in enumerate(NODES)}
    m = len(ROADS)
    capacity = np.array([row[4] for row in ROADS])
    return RoadNetwork(
        name="polder",
        node_ids=NODES,
        x=150_000.0 + 10_000.0 * np.array([0, 1, 1, 2, 2, 0, 1]),
        y=430_000.0 + 10_000.0 * np.array([1, 0, 1, 1, 0, 0, 4]),
        link_ids=tuple(f"{at}" for at in range(m)),
        begin=np.array([number[row[0]] for row in ROADS], np.int64),
        end=np.array([number[row[1]] for row in ROADS], np.int64),
        length_m=np.array([row[3] for row in ROADS]),
        free_speed_m_s=np.full(m, SPEED_M_S),
        capacity_veh_s=capacity,
        lanes=np.ones(m),
        jam_veh_m=np.full(m, 0.125),
        exits=np.array([number["Knp. Oost"], number["Grens Noord"]], np.int64),
        exit_capacity_veh_s=np.full(2, np.inf),
        zones=tuple(
            Zone(code, name, (number[node],), (1.0,))
            for code, name, node in zip(
                ZONES, ("Westdorp", "Zuidstad", "Heuvel", "Eiland"), ("west", "south", "hill", "island"), strict=True
            )
        ),
        road_names=tuple(row[2] for row in ROADS),
        crs="EPSG:28992",
    )


def leaving(hours: float = 4.0) -> Departures:
    """1,800 cars from west, 900 from south and 300 from hill, evenly; nobody from the island."""
    vehicles = np.array([1800.0, 900.0, 300.0])
    times = np.array([0.0, hours * 3600])
    return Departures(np.array([0, 1, 4]), times, np.stack([np.zeros(3), vehicles]), np.full(3, 2.5))


@cache
def study(routing: Routing = "instantaneous") -> Study:
    """The study of the polder with a way of choosing roads."""
    return make_study(polder(), leaving(), Settings(routing=routing, bin_s=300.0, with_bound=False))


def flooded(
    depth_m: dict[str, float],
    *,
    arrival_h: float = 2.0,
    velocity_m_s: float = 0.1,
    dry: dict[str, float] | None = None,
    outside: dict[str, float] | None = None,
) -> Exposure:
    """A hundred people with this depth in each zone, besides those who stay dry or are outside the map."""
    codes = list(depth_m)
    n = len(codes)
    return Exposure(
        scenario="proef",
        zones=ZONES,
        zone=np.array([ZONES.index(code) for code in codes], np.int64),
        people=np.full(n, 100.0),
        depth_m=np.array(list(depth_m.values()), float),
        arrival_s=np.full(n, arrival_h * 3600),
        rise_m_s=np.full(n, np.nan),
        velocity_m_s=np.full(n, velocity_m_s),
        breach_possible=np.ones(n, bool),
        dry_people=np.array([(dry or {}).get(code, 0.0) for code in ZONES]),
        outside_people=np.array([(outside or {}).get(code, 0.0) for code in ZONES]),
    )
