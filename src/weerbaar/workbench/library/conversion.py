# SPDX-License-Identifier: EUPL-1.2
"""Between the rows of the scenario library and the scenarios and sources of :mod:`weerbaar.dossier`."""

from __future__ import annotations

from typing import Any

from weerbaar.base import Text
from weerbaar.dossier import STORYLINE_HEADINGS, Scenario, Source
from weerbaar.workbench.library import models

SECTIONS = tuple(STORYLINE_HEADINGS)
"""Names of the sections of a storyline, in order."""


def text_of(nl: str, en: str) -> Text | None:
    """Return the pair as a text, None where nothing was written."""
    return Text(nl=nl or en, en=en) if nl or en else None


def scenario_of(row: models.Scenario) -> Scenario:
    """Return the scenario of the library that a row stands for.

    Raises:
        pydantic.ValidationError: the row holds what a dossier cannot hold (forms and imports refuse that).
    """
    return Scenario.model_validate(
        {
            "id": row.slug,
            "title": {"nl": row.title_nl, "en": row.title_en},
            "theme": text_of(row.theme_nl, row.theme_en),
            "kind": row.kind,
            "kind_mark": row.kind_mark,
            # A scenario that was withdrawn is in no dossier; its text can be read and compared all the same.
            "status": "retired" if row.status == models.WITHDRAWN else row.status,
            "round": row.round_label or None,
            "time_horizon_years": row.time_horizon_years,
            "vital": tuple(row.vital),
            "links": tuple(row.links),
            "sources": tuple(row.sources),
            "mark": row.mark,
            "note": text_of(row.note_nl, row.note_en),
            "storyline": {name: row.story[name] for name in SECTIONS if row.story.get(name)},
        },
        strict=False,
    )


def scenario_fields(scenario: Scenario) -> dict[str, Any]:
    """Return the fields of the row that stands for a scenario, without its round, level and review."""
    data = scenario.model_dump(mode="json", exclude_unset=True)
    story = {name: pair for name, pair in scenario.storyline.model_dump(mode="json").items() if any(pair.values())}
    return {
        "slug": scenario.id,
        **pair("title", scenario.title),
        **pair("theme", scenario.theme),
        "kind": scenario.kind,
        "kind_mark": scenario.kind_mark,
        "status": scenario.status,
        "round_label": scenario.round or "",
        "time_horizon_years": scenario.time_horizon_years,
        "vital": list(scenario.vital),
        "links": data.get("links", []),
        "sources": list(scenario.sources),
        "mark": scenario.mark,
        **pair("note", scenario.note),
        "story": story,
    }


def pair(name: str, text: Text | None) -> dict[str, str]:
    """Return the two columns of a text."""
    return {f"{name}_nl": text.nl if text else "", f"{name}_en": text.en if text else ""}


def source_of(row: models.Source) -> Source:
    """Return the source that a row stands for."""
    return Source(title=row.title, author=row.author, year=row.year, reference=row.reference)


def source_row(round_id: int, key: str, source: Source) -> models.Source:
    """Return a new row, not saved, for a source."""
    return models.Source(
        round_id=round_id,
        key=key,
        title=source.title,
        author=source.author,
        year=source.year,
        reference=source.reference,
    )
