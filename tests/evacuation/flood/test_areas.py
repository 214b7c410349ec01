# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
from pathlib import Path

import pytest

from weerbaar.evacuation.flood import WATER_NAMES, ThreatenedArea, area_facts, areas, areas_of
from weerbaar.evacuation.flood.areas import folder


def area(number: str) -> ThreatenedArea:
    return next(one for one in areas() if one.number == number)


def test_south_holland_against_the_published_number() -> None:
    ring = area("14")
    assert (ring.name, ring.norm_years, ring.water) == ("Zuid-Holland", 10_000, "coast")
    assert ring.people_published == 3_600_000
    assert ring.people == pytest.approx(ring.people_published, rel=0.01)


def test_walcheren_and_bommelerwaard_against_published_numbers() -> None:
    assert area("29").people == pytest.approx(112_000, rel=0.02)
    assert area("38").people_published == 46_000  # in 1995; there are more people since


def test_what_is_not_known_is_none() -> None:
    assert area("34a").parts == ()
    assert area("34a").people is None
    assert area("34a").people_published is None


def test_every_area_has_its_norm_and_water_and_its_parts_add_up() -> None:
    assert len(areas()) == 55
    assert len({one.number for one in areas()}) == 55
    for one in areas():
        assert one.norm_years in {500, 1250, 2000, 4000, 10_000}
        assert one.water in WATER_NAMES
        assert all(0 < part.share <= 1 and part.people > 0 for part in one.parts)
        assert (one.people_published is None) == (one.people_certainty is None) == (one.people_source == "")


def test_a_municipality_is_in_one_or_more_areas_and_never_more_than_whole() -> None:
    codes = {part.code for one in areas() for part in one.parts}
    for code in codes:
        assert sum(part.share for _, part in areas_of(code)) <= 1 + 1e-9, code
    assert areas_of("GM0000") == ()
    found = areas_of("GM0014")
    assert [part.share for _, part in found] == sorted((part.share for _, part in found), reverse=True)


def test_every_fact_says_how_sure_it_is() -> None:
    facts = area_facts()
    assert {fact.column: fact.certainty for fact in facts.columns} == {
        "norm": "memory",
        "water": "memory",
        "share": "assumption",
        "people": "derived",
    }
    assert all(fact.text.en and fact.source for fact in facts.columns)
    assert facts.year == 2022


def test_the_facts_stay_small() -> None:
    assert sum(path.stat().st_size for path in folder().glob("area*.csv")) < 40_000


def test_the_people_are_those_of_the_national_table(shared: Path) -> None:
    with (shared / "data" / "nl" / "municipalities.csv").open(encoding="utf-8") as file:
        people = {row["code"]: float(row["population_2022"]) for row in csv.DictReader(file)}
    for one in areas():
        for part in one.parts:
            assert part.people == pytest.approx(part.share * people[part.code], abs=1)
