# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.evacuation.flood import (
    EvacuationCurve,
    areas,
    areas_under,
    shipped_lead_times,
    water_of,
)
from weerbaar.evacuation.flood.held import held_against_published


def line(hours: float, most: float = 1.0) -> EvacuationCurve:
    """Everybody who goes sets out at once, and is out evenly over ``hours``."""
    out = np.array([[0.0], [most]]) * np.ones(50)
    return EvacuationCurve(np.array([0.0, hours * 3600]), out, np.maximum(out, most))


def test_municipalities_tell_which_rings_and_which_water() -> None:
    under = areas_under(["GM0654", "GM0664", "unknown"])
    assert [one.number for one, _ in under][:1] == ["30"]
    assert all(people > 0 for _, people in under)
    assert [people for _, people in under] == sorted((people for _, people in under), reverse=True)
    assert water_of(under) == "coast"
    assert water_of(areas_under(["elsewhere"])) is None
    # Most people count, not most areas.
    ring = {one.number: one for one in areas()}
    assert water_of([(ring["14"], 10.0), (ring["43"], 6.0), (ring["48"], 6.0)]) == "river"


def test_only_values_about_the_water_and_the_areas_count() -> None:
    coast = shipped_lead_times()["coast"]
    assert [one.value.id for one in held_against_published(line(60), coast, ["14"], 1)] == ["K01", "K04", "R01", "R02"]
    assert [one.value.id for one in held_against_published(line(60), coast, ["28"], 1)] == ["R02", "R04"]
    lake = held_against_published(line(60), shipped_lead_times()["lake"], [], 1)
    # Of lakes nothing was published but that they lie between; the bounds are derived, and say so.
    assert [(one.value.id, one.value.certainty) for one in lake] == [("K03", "derived")]
    assert held_against_published(line(60), shipped_lead_times()["tidal_river"], [], 1) == ()


def test_each_quantity_by_hand() -> None:
    """Rivers, 40 h to empty, 0.88 go; six hours on average for the decision and six for the warning."""
    found = {
        one.value.id: one for one in held_against_published(line(40, 0.88), shipped_lead_times()["river"], ["50"], 1)
    }
    # A day after the decision: 24 h less 3 to 9 h for the warning, of 40 h.
    assert found["R08"].found == pytest.approx(0.88 * 18 / 40, abs=0.02)
    assert found["R08"].distance == pytest.approx(0.64 - found["R08"].found)
    assert found["R07"].found == 0
    assert found["R03"].found == 1
    assert found["K02"].found == pytest.approx(0.85 * 0.88 * (36 / 40 + 3) / 4, abs=0.03)
    (empty,) = (
        one
        for one in held_against_published(line(40), shipped_lead_times()["river"], ["43"], 1)
        if one.value.id == "R25"
    )
    assert empty.found == pytest.approx((40 * 0.99 + 12) / 24)
    slow = {one.value.id: one for one in held_against_published(line(90, 0.88), shipped_lead_times()["river"], [], 1)}
    assert (slow["R03"].found, slow["R03"].distance) == (0, 1)
