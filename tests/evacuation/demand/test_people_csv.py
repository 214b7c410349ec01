# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.demand.people_csv import read_people
from weerbaar.evacuation.demand.places import ZonePeople


def read(folder: Path, text: str) -> list[tuple[ZonePeople, int]]:
    path = folder / "p.csv"
    path.write_text(text, encoding="utf-8")
    return read_people(path, "people.csv")


def problems_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return caught.value.render("nl").splitlines()


def test_zone_and_people(tmp_path: Path) -> None:
    (west, first), (east, second) = read(tmp_path, "zone,people\nwest,1200\n\neast,3.5\n")
    assert (west.zone, float(west.residents.ppf(0.5)), first) == ("west", 1200, 2)
    assert (east.zone, float(east.residents.ppf(0.5)), second) == ("east", 3.5, 4)
    assert west.commuters_in is None
    assert west.households is None


def test_dutch_columns_with_decimal_commas(tmp_path: Path) -> None:
    ((zone, _),) = read(tmp_path, "zone;inwoners;huishoudens;autos_per_huishouden\nwest;1200;500;1,2\n")
    assert zone.households == 500
    assert zone.cars_per_household is not None
    assert float(zone.cars_per_household.ppf(0.5)) == 1.2


def test_every_mistake_is_named_at_its_line(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "zone,people\nwest,-3\n,5\neast,veel\nnorth,nan\nsouth,\n") == [
        'people.csv:2: people: "-3" - hoort een getal van 0 tot 20000000 te zijn.',
        "people.csv:3: zone: de code van de zone ontbreekt.",
        'people.csv:4: people: "veel" - hoort een getal van 0 tot 20000000 te zijn.',
        'people.csv:5: people: "nan" - hoort een getal van 0 tot 20000000 te zijn.',
        "people.csv:6: people: hoort een getal van 0 tot 20000000 te zijn.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zone\nwest\n", "people.csv:1: people: deze kolom ontbreekt (ook goed: residents, inwoners, mensen)."),
        ("zone,people,mensn\nwest,1,2\n", "people.csv:1: mensn: onbekende kolom"),
        ('zone,people\n"west,1\n', "geen geldige CSV."),
    ],
)
def test_a_file_that_is_no_table_of_people_is_refused(text: str, expected: str, tmp_path: Path) -> None:
    (line,) = problems_of(tmp_path, text)
    assert expected in line


def test_what_does_not_fit_a_zone_is_refused_at_its_line(tmp_path: Path) -> None:
    code = "A" * 81
    assert problems_of(tmp_path, f"zone,people,households\n{code},1,1\neast,1,15000000\n") == [
        f'people.csv:2: zone: "{"A" * 59}…" - een code heeft ten hoogste 80 tekens.',
        'people.csv:3: households: "15000000" - hoort een getal van 0 tot 10000000 te zijn.',
    ]
