# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.base import InputError
from weerbaar.evacuation.demand.people_csv import parse_people


def problems_of(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse_people(text, "people.csv")
    return caught.value.render("nl").splitlines()


def test_zone_and_people() -> None:
    (west, first), (east, second) = parse_people("zone,people\nwest,1200\n\neast,3.5\n", "people.csv")
    assert (west.zone, float(west.residents.ppf(0.5)), first) == ("west", 1200, 2)
    assert (east.zone, float(east.residents.ppf(0.5)), second) == ("east", 3.5, 4)
    assert west.commuters_in is None
    assert west.households is None


def test_dutch_columns_with_decimal_commas() -> None:
    ((zone, _),) = parse_people("zone;inwoners;huishoudens;autos_per_huishouden\nwest;1200;500;1,2\n", "people.csv")
    assert zone.households == 500
    assert zone.cars_per_household is not None
    assert float(zone.cars_per_household.ppf(0.5)) == 1.2


def test_every_mistake_is_named_at_its_line() -> None:
    assert problems_of("zone,people\nwest,-3\n,5\neast,veel\nnorth,nan\nsouth,\n") == [
        'people.csv:2: residents: "-3" - hoort een getal van 0 tot 20000000 te zijn.',
        "people.csv:3: de code van de zone ontbreekt.",
        'people.csv:4: residents: "veel" - hoort een getal van 0 tot 20000000 te zijn.',
        'people.csv:5: residents: "nan" - hoort een getal van 0 tot 20000000 te zijn.',
        "people.csv:6: residents: hoort een getal van 0 tot 20000000 te zijn.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "people.csv:1: kolom ontbreekt: zone en people."),
        ("zone\nwest\n", "people.csv:1: kolom ontbreekt: people."),
        ("zone,people,mensn\nwest,1,2\n", '"mensn" - onbekende kolom'),
        ('zone,people\n"west,1\n', "geen geldige CSV."),
    ],
)
def test_a_file_that_is_no_table_of_people_is_refused(text: str, expected: str) -> None:
    (line,) = problems_of(text)
    assert expected in line


def test_what_does_not_fit_a_zone_is_refused_at_its_line() -> None:
    code = "A" * 81
    assert problems_of(f"zone,people,households\n{code},1,1\neast,1,15000000\n") == [
        f'people.csv:2: zone: "{"A" * 59}…" - een code heeft ten hoogste 80 tekens.',
        'people.csv:3: households: "15000000" - hoort een getal van 0 tot 10000000 te zijn.',
    ]
