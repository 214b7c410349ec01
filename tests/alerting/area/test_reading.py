# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.area.drawings import borders
from weerbaar.alerting.area import AreaError, Circle, ReadingError, load_boundaries, read_area

TRIANGLE = ((52.1, 4.9), (52.2, 5.0), (52.2, 4.9), (52.1, 4.9))


@pytest.mark.parametrize(
    "typed",
    [
        "52.1, 4.9; 52.2, 5.0; 52.2, 4.9",
        "52.1,4.9 52.2,5.0 52.2,4.9 52.1,4.9",
        "52.1 4.9\n52.2 5.0\n52.2 4.9\n",
        "52,1 4,9; 52,2 5,0; 52,2 4,9",
        "52°06'00\"N 4°54'00\"O; 52°12'N 5°O; 52°12'N 4°54'O",
        "52°06'00\"N 4°54'00\"E; 52°12'N 5°E; 52°12'N 4°54'E",
        "4.9 E, 52.1 N; 5.0 E, 52.2 N; 4.9 E, 52.2 N",
        "N 52°06'00\" E 4°54'00\"; N 52°12' E 5°; N52.2 E4.9",
        "NB 52° 6,0' OL 4° 54,0'\nNB 52° 12,0' OL 5° 0,0'\nNB 52° 12,0' OL 4° 54,0'",
        "52°06'00\", 4°54'00\"; 52°12'00\", 5°00'00\"; 52°12' 4°54'",
        "52,1, 4,9\n52,2, 5,0\n52,2, 4,9",
        '{"type":"Polygon","coordinates":[[[4.9,52.1],[5.0,52.2],[4.9,52.2],[4.9,52.1]]]}',
        "POLYGON ((4.9 52.1, 5.0 52.2, 4.9 52.2, 4.9 52.1))",
        "SRID=4326; multipolygon (((4.9 52.1, 5.0 52.2, 4.9 52.2, 4.9 52.1)))",
    ],
)
def test_a_triangle_in_every_way_of_writing(typed: str) -> None:
    (ring,) = read_area(typed).polygons
    assert [value for point in ring for value in point] == pytest.approx([value for p in TRIANGLE for value in p])


def test_west_and_south_are_below_zero() -> None:
    (ring,) = read_area("33°S 71°W; 34°Z 71°W; 34°S 70°W").polygons
    assert ring[1] == (-34, -71)


def test_the_dutch_grid() -> None:
    (ring,) = read_area("155000, 463000; 160000 463000; 155000 470000").polygons
    assert ring[0] == pytest.approx((52.15517, 5.38721), abs=1e-4)


@pytest.mark.parametrize(
    ("typed", "radius_km"),
    [
        ("52.1,4.9 straal 5 km", 5.0),
        ("52.1 4.9 radius 500 m", 0.5),
        ("52,1 4,9 straal 2,5 km", 2.5),
        ("52.1, 4.9, 500 m", 0.5),
        ("52.1N 4.9O met een straal van 3 kilometer", 3.0),
    ],
)
def test_circles(typed: str, radius_km: float) -> None:
    assert read_area(typed).circles == (Circle(52.1, 4.9, radius_km),)


@pytest.mark.parametrize(
    "typed",
    [
        "51.68,4.6 straal 2 km; 51.60,4.8 radius 500 m",
        "51.68, 4.6 straal 2 km\n51.60, 4.8 straal 0,5 km",
        "51,68 4,6 straal 2 km; 51,6 4,8 straal 0,5 km",
        "51.68,4.6 straal 2 km, 51.60,4.8 (500 m)",
        "51.68N 4.6O radius of 2 km; N51°36' E4°48' r=500m",
    ],
)
def test_several_circles(typed: str) -> None:
    area = read_area(typed)
    assert not area.polygons
    assert [(c.latitude, c.longitude, c.radius_km) for c in area.circles] == [
        pytest.approx((51.68, 4.6, 2.0)),
        pytest.approx((51.6, 4.8, 0.5)),
    ]
    assert area.description.nl == "2 cirkels"


