# SPDX-License-Identifier: EUPL-1.2
"""A managed plan as its people read it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.evacuation.routing.roads import even, roads
from weerbaar.evacuation.network import Zone
from weerbaar.evacuation.routing import explained, managed, posts, road_loads, setting_out

NETWORK = replace(
    roads([("s", "m", 60, 9), ("m", "x", 60, 1), ("m", "y", 600, 1)], ["x", "y"]),
    zones=(Zone("GM1", "Ergens", (0,), (1.0,)),),
)
BUSY = managed(NETWORK, even(NETWORK, "s", 4.0, 3600.0), reserve=0.0)
QUIET = managed(NETWORK, even(NETWORK, "s", 0.5, 3600.0), reserve=0.0)


def test_when_each_zone_sets_out() -> None:
    """4 veh/s ready for an hour, 2 veh/s leave: two hours; on average half an hour at home."""
    (place,) = setting_out(BUSY)
    assert (place.name, place.vehicles, place.from_s) == ("Ergens", 14400.0, 0.0)
    assert place.until_s == pytest.approx(7200.0, abs=300.0)
    assert place.rate_veh_h == pytest.approx(7200.0, rel=1e-4)
    assert place.wait_s == pytest.approx(1800.0, rel=0.01)


def test_where_people_are_sent() -> None:
    """At m half of 7,200 an hour go to y, though x is nearer."""
    (post,) = posts(BUSY)
    assert post.name == "m"
    assert post.sent_veh_h == pytest.approx(3600.0, rel=1e-3)
    assert [share for _, share in post.ways] == pytest.approx([0.5, 0.5], abs=1e-3)
    assert posts(QUIET) == ()


def test_what_each_road_takes() -> None:
    loads = road_loads(BUSY)
    assert loads[0].name == "s → m"
    assert {load.name: load.busy_veh_h for load in loads} == pytest.approx(
        {"s → m": 7200.0, "m → x": 3600.0, "m → y": 3600.0}, rel=1e-3
    )
    assert loads[1].share == pytest.approx(1.0, rel=1e-3)
    (first, second) = road_loads(QUIET)
    assert (first.busy_veh_h, first.quiet_veh_h, second.quiet_veh_h) == pytest.approx((0.0, 1800.0, 1800.0))


def test_in_words() -> None:
    busy = explained(BUSY)
    assert busy[0].nl == "De laatste vertrekt na 2,0 uur, uit Ergens."
    assert "0,5 uur" in busy[1].nl
    assert "0.5 hours" in busy[1].en
    assert "op 1 knooppunt over de wegen verdeeld" in busy[2].nl
    assert busy[3].en == "The posts that matter most: m."
    assert busy[4].nl.startswith("Drukste wegen (voertuigen per uur): s → m 7.200; ")
    assert explained(QUIET)[1].en == "Everybody takes the quickest road; nobody has to be sent."
    unphased = explained(managed(NETWORK, even(NETWORK, "s", 4.0, 3600.0), phase=False))
    assert any(text.nl.startswith("Tot het einde") for text in unphased)
    nobody = managed(NETWORK, even(NETWORK, "s", 0.0, 3600.0))
    assert [text.nl for text in explained(nobody)] == ["Er vertrekt niemand."]
    assert np.all(nobody.link_veh_s == 0)
