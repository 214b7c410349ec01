# SPDX-License-Identifier: EUPL-1.2
"""What a measure costs, in words."""

from __future__ import annotations

from weerbaar.base import Point, Uniform
from weerbaar.capability.measures import Cost
from weerbaar.report.capability_words import NO_BREAK
from weerbaar.report.cost_words import cost_words, range_words


def test_once_and_yearly_each_with_the_5_and_95_percent_quantile() -> None:
    cost = Cost(one_off_eur=Uniform(distribution="uniform", low=0, high=1_000_000), yearly_eur=Point(value=120_000))
    assert cost_words(cost, "nl").replace(NO_BREAK, " ") == "eenmalig € 50.000 tot € 950.000; per jaar € 120.000"
    assert cost_words(cost, "en").replace(NO_BREAK, " ") == "€ 50,000 to € 950,000 once; € 120,000 a year"


def test_a_measure_that_costs_nothing_says_so() -> None:
    assert cost_words(Cost(yearly_eur=Point(value=0)), "nl") == "geen"
    assert cost_words(Cost(yearly_eur=Point(value=0)), "en") == "none"


def test_two_amounts_that_look_alike_are_one() -> None:
    assert range_words(1_001, 1_002, "nl").replace(NO_BREAK, " ") == "€ 1.000"
