# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.evacuate.town import evacuate, town


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", ["nergens", "leeg.json", "a.txt", "map", "a_net.tntp", "w.gpkg"])
def test_what_is_no_network_is_one_message(
    name: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map").mkdir()
    for file in ("leeg.json", "a.txt", "a_net.tntp", "w.gpkg"):
        (tmp_path / file).write_text("")
    assert evacuate("check", name, lang=lang) == 2
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 1


def test_an_example_goes_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("check", "zeeland") == 0
    assert "419 wegen" in capsys.readouterr().out


def test_gmns_tells_units_and_exits_on_the_command_line(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    net = shared / "data" / "networks" / "tntp" / "SiouxFalls" / "SiouxFalls_net.tntp"
    assert evacuate("check", net, "--exits", "1,2", "--units", "length=km,time=min,capacity=day") in (0, 1)
    assert "2 uitgangen" in capsys.readouterr().out
    assert evacuate("check", net, "--exits", "1", "--units", "weight=kg") == 2


def test_a_file_of_roads_needs_its_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.geojson").write_text("{}")
    assert evacuate("check", tmp_path / "r.geojson") == 2
    assert "--columns" in capsys.readouterr().err
    assert evacuate("check", town(tmp_path)) == 0
