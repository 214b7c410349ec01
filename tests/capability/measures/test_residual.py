# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capability.measures.proposals import flat_terms, measure
from weerbaar.assessment import RiskTerms
from weerbaar.capability.measures import CostDraws, Interaction, MeasureDraws, Taken, remaining_risk
from weerbaar.capability.measures.residual import interaction_shares, remaining_terms, sum_of

YEARS = (2014, 2015)


def taken(
    id_: str,
    rate: dict[int, float] | None = None,
    value: dict[int, list[float]] | None = None,
    lead: float = 0.0,
    start: int = 2014,
) -> Taken:
    draws = 3
    return Taken(
        MeasureDraws(
            measure(id_),
            {s: np.full(draws, f) for s, f in (rate or {}).items()},
            {s: np.repeat(np.array(f)[:, None], draws, axis=1) for s, f in (value or {}).items()},
            np.full(draws, lead),
            CostDraws(np.zeros(draws), np.zeros(draws)),
        ),
        start,
    )


def terms() -> RiskTerms:
    return flat_terms([0.1, 0.02], [[0.2, 0.4], [1.0, 0.0]], [0.75, 0.25])


def pair(first: str, second: str, kind: str, share: float = 0.5, scenario: str = "s0") -> Interaction:
    return Interaction.model_validate({"measures": [first, second], "scenario": scenario, "kind": kind, "share": share})


def risk(
    found: list[Taken], interactions: list[Interaction] | None = None, weights: np.ndarray | None = None
) -> np.ndarray:
    pairs = interactions or []
    return remaining_risk(terms(), found, pairs, interaction_shares(pairs, 3, 1), YEARS, weights)


def test_nothing_taken_leaves_everything() -> None:
    assert risk([])[:, 1, 0] == pytest.approx([0.1 * (0.75 * 0.2 + 0.25 * 0.4), 0.02 * 0.75])


def test_by_hand_a_share_of_the_rate_and_of_one_criterion() -> None:
    both = taken("a", {0: 0.5}, {0: [0.0, 0.2]}, lead=1.5)
    left = risk([both])
    first = 0.1 * (0.75 * 0.2 + 0.25 * 0.4)
    # In 2015 it works half of the year: 0.25 of criterion 0, and half of 1 - 0.5 * 0.8 = 0.6 of criterion 1.
    second = 0.1 * (0.75 * 0.2 * (1 - 0.25) + 0.25 * 0.4 * (1 - 0.3))
    assert left[0, :, 0] == pytest.approx([first, second])
    assert left[1, :, 0] == pytest.approx([0.015, 0.015])


def test_other_weights_use_the_same_terms() -> None:
    left = risk([taken("a", {0: 0.5})], weights=np.array([0.0, 1.0]))
    assert left[:, 0, 0] == pytest.approx([0.5 * 0.1 * 0.4, 0.0])


def test_measures_multiply() -> None:
    left = risk([taken("a", {0: 0.5}), taken("b", {0: 0.2}), taken("c", {1: 0.3})])
    assert left[:, 0, 1] == pytest.approx([0.4 * 0.025, 0.7 * 0.015])


def test_an_overlap_of_all_leaves_the_larger_and_of_half_lies_between() -> None:
    two = [taken("a", {0: 0.5}), taken("b", {0: 0.2})]
    assert risk(two, [pair("a", "b", "overlap", 1.0)])[0, 0, 0] == pytest.approx(0.5 * 0.025)
    assert risk(two, [pair("b", "a", "overlap", 0.5)])[0, 0, 0] == pytest.approx(0.5 * 0.8**0.5 * 0.025)
    assert risk(two, [pair("a", "b", "overlap", 1.0, "s1")])[0, 0, 0] == pytest.approx(0.4 * 0.025)


def test_a_synergy_adds_a_part_of_the_smaller() -> None:
    two = [taken("a", {0: 0.5}), taken("b", {0: 0.2})]
    assert risk(two, [pair("a", "b", "synergy", 0.5)])[0, 0, 0] == pytest.approx(0.5 * 0.8**1.5 * 0.025)
    assert risk(two[:1], [pair("a", "b", "synergy", 0.5)])[0, 0, 0] == pytest.approx(0.5 * 0.025)


def test_only_touched_scenarios_are_given() -> None:
    left = remaining_terms(terms(), [taken("c", {1: 0.3})], [], [], YEARS)
    assert list(left) == [1]
    assert left[1].shape == (1, 2, 3)


def test_shares_belong_to_the_pair_whatever_its_order() -> None:
    span = {"distribution": "uniform", "low": 0, "high": 1}
    one, other = (
        Interaction.model_validate({"measures": list(m), "scenario": "s0", "kind": "synergy", "share": span})
        for m in (("a", "b"), ("b", "a"))
    )
    first, second = interaction_shares([one, other], 20, 5)
    assert np.array_equal(first, second)
    assert interaction_shares([pair("a", "b", "overlap", 0.3)], 2, 1)[0] == pytest.approx([-0.3, -0.3])


def test_sum_of_arrays_that_broadcast() -> None:
    assert sum_of({"a": np.ones((1, 2)), "b": np.ones((3, 2))}).tolist() == [[2, 2]] * 3


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.floats(0, 0.99), st.floats(0, 0.99), st.integers(2014, 2015)), min_size=1, max_size=4),
    st.floats(0, 1 / 3),
)
def test_a_measure_more_never_raises_the_risk(found: list[tuple[float, float, int]], share: float) -> None:
    """Overlaps of one measure add up to 1 at most, as the file must say."""
    all_of_them = [taken(f"m{i}", {0: r}, {0: [v, 0.0]}, start=y) for i, (r, v, y) in enumerate(found)]
    names = [t.draws.measure.id for t in all_of_them]
    pairs = [pair(a, b, "overlap", share) for a, b in itertools.combinations(names, 2)]
    before = risk([], pairs)
    for k in range(1, len(all_of_them) + 1):
        after = risk(all_of_them[:k], pairs)
        assert np.all(after <= before + 1e-15)
        before = after
