# SPDX-License-Identifier: EUPL-1.2
"""The rolling agenda: themes with their own starting moments, what must be looked at again, a calendar per year.

In: ``agenda.yaml`` and the dossiers it names. Out: fresh, stale or planned per scenario with the reasons in words; what
falls in a year, as a table, as open data and as iCalendar (RFC 5545). After the letter of November 2013, which replaces
one yearly round by different starting moments for different themes.
"""

from weerbaar.capability.agenda.agenda_json import agenda_calendar_schema, agenda_json, agenda_schema
from weerbaar.capability.agenda.file_model import (
    AGENDA_FILE,
    AgendaFile,
    AgendaScenario,
    Fingerprint,
    MethodStamp,
    Reviewed,
    Signal,
    Theme,
)
from weerbaar.capability.agenda.fingerprint import stamp
from weerbaar.capability.agenda.icalendar import icalendar
from weerbaar.capability.agenda.reading import Agenda, dossiers_of, load_agenda
from weerbaar.capability.agenda.staleness import Reason, ScenarioStatus, open_signals, review_by, staleness
from weerbaar.capability.agenda.stamping import find_scenario, reviewed_text, write_review
from weerbaar.capability.agenda.year_calendar import Event, Load, calendar_of, loads

__all__ = [
    "AGENDA_FILE",
    "Agenda",
    "AgendaFile",
    "AgendaScenario",
    "Event",
    "Fingerprint",
    "Load",
    "MethodStamp",
    "Reason",
    "Reviewed",
    "ScenarioStatus",
    "Signal",
    "Theme",
    "agenda_calendar_schema",
    "agenda_json",
    "agenda_schema",
    "calendar_of",
    "dossiers_of",
    "find_scenario",
    "icalendar",
    "load_agenda",
    "loads",
    "open_signals",
    "review_by",
    "reviewed_text",
    "staleness",
    "stamp",
    "write_review",
]
