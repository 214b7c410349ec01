# SPDX-License-Identifier: EUPL-1.2
"""The form of a plan: what was typed, so that nothing is lost, and the values it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.evacuation.kept_network import Kept
from weerbaar.workbench.evacuation.measures import KINDS, Stored, stored
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.shell.language import language

_SPARE_ROWS = 3
_MEASURE = ("kind", "place", "opposite", "from_h", "to_h", "share", "speed", "most_veh_h", "setup_h")
_PLAIN = (
    "name", "note", "scenario", "routing", "bin_min", "horizon_h", "capacity_drop", "level", "demand", "hour", "season",
    "text",
)  # fmt: skip
MEASURE_NUMBERS: tuple[tuple[str, Text], ...] = (
    ("from_h", Text(nl="Van uur", en="From hour")),
    ("to_h", Text(nl="Tot uur", en="To hour")),
    ("share", Text(nl="Deel", en="Share")),
    ("speed", Text(nl="Snelheid (weer)", en="Speed (weather)")),
    ("most_veh_h", Text(nl="Vtg/uur (doseren)", en="Veh/h (metering)")),
    ("setup_h", Text(nl="Inrichten (uur)", en="Set up (hours)")),
)
"""Numbers of a measure in the table of the form."""


@dataclass
class PlanForm:
    """What stands in the form, as text.

    Attributes:
        typed: field to text.
        people: code of a zone to the number that was typed.
        measures: rows with the fields of a measure as text.
    """

    typed: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    measures: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def of_new(cls, kept: Kept, usual: Mapping[str, float], level: int) -> PlanForm:
        """Return an empty form over a network; ``usual`` are people by zone where they are known."""
        demand = "network" if kept.states_departures else "people"
        typed = {"routing": "instantaneous", "bin_min": "15", "demand": demand, "hour": "12", "season": "winter"}
        people = {zone: f"{count:.0f}" for zone, count in usual.items()}
        return cls({**typed, "level": str(level)}, people)

    @classmethod
    def of_plan(cls, plan: Plan) -> PlanForm:
        """Return the form of a plan as it stands."""
        given = plan.demand
        typed = {
            "name": plan.name,
            "note": plan.note,
            "scenario": plan.scenario.slug if plan.scenario else "",
            "routing": plan.routing,
            "bin_min": str(plan.bin_min),
            "horizon_h": _shown(plan.horizon_h),
            "capacity_drop": _shown(plan.capacity_drop) if plan.capacity_drop else "",
            "level": str(plan.level),
            "demand": "file" if given.get("text") else "people" if given else "network",
            "hour": _shown(given.get("hour", 12.0)),
            "season": given.get("season", "winter"),
            "text": given.get("text", ""),
        }
        people = {zone: _shown(count) for zone, count in given.get("people", {}).items()}
        return cls(typed, people, [_row(row) for row in plan.measures])

    @classmethod
    def of_post(cls, post: Mapping[str, str], zones: list[str]) -> PlanForm:
        """Return what was sent."""
        typed = {name: post.get(name, "").strip() for name in _PLAIN}
        typed["text"] = post.get("text", "").replace("\r\n", "\n")
        people = {zone: text for at, zone in enumerate(zones) if (text := post.get(f"people-{at}", "").strip())}
        rows = []
        for at in range(1000):
            if f"measure-{at}-kind" not in post:
                break
            row = {name: post.get(f"measure-{at}-{name}", "").strip() for name in _MEASURE}
            if post.get(f"measure-{at}-was", "") != row["place"]:
                row["opposite"] = ""
            if row["kind"]:
                rows.append(row)
        return cls(typed, people, rows)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The measures with room for some more."""
        return [*self.measures, *(dict.fromkeys(_MEASURE, "") for _ in range(_SPARE_ROWS))]

    def table(self) -> list[dict[str, Any]]:
        """Return the measures as the page shows them, with room for some more."""
        return [
            row
            | {
                "at": at,
                "cells": [{"name": name, "words": words, "typed": row[name]} for name, words in MEASURE_NUMBERS],
            }
            for at, row in enumerate(self.rows)
        ]

    def take_measures(self, rows: list[Stored]) -> None:
        """Let the measures of a file take the place of those in the table."""
        self.measures = [_row(row) for row in rows]

    def values(self) -> dict[str, Any]:
        """Return what :func:`weerbaar.workbench.evacuation.verbs.save_plan` takes.

        Raises:
            InputError: what should be a number is none; every one of them.
        """
        problems: list[Problem] = []

        def number(text: str, name: str, usual: float | None = None) -> float | None:
            if not text:
                return usual
            try:
                found = float(text.replace(",", "."))
            except ValueError:
                found = float("nan")
            if not 0 <= found <= 1e9:
                message = Text(nl="hier hoort een getal van 0 of meer.", en="this should be a number of 0 or more.")
                problems.append(Problem("plan", message, field=name, value=text))
                return usual
            return found

        typed = self.typed
        demand: dict[str, Any] = {}
        if typed["demand"] == "people":
            people = {zone: number(text, f"people[{zone}]", 0.0) for zone, text in self.people.items()}
            demand = {"people": people, "hour": number(typed["hour"], "hour", 12.0), "season": typed["season"]}
        elif typed["demand"] == "file":
            demand = {"text": typed["text"]}
        measures = [self._measure(row, at, number) for at, row in enumerate(self.measures)]
        minutes = number(typed["bin_min"], "bin_min", 15.0) or 0.0
        found = {
            "name": typed["name"],
            "note": typed["note"],
            "scenario": typed["scenario"],
            "demand": demand,
            "routing": typed["routing"],
            "measures": measures,
            "bin_min": round(minutes),
            "horizon_h": number(typed["horizon_h"], "horizon_h"),
            "capacity_drop": number(typed.get("capacity_drop", ""), "capacity_drop", 0.0),
            "level": int(typed["level"]) if typed["level"].isdecimal() else None,
        }
        if typed["demand"] == "file" and not typed["text"].strip():
            message = Text(nl="het bestand of de tekst ontbreekt.", en="there is no file and no text.")
            problems.append(Problem("plan", message, field="text"))
        if problems:
            raise InputError(problems)
        return found

    def _measure(self, row: dict[str, str], at: int, number: Any) -> Stored:
        weather = row["kind"] == "weather"
        return stored(
            row["kind"],
            "" if weather else row["place"],
            opposite=row["opposite"],
            from_h=number(row["from_h"], f"measures[{at}].from_h", 0.0),
            to_h=number(row["to_h"], f"measures[{at}].to_h"),
            share=number(row["share"], f"measures[{at}].share"),
            setup_h=number(row["setup_h"], f"measures[{at}].setup_h", 0.0),
            speed=number(row["speed"], f"measures[{at}].speed", 1.0),
            roads=[road.strip() for road in row["place"].split(";") if road.strip()] if weather else (),
            most_veh_h=number(row["most_veh_h"], f"measures[{at}].most_veh_h"),
        )


def kinds() -> list[tuple[str, Text]]:
    """Return the kinds of measures to choose from."""
    return list(KINDS.items())


def _row(row: Stored) -> dict[str, str]:
    """A stored measure as text; the cells that mean nothing for its kind stay empty."""
    shown = {name: _shown(row.get(name)) for name in _MEASURE}
    if row["kind"] != "weather":
        shown["speed"] = ""
    if row["kind"] not in ("incident", "weather", "contraflow"):
        shown["share"] = ""
    if row["kind"] != "contraflow":
        shown["setup_h"] = ""
    return shown | ({"place": "; ".join(row.get("roads", []))} if row["kind"] == "weather" else {})


def _shown(value: Any) -> str:
    """A stored value as somebody would type it, with the decimal sign of the page."""
    if value is None:
        return ""
    if not isinstance(value, float):
        return str(value)
    text = f"{value:g}" if value < 1e5 else f"{value:.0f}"
    return text.replace(".", ",") if language() == "nl" else text
