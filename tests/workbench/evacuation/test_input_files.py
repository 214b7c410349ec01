# SPDX-License-Identifier: EUPL-1.2
"""Input files are read with every problem, kept, and found again; what was lost is told by its name."""

from __future__ import annotations

import pytest

from tests.workbench.evacuation.places import flood_file, people_file
from weerbaar.base import InputError
from weerbaar.evacuation.flood import example_scenario
from weerbaar.workbench.evacuation import input_files
from weerbaar.workbench.evacuation.input_files import DamagedInputError
from weerbaar.workbench.evacuation.kept_flood import facts_of_flood
from weerbaar.workbench.evacuation.models import InputFile, InputKind
from weerbaar.workbench.library import attachment_store


def test_facts_of_a_flood_are_its_area_its_depth_and_its_first_water() -> None:
    flood = input_files.read_flood({"depth": ("water.csv", flood_file(depth_m=1.5))}, {}, "  Proef ")
    assert flood.name == "Proef"
    assert facts_of_flood(flood) == {
        "area_km2": 25.0,
        "deepest_m": 1.5,
        "first_h": 6.0,
        "layers": ["depth", "arrival", "rise", "velocity"],
        "made_up": False,
    }


def test_of_a_flood_with_depths_alone_nobody_knows_when_it_comes() -> None:
    rows = [",".join(row.split(",")[:3]) for row in flood_file().decode().splitlines()]
    flood = input_files.read_flood({"depth": ("water.csv", "\n".join(rows).encode())}, {}, "")
    facts = facts_of_flood(flood)
    assert (facts["first_h"], facts["layers"]) == (None, ["depth"])
    assert flood.name == "water"


def test_a_flood_needs_its_depth() -> None:
    with pytest.raises(InputError) as wrong:
        input_files.read_flood({"rise": ("stijging.tif", b"II*\0")}, {}, "")
    assert [problem.field for problem in wrong.value.problems] == ["depth"]


def test_what_was_kept_is_found_again_until_its_file_is_lost() -> None:
    flood = example_scenario()
    row = InputFile(kind=InputKind.FLOOD, name="Proef", sha256=input_files.keep_flood(flood))
    assert input_files.flood_of(row).depth_m.tolist() == flood.depth_m.tolist()
    people = InputFile(kind=InputKind.PEOPLE, name="Mensen", sha256=input_files.keep_text(people_file()))
    assert input_files.people_of(people).people.sum() == 2500
    table = b"place;zone;name\n4301;dorp;Oost\n"
    places = InputFile(kind=InputKind.PLACES, name="Postcodes", sha256=input_files.keep_text(table))
    (place,) = input_files.places_of(places, ["dorp"])
    assert (place.place, place.zone) == ("4301", "dorp")
    with pytest.raises(InputError):
        input_files.places_of(places, ["stad"])
    for one in (row, people, places):
        attachment_store.place_of(one.sha256).unlink()
    input_files._flood_of_sha.cache_clear()
    input_files._people_of_sha.cache_clear()
    for read in (
        lambda: input_files.flood_of(row),
        lambda: input_files.people_of(people),
        lambda: input_files.places_of(places, ["dorp"]),
    ):
        with pytest.raises(DamagedInputError, match="cannot be read any more"):
            read()


def test_a_file_that_is_no_flood_any_more_is_told_as_lost() -> None:
    row = InputFile(kind=InputKind.FLOOD, name="Proef", sha256=input_files.keep_text(b"iets anders"))
    with pytest.raises(DamagedInputError, match="Proef"):
        input_files.flood_of(row)


def test_more_than_a_page_works_out_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_files, "MOST_POINTS", 1)
    with pytest.raises(InputError, match="2 rows are too many; 1 at most"):
        input_files.read_people("mensen.csv", people_file())
    with pytest.raises(InputError, match="too large"):
        input_files.read_mapping("criteria.yaml", b"#" * (input_files.MOST_MAPPING + 1))
