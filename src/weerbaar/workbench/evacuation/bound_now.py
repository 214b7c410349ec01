# SPDX-License-Identifier: EUPL-1.2
"""What no plan can beat, on the page at once, while the simulation of a variant still waits or runs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from weerbaar.base import WeerbaarError, number
from weerbaar.workbench.evacuation.leaving import departures_of
from weerbaar.workbench.evacuation.measures import measures_of
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.results import SHARES
from weerbaar.workbench.evacuation.study_job import state_of
from weerbaar.workbench.evacuation.wording import hours
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.evacuation.flow import Bottleneck, Bound
    from weerbaar.evacuation.simulation import Clearance

MOST_LINKS = 3_000
"""Roads of a network of which the bound takes a second or two; a larger one waits for its study."""
_BIN_S = 1800.0
_MOST_ROADS = 5
_SAME_H = 0.05


def bound_now(plan: Plan) -> dict[str, Any] | None:
    """Return the bound of a plan beside that of the plan it is a variant of; None for a network that is too large.

    Returns:
        ``rows`` of hours, ``roads`` and exits that decide, or ``refused``: why there is no bound.
    """
    if plan.network.links > MOST_LINKS:
        return None
    base = plan.based_on
    comparable = base is not None and base.removed is None and base.network_id == plan.network_id
    try:
        before = _found(base) if base is not None and comparable else None
        own = _found(plan, before[0] if before else None)
    except WeerbaarError as error:
        return {"refused": error.message}
    rows = [
        {
            "words": words,
            "hours": hours(getattr(own[1], name)),
            "before": "" if before is None else hours(getattr(before[1], name)),
            "more": "" if before is None else _difference(getattr(own[1], name), getattr(before[1], name)),
        }
        for name, words in SHARES
    ]
    roads = [
        one.name if one.kind == "road" else say(f"uitgang {one.name}", f"exit {one.name}")
        for one in own[2][:_MOST_ROADS]
    ]
    return {"rows": rows, "roads": roads, "until_last": own[3], "base": base if before else None}


def _difference(own: float | None, before: float | None) -> str:
    if own is None or before is None:
        return ""
    if abs(own - before) < _SAME_H:
        return say("even lang", "the same")
    sign = "+" if own > before else "−"
    return f"{sign}{number(abs(own - before), language(), 1)} {say('uur', 'hours')}"


_Found = tuple["Bound", "Clearance", "tuple[Bottleneck, ...]", bool]


def _found(plan: Plan, start: Bound | None = None) -> _Found:
    return _worked_out(_Asked(plan, start))


class _Asked:
    """A plan that is known by all that its bound is made from."""

    def __init__(self, plan: Plan, start: Bound | None) -> None:
        self.plan, self.start, self._state = plan, start, state_of(plan)

    def __hash__(self) -> int:
        return hash(self._state)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._state == other._state


@lru_cache(maxsize=64)
def _worked_out(asked: _Asked) -> _Found:
    from weerbaar.evacuation.flow import bound, deciding
    from weerbaar.evacuation.study import best_roads, bound_clearance

    plan, kept = asked.plan, network_of(asked.plan.network)
    departures = departures_of(plan.name, plan.demand, kept)
    roads = best_roads(kept.network, measures_of(plan.measures, kept.network))
    # The proof goes on from that of the plan before, which is why what-if is quick.
    found = bound(roads, departures, bin_s=_BIN_S, start=asked.start)
    hours_ = bound_clearance(found.times_s, found.out_by_veh, departures.total_veh, found.quickest_s)
    return found, hours_, *deciding(roads, departures, found)
