# SPDX-License-Identifier: EUPL-1.2
"""Files are read once, beside the pages; what is there already is given at once."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rasterio.transform import from_origin

from tests.alerting.cells.test_best_server_raster import written
from tests.workbench.alerts.writing import BORDERS, CONTACTS, POPULATION, SQUARE, SURVEY, asked_by, network_file
from tests.workbench.conftest import MakeUser
from weerbaar.alerting.area import read_area
from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.alerts import facts
from weerbaar.workbench.alerts.models import Supply, SupplyKind
from weerbaar.workbench.alerts.supply_store import place_of
from weerbaar.workbench.alerts.supply_verbs import take_in

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 12, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def given(tmp_path: Path, settings: Any, make_user: MakeUser) -> object:
    settings.DATA = tmp_path
    request = asked_by(make_user(Role.ADMINISTRATOR))

    def take(kind: SupplyKind, name: str, content: str | bytes) -> Supply:
        return take_in(request, kind=kind, name=name, content=content.encode() if isinstance(content, str) else content)

    return take


def test_a_large_file_is_loading_until_it_is_there(given, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert facts.cells_now().state == "none"
    supply = given(SupplyKind.NETWORK, "netwerk.csv", network_file(tmp_path, 400, 11))
    may_go, times, read = threading.Event(), [], facts.read_supply

    def slowly(kind: SupplyKind, path: Path) -> object:
        times.append(path)
        may_go.wait(30)
        return read(kind, path)

    monkeypatch.setattr(facts, "read_supply", slowly)
    assert facts.cells_now().state == facts.cells_now().state == "loading"
    may_go.set()
    found = facts.cells_now(30)
    assert (found.state, found.supply, found.real) == ("ready", supply, False)
    assert facts.network_of(supply) is found.network
    assert len(times) == 1


def test_real_cells_go_before_made_up_ones(given, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    made_up = network_file(tmp_path, 300, 12)
    lines = [line.rpartition(",")[0] for line in made_up.decode().splitlines()]
    assert made_up.decode().splitlines()[0].endswith("synthetic_seed")
    real = given(SupplyKind.NETWORK, "echt.csv", "\n".join(lines).replace(" (verzonnen)", ""))
    given(SupplyKind.NETWORK, "verzonnen.csv", made_up)
    found = facts.cells_now(30)
    assert (found.supply, found.real) == (real, True)


def test_a_best_server_map_says_what_its_cells_serve(given, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    supply = given(SupplyKind.NETWORK, "n.csv", network_file(tmp_path, 300, 13))
    plain = facts.network_of(supply, 30)
    assert plain is not None
    cell = f'"operator": "A", "cell": "{plain.cell_id(7)}"'
    given(
        SupplyKind.BEST_SERVER,
        "kaart.geojson",
        BORDERS.replace('"statnaam": "Moerdijk"', cell).replace("statnaam", "operator"),
    )
    other = cell.replace(plain.cell_id(7), "onbekend")
    given(
        SupplyKind.BEST_SERVER,
        "ander.geojson",
        BORDERS.replace('"statnaam": "Moerdijk"', other).replace("statnaam", "operator"),
    )
    found = facts.network_of(supply, 30)
    assert found is not None
    assert list(found.mapped) == [7]
    west, south, east, north = found.mapped[7].bounds
    assert (east - west, north - south) == pytest.approx((20_800, 16_700), rel=0.02)
    there = facts.touched(found, read_area("51.67,4.55 straal 1 km"))
    assert facts.touched(plain, read_area("51.67,4.55 straal 1 km")) is not there


_CELLS = """operator,technology,mcc,mnc,lac,ci,x,y,azimuth,beam_width,radius
A,2G,204,08,1,11,100000,408000,0,360,5000
A,2G,204,08,1,12,103000,408000,0,360,5000
"""


def test_a_raster_needs_the_network_that_its_numbers_are_of(given, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    # A pixel is 500 m: cell 11 serves two of them, cell 12 one.
    served = written(
        tmp_path / "kaart.tif", [[11, 11], [12, 0]], nodata=0, transform=from_origin(100_000, 409_000, 500, 500)
    )
    with pytest.raises(InputError, match="put the network of cells to use first"):
        given(SupplyKind.BEST_SERVER, "kaart.tif", served.read_bytes())
    supply = given(SupplyKind.NETWORK, "cellen.csv", _CELLS)
    strange = written(tmp_path / "ander.tif", [[11, 13]], transform=from_origin(100_000, 409_000, 500, 500))
    with pytest.raises(InputError, match="13"):
        given(SupplyKind.BEST_SERVER, "ander.tif", strange.read_bytes())
    # Of several networks the one that has the cells, whichever was put to use last.
    other = given(SupplyKind.NETWORK, "ander.csv", _CELLS.replace(",11,", ",21,").replace(",12,", ",22,"))
    taken = given(SupplyKind.BEST_SERVER, "kaart.tif", served.read_bytes())
    assert taken.facts == {"operators": ["A"]}
    found = facts.network_of(supply, facts.PATIENCE_S)
    assert found is not None
    assert {found.cell_id(cell): shape.area for cell, shape in found.mapped.items()} == {
        "204-08-1-11": 500_000.0,
        "204-08-1-12": 250_000.0,
    }
    left_out = facts.network_of(other, facts.PATIENCE_S)
    assert left_out is not None
    assert not left_out.mapped
    place_of(taken).unlink()
    facts._files._found.clear()
    with pytest.raises(InputError, match=r"kaart\.tif"):
        facts.network_of(supply, facts.PATIENCE_S)


def test_a_file_that_is_gone_says_so_and_is_read_when_it_is_back(given) -> None:  # type: ignore[no-untyped-def]
    supply = given(SupplyKind.BOUNDARIES, "g.geojson", BORDERS.replace("Breda", "Breda (gemeente)"))
    place = place_of(supply)
    content = place.read_bytes()
    place.unlink()
    with pytest.raises(InputError):
        facts.loaded(supply, 30)
    place.write_bytes(content)
    assert facts.borders_now(30).boundaries is not None


def test_borders_contacts_and_surveys(given, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.delenv("WEERBAAR_BOUNDARIES", raising=False)
    assert facts.borders_now().state == "none"
    assert facts.contacts_now().number("0900-1234") is None
    given(SupplyKind.BOUNDARIES, "g.geojson", BORDERS)
    given(SupplyKind.CONTACTS, "c.yaml", CONTACTS)
    given(SupplyKind.SURVEY, "a.csv", SURVEY)
    given(SupplyKind.SURVEY, "b.csv", SURVEY.replace("92%", "93%"))
    assert facts.borders_now(30).boundaries.names["GM1709"] == "Moerdijk"  # type: ignore[union-attr]
    assert facts.contacts_now().number("0900-1234") is not None
    assert [one.share for one in facts.surveys_now()] == [0.93]
    mentioned = facts.places(facts.borders_now()).mentions("Brand in Moerdijk.")
    assert any(place.code == "GM1709" for *_, found in mentioned for place in found)


def test_curve_and_people_are_worked_out_once(given, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    supply, area = given(SupplyKind.NETWORK, "n.csv", network_file(tmp_path)), read_area(SQUARE)
    network = facts.network_of(supply, 30)
    assert network is not None
    there = facts.touched(network, area)
    assert facts.touched(network, read_area(SQUARE)) is there
    curve = facts.curve_of(there, area, 1, 30)
    assert curve is not None
    assert curve is facts.curve_of(there, area, 2)
    assert facts.reach_of(there, area, 0.0, NOON, 1) == ("none", None)
    given(SupplyKind.POPULATION, "p.csv", POPULATION)
    facts.loaded(facts.active(SupplyKind.POPULATION), 30)  # type: ignore[arg-type]
    state, reach = facts.reach_of(there, area, 0.0, NOON, 1, 60)
    assert state == "ready"
    assert reach is not None
    assert 0 < reach.reached.low < reach.reached.middle < reach.reached.high < 10_000
    assert facts.reach_of(there, area, 0.0, NOON.replace(minute=5), 2)[1] is reach


def test_what_somebody_no_longer_waits_for_is_not_begun() -> None:
    kept, may_go, made = facts._Kept("toets", 10), threading.Event(), []
    first = kept.ask("a", lambda: may_go.wait(30), "kim")
    second = kept.ask("b", lambda: made.append("b"), "kim")
    third = kept.ask("c", lambda: made.append("c"), "kim")
    may_go.set()
    third.result(30)
    assert first.result(30) is True
    assert second.cancelled()
    assert made == ["c"]
    kept.ask("b", lambda: made.append("b"), "kim").result(30)
    assert made == ["c", "b"]


def test_what_somebody_asked_for_last_is_forgotten_with_its_result() -> None:
    kept = facts._Kept("proef", 2)
    for person in range(5):
        kept.ask(("network", person), lambda: None, person).result(30)
    assert list(kept._last) == [3, 4]
