# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.evacuation.advice.plans import STARTS, ZONES, study
from weerbaar.base import InputError
from weerbaar.evacuation.advice import advise, for_places, read_place_table


def table(folder: Path, text: str) -> Path:
    path = folder / "postcodes.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("separator", [",", ";"])
def test_every_postal_code_gets_the_advice_of_its_zone(tmp_path: Path, separator: str) -> None:
    rows = (("place", "zone", "name"), ("4001", "W", ""), ("4002", "W", "De Hoef"), ("4101", "I", ""))
    places = read_place_table(table(tmp_path, "\n".join(separator.join(row) for row in rows) + "\n"), ZONES)
    advices = advise(study(), STARTS)
    found = for_places(advices, places)
    assert [(one.place, one.zone, one.name) for one in found] == [
        ("4001", "W", "4001 (Westdorp)"),
        ("4002", "W", "De Hoef (Westdorp)"),
        ("4101", "I", "4101 (Eiland)"),
    ]
    assert found[0].lines == advices[0].lines


def test_all_mistakes_at_once_each_at_its_line(tmp_path: Path) -> None:
    path = table(tmp_path, "place,zone\n4001,W\n4001,W\n,S\n4003,Q\n")
    with pytest.raises(InputError) as error:
        read_place_table(path, ZONES)
    assert [(problem.line, problem.field) for problem in error.value.problems] == [
        (3, "place"),
        (4, "place"),
        (5, "zone"),
    ]
    assert "W, S, H, I" in error.value.problems[2].message.nl


def test_a_table_without_its_columns(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="zone"):
        read_place_table(table(tmp_path, "postcode,gemeente\n4001,W\n"), ZONES)
    with pytest.raises(InputError) as error:
        read_place_table(table(tmp_path, "plek,gebied\n"), ZONES)
    assert [(problem.line, problem.field) for problem in error.value.problems] == [(1, "place"), (1, "zone")]
    with pytest.raises(InputError, match="the file is empty"):
        read_place_table(table(tmp_path, ""), ZONES)
    with pytest.raises(InputError, match="there are no rows"):
        read_place_table(table(tmp_path, "place,zone\n"), ZONES)


def test_a_row_of_another_length_and_a_quote_that_stays_open(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_place_table(table(tmp_path, "place,zone\n4001,W,Hoef\n4002,W\n4003\n"), ZONES)
    assert [problem.line for problem in error.value.problems] == [2, 4]
    with pytest.raises(InputError, match="not valid CSV"):
        read_place_table(table(tmp_path, 'place,zone\n"4001,W\n'), ZONES)
