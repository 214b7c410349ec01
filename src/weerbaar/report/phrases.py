# SPDX-License-Identifier: EUPL-1.2
"""The few words that the renderers add themselves, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from weerbaar.base import Lang, Text
from weerbaar.report.model import Report
from weerbaar.report.wording import day

_PHRASES: Mapping[str, Text] = {
    "characters": Text(
        nl="Tekens die de lettertypen van dit bestand niet kennen, staan hier als \N{REPLACEMENT CHARACTER}.",
        en="Characters that the fonts of this file do not have are shown here as \N{REPLACEMENT CHARACTER}.",
    ),
    "contents": Text(nl="Inhoudsopgave", en="Contents"),
    "figure": Text(nl="Figuur", en="Figure"),
    "logo": Text(nl="Logo van", en="Logo of"),
    "of": Text(nl="van", en="of"),
    "page": Text(nl="Pagina", en="Page"),
    "run": Text(nl="Rekenverslag", en="Run record"),
    "skip": Text(nl="Naar de inhoud", en="Skip to content"),
    "source": Text(nl="Bron", en="Source"),
    "table": Text(nl="Tabel", en="Table"),
    "table_of_figure": Text(nl="Dezelfde gegevens als tabel", en="The same data as a table"),
}


def phrases(lang: Lang) -> dict[str, str]:
    """Return every phrase in ``lang``."""
    return {name: text.in_(lang) for name, text in _PHRASES.items()}


def date_words(report: Report) -> str:
    """Return the date on the title page: the day of publication, or only the year where no day is known."""
    return str(report.year) if report.date is None else day(report.date, report.lang)
