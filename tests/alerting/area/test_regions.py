# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
from pathlib import Path

import pytest

from weerbaar.alerting.area import country_shape, known_names, regions
from weerbaar.alerting.area.regions import fold, full_name, region_of, shipped_index, tidy_code


def test_there_are_25_regions_with_342_municipalities_of_2023() -> None:
    assert list(regions()) == [f"VR{number:02d}" for number in range(1, 26)]
    assert sum(len(region.municipalities) for region in regions().values()) == 342
    assert len(known_names()) == 25 + 342 + 1


def test_every_municipality_is_in_the_region_that_the_reference_has(shared: Path) -> None:
    rows = csv.DictReader((shared / "data" / "nl" / "municipalities.csv").open(encoding="utf-8"))
    assert {row["code"]: region_of(row["code"]) for row in rows} == {
        code: region.code for region in regions().values() for code in region.municipalities
    }


def test_main_towns_lie_in_the_country() -> None:
    from shapely import Point

    assert all(country_shape().contains(Point(r.longitude, r.latitude)) for r in regions().values())


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Moerdijk", ("GM1709",)),
        ("den haag", ("GM0518",)),
        ("'s-Gravenhage", ("GM0518",)),
        ("s Hertogenbosch", ("GM0796",)),
        ("Sudwest Fryslan", ("GM1900",)),
        ("Friesland", ("VR02",)),
        ("Utrecht", ("VR09", "GM0344")),
        ("gemeente Utrecht", ("GM0344",)),
        ("Veiligheidsregio Utrecht", ("VR09",)),
        ("Bergen", ("GM0373", "GM0893")),
        ("Bergen (NH.)", ("GM0373",)),
        ("midden en west brabant", ("VR20",)),
        ("Nederland", ("NL",)),
        ("Atlantis", ()),
    ],
)
def test_names_are_found_as_people_write_them(typed: str, codes: tuple[str, ...]) -> None:
    assert shipped_index().find(typed) == codes


def test_a_name_with_a_slip_has_neighbours() -> None:
    assert shipped_index().near("Moerdyk") == ("moerdijk",)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("gm14", "GM0014"),
        ("VR5", "VR05"),
        (" vr-20 ", "VR20"),
        ("NL", "NL"),
        ("NL1", None),
        ("GM", None),
        ("Goes", None),
    ],
)
def test_codes_are_tidied(typed: str, code: str | None) -> None:
    assert tidy_code(typed) == code


def test_places_are_called_what_they_are() -> None:
    assert full_name("GM1709", "Moerdijk").en == "municipality of Moerdijk"
    assert full_name("VR19", "Zeeland").nl == "Veiligheidsregio Zeeland"
    assert fold("Súdwest-Fryslân") == "sudwest fryslan"
    assert region_of("VR19") == "VR19"
    assert region_of("GM9999") is None
