# SPDX-License-Identifier: EUPL-1.2
"""What threatens zones: typed, from a table or from a flood; a variant has that of the plan it is based on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from django.http import HttpRequest

from weerbaar.base import InputError
from weerbaar.evacuation.flood import Exposure, mortality
from weerbaar.workbench.evacuation import aid_verbs, threats, verbs
from weerbaar.workbench.evacuation.models import Plan, Threat
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.threats import (
    first_hour,
    fleet_of,
    perils_of,
    problems_of,
    read_fleet,
    read_table,
    threat_of,
    zones_in,
)
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
NAN = float("nan")


def test_a_zone_has_its_own_hour_and_chance_or_those_of_all(town: Plan) -> None:
    network = network_of(town.network).network
    threat = Threat(before_h=12.0, risk=0.1, zones={"dijk": {"before_h": 6.0, "risk": 0.0}})
    perils = {peril.zone: (peril.before_h, peril.risk) for peril in perils_of(threat, network)}
    assert perils == {"dorp": (12.0, 0.1), "dijk": (6.0, 0.0)}
    assert first_hour(perils_of(threat, network)) == 6.0
    alone = perils_of(Threat(zones={"dijk": {"before_h": 3.0, "risk": None}}), network)
    assert [(peril.zone, peril.before_h, peril.risk) for peril in alone] == [("dijk", 3.0, None)]
    for nothing in (None, Threat(risk=0.5)):
        with pytest.raises(InputError, match="of no zone"):
            perils_of(nothing, network)


def test_a_variant_inherits_threat_and_means_until_it_gets_its_own(
    town: Plan, request_: HttpRequest, round_: Round, fleet: str
) -> None:
    aid_verbs.save_threat(request_, round_, town, before_h=6.0, risk=0.1, zones={})
    aid_verbs.save_fleet(request_, round_, town, content=fleet)
    variant, _ = verbs.make_variant(request_, round_, town, kind="closure", link="1")
    own = threat_of(town)
    assert threat_of(variant) == own
    assert fleet_of(variant) == fleet_of(town)
    made = aid_verbs.save_threat(request_, round_, variant, before_h=2.0, risk=None, zones={})
    assert threat_of(variant) == made
    assert threat_of(town) == own
    Plan.objects.filter(pk=town.pk).update(level=3)
    variant.refresh_from_db()
    assert fleet_of(variant) is None


def test_a_zone_is_too_late_at_its_first_water_and_its_chance_counts_who_stays_dry() -> None:
    exposure = Exposure(
        scenario="doorbraak",
        zones=("dorp", "dijk", "hoog"),
        zone=np.array([0, 0, 1]),
        people=np.array([300.0, 100.0, 50.0]),
        depth_m=np.array([1.0, 3.0, 2.0]),
        arrival_s=np.array([7200.0, 3600.0, NAN]),
        rise_m_s=np.zeros(3),
        velocity_m_s=np.zeros(3),
        breach_possible=np.zeros(3, bool),
        dry_people=np.array([600.0, 0.0, 10.0]),
        outside_people=np.zeros(3),
    )
    found = zones_in(exposure, 24.0)
    share = mortality([1.0, 3.0, 2.0], 0.0, 0.0, breach_possible=False)
    middle = (share.low + share.high) / 2
    assert list(found) == ["dorp", "dijk"]
    assert (found["dorp"]["before_h"], found["dijk"]["before_h"]) == (25.0, 24.0)
    assert found["dorp"]["risk"] == pytest.approx((300 * middle[0] + 100 * middle[1]) / 1000, rel=0.005)
    assert found["dijk"]["risk"] == pytest.approx(middle[2], rel=0.005)


def test_a_table_is_held_against_the_zones_of_the_network(town: Plan) -> None:
    network = network_of(town.network).network
    found = read_table("dreiging.csv", b"zone;before_h;risk\ndorp;10,5;0,02\ndijk;4;\n", network)
    assert found == {"dorp": {"before_h": 10.5, "risk": 0.02}, "dijk": {"before_h": 4.0, "risk": None}}
    with pytest.raises(InputError) as wrong:
        read_table("dreiging.csv", b"zone;before_h\nelders;3\ndorp;nooit\n", network)
    assert sorted(problem.line or 0 for problem in wrong.value.problems) == [2, 3]


def test_means_are_held_against_the_network_too(town: Plan, fleet: str) -> None:
    network = network_of(town.network).network
    found = read_fleet(fleet.replace("\n", "\r\n"), network)
    assert [(one.id, one.number) for one in found.means] == [("bussen", 2), ("zieken", 1)]
    with pytest.raises(InputError, match="maan"):
        read_fleet(fleet.replace("{brug: brug}", "{brug: maan}"), network)


def test_what_is_too_large_is_not_read(town: Plan, fleet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    network = network_of(town.network).network
    monkeypatch.setattr(threats, "LARGEST", len(fleet) - 1)
    with pytest.raises(InputError, match="too large"):
        read_fleet(fleet, network)
    with pytest.raises(InputError, match="too large"):
        read_table("dreiging.csv", b" " * len(fleet), network)


@pytest.mark.parametrize(
    ("before_h", "risk", "zones", "fields"),
    [
        (1000.0, 1.0, {"dijk": {"before_h": 0.1, "risk": 0.0}}, []),
        (None, None, {"dijk": {"before_h": 1.0}}, []),
        (None, 0.5, {"dijk": {"risk": 0.5}}, ["before_h"]),
        (0.0, NAN, {}, ["before_h", "risk"]),
        (1001.0, 1.1, {"maan": {"risk": 2.0}}, ["before_h", "risk", "zone", "maan.risk"]),
        (None, None, {"dijk": {"before_h": -1.0}}, ["dijk.before_h"]),
    ],
)
def test_every_mistake_in_a_threat_at_once(
    town: Plan, before_h: float | None, risk: float | None, zones: dict[str, Any], fields: list[str]
) -> None:
    found = problems_of(before_h, risk, zones, network_of(town.network).network)
    assert [problem.field for problem in found] == fields
