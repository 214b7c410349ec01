# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import as_written, harmless, spreadsheet_csv


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'="])
def test_what_could_be_a_formula_gets_an_apostrophe(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    assert harmless(f"a{start}1") == f"a{start}1"


@given(st.text(alphabet="'=+-@\t\r\uff1da1 ", max_size=6))
def test_a_cell_comes_back_as_it_was(cell: str) -> None:
    assert as_written(harmless(cell)) == cell


@pytest.mark.parametrize(("lang", "separator"), [("nl", ";"), ("en", ",")])
def test_a_spreadsheet_finds_the_cells_again(lang: str, separator: str) -> None:
    rows = [["a;b", "c,d"], ['e"f', "g\nh"]]
    raw = spreadsheet_csv(rows, lang)  # type: ignore[arg-type]
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) == rows
    assert text.count("\r\n") == 2
