# SPDX-License-Identifier: EUPL-1.2
"""Scenarios × criteria: what one expert has answered, and what of it is asked for in the address of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.answers import Cell
from weerbaar.workbench.scoring.fields import Field, rod_of
from weerbaar.workbench.shell.language import language


@dataclass(frozen=True)
class Filter:
    """Which scenarios are shown; it stands in the address, so that a page can be returned to.

    Attributes:
        show: ``open`` leaves out what is complete.
        theme: one theme.
        text: part of a title.
    """

    show: str = ""
    theme: str = ""
    text: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filter:
        """Return what the address asks for."""
        show = query.get("toon", "")
        return cls(show if show == "open" else "", query.get("thema", "")[:300], query.get("zoek", "").strip()[:100])

    @property
    def query(self) -> str:
        """The same, as it stands in an address."""
        given = {"toon": self.show, "thema": self.theme, "zoek": self.text}
        return urlencode({name: value for name, value in given.items() if value})

    def fits(self, row: Scenario) -> bool:
        """Return whether a scenario belongs to the theme and has the text in its title."""
        titles = f"{row.title_nl}\n{row.title_en}".casefold()
        themes = {row.theme_nl, row.theme_en}
        return (not self.theme or self.theme in themes) and self.text.casefold() in titles


@dataclass(frozen=True)
class Row:
    """One scenario.

    Attributes:
        cells: per question whether it was answered.
    """

    scenario: Scenario
    cells: tuple[bool, ...]
    done: int

    @property
    def complete(self) -> bool:
        """Whether everything was answered."""
        return self.done == len(self.cells)


@dataclass(frozen=True)
class Column:
    """One question, over all scenarios."""

    asked: Field
    done: int


@dataclass(frozen=True)
class Overview:
    """The table, with its totals over all scenarios, also those that the filter leaves out.

    Attributes:
        next: scenario and question that are the first without an answer.
        level: of the most confidential scenario that is shown.
    """

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    scenarios: int
    done: int
    total: int
    complete: int
    next: tuple[Scenario, Field] | None
    themes: tuple[str, ...]
    level: int

    @property
    def left(self) -> int:
        """Questions without an answer."""
        return self.total - self.done


def overview_of(round_: Round, scenarios: Sequence[Scenario], answered: set[Cell], chosen: Filter) -> Overview:
    """Return what somebody has answered.

    Args:
        scenarios: those that this person scores.
        answered: number of the scenario's row and criterion.
        chosen: what is shown.
    """
    fields = rod_of(round_).fields
    rows = []
    for scenario in scenarios:
        cells = tuple((scenario.pk, field.id) in answered for field in fields)
        rows.append(Row(scenario, cells, sum(cells)))
    first = next((row for row in rows if not row.complete), None)
    shown = tuple(row for row in rows if chosen.fits(row.scenario) and not (chosen.show and row.complete))
    name = f"theme_{language()}"
    themes = {getattr(row.scenario, name) or row.scenario.theme_nl or row.scenario.theme_en for row in rows}
    return Overview(
        rows=shown,
        columns=tuple(Column(field, sum(row.cells[i] for row in rows)) for i, field in enumerate(fields)),
        scenarios=len(rows),
        done=sum(row.done for row in rows),
        total=len(rows) * len(fields),
        complete=sum(row.complete for row in rows),
        next=(first.scenario, fields[first.cells.index(False)]) if first is not None else None,
        themes=tuple(sorted(theme for theme in themes if theme)),
        level=max((row.scenario.level for row in shown), default=0),
    )
