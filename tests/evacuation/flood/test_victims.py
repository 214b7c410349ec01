# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import InputError, Point, Uniform, YamlSource, validate
from weerbaar.evacuation.flood import (
    EvacuationCurve,
    Exposure,
    MortalityMethod,
    VictimsError,
    Vulnerability,
    example_scenario,
    expose,
    mortality_at_home,
    mortality_method,
    read_mortality,
    victims,
    without_basic_needs,
)
from weerbaar.evacuation.flood.areas import folder
from weerbaar.evacuation.flood.exposure import PeoplePoints
from weerbaar.evacuation.flood.mortality import mortality

HOUR = 3600.0
NOBODY = Point(value=0)
AS_AT_HOME = Vulnerability(sheltered=Point(value=1), on_road=Point(value=1))


def exposure(**changes: Any) -> Exposure:
    values: dict[str, Any] = {
        "scenario": "proef",
        "zones": ("a", "b"),
        "zone": np.array([0, 0, 1]),
        "people": np.array([1000.0, 2000.0, 500.0]),
        "depth_m": np.array([1.0, 3.0, 4.0]),
        "arrival_s": np.array([0.0, 5 * HOUR, 10 * HOUR]),
        "rise_m_s": np.zeros(3),
        "velocity_m_s": np.zeros(3),
        "breach_possible": np.ones(3, bool),
        "dry_people": np.array([10.0, 20.0]),
        "outside_people": np.zeros(2),
    }
    return Exposure(**(values | changes))


def curve(draws: int = 1) -> EvacuationCurve:
    """Out evenly from 5 to 15 h; set out evenly from 0 to 10 h; 0.8 goes."""
    hours = np.array([0.0, 5, 10, 15])
    out, departed = np.array([0, 0, 0.4, 0.8]), np.array([0, 0.4, 0.8, 0.8])
    return EvacuationCurve(hours * HOUR, out[:, None] * np.ones(draws), departed[:, None] * np.ones(draws))


def twin(found: Exposure, called_h: float, shelter: float, ratio: float, road: float) -> list[float]:
    """Deaths per zone, person by person as it is told."""
    hours, out, departed = [0, 5, 10, 15], [0, 0, 0.4, 0.8], [0, 0.4, 0.8, 0.8]
    deaths = [0.0] * len(found.zones)
    for row in range(len(found.people)):
        since = called_h + found.arrival_s[row] / HOUR
        safe, left = (float(np.interp(since, hours, curve)) if since >= 0 else 0.0 for curve in (out, departed))
        share = float(mortality(found.depth_m[row], found.rise_m_s[row], found.velocity_m_s[row]).low)
        home = (1 - left) * ((1 - shelter) * share + shelter * ratio * share)
        deaths[int(found.zone[row])] += found.people[row] * (home + (left - safe) * min(1.0, road * share))
    return deaths


@given(st.integers(-20, 20), st.floats(0, 1), st.floats(0, 1), st.floats(0, 5))
def test_the_slow_twin(called_h: int, shelter: float, ratio: float, road: float) -> None:
    vulnerability = Vulnerability(sheltered=Point(value=ratio), on_road=Point(value=road))
    found = victims(
        exposure(), curve(2), called_h * HOUR, sheltered=Point(value=shelter), vulnerability=vulnerability, seed=1
    )
    expected = twin(exposure(), called_h, shelter, ratio, road)
    assert found.deaths_low[:, 1] == pytest.approx(expected, rel=1e-9)
    assert found.deaths_high.tolist() == found.deaths_low.tolist()
    assert np.all(found.deaths_low <= found.present_low + 1e-9)
    assert np.all(found.on_road_low <= found.present_low + 1e-9)


