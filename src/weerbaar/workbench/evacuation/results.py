# SPDX-License-Identifier: EUPL-1.2
"""What came of a study as a page shows it: hours beside the bound, the curve, bottlenecks and queues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weerbaar.base import Text, number, percentage
from weerbaar.workbench.evacuation.study_run import Worked
from weerbaar.workbench.evacuation.wording import hours, roughly, vehicles
from weerbaar.workbench.shell.language import language, say

WIDTH, HEIGHT = 640.0, 320.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 74.0, 24.0, 16.0, 64.0
_TICKS = 5
_MOST_ROWS = 25
SHARES: tuple[tuple[str, Text], ...] = (
    ("t50_h", Text(nl="de helft veilig", en="half of all safe")),
    ("t90_h", Text(nl="90% veilig", en="90% safe")),
    ("t99_h", Text(nl="99% veilig", en="99% safe")),
    ("last_h", Text(nl="iedereen veilig", en="everybody safe")),
)


@dataclass(frozen=True)
class Tick:
    """A number along an axis: its place in pixels, as a drawing has it, and its words."""

    at: str
    words: str


@dataclass(frozen=True)
class Curve:
    """Share of the vehicles that is safe by the hour, in pixels of :data:`WIDTH` by :data:`HEIGHT`.

    Attributes:
        lines: points of each study, in order.
        bound: points of what no plan can beat; empty where it was not worked out.
        table: hours with the shares in words, for who does not see the drawing.
    """

    lines: tuple[str, ...]
    bound: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    table: tuple[tuple[str, ...], ...]
    left: str = f"{_LEFT:.0f}"
    right: str = f"{WIDTH - _RIGHT:.0f}"


def shown_result(worked: Worked) -> dict[str, Any]:
    """Return a study for its page."""
    result = worked.result
    bound = result["bound"]
    return {
        "vehicles": vehicles(result["vehicles"]),
        "people": roughly(result["people"]),
        "clearance": clearance_rows(worked),
        "curve": curve_of([worked]),
        "bottlenecks": [
            {
                "kind": say("uitgang", "exit") if row["kind"] == "exit" else say("weg", "road"),
                "name": row["name"],
                "hours": hours(row["hours"]),
                "vehicles": vehicles(row["vehicles"]),
            }
            for row in result["bottlenecks"][:_MOST_ROWS]
        ],
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
            {"exit": row["exit"], "vehicles": vehicles(row["vehicles_out"][-1])}
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
            more = percentage(max(0.0, mine / least - 1), language())
        rows.append(
            {"words": words, "hours": hours(mine), "bound": "" if bound is None else hours(least), "more": more}
        )
    return rows


def curve_of(several: list[Worked]) -> Curve:
    """Return the curves of studies in one drawing, with the bound where it is of one of them."""
    ends = [worked.result["arrivals"]["end_h"][-1] for worked in several]
    bound = _bound_from_start(several[0]) if len(several) == 1 else None
    last = max([*ends, 0.01])

    def points(times: list[float], out: list[float], total: float) -> str:
        return " ".join(
            f"{_LEFT + (WIDTH - _LEFT - _RIGHT) * min(at, last) / last:.1f},"
            f"{HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * min(1.0, veh / total):.1f}"
            for at, veh in zip(times, out, strict=True)
            if at <= last + 1e-9
        )

    lines = [
        points(worked.result["arrivals"]["end_h"], worked.result["arrivals"]["vehicles_out"], worked.result["vehicles"])
        for worked in several
    ]
    lang = language()
    decimals = 0 if last >= 2 * _TICKS else 1 if last >= 1 else 2
    return Curve(
        lines=tuple(lines),
        bound="" if bound is None else points(*bound, several[0].result["vehicles"]),
        across=tuple(
            Tick(f"{_LEFT + (WIDTH - _LEFT - _RIGHT) * at / _TICKS:.1f}", number(last * at / _TICKS, lang, decimals))
            for at in range(_TICKS + 1)
        ),
        up=tuple(
            Tick(f"{HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * at / 4:.1f}", percentage(at / 4, lang))
            for at in range(5)
        ),
        table=tuple(_table_row(several, last * at / 10) for at in range(11)),
    )


def _bound_from_start(worked: Worked) -> tuple[list[float], list[float]] | None:
    """Return hours and vehicles of what no plan can beat, from the start on, when nobody is safe yet."""
    bound = worked.result["bound"]
    return None if bound is None else ([0.0, *bound["end_h"]], [0.0, *bound["vehicles_out"]])


def _table_row(several: list[Worked], at_h: float) -> tuple[str, ...]:
    import numpy as np

    lang = language()
    shares = []
    for worked in several:
        arrivals = worked.result["arrivals"]
        out = float(np.interp(at_h, arrivals["end_h"], arrivals["vehicles_out"]))
        shares.append(percentage(min(1.0, out / worked.result["vehicles"]), lang))
    if len(several) == 1 and (bound := _bound_from_start(several[0])) is not None:
        most = float(np.interp(at_h, *bound))
        shares.append(percentage(min(1.0, most / several[0].result["vehicles"]), lang))
    return (number(at_h, lang, 1), *shares)
