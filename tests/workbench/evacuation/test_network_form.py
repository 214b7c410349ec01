# SPDX-License-Identifier: EUPL-1.2
"""What was typed in the form of a network becomes how the file is read."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest

from tests.workbench.evacuation.networks import EXITS, ZONES, roads_file
from weerbaar.base import InputError
from weerbaar.workbench.evacuation.network_form import LAYOUTS, NetworkForm
from weerbaar.workbench.evacuation.network_reading import Manner, read_network


def test_roads_by_the_columns_of_the_form(tmp_path: Path) -> None:
    post = {"layout": "own", "default_class": "primary", "column-name": "NUMMER", "column-free_speed": "KMU"}
    mapped = NetworkForm.of_post(post | {"column-lanes": "STROKEN"}, {"zones": io.BytesIO(ZONES)}).manner()
    kept, notes = read_network(roads_file(tmp_path), Manner(columns=mapped.columns, zones=ZONES, exit_places=EXITS))
    assert mapped.zones == ZONES
    assert set(kept.network.road_names) == {"N0", "N1"}
    assert np.allclose(kept.network.free_speed_m_s, 80 / 3.6)
    assert any("capacity" in note.message.nl for note in notes)


def test_units_exits_and_boxes_are_taken_over() -> None:
    post = {"exits": "a, b c", "length_unit": "km", "speed_unit": "", "within_h": "2,5", "reachable": "1"}
    found = NetworkForm.of_post(post, {}).manner()
    assert found.exits == ("a", "b", "c")
    assert found.units == {"length": "km"}
    assert found.within_h == 2.5
    assert (found.reachable, found.simplified, found.collapse) == (True, False, False)
    assert found.columns == b""


@pytest.mark.parametrize("text", ["veel", "0", "-1", "1001", "nan"])
def test_hours_that_cannot_be_are_named(text: str) -> None:
    with pytest.raises(InputError) as found:
        NetworkForm.of_post({"within_h": text}, {}).manner()
    (problem,) = found.value.problems
    assert (problem.field, problem.value) == ("within_h", text)


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "own"])
def test_a_known_layout_is_a_mapping_that_can_be_read(layout: str, tmp_path: Path) -> None:
    from weerbaar.evacuation.network import read_road_columns

    path = tmp_path / "kolommen.yaml"
    path.write_bytes(NetworkForm.of_post({"layout": layout}, {}).manner().columns)
    assert read_road_columns(path).id == LAYOUTS[layout][1]["id"]


def test_a_mapping_as_a_file_goes_before_what_was_filled_in() -> None:
    post = {"layout": "nwb", "column-name": "NAAM"}
    assert NetworkForm.of_post(post, {"columns": io.BytesIO(b"schema: 1\n")}).manner().columns == b"schema: 1\n"
