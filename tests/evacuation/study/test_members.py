# SPDX-License-Identifier: EUPL-1.2
"""What is drawn for a member: in parts as in one go, and as often as its distribution says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.evacuation.demand.crossroads import crossroads, demand_of
from tests.evacuation.study.two_ways import NETWORK, leaving
from weerbaar.base import Point
from weerbaar.evacuation.routing import nearest_exit
from weerbaar.evacuation.simulation import simulate
from weerbaar.evacuation.study.members import Exposure, central_leaving, draw_leaving, draw_roads
from weerbaar.evacuation.study.uncertainty import shipped_uncertainty

DEMAND = """
zones:
  - {zone: west, residents: {distribution: uniform, low: 900, high: 1100}}
  - {zone: east, residents: 500}
"""


def _exposure() -> Exposure:
    return Exposure.of(simulate(NETWORK, leaving(3000), nearest_exit(NETWORK)))


def test_departures_as_stated_vary_as_people_heed_a_call_and_share_cars() -> None:
    members = list(draw_leaving(leaving(1000), NETWORK, 1, 0, 400))
    vehicles = np.array([one.departures.total_veh for one in members])
    # Heeding 0.65 to 0.82 around 0.735, people per car 2.2 to 3.2 around 2.6.
    assert np.median(vehicles) == pytest.approx(1000, rel=0.03)
    assert vehicles.min() > 1000 * 0.65 / 0.735 * 2.6 / 3.2 * 0.98
    assert vehicles.max() < 1000 * 0.82 / 0.735 * 2.65 / 2.2 * 1.02
    assert vehicles.std() > 50
    for one in members[:5]:
        assert one.going == pytest.approx(1.0)
    # People vary with who heeds, not with how full the cars are.
    people = np.array([one.people for one in members])
    assert people.max() / people.min() < 0.82 / 0.65 * 1.001


def test_a_member_depends_on_its_own_number_only() -> None:
    whole = [one.departures.total_veh for one in draw_leaving(leaving(1000), NETWORK, 7, 0, 6)]
    parts = [one.departures.total_veh for at in (0, 3) for one in draw_leaving(leaving(1000), NETWORK, 7, at, 3)]
    assert whole == parts
    assert len(set(whole)) == 6
    exposure = _exposure()
    first, again = (draw_roads(NETWORK, shipped_uncertainty(), exposure, 3000, 7, 4) for _ in range(2))
    assert first == again
    assert first != draw_roads(NETWORK, shipped_uncertainty(), exposure, 3000, 7, 5)


def test_people_who_stay_are_not_in_the_vehicles(tmp_path: Path) -> None:
    network = crossroads()
    demand = demand_of(tmp_path, "schema: 1\nname: proef\nhour: 12\nseason: summer\n" + DEMAND, network)
    middle = central_leaving(demand, network)
    assert middle.people == pytest.approx(1500)
    assert 0.4 < middle.going < 0.9
    for one in draw_leaving(demand, network, 3, 0, 4):
        assert one.departures.people == pytest.approx(one.going * one.people)


def test_incidents_come_with_the_distance_driven() -> None:
    exposure = _exposure()
    # 3,000 vehicles over 1 km: 3,000 vehicle km.
    assert exposure.cumulative[-1] == pytest.approx(3e6)
    rate = shipped_uncertainty().incidents_per_million_veh_km.model_copy(update={"range": Point(value=1000.0)})
    often = shipped_uncertainty().model_copy(update={"incidents_per_million_veh_km": rate})
    drawn = [draw_roads(NETWORK, often, exposure, 6000.0, 1, member) for member in range(300)]
    counts = np.array([len(one.incidents) for one in drawn])
    # Twice the vehicles, so 6,000 km at 1,000 per million: Poisson with mean 6.
    assert counts.mean() == pytest.approx(6, abs=0.6)
    assert counts.var() == pytest.approx(6, rel=0.3)
    incidents = [incident for one in drawn for incident in one.incidents]
    assert {incident.link for incident in incidents} == {"a>x"}
    assert {incident.remaining for incident in incidents} == {0.2, 0.0}
    assert np.mean([incident.remaining == 0.0 for incident in incidents]) == pytest.approx(0.2, abs=0.04)
    lasts = np.array([(one.to_s - one.from_s) / 60 for one in incidents])
    assert lasts.min() >= 10
    assert lasts.max() <= 110
    assert all(0 <= one.from_s <= exposure.times_s[-1] for one in incidents)


def test_one_weather_takes_capacity_and_speed() -> None:
    drawn = [draw_roads(NETWORK, shipped_uncertainty(), _exposure(), 3000, 1, member) for member in range(40)]
    capacity = [one.weather.capacity for one in drawn]
    speed = [one.weather.speed for one in drawn]
    assert np.argsort(capacity).tolist() == np.argsort(speed).tolist()
    assert 0.8 <= min(capacity) < max(capacity) <= 1
