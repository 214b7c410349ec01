# SPDX-License-Identifier: EUPL-1.2
"""Files in the order in which somebody looks for them."""

from __future__ import annotations

from weerbaar.workbench.reports.models import PublishedFile
from weerbaar.workbench.reports.shelf import shelves
from weerbaar.workbench.reports.store import Found

NAMES = (
    "dossier.zip",
    "en/ronde-letter.html",
    "nl/ronde-bevindingenrapportage.docx",
    "nl/ronde-bevindingenrapportage.html",
    "nl/ronde-brief.html",
    "results.json",
    "run-record.json",
)


def test_documents_come_first_and_dutch_before_english() -> None:
    files = [PublishedFile(pk=number, name=name) for number, name in enumerate(NAMES)]
    found = shelves(files, "ronde", {3: Found.CHANGED})
    assert [(s.title.nl, s.lang, [c.label for c in s.copies]) for s in found] == [
        ("Bevindingenrapportage", "nl", ["Word", "HTML"]),
        ("Kern van de brief", "nl", ["HTML"]),
        ("Kern van de brief", "en", ["HTML"]),
        ("Dossier", None, ["zip"]),
        ("Uitkomsten", None, ["json"]),
        ("Rekenverslag", None, ["json"]),
    ]
    assert [c.state for c in found[0].copies] == [None, Found.CHANGED]
    assert [c.is_page for c in found[0].copies] == [False, True]
