# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.evacuation.network.wkt_lines import WktLines


def test_cells_in_pieces_become_lines() -> None:
    found = WktLines()
    found.take(["LINESTRING (0 0, 1 2)", " "])
    found.take(["", "linestring z (5 6 7, 8 9 1, 2 3 4)"])
    assert [line.tolist() for line in found.lines(4)] == [[[0, 0], [1, 2]], [], [], [[5, 6], [8, 9], [2, 3]]]
    assert not found.wrong


def test_what_is_no_line_is_kept_for_its_message() -> None:
    found = WktLines()
    wrong = ["POINT (1 2)", "LINESTRING EMPTY", "LINESTRING (1 2)", "LINESTRING (0 0, inf 1)", "x" * 500]
    found.take(["LINESTRING (0 0, 1 1)", *wrong, "LINESTRING (2 2, 3 3)"])
    assert found.wrong == {at + 1: cell[:100] for at, cell in enumerate(wrong)}
    lines = [line.tolist() for line in found.lines(7)]
    assert lines == [[[0, 0], [1, 1]], [], [], [], [], [], [[2, 2], [3, 3]]]


def test_several_lines_that_join_are_one() -> None:
    found = WktLines()
    found.take(["MULTILINESTRING ((0 0, 1 0), (1 0, 2 0))", "MULTILINESTRING ((0 0, 1 0), (5 0, 6 0))"])
    assert [line.tolist() for line in found.lines(2)] == [[[0, 0], [1, 0], [2, 0]], []]
    assert list(found.wrong) == [1]


def test_a_table_without_lines() -> None:
    assert WktLines().lines(2).counts.tolist() == [0, 0]
