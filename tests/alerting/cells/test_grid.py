# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.alerting.area import Area
from weerbaar.alerting.cells.grid import on_grid
from weerbaar.base import Text


def test_the_tower_at_amersfoort_is_the_origin_of_the_grid() -> None:
    """Onze-Lieve-Vrouwetoren: x 155,000, y 463,000 m is 52.15517° N, 5.38721° E (Kadaster)."""
    lat, lon, step = 52.15517, 5.38721, 0.001
    corners = ((lat - step, lon - step), (lat - step, lon + step), (lat + step, lon + step), (lat + step, lon - step))
    shape = on_grid(Area(Text(nl="toren"), ((*corners, corners[0]),)))
    assert (shape.centroid.x, shape.centroid.y) == (pytest.approx(155_000, abs=2), pytest.approx(463_000, abs=2))
    assert shape.area == pytest.approx(136.8 * 222.5, rel=0.01)
