# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from tests.alerting.area.drawings import area, borders
from weerbaar.alerting.area import (
    BOUNDARIES_VARIABLE,
    AreaError,
    Circle,
    area_km2,
    area_of,
    load_boundaries,
    named_boundaries,
)
from weerbaar.base import InputError


def test_areas_of_municipalities_and_regions_are_as_large_as_the_reference_says(shared: Path) -> None:
    known = load_boundaries(shared / "data" / "nl" / "nl-vr-gm.topo.json")
    rows = list(csv.DictReader((shared / "data" / "nl" / "municipalities.csv").open(encoding="utf-8")))
    for row in rows[::12]:
        assert area_km2(known.area_of(row["code"])) == pytest.approx(
            float(row["area_km2_generalised"]), rel=0.01, abs=0.1
        )
    assert area_km2(known.area_of("NL")) == pytest.approx(35_080, abs=20)
    assert known.codes_at(52.37, 4.89) == ("GM0363", "VR13")


def test_the_shares_of_an_area_over_two_municipalities(tmp_path: Path) -> None:
    known = load_boundaries(borders(tmp_path))
    ring = [(51.65, 4.6), (51.7, 4.6), (51.7, 4.725), (51.65, 4.725), (51.65, 4.6)]
    (first, share), (second, rest) = known.codes_in(area(ring))
    assert (first, second) == ("GM1709", "GM0758")
    assert share == pytest.approx(0.8, abs=1e-3)
    assert share + rest == pytest.approx(1, abs=1e-6)
    assert known.codes_in(area(circles=(Circle(53, 6, 1),))) == []


def test_a_region_of_which_all_municipalities_are_there_is_put_together(tmp_path: Path) -> None:
    names = ["GM0034", "GM0050", "GM0171", "GM0184", "GM0303", "GM0995"]
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[5 + i / 10, 52], [5.1 + i / 10, 52], [5.1 + i / 10, 52.1], [5 + i / 10, 52]]],
            },
        }
        for i, code in enumerate(names)
    ]
    known = load_boundaries(borders(tmp_path, features))
    assert area_km2(known.area_of("VR25")) == pytest.approx(sum(area_km2(known.area_of(c)) for c in names), rel=1e-6)


def test_names_come_from_the_file(tmp_path: Path) -> None:
    known = load_boundaries(borders(tmp_path))
    assert known.find("breda") == ("GM0758",)
    assert known.find("gm758") == ("GM0758",)
    assert known.find("Tilburg") == ()
    assert known.near("Brda") == ("breda",)
    assert known.area_of("GM1709").description.nl == "gemeente Moerdijk"
    assert known.area_of("GM1709").codes == ("GM1709",)
    with pytest.raises(AreaError, match="GM0855"):
        known.area_of("GM0855")


def test_without_a_file_the_error_says_which_to_get_and_the_country_is_its_outline() -> None:
    with pytest.raises(AreaError) as caught:
        area_of("GM1709", None)
    assert "Moerdijk" in caught.value.message.nl
    assert "PDOK" in caught.value.message.nl
    assert BOUNDARIES_VARIABLE in caught.value.message.nl
    with pytest.raises(AreaError, match="GM9999"):
        area_of("GM9999", None)
    assert area_of("NL", None).codes == ("NL",)


def test_a_file_without_codes_is_refused(tmp_path: Path) -> None:
    ring = [[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]
    feature = {"type": "Feature", "properties": {"x": 1}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    with pytest.raises(InputError, match="GM0014"):
        load_boundaries(borders(tmp_path, [feature]))


def test_the_environment_names_the_file_which_is_read_again_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(BOUNDARIES_VARIABLE, raising=False)
    assert named_boundaries() is None
    path = borders(tmp_path)
    monkeypatch.setenv(BOUNDARIES_VARIABLE, str(path))
    first = named_boundaries()
    assert first is not None
    assert named_boundaries() is first
    os.utime(path, ns=(1, 1))
    assert named_boundaries() is not first
    path.unlink()
    with pytest.raises(InputError):
        named_boundaries()
