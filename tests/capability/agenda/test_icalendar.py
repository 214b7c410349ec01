# SPDX-License-Identifier: EUPL-1.2
"""The rules of RFC 5545 that a calendar of whole days can break."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.capability.agenda.agendas import SCENARIOS, agenda_of, day, theme
from weerbaar.base import Text
from weerbaar.capability.agenda import Agenda, Event, calendar_of, icalendar, load_agenda
from weerbaar.capability.agenda.icalendar import escaped, folded
from weerbaar.capability.register import load_register, moment

ON = day("2014-10-01")


def unfolded(content: bytes) -> list[str]:
    """Section 3.1: a line that begins with a blank belongs to the line before it."""
    text = content.decode()
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return re.sub(r"\r\n[ \t]", "", text).split("\r\n")[:-1]


def properties(content: bytes) -> list[dict[str, str]]:
    """One mapping per event."""
    found: list[dict[str, str]] = []
    for line in unfolded(content):
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and not line.startswith("END:"):
            name, _, value = line.partition(":")
            found[-1][name] = value
    return found


def example(lang: str = "nl") -> tuple[Agenda, bytes]:
    agenda = load_agenda("voorbeeld-capaciteiten")
    events = calendar_of(agenda, 2015, ON, load_register("voorbeeld-capaciteiten"))
    return agenda, icalendar(agenda, events, ON, "en" if lang == "en" else "nl")


def test_begin_version_producer_and_end() -> None:
    lines = unfolded(example()[1])
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Weerbaar//agenda//NL"]
    assert lines[-1] == "END:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 5


def test_no_line_is_longer_than_75_octets() -> None:
    content = example()[1]
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\r\n " in content


def test_an_event_has_what_it_must_have() -> None:
    for event in properties(example()[1]):
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"} <= set(event)
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
        assert event["DTSTART;VALUE=DATE"] < event["DTEND;VALUE=DATE"]


def test_a_day_ends_on_the_next_and_a_month_lasts_a_month() -> None:
    events = {e["UID"]: e for e in properties(example("en")[1])}
    one_day = events["review-digitale-ontwrichting-2015-04-14@voorbeeld-agenda.weerbaar"]
    assert (one_day["DTSTART;VALUE=DATE"], one_day["DTEND;VALUE=DATE"]) == ("20150414", "20150415")
    assert one_day["SUMMARY"] == "Review: Digital disruption"
    month = events["review-openbare-orde-2015-03@voorbeeld-agenda.weerbaar"]
    assert (month["DTSTART;VALUE=DATE"], month["DTEND;VALUE=DATE"]) == ("20150301", "20150401")
    assert month["SUMMARY"] == "Review: Public order and loners (March 2015)"
    assert month["DESCRIPTION"].startswith("The day is not fixed.\\nScenarios: grootschalige-onlusten\\, ")


def test_names_are_unique_and_the_same_the_next_time() -> None:
    (agenda, first), (_, second) = example(), example()
    assert first == second
    names = [e["UID"] for e in properties(first)]
    assert len(set(names)) == len(names) == 5
    later = icalendar(agenda, calendar_of(agenda, 2015, day("2014-11-01")), day("2014-11-01"), "nl")
    assert {e["UID"] for e in properties(later)} <= set(names)


def test_what_would_break_a_line_is_escaped() -> None:
    assert escaped("a\\b;c,d\r\ne\nf\rg\x07h") == "a\\\\b\\;c\\,d\\ne\\nf\\ngh"
    agenda = agenda_of(theme(starts="2014"))
    title = Text(nl="Kop\r\nBEGIN:VEVENT; met, alles\\")
    event = Event("e\r\nX:1", "start", moment("2014-05-01"), title, "a\nb")
    (found,) = properties(icalendar(agenda, (event,), ON, "nl"))
    assert found["SUMMARY"] == "Start: Kop\\nBEGIN:VEVENT\\; met\\, alles\\\\"
    assert found["UID"] == "e\\nX:1@proef.weerbaar"


def test_an_empty_calendar_is_a_calendar() -> None:
    agenda = agenda_of(theme(SCENARIOS[0]))
    assert unfolded(icalendar(agenda, (), ON, "en"))[-2:] == ["X-WR-CALNAME:Trial agenda", "END:VCALENDAR"]


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=400))
def test_folding_never_splits_a_character_and_loses_nothing(text: str) -> None:
    line = "SUMMARY:" + escaped(text)
    pieces = folded(line).encode().split(b"\r\n ")
    assert all(len(piece) + (i > 0) <= 75 for i, piece in enumerate(pieces))
    assert "".join(piece.decode() for piece in pieces) == line
