# SPDX-License-Identifier: EUPL-1.2
"""How far every node is from an exit, and who cannot get away."""

from __future__ import annotations

import numpy as np
import pytest

from tests.evacuation.flow.timed_nets import at_once, timed
from weerbaar.base import WeerbaarError
from weerbaar.evacuation.flow import NoWayOutError, bound, optimum
from weerbaar.evacuation.flow.ways import time_to_exit, ways_out


def test_the_quickest_open_way_counts() -> None:
    network = timed(
        [("a", "t", 9, 1), ("a", "t", 5, 1), ("a", "t", 1, 0), ("b", "a", 0, 1), ("t", "c", 1, 1), ("b", "u", 3, 1)],
        {"t": 1.0, "u": 0.0},
    )
    by_name = dict(zip(network.node_ids, time_to_exit(network), strict=True))
    assert by_name == {"a": 5, "t": 0, "b": 5, "c": np.inf, "u": np.inf}


def test_only_nodes_with_a_way_out_take_part() -> None:
    network = timed([("a", "t", 5, 1), ("t", "c", 1, 1), ("c", "d", 1, 1), ("a", "t", 1, 0)], {"t": 1.0})
    ways = ways_out(network, at_once(network, {"a": 3.0, "c": 0.0}))
    assert [network.node_ids[node] for node in ways.nodes] == ["a", "t"]
    assert ways.links.tolist() == [0]
    assert ways.number.tolist() == [0, 1, -1, -1]


def test_who_cannot_get_away_is_named_once() -> None:
    network = timed([("a", "t", 5, 1), ("t", "c", 1, 1), *[("c", f"d{at}", 1, 1) for at in range(6)]], {"t": 1.0})
    departures = at_once(network, {"a": 3.0, "c": 2.0} | {f"d{at}": 1.0 for at in range(6)})
    for verb in (bound, optimum):
        with pytest.raises(NoWayOutError) as error:
            verb(network, departures)
        assert error.value.nodes == ("c", "d0", "d1", "d2", "d3", "d4", "d5")
        assert error.value.vehicles == 8
        assert error.value.render("nl").startswith(
            "geen uitgang bereikbaar voor 8 voertuigen, vanaf knooppunt c, d0, d1, d2, d3 en nog 2."
        )


def test_a_network_without_exits_that_work() -> None:
    network = timed([("a", "t", 5, 1)], {"t": 0.0})
    with pytest.raises(NoWayOutError):
        ways_out(network, at_once(network, {"a": 3.0}))


def test_too_many_roads_are_refused_with_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weerbaar.evacuation.flow.ways.MOST_LINKS", 2)
    network = timed([("a", "b", 5, 1), ("b", "t", 5, 1), ("a", "t", 9, 0)], {"t": 1.0})
    assert bound(network, at_once(network, {"a": 3.0})).quickest_s > 0
    network = network.with_capacity(np.ones(3))
    for verb in (bound, optimum):
        with pytest.raises(WeerbaarError) as error:
            verb(network, at_once(network, {"a": 3.0}))
        assert error.value.render("nl").startswith("het net heeft 3 open wegen; een grens of beste stroom gaat tot 2.")
