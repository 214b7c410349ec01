# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.evacuation.network import instance_links
from weerbaar.evacuation.network.instance_links import UncutError, cut_text

MOST = 10_000


def apart(text: str) -> tuple[dict[str, Any], list[Any]] | None:
    """The rest and the rows; None where the text is not cut, before or while its pieces are read."""
    cut = cut_text(text, "a.json", MOST)
    if cut is None:
        return None
    try:
        return cut.rest, [row for piece in cut.pieces() for row in piece]
    except UncutError:
        return None


def test_rows_come_in_pieces_that_make_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance_links, "_PIECE", 40)
    rows = [[f"n{k}", "een [ naam", k + 0.5] for k in range(50)]
    cut = cut_text(json.dumps({"name": "x", "links": rows, "exits": ["a"]}), "a.json", MOST)
    assert cut is not None
    pieces = list(cut.pieces())
    assert len(pieces) > 10
    assert [row for piece in pieces for row in piece] == rows
    assert cut.rest == {"name": "x", "links": [], "exits": ["a"]}


@pytest.mark.parametrize(
    "text",
    [
        '{"links": []}',
        '{"links": [], "nodes": [["a", 1]]}',
        '{"links": [["a", 1], 5], "nodes": [["a", 1]]}',
        '{"links": [["een ]] naam", 1]]}',
        '{"x": "links", "links": [["a"]]}',
        '{"links": [["a"]], "links": [["b"]]}',
        '{"links": [["a", {"b": 1, "b": 2}]]}',
        '{"links": [["a", [1]], ["b"]]}',
        '{"links": [["a"]]',
        '{"links": [["a"], ["b" 1]]}',
        '{"inner": {"links": [["a"]]}, "other": 1}',
        '[{"links": [["a"]]}]',
        "",
    ],
)
def test_what_cannot_be_told_apart_is_left_to_the_whole_reading(text: str) -> None:
    assert apart(text) is None


def test_too_many_values_are_left_to_the_whole_reading() -> None:
    text = json.dumps({"links": [["a", 1]] * MOST})
    assert cut_text(text, "a.json", MOST) is None


ROWS = st.lists(
    st.one_of(
        st.lists(st.one_of(st.text('ab],[":{}\\ ', max_size=6), st.floats(0, 9), st.integers()), max_size=4),
        st.integers(),
        st.text("[]a", max_size=4),
    ),
    max_size=8,
)


@given(rows=ROWS, indent=st.sampled_from([None, 0, 2]), after=st.booleans())
def test_what_is_cut_is_what_the_whole_reading_gives(rows: list[Any], indent: int | None, after: bool) -> None:
    text = json.dumps(
        {"name": "x", "links": rows} | ({"nodes": [["a", 0]], "exits": ["a"]} if after else {}), indent=indent
    )
    found = apart(text)
    if found is not None:
        rest, cut = found
        assert rest | {"links": cut} == json.loads(text)
