# SPDX-License-Identifier: EUPL-1.2
"""The water that a command is about: what was said of it, what was not, and who it meets."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from tests.cli.evacuate.test_evidence import FATE, NEEDS
from tests.cli.evacuate.town import evacuate, town
from weerbaar.base import InputError, Point, Uniform
from weerbaar.cli.evacuate.water import add_fate, add_flood, exposure_of, flood_of, mortality_of, spread, victims_of
from weerbaar.evacuation.flood import EvacuationCurve, Exposure, FloodScenario

SEED = 3
DRAWS = 40
CALLED = ("--call", "10")
SAFE = ("--sheltered", "1", "--shelter-risk", "0", "--road-risk", "1")
EXPOSED = ("--sheltered", "0", "--shelter-risk", "1", "--road-risk", "1")


def given_to(*words: str | Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_flood(parser)
    add_fate(parser)
    parser.set_defaults(seed=SEED)
    return parser.parse_args([str(word) for word in words])


def over_points(folder: Path, *words: str) -> tuple[argparse.Namespace, Exposure]:
    """Five thousand people in the water of the example, three thousand in the dry, two thousand off its map."""
    points = folder / "people.csv"
    points.write_text("zone,x,y,people\nA,144500,422500,5000\nB,134250,426250,3000\nC,150000,424000,2000\n")
    arguments = given_to("--flood", "voorbeeld", "--points", points, *words)
    scenario = flood_of(arguments)
    assert isinstance(scenario, FloodScenario)
    return arguments, exposure_of(arguments, scenario, None, None)


def out_by(share: float) -> EvacuationCurve:
    """A share of the people is out an hour after the call, evenly; who goes has set out at once."""
    out = np.array([[0.0], [share]]) * np.ones(DRAWS)
    return EvacuationCurve(np.array([0.0, 3600.0]), out, np.full_like(out, share))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("30", Point(value=30)),
        ("24-48", Uniform(distribution="uniform", low=24, high=48)),
        ("0,5-1", Uniform(distribution="uniform", low=0.5, high=1)),
        ("7-7", Point(value=7)),
    ],
)
def test_a_number_or_a_range_is_read(text: str, meant: Point | Uniform) -> None:
    assert spread(0, 100)(text) == meant


@pytest.mark.parametrize(
    ("text", "said"),
    [("48-24", "from low to high"), ("24-", "not a number"), ("-5", "not a number"), ("50-101", "0 to 100")],
)
def test_what_is_no_number_and_no_range_is_refused(text: str, said: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=said):
        spread(0, 100)(text)


def test_without_a_flood_nothing_that_goes_with_one_may_be_said() -> None:
    assert flood_of(given_to()) is None
    for words in (("--points", "p.csv"), ("--boundaries", "b.json"), ("--mortality", "m.yaml"), ("--cut-off", "0")):
        with pytest.raises(InputError, match=f"{words[0]}: goes with --flood"):
            flood_of(given_to(*words))


def test_how_people_fare_is_said_whole_or_not_at_all(tmp_path: Path) -> None:
    """Said before the flood is read."""
    flood = ("--flood", tmp_path / "no-flood.tif")
    with pytest.raises(InputError) as caught:
        flood_of(given_to(*flood, "--call", "3", "--sheltered", "0"))
    assert [problem.file for problem in caught.value.problems] == ["--shelter-risk", "--road-risk"]
    with pytest.raises(InputError, match="--needs-days"):
        flood_of(given_to(*flood, *FATE, "--cut-off", "0.5"))
    with pytest.raises(InputError, match="goes with --call"):
        flood_of(given_to(*flood, *NEEDS))


def test_people_are_where_the_table_says(tmp_path: Path) -> None:
    _, exposure = over_points(tmp_path)
    assert exposure.zones == ("A", "B", "C")
    assert exposure.flooded_people.tolist() == [5000, 0, 0]
    assert exposure.dry_people.tolist() == [0, 3000, 0]
    assert exposure.outside_people.tolist() == [0, 0, 2000]


def test_mortality_is_of_those_whose_place_floods(tmp_path: Path) -> None:
    """In 1.7 m that rises slowly, by the function of Jonkman: as many as die where nobody leaves."""
    arguments, exposure = over_points(tmp_path, *CALLED, *EXPOSED)
    mortality, people = mortality_of(arguments, exposure, DRAWS)
    assert people == 5000
    assert mortality.shape == (DRAWS,)
    assert mortality == pytest.approx(NormalDist(7.60, 2.75).cdf(math.log(1.7)), rel=0.01)
    nobody_left, _ = victims_of(arguments, exposure, out_by(0))
    assert nobody_left is not None
    assert nobody_left.deaths_low[0] == pytest.approx(5000 * mortality)


def test_mortality_functions_of_ones_own_are_read(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("schema: 1\n", encoding="utf-8")
    arguments, exposure = over_points(tmp_path, "--mortality", str(own))
    with pytest.raises(InputError, match=r"own\.yaml"):
        mortality_of(arguments, exposure, DRAWS)


def test_who_dies_is_not_told_where_nothing_was_said_of_how_people_fare(tmp_path: Path) -> None:
    arguments, exposure = over_points(tmp_path)
    assert victims_of(arguments, exposure, out_by(0.6)) == (None, None)


def test_who_is_still_there_dies_as_at_home_and_who_stays_dry_may_be_cut_off(tmp_path: Path) -> None:
    """Called ten hours ahead three in five are out; of the rest nobody is sheltered, and a quarter is cut off."""
    arguments, exposure = over_points(tmp_path, *CALLED, *EXPOSED, "--cut-off", "0,25", "--needs-days", "4")
    found, needs = victims_of(arguments, exposure, out_by(0.6))
    assert found is not None
    assert needs is not None
    assert found.present_low[0] == pytest.approx(5000 * 0.4)
    assert np.all((found.deaths_low[0] > 0) & (found.deaths_low[0] < 2000))
    assert needs.people[0] == pytest.approx(2000 - found.deaths_low[0])
    assert needs.people[1] == pytest.approx(3000 * 0.4 * 0.25)
    assert needs.person_days == pytest.approx(4 * needs.people)


def test_where_all_who_stay_are_up_and_dry_nobody_dies(tmp_path: Path) -> None:
    arguments, exposure = over_points(tmp_path, *CALLED, *SAFE)
    found, needs = victims_of(arguments, exposure, out_by(0.6))
    assert found is not None
    assert found.present_high[0] == pytest.approx(5000 * 0.4)
    assert found.deaths_high.sum() == pytest.approx(0)
    assert needs is None


def test_people_of_whom_only_the_municipality_is_known_are_spread_over_it(
    tmp_path: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Borsele has 141 km² of land; four of them get two metres of water."""
    cells = [f"{x},{y},2,0,0.1,0.1" for x in (45_500, 46_500) for y in (384_500, 385_500)]
    flood, people = tmp_path / "flood.csv", tmp_path / "people.csv"
    flood.write_text("\n".join(["x,y,depth_m,arrival_h,rise_m_h,velocity_m_s", *cells]), encoding="utf-8")
    people.write_text("zone,people\nGM0654,20000\n", encoding="utf-8")
    given = ("--people", people, "--routing", "nearest", "--members", "2", "--flood", flood, *FATE)
    borders = shared / "data" / "nl" / "nl-vr-gm.topo.json"
    assert evacuate("evidence", "zeeland", *given, "--boundaries", borders) == 0
    zone, floods, _ = next(line for line in capsys.readouterr().out.splitlines() if "Borsele" in line).split(maxsplit=2)
    assert zone == "Borsele"
    assert 250 < float(floods.replace(".", "")) < 600


def test_where_nothing_says_where_people_are_both_ways_to_say_so_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evacuate("evidence", town(tmp_path), "--members", "2", "--flood", "voorbeeld", lang="en") == 2
    error = capsys.readouterr().err
    assert "--points" in error
    assert "--boundaries" in error
