# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.evacuation.flood.grids import csv_file
from weerbaar.base import InputError
from weerbaar.evacuation.flood import read_scenario


def written(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def said(path: Path, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        read_scenario(path, **options)
    return caught.value.render("nl")


def test_a_grid_of_points(tmp_path: Path) -> None:
    flood = read_scenario(csv_file(tmp_path / "f.csv"))
    assert flood.depth_m.tolist() == [1, 2, 0.5, 3, 4, 1.5, 0.25]
    assert flood.cells.tolist() == [1, 2, 4, 5, 6, 10, 11]
    assert flood.arrival_s[:5].tolist() == [3600, 7200, 3 * 3600, 4 * 3600, 5 * 3600]
    assert np.isnan(flood.arrival_s[5])
    assert flood.cell_area_m2 == 10_000


def test_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weerbaar.evacuation.flood.layers.PIXELS_AT_ONCE", 4)
    assert read_scenario(csv_file(tmp_path / "f.csv")).depth_m.tolist() == [1, 2, 0.5, 3, 4, 1.5, 0.25]


def test_headings_and_units(tmp_path: Path) -> None:
    rows = ("135050;420050;150;90;0,6", "135150;420050;50;;")
    path = written(tmp_path / "f.csv", "RD_X;RD_Y;Waterdiepte_cm;Aankomst_min;stijgsnelheid_m_h", *rows)
    flood = read_scenario(path)
    assert flood.depth_m == pytest.approx([1.5, 0.5])
    assert flood.arrival_s[0] == 5400
    assert flood.rise_m_s[0] == pytest.approx(0.6 / 3600)
    assert np.isnan([flood.arrival_s[1], flood.rise_m_s[1]]).all()
    bare = written(tmp_path / "g.csv", "x,y,depth,arrival", "135050,420050,1,2", "135150,420050,1,3")
    assert "de eenheid van de aankomsttijd ontbreekt" in said(bare)
    assert read_scenario(bare, units={"arrival": "d"}).arrival_s[0] == 2 * 86_400


def test_degrees(tmp_path: Path) -> None:
    path = written(tmp_path / "f.csv", "lon,lat,depth", "5.200,51.80,1", "5.201,51.80,2", "5.201,51.81,3")
    flood = read_scenario(path)
    assert flood.grid.crs == "EPSG:4326"
    assert flood.depth_m.tolist() == [3, 1, 2]


def test_points_off_the_grid_need_a_cell(tmp_path: Path) -> None:
    rows = ("135000,420000,1", "135100,420000,1", "135130,420100,1")
    path = written(tmp_path / "f.csv", "x,y,depth", *rows)
    assert "f.csv:3" in said(path)
    assert "geen rooster met cellen van 30 × 100" in said(path)
    assert read_scenario(path, cell=50).depth_m.tolist() == [1, 1, 1]
    assert "deze cel heeft al een waarde" in said(path, cell=200)


def test_one_point_needs_a_cell(tmp_path: Path) -> None:
    path = written(tmp_path / "f.csv", "x,y,depth", "135000,420000,1")
    assert "geef de celgrootte" in said(path)
    assert read_scenario(path, cell=100).cell_area_m2 == 10_000


def test_every_mistake_at_its_line(tmp_path: Path) -> None:
    rows = ("135000,420000,diep,1", "x,420000,1,1", "135200,420000,,1", "135300,420000,1,nee")
    message = said(written(tmp_path / "f.csv", "x,y,depth,arrival_h", *rows))
    assert [line.split(": ")[0] for line in sorted(message.splitlines())] == [
        "f.csv:2",
        "f.csv:3",
        "f.csv:4",
        "f.csv:5",
    ]


@pytest.mark.parametrize(
    ("head", "row", "words"),
    [
        ("x,y", "1,2", "depth: deze kolom ontbreekt"),
        ("x,depth", "1,2", "de kolom y ontbreekt"),
        ("x,y,depth", "5.2,51.8,1\n5.3,51.8,1", "niet in of bij Nederland"),
        ("x,y,depth", "135000,420000,-1\n135100,420000,1", "negatief"),
        ("x,y,depth", "135000,420000,0\n135100,420000,0", "nergens staat water"),
        ("x,y,depth,arrival_s", "135000,420000,1,9e6\n135100,420000,1,1", "60 dagen"),
    ],
)
def test_tables_that_are_no_flood(tmp_path: Path, head: str, row: str, words: str) -> None:
    assert words in said(written(tmp_path / "f.csv", head, row))
