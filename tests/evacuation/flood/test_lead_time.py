# SPDX-License-Identifier: EUPL-1.2
"""From an ensemble to who is out before the water, by lead time and strategy, and on to a decision."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tests.evacuation.study.two_ways import NETWORK, leaving
from weerbaar.base import Point, Uniform
from weerbaar.evacuation.decision.options import Leaving, preventive
from weerbaar.evacuation.flood import FractionError, Phases, by_lead_time, curve_of_ensemble, fraction
from weerbaar.evacuation.flow import bound
from weerbaar.evacuation.study import Ensemble, Settings, make_ensemble, strategies

VEHICLES = 6000
LEAD_H = (0.5, 1.5, 2.5, 6.0)
AT_ONCE = Phases(detection_h=Point(value=0), decision_h=Point(value=0), warning_h=Point(value=0))
SLOWLY = Phases(
    detection_h=Point(value=0),
    decision_h=Uniform(distribution="uniform", low=0.2, high=0.8),
    warning_h=Point(value=0.5),
)


@cache
def ensembles() -> dict[str, Ensemble]:
    departures = leaving(VEHICLES)
    settings = strategies(NETWORK, bound(NETWORK, departures), Settings(bin_s=300), setup_s=600)
    return {name: make_ensemble(NETWORK, departures, one, 16, 1) for name, one in settings.items()}


def test_the_curve_is_that_of_the_members() -> None:
    ensemble = ensembles()["managed"]
    curve = curve_of_ensemble(ensemble)
    assert curve.n_draws == 16
    assert curve.out[-1] == pytest.approx(1.0)
    half = [np.interp(0.5, curve.out[:, at], curve.times_s) / 3600 for at in range(16)]
    # Straight between the moments of the ensemble.
    assert half == pytest.approx(ensemble.t50_h, abs=0.05)
    assert np.all(curve.departed >= curve.out - 1e-6)


def test_who_does_not_go_is_never_out() -> None:
    whole = ensembles()["free"]
    some = Ensemble(**{**vars(whole), "going": np.full(16, 0.6)})
    assert curve_of_ensemble(some).out == pytest.approx(0.6 * curve_of_ensemble(whole).out)


def test_more_time_and_more_direction_bring_more_people_out() -> None:
    found = by_lead_time(ensembles(), LEAD_H, AT_ONCE, 0)
    assert found.strategies == ("free", "managed", "contraflow")
    assert found.out_share.shape == (3, 4, 16)
    assert np.all(np.diff(found.out_share, axis=1) >= 0)
    # 3,000 veh/h over both ways, with the lanes of one other direction 3,975; six hours is enough for all.
    expected = found.expected()
    assert expected[1, 1] == pytest.approx(1.5 * 3000 * 0.92 / 6000, abs=0.08)
    assert expected[2, 1] > expected[1, 1] + 0.1
    assert expected[:, 3] == pytest.approx(1.0)
    low, high = found.quantiles([0.1, 0.9])
    assert np.all(low <= high)
    assert low[1, 1] < expected[1, 1] < high[1, 1]


def test_it_is_the_fraction_of_each_ensemble_with_the_same_phases() -> None:
    found = by_lead_time(ensembles(), LEAD_H, SLOWLY, 3)
    for name, ensemble in ensembles().items():
        alone = fraction(curve_of_ensemble(ensemble), np.array(LEAD_H), SLOWLY, 3)
        assert found.of(name).tobytes() == alone.tobytes()
    later = by_lead_time(ensembles(), LEAD_H, SLOWLY, 3, arrival_s=1800.0)
    assert np.all(later.out_share >= found.out_share)
    assert np.any(later.out_share > found.out_share)


def test_feeds_a_decision() -> None:
    found = by_lead_time(ensembles(), LEAD_H, AT_ONCE, 0)
    option = preventive(Leaving(15_000, found.of("managed"), np.full(16, 0.01)), np.array(LEAD_H), 22.0, 3.0)
    assert option.deaths_if_flood == pytest.approx(150 * (1 - found.of("managed")))


def test_refuses_what_cannot_be() -> None:
    with pytest.raises(FractionError, match="for each strategy"):
        by_lead_time({}, LEAD_H, AT_ONCE, 0)
    fewer = make_ensemble(NETWORK, leaving(100), Settings(routing="nearest"), 4, 1)
    with pytest.raises(FractionError, match="as many members"):
        by_lead_time({**ensembles(), "nearest": fewer}, LEAD_H, AT_ONCE, 0)
    for wrong in ((2.0, 1.0), (-1.0, 2.0), (1.0, np.nan)):
        with pytest.raises(FractionError, match="ascend"):
            by_lead_time(ensembles(), wrong, AT_ONCE, 0)
