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


def test_coast_and_rivers_within_the_published_ranges(shared: Path) -> None:
    """Coast 0.1-0.2 (ring 14: 0.14), rivers 0.6-0.8 (ring 48: 0.76)."""
    expected = {}
    for water, (name, _) in INSTANCES.items():
        _, curve, _ = simulated(shared, name)
        expected[water] = float(expected_fraction(curve, shipped_lead_times()[water], 1).expected.mean())
    for water in INSTANCES:
        general = [value for value in published("expected_fraction", water=water) if value.low < (value.high or 1)]
        assert [value.distance(expected[water]) for value in general] == [0.0], expected
    assert expected["coast"] == pytest.approx(0.14, abs=0.05)
    assert expected["river"] == pytest.approx(0.76, abs=0.05)


def test_lakes_lie_between(shared: Path) -> None:
    """Of lakes there is no network: the order must hold over the roads of the coast and over those of the rivers."""
    (lakes,) = published("expected_fraction", water="lake")
    found = []
    for name in ("nl_coast", "nl_rivers"):
        _, curve, _ = simulated(shared, name)
        coast, lake, river = (
            float(expected_fraction(curve, shipped_lead_times()[water], 1).expected.mean())
            for water in ("coast", "lake", "river")
        )
        assert coast < lake < river
        found.append(lake)
    assert max(lakes.distance(value) for value in found) < 0.05


def test_the_ijssel_rings_by_days_between_decision_and_breach(shared: Path) -> None:
    """0, 0.64, 0.85, 0.88, 0.88: within 0.05, on the roads of the river area (not those of the IJssel itself)."""
    _, curve, _ = simulated(shared, "nl_rivers")
    phases = shipped_lead_times()["river"].phases
    decided = Phases(detection_h=Point(value=0), decision_h=Point(value=0), warning_h=phases.warning_h)
    for value in published("fraction_by_lead_time", area="50"):
        assert value.lead_days is not None
        found = float(fraction(curve, 24 * value.lead_days, decided, 1).mean())
        assert value.distance(found) < 0.05, value.id


def test_the_coast_is_not_out_in_two_days_and_the_rivers_are_in_three(shared: Path) -> None:
    for value in published("full_evacuation_possible"):
        assert value.lead_days is not None
        name, going = INSTANCES["coast" if value.water == "coast" else "river"]
        # Without any phase before it, and of those who go: the roads alone decide.
        _, curve, _ = simulated(shared, name)
        out = fraction(curve, 24 * value.lead_days, AT_ONCE, 1)[0] / going
        assert bool(out > 0.99) == bool(value.low), value.id


def test_drivers_who_look_for_the_shortest_queue_do_better_than_was_published(shared: Path) -> None:
    """Not within 0.1-0.2: where everybody knows and uses every road, twice as many are out at the coast."""
    _, curve, _ = simulated(shared, "nl_coast", choosing=True)
    found = float(expected_fraction(curve, shipped_lead_times()["coast"], 1).expected.mean())
    assert 0.2 < found < 0.35


def test_zeeland_takes_two_to_three_days_from_the_decision(shared: Path) -> None:
    """The instance is Zeeland north of the Westerschelde; published is the whole province."""
    outcome, _, _ = simulated(shared, "nl_zeeland")
    last_h = outcome.clearance().last_h
    phases = shipped_lead_times()["coast"].phases
    assert last_h is not None
    days = (last_h + phases.decision_h.expected + phases.warning_h.expected) / 24
    (value,) = (one for one in published("days_to_empty", water="coast"))
    assert value.distance(days) == 0


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
