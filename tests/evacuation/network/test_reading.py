# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from tests.evacuation.network.made_up_roads import roads
from weerbaar.base import Problem, Text
from weerbaar.evacuation.network import Reading, check_network


def test_a_reading_hands_its_vehicles_to_the_check() -> None:
    note = Problem("net", Text(nl="aangenomen.", en="assumed."), severity="warning")
    found = Reading(roads([("a", "b")], ["b"], ["a"]), np.array([np.nan]), (note,))
    assert [p.field for p in check_network(found.network, found.vehicles)] == ["zones[a].vehicles"]
    assert found.notes[0].render("en") == "net: assumed."
