# SPDX-License-Identifier: EUPL-1.2
"""``weerbaar capability agenda``: what must be looked at again and why, a calendar per year, and noting a review."""

from __future__ import annotations

import argparse
import datetime
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from weerbaar.cli import options
from weerbaar.cli.options import Parsers, refused
from weerbaar.cli.result_file import STANDARD_OUTPUT, day, write_results
from weerbaar.cli.results_table import printable

if TYPE_CHECKING:
    from weerbaar.base import Lang
    from weerbaar.capability.agenda import Agenda, Event, Load, ScenarioStatus
    from weerbaar.dossier import Dossier

_FIRST_YEAR, _LAST_YEAR = 1900, 2150
_YEARS_OF_LOAD = 4
_WIDEST = 100
_NAME = 44
_STATUS = {"fresh": ("actueel", "fresh"), "stale": ("verouderd", "stale"), "planned": ("gepland", "planned")}
_KINDS = {"start": ("start", "start"), "review": ("herbeoordeling", "review"), "deadline": ("deadline", "deadline")}


def add_command(actions: Parsers, common: argparse.ArgumentParser) -> None:
    """Add ``agenda`` to the parser of ``weerbaar capability``."""
    help_text = "wat opnieuw moet worden bekeken, en wanneer | what must be looked at again, and when"
    command = actions.add_parser("agenda", help=help_text, description=help_text, parents=[common])
    command.set_defaults(command=("weerbaar.cli.capability.agenda", "run_agenda"))
    command.add_argument("agenda", help="bestand, map of voorbeeld | file, folder or example")
    command.add_argument("--on", type=_day, metavar="DAG", help="peildatum (vandaag) | the day (today)")
    command.add_argument(
        "--year",
        type=options.whole_number(_FIRST_YEAR, _LAST_YEAR),
        metavar="JAAR",
        help="jaar van de kalender (dat van de peildatum) | year of the calendar",
    )
    command.add_argument(
        "--register", metavar="BESTAND", help="register waarvan de deadlines meekomen | register with deadlines"
    )
    command.add_argument(
        "--dossier",
        action="append",
        default=[],
        metavar="PAD",
        help="dossier dat niet naast de agenda ligt (herhaalbaar) | dossier that is not beside the agenda",
    )
    command.add_argument("--ics", type=options.place, metavar="BESTAND", help="kalender als iCalendar | as iCalendar")
    command.add_argument(
        "--json", type=options.place, metavar="BESTAND", help="als JSON; - is standaarduitvoer | as JSON"
    )
    command.add_argument(
        "--stamp", metavar="SCENARIO", help="beoordeling van dit scenario noteren | note a review of this scenario"
    )
    command.add_argument(
        "--write", action="store_true", help="met --stamp: in de agenda zetten | with --stamp: put it into the agenda"
    )


def run_agenda(arguments: argparse.Namespace) -> int:
    """Print the status of every scenario and the calendar of a year, or note a review.

    Returns:
        0; errors are raised and turned into messages by :func:`weerbaar.cli.main.main`.
    """
    from weerbaar.capability.agenda import (
        agenda_json,
        calendar_of,
        dossiers_of,
        icalendar,
        load_agenda,
        loads,
        staleness,
    )
    from weerbaar.capability.register import load_register

    lang: Lang = arguments.lang
    on = arguments.on or datetime.date.today()
    year = arguments.year or on.year
    agenda = load_agenda(arguments.agenda)
    if arguments.write and not arguments.stamp:
        raise refused("--write", "hoort bij --stamp.", "goes with --stamp.")
    dossiers = dossiers_of(agenda, _given(arguments.dossier))
    if arguments.stamp:
        return _stamp(agenda, dossiers, on, arguments)
    for place in (arguments.json, arguments.ics):
        if place not in (None, STANDARD_OUTPUT) and Path(place).resolve() == agenda.path.resolve():
            raise refused(place, "dit is de agenda zelf; kies een andere naam.", "this is the agenda itself.")
    statuses = staleness(agenda, dossiers, on)
    register = load_register(arguments.register) if arguments.register else None
    events = calendar_of(agenda, year, on, register)
    load = loads(agenda, range(year, year + _YEARS_OF_LOAD), on)
    results = (
        (arguments.json, agenda_json(agenda, statuses, year, events, load, on)),
        (arguments.ics, icalendar(agenda, events, on, lang)),
    )
    write_results(results, lang, agenda_table(agenda, statuses, year, events, load, on, lang))
    return 0


def _given(paths: Sequence[str]) -> dict[str, Dossier]:
    """Return the dossiers of these places by the name of their folder and by their id."""
    from weerbaar.dossier import load_dossier

    found = {}
    for path in paths:
        dossier = load_dossier(path)
        found[dossier.round.id] = found[Path(path).name] = dossier
    return found