def test_new_orleans_2005() -> None:
    """450,000 in the flooded area, 0.80 to 0.90 left, 0.10 in shelters; 1,118 died, about 0.01 of the exposed."""
    depths = np.linspace(0.5, 4.0, 36)
    city = exposure(
        zones=("New Orleans",),
        zone=np.zeros(36, int),
        people=np.full(36, 450_000 / 36),
        depth_m=depths,
        arrival_s=np.zeros(36),
        rise_m_s=np.zeros(36),
        velocity_m_s=np.zeros(36),
        breach_possible=np.ones(36, bool),
        dry_people=np.zeros(1),
        outside_people=np.zeros(1),
    )
    gone = np.array([0.0, 1.0])[:, None] * np.array([[0.80, 0.90]])
    left = EvacuationCurve(np.array([0.0, 24 * HOUR]), gone, gone)
    found = victims(city, left, 48 * HOUR, sheltered=NOBODY, vulnerability=AS_AT_HOME, seed=1)
    assert found.present_low[0] == pytest.approx([90_000, 45_000])
    assert 300 < found.deaths_low[0, 1] < found.deaths_low[0, 0] < 1200


def test_unknown_water_gives_two_results() -> None:
    unknown = np.full(3, np.nan)
    found = victims(exposure(rise_m_s=unknown), curve(), -99 * HOUR, sheltered=NOBODY, vulnerability=AS_AT_HOME, seed=1)
    share = mortality([1.0, 3.0], 0.0, 0.0).low, mortality([1.0, 3.0], 1.0, 0.0).low
    assert found.deaths_low[0, 0] == pytest.approx(1000 * share[0][0] + 2000 * share[0][1])
    assert found.deaths_high[0, 0] == pytest.approx(1000 * share[1][0] + 2000 * share[1][1])
    assert "3.500 mensen is de stijgsnelheid onbekend" in found.notes[1].nl
    everywhere = exposure(velocity_m_s=unknown)
    found = victims(everywhere, curve(), -99 * HOUR, sheltered=NOBODY, vulnerability=AS_AT_HOME, seed=1)
    assert found.deaths_high[:, 0].tolist() == [3000, 500]
    limited = exposure(velocity_m_s=unknown, breach_possible=np.zeros(3, bool))
    found = victims(limited, curve(), -99 * HOUR, sheltered=NOBODY, vulnerability=AS_AT_HOME, seed=1)
    assert found.deaths_high.tolist() == found.deaths_low.tolist()


@given(st.floats(0, 6), st.floats(0, 40), st.integers(-10, 30))
def test_an_unknown_arrival_holds_every_arrival(road: float, arrival_h: float, called_h: int) -> None:
    vulnerability = Vulnerability(sheltered=Point(value=1), on_road=Point(value=road))
    options: dict[str, Any] = {"sheltered": NOBODY, "vulnerability": vulnerability, "seed": 1}
    unknown = victims(exposure(arrival_s=np.full(3, np.nan)), curve(), called_h * HOUR, **options)
    known = victims(exposure(arrival_s=np.full(3, arrival_h * HOUR)), curve(), called_h * HOUR, **options)
    assert np.all(unknown.deaths_low <= known.deaths_low + 1e-9)
    assert np.all(unknown.deaths_high >= known.deaths_high - 1e-9)
    assert np.all(unknown.present_high >= known.present_high - 1e-9)
    assert np.all(unknown.on_road_high >= known.on_road_high - 1e-9)


def test_who_lives_outside_the_map_is_named_and_not_counted() -> None:
    found = victims(
        exposure(outside_people=np.array([0.0, 1234.0])),
        curve(),
        0.0,
        sheltered=NOBODY,
        vulnerability=AS_AT_HOME,
        seed=1,
    )
    assert found.unknown_people.tolist() == [0, 1234]
    assert found.affected.tolist() == [3000, 500]
    assert "1.234 mensen wonen buiten de kaart" in found.notes[-1].nl
    assert found.notes[0] == mortality_method().unknown


def test_draws_differ_and_repeat() -> None:
    shelter = Uniform(distribution="uniform", low=0.2, high=0.8)
    vulnerability = Vulnerability(sheltered=Point(value=0), on_road=Point(value=1))
    options: dict[str, Any] = {"sheltered": shelter, "vulnerability": vulnerability}
    first, again, other = (victims(exposure(), curve(20), -HOUR * 99, seed=seed, **options) for seed in (1, 1, 2))
    assert first.deaths_low.tobytes() == again.deaths_low.tobytes()
    assert first.deaths_low.tobytes() != other.deaths_low.tobytes()
    nobody = victims(exposure(), curve(), -HOUR * 99, sheltered=NOBODY, vulnerability=vulnerability, seed=1)
    ratio = first.deaths_low / nobody.deaths_low
    assert np.all((ratio > 0.2 - 1e-9) & (ratio < 0.8 + 1e-9))
    assert np.ptp(ratio[0]) > 0.1


