# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json

import pytest

from weerbaar.cli.printing import WIDEST, columns, json_result, print_json, wrapped


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert columns([("a", "bb"), ("ccc", "1")], right=(1,)) == ["a    bb", "---  --", "ccc   1"]


def test_a_long_text_is_folded_and_steers_no_terminal() -> None:
    lines = wrapped("woord " * 40 + "\n\n\x1b[31mrood")
    assert max(len(line) for line in lines) <= WIDEST
    assert lines[-2] == ""
    assert "\x1b" not in lines[-1]


def test_json_is_printed_as_people_write_it(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"naam": "Súdwest"})
    printed = capsys.readouterr().out
    assert "Súdwest" in printed
    assert json.loads(printed) == {"naam": "Súdwest"}
    assert json_result({"naam": "Súdwest"})[1].decode() == printed
