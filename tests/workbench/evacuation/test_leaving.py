# SPDX-License-Identifier: EUPL-1.2
"""Who leaves comes from the network, from people per zone, or from a demand file."""

from __future__ import annotations

import pytest

from tests.workbench.evacuation.places import VEHICLES, village_file
from weerbaar.base import InputError
from weerbaar.evacuation.network import example
from weerbaar.workbench.evacuation.kept_network import Kept
from weerbaar.workbench.evacuation.leaving import demand_of, demand_text, departures_of
from weerbaar.workbench.evacuation.reading import read_upload

PEOPLE = {"people": {"dorp": 2500.0}, "hour": 12.0, "season": "winter"}


@pytest.fixture
def village() -> Kept:
    """A network that states who leaves."""
    return read_upload("dorp.json", village_file())[0]


def test_the_network_states_it(village: Kept) -> None:
    assert departures_of("plan", {}, village).total_veh == pytest.approx(VEHICLES)
    with pytest.raises(InputError, match="does not say who leaves"):
        demand_of("plan", {}, Kept(example("zeeland").network))


def test_people_leave_in_cars(village: Kept) -> None:
    found = departures_of("plan", PEOPLE, village)
    assert 0.5 * 2500 < found.people <= 2500
    assert found.total_veh < found.people


def test_a_file_says_the_same(village: Kept) -> None:
    text = demand_text("plan", PEOPLE)
    assert demand_text("plan", {"text": text}) == text
    assert departures_of("plan", {"text": text}, village).total_veh == departures_of("plan", PEOPLE, village).total_veh


def test_a_mistake_is_told_with_its_line(village: Kept) -> None:
    text = demand_text("plan", {**PEOPLE, "people": {"elders": 10.0}})
    with pytest.raises(InputError) as found:
        demand_of("plan", {"text": text}, village)
    assert found.value.problems[0].value == "elders"
    assert found.value.problems[0].line == text.splitlines().index("  - zone: elders") + 1
