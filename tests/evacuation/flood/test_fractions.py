# SPDX-License-Identifier: EUPL-1.2
"""Fractions of a small town by strategy, beside what its roads allow and what was published."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tests.evacuation.study.two_ways import NETWORK, leaving
from weerbaar.base import Point, Text
from weerbaar.evacuation.flood import (
    FRACTION_WORDS,
    REFERENCE,
    FractionError,
    Fractions,
    LeadTimes,
    Phases,
    areas,
    fractions_of,
    shipped_lead_times,
)
from weerbaar.evacuation.flood.fraction import LeadTime
from weerbaar.evacuation.flow import bound
from weerbaar.evacuation.study import Ensemble, Settings, make_ensemble, strategies

VEHICLES = 6000
LEAD_H = (1.0, 2.0, 8.0)
MEMBERS = 8
DAY_AHEAD = LeadTimes(
    water="river",
    unexpected=Point(value=0.2),
    classes=(LeadTime(name=Text(nl="een dag"), lead_h=Point(value=24), chance=1),),
    phases=Phases(detection_h=Point(value=0), decision_h=Point(value=0), warning_h=Point(value=0)),
    certainty="assumption",
    source=Text(nl="verzonnen"),
)
RING = {one.number: one for one in areas()}


@cache
def ensembles() -> dict[str, Ensemble]:
    departures = leaving(VEHICLES)
    base = Settings(routing="free-flow", bin_s=300)
    settings: dict[str, Settings] = {REFERENCE: base}
    settings.update(strategies(NETWORK, bound(NETWORK, departures), base, setup_s=600).items())
    return {name: make_ensemble(NETWORK, departures, one, MEMBERS, 1) for name, one in settings.items()}


def found(rings: tuple[str, ...] = ("50",), lead_times: LeadTimes = DAY_AHEAD) -> Fractions:
    departures = leaving(VEHICLES)
    under = [RING[number] for number in rings]
    return fractions_of(ensembles(), departures, bound(NETWORK, departures), lead_times, under, LEAD_H, 1)


def test_every_strategy_has_words_in_both_languages() -> None:
    assert list(FRACTION_WORDS) == [REFERENCE, "free", "managed", "contraflow"] == list(ensembles())
    assert all(words.nl and words.en for words in FRACTION_WORDS.values())


def test_fixed_routes_use_one_way_out_and_direction_uses_both() -> None:
    """1,500 vehicles an hour over the short way, 3,000 over both, less in bad weather; eight hours do for all."""
    shares = found().shares
    assert shares.lead_h.tolist() == list(LEAD_H)
    one_way, both = shares.of(REFERENCE).mean(-1), shares.of("managed").mean(-1)
    assert one_way[1] == pytest.approx(2 * 1500 * 0.92 / VEHICLES, abs=0.06)
    assert both[1] == pytest.approx(2 * 3000 * 0.92 / VEHICLES, abs=0.08)
    assert [one_way[2], both[2]] == pytest.approx([1, 1])


def test_the_limit_is_what_both_ways_let_through() -> None:
    limit = found().limit
    assert limit.shape == (len(LEAD_H), MEMBERS)
    assert limit[:, 0] == pytest.approx([0.5, 1, 1], abs=0.04)
    assert np.all(found().shares.of(REFERENCE) <= limit + 1e-6)


def test_over_all_lead_times_only_an_unexpected_flood_catches_people() -> None:
    """A day is enough for everybody; one flood in five comes without a warning."""
    fractions = found()
    assert set(fractions.expected) == set(ensembles())
    for expected in (*fractions.expected.values(), fractions.limit_expected):
        assert expected == pytest.approx(np.full(MEMBERS, 0.8))


def test_it_is_held_against_what_was_published_of_its_own_areas() -> None:
    ids = {ring: {one.value.id for one in found((ring,)).held} for ring in ("50", "43")}
    assert "R08" in ids["50"] - ids["43"]
    assert "R25" in ids["43"] - ids["50"]
    # By the reference strategy, and not by one that uses both ways.
    (empty,) = (one for one in found(("43",)).held if one.value.id == "R25")
    one_way, both = (np.median(ensembles()[name].t99_h) / 24 for name in (REFERENCE, "managed"))
    assert empty.found == pytest.approx(one_way, rel=0.02)
    assert empty.found > 1.5 * both
    assert [area.number for area in found().areas] == ["50"]
    assert found((), shipped_lead_times()["tidal_river"]).held == ()


def test_each_ensemble_leaves_its_record() -> None:
    assert [record.id for record in found().records] == [one.record.id for one in ensembles().values()]
    assert len({record.id for record in found().records}) == len(FRACTION_WORDS)


def test_lead_times_that_do_not_ascend_are_refused() -> None:
    departures = leaving(VEHICLES)
    with pytest.raises(FractionError, match="ascend"):
        fractions_of(ensembles(), departures, bound(NETWORK, departures), DAY_AHEAD, (), (2.0, 1.0), 1)
