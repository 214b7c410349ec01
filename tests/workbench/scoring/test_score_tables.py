# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.method import load_method, method_ids, score_variables
from weerbaar.workbench.scoring.score_tables import anchors, grids_of, unit_of, variables_of

CRITERIA = {c.id: c for c in load_method("nl-nrb-2009").criteria}


def test_a_matrix_is_shown_as_it_is_printed() -> None:
    (grid,) = grids_of(CRITERIA["2.3"])
    assert [c.nl for c in grid.columns][-1] == "1.000.000 of meer"
    assert [(heading.nl, "".join(map(str, cells))) for heading, cells in grid.rows] == [
        ("2-6 dagen", "ABCD"),
        ("1-4 weken", "BCDE"),
        ("een maand of langer", "CDEE"),
    ]


def test_what_the_method_does_not_say_is_a_question_mark() -> None:
    nature, environment = grids_of(CRITERIA["4.1"])
    assert {cell for _, cells in (*nature.rows, *environment.rows) for cell in cells} == {"?"}
    assert grids_of(CRITERIA["1.2"]) == ()


def test_one_row_of_labels_gives_every_class_its_anchor() -> None:
    assert {code: band.nl for code, band in anchors(CRITERIA["3.1"]).items()}["C"] == "0,5-5 miljard euro"
    assert anchors(CRITERIA["2.1"]) == {}


@pytest.mark.parametrize("method", method_ids())
def test_every_quantity_of_every_method_has_an_input(method: str) -> None:
    for criterion in load_method(method).criteria:
        assert {v.name for v in variables_of(criterion)} == set(score_variables(criterion))


def test_units_and_what_must_be_certain() -> None:
    assert [unit_of(name).nl for name in ("duration_d", "area_km2", "cost_eur", "deaths")] == [
        "dagen",
        "km²",
        "euro",
        "aantal",
    ]
    assert unit_of("population_density_per_km2").nl == "per km²"
    assert {v.name: v.certain for v in variables_of(CRITERIA["1.1"])} == {
        "area_km2": False,
        "duration_d": False,
        "population_density_per_km2": True,
    }
