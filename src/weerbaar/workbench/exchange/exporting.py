# SPDX-License-Identifier: EUPL-1.2
"""A round as a file that leaves the workbench."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from weerbaar.base import Text
from weerbaar.dossier import Dossier, export_csv, export_workbook
from weerbaar.method import load_method
from weerbaar.workbench.reports.archive import dossier_archive
from weerbaar.workbench.rounds.conversion import dossier_of
from weerbaar.workbench.rounds.models import Round


@dataclass(frozen=True)
class Form:
    """A form in which a round leaves; ``ending`` of the file."""

    name: str
    title: Text
    about: Text
    ending: str
    media_type: str


FORMS = {
    form.name: form
    for form in (
        Form(
            "dossier",
            Text(nl="Dossier (zip)", en="Dossier (zip)"),
            Text(
                nl="De hele ronde als leesbare bestanden: scenario’s, oordelen, bronnen, besluiten. Weer in te lezen.",
                en="The whole round as readable files: scenarios, judgements, sources, decisions. Can be read back.",
            ),
            "zip",
            "application/zip",
        ),
        Form(
            "workbook",
            Text(nl="Werkmap (Excel)", en="Workbook (Excel)"),
            Text(
                nl="Invulblad met de oordelen en de lege plaatsen, om buiten de werkbank in te vullen.",
                en="A form with the judgements and the open places, to fill in outside the workbench.",
            ),
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        Form(
            "csv",
            Text(nl="Oordelen (CSV)", en="Judgements (CSV)"),
            Text(nl="Dezelfde rijen als de werkmap, in platte tekst.", en="The rows of the workbook as plain text."),
            "csv",
            "text/csv; charset=utf-8",
        ),
    )
}


def content_of(round_: Round, form: str, *, level: int, names: bool) -> bytes:
    """Return a round in a form.

    Args:
        round_: the round.
        form: one of :data:`FORMS`.
        level: what is more confidential is left out, with all that refers to it.
        names: whether the experts bear their own names.

    Raises:
        InputError: a text is too long for a cell, or holds a character that a file cannot.
    """
    dossier = dossier_of(round_, level=level, names=names)
    if form == "dossier":
        return dossier_archive(dossier)
    return _table(dossier, form)


def _table(dossier: Dossier, form: str) -> bytes:
    method = load_method(dossier.round.method)
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as folder:
        place = Path(folder) / f"oordelen.{FORMS[form].ending}"
        write = export_workbook if form == "workbook" else export_csv
        write(dossier, method, place)
        return place.read_bytes()
