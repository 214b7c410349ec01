# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from pyogrio import raw

from tests.evacuation.network.osm_text import extract
from weerbaar.evacuation.network import (
    NetworkError,
    Place,
    RoadNetwork,
    example,
    geojson,
    geopackage,
    read_osm,
)


@pytest.fixture
def network(tmp_path: Path) -> RoadNetwork:
    """A bent road of two pieces from a zone to an exit; a third node between them."""
    places = {1: (5.0, 52.0), 2: (5.0, 52.01), 3: (5.01, 52.01), 4: (5.02, 52.01), 5: (5.01, 52.02)}
    primary = {"highway": "primary", "oneway": "yes", "ref": "N1"}
    path = extract(tmp_path / "a.osm", places, [(7, [1, 2, 3, 4], primary), (8, [3, 5], primary)])
    ends = {"exits": [Place("x", "droog", 5.02, 52.01)], "zones": [Place("z", "dorp", 5.0, 52.0)]}
    return read_osm(path, **ends).network  # type: ignore[arg-type]


def features(content: bytes, kind: str) -> list[dict[str, Any]]:
    return [each for each in json.loads(content)["features"] if each["properties"]["kind"] == kind]


def test_links_with_results_in_degrees(network: RoadNetwork) -> None:
    content = geojson(network, links={"queue_veh": [1.5, np.nan, np.inf], "shut": [True, False, False], "n": [1, 2, 3]})
    links = features(content, "link")
    assert [each["properties"]["queue_veh"] for each in links] == [1.5, None, None]
    assert [each["properties"]["shut"] for each in links] == [True, False, False]
    first = links[0]["properties"]
    assert (first["road"], first["begin"], first["end"], first["n"]) == ("N1", "1", "3", 1)
    assert first["capacity_veh_h"] == pytest.approx(1100)
    line = np.array(links[0]["geometry"]["coordinates"])
    np.testing.assert_allclose(line, np.array([[5.0, 52.0], [5.0, 52.01], [5.01, 52.01]]), atol=1e-6)


def test_exits_and_zones_always_other_nodes_with_results(network: RoadNetwork) -> None:
    content = geojson(network)
    assert [each["properties"]["name"] for each in features(content, "zone")] == ["dorp"]
    assert [each["properties"]["id"] for each in features(content, "exit")] == ["4"]
    assert not features(content, "node")
    content = geojson(network, nodes={"waiting_veh": np.arange(4)})
    assert [each["properties"]["id"] for each in features(content, "node")] == ["3", "5"]
    assert [each["properties"]["waiting_veh"] for each in features(content, "zone")] == [0]


def test_a_geopackage_reads_back(network: RoadNetwork, tmp_path: Path) -> None:
    path = tmp_path / "n.gpkg"
    results: dict[str, Any] = {
        "queue_veh": np.array([1.5, np.nan, np.inf]),
        "n": np.array([1, 2, 3], np.int8),
        "word": ["a", "b", "ë"],
    }
    path.write_bytes(geopackage(network, links=results, nodes={"shut": [True, False, True, False]}))
    meta, _, wkb, values = raw.read(path, layer="links")
    found = dict(zip(meta["fields"].tolist(), values, strict=True))
    assert meta["crs"] == network.crs
    np.testing.assert_array_equal(shapely.get_coordinates(shapely.from_wkb(wkb[0])), network.geometry[0])
    assert found["id"].tolist() == list(network.link_ids)
    assert found["word"].tolist() == ["a", "b", "ë"]
    assert found["n"].tolist() == [1, 2, 3]
    np.testing.assert_array_equal(found["queue_veh"], [1.5, np.nan, np.nan])
    np.testing.assert_allclose(found["length_m"], network.length_m)
    meta, _, wkb, values = raw.read(path, layer="nodes")
    found = dict(zip(meta["fields"].tolist(), values, strict=True))
    assert found["kind"].tolist() == ["zone", "node", "exit", "node"]
    assert found["shut"].tolist() == [True, False, True, False]
    np.testing.assert_allclose(shapely.get_coordinates(shapely.from_wkb(wkb))[:, 0], network.x)


def test_the_same_network_gives_the_same_bytes() -> None:
    network = example("zeeland").network
    assert geojson(network) == geojson(network)
    assert geopackage(network) == geopackage(network)
    assert b"2000-01-01T00:00:00.000Z" in geopackage(network)
    assert len(features(geojson(network), "link")) == network.n_links
    assert len(features(geojson(network), "zone")) == 10


@pytest.mark.parametrize("written", [geojson, geopackage])
def test_what_cannot_be_written_says_why(written: Any, network: RoadNetwork) -> None:
    wrong: list[tuple[RoadNetwork, dict[str, Any], str]] = [
        (network, {"links": {"q": [1.0]}}, "q should have 3 values"),
        (network, {"links": {"Road": [1, 2, 3]}}, "Road is taken already"),
        (network, {"links": {"fid": [1, 2, 3]}}, "fid is taken already"),
        (network, {"nodes": {"zone": [1, 2, 3, 4]}}, "zone is taken already"),
        (replace(network, crs=""), {}, "does not fit on a map"),
        (replace(network, x=np.full(4, np.nan)), {}, "does not fit on a map"),
    ]
    for given, options, says in wrong:
        with pytest.raises(NetworkError, match=says):
            written(given, **options)
