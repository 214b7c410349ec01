# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
from pathlib import Path

import pytest

from weerbaar.evacuation.flood import areas, published
from weerbaar.evacuation.flood.published import all_published


def test_the_ijssel_rings_by_days() -> None:
    values = published("fraction_by_lead_time", area="50")
    assert [(value.lead_days, value.low, value.high) for value in values] == [
        (0, 0, 0),
        (1, 0.64, 0.64),
        (2, 0.85, 0.85),
        (3, 0.88, 0.88),
        (4, 0.88, 0.88),
    ]


def test_by_water_and_by_area() -> None:
    assert [value.id for value in published("expected_fraction", water="coast")] == ["K01", "K04"]
    assert [value.id for value in published("expected_fraction", water="river", area="48")] == ["R05", "K02"]
    assert [value.id for value in published("expected_fraction", water="river", area="43")] == ["K02"]


def test_distance_to_a_range() -> None:
    (value,) = published("expected_fraction", water="coast", area="13")
    assert value.distance(0.15) == 0
    assert value.distance(0.05) == pytest.approx(0.05)
    assert value.distance(0.26) == pytest.approx(0.06)
    (open_end,) = published("deaths_without_evacuation")
    assert open_end.distance(1e6) == 0
    assert open_end.distance(3900) == 100


def test_areas_exist_and_ids_are_unique() -> None:
    numbers = {one.number for one in areas()}
    assert all(set(value.areas) <= numbers for value in all_published())
    assert len({value.id for value in all_published()}) == len(all_published())


def test_numbers_are_those_of_the_reference(shared: Path) -> None:
    with (shared / "data" / "nl" / "evac_reference_values.csv").open(encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    plain = 0
    for value in all_published():
        try:
            expected = float(rows[value.id]["value"]) if value.id in rows else None
        except ValueError:
            continue
        if expected is not None:
            plain += 1
            assert value.distance(expected) == 0, value.id
    assert plain >= 15
