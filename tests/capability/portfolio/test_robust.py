# SPDX-License-Identifier: EUPL-1.2
"""Core, borderline and never over many states, what is proven, and what so many states can say."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import assume, given, settings

from tests.capability.portfolio.small_problems import every_choice, literal_value, random_family, seeds
from weerbaar.capability.portfolio import Core, Limits, Problem, ProblemFamily, SparseRows, robust_core


@given(seeds)
@settings(max_examples=25)
def test_each_state_has_its_best_choice_and_what_is_proven_is_true(seed: int) -> None:
    family = random_family(seed, 5)
    choices = every_choice(family.base)
    assume(choices)
    core = robust_core(family, gap=1e-9)
    for k in range(5):
        worth = {x: literal_value(family.state(k), x) for x in choices}
        best = max(worth.values())
        assert core.value[k] == pytest.approx(best, rel=1e-8, abs=1e-9)
        assert core.bound[k] >= best - 1e-9
        for i in range(family.base.n):
            if core.proven[k, i]:
                other = [value for x, value in worth.items() if bool(x[i]) != core.taken[k, i]]
                assert max(other, default=-np.inf) < best


def three_options(weights: list[list[float]]) -> ProblemFamily:
    """Two of three: the first does good everywhere, the others each in one place."""
    base = Problem(
        ("dike", "pump", "sirens", "flags"),
        ("a", "b"),
        SparseRows.of_dense([[9.0, 9.0], [5.0, 0.0], [0.0, 5.0], [0.1, 0.1]]),
        limits=Limits.budget(np.ones(4), 2.0),
    )
    return ProblemFamily(base, len(weights), weight=np.array(weights))


def test_core_borderline_and_never_by_hand() -> None:
    core = robust_core(three_options([[1, 0.5], [1, 0.9], [0.2, 1], [1, 0.1]]))
    assert (core.core, core.borderline, core.never) == ((0,), (1, 2), (3,))
    assert core.share.tolist() == [1, 0.75, 0.25, 0]
    assert core.share_proven_in.tolist() == [1, 0.75, 0.25, 0]
    assert core.share_proven_out.tolist() == [0, 0.25, 0.75, 1]
    assert core.gap.max() <= 1e-3
    assert core.statement(0).nl == (
        "dike zit in de beste keuze van alle 4 toestanden, in 4 daarvan bewezen; met 95% zekerheid in meer dan 47,3% "
        "van alle denkbare."
    )
    assert core.statement(1).en == "pump is in the best choice of 3 of the 4 states, 75.0% (30.1% to 95.4%)."
    assert core.statement(3).en == (
        "flags is in the best choice of none of the 4 states, proven in 4 of them; with 95% confidence in less than "
        "52.7% of all conceivable ones."
    )


def test_a_tie_is_not_proven() -> None:
    core = robust_core(three_options([[1, 1]]))
    assert core.proven[0].tolist() == [True, False, False, True]


def test_wilson_interval_of_a_textbook() -> None:
    """Brown, Cai & DasGupta, Interval estimation for a binomial proportion, Statistical Science 16 (2001): Wilson's
    interval centres on (x + 1.92) / (n + 3.84)."""
    taken = np.zeros((50, 1), np.bool_)
    taken[:10] = True
    core = Core(("a",), taken, np.ones(50), np.ones(50), taken, 1e-3, np.ones(50, np.int64))
    low, high = core.interval()[0]
    assert (low + high) / 2 == pytest.approx((10 + 1.9207) / (50 + 3.8415), abs=1e-4)
    assert (low, high) == (pytest.approx(0.1124, abs=1e-4), pytest.approx(0.3304, abs=1e-4))


def test_rule_of_three() -> None:
    """Hanley & Lippman-Hand, If nothing goes wrong, is everything all right?, JAMA 249 (1983): 3/n."""
    taken = np.ones((1000, 1), np.bool_)
    core = Core(("a",), taken, np.ones(1000), np.ones(1000), taken, 1e-3, np.ones(1000, np.int64))
    assert 1 - core.interval()[0, 0] == pytest.approx(3 / 1000, rel=0.01)


def test_the_same_bytes_whoever_does_the_chunks() -> None:
    family = random_family(21, 60)
    alone = robust_core(family)
    seen: list[float] = []
    with ThreadPoolExecutor(3) as executor:
        together = robust_core(family, executor=executor, progress=seen.append)
    for name in ("taken", "value", "bound", "proven", "nodes"):
        assert getattr(alone, name).tobytes() == getattr(together, name).tobytes()
    assert seen == pytest.approx([1 / 3, 2 / 3, 1])
