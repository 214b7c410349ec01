# SPDX-License-Identifier: EUPL-1.2
"""Who is out by time since the call, and how far ahead the water is seen coming, as commands ask for it."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pytest

from tests.cli.evacuate.town import VEHICLES, evacuate, town
from weerbaar.base import Point
from weerbaar.cli.evacuate.leading import (
    NAMES,
    add_members,
    add_threat,
    ensembles_of,
    out_when_decided,
    threat_of,
)
from weerbaar.cli.evacuate.leaving import add_people, demand_of
from weerbaar.cli.evacuate.manner import add_calculation, add_measures
from weerbaar.cli.evacuate.roads import add_roads, read_roads
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flood import Phases, shipped_lead_times
from weerbaar.evacuation.flood.areas import folder
from weerbaar.evacuation.flow import Bound
from weerbaar.evacuation.study import Ensemble


def given_to(*words: str | Path, members: int | None = 2) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for add in (add_roads, add_people, add_threat, add_measures, add_calculation):
        add(parser)
    add_members(parser, members)
    return parser.parse_args([str(word) for word in words])


def worked_out(path: Path, *words: str) -> tuple[dict[str, Ensemble], Departures, Bound]:
    arguments = given_to(path, *words)
    given = read_roads(arguments)
    return ensembles_of(arguments, given, demand_of(arguments, given, "en"), "en")


def own_coast(path: Path, old: str, new: str) -> Path:
    """The lead times of the coast alone, as they come with the product but for one thing."""
    head, _, rest = (folder() / "lead_times.yaml").read_text(encoding="utf-8").partition("  - water: lake")
    assert rest
    assert old in head
    path.write_text(head.replace(old, new), encoding="utf-8")
    return path


def test_strategies_are_drawn_as_often_as_was_asked_and_the_bound_is_of_all_who_leave(tmp_path: Path) -> None:
    found, departures, best = worked_out(town(tmp_path), "--members", "3", "--setup", "10")
    assert tuple(found) == NAMES
    assert {one.n_members for one in found.values()} == {3}
    assert departures.total_veh == VEHICLES
    # 3,000 vehicles an hour and the way.
    assert best.quickest_s == pytest.approx(3600 + 204, rel=0.02)
    # Fixed routes take the road of the nearest exit, direction takes both.
    one_way, both = (float(np.median(found[name].t90_h)) for name in ("reference", "managed"))
    assert both == pytest.approx(1, rel=0.3)
    assert one_way > 1.3 * both


def test_without_a_road_that_has_another_direction_there_are_no_extra_lanes(tmp_path: Path) -> None:
    only_south = [["town", "south", 5000, 25, 1000, 1], ["south", "dry south", 100, 25, 8000, 4]]
    found, _, _ = worked_out(town(tmp_path, links=only_south, exits=["dry south"]))
    assert tuple(found) == ("reference", "free", "managed")


def test_hours_before_the_flood_count_from_the_decision(tmp_path: Path) -> None:
    """Only the two hours of the warning pass: six hours ahead is in time, two is not; not the forty of deciding."""
    found, _, _ = worked_out(town(tmp_path))
    phases = Phases(detection_h=Point(value=30), decision_h=Point(value=10), warning_h=Point(value=2))
    lead_times = shipped_lead_times()["river"].model_copy(update={"phases": phases})
    out = out_when_decided(found, np.array([48.0, 6.0, 2.0]), lead_times, 1)
    assert out.lead_h.tolist() == [2, 6, 48]
    assert out.of("managed") == pytest.approx(np.array([[0, 0], [1, 1], [1, 1]]), abs=0.01)


def test_the_municipalities_tell_which_water_threatens_unless_another_is_said() -> None:
    arguments = given_to("zeeland")
    given = read_roads(arguments)
    lead_times, under = threat_of(arguments, given)
    assert lead_times == shipped_lead_times()["coast"]
    assert {"28", "29", "30"} <= {area.number for area in under}
    assert {area.water for area in under} == {"coast"}
    lead_times, under = threat_of(given_to("zeeland", "--threat", "river"), given)
    assert lead_times == shipped_lead_times()["river"]
    assert under == ()


def test_a_file_about_one_water_says_which_one_it_is(tmp_path: Path) -> None:
    own = own_coast(tmp_path / "own.yaml", "lead_h: 24, chance: 0.5", "lead_h: 36, chance: 0.5")
    arguments = given_to(town(tmp_path), "--lead-times", own)
    lead_times, under = threat_of(arguments, read_roads(arguments))
    assert lead_times.water == "coast"
    assert lead_times.classes[0].lead_h == Point(value=36)
    assert under == ()
    # Of another water those that come with the product still hold.
    arguments.threat = "lake"
    assert threat_of(arguments, read_roads(arguments))[0] == shipped_lead_times()["lake"]


def test_lead_times_of_ones_own_count_and_are_held_against_what_can_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without unexpected floods everybody is out of a town that is empty in an hour."""
    sure = "unexpected: {distribution: uniform, low: 0.05, high: 0.25}"
    own = own_coast(tmp_path / "own.yaml", sure, "unexpected: 0")
    assert evacuate("fraction", town(tmp_path), "--lead-times", own, "--members", "2", lang="en") == 0
    directed = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("traffic directed"))
    # From a day on, over all lead times, and in both ends of its range.
    assert directed.count("> 99%") == 4 + 1 + 2
    own_coast(own, "chance: 0.5", "chance: 0.6")
    assert evacuate("fraction", town(tmp_path), "--lead-times", own, lang="en") == 2
    assert "together 1.2" in capsys.readouterr().err


def test_which_water_it_is_must_be_said_or_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evacuate("fraction", town(tmp_path), "--members", "2") == 2
    assert "--threat" in capsys.readouterr().err


def test_one_draw_says_nothing_of_what_is_not_sure(capsys: pytest.CaptureFixture[str]) -> None:
    assert given_to("x", members=None).members is None
    assert given_to("x", members=20).members == 20
    assert (given_to("x").seed, given_to("x").workers) == (1, 1)
    with pytest.raises(SystemExit):
        given_to("x", "--members", "1")
    assert "--members" in capsys.readouterr().err
