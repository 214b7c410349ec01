# SPDX-License-Identifier: EUPL-1.2
"""A calendar that other programs can take over: iCalendar (RFC 5545), events that last whole days."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from weerbaar.base import Lang, Text
from weerbaar.capability.agenda.reading import Agenda
from weerbaar.capability.agenda.year_calendar import Event, EventKind

_LONGEST_LINE = 75
_KINDS: Mapping[EventKind, Text] = {
    "start": Text(nl="Start", en="Start"),
    "review": Text(nl="Herbeoordeling", en="Review"),
    "deadline": Text(nl="Deadline", en="Deadline"),
}


def icalendar(agenda: Agenda, events: Sequence[Event], on: datetime.date, lang: Lang) -> bytes:
    """Return events as an iCalendar file.

    An event of which only the month or the year is known lasts that month or year, and says so: RFC 5545 has no vague
    days.

    Args:
        agenda: names the calendar.
        events: of :func:`calendar_of`.
        on: the day the calendar is of; stands in every event, so that the same calendar gives the same bytes.
        lang: language of the texts.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Weerbaar//agenda//{lang.upper()}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(agenda.file.title.in_(lang))}",
    ]
    for event in events:
        lines += _event(agenda, event, on, lang)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(agenda: Agenda, event: Event, on: datetime.date, lang: Lang) -> list[str]:
    nl = lang == "nl"
    kind = _KINDS[event.kind].in_(lang)
    summary = f"{kind}: {event.title.in_(lang)}"
    said = []
    if not event.when.exact:
        summary += f" ({event.when.words(lang)})"
        said.append("De dag is niet vastgelegd." if nl else "The day is not fixed.")
    if event.expected:
        said.append(
            "Verwacht, als de vorige beoordeling op tijd is."
            if nl
            else "Expected, if the review before it is done on time."
        )
    if event.scenarios:
        said.append("Scenario’s: " if nl else "Scenarios: ")
        said[-1] += ", ".join(s.scenario for s in event.scenarios)
    if event.owner:
        said.append(event.owner)
    end = event.when.latest + datetime.timedelta(days=1)
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.id)}@{agenda.file.id}.weerbaar",
        f"DTSTAMP:{on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.when.earliest:%Y%m%d}",
        f"DTEND;VALUE=DATE:{end:%Y%m%d}",
        f"SUMMARY:{escaped(summary)}",
        *([f"DESCRIPTION:{escaped(chr(10).join(said))}"] if said else []),
        f"CATEGORIES:{escaped(kind)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """Return a text as RFC 5545 wants it (section 3.3.11): four characters escaped, no control characters."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\r", "\n"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return "".join(c for c in text if c == "\t" or (ord(c) >= 0x20 and ord(c) != 0x7F))


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets (section 3.1), never in the middle of a character."""
    pieces: list[str] = []
    piece, used = "", 0
    for character in line:
        octets = len(character.encode())
        if used + octets > _LONGEST_LINE:
            pieces.append(piece)
            # The blank in front of the next piece counts.
            piece, used = "", 1
        piece += character
        used += octets
    return "\r\n ".join([*pieces, piece])
