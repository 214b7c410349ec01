# SPDX-License-Identifier: EUPL-1.2
"""Cells for an area: 100,000 made-up cells built, chosen for a street, a plume, a region and the country; the curve.

The plain ways stand beside it: a loop over polygons made one by one, shapely held against all cells at once, and the
union of polygons for every least share. Areas of 1 to 25 km are lobed, of 12, 60 and 1,000 points.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from benchmarks.registry import Facts, Job, benchmark
from weerbaar.alerting.area import Area, rd_plane
from weerbaar.alerting.cells import CellNetwork, curve, made_up_network, select, touch
from weerbaar.alerting.cells.grid import on_grid
from weerbaar.base import Text

CELLS, SMOKE_CELLS = 100_000, 3_000
MIDDLE = (136_000.0, 456_000.0)
COUNTRY = (13_000.0, 306_000.0, 278_000.0, 614_000.0)
# Many times, because one takes less than the clock can tell.
TIMES = {"1 km": 50, "5 km": 20, "25 km": 5, "country": 2}

BUILD = Job("cells build", "shapes and index of 100,000 cells", facts={"km2": 1.0}, smoke_facts={"km2": 1.0})
SELECT = {
    place: Job(
        f"cells {place}",
        f"cells that serve an area ({place}), {times} times",
        facts={"cells": 0},
        smoke_facts={"cells": 0},
    )
    for place, times in TIMES.items()
}
# So much of a cell must lie inside.
LEAST_SHARE = 0.25
SHARED = {
    place: Job(
        f"cells {place}, a quarter inside",
        f"cells of which at least a quarter serves an area ({place}), {times} times",
        facts={"cells": 0},
        smoke_facts={"cells": 0},
    )
    for place, times in TIMES.items()
}
CURVE = {
    place: Job(
        f"curve {place}",
        f"km² served outside and not served for 21 least shares ({place})",
        facts={"outside_km2": 5.0, "unserved_km2": 0.5},
        smoke_facts={"outside_km2": 20.0, "unserved_km2": 5.0},
    )
    for place in ("1 km", "5 km", "25 km")
}


@cache
def network(cells: int) -> CellNetwork:
    made = made_up_network(cells, 2012)
    assert made.tree is not None
    assert made.cells_by_shape is not None
    assert made.corners is not None
    assert made.boxes is not None
    assert made.edges is not None
    return made


@cache
def area(place: str) -> Area:
    import shapely

    if place == "country":
        shape = shapely.box(*COUNTRY)
    else:
        radius, points = {"1 km": (1_000, 12), "5 km": (5_000, 60), "25 km": (25_000, 1_000)}[place]
        angle = np.linspace(0, 2 * np.pi, points, endpoint=False)
        away = radius * (1 + 0.3 * np.sin(5 * angle))
        shape = shapely.Polygon(np.column_stack([MIDDLE[0] + away * np.cos(angle), MIDDLE[1] + away * np.sin(angle)]))
    ring = shapely.get_coordinates(rd_plane().to_degrees(shape))
    return Area(Text(nl=place), (tuple((lat, lon) for lon, lat in ring.tolist()),))


@cache
def one_by_one(cells: int) -> Any:
    """A polygon for every cell, none shared."""
    made = network(cells)
    return made.shapes[made.shape_of]


def size(smoke: bool) -> int:
    return SMOKE_CELLS if smoke else CELLS


@benchmark("weerbaar", BUILD)
def build(smoke: bool) -> Facts:
    import shapely

    source = network(size(smoke))
    fresh = CellNetwork(**{name: getattr(source, name) for name in CellNetwork.__dataclass_fields__})
    fresh.tree.query(fresh.shapes[0])
    return {"km2": float(shapely.area(fresh.shapes)[fresh.shape_of].sum()) / 1e6}


@benchmark("loop over cells", BUILD, peer=True, repeats=1)
def build_by_loop(smoke: bool) -> Facts:
    import shapely

    made = network(size(smoke))
    shapes = []
    for k in range(len(made)):
        x, y, radius, azimuth = made.x_m[k], made.y_m[k], made.radius_m[k], made.azimuth_deg[k]
        points = [(x, y)]
        for degrees in range(-60, 61, 15):
            angle = math.radians(azimuth + degrees)
            points.append((x + radius * math.sin(angle), y + radius * math.cos(angle)))
        shapes.append(shapely.Polygon(points))
    shapely.STRtree(shapes).query(shapes[0])
    return {"km2": sum(shape.area for shape in shapes) / 1e6}


def _register(place: str) -> None:
    times = TIMES[place]

    @benchmark("weerbaar", SELECT[place])
    def by_index(smoke: bool) -> Facts:
        made = network(size(smoke))
        for _ in range(times):
            found = select(made, area(place))
        return {"cells": len(found.cells)}

    @benchmark("shapely, all cells at once", SELECT[place], peer=True, share=1 / times)
    def at_once(smoke: bool) -> Facts:
        import shapely

        target = on_grid(area(place))
        shapely.prepare(target)
        return {"cells": int(shapely.intersects(target, one_by_one(size(smoke))).sum())}

    @benchmark("loop, prepared", SELECT[place], peer=True, share=1 / times, repeats=1)
    def by_loop(smoke: bool) -> Facts:
        import shapely

        target = on_grid(area(place))
        shapely.prepare(target)
        return {"cells": len([1 for shape in one_by_one(size(smoke)) if target.intersects(shape)])}


def _register_shared(place: str) -> None:
    times = TIMES[place]

    @benchmark("weerbaar", SHARED[place])
    def by_tiles(smoke: bool) -> Facts:
        made = network(size(smoke))
        for _ in range(times):
            found = select(made, area(place), LEAST_SHARE)
        return {"cells": len(found.cells)}

    @benchmark("shapely, cells that meet it", SHARED[place], peer=True, share=1 / times, repeats=1)
    def by_intersection(smoke: bool) -> Facts:
        import shapely

        target, shapes = on_grid(area(place)), one_by_one(size(smoke))
        shapely.prepare(target)
        hit = shapes[shapely.intersects(target, shapes)]
        share = shapely.area(shapely.intersection(hit, target)) / shapely.area(hit)
        return {"cells": int((share >= LEAST_SHARE).sum())}


def _register_curve(place: str) -> None:
    @benchmark("weerbaar", CURVE[place])
    def by_lines(smoke: bool) -> Facts:
        found = curve(touch(network(size(smoke)), area(place))).points[5]
        return {"outside_km2": found.outside_km2, "unserved_km2": found.unserved_km2}

    @benchmark("shapely, unions", CURVE[place], peer=True, repeats=1)
    def by_unions(smoke: bool) -> Facts:
        import shapely

        target, shapes = on_grid(area(place)), one_by_one(size(smoke))
        hit = shapes[shapely.intersects(target, shapes)]
        share = shapely.area(shapely.intersection(hit, target)) / shapely.area(hit)
        facts: Facts = {}
        for k in range(21):
            served = shapely.union_all(hit[share >= k / 20])
            outside, unserved = served.difference(target).area / 1e6, target.difference(served).area / 1e6
            if k == 5:
                facts = {"outside_km2": outside, "unserved_km2": unserved}
        return facts


for _place in TIMES:
    _register(_place)
    _register_shared(_place)
for _place in CURVE:
    _register_curve(_place)
