# SPDX-License-Identifier: EUPL-1.2
"""Closing in with planes: the bound holds when it is stopped early."""

from __future__ import annotations

import numpy as np
import pytest

from tests.capability.portfolio.small_problems import every_choice, random_family
from weerbaar.capability.portfolio.samples import Aim, closed_in


def test_stopped_early_the_bound_is_true_and_more_rounds_close_it() -> None:
    family = random_family(6, 4)
    best = max(family.values(np.array(x, dtype=float)).mean() for x in every_choice(family.base))
    share = np.full(4, 0.25)
    aim = Aim(lambda seen: float(seen.mean()), lambda x, both, seen: [family.tangent(share, x, both)])
    bounds = []
    for rounds in (1, 3, 200):
        found = closed_in(family, aim, [], gap=1e-6, slack=1e-9, rounds=rounds)
        assert found.value <= best + 1e-9
        assert found.bound >= best - 1e-6
        bounds.append(found.bound)
    assert bounds[0] >= bounds[1] >= bounds[2]
    assert found.value == pytest.approx(best, rel=1e-5)


def test_a_start_outside_the_rules_is_left_out() -> None:
    family = random_family(6, 4)
    aim = Aim(lambda seen: float(seen.mean()), lambda x, both, seen: [family.tangent(np.full(4, 0.25), x, both)])
    assert not family.base.bounded().use.dense().sum(axis=1)[0] <= family.base.bounded().bound[0]
    found = closed_in(family, aim, [np.ones(family.base.n)], gap=1e-6, slack=1e-9)
    assert tuple(int(v) for v in found.taken) in every_choice(family.base)
