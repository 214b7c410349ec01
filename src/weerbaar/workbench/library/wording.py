# SPDX-License-Identifier: EUPL-1.2
"""What the fields of a scenario and their values are called."""

from __future__ import annotations

from collections.abc import Mapping

from weerbaar.base import Text
from weerbaar.dossier import STORYLINE_HEADINGS
from weerbaar.workbench.library.models import WITHDRAWN
from weerbaar.workbench.shell.language import say, words

KINDS: Mapping[str, Text] = {
    "hazard": Text(nl="gevaar", en="hazard"),
    "threat": Text(nl="dreiging", en="threat"),
}
STATUSES: Mapping[str, Text] = {
    "active": Text(nl="actief", en="active"),
    "draft": Text(nl="in ontwikkeling", en="in development"),
    "retired": Text(nl="vervallen", en="retired"),
    "rejected": Text(nl="afgewezen", en="rejected"),
    WITHDRAWN: Text(nl="ingetrokken", en="withdrawn"),
}
"""Whether the scenario takes part in the round. "Concept" is said of the text, by its review state."""
MARKS: Mapping[str, Text] = {
    "found": Text(nl="gevonden in een bron", en="found in a source"),
    "derived": Text(nl="afgeleid uit een bron", en="derived from a source"),
    "recalled-high": Text(nl="uit het hoofd, vrij zeker", en="recalled, fairly sure"),
    "recalled-med": Text(nl="uit het hoofd, redelijk zeker", en="recalled, moderately sure"),
    "recalled-low": Text(nl="uit het hoofd, onzeker", en="recalled, unsure"),
    "not-found": Text(nl="gezocht en niet gevonden", en="looked for and not found"),
    "assumed": Text(nl="aanname", en="assumption"),
    "illustrative": Text(nl="verzonnen ter illustratie", en="made up as an illustration"),
}
"""How sure a fact is."""


def choices(options: Mapping[str, Text]) -> list[tuple[str, str]]:
    """Return value and words of each option, in the language of the page."""
    return [(value, words(text)) for value, text in options.items()]


def section_words(section: str) -> str:
    """Return what a section of the storyline is called; the whole scenario where none is named."""
    heading = STORYLINE_HEADINGS.get(section)
    return words(heading) if heading is not None else say("Hele scenario", "Whole scenario")


def field_labels() -> dict[str, str]:
    """Return what each field of the row of a scenario is called, as the conflict screen and the history show it."""
    return {
        "title_nl": say("Titel (Nederlands)", "Title (Dutch)"),
        "title_en": say("Titel (Engels)", "Title (English)"),
        "theme_nl": say("Thema (Nederlands)", "Theme (Dutch)"),
        "theme_en": say("Thema (Engels)", "Theme (English)"),
        "kind": say("Soort", "Kind"),
        "kind_mark": say("Zekerheid van de soort", "How sure the kind is"),
        "status": say("Status", "Status"),
        "round_label": say("Eerder beoordeeld in ronde", "First assessed in round"),
        "time_horizon_years": say("Tijdshorizon (jaar)", "Time horizon (years)"),
        "vital": say("Vitale processen", "Vital processes"),
        "links": say("Verbanden met andere scenario’s", "Links to other scenarios"),
        "sources": say("Bronnen", "Sources"),
        "mark": say("Zekerheid van het scenario", "How sure the scenario is"),
        "note_nl": say("Toelichting (Nederlands)", "Note (Dutch)"),
        "note_en": say("Toelichting (Engels)", "Note (English)"),
        "level": say("Rubricering", "Confidentiality"),
        "review_state": say("Toetsing", "Review"),
        **{f"story.{name}": words(heading) for name, heading in STORYLINE_HEADINGS.items()},
    }
