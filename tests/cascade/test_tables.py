# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from tests.cascade.sound_catalogue import sound_tables
from weerbaar.base import InputError, Text
from weerbaar.cascade.draft import Spot, Unreadable
from weerbaar.cascade.tables import TABLES, Table, draft_of_tables, number_of_cell, require_tables


def table(name: str, rows: list[list[Any]]) -> Table:
    return Table(
        name,
        name,
        dict(enumerate(rows[0])),
        1,
        [(i, {k: cell for k, cell in enumerate(row) if cell != ""}) for i, row in enumerate(rows[1:], 2)],
        lambda row, column: Spot(f"{name}.csv", row, "" if column is None else rows[0][column]),
    )


def tables(**changed: list[list[Any]]) -> dict[str, Table]:
    return {name: table(name, rows) for name, rows in {**sound_tables(), **changed}.items()}


@pytest.mark.parametrize(
    ("cell", "number"),
    [("0,5", 0.5), ("0.5", 0.5), (" 1e-6 ", 1e-6), (7, 7), (0.25, 0.25), (None, None), (True, True)],
)
def test_cells_that_hold_numbers(cell: object, number: object) -> None:
    assert number_of_cell(cell) == number


@pytest.mark.parametrize(("cell", "words"), [("1.200", "onduidelijk"), ("5%", "getal"), ("een", "getal")])
def test_cells_that_do_not(cell: str, words: str) -> None:
    found = number_of_cell(cell)
    assert isinstance(found, Unreadable)
    assert (found.shown, found.typed) == (cell, True)
    assert words in found.reason.nl


def test_rows_of_one_trend_and_one_catalyst_belong_together() -> None:
    rows = [
        ["trend", "name", "risk", "considerable", "major"],
        ["2050", "Later", "stroom", 0.1, 0.2],
        ["2100", "Nog later", "stroom", 0.3, 0.4],
        ["2050", "", "telecom", 0.5, 0.6],
    ]
    draft, problems = draft_of_tables("map", "map", tables(trends=rows))
    assert problems == []
    assert [(t.id, t.name.nl, [row.keys for row in t.root]) for t in draft.trends] == [
        ("2050", "Later", [("stroom",), ("telecom",)]),
        ("2100", "Nog later", [("stroom",)]),
    ]
    (catalyst,) = draft.catalysts
    assert [(f.factor, f.risk, f.cause, f.effect) for f in catalyst.factors] == [
        (2, "stroom", None, None),
        (0.5, None, "stroom", "telecom"),
        (3, None, None, "onrust"),
    ]
    assert catalyst.factors[1].place.locate(("cause",)) == Spot("catalysts.csv", 3, "cause")


def test_names_of_intensities_and_indicators_stand_in_the_header() -> None:
    draft, _ = draft_of_tables("map", "map", tables())
    assert (draft.intensities, draft.indicators) == (("considerable", "major"), ("ha", "sa"))
    assert draft.place.locate(("intensities", 1)) == Spot("root.csv", 1, "major")
    assert draft.place.locate(("indicators", 0)) == Spot("impacts.csv", 1, "ha")
    assert draft.place.locate(("statement",)) == Spot("catalogue.csv", 4, "nl")
    assert draft.place.locate(("risks",)) == Spot("risks.csv", 1, "")
    assert draft.title == Text(nl="Proef", en="Trial")


def test_columns_are_asked_for_in_every_table_at_once() -> None:
    changed = tables(risks=[["id", "naam"]], links=[["cause", "effect", "effect"]])
    with pytest.raises(InputError) as caught:
        draft_of_tables("map", "map", changed)
    assert [(p.file, p.field, p.message.nl.split(";")[0]) for p in caught.value.problems] == [
        ("risks.csv", "naam", "onbekende kolom"),
        ("risks.csv", "", "de kolom name ontbreekt."),
        ("links.csv", "effect", "deze kolom staat er twee keer."),
        ("links.csv", "", "de kolom cause_intensity ontbreekt."),
    ]


def test_field_given_twice() -> None:
    rows = [["field", "nl"], ["id", "a"], ["id", "b"]]
    _, problems = draft_of_tables("map", "map", tables(catalogue=rows))
    assert [(p.file, p.line, p.message.nl) for p in problems] == [("catalogue.csv", 3, "dit veld staat er twee keer.")]


def test_missing_tables_are_listed_with_those_that_may_be_left_out() -> None:
    require_tables("map", dict.fromkeys(TABLES), "")
    with pytest.raises(InputError) as caught:
        require_tables("map", {"risks": None}, ".csv")
    (problem,) = caught.value.problems
    assert problem.message.nl == "hierin ontbreekt: impacts.csv, root.csv, links.csv."
    assert "catalogue, trends en catalysts mogen ontbreken" in problem.hint.nl
