# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.capability.assistance.situations import line, situation, source
from weerbaar.base import Uniform
from weerbaar.capability.assistance.planning import plan_assistance
from weerbaar.capability.assistance.situation import BASIC, RIOT, Line, Situation
from weerbaar.capability.assistance.what_if import (
    break_even_words,
    breaking_point,
    hottest,
    odds_of_shortage,
    one_platoon_more,
    variants,
    without_parties,
)


def town(officers: int = 200, platoons: int = 4) -> Situation:
    sources = (
        source("me", "police", 0, platoons, 50, ("riot",), 1, from_duty=True),
        source("k", "kmar", 0, 1, 50, ("riot",), 1),
    )
    lines = (line(0, 0, BASIC, 80), Line(0, 0, RIOT, variants=(1, 4, 6)))
    return situation([[officers]], lines, sources)


def test_basic_care_breaks_after_as_many_platoons_as_there_are_spare_fifties() -> None:
    """200 officers and 80 needed leave 120: two platoons of 50, and one of the marechaussee."""
    found = breaking_point(town())
    assert found is not None
    assert (found.platoons, found.demanded, found.proven) == (3, 4, True)
    assert "3 ME-pelotons" in break_even_words(found, town()).nl
    lower = breaking_point(replace(town(), basic_floor=0.5))
    assert lower is not None
    assert lower.platoons == 4


def test_basic_care_can_be_broken_before_anything_happens() -> None:
    found = breaking_point(town(officers=50))
    assert found is not None
    assert found.platoons is None
    assert "Ook zonder onlusten" in break_even_words(found, town()).nl
    assert breaking_point(situation([[5]], (line(0, 0, BASIC, 3),))) is None


def test_one_platoon_more_is_worth_its_shift() -> None:
    plan, more = plan_assistance(town()), one_platoon_more(town(), priority="basic", without=())
    assert more is not None
    assert plan.value("riot-shortage") - more.riot_h == 8.0
    assert one_platoon_more(situation([[5]], (line(0, 0, BASIC, 3),)), priority="basic", without=()) is None


def test_without_a_party_its_platoon_is_missing() -> None:
    found = {o.code: o.riot_h for o in without_parties(town(), priority="basic", without=("defence",))}
    assert found["without-kmar"] == 16.0
    assert found["without-private"] == 8.0
    assert "without-defence" not in found


def test_variants_are_planned_anew() -> None:
    assert [(o.code, o.riot_h) for o in variants(town(), priority="basic", without=())] == [
        ("low", 0.0),
        ("expected", 8.0),
        ("high", 24.0),
    ]
    assert hottest(town(), town().demand()) == 0


def test_odds_of_three_variants_are_their_shares() -> None:
    plan = plan_assistance(town())
    odds = odds_of_shortage(plan, draws=20_000, seed=1)
    assert odds.cell[0, 0, RIOT] == pytest.approx(0.75, abs=4 * 0.0031)
    assert odds.cell[0, 0, BASIC] == 0
    assert odds.standard_error[RIOT] == pytest.approx(0.0031, abs=2e-4)
    again = odds_of_shortage(plan, draws=20_000, seed=1)
    assert np.array_equal(odds.cell, again.cell)


def test_lines_that_hang_together_fail_together() -> None:
    wide = Uniform(distribution="uniform", low=0, high=100)
    made = situation([[50], [50]], (Line(0, 0, BASIC, amount=wide), Line(1, 0, BASIC, amount=wide)))
    apart = odds_of_shortage(plan_assistance(made, variant="expected"), draws=20_000, seed=1)
    bound = odds_of_shortage(plan_assistance(replace(made, dependence=1.0)), draws=20_000, seed=1)
    assert apart.anywhere[BASIC] == pytest.approx(0.75, abs=0.015)
    assert bound.anywhere[BASIC] == pytest.approx(0.5, abs=0.015)
