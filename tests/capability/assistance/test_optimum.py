# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from itertools import count

import numpy as np
import pytest

from tests.capability.assistance.situations import random_situation
from weerbaar.capability.assistance.optimum import Reached, granule, lexicographic, settled
from weerbaar.capability.assistance.planning import SHORTAGES, _aims
from weerbaar.capability.assistance.programme import build


def test_granule_is_the_common_step() -> None:
    assert granule(np.array([0.0, 16, 8, 80])) == 8
    assert granule(np.array([0.0, 3, 2])) == 1
    assert granule(np.zeros(3)) == 1


def test_gap_is_relative_to_the_value() -> None:
    assert Reached("a", 10.0, 9.0, False).gap == pytest.approx(0.1)
    assert Reached("a", 0.0, 0.0, True).gap == 0


@pytest.mark.parametrize("seed", range(3))
def test_the_way_for_large_programmes_finds_the_same_optimum(seed: int) -> None:
    made = random_situation(seed, 4, 4, 15)
    programme = build(made, made.demand(), made.sources)
    aims = [a for a in _aims(made, programme, made.sources, "basic") if a.code in SHORTAGES]
    _, whole = lexicographic(programme, aims)
    _, parts = lexicographic(programme, aims, small=0)
    assert all(r.proven for r in (*whole, *parts))
    assert [r.value for r in parts] == pytest.approx([r.value for r in whole], abs=1e-5)


def test_for_large_programmes_the_true_optimum_of_every_aim_lies_between_bound_and_value() -> None:
    made = random_situation(7, 4, 3, 15)
    programme = build(made, made.demand(), made.sources)
    aims = _aims(made, programme, made.sources, "basic")
    _, whole = lexicographic(programme, aims)
    _, parts = lexicographic(programme, aims, small=0)
    assert all(r.proven for r in whole)
    for exact, found in zip(whole[:-1], parts[:-1], strict=True):
        assert found.bound - 1e-4 <= exact.value <= found.value + 1e-4


def test_without_time_the_gap_is_told_and_never_called_proven() -> None:
    made = random_situation(1, 5, 5, 30)
    programme = build(made, made.demand(), made.sources)
    aims = _aims(made, programme, made.sources, "basic")
    ticks = count(0, 1000)
    plan, reached = lexicographic(programme, aims, time_limit_s=1.0, clock=lambda: float(next(ticks)))
    assert [r.code for r in reached] == [a.code for a in aims]
    for r, aim in zip(reached, aims, strict=True):
        assert r.bound <= r.value + 1e-9
        assert float(aim.cost @ plan) <= r.value + 1e-6
        assert r.proven == (r.value - r.bound <= 1e-6 * max(1, r.value))


def test_shortages_follow_from_who_goes_where() -> None:
    made = random_situation(2, 2, 1, 0)
    programme = build(made, made.demand(), made.sources)
    plan = settled(programme, np.zeros(programme.columns))
    assert plan[programme.worst] == 1
    assert plan[programme.short : programme.worst].tolist() == [float(made.demand()[c]) for c in programme.cells]


def test_without_aims_nobody_goes_anywhere() -> None:
    made = random_situation(2, 2, 1, 0)
    programme = build(made, made.demand(), made.sources)
    plan, reached = lexicographic(programme, [])
    assert reached == ()
    assert plan[programme.worst] == 1
    assert not plan[: programme.short].any()
