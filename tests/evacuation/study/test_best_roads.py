# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from tests.evacuation.study.two_ways import NETWORK
from weerbaar.evacuation.simulation import Closure, Contraflow, ExitClosure, Incident, Weather
from weerbaar.evacuation.study.best_roads import best_roads

SHORT = NETWORK.link_number["a>x"]


def _capacity(*measures) -> float:
    return float(best_roads(NETWORK, measures).capacity_veh_s[SHORT] * 3600)


def test_nothing_happens_without_measures() -> None:
    assert best_roads(NETWORK, ()) is NETWORK


def test_what_passes_is_forgotten_and_what_lasts_is_not() -> None:
    assert _capacity(Closure(link="a>x", to_s=600)) == pytest.approx(1500)
    assert _capacity(Closure(link="a>x")) == 0
    assert _capacity(Incident(link="a>x", remaining=0.4)) == pytest.approx(600)
    assert _capacity(Incident(link="a>x", remaining=0.4, from_s=60)) == pytest.approx(1500)
    assert _capacity(Weather(capacity=0.8)) == pytest.approx(1200)


def test_lanes_that_come_later_count_from_the_start() -> None:
    assert _capacity(Contraflow(link="a>x", opposite="x>a", setup_s=3600, gain=0.6)) == pytest.approx(1500 * 1.6)


def test_exits() -> None:
    closed = best_roads(NETWORK, (ExitClosure(exit="x"),))
    assert closed.exit_capacity_veh_s[np.flatnonzero(NETWORK.exits == NETWORK.node_number["x"])] == 0
