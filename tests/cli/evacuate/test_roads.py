# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from tests.cli.evacuate.town import evacuate, town
from tests.evacuation.network.osm_text import extract


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", ["nergens", "leeg.json", "a.txt", "map", "a_net.tntp", "w.gpkg"])
def test_what_is_no_network_is_one_message(
    name: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map").mkdir()
    for file in ("leeg.json", "a.txt", "a_net.tntp", "w.gpkg"):
        (tmp_path / file).write_text("")
    assert evacuate("check", name, lang=lang) == 2
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 1


def test_an_example_goes_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("check", "zeeland") == 0
    assert "419 wegen" in capsys.readouterr().out


def test_gmns_tells_units_and_exits_on_the_command_line(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    net = shared / "data" / "networks" / "tntp" / "SiouxFalls" / "SiouxFalls_net.tntp"
    assert evacuate("check", net, "--exits", "1,2", "--units", "length=km,time=min,capacity=day") in (0, 1)
    assert "2 uitgangen" in capsys.readouterr().out
    assert evacuate("check", net, "--exits", "1", "--units", "weight=kg") == 2


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress)])
def test_openstreetmap_packed(
    ending: str, pack: Callable[[bytes], bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = extract(tmp_path / "a.osm", {1: (5.0, 52.0), 2: (5.0, 52.01)}, [(7, [1, 2], {"highway": "primary"})])
    (tmp_path / f"b.osm.{ending}").write_bytes(pack(plain.read_bytes()))
    (tmp_path / "exits.csv").write_text("id,name,lat,lon\nx,X,52.01,5.0\n")
    assert evacuate("check", tmp_path / f"b.osm.{ending}", "--exits", tmp_path / "exits.csv") == 0
    assert "2 knopen, 2 wegen, 1 uitgang" in capsys.readouterr().out
    assert evacuate("check", tmp_path / "exits.csv") == 2
    assert f".osm.{ending}" in capsys.readouterr().err


def test_gmns_takes_what_it_lacks_from_the_class_of_a_road(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "node.csv").write_text("node_id,x_coord,y_coord\na,0,0\nb,900,0\n")
    (tmp_path / "link.csv").write_text("link_id,from_node_id,to_node_id,facility_type,length\n1,a,b,primary,1000\n")
    named = ("check", tmp_path, "--exits", "b", "--units", "length=m")
    assert evacuate(*named) == 0
    assert "1 lege cellen: aangenomen naar de klasse van de weg." in capsys.readouterr().out
    own = (files("weerbaar") / "data" / "evacuation" / "network" / "road-classes.yaml").read_text(encoding="utf-8")
    (tmp_path / "own.yaml").write_text(own.replace("name: primary\n", "name: hoofdweg\n"))
    assert evacuate(*named, "--road-classes", tmp_path / "own.yaml") == 2
    assert 'capacity: "primary" - deze waarde ontbreekt' in capsys.readouterr().err


def test_an_option_for_another_kind_of_network_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("check", town(tmp_path), "--exits", "town", "--collapse") == 2
    said = capsys.readouterr().err
    assert "--exits: hoort bij een ander soort net" in said
    assert "--collapse: hoort bij een ander soort net: TNTP" in said
    assert evacuate("check", "zeeland", "--layer", "roads") == 2


def test_own_road_classes_say_what_a_road_is_taken_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = {1: (5.0, 52.0), 2: (5.0, 52.01)}
    roads = extract(tmp_path / "a.osm", places, [(7, [1, 2], {"highway": "primary", "oneway": "yes"})])
    for name, at in (("exits", "52.01"), ("zones", "52.0")):
        (tmp_path / f"{name}.csv").write_text(f"id,name,lat,lon\n{name},{name},{at},5.0\n")
    own = files("weerbaar") / "data" / "evacuation" / "network" / "road-classes.yaml"
    table = own.read_text(encoding="utf-8")
    (tmp_path / "own.yaml").write_text(table.replace("capacity_lane_veh_h: ", "capacity_lane_veh_h: 1"))
    ends = ("--exits", tmp_path / "exits.csv", "--zones", tmp_path / "zones.csv")
    assert evacuate("check", roads, *ends, "--road-classes", tmp_path / "own.yaml") == 2
    assert "capacity_lane_veh_h" in capsys.readouterr().err
    (tmp_path / "people.csv").write_text("zone,people\nzones,1000\n")
    capacities = []
    for capacity in (1100, 900):
        (tmp_path / "own.yaml").write_text(table.replace("veh_h: 1100", f"veh_h: {capacity}"))
        kept = tmp_path / f"{capacity}.geojson"
        named = ("--people", tmp_path / "people.csv", "--road-classes", tmp_path / "own.yaml", "--no-bound")
        assert evacuate("simulate", roads, *ends, *named, "--geojson", kept) == 0
        capacities.append(json.loads(kept.read_text())["features"][0]["properties"]["capacity_veh_h"])
    assert capacities == [pytest.approx(1100), pytest.approx(900)]


def test_a_file_of_roads_needs_its_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.geojson").write_text("{}")
    assert evacuate("check", tmp_path / "r.geojson") == 2
    assert "--columns" in capsys.readouterr().err
    assert evacuate("check", town(tmp_path)) == 0
