# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.network import RoadColumns, read_road_columns

MAPPING = """
schema: 1
crs: EPSG:28992
id: WVK_ID
name: WEGNUMMER
direction: {column: RIJRICHTNG}
free_speed: {column: MAXSHD, unit: km/h}
lanes: {column: STROKEN, per: road}
road_class: {column: WEGBEHSRT, names: {R: motorway, P: primary}}
default_class: tertiary
"""


def test_a_mapping_in_yaml(tmp_path: Path) -> None:
    path = tmp_path / "nwb.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    found = read_road_columns(path)
    assert found.columns() == ("WVK_ID", "WEGNUMMER", "MAXSHD", "STROKEN", "RIJRICHTNG", "WEGBEHSRT")
    assert found.tolerance_m == 1.0
    assert found.length is None
    assert RoadColumns().columns() == ()


def test_all_mistakes_of_a_mapping_at_once(tmp_path: Path) -> None:
    path = tmp_path / "nwb.yaml"
    path.write_text(
        "schema: 1\nspeed: v\ntolerance_m: -1\nfree_speed: {column: v, unit: knots}\n"
        "direction: {column: d, forward: [x], backward: [X]}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as stop:
        read_road_columns(path)
    fields = {problem.field for problem in stop.value.problems}
    assert {"speed", "tolerance_m", "free_speed.unit", "direction"} <= fields
