# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from tests.cli.alert.walk import AREA, alert
from weerbaar.alerting.area import rd_plane, read_area
from weerbaar.alerting.cells import made_up_network, select


def test_the_cells_are_those_of_the_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = select(made_up_network(3000, 5), read_area(AREA), 0.25)
    out = tmp_path / "c.csv"
    words = ["cells", AREA, "--synthetic", "3000", "--seed", "5", "--share", "0.25", "--out", out]
    assert alert(*words) == 0
    with out.open() as file:
        rows = list(csv.DictReader(file))
    assert [row["cell"] for row in rows] == list(wanted.ids)
    assert {row["synthetic"] for row in rows} == {"yes"}
    assert all(float(row["share_inside"]) >= 0.25 for row in rows)
    assert "verzonnen" in capsys.readouterr().out


def test_a_network_is_written_and_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "n.csv"
    assert alert("cells", "--synthetic", "2000", "--write-network", file) == 0
    assert alert("cells", "--synthetic", "2000", "--write-network", file) == 2
    capsys.readouterr()
    assert alert("cells", AREA, "--network", file, "--json") == 0
    read = json.loads(capsys.readouterr().out)
    assert alert("cells", AREA, "--synthetic", "2000", "--json") == 0
    assert read["cells"] == json.loads(capsys.readouterr().out)["cells"]
    assert read["synthetic"] is True


def test_people_give_a_reach_of_low_middle_and_high(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = tmp_path / "p.csv"
    people.write_text("x,y,night,day\n136000,456000,5000,9000\n137000,455000,4000,3000\n")
    words = ["cells", AREA, "--synthetic", "3000", "--population", people, "--at", "2026-11-26T14:00", "--json"]
    assert alert(*words) == 0
    reached = json.loads(capsys.readouterr().out)["reach"]
    assert 0 < reached["reached"]["low"] < reached["reached"]["middle"] < reached["reached"]["high"] <= 12_000


@pytest.mark.parametrize("words", [[AREA], [], [AREA, "--synthetic", "10", "--network", "x.csv"]])
def test_an_area_and_one_network_are_needed(words: list[str]) -> None:
    assert alert("cells", *words) == 2


def test_a_best_server_map_may_be_a_raster_with_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the circle of 3 km, one cell serves the 4 by 4 km around its middle, and the rest is missed."""
    import rasterio
    from rasterio.transform import from_origin

    network, place, table = tmp_path / "n.csv", tmp_path / "m.tif", tmp_path / "t.csv"
    network.write_text(
        "operator,technology,mcc,mnc,lac,ci,lat,lon,azimuth,beam_width,radius\nA,2G,1,1,7,42,52.09,5.12,0,360,9000\n"
    )
    ((x, y),) = rd_plane().transformer.itransform([(5.12, 52.09)])
    with rasterio.open(
        place, "w", driver="GTiff", dtype="uint8", count=1, width=4, height=4, crs="EPSG:28992",
        transform=from_origin(x - 2000, y + 2000, 1000, 1000),
    ) as raster:  # fmt: skip
        raster.write(np.full((1, 4, 4), 42, dtype=np.uint8))
    words = ["cells", AREA, "--network", network, "--map", place, "--json"]
    assert alert(*words) == 0
    by_number = json.loads(capsys.readouterr().out)
    served = by_number["best_servers"][0]
    assert (served["provider"], served["inside_km2"]) == ("A", pytest.approx(16, rel=2e-3))
    assert served["unserved_km2"] == pytest.approx(28.27 - 16, rel=2e-3)
    assert by_number["curve"][0]["outside_km2"] == pytest.approx(0, abs=0.02)
    table.write_text("value,operator,cell\n42,A,001-01-7-42\n")
    assert alert(*words, "--map-table", table) == 0
    assert json.loads(capsys.readouterr().out) == by_number
    table.write_text("value,operator,cell\n41,A,001-01-7-42\n")
    assert alert(*words, "--map-table", table) == 2
    assert "42 (16 px)" in capsys.readouterr().err
    assert alert("cells", AREA, "--network", network, "--map-table", table) == 2
    assert "--map" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_the_curve_is_drawn(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / f"curve.{suffix}"
    assert alert("cells", "52.09,5.12 3 km", "--synthetic", "3000", "--share", "0.25", "--figure", place) == 0
    assert place.read_bytes()[:4] in (b"<svg", b"\x89PNG", b"%PDF")
    assert str(place) in capsys.readouterr().out
