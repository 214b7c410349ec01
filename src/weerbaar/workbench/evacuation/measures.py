# SPDX-License-Identifier: EUPL-1.2
"""What happens to roads and exits in a plan: as it is stored, for the library, and in words.

Stored: ``kind`` with the names of roads or exits, ``from_h`` and ``to_h`` (null: until the end), and a share or time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NotRequired, TypedDict, cast

from weerbaar.base import InputError, Problem, Text, number, percentage

if TYPE_CHECKING:
    from weerbaar.evacuation.network import RoadNetwork
    from weerbaar.evacuation.simulation import Closure, Measure


class Stored(TypedDict):
    """One measure, as it is stored.

    Attributes:
        kind: of :data:`KINDS`.
        place: code of the road, the exit or the node; empty for the weather.
        opposite: road that gives its lanes; empty unless for contraflow.
        from_h: begin, hours after the start.
        to_h: end; None until the end.
        share: of the capacity that is left (incident, weather), or of the lanes that counts (contraflow).
        setup_h: time to clear the lanes.
        speed: factor on the speed (weather).
        roads: codes of the roads that the weather is about; empty for all.
        most_veh_h: vehicles an hour that come onto the road or set out at the node at most (metering).
    """

    kind: str
    place: str
    opposite: str
    from_h: float
    to_h: float | None
    share: float
    setup_h: float
    speed: NotRequired[float]
    roads: NotRequired[list[str]]
    most_veh_h: NotRequired[float | None]


KINDS: dict[str, Text] = {
    "closure": Text(nl="weg dicht", en="road closed"),
    "contraflow": Text(nl="tegenstroom", en="contraflow"),
    "incident": Text(nl="ongeval of versperring", en="incident"),
    "metering": Text(nl="doseren op een weg", en="metering on a road"),
    "metering-node": Text(nl="doseren van het vertrek", en="metering of setting out"),
    "exit-closure": Text(nl="uitgang dicht", en="exit closed"),
    "weather": Text(nl="slecht weer", en="bad weather"),
}
_METERING = ("metering", "metering-node")

_LONGEST_H = 240.0
_MOST_VEH_H = 1e6
_BLOCKED = 0.5
MOST = 200
"""Measures in one plan."""


def stored(
    kind: str,
    place: str = "",
    *,
    opposite: str = "",
    from_h: float = 0.0,
    to_h: float | None = None,
    share: float | None = None,
    setup_h: float = 0.0,
    speed: float = 1.0,
    roads: Sequence[str] = (),
    most_veh_h: float | None = None,
) -> Stored:
    """Return a measure as it is stored; without a share it is what is usual for its kind."""
    from weerbaar.evacuation.network import CONTRAFLOW_GAIN

    if share is None:
        share = {"incident": _BLOCKED, "contraflow": CONTRAFLOW_GAIN}.get(kind, 1.0)
    return Stored(
        kind=kind, place=place, opposite=opposite, from_h=from_h, to_h=to_h, share=share, setup_h=setup_h, speed=speed,
        roads=list(roads), most_veh_h=most_veh_h,
    )  # fmt: skip


def stored_of(measure: Measure) -> Stored:
    """Return a measure of the library as it is stored."""
    from weerbaar.evacuation.simulation import Contraflow, ExitClosure, Incident, Metering, Weather

    begin, end = measure.from_s / 3600, None if math.isinf(measure.to_s) else measure.to_s / 3600
    if isinstance(measure, Weather):
        roads = measure.links or ()
        return stored("weather", from_h=begin, to_h=end, share=measure.capacity, speed=measure.speed, roads=roads)
    if isinstance(measure, Contraflow):
        setup_h = measure.setup_s / 3600
        opposite, gain = measure.opposite, measure.gain
        return stored(
            "contraflow", measure.link, opposite=opposite, from_h=begin, to_h=end, share=gain, setup_h=setup_h
        )
    if isinstance(measure, Incident):
        return stored("incident", measure.link, from_h=begin, to_h=end, share=measure.remaining)
    if isinstance(measure, Metering):
        kind, place = ("metering-node", measure.node) if measure.link is None else ("metering", measure.link)
        return stored(kind, place or "", from_h=begin, to_h=end, most_veh_h=measure.most_veh_s * 3600)
    if isinstance(measure, ExitClosure):
        return stored("exit-closure", measure.exit, from_h=begin, to_h=end)
    return stored("closure", cast("Closure", measure).link, from_h=begin, to_h=end)


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


def resolved(rows: list[Stored], network: RoadNetwork) -> list[Stored]:
    """Return the measures with codes for the names of roads and places, and the other direction for contraflow.

    Raises:
        InputError: a name that several roads have, or a road without another direction: every one.
    """
    names = _Names(network)
    filled = []
    for at, row in enumerate(rows):
        find = names.node if row["kind"] in ("exit-closure", "metering-node") else names.link
        row = Stored(**{**row, "place": find(row["place"], f"measures[{at}].place")})
        if row.get("roads"):
            row["roads"] = [names.link(road, f"measures[{at}].roads") for road in row["roads"]]
        if row["kind"] == "contraflow":
            row["opposite"] = names.link(row["opposite"], f"measures[{at}].opposite")
            if not row["opposite"] and row["place"] in network.link_number:
                other = opposite_of(network, network.link_number[row["place"]])
                if other is None:
                    message = Text(nl="deze weg heeft geen andere richting.", en="this road has no other direction.")
                    names.problems.append(Problem("plan", message, field=f"measures[{at}].place", value=row["place"]))
                else:
                    row["opposite"] = network.link_ids[other]
        filled.append(row)
    if names.problems:
        raise InputError(names.problems)
    return filled


class _Names:
    """Codes by what people call roads and places; what is neither stays as it is, for the checks of the library."""

    def __init__(self, network: RoadNetwork) -> None:
        self._network = network
        self.problems: list[Problem] = []

    @cached_property
    def _links(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for at, code in enumerate(self._network.link_ids):
            found.setdefault(self._network.road(at).casefold(), []).append(code)
        return found

    @cached_property
    def _nodes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for at, code in enumerate(self._network.node_ids):
            found.setdefault(self._network.place(at).casefold(), []).append(code)
        return found

    def link(self, name: str, field: str) -> str:
        """Return the code of a road."""
        return name if not name or name in self._network.link_number else self._code(self._links, name, field)

    def node(self, name: str, field: str) -> str:
        """Return the code of a node."""
        return name if not name or name in self._network.node_number else self._code(self._nodes, name, field)

    def _code(self, known: dict[str, list[str]], name: str, field: str) -> str:
        codes = known.get(name.casefold(), [])
        if len(codes) > 1:
            shown = ", ".join(codes[:5])
            message = Text(nl=f"zo heten er meer; kies uit {shown}.", en=f"several have this name: {shown}.")
            self.problems.append(Problem("plan", message, field=field, value=name))
        return codes[0] if len(codes) == 1 else name


def opposite_of(network: RoadNetwork, link: int) -> int | None:
    """Return the number of the road back between the same two places, the widest; None where there is none."""
    first, links = network.out_links
    at, back = int(network.end[link]), int(network.begin[link])
    there = [int(other) for other in links[first[at] : first[at + 1]] if int(network.end[other]) == back]
    return max(there, key=lambda other: float(network.capacity_veh_s[other]), default=None)


def in_words(row: Stored, network: RoadNetwork) -> Text:
    """Return a measure in words, with what people call the road."""
    place = row["place"]
    if row["kind"] in ("exit-closure", "metering-node") and place in network.node_number:
        place = network.place(network.node_number[place])
    elif place in network.link_number:
        place = network.road(network.link_number[place])
    roads = [network.road(network.link_number[one]) for one in row.get("roads", []) if one in network.link_number]
    kind, where = KINDS[row["kind"]], place or "; ".join(roads)
    what_nl, what_en = f"{kind.nl}: {where}" if where else kind.nl, f"{kind.en}: {where}" if where else kind.en
    if row["kind"] == "weather" and not roads:
        what_nl, what_en = f"{what_nl} op alle wegen", f"{what_en} on all roads"
    speed, most, until = row.get("speed", 1.0), row.get("most_veh_h"), row["to_h"]
    if row["kind"] == "weather" and speed < 1:
        what_nl += f", {percentage(speed, 'nl')} van de snelheid"
        what_en += f", {percentage(speed, 'en')} of the speed"
    if row["kind"] == "incident" or (row["kind"] == "weather" and row["share"] < 1):
        what_nl += f", {percentage(row['share'], 'nl')} van de capaciteit over"
        what_en += f", {percentage(row['share'], 'en')} of the capacity left"
    if row["kind"] in _METERING and most is not None:
        what_nl += f", ten hoogste {number(most, 'nl')} voertuigen per uur"
        what_en += f", {number(most, 'en')} vehicles an hour at most"
    if row["kind"] == "contraflow" and row["setup_h"]:
        what_nl += f", {number(row['setup_h'], 'nl', 1)} uur om in te richten"
        what_en += f", {number(row['setup_h'], 'en', 1)} hours to set up"
    if row["from_h"]:
        what_nl += f", vanaf uur {number(row['from_h'], 'nl', 1)}"
        what_en += f", from hour {number(row['from_h'], 'en', 1)}"
    if until is not None:
        what_nl += f"{'' if row['from_h'] else ','} tot uur {number(until, 'nl', 1)}"
        what_en += f"{'' if row['from_h'] else ','} to hour {number(until, 'en', 1)}"
    return Text(nl=what_nl, en=what_en)


def _problems(at: int, row: Stored) -> list[Problem]:
    def problem(field: str, nl: str, en: str) -> Problem:
        value = row.get(field, "")
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
    if row["kind"] in _METERING and not 0 < (row.get("most_veh_h") or 0) <= _MOST_VEH_H:
        found.append(problem("most_veh_h", "geef een aantal voertuigen per uur.", "give a number of vehicles an hour."))
    if not 0 <= row["setup_h"] <= _LONGEST_H:
        found.append(problem("setup_h", "hoort 0 tot 240 uur te zijn.", "should be 0 to 240 hours."))
    return found


def _measure(row: Stored) -> Measure:
    from weerbaar.evacuation.simulation import Closure, Contraflow, ExitClosure, Incident, Metering, Weather

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
    if row["kind"] in _METERING:
        link, node = (row["place"], None) if row["kind"] == "metering" else (None, row["place"])
        return Metering(most_veh_s=(row.get("most_veh_h") or 0) / 3600, link=link, node=node, from_s=start, to_s=end)
    roads = tuple(row.get("roads", ())) or None
    return Weather(capacity=row["share"], speed=row.get("speed", 1.0), links=roads, from_s=start, to_s=end)
