# SPDX-License-Identifier: EUPL-1.2
"""How countries assess national risks: a table of countries and themes in which every cell names its source.

A cell that nobody looked up, or looked up and did not find, is shown as unknown; it is never left blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field

from weerbaar.base import (
    FileModel,
    InputError,
    Lang,
    Problem,
    Schema,
    Text,
    harmless,
    json_bytes,
    schema_document,
    spreadsheet_csv,
)
from weerbaar.capability.cooperation.reading import declared_ids, find_or_shipped
from weerbaar.capability.folder import Folder
from weerbaar.dossier import Mark, Slug, Title

APPROACHES_FILE = "approaches.yaml"
SHIPPED_TABLE = "approaches"
UNKNOWN = Text(nl="onbekend", en="unknown")
_MOST = {"themes": 100, "countries": 250, "sources": 2_000, "cells": 25_000}

MARK_WORDS: dict[str, Text] = {
    "found": Text(nl="gevonden", en="found"),
    "derived": Text(nl="afgeleid", en="derived"),
    "recalled-high": Text(nl="uit het hoofd, vrij zeker", en="recalled, fairly sure"),
    "recalled-med": Text(nl="uit het hoofd, redelijk zeker", en="recalled, moderately sure"),
    "recalled-low": Text(nl="uit het hoofd, onzeker", en="recalled, unsure"),
    "not-found": Text(nl="gezocht en niet gevonden", en="looked for, not found"),
    "assumed": Text(nl="aangenomen", en="assumed"),
    "illustrative": Text(nl="illustratief", en="illustrative"),
}


class Theme(FileModel):
    """A column of the comparison, for instance how likelihood is expressed."""

    id: Slug
    name: Title


class Country(FileModel):
    """A country or organisation, with the name of its method."""

    id: Slug
    name: Title
    method: Title | None = None


class ApproachSource(FileModel):
    """Where something was read."""

    id: Slug
    title: Title


class Cell(FileModel):
    """How one country goes about one theme; without text nothing is known, and ``mark`` says whether anybody looked."""

    country: Slug
    theme: Slug
    text: Text | None = None
    source: tuple[Slug, ...] = ()
    mark: Mark = "found"


class ApproachesFile(FileModel):
    """``approaches.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    title: Title
    statement: Text
    themes: tuple[Theme, ...] = ()
    countries: tuple[Country, ...] = ()
    sources: tuple[ApproachSource, ...] = ()
    cells: tuple[Cell, ...] = ()


NamedT = TypeVar("NamedT", Theme, Country)

_LISTS: dict[str, type[FileModel]] = {
    "themes": Theme,
    "countries": Country,
    "sources": ApproachSource,
    "cells": Cell,
}


@dataclass(frozen=True)
class Approaches:
    """The table, whole or a part of it.

    Attributes:
        file: countries and themes that are shown, in their order, with the cells and sources that belong to them.
    """

    file: ApproachesFile

    def cell(self, country: str, theme: str) -> Cell:
        """Return a cell; one without text where nobody filled it in."""
        found = self._cells.get((country, theme))
        return Cell(country=country, theme=theme, mark="not-found") if found is None else found

    @cached_property
    def _cells(self) -> dict[tuple[str, str], Cell]:
        return {(c.country, c.theme): c for c in self.file.cells}

    def words(self, country: str, theme: str, lang: Lang) -> str:
        """Return what a cell says, or that it is unknown."""
        text = self.cell(country, theme).text
        return (UNKNOWN if text is None else text).in_(lang)

    def only(self, *, countries: Sequence[str] = (), themes: Sequence[str] = ()) -> Approaches:
        """Return some countries or themes, each in the order asked for; all of them where none are named.

        Args:
            countries, themes: ids, or names in either language.

        Raises:
            InputError: one of them is not in the table.
        """
        problems: list[Problem] = []
        kept_countries = _chosen(self.file.countries, countries, "land", "country", problems)
        kept_themes = _chosen(self.file.themes, themes, "thema", "theme", problems)
        if problems:
            raise InputError(problems)
        country_ids, theme_ids = {c.id for c in kept_countries}, {t.id for t in kept_themes}
        cells = tuple(c for c in self.file.cells if c.country in country_ids and c.theme in theme_ids)
        named = {source for cell in cells for source in cell.source}
        return Approaches(
            self.file.model_copy(
                update={
                    "countries": kept_countries,
                    "themes": kept_themes,
                    "cells": cells,
                    "sources": tuple(s for s in self.file.sources if s.id in named),
                }
            )
        )


