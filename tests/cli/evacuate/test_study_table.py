# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.evacuate.town import evacuate, town


@pytest.mark.parametrize(("lang", "words"), [("nl", "Uren tot veilig"), ("en", "Hours until safe")])
def test_the_table_is_in_the_language_asked_for(
    lang: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evacuate("simulate", town(tmp_path), lang=lang) == 0
    assert words in capsys.readouterr().out


def test_where_who_sets_out_last_decides_nine_tenths_have_their_roads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = town(tmp_path, profile=[*[0.97] * 36, 1.0], bin_s=600)
    assert evacuate("bound", path) == 0
    out = capsys.readouterr().out
    assert "wie het laatst vertrekt" in out
    assert "town → north" in out


def test_what_holds_for_every_route_choice_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # In a step of 60 s more is driven than these roads are long.
    path = town(tmp_path, demand=[["town", 3]])
    assert evacuate("simulate", path, "--routing", "nearest,free-flow,managed", "--step", "60") == 0
    out = capsys.readouterr().out
    assert out.count("Nergens een file") == 1
    assert out.count("Let op: ") == 1