@pytest.mark.parametrize(
    "typed",
    [
        "52.1, 4.9; 52.2, 5.0; 52.2, 4.9; 51.68, 4.6 straal 2 km",
        "51.68, 4.6 straal 2 km\n52.1, 4.9\n52.2, 5.0\n52.2, 4.9\n52.1, 4.9\n",
        "52.1,4.9 52.2,5.0 52.2,4.9; 51.68,4.6 straal 2 km",
    ],
)
def test_a_circle_beside_a_polygon(typed: str) -> None:
    area = read_area(typed)
    assert (area.polygons, area.circles) == ((TRIANGLE,), (Circle(51.68, 4.6, 2.0),))
    assert area.description.in_("en") == "1 circle and 1 polygon"


@pytest.mark.parametrize("typed", ["Moerdijk", "GM1709", "gm1709", "gemeente Moerdijk", " Moerdijk. "])
def test_names_and_codes(tmp_path: Path, typed: str) -> None:
    assert read_area(typed, load_boundaries(borders(tmp_path))).codes == ("GM1709",)


def test_the_country_is_known_without_a_file_and_a_municipality_is_not() -> None:
    assert read_area("Nederland").codes == ("NL",)
    with pytest.raises(AreaError, match="PDOK"):
        read_area("Moerdijk")


@pytest.mark.parametrize(
    ("typed", "marked", "words"),
    [
        ("", "", "Geef een gebied"),
        ("52.1, 4.9; 52.2", "52.2", "hoort nog een getal"),
        ("52.1, 4.9; aap 3", "aap", "geen coördinaat"),
        ("52,1 4,9 52,2 5,0 52,2 4,9", "52,1 4,9 52,2 5,0 52,2 4,9", "niet eenduidig"),
        ("400000 463000; 1 2; 3 4", "400000 463000", "geen plaats op aarde"),
        ("52.1, 4.9", "52.1, 4.9", "drie punten"),
        ("52.1, 4.9 straal 0 km", "0", "meer dan 0 en ten hoogste 1000 km"),
        ("52.1, 4.9 straal -5 km", "-5", "meer dan 0 en ten hoogste 1000 km"),
        ("52.1, 4.9, −5 km", "−5", "meer dan 0 en ten hoogste 1000 km"),
        ("52.1, 4.9 straal 1001 km", "1001", "meer dan 0 en ten hoogste 1000 km"),
        ("52.1, 4.9 straal 5", "5", "achter de straal"),
        ("52.1, 4.9 52.2, 4.9 straal 1 km", "52.1, 4.9 52.2, 4.9", "één middelpunt"),
        ("52.1, 4.9 straal 1 km; 52.2, 4.9", "; 52.2, 4.9", "drie punten"),
        ("52.1, 4.9; 52.2, 4.9 straal 1 km", "52.1, 4.9", "drie punten"),
        ("52N 53N; 1N 2E; 3N 4E", "52N 53N", "twee keer"),
        ("52°70'N 4°O; 1N 2E; 3N 4E", "52°70'N", "kleiner dan 60"),
        ("Utrecht", "Utrecht", "VR09"),
        ("Moerdyk", "Moerdyk", "moerdijk"),
        ("VR99", "VR99", "geen bekende"),
        ('{"type":', None, "JSON"),
        ('{"type": "Point", "coordinates": [5, 52]}', None, "geen vlak"),
        ("POLYGON ((4.9 52.1", None, "WKT"),
        ("POLYGON EMPTY", None, "leeg"),
        ("POLYGON ((4 52, 5 52, 4 52, 4 52))", None, "omsluit niets"),
    ],
)
def test_an_error_says_what_and_where(typed: str, marked: str | None, words: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_area(typed)
    assert words in caught.value.message.nl
    assert caught.value.message.en
    if marked is not None:
        assert typed[caught.value.start : caught.value.end] == marked


@pytest.mark.parametrize("typed", ["1{}x", "1,1{}x", "52.1, 4.9 straal{}x", "52.1, 4.9{}straal", "1{}1 km x", "5'{}'x"])
def test_blanks_without_end_take_no_longer_than_they_are(typed: str) -> None:
    # A pattern that tries every part of the blanks again would need minutes for this.
    with pytest.raises(ReadingError):
        read_area(typed.format(" " * 100_000))


@given(st.text(alphabet="0123456789.,;NZOEW°'\" -abkmstral()[]{}:\n", max_size=40))
def test_any_text_is_an_area_or_an_error(typed: str) -> None:
    with contextlib.suppress(AreaError):
        read = read_area(typed)
        assert read.polygons or read.circles
