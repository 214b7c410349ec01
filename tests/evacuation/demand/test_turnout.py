# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import tempfile
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.demand.crossroads import CERTAIN, HEAD, crossroads, demand_of
from weerbaar.evacuation.demand import DemandError, Turnout, central, draw

NETWORK = crossroads()


def test_every_share_by_hand(tmp_path: Path) -> None:
    text = (
        HEAD
        + CERTAIN
        + """zones:
  - {zone: west, residents: 1000, commuters_in: 100, commuters_out: 300, tourists: {summer: 200}, order_h: 2}
institutions:
  - {zone: west, name: Ziekenhuis, kind: hospital, people: 60, lying: 0.5}
"""
    )
    out = central(demand_of(tmp_path, text), NETWORK)
    # Noon: half of the commuters have not gathered at home, so 100 fewer than live there.
    present = 900.0
    on_foot = present * 0.95 * 0.8
    carless = (on_foot + 200) * 0.1
    by_car = (on_foot + 200) * 0.9 + carless * 0.5
    assert out.people.tolist() == [present + 200 + 60]
    assert out.by_car == pytest.approx([by_car])
    assert out.cars == pytest.approx([by_car / 2.5])
    assert out.unaided.walking == pytest.approx([carless * 0.5])
    assert out.unaided.seated == pytest.approx([present * 0.05 * 0.8 * 0.8 + 30])
    assert out.unaided.lying == pytest.approx([present * 0.05 * 0.8 * 0.2 + 30])
    assert out.unaided.from_s.tolist() == [7200]
    assert out.staying == pytest.approx([present * 0.2])
    # Told at 2 h, the first after 1 h, half after 4 h more.
    assert out.departures.released(7 * 3600.0) == pytest.approx([by_car / 2.5 / 2], rel=1e-9)
    assert out.departures.released(3 * 3600.0).tolist() == [0]


def test_without_order_only_the_shadow_leaves_and_means_are_not_sent(tmp_path: Path) -> None:
    zones = "zones: [{zone: west, residents: 1000, ordered: false}]\n"
    inmates = "institutions: [{zone: west, name: Z, kind: prison, people: 40}]\n"
    out = central(demand_of(tmp_path, HEAD + CERTAIN + zones + inmates), NETWORK)
    on_foot = 1000 * 0.95 * 0.25
    assert out.by_car == pytest.approx([on_foot * 0.95])
    assert out.unaided.people.tolist() == [0]
    assert out.staying == pytest.approx([1040 - on_foot * 0.95])


@pytest.mark.parametrize(("cars_each", "per_car", "left_over"), [(2.0, 2.5, 0.0), (0.5, 3.61, 0.0), (0.1, 5.0, 522.0)])
def test_not_more_cars_leave_than_there_are(tmp_path: Path, cars_each: float, per_car: float, left_over: float) -> None:
    zone = f"zones: [{{zone: west, residents: 1000, households: 500, cars_per_household: {cars_each}}}]\n"
    out = central(demand_of(tmp_path, HEAD + CERTAIN + zone), NETWORK)
    in_car = 1000 * 0.95 * 0.8 * 0.95
    assert out.by_car / out.cars == pytest.approx([per_car])
    assert out.by_car == pytest.approx([in_car - left_over])
    assert out.unaided.walking == pytest.approx([1000 * 0.95 * 0.8 * 0.05 + left_over])


def test_by_night_people_leave_later(tmp_path: Path) -> None:
    zone = "zones: [{zone: west, residents: 1000}]\n"
    night = central(demand_of(tmp_path, HEAD.replace("12", "3") + CERTAIN + zone), NETWORK)
    assert night.departures.released(10 * 3600.0) == pytest.approx(night.cars / 2, rel=1e-9)


def same(one: Turnout, other: Turnout) -> bool:
    return (
        one.departures.released_veh.tobytes() == other.departures.released_veh.tobytes()
        and one.unaided.people.tobytes() == other.unaided.people.tobytes()
        and one.staying.tobytes() == other.staying.tobytes()
    )


