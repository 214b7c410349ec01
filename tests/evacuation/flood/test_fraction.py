# SPDX-License-Identifier: EUPL-1.2
"""Fractions against closed forms, and against what was published for the Netherlands."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import InputError, Point
from weerbaar.evacuation.demand import Departures, departures_of
from weerbaar.evacuation.flood import (
    EvacuationCurve,
    FractionError,
    Phases,
    curve_of,
    curve_of_bound,
    expected_fraction,
    fraction,
    published,
    read_lead_times,
    shipped_lead_times,
)
from weerbaar.evacuation.flood.areas import Water, folder
from weerbaar.evacuation.flood.held import held_against_published
from weerbaar.evacuation.flow import bound
from weerbaar.evacuation.network import RoadNetwork, read_instance
from weerbaar.evacuation.routing import Instantaneous, free_flow
from weerbaar.evacuation.simulation import Outcome, simulate

HOUR = 3600.0
DRAWS = 400
AT_ONCE = Phases(
    detection_h=Point(value=0),
    decision_h=Point(value=0),
    warning_h=Point(value=0),
)


def line(hours: float, most: float = 1.0, draws: int = 1) -> EvacuationCurve:
    """Everybody sets out at once, and is out evenly over ``hours``."""
    out = np.array([[0.0], [most]]) * np.ones(draws)
    return EvacuationCurve(np.array([0.0, hours * HOUR]), out, np.maximum(out, most))


def test_a_line_is_out_in_proportion_to_the_time_that_is_left() -> None:
    phases = Phases(detection_h=Point(value=1), decision_h=Point(value=5), warning_h=Point(value=2))
    found = fraction(line(50), [0, 8, 33, 58, 99], phases, 1)
    assert found[:, 0] == pytest.approx([0, 0, 0.5, 1, 1])


def test_water_that_takes_its_time_leaves_more_of_it() -> None:
    assert fraction(line(50), 20, AT_ONCE, 1, arrival_s=5 * HOUR) == pytest.approx([0.5])


def test_expected_fraction_by_hand() -> None:
    """0.2 unexpected; else 24 h (0.5) or 48 h (0.5), of which 4 h pass; 50 h to empty: 0.8 × (0.4 + 0.88) / 2."""
    times = shipped_lead_times()["coast"].model_copy(
        update={
            "unexpected": Point(value=0.2),
            "phases": Phases(detection_h=Point(value=0), decision_h=Point(value=4), warning_h=Point(value=0)),
        }
    )
    found = expected_fraction(line(50, draws=3), times, 1)
    assert found.by_class[:, 0] == pytest.approx([0.4, 0.88])
    assert found.chances[:, 0] == pytest.approx([0.4, 0.4])
    assert found.expected == pytest.approx([0.512] * 3)
    # Water that comes after 10 h reaches an unexpected flood too: 6 h are left of it.
    late = expected_fraction(line(50, draws=3), times, 1, arrival_s=10 * HOUR)
    assert late.expected == pytest.approx([0.4 * 0.6 + 0.4 * 1 + 0.2 * 0.12] * 3)


@given(st.floats(0, 200), st.floats(0, 200), st.integers(0, 99))
def test_more_lead_time_is_never_worse(one: float, other: float, seed: int) -> None:
    phases = shipped_lead_times()["river"].phases
    early, late = fraction(line(40, 0.88, draws=5), [min(one, other), max(one, other)], phases, seed)
    assert np.all(late >= early)
    assert np.all((early >= 0) & (late <= 0.88 + 1e-12))


def test_the_same_seed_gives_the_same_numbers() -> None:
    times = shipped_lead_times()["lake"]
    first, again, other = (expected_fraction(line(30, draws=50), times, seed).expected for seed in (1, 1, 2))
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


@pytest.mark.parametrize(
    ("times", "out", "departed"),
    [
        ([0.0, 1.0], [[0.0], [1.2]], [[0.0], [1.2]]),
        ([0.0, 1.0], [[0.5], [0.4]], [[0.5], [0.5]]),
        ([0.0, 1.0], [[0.0], [0.5]], [[0.0], [0.4]]),
        ([1.0, 2.0], [[0.0], [0.5]], [[0.0], [0.5]]),
        ([0.0, 0.0], [[0.0], [0.5]], [[0.0], [0.5]]),
        ([0.0, 1.0, 2.0], [[0.0], [0.5]], [[0.0], [0.5]]),
    ],
)
def test_curves_that_cannot_be(times: list[float], out: list[list[float]], departed: list[list[float]]) -> None:
    with pytest.raises(FractionError):
        EvacuationCurve(np.array(times), np.array(out), np.array(departed))


def test_lead_times_are_not_taken_for_draws() -> None:
    found = fraction(line(50, draws=3), [0, 25, 50], AT_ONCE, 1)
    assert found == pytest.approx(np.array([[0.0] * 3, [0.5] * 3, [1.0] * 3]))
    drawn = fraction(line(50, draws=3), np.array([[0.0, 25, 50]]), AT_ONCE, 1)
    assert drawn == pytest.approx(np.array([[0.0, 0.5, 1.0]]))


def test_a_curve_needs_its_departures() -> None:
    with pytest.raises(FractionError):
        curve_of([], [], 0.8)


def single_road() -> tuple[RoadNetwork, Departures]:
    """3,000 vehicles at once, 10 minutes from an exit that takes 1,000 an hour."""
    network = RoadNetwork(
        name="één weg",
        node_ids=("huis", "uit"),
        x=np.array([0.0, 10_000.0]),
        y=np.zeros(2),
        link_ids=("weg",),
        begin=np.array([0]),
        end=np.array([1]),
        length_m=np.array([10_000.0]),
        free_speed_m_s=np.array([10_000 / 600]),
        capacity_veh_s=np.array([1000 / 3600]),
        lanes=np.ones(1),
        jam_veh_m=np.array([0.125]),
        exits=np.array([1]),
        exit_capacity_veh_s=np.array([np.inf]),
    )
    released = np.array([[0.0], [3000.0], [3000.0]])
    return network, Departures(np.array([0]), np.array([0.0, 1.0, 7200.0]), released, np.array([2.5]))


def test_one_road_by_its_capacity() -> None:
    """Closed form: 10 minutes, then 1,000 an hour: two thirds of who goes after 2 h 10 min, by plan and by bound."""
    network, departures = single_road()
    outcome = simulate(network, departures, free_flow(network), step_s=10.0, bin_s=600.0)
    curve = curve_of([outcome, outcome], [departures, departures], [0.6, 0.9])
    best = curve_of_bound(bound(network, departures, bin_s=600.0), departures, [0.6, 0.9])
    for one in (curve, best):
        at = one.out_at(np.array([[600.0], [600 + 7200.0], [600 + 10_800.0]]))
        assert at == pytest.approx(np.array([[0, 0], [0.4, 0.6], [0.6, 0.9]]), abs=0.01)
        assert one.departed_at(np.array([3600.0, 3600.0])) == pytest.approx([0.6, 0.9])
    with pytest.raises(FractionError):
        curve_of_bound(bound(network, departures), departures, 1.1)


def test_the_shipped_lead_times_are_assumptions_for_every_water() -> None:
    shipped = shipped_lead_times()
    assert set(shipped) == {"coast", "lake", "tidal_river", "river"}
    assert all(times.certainty == "assumption" and times.source.en for times in shipped.values())


def test_chances_that_are_not_one_and_shares_above_it(tmp_path: Path) -> None:
    text = (folder() / "lead_times.yaml").read_text(encoding="utf-8")
    path = tmp_path / "eigen.yaml"
    path.write_text(text.replace("lead_h: 24, chance: 0.5", "lead_h: 24, chance: 0.6"), encoding="utf-8")
    with pytest.raises(InputError, match=r"together 1\.1"):
        read_lead_times(path)
    path.write_text(text.replace("high: 0.25", "high: 1.25", 1), encoding="utf-8")
    with pytest.raises(InputError, match="from 0 up to and including 1"):
        read_lead_times(path)


# What was published. The networks are instances made of the national main roads; "free flow" is the reference strategy
# of the Dutch Evacuatiecalculator, by which most of the published fractions were made: fixed routes to the nearest exit
# by time. Lead times, phases and the chance of an unexpected flood are those that come with the product.

INSTANCES: dict[Water, tuple[str, float]] = {
    # Share that goes by car: stated by the instance for the coast; else the 0.88 at which the IJssel curve ends.
    "coast": ("nl_coast", 0.80),
    "river": ("nl_rivers", 0.88),
}


@cache
def simulated(shared: Path, name: str, *, choosing: bool = False) -> tuple[Outcome, EvacuationCurve, float]:
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / f"{name}.json")
    departures = departures_of(instance)
    guide = Instantaneous(instance.network) if choosing else free_flow(instance.network)
    outcome = simulate(instance.network, departures, guide, step_s=30.0)
    going = dict(INSTANCES.values()).get(name, 0.88)
    return outcome, curve_of([outcome] * DRAWS, [departures] * DRAWS, going), going


NEAR = 0.05
"""Where one number was published, for other roads than these."""

PUBLISHED: dict[str, tuple[str, Water, tuple[str, ...], dict[str, float]]] = {
    # Of each value how far outside its range: 0.1-0.2, 0.14, not in a day, not in two days.
    "coast of Holland": ("nl_coast", "coast", ("13", "14"), {"K01": 0, "K04": NEAR, "R01": 0, "R02": 0}),
    # Two to three days to empty; the instance is Zeeland north of the Westerschelde, published is the whole province.
    "Zeeland": ("nl_zeeland", "coast", ("26", "27", "28", "29", "30", "31", "32"), {"R02": 0, "R04": 0}),
    # 0.76, 0.6-0.8, all in three days.
    "ring 48": ("nl_rivers", "river", ("48",), {"R05": NEAR, "K02": 0, "R03": 0}),
    # 0, 0.64, 0.85, 0.88, 0.88 by days after the decision, on the roads of the river area, not of the IJssel itself.
    "IJssel": (
        "nl_rivers",
        "river",
        ("49", "50", "51", "52", "53"),
        {"R07": 0, "R08": NEAR, "R09": NEAR, "R10": NEAR, "R11": NEAR, "K02": 0, "R03": 0},
    ),
    # 1995: empty in a day and a half to two days, and in two to two and a half: here up to 0.3 days sooner.
    "Maas en Waal 1995": ("nl_rivers", "river", ("41", "42"), {"R24": 0, "K02": 0, "R03": 0}),
    "Bommelerwaard 1995": ("nl_rivers", "river", ("38", "43"), {"R25": 0.3, "K02": 0, "R03": 0}),
}


@pytest.mark.parametrize("place", PUBLISHED)
def test_each_area_within_the_range_that_was_published(place: str, shared: Path) -> None:
    name, water, rings, allowed = PUBLISHED[place]
    _, curve, _ = simulated(shared, name)
    held = held_against_published(curve, shipped_lead_times()[water], rings, 1)
    assert {one.value.id for one in held} == set(allowed)
    assert {one.value.id: one.distance for one in held if one.distance > allowed[one.value.id]} == {}


def test_lakes_lie_between(shared: Path) -> None:
    """Published is only that they do; there is no network of a lake, so it must hold over the roads of both others."""
    for name in ("nl_coast", "nl_rivers"):
        _, curve, _ = simulated(shared, name)
        coast, lake, river = (
            float(expected_fraction(curve, shipped_lead_times()[water], 1).expected.mean())
            for water in ("coast", "lake", "river")
        )
        assert coast < lake < river


def test_drivers_who_look_for_the_shortest_queue_do_better_than_was_published(shared: Path) -> None:
    """Not within 0.1-0.2: where everybody knows and uses every road, twice as many are out at the coast."""
    _, curve, _ = simulated(shared, "nl_coast", choosing=True)
    held = {one.value.id: one for one in held_against_published(curve, shipped_lead_times()["coast"], ["14"], 1)}
    assert held["K01"].found == pytest.approx(0.29, abs=0.02)
    assert held["K01"].distance == pytest.approx(0.09, abs=0.02)


def test_three_days_instead_of_one_save_two_in_five_in_the_randstad(shared: Path) -> None:
    """Published: over 1,700 against almost 1,000 deaths, a ratio of 0.53 to 0.59; deaths go with who is still there."""
    _, curve, _ = simulated(shared, "nl_coast")
    one, three = (fraction(curve, 24 * days, shipped_lead_times()["coast"].phases, 1).mean() for days in (1, 3))
    at_one, at_three = published("deaths_preventive")
    assert (1 - three) / (1 - one) == pytest.approx(at_three.low / at_one.low, abs=0.15)


def test_no_routing_beats_the_bound(shared: Path) -> None:
    """Nor does the bound of the coast come out as a full evacuation in a day."""
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / "nl_coast.json")
    departures = departures_of(instance)
    best = curve_of_bound(bound(instance.network, departures), departures, 0.80)
    hours = np.arange(0, 72.0, 6.0)
    for choosing in (False, True):
        _, curve, _ = simulated(shared, "nl_coast", choosing=choosing)
        got, limit = fraction(curve, hours, AT_ONCE, 1)[:, 0], fraction(best, hours, AT_ONCE, 1)[:, 0]
        # The moments of both curves are an hour and a quarter of an hour apart, straight between them.
        assert np.all(got <= limit + 0.01)
    assert fraction(best, 24.0, AT_ONCE, 1)[0] < 0.6
