# SPDX-License-Identifier: EUPL-1.2
"""Files of roads of every form become a network, with the places and the people that stand beside them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.workbench.evacuation.networks import EXITS, OSM, ZONES, roads_file
from weerbaar.base import InputError
from weerbaar.workbench.evacuation.kept_network import Kept
from weerbaar.workbench.evacuation.network_reading import Manner, read_network

TNTP = """<NUMBER OF ZONES> 2
<NUMBER OF NODES> 2
<FIRST THRU NODE> 1
<NUMBER OF LINKS> 2
<END OF METADATA>
~ init term capacity length fft b power speed toll type ;
1 2 1800 2 2 0.15 4 0 0 1 ;
2 1 1800 2 2 0.15 4 0 0 1 ;
"""
TRIPS = "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 300\n<END OF METADATA>\nOrigin 1\n2 : 300.0;\nOrigin 2\n1 : 0.0;\n"
PLACES = Manner(zones=ZONES, exit_places=EXITS)


def _file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _zip(folder: Path, **files: str) -> Path:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "."), text)
    return _file(folder, "net.zip", made.getvalue())


def _people(kept: Kept) -> dict[str, float]:
    assert kept.people is not None
    return dict(zip([zone.id for zone in kept.network.zones], kept.people.tolist(), strict=True))


def test_openstreetmap_takes_its_places_from_tables(tmp_path: Path) -> None:
    kept, _ = read_network(_file(tmp_path, "kaart.osm", OSM), PLACES)
    assert (kept.network.n_links, len(kept.network.exits)) == (4, 1)
    assert _people(kept) == {"a": 1200.0}
    assert kept.network.place(int(kept.network.exits[0])) == "Weg"
    assert not kept.states_departures


def test_what_is_missing_beside_the_roads_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as found:
        read_network(roads_file(tmp_path), Manner(zones=b"id,name,lat,lon,people\na,b,95,5,veel\n"))
    said = [problem.render("nl") for problem in found.value.problems]
    assert len(said) == 4
    assert any("graden: -90 tot 90" in line for line in said)
    assert any("een aantal mensen" in line for line in said)
    assert any("wat is; er zijn: NUMMER, KMU, STROKEN." in line for line in said)
    assert any("waar mensen veilig zijn" in line for line in said)


def test_tntp_with_trips_leaves_in_so_many_hours(tmp_path: Path) -> None:
    path = _zip(tmp_path, klein_net__tntp=TNTP, klein_trips__tntp=TRIPS)
    units = {"length": "km", "time": "min", "capacity": "h"}
    with pytest.raises(InputError, match="Name the nodes"):
        read_network(path, Manner(units=units))
    (tmp_path / "unpacked").rename(tmp_path / "eerder")
    kept, _ = read_network(path, Manner(exits=("2",), units=units, within_h=3.0))
    assert kept.network.name == "klein"
    assert kept.states_departures
    assert kept.vehicles is not None
    assert kept.vehicles.tolist() == [300.0, 0.0]
    assert kept.times_s is not None
    assert kept.times_s[-1] == 10_800


def test_simplified_carries_the_same(tmp_path: Path) -> None:
    kept, notes = read_network(
        _file(tmp_path, "kaart.osm", OSM), Manner(zones=ZONES, exit_places=EXITS, simplified=True)
    )
    assert kept.network.n_links == 2
    assert kept.network.length_m.tolist() == pytest.approx([1373, 1373], abs=5)
    assert any("4 wegen werden er 2" in note.message.nl for note in notes)
