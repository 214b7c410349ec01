# SPDX-License-Identifier: EUPL-1.2
"""What happens to roads and exits in a plan: as it is stored, for the library, and in words.

Stored: ``kind`` with the names of roads or exits, ``from_h`` and ``to_h`` (null: until the end), and a share or time.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypedDict

from weerbaar.base import InputError, Problem, Text, number, percentage

if TYPE_CHECKING:
    from weerbaar.evacuation.network import RoadNetwork
    from weerbaar.evacuation.simulation import Measure


class Stored(TypedDict):
    """One measure, as it is stored.

    Attributes:
        kind: of :data:`KINDS`.
        place: name of the road, or of the exit; empty for the weather everywhere.
        opposite: road that gives its lanes; empty unless for contraflow.
        from_h: begin, hours after the start.
        to_h: end; None until the end.
        share: of the capacity that is left (incident, weather), or of the lanes that counts (contraflow).
        setup_h: time to clear the lanes.
    """

    kind: str
    place: str
    opposite: str
    from_h: float
    to_h: float | None
    share: float
    setup_h: float


KINDS: dict[str, Text] = {
    "closure": Text(nl="weg dicht", en="road closed"),
    "contraflow": Text(nl="tegenstroom", en="contraflow"),
    "incident": Text(nl="ongeval of versperring", en="incident"),
    "exit-closure": Text(nl="uitgang dicht", en="exit closed"),
    "weather": Text(nl="slecht weer, overal", en="bad weather, everywhere"),
}

_LONGEST_H = 240.0
MOST = 200
"""Measures in one plan."""


def stored(
    kind: str,
    place: str = "",
    *,
    opposite: str = "",
    from_h: float = 0.0,
    to_h: float | None = None,
    share: float = 1.0,
    setup_h: float = 0.0,
) -> Stored:
    """Return a measure as it is stored."""
    return Stored(kind=kind, place=place, opposite=opposite, from_h=from_h, to_h=to_h, share=share, setup_h=setup_h)


def measures_of(rows: list[Stored], network: RoadNetwork) -> tuple[Measure, ...]:
    """Return stored measures as the library has them, held against a network.

    Raises:
        InputError: a kind that is not known, or a time that cannot be; each with its number.
        MeasureError: a road, exit or share that cannot be; every fault at once.
    """
    from weerbaar.evacuation.simulation import check_measures

    problems = [problem for at, row in enumerate(rows) for problem in _problems(at, row)]
    if len(rows) > MOST:
        problems.append(
            Problem(
                "plan", Text(nl=f"ten hoogste {MOST} maatregelen.", en=f"at most {MOST} measures."), field="measures"
            )
        )
    if problems:
        raise InputError(problems)
    found = tuple(_measure(row) for row in rows)
    check_measures(network, found)
    return found


def with_opposites(rows: list[Stored], network: RoadNetwork) -> list[Stored]:
    """Return the measures with the other direction of a road filled in, where contraflow does not name it.

    Raises:
        InputError: a road has no other direction.
    """
    filled = []
    for at, row in enumerate(rows):
        if row["kind"] == "contraflow" and not row["opposite"] and row["place"] in network.link_number:
            other = opposite_of(network, network.link_number[row["place"]])
            if other is None:
                message = Text(nl="deze weg heeft geen andere richting.", en="this road has no other direction.")
                raise InputError([Problem("plan", message, field=f"measures[{at}].place", value=row["place"])])
            row = Stored(**{**row, "opposite": network.link_ids[other]})
        filled.append(row)
    return filled


def opposite_of(network: RoadNetwork, link: int) -> int | None:
    """Return the number of the road back between the same two places, the widest; None where there is none."""
    first, links = network.out_links
    at, back = int(network.end[link]), int(network.begin[link])
    there = [int(other) for other in links[first[at] : first[at + 1]] if int(network.end[other]) == back]
    return max(there, key=lambda other: float(network.capacity_veh_s[other]), default=None)


def in_words(row: Stored, network: RoadNetwork) -> Text:
    """Return a measure in words, with what people call the road."""
    place = row["place"]
    if row["kind"] == "exit-closure" and place in network.node_number:
        place = network.place(network.node_number[place])
    elif place in network.link_number:
        place = network.road(network.link_number[place])
    kind = KINDS[row["kind"]]
    what_nl, what_en = f"{kind.nl}: {place}" if place else kind.nl, f"{kind.en}: {place}" if place else kind.en
    if row["kind"] in ("incident", "weather"):
        what_nl += f", {percentage(row['share'], 'nl')} van de capaciteit over"
        what_en += f", {percentage(row['share'], 'en')} of the capacity left"
    if row["kind"] == "contraflow" and row["setup_h"]:
        what_nl += f", {number(row['setup_h'], 'nl', 1)} uur om in te richten"
        what_en += f", {number(row['setup_h'], 'en', 1)} hours to set up"
    until = row["to_h"]
    if row["from_h"] or until is not None:
        what_nl += f", vanaf uur {number(row['from_h'], 'nl', 1)}"
        what_en += f", from hour {number(row['from_h'], 'en', 1)}"
    if until is not None:
        what_nl += f" tot uur {number(until, 'nl', 1)}"
        what_en += f" to hour {number(until, 'en', 1)}"
    return Text(nl=what_nl, en=what_en)


def _problems(at: int, row: Stored) -> list[Problem]:
    def problem(field: str, nl: str, en: str) -> Problem:
        value = row[field]  # type: ignore[literal-required]
        return Problem("plan", Text(nl=nl, en=en), field=f"measures[{at}].{field}", value=str(value))

    found = []
    if row["kind"] not in KINDS:
        known = ", ".join(KINDS)
        found.append(problem("kind", f"kies uit: {known}.", f"choose from: {known}."))
    until = math.inf if row["to_h"] is None else row["to_h"]
    if not 0 <= row["from_h"] <= _LONGEST_H:
        found.append(problem("from_h", "hoort 0 tot 240 uur te zijn.", "should be 0 to 240 hours."))
    elif until <= row["from_h"]:
        found.append(problem("to_h", "het einde ligt na het begin.", "the end is after the beginning."))
    if not 0 <= row["setup_h"] <= _LONGEST_H:
        found.append(problem("setup_h", "hoort 0 tot 240 uur te zijn.", "should be 0 to 240 hours."))
    return found


def _measure(row: Stored) -> Measure:
    from weerbaar.evacuation.simulation import Closure, Contraflow, ExitClosure, Incident, Weather

    start = row["from_h"] * 3600
    end = math.inf if row["to_h"] is None else row["to_h"] * 3600
    if row["kind"] == "closure":
        return Closure(link=row["place"], from_s=start, to_s=end)
    if row["kind"] == "contraflow":
        return Contraflow(
            link=row["place"],
            opposite=row["opposite"],
            setup_s=row["setup_h"] * 3600,
            gain=row["share"],
            from_s=start,
            to_s=end,
        )
    if row["kind"] == "incident":
        return Incident(link=row["place"], remaining=row["share"], from_s=start, to_s=end)
    if row["kind"] == "exit-closure":
        return ExitClosure(exit=row["place"], from_s=start, to_s=end)
    return Weather(capacity=row["share"], from_s=start, to_s=end)
