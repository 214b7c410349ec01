# SPDX-License-Identifier: EUPL-1.2
"""Drafts of NL-Alerts from a plan, taken further by ``weerbaar alert``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.evacuate.town import evacuate
from weerbaar.alerting.area import area_km2
from weerbaar.alerting.compose import read_draft
from weerbaar.cli import main

AT = "2026-12-01T08:00"
PEOPLE = "zone,people\nGM0654,2000\nGM0664,3000\n"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def test_a_draft_goes_on_to_a_valid_cap_message(
    people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft, cap = tmp_path / "concept.yaml", tmp_path / "concept.xml"
    asked = ("--people", people, "--start", AT, "--breach", "24", "--card")
    assert evacuate("advise", "zeeland", *asked, "--alert", draft, "--region", "VR19") == 0
    assert "dit is een schatting" in capsys.readouterr().out
    found = read_draft(draft)
    assert (found.region, found.kind, found.status, found.level) == ("VR19", "evacuation", "actual", 1)
    assert found.texts.nl.startswith("NL-Alert 01-12-2026 08:00: Er dreigt een overstroming in Borsele en Goes.")
    assert found.texts.nl.endswith("Meer informatie van Veiligheidsregio Zeeland: zeelandveilig.nl.")
    assert found.area.description.nl == "Borsele, Goes"
    assert main(["alert", "compose", str(draft), "--at", AT, "--cap", str(cap)]) == 0
    assert "0 fouten." in capsys.readouterr().out
    assert main(["alert", "check", str(cap), "--profile", "nl", "--at", AT]) == 0


def test_municipalities_get_their_own_borders(
    people: Path, shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    borders = shared / "data" / "nl" / "nl-vr-gm.topo.json"
    asked = ("--people", people, "--start", AT, "--breach", "24", "--card", "--status", "exercise")
    draft = tmp_path / "concept.yaml"
    assert evacuate("advise", "zeeland", *asked, "--alert", draft, "--boundaries", borders) == 0
    assert "grenzen van de zones" in capsys.readouterr().out
    square_km = area_km2(read_draft(draft).area)
    # The land of Borsele and Goes is 141 and 93 km²; the area is never smaller.
    assert 234 < square_km < 400
    found = read_draft(draft)
    assert (found.level, found.status) == ("exercise", "exercise")
    assert "OEFENING OEFENING" in found.texts.nl
    assert main(["alert", "compose", str(draft), "--at", AT]) == 0


def test_only_one_place_gets_the_alert(people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places, draft = tmp_path / "places.csv", tmp_path / "concept.yaml"
    places.write_text("place,zone,name\n4461,GM0664,Goes\n4451,GM0654,Heinkenszand\n", encoding="utf-8")
    asked = ("--people", people, "--start", AT, "--breach", "24", "--card", "--places", places, "--alert", draft)
    assert evacuate("advise", "zeeland", *asked, "--only", "nergens") == 2
    assert "geen zone of plaats" in capsys.readouterr().err
    assert not draft.exists()
    assert evacuate("advise", "zeeland", *asked, "--only", "4461") == 0
    assert read_draft(draft).area.description.nl == "Goes"


def test_who_leaves_and_who_goes_up_get_a_draft_of_their_own(people: Path, shared: Path, tmp_path: Path) -> None:
    # The water comes to the first within the hour, and to the second two days later.
    flood, points = tmp_path / "flood.csv", tmp_path / "points.csv"
    flood.write_text("x,y,depth_m,arrival_h\n50050,390050,2,0.5\n50150,390050,2,48\n", encoding="utf-8")
    points.write_text("zone,x,y,people\nGM0654,50050,390050,2000\nGM0664,50150,390050,3000\n", encoding="utf-8")
    borders = shared / "data" / "nl" / "nl-vr-gm.topo.json"
    asked = ("--people", people, "--start", AT, "--breach", "0.2", "--card", "--flood", flood, "--points", points)
    assert evacuate("advise", "zeeland", *asked, "--alert", tmp_path / "c.yaml", "--boundaries", borders) == 0
    up, leave = read_draft(tmp_path / "c-up.yaml"), read_draft(tmp_path / "c-leave.yaml")
    assert not (tmp_path / "c.yaml").exists()
    assert (up.kind, up.area.description.nl) == ("flood", "Borsele")
    assert (leave.kind, leave.area.description.nl) == ("evacuation", "Goes")


def test_options_without_an_alert_and_a_region_that_is_none_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evacuate("advise", "zeeland", "--start", AT, "--region", "VR19") == 2
    assert "hoort bij --alert" in capsys.readouterr().err
    draft = tmp_path / "concept.yaml"
    assert evacuate("advise", "zeeland", "--start", AT, "--alert", draft, "--region", "VR99", lang="en") == 2
    assert "choose VR01" in capsys.readouterr().err
    assert not draft.exists()
