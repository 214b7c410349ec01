# SPDX-License-Identifier: EUPL-1.2
"""The files of an edition as somebody looks for them: one row per document and language, its formats beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from weerbaar.base import Lang, Text
from weerbaar.workbench.reports.documents import DOCUMENTS, FORMATS
from weerbaar.workbench.reports.making import DOSSIER_FILE, RECORD_FILE, RESULTS_FILE
from weerbaar.workbench.reports.models import PublishedFile
from weerbaar.workbench.reports.store import Found

_OTHERS = {
    DOSSIER_FILE: Text(nl="Dossier", en="Dossier"),
    RESULTS_FILE: Text(nl="Uitkomsten", en="Outcomes"),
    RECORD_FILE: Text(nl="Rekenverslag", en="Run record"),
}
_LABELS = {found.ending: found.name.upper() if found.name != "docx" else "Word" for found in FORMATS.values()}


@dataclass(frozen=True)
class Copy:
    """One file; ``state`` once it was checked."""

    row: PublishedFile
    label: str
    state: Found | None

    @property
    def is_page(self) -> bool:
        """Whether a browser can show it."""
        return self.row.name.endswith(".html")


@dataclass
class Shelf:
    """A document in one language; None where it has none."""

    title: Text
    lang: Lang | None
    copies: list[Copy] = field(default_factory=list)


def shelves(files: Iterable[PublishedFile], round_slug: str, outcome: dict[int, Found] | None) -> list[Shelf]:
    """Return the files by document: those in the order of :data:`DOCUMENTS`, Dutch first, then the others.

    Args:
        files: of one edition.
        round_slug: begins the name of every document.
        outcome: primary key to what a check found; None where nothing was checked.
    """
    found: dict[tuple[int, str], Shelf] = {}
    for row in files:
        place = PurePosixPath(row.name)
        lang: Lang | None = "nl" if place.parts[0] == "nl" else "en" if place.parts[0] == "en" else None
        order, title = _document(place, round_slug, lang)
        shelf = found.setdefault((order, row.name if lang is None else lang), Shelf(title, lang))
        label = place.suffix.lstrip(".") if lang is None else _LABELS[place.suffix.lstrip(".")]
        shelf.copies.append(Copy(row, label, None if outcome is None else outcome.get(row.pk)))
    return [found[key] for key in sorted(found, key=lambda k: (k[0], k[1] != "nl", k[1]))]


def _document(place: PurePosixPath, round_slug: str, lang: Lang | None) -> tuple[int, Text]:
    if lang is not None:
        stem = place.stem.removeprefix(f"{round_slug}-")
        for order, document in enumerate(DOCUMENTS.values()):
            if document.stem.in_(lang) == stem:
                return order, document.title
    return len(DOCUMENTS), _OTHERS.get(place.name, Text(nl=place.name))
