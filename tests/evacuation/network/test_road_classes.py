# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.network import JAM_VEH_M_LANE, MAIN_ROADS, read_road_classes
from weerbaar.evacuation.network.road_classes import shipped_road_classes


def test_the_shipped_table() -> None:
    """1,500 and 1,100 vehicles an hour and lane are what evacuation studies take; a normal day is never less."""
    table = shipped_road_classes()
    assert table.by_name["motorway"].capacity_lane_veh_h == 1500
    assert table.by_name["trunk"].capacity_lane_veh_h == table.by_name["primary"].capacity_lane_veh_h == 1100
    assert all(entry.capacity_lane_veh_h < entry.capacity_lane_normal_veh_h for entry in table.classes)
    assert all(entry.source for entry in table.classes)
    assert set(MAIN_ROADS) <= set(table.by_name)
    assert table.jam_veh_m_lane == JAM_VEH_M_LANE


def test_all_mistakes_of_a_table_at_once(tmp_path: Path) -> None:
    path = tmp_path / "classes.yaml"
    entry = "{name: a, free_speed_km_h: 80, lanes: 1, capacity_lane_veh_h: 0, capacity_lane_normal_veh_h: 1, source: s}"
    path.write_text(f"schema: 1\njam_veh_m_lane: 125\nclasses: [{entry}]\n", encoding="utf-8")
    with pytest.raises(InputError) as stop:
        read_road_classes(path)
    fields = {problem.field for problem in stop.value.problems}
    assert fields == {"jam_veh_m_lane", "classes[0].capacity_lane_veh_h", "classes[0].sure"}


def test_a_class_stands_there_once(tmp_path: Path) -> None:
    path = tmp_path / "classes.yaml"
    entry = "{name: a, free_speed_km_h: 80, lanes: 1, capacity_lane_veh_h: 1, capacity_lane_normal_veh_h: 1, source: s, sure: low}"  # noqa: E501
    path.write_text(f"schema: 1\njam_veh_m_lane: 0.1\nclasses: [{entry}, {entry}]\n", encoding="utf-8")
    with pytest.raises(InputError, match="each class stands there once"):
        read_road_classes(path)
