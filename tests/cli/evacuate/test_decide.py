# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.evacuate.test_evidence import points
from tests.cli.evacuate.town import evacuate, town
from weerbaar.evacuation.decision import decision_schema


def test_the_example_is_decided(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("decide", "voorbeeld-rivier", "--json", "-") == 0
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, decision_schema(), cls=jsonschema.Draft202012Validator)
    assert found["in_time"] + found["too_late"] == pytest.approx(0.035, abs=0.002)
    costs = [step["cost_eur"] for step in found["trade_off"]]
    assert costs == sorted(costs)
    assert evacuate("decide", "voorbeeld-rivier", "--value-of-life", "0", "--figure", tmp_path / "d.svg") == 0
    assert (tmp_path / "d.svg").read_bytes().startswith(b"<svg")
    assert "Waarde van wachten" in capsys.readouterr().out


def test_who_gives_no_decision_file_hears_what_there_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("decide", "nergens") == 2
    assert "voorbeeld-rivier" in capsys.readouterr().err
    (tmp_path / "d.yaml").write_text("format: x\n")
    assert evacuate("decide", tmp_path / "d.yaml", lang="en") == 2
    assert "d.yaml:1" in capsys.readouterr().err


def test_the_roads_and_the_flood_stand_in_place_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The town is empty in an hour: everybody is out also when it is decided half a day before."""
    roads = (town(tmp_path), "--threat", "river", "--members", "2", "--draws", "50")
    flood = ("--flood", "voorbeeld", "--points", points(tmp_path))
    assert evacuate("decide", "voorbeeld-rivier", *roads, *flood, "--json", tmp_path / "d.json") == 0
    assert "Weg als het water komt" in capsys.readouterr().out
    found = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))
    late = {row["decision"]["nl"]: row for row in found["fixed"] if row["hours_before"] == 12}
    assert late["preventief evacueren"]["deaths"] == pytest.approx(0)
    assert late["verticaal evacueren"]["deaths"] > 0
    assert found["people"] == pytest.approx(8000, rel=0.4)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--people", "p.csv"), "--people"),
        (("--mortality", "m.yaml"), "--flood"),
        (("ONE WAY", "--threat", "river", "--strategy", "contraflow", "--members", "2"), "contraflow"),
    ],
)
def test_what_goes_with_something_else_is_refused(
    options: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    only_south = [["town", "south", 5000, 25, 1000, 1], ["south", "dry south", 100, 25, 8000, 4]]
    given = [town(tmp_path, links=only_south, exits=["dry south"]) if word == "ONE WAY" else word for word in options]
    assert evacuate("decide", "voorbeeld-rivier", *given) == 2
    assert said in capsys.readouterr().err
