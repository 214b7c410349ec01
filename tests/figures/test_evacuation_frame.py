# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.evacuation.study.two_ways import NETWORK
from weerbaar.evacuation.network import DEGREES, DUTCH_GRID
from weerbaar.figures.evacuation_frame import MapFrame, compass, offset_right, scale_bar, tail_of
from weerbaar.figures.geometry import Box
from weerbaar.figures.sheet import SHEETS

NODES = np.arange(NETWORK.n_nodes)


def _frame(crs: str, scale: float) -> MapFrame:
    x, y = np.linspace(0, 1, NETWORK.n_nodes) * scale, np.linspace(52, 53, NETWORK.n_nodes) * scale
    return MapFrame.of(replace(NETWORK, x=x, y=y, crs=crs), NODES, SHEETS["screen"])


def test_a_degree_east_is_shorter_than_one_north() -> None:
    frame = _frame(DEGREES, 1.0)
    assert frame.per_x / frame.per_y == pytest.approx(math.cos(math.radians(52.5)))
    assert frame.m_per_pixel == pytest.approx(111_200 / frame.per_y)


def test_every_node_is_on_the_map_with_north_up() -> None:
    frame = _frame(DUTCH_GRID, 1000.0)
    assert frame.per_x == frame.per_y
    places = [frame.xy(x, 52_000 + x) for x in (0.0, 500.0, 1000.0)]
    assert all(frame.holds(*place) for place in places)
    assert places[0][1] > places[2][1]
    assert not frame.holds(-1, 5)


def test_coordinates_for_drawing_have_no_scale_and_no_north() -> None:
    frame, taken = _frame("", 1.0), list[Box]()
    assert frame.m_per_pixel is None
    assert compass(frame, SHEETS["screen"], taken) == []
    (said,) = scale_bar(frame, SHEETS["screen"], "nl", taken)
    assert said.children == ["niet op schaal"]


def test_the_bar_is_as_long_as_it_says() -> None:
    frame = _frame(DUTCH_GRID, 1000.0)
    bar = scale_bar(frame, SHEETS["screen"], "nl", [])
    xs = [float(part.split()[0]) for part in bar[1].attributes["d"][1:].split("L")]
    km = float(str(bar[2].children[0]).split()[0].replace(",", "."))
    assert frame.m_per_pixel is not None
    assert (xs[-1] - xs[0]) * frame.m_per_pixel == pytest.approx(1000 * km, rel=0.01)


def test_a_queue_stands_at_the_end_of_the_road() -> None:
    road = [(0.0, 0.0), (50.0, 0.0), (50.0, 50.0)]
    assert tail_of(road, 0.5) == [(50.0, 0.0), (50.0, 50.0)]
    assert tail_of(road, 0.75) == [(25.0, 0.0), (50.0, 0.0), (50.0, 50.0)]
    assert tail_of(road, 0.0, least=10.0) == [(50.0, 40.0), (50.0, 50.0)]


def test_right_of_a_road_to_the_east_is_below_it() -> None:
    assert offset_right([(0.0, 0.0), (10.0, 0.0)], 2.0) == [(0.0, 2.0), (10.0, 2.0)]