def _chosen(
    there: Sequence[NamedT], wanted: Sequence[str], nl: str, en: str, problems: list[Problem]
) -> tuple[NamedT, ...]:
    if not wanted:
        return tuple(there)
    found = []
    for name in dict.fromkeys(wanted):
        low = name.strip().casefold()
        hit = next((t for t in there if low in {t.id, t.name.nl.casefold(), t.name.in_("en").casefold()}), None)
        if hit is None:
            listed = ", ".join(t.id for t in there)
            problems.append(
                Problem(
                    f"{nl} | {en}",
                    Text(nl="staat niet in de tabel.", en="is not in the table."),
                    Text(nl=f"Kies uit: {listed}.", en=f"Choose from: {listed}."),
                    value=name,
                )
            )
        elif hit not in found:
            found.append(hit)
    return tuple(found)


def load_approaches(name_or_path: str | Path = SHIPPED_TABLE) -> Approaches:
    """Return the table of a file, of a folder with ``approaches.yaml``, or the shipped one.

    Raises:
        InputError: there is no such file, or something in it is wrong; with every problem.
    """
    path = find_or_shipped(name_or_path, SHIPPED_TABLE, APPROACHES_FILE)
    folder = Folder(path.parent)
    sheet = folder.read(path.name, ApproachesFile, _LISTS)
    if sheet is None:
        raise InputError(folder.problems)
    lists = sheet.lists
    for key, most in _MOST.items():
        if len(lists[key]) > most:
            message = Text(nl=f"meer dan {most} onderdelen.", en=f"more than {most} entries.")
            hint = Text(nl="Splits de tabel.", en="Split the table.")
            raise InputError([Problem(path.name, message, hint, field=key)])
    for key in ("themes", "countries", "sources"):
        folder.refuse_duplicates(lists[key])
    known = {key: declared_ids(sheet, key) for key in ("themes", "countries", "sources")}
    seen: set[tuple[str, str]] = set()
    for entry in lists["cells"]:
        cell = entry.value
        folder.refuse_unknown(entry, ("country",), cell.country, known["countries"], "land", "country")
        folder.refuse_unknown(entry, ("theme",), cell.theme, known["themes"], "thema", "theme")
        for k, source in enumerate(cell.source):
            folder.refuse_unknown(entry, ("source", k), source, known["sources"], "bron", "source")
        if cell.text is not None and not cell.source and cell.mark in ("found", "derived"):
            folder.problems.append(
                entry.problem(
                    ("source",),
                    "een gevonden cel noemt haar bron.",
                    "a cell that was found names its source.",
                    Text(nl="Noem een bron of kies een andere mark.", en="Name a source or choose another mark."),
                )
            )
        if (cell.country, cell.theme) in seen:
            folder.problems.append(
                entry.problem(
                    (),
                    "deze cel is al ingevuld.",
                    "this cell is filled in already.",
                    value=f"{cell.country}, {cell.theme}",
                )
            )
        seen.add((cell.country, cell.theme))
    folder.raise_errors()
    return Approaches(sheet.whole())


def approaches_json(table: Approaches) -> bytes:
    """Return the table as UTF-8 JSON in the shape of its own file, so that it can be read again."""
    return json_bytes(table.file.model_dump(mode="json", by_alias=True, exclude_none=True))


def approaches_schema() -> Schema:
    """Return the JSON Schema (2020-12) of ``approaches.yaml`` and of what :func:`approaches_json` writes."""
    return schema_document(ApproachesFile, "approaches", 1, "Weerbaar table of approaches, version 1")


def approaches_csv(table: Approaches, lang: Lang = "nl") -> bytes:
    """Return a row per country and theme with text, mark and sources, for a spreadsheet."""
    nl = lang == "nl"
    header = "land methode thema tekst zekerheid bronnen" if nl else "country method theme text certainty sources"
    rows: list[Sequence[str]] = [header.split()]
    titles = {s.id: s.title.in_(lang) for s in table.file.sources}
    for country in table.file.countries:
        method = "" if country.method is None else country.method.in_(lang)
        for theme in table.file.themes:
            cell = table.cell(country.id, theme.id)
            rows.append(
                (
                    country.name.in_(lang),
                    method,
                    theme.name.in_(lang),
                    table.words(country.id, theme.id, lang),
                    MARK_WORDS[cell.mark].in_(lang),
                    "; ".join(titles[s] for s in cell.source),
                )
            )
    return spreadsheet_csv(([harmless(cell) for cell in row] for row in rows), lang)
