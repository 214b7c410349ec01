# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.evacuation.demand.crossroads import HEAD, crossroads, demand_of
from weerbaar.base import InputError
from weerbaar.evacuation.demand.factors import shipped_factors


def problems_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        demand_of(folder, text)
    return caught.value.render("nl").splitlines()


def test_zones_come_in_the_order_of_the_network(tmp_path: Path) -> None:
    demand = demand_of(tmp_path, HEAD + "zones: [{zone: east, residents: 7}, {zone: west, residents: 5}]\n")
    assert [zone.zone for zone in demand.zones] == ["west", "east"]
    assert demand.numbers.tolist() == [0, 2]
    assert demand.residents.medians.tolist() == [5, 7]


def test_people_may_come_as_csv(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("zone,people\nwest,1200\neast,300\n")
    demand = demand_of(tmp_path, HEAD + "people: people.csv\n")
    assert demand.residents.medians.tolist() == [1200, 300]


def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    demand = demand_of(tmp_path, HEAD + "zones: [{zone: west, residents: 5}]\n")
    assert [remark.nl.split(";")[0] for remark in demand.remarks] == [
        "Van 3 zones van het net is niet bekend hoeveel mensen er zijn",
        "Van 1 zones zijn de forensen niet bekend",
        "Van 1 zones zijn de toeristen in dit seizoen niet bekend",
    ]


def test_what_the_file_states_goes_before_what_is_shipped(tmp_path: Path) -> None:
    zones = "zones: [{zone: west, residents: 5}]\n"
    own = demand_of(tmp_path, HEAD + zones + "factors: {shadow: 0.3, compliance: 0.6}\n")
    assert float(own.factors.shadow.range.ppf(0.9)) == 0.3
    assert own.factors.shadow.source == "demand.yaml"
    assert float(own.compliance.range.ppf(0.1)) == 0.6
    assert own.factors.needs_help == shipped_factors().needs_help
    chosen = demand_of(tmp_path, HEAD + zones + "threat: unclear\ntrust: low\n")
    assert chosen.compliance.range == shipped_factors().compliance.range["unclear"]["low"]


def test_every_mistake_is_named_at_its_line(tmp_path: Path) -> None:
    text = """schema: 1
name: proef
hour: 25
season: zomer
people: nergens.csv
factors: {compliance: {distribution: uniform, low: 0.5, high: 1.4}}
response: {curve: logistic, half_h: -2, slope_per_h: 1}
zones:
  - {zone: west, residents: 20, order_h: -3}
  - {zone: 99, residents: 5}
  - {zone: east, residents: -4}
  - {zone: middle, residents: 3}
  - {zone: middle, residents: 3}
institutions:
  - {zone: middle, name: Z, kind: school, people: 30}
  - {zone: east, name: Z, kind: prison, people: 30}
"""
    assert problems_of(tmp_path, text) == [
        'demand.yaml:3: hour: "25" - moet kleiner zijn dan 24.',
        'demand.yaml:4: season: "zomer" - toegestaan is: winter, spring, summer, autumn.',
        "demand.yaml:6: factors.compliance: kan 1,4 zijn; toegestaan is 0 tot en met 1.",
        'demand.yaml:7: response.half_h: "-2" - kan -2 zijn; toegestaan is 0,01 tot en met 240.',
        'demand.yaml:9: zones[0].order_h: "-3" - moet 0 of meer zijn.',
        'demand.yaml:10: zones[1].zone: "99" - het net heeft geen zone met deze code.',
        'demand.yaml:11: zones[2].residents: "-4" - kan -4 zijn; toegestaan is 0 tot en met 20.000.000.',
        'demand.yaml:13: zones[4].zone: "middle" - deze zone staat er twee keer.',
        'demand.yaml:15: institutions[0].kind: "school" - toegestaan is: hospital, nursing, disabled, prison, other.',
        'demand.yaml:16: institutions[1].zone: "east" - deze zone staat niet bij zones. Vul haar inwoners in.',
        "nergens.csv: bestand bestaat niet. Controleer naam en map.",
    ]


def test_people_without_a_road_are_named(tmp_path: Path) -> None:
    assert problems_of(tmp_path, HEAD + "zones: [{zone: island, residents: 5}]\n") == [
        'demand.yaml:5: zones[0].zone: "island" - vanaf alone loopt geen weg naar een uitgang. '
        "Verbind de zone of laat haar weg."
    ]


def test_a_csv_with_a_zone_that_is_not_there_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("zone,people\nwest,1200\nelders,300\n")
    assert problems_of(tmp_path, HEAD + "people: people.csv\n") == [
        'people.csv:3: zone: "elders" - het net heeft geen zone met deze code.'
    ]


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("", "er staan geen zones in. Vul zones of people in."),
        ("people: ../people.csv\n", "dit pad leidt buiten de map."),
        ("zones: [{zone: west, residents: 5, households: 3}]\n", "households en cars_per_household horen samen."),
        ("zones: [{zone: west, residents: 5, cars: 3}]\n", "onbekend veld."),
        ("zones: [{zone: west}]\n", "verplicht veld ontbreekt."),
        (
            "zones: [{zone: west, residents: 5}]\ninstitutions: [{zone: x, name: Z, kind: prison, people: 1}]\n",
            "het net heeft geen zone met deze code.",
        ),
    ],
)
def test_one_mistake_gives_one_message(tmp_path: Path, rest: str, said: str) -> None:
    (line,) = problems_of(tmp_path, HEAD + rest)
    assert said in line


def test_a_file_that_is_a_list_is_refused(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "- 1\n") == ["demand.yaml:1: hier horen velden te staan (naam: waarde)."]


def test_zones_without_people_need_no_road(tmp_path: Path) -> None:
    assert len(demand_of(tmp_path, HEAD + "zones: [{zone: island, residents: 0}]\n", crossroads()).zones) == 1
