# SPDX-License-Identifier: EUPL-1.2
"""What came of studies as a page shows it: hours beside the bound, curves, bottlenecks and queues."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from weerbaar.base import Text, percentage
from weerbaar.workbench.capabilities.drawing import Drawn
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.study_run import Worked
from weerbaar.workbench.evacuation.wording import hours, roughly, vehicles
from weerbaar.workbench.results.drawing import drawn
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.evacuation.network import RoadNetwork
    from weerbaar.evacuation.study import Study
    from weerbaar.figures import Figure, Width

_MOST_ROWS = 25
_SAME = 0.005
SHARES: tuple[tuple[str, Text], ...] = (
    ("t50_h", Text(nl="de helft veilig", en="half of all safe")),
    ("t90_h", Text(nl="90% veilig", en="90% safe")),
    ("t99_h", Text(nl="99% veilig", en="99% safe")),
    ("last_h", Text(nl="iedereen veilig", en="everybody safe")),
)


@dataclass(frozen=True)
class Told:
    """A plan with what came of it.

    Attributes:
        plan: as it is now.
        result: name of the result file, which never changes.
        worked: what came of it.
    """

    plan: Plan
    result: str
    worked: Worked

    def study(self) -> Study:
        """Return the study again."""
        return self.worked.study(network_of(self.plan.network).network)


def curves_of(several: Sequence[Told]) -> Drawn:
    """Return how many people are safe by when, of 1 to 4 plans in one drawing, with what no plan can beat."""
    from weerbaar.figures import evacuation_curve

    return _drawn("curve", several, evacuation_curve)


def comparison_of(several: Sequence[Told]) -> Drawn:
    """Return the hours of plans under each other."""
    from weerbaar.figures import plan_comparison

    return _drawn("comparison", several, plan_comparison)


def _drawn(kind: str, several: Sequence[Told], draw: Callable[..., Figure]) -> Drawn:
    """A figure in two widths, drawn once for these results, names and this language."""
    lang = language()
    names = [one.plan.title for one in several]
    studies = cache(lambda: [one.study() for one in several])

    def one(width: Width) -> Figure:
        key = (kind, *(told.result for told in several), *(name.in_(lang) for name in names), lang, width)
        return drawn(key, lambda: draw(studies(), lang, width, names=names))

    return Drawn(one("screen"), one("phone"))


def shown_result(worked: Worked, network: RoadNetwork) -> dict[str, Any]:
    """Return a study for its page, with the network that it was made over."""
    result = worked.result
    bound = result["bound"]
    return {
        "vehicles": vehicles(result["vehicles"]),
        "people": roughly(result["people"]),
        "clearance": clearance_rows(worked),
        "bottlenecks": [
            {
                "kind": say("uitgang", "exit") if one.kind == "exit" else say("weg", "road"),
                "name": one.name,
                "hours": hours(one.hours),
                "vehicles": vehicles(one.vehicles),
            }
            for one in (worked.bound.bottlenecks[:_MOST_ROWS] if worked.bound else ())
        ],
        "until_last": worked.until_last,
        "queues": [
            {
                "link": row["link"],
                "name": row["name"],
                "longest": vehicles(row["longest_veh"]),
                "at": hours(row["longest_at_h"]),
            }
            for row in result["queues"][:_MOST_ROWS]
        ],
        "exits": [
            {"exit": network.place(network.node_number[row["exit"]]), "vehicles": vehicles(row["vehicles_out"][-1])}
            for row in result["arrivals"]["per_exit"]
            if row["vehicles_out"][-1] >= 1
        ][:_MOST_ROWS],
        "stuck": vehicles(result["stuck_vehicles"]) if result["stuck_vehicles"] >= 1 else "",
        "warnings": [Text(nl=row["nl"], en=row["en"]) for row in result["warnings"]],
        "record": worked.record.id,
        "source": result["network"]["source"],
        "has_bound": bound is not None,
        "directed": worked.plan is not None,
    }


def clearance_rows(worked: Worked) -> list[dict[str, Any]]:
    """Return hours until shares are safe, each beside the bound and how much longer it takes."""
    own, bound = worked.result["clearance"], worked.result["bound"]
    rows = []
    for name, words in SHARES:
        mine, least = own[name], None if bound is None else bound["clearance"][name]
        more = ""
        if mine is not None and least:
            longer = mine / least - 1
            more = say("even lang", "the same") if longer < _SAME else percentage(longer, language())
        rows.append(
            {"words": words, "hours": hours(mine), "bound": "" if bound is None else hours(least), "more": more}
        )
    return rows
