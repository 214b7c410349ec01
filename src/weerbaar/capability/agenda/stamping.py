# SPDX-License-Identifier: EUPL-1.2
"""Note a review in the agenda on disk: one block put in its place, everything else left as it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from weerbaar.base import InputError, Problem, Text, read_text, write_atomic
from weerbaar.capability.agenda.file_model import Reviewed
from weerbaar.capability.agenda.reading import Agenda, load_agenda, parse_agenda
from weerbaar.capability.folder import MAX_FILE_BYTES
from weerbaar.capability.register import field_text, locked, with_field

_BOM = b"\xef\xbb\xbf"


def reviewed_text(reviewed: Reviewed) -> str:
    """Return the block ``reviewed`` as it stands in an agenda."""
    return field_text({"reviewed": reviewed.model_dump()})


def find_scenario(agenda: Agenda, scenario: str, dossier: str | None = None) -> tuple[int, int]:
    """Return the number of the theme and the number within it of a scenario.

    Args:
        agenda: read.
        scenario: its id.
        dossier: needed where scenarios of several dossiers have that id.

    Raises:
        InputError: it is not on the agenda, or more than once.
    """
    places = [
        (i, j)
        for i, theme in enumerate(agenda.themes)
        for j, one in enumerate(theme.scenarios)
        if one.scenario == scenario and dossier in (None, one.dossier)
    ]
    if len(places) == 1:
        return places[0]
    known = sorted({s.scenario for theme in agenda.themes for s in theme.scenarios})
    raise InputError(
        [
            Problem(
                agenda.path.name,
                Text(nl="staat meer dan eens op de agenda.", en="is on the agenda more than once.")
                if places
                else Text(nl="staat niet op de agenda.", en="is not on the agenda."),
                Text(nl="Geef ook het dossier.", en="Give the dossier as well.")
                if places
                else Text(nl=f"Kies uit: {', '.join(known[:12])}.", en=f"Choose from: {', '.join(known[:12])}."),
                value=scenario,
            )
        ]
    )


def write_review(path: Path, scenario: str, reviewed: Reviewed, dossier: str | None = None) -> Agenda:
    """Put a review in the place of the last one and return the agenda as it is now.

    Args:
        path: of the agenda.
        scenario: id of the scenario that was reviewed.
        reviewed: of :func:`stamp`.
        dossier: needed where scenarios of several dossiers have that id.

    Raises:
        InputError: the scenario is not on the agenda, the file is not right, or it is written between braces there.
        OSError: it cannot be written; the file is as it was.
    """
    # Of a link the file itself is replaced, or the link would from then on be an agenda of its own.
    path = path.resolve()
    with locked(path):
        agenda = load_agenda(path)
        i, j = find_scenario(agenda, scenario, dossier)
        text = read_text(path, path.name, MAX_FILE_BYTES)
        place: Sequence[str | int] = ("themes", i, "scenarios", j)
        after = with_field(text, path.name, place, "reviewed", reviewed.model_dump())
        now = parse_agenda(after, path)
        mark = _BOM if path.read_bytes().startswith(_BOM) else b""
        write_atomic(path, mark + after.encode())
    return now
