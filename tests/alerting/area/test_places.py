# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest
from shapely import Point

from tests.alerting.area.drawings import borders
from weerbaar.alerting.area import country_shape, gazetteer, load_boundaries, places_in_text
from weerbaar.alerting.area.places import shipped_places


def _names(text: str) -> list[str]:
    return [name for _, _, name, _ in places_in_text(text, gazetteer())]


def test_all_places_lie_in_the_country() -> None:
    assert len(shipped_places()) > 350
    assert all(country_shape().contains(Point(place.longitude, place.latitude)) for place in shipped_places())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Grote brand in Moerdijk en Zevenbergen.", ["Moerdijk", "Zevenbergen"]),
        (
            "Rook boven Bergen op Zoom, Den Haag en 's-Hertogenbosch.",
            ["Bergen op Zoom", "Den Haag", "'s-Hertogenbosch"],
        ),
        ("Ga niet naar Capelle aan den IJssel of ’s-Gravenhage", ["Capelle aan den IJssel", "’s-Gravenhage"]),
        ("Best veel rook. Blijf uit Best.", ["Best"]),
        ("Heel goed. Over een uur meer. Echt waar.", []),
        ("het is een goed idee om over te gaan in een ede", []),
        ("Utrechtse Heuvelrug en Amsterdammers", []),
        ("Noord-Goes", []),
    ],
)
def test_names_in_a_text(text: str, names: list[str]) -> None:
    assert _names(text) == names


def test_a_shared_name_has_all_its_places_and_its_place_in_the_text() -> None:
    ((start, end, name, candidates),) = places_in_text("Brand in Hengelo", gazetteer())
    assert "Brand in Hengelo"[start:end] == name == "Hengelo"
    assert {place.province for place in candidates} == {"OV", "GE"}


def test_municipalities_of_a_file_are_places_too(tmp_path: Path) -> None:
    names = gazetteer(load_boundaries(borders(tmp_path)))
    ((_, _, _, candidates),) = places_in_text("Brand in Breda", names)
    assert [place.code for place in candidates] == ["", "GM0758"]
    assert candidates[1].longitude == pytest.approx(4.8, abs=0.1)
