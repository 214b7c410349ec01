# SPDX-License-Identifier: EUPL-1.2
"""Small evacuations and decisions to draw."""

from __future__ import annotations

from functools import cache

from tests.evacuation.decision.threats import chain, option
from tests.evacuation.study.two_ways import NETWORK, leaving
from weerbaar.evacuation.decision import Policy, decide_when, trade_off
from weerbaar.evacuation.study import Ensemble, Routing, Settings, Study, make_ensemble, make_study

NONE = option("nothing", (100, 100), (0, 0))
LEAVE = option("leave", (0, 10), (60e6, 60e6))


@cache
def study(routing: Routing = "nearest", *, with_bound: bool = True) -> Study:
    """3,000 vehicles leave a town with two ways; the short one carries 1,500 an hour."""
    return make_study(NETWORK, leaving(3000), Settings(routing=routing, bin_s=300, with_bound=with_bound))


@cache
def ensemble() -> Ensemble:
    """Some draws of the same."""
    return make_ensemble(NETWORK, leaving(3000), Settings(routing="nearest", bin_s=300), 8, 1)


def policy() -> Policy:
    """Wait a day, and leave if the forecast is high; a life counts as a million euros."""
    return decide_when(chain(), (LEAVE,), NONE, 1e6)


def steps() -> tuple[Policy, ...]:
    """Nothing, waiting, and not waiting."""
    return trade_off(chain(), (LEAVE,), NONE, (0.0, 1e6, 1e8))
