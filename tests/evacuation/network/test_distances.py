# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.evacuation.network import NetworkError
from weerbaar.evacuation.network.distances import distances_m


def test_metres_feet_and_degrees() -> None:
    from_xy, to_xy = np.array([[0.0, 0.0], [0.0, np.nan]]), np.array([[3.0, 4.0], [1.0, 1.0]])
    assert distances_m(from_xy, to_xy, "EPSG:28992") == pytest.approx([5, np.nan], nan_ok=True)
    # Ohio North in US survey feet, of 1200/3937 m.
    assert distances_m(from_xy, to_xy, "EPSG:3734") == pytest.approx([5 * 1200 / 3937, np.nan], nan_ok=True)
    # One degree of longitude at the equator of the WGS 84 ellipsoid, whose radius there is 6,378,137 m.
    degrees = distances_m(
        np.array([[0.0, 0.0], [0, 0], [0, 95]]), np.array([[1.0, 0.0], [0, np.nan], [0, 0]]), "EPSG:4326"
    )
    assert degrees == pytest.approx([np.radians(1) * 6_378_137, np.nan, np.nan], nan_ok=True)


def test_an_unknown_reference_system() -> None:
    with pytest.raises(NetworkError, match="no known reference system"):
        distances_m(np.zeros((1, 2)), np.ones((1, 2)), "RD nieuw of zoiets")