def _stamp(agenda: Agenda, dossiers: dict[str, Dossier], on: datetime.date, arguments: argparse.Namespace) -> int:
    """Print what a review on this day looks like in the agenda, or put it there."""
    from weerbaar.capability.agenda import find_scenario, open_signals, review_by, reviewed_text, stamp, write_review

    name, _, own = arguments.stamp.rpartition("/")
    i, j = find_scenario(agenda, own, name or None)
    scenario = agenda.themes[i].scenarios[j]
    # Signals that an earlier review considered stay considered.
    last = review_by(scenario, on)
    seen = [*(last.signals if last else ()), *(s.id for s in open_signals(agenda, scenario, last, on))]
    reviewed = stamp(dossiers[scenario.dossier], scenario.scenario, on, seen)
    if not arguments.write:
        print(reviewed_text(reviewed), end="")
        return 0
    if not Path(arguments.agenda).exists():
        raise refused(
            arguments.agenda,
            "een meegeleverd voorbeeld wordt niet bijgewerkt; maak eerst een kopie.",
            "a shipped example is not changed; make a copy first.",
        )
    write_review(agenda.path, own, reviewed, scenario.dossier)
    print(f"{'Bijgewerkt' if arguments.lang == 'nl' else 'Updated'}: {agenda.path} ({own}, {on})")
    return 0


def agenda_table(
    agenda: Agenda,
    statuses: Sequence[ScenarioStatus],
    year: int,
    events: Sequence[Event],
    load: Sequence[Load],
    on: datetime.date,
    lang: Lang,
) -> str:
    """Return the status per scenario with its reasons, the calendar of the year, and the load of the years after it."""
    from weerbaar.capability.register import day_words

    nl = lang == "nl"
    lines = [agenda.file.title.in_(lang), *textwrap.wrap(agenda.file.statement.in_(lang), _WIDEST), ""]
    lines.append(f"{'Stand op' if nl else 'Status on'} {day_words(on, lang)}")
    for theme in agenda.themes:
        owner = f" ({theme.owner})" if theme.owner else ""
        lines += ["", f"{theme.title.in_(lang)}{owner}"]
        for status in (s for s in statuses if s.theme.id == theme.id):
            lines += _status(status, lang)
    lines += ["", f"{'Kalender' if nl else 'Calendar'} {year}"]
    lines += [line for event in events for line in _event(event, lang)] or ["  " + ("niets" if nl else "nothing")]
    lines += ["", "Scenario’s per halfjaar" if nl else "Scenarios per half-year"]
    header = (
        ("jaar", "januari–juni", "juli–december", "niet vastgelegd")
        if nl
        else ("year", "January–June", "July–December", "not fixed")
    )
    rows = [header, *((str(one.year), str(one.first_half), str(one.second_half), str(one.open)) for one in load)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(header))]
    lines += ["  " + "  ".join(cell.rjust(w) for cell, w in zip(row, widths, strict=True)) for row in rows]
    return printable("\n".join(lines))


def _status(status: ScenarioStatus, lang: Lang) -> list[str]:
    from weerbaar.capability.register import day_words

    nl = lang == "nl"
    title = textwrap.shorten(status.title.in_(lang), _NAME, placeholder=" …")
    said = _STATUS[status.status][not nl]
    if status.reviewed_on is not None:
        said += f"; {'beoordeeld' if nl else 'reviewed'} {day_words(status.reviewed_on, lang)}"
    if status.due is not None:
        said += f"; {'volgende' if nl else 'next'} {status.due.words(lang)}"
    lines = textwrap.wrap(f"{title}: {said}", _WIDEST, initial_indent="  ", subsequent_indent="    ")
    for reason in status.reasons:
        lines += textwrap.wrap(reason.words.in_(lang), _WIDEST, initial_indent="    - ", subsequent_indent="      ")
    return lines


def _event(event: Event, lang: Lang) -> list[str]:
    nl = lang == "nl"
    said = f"{event.when.words(lang)}: {_KINDS[event.kind][not nl]}, {event.title.in_(lang)}"
    if event.scenarios:
        said += f" ({', '.join(s.scenario for s in event.scenarios)})"
    if event.expected:
        said += "; verwacht" if nl else "; expected"
    return textwrap.wrap(said, _WIDEST, initial_indent="  - ", subsequent_indent="    ")


def _day(text: str) -> datetime.date:
    """Read a day of a century or two, so that reckoning from it stays within the calendar."""
    found = day(text)
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise options.wrong(f"{text}: {_FIRST_YEAR} t/m {_LAST_YEAR}.", f"{text}: {_FIRST_YEAR} to {_LAST_YEAR}.")
    return found
