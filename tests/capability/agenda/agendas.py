# SPDX-License-Identifier: EUPL-1.2
"""Agendas to ask things of, about the shipped illustrative round."""

from __future__ import annotations

import datetime
from pathlib import Path

from weerbaar.base import InputError, Problem
from weerbaar.capability.agenda import Agenda, Reviewed, reviewed_text
from weerbaar.capability.agenda.reading import parse_agenda

HEAD = """# Een opmerking.
schema: 1
id: proef
title: {nl: Proefagenda, en: Trial agenda}
statement: {nl: Verzonnen., en: Made up.}
data: illustrative
"""
SCENARIOS = ("cyberhacktivisme", "gewelddadige-eenling", "grootschalige-onlusten", "wapenbeheersing-falende-staat")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def theme(
    *scenarios: str, name: str = "t1", starts: str = "2013-09", rhythm: str = "", reviewed: Reviewed | None = None
) -> str:
    """A theme; ``reviewed`` is that of its first scenario."""
    lines = [f"  - id: {name}", f"    title: {{nl: Thema {name}, en: Theme {name}}}", f"    starts: {starts}"]
    lines += [f"    {rhythm}"] if rhythm else []
    lines.append("    scenarios:")
    for i, scenario in enumerate(scenarios or SCENARIOS[:1]):
        lines += ["      - dossier: voorbeeld-2012", f"        scenario: {scenario}"]
        if reviewed is not None and i == 0:
            lines += ["        " + line for line in reviewed_text(reviewed).splitlines()]
    return "\n".join(lines) + "\n"


def text_of(*themes: str, signals: str = "") -> str:
    return HEAD + "themes:\n" + "".join(themes or (theme(),)) + (f"signals:\n{signals}" if signals else "")


def agenda_of(*themes: str, signals: str = "") -> Agenda:
    return parse_agenda(text_of(*themes, signals=signals), Path("agenda.yaml"))


def problems_of(text: str) -> tuple[Problem, ...]:
    try:
        parse_agenda(text, Path("agenda.yaml"))
    except InputError as error:
        return error.problems
    return ()


def signal(name: str = "sein", on: str = "2014-04-08", more: str = "", scenario: str = SCENARIOS[0]) -> str:
    return f"  - {{id: {name}, scenario: {scenario}, on: {on}, text: {{nl: Een sein., en: A signal.}}{more}}}\n"
