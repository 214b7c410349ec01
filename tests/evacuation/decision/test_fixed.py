# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.evacuation.decision.threats import chain, option
from weerbaar.evacuation.decision import decide_when, fixed_decisions

NONE = option("nothing", (100, 100), (0, 0))


def test_each_option_at_each_moment_beside_the_best_by_hand() -> None:
    """The best waits a day and loses 35; a life counts as 1."""
    best = decide_when(chain(), (option("leave", (0, 10), (60, 60)),), NONE, 1.0)
    early, late = fixed_decisions(best)
    assert (early.hours_before, early.decision.nl) == (48, "leave")
    # 60 against 100 lives: it pays from a chance of 0.6; in vain half of the time.
    assert (early.pays_from, early.deaths, early.cost_eur) == pytest.approx((0.6, 0, 60))
    assert (early.false_alarm, early.extra_loss_eur) == pytest.approx((0.5, 60 - 35))
    assert (late.pays_from, late.deaths, late.extra_loss_eur) == pytest.approx((60 / 90, 5, 65 - 35))


def test_what_costs_more_than_it_saves_never_pays() -> None:
    useless = option("useless", (100, 100), (1, 1))
    dear = option("dear", (0, 0), (101, 101))
    best = decide_when(chain(), (useless, dear), NONE, 1.0)
    assert [one.pays_from for one in fixed_decisions(best)] == [None] * 4
    assert min(one.extra_loss_eur for one in fixed_decisions(best)) >= 0
