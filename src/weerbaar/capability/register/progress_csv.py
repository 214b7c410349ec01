# SPDX-License-Identifier: EUPL-1.2
"""A progress report as a table for a spreadsheet: a row per subject, and no cell that reads as a formula (C13)."""

from __future__ import annotations

from weerbaar.base import Lang, harmless, spreadsheet_csv
from weerbaar.capability.register.progress import Progress
from weerbaar.capability.register.snapshot import SubjectState
from weerbaar.capability.register.words import moment_words, state_words

_HEADER = {
    "nl": (
        "id",
        "kopje",
        "ronde",
        "onderwerp",
        "stand",
        "zeker",
        "verantwoordelijk",
        "deadline",
        "dagen te laat",
        "bewijs",
        "laatst vastgelegd",
        "bron",
    ),
    "en": (
        "id",
        "heading",
        "round",
        "subject",
        "state",
        "certain",
        "responsible",
        "deadline",
        "days late",
        "evidence",
        "last recorded",
        "source",
    ),
}


def progress_csv(found: Progress, lang: Lang) -> bytes:
    """Return a row per subject; with semicolons in Dutch and commas in English, as spreadsheets expect them."""
    late = {o.state.subject.id: o.days_late for o in found.overdue}
    rows = [_row(found, state, late.get(state.subject.id), lang) for state in found.snapshot.subjects]
    return spreadsheet_csv([_HEADER[lang], *(tuple(map(harmless, row)) for row in rows)], lang)


def _row(found: Progress, state: SubjectState, late: int | None, lang: Lang) -> tuple[str, ...]:
    subject = state.subject
    certain = {True: ("ja", "yes"), False: ("nee", "no")}[state.state.is_certain][lang == "en"]
    return (
        subject.id,
        found.snapshot.register.heading(subject.heading).title.in_(lang),
        subject.round,
        subject.title.in_(lang),
        state_words(state.state, lang),
        certain,
        " / ".join(", ".join(names) for names in state.responsible.values if names),
        moment_words(state.deadline, lang) if state.deadline.values != (None,) else "",
        "" if late is None else str(late),
        "; ".join(piece.reference for piece in state.evidence),
        "" if state.last_recorded is None else state.last_recorded.isoformat(),
        ", ".join(subject.source),
    )