UNCERTAIN = """zones:
  - {zone: west, residents: {distribution: pert, low: 800, mode: 1000, high: 1500}}
  - {zone: middle, residents: 400, households: 180, cars_per_household: {distribution: uniform, low: 0.1, high: 1}}
  - {zone: east, residents: 500, ordered: false}
institutions:
  - {zone: west, name: Ziekenhuis, kind: hospital, people: 60}
"""


def test_a_member_depends_on_the_seed_and_its_number_only(tmp_path: Path) -> None:
    demand = demand_of(tmp_path, HEAD + UNCERTAIN)
    whole = list(draw(demand, NETWORK, 7, 6))
    part = list(draw(demand, NETWORK, 7, 2, first=4))
    assert same(part[0], whole[4])
    assert same(part[1], whole[5])
    assert not same(whole[0], whole[1])
    assert not same(next(draw(demand, NETWORK, 8, 1)), whole[0])


def test_quantiles_of_the_draws_are_those_of_what_is_uncertain(tmp_path: Path) -> None:
    """With all else certain the cars are in proportion to the compliance, uniform from 0.5 to 0.9."""
    text = HEAD + CERTAIN.replace(
        "compliance: 0.8", "compliance: {distribution: uniform, low: 0.5, high: 0.9}", 1
    ) + "zones: [{zone: west, residents: 1000}]\n"  # fmt: skip
    shares = np.array([out.cars[0] for out in draw(demand_of(tmp_path, text), NETWORK, 1, 600)]) / (
        1000 * 0.95 * 0.95 / 2.5
    )
    # Standard error of a quantile of 600 uniform draws: 0.4 √(p (1 - p) / 600), at most 0.0082.
    for chance in (0.1, 0.25, 0.5, 0.75, 0.9):
        assert np.quantile(shares, chance) == pytest.approx(0.5 + 0.4 * chance, abs=3 * 0.0082)


numbers = st.floats(0, 1e5)


@given(
    residents=numbers,
    moved=st.tuples(numbers, numbers),
    tourists=numbers,
    households=st.floats(0, 1e5),
    inmates=numbers,
    ordered=st.booleans(),
    hour=st.floats(0, 23.9),
    seed=st.integers(0, 2**32),
)
def test_everybody_is_counted_once(
    residents: float,
    moved: tuple[float, float],
    tourists: float,
    households: float,
    inmates: float,
    ordered: bool,
    hour: float,
    seed: int,
) -> None:
    text = f"""schema: 1
name: proef
hour: {hour}
season: summer
zones:
  - {{zone: west, residents: {residents}, commuters_in: {moved[0]}, commuters_out: {moved[1]}, households: {households},
     cars_per_household: 1.1, tourists: {{summer: {tourists}}}, ordered: {str(ordered).lower()}}}
  - {{zone: middle, residents: 1000}}
institutions:
  - {{zone: west, name: Z, kind: nursing, people: {inmates}}}
"""
    with tempfile.TemporaryDirectory() as folder:
        demand = demand_of(Path(folder), text)
    for out in islice(draw(demand, NETWORK, seed, 2), 2):
        parts = out.by_car + out.unaided.people + out.staying
        np.testing.assert_allclose(parts, out.people, rtol=1e-12, atol=1e-9)
        for part in (out.by_car, out.cars, out.staying, out.unaided.walking, out.unaided.seated, out.unaided.lying):
            assert np.all(part >= 0)
        assert out.departures.total_veh == pytest.approx(out.cars.sum(), rel=1e-12)
        assert out.departures.people == pytest.approx(out.by_car.sum(), rel=1e-12)
        assert np.all(out.by_car <= 5 * out.cars + 1e-9)


def test_another_network_is_refused(tmp_path: Path) -> None:
    demand = demand_of(tmp_path, HEAD + UNCERTAIN)
    other = replace(NETWORK, name="other", zones=NETWORK.zones[::-1])
    with pytest.raises(DemandError) as caught:
        central(demand, other)
    assert caught.value.render("nl") == "zone west hoort bij een ander net dan other."


def test_a_step_takes_time(tmp_path: Path) -> None:
    with pytest.raises(DemandError, match="more than 0 s"):
        central(demand_of(tmp_path, HEAD + UNCERTAIN), NETWORK, step_s=0)
