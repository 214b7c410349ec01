# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.evacuate.town import VEHICLES, evacuate, town
from weerbaar.evacuation.study import study_schema


def test_the_data_fit_the_schema_and_everybody_is_safe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("simulate", town(tmp_path), "--routing", "managed", "--json", "-") == 0
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, study_schema())
    assert found["arrivals"]["vehicles_out"][-1] == pytest.approx(VEHICLES)
    assert found["bound"]["quickest_h"] == pytest.approx(1 + 204 / 3600, abs=0.02)
    assert found["clearance"]["last_h"] >= found["bound"]["clearance"]["last_h"] - 0.01


def test_where_who_leaves_last_decides_the_data_name_what_decides_until_nine_tenths(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = town(tmp_path, profile=[*[0.97] * 36, 1.0], bin_s=600)
    assert evacuate("simulate", path, "--json", "-") == 0
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, study_schema())
    assert {(one["name"], one["until_share"]) for one in found["bottlenecks"]} >= {("town → north", 0.9)}


def test_every_route_choice_stands_beside_the_bound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("simulate", town(tmp_path), "--routing", "nearest,managed", "--json", tmp_path / "s.json") == 0
    out = capsys.readouterr().out
    assert "ieder naar de dichtstbijzijnde uitgang" in out
    assert "geen plan is sneller dan" in out
    alone, beside = tmp_path / "alone.json", tmp_path / "s-managed.json"
    assert evacuate("simulate", town(tmp_path), "--routing", "managed", "--json", alone) == 0
    assert alone.read_bytes() == beside.read_bytes()


def test_one_map_layer_is_of_one_route_choice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("simulate", town(tmp_path), "--routing", "all", "--geojson", tmp_path / "o.json") == 2
    assert not (tmp_path / "o.json").exists()
    assert "één routekeuze" in capsys.readouterr().err


def test_without_coordinates_there_is_no_map_and_nothing_is_written(tmp_path: Path) -> None:
    path = town(tmp_path)
    assert evacuate("simulate", path, "--geojson", tmp_path / "o.json", "--json", tmp_path / "s.json") == 2
    assert not (tmp_path / "s.json").exists()


@pytest.mark.parametrize("name", ["a.png", "folder", "file/x.json"])
def test_a_place_that_cannot_be_is_refused_before_the_calculation(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    for file in ("a.png", "file"):
        (tmp_path / file).write_bytes(b"kept")
    monkeypatch.setattr("weerbaar.cli.evacuate.simulate.made", lambda *_: pytest.fail("calculated"))
    option = "--figure" if name == "a.png" else "--json"
    assert evacuate("simulate", town(tmp_path), option, tmp_path / name) in (1, 2)
    assert evacuate("simulate", town(tmp_path), "--geojson", tmp_path / "new.geojson") == 2
    assert (tmp_path / "a.png").read_bytes() == b"kept"


@pytest.mark.thorough
def test_map_layers_hold_the_queues(tmp_path: Path) -> None:
    places = ("--geojson", tmp_path / "o.geojson", "--geopackage", tmp_path / "o.gpkg")
    assert evacuate("simulate", "zeeland", "--routing", "free-flow", *places) == 0
    features = json.loads((tmp_path / "o.geojson").read_text())["features"]
    # Who sets out last decides when all are safe; these decide until nine tenths are.
    assert sum(f["properties"].get("decides_h", 0) > 0 for f in features) == 4
    assert max(f["properties"].get("longest_queue_veh", 0) for f in features) > 1000
    assert (tmp_path / "o.gpkg").read_bytes().startswith(b"SQLite format 3")


def test_the_curve_is_drawn(tmp_path: Path) -> None:
    figure = tmp_path / "curve.svg"
    assert evacuate("simulate", town(tmp_path), "--routing", "nearest,managed", "--figure", figure) == 0
    assert figure.read_bytes().startswith(b"<svg")