def uncertain_method(path: Path) -> MortalityMethod:
    text = (folder() / "mortality.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("mu: 7.6", "mu: {distribution: uniform, low: 7, high: 8}"), encoding="utf-8")
    return read_mortality(path)


def test_uncertain_parameters_give_uncertain_deaths(tmp_path: Path) -> None:
    method = uncertain_method(tmp_path / "eigen.yaml")
    found = victims(
        exposure(), curve(200), -HOUR * 99, sheltered=NOBODY, vulnerability=AS_AT_HOME, seed=1, method=method
    )
    deaths = found.deaths_low.sum(0)
    bounds = [
        float((exposure().people * mortality(exposure().depth_m, 0.0, 0.0, parameters=method.parameters(at)).low).sum())
        for at in ((0.5, 0.5, 1, 0.5), (0.5, 0.5, 0, 0.5))
    ]
    assert bounds[0] <= deaths.min() < deaths.max() <= bounds[1]
    assert deaths.max() - deaths.min() > 0.5 * (bounds[1] - bounds[0])


def test_without_basic_needs() -> None:
    found = victims(exposure(), curve(3), -HOUR * 99, sheltered=NOBODY, vulnerability=AS_AT_HOME, seed=1)
    need = without_basic_needs(found, cut_off=[10, 0], days=Point(value=4), seed=1)
    assert need.people[:, 0] == pytest.approx([3010 - found.deaths_low[0, 0], 500 - found.deaths_low[1, 0]])
    assert need.person_days == pytest.approx(need.people * 4)
    for wrong in ([1.0], [-1.0, 0.0], [[1.0], [2.0]]):
        with pytest.raises(VictimsError):
            without_basic_needs(found, cut_off=wrong, days=Point(value=4), seed=1)


def test_times_of_other_draws_are_refused() -> None:
    with pytest.raises(VictimsError, match="3 draws"):
        victims(exposure(), curve(3), [0.0, 1.0], sheltered=NOBODY, vulnerability=AS_AT_HOME, seed=1)


def test_a_vulnerability_has_no_defaults_and_bounds() -> None:
    with pytest.raises(InputError) as caught:
        validate(Vulnerability, YamlSource("f.yaml", {"sheltered": 1.5}, {(): 1}))
    assert {problem.field for problem in caught.value.problems} == {"sheltered", "on_road"}


def test_the_example_from_flood_to_victims() -> None:
    """Where water comes first, fewer are out: the same people near the breach and far from it."""
    flood = example_scenario()
    x_m, y_m = flood.centres_rd()
    near = flood.known("arrival_s") < 5 * HOUR
    points = PeoplePoints(
        ("dichtbij", "ver"), np.where(near, 0, 1), x_m, y_m, np.where(near, 1 / near.sum(), 1 / (~near).sum())
    )
    found = victims(expose(flood, points), curve(), 0.0, sheltered=NOBODY, vulnerability=AS_AT_HOME, seed=1)
    assert found.affected == pytest.approx([1, 1])
    assert found.present_low[0, 0] > found.present_low[1, 0] + 0.3
    assert len(found.notes) == 1


def test_mortality_if_nobody_leaves_is_that_of_the_places_by_their_people() -> None:
    shares = [float(mortality(depth, 0.0, 0.0).low) for depth in (1.0, 3.0, 4.0)]
    by_hand = (1000 * shares[0] + 2000 * shares[1] + 500 * shares[2]) / 3500
    assert mortality_at_home(exposure(), 5, 1) == pytest.approx([by_hand] * 5)
    # Where it is not known which zone it is, between that and the worst of the zones: here the breach, where all die.
    unknown = mortality_at_home(exposure(velocity_m_s=np.full(3, np.nan)), 200, 1)
    assert unknown.min() < 0.1
    assert by_hand <= unknown.min() <= unknown.max() <= 1
    assert unknown.max() > 0.9
    with pytest.raises(VictimsError, match="nobody"):
        mortality_at_home(exposure(people=np.zeros(3)), 5, 1)
