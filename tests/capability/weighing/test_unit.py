# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from tests.capability.measures.proposals import flat_terms
from weerbaar.capability.weighing.unit import risk_unit


def test_a_point_is_the_highest_score_once_in_a_thousand_years() -> None:
    terms = flat_terms([1 / 1000], [[1.0]], [1.0])
    unit = risk_unit(terms)
    assert (unit.factor * terms.risk())[0, 0] == 1.0
    assert unit.words(0.2134, "nl") == "0,21 risicopunt"
    assert unit.words(2.5, "nl") == "2,5 risicopunten"
    assert unit.words(0.2134, "en", 1) == "0.2 risk points"
    assert unit.span(0.0312, 0.9, "nl") == "0,031 tot 0,90 risicopunt"


def test_a_sum_in_euro_stays_euro() -> None:
    unit = risk_unit(flat_terms([0.1], [[5e6]], [1.0], euro=True))
    assert unit.factor == 1.0
    assert unit.words(3.14e6, "nl") == "€ 3,1 miljoen"
    assert unit.span(1e6, 2e6, "en") == "€ 1.0 million to € 2.0 million"
