# SPDX-License-Identifier: EUPL-1.2
"""Least regret against every choice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.capability.portfolio.small_problems import Features, every_choice, random_family, seeds
from weerbaar.capability.portfolio import Limits, Problem, ProblemFamily, SparseRows, least_regret, robust_core


@given(seeds, st.booleans())
@settings(max_examples=20)
def test_the_choice_is_sorry_the_least_of_all_choices(seed: int, relative: bool) -> None:
    family = random_family(seed, 5, Features(most_options=6))
    choices = every_choice(family.base)
    assume(choices)
    worth = np.array([family.values(np.array(x, dtype=float)) for x in choices])
    best = worth.max(axis=0)
    assume(not relative or np.all(best > 1e-3))
    unit = best if relative else np.ones(5)
    smallest = ((best - worth) / unit).max(axis=1).min()
    found = least_regret(family, robust_core(family, gap=1e-9), relative=relative, gap=1e-6)
    slack = 2e-6 * (1.0 if relative else np.abs(best).max()) + 1e-7
    assert found.largest == pytest.approx(smallest, abs=slack)
    assert found.at_least <= smallest + slack
    assert found.regret.max() == found.largest


def test_a_compromise_by_hand() -> None:
    """One of three measures; the third is second best in both states: regrets 10, 10 and 4."""
    base = Problem(
        ("dike", "pump", "both a little"),
        ("a", "b"),
        SparseRows.of_dense([[10.0, 0.0], [0.0, 10.0], [6.0, 6.0]]),
        limits=Limits.budget(np.ones(3), 1.0),
    )
    family = ProblemFamily(base, 2, weight=np.array([[1.0, 0.0], [0.0, 1.0]]))
    found = least_regret(family, robust_core(family, gap=1e-9))
    assert found.names == ("both a little",)
    assert found.regret == pytest.approx([4.0, 4.0])
    assert found.at_least == pytest.approx(4.0, abs=1e-3)
    share = least_regret(family, robust_core(family, gap=1e-9), relative=True)
    assert share.largest == pytest.approx(0.4)


def test_best_choices_of_other_states_are_refused() -> None:
    family = random_family(4, 5)
    with pytest.raises(ValueError, match="are of 3 states, not 5"):
        least_regret(family, robust_core(family.part(0, 3)))
