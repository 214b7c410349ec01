# SPDX-License-Identifier: EUPL-1.2
"""What the address of a page says: which scenarios, in which order, drawn how, and which part of the drawing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from weerbaar.base import Lang, Text

if TYPE_CHECKING:
    from weerbaar.assessment import Assessment, ScenarioResult

UNCERTAINTY: tuple[tuple[str, Text], ...] = (
    ("bars", Text(nl="strepen (5% tot 95%)", en="bars (5% to 95%)")),
    ("cloud", Text(nl="wolken", en="clouds")),
    ("none", Text(nl="niet tonen", en="not shown")),
)
KINDS: tuple[tuple[str, Text], ...] = (
    ("hazard", Text(nl="gevaar", en="hazard")),
    ("threat", Text(nl="dreiging", en="threat")),
)
STATUSES: tuple[tuple[str, Text], ...] = (
    ("complete", Text(nl="volledig beoordeeld", en="judged completely")),
    ("incomplete", Text(nl="niet alle criteria beoordeeld", en="some criteria not judged")),
    ("published", Text(nl="alleen een gepubliceerde klasse", en="published class only")),
    ("unplaced", Text(nl="niet geplaatst", en="not placed")),
)
ORDERS = ("nr", "scenario", "soort", "waarschijnlijkheid", "impact", "rang")
_ZOOM = re.compile(r"(-?\d{1,5}),(-?\d{1,5}),(\d{1,5}),(\d{1,5})")
_LONGEST = 100


@dataclass(frozen=True)
class Choice:
    """Everything that the address of the risk diagram says; the names are those in the address.

    Attributes:
        weights: id of a weight profile, ``profiles`` or ``dirichlet``.
        uncertainty: how it is drawn.
        theme, kind, status, text: only scenarios that fit; empty for all.
        hidden: ids of scenarios that are left out of the drawing.
        met: slug of an earlier round from which arrows come.
        order: column of the table; with ``-`` from high to low.
        zoom: part of the drawing: left, top, width, height.
    """

    weights: str = "default"
    uncertainty: str = "bars"
    theme: str = ""
    kind: str = ""
    status: str = ""
    text: str = ""
    hidden: tuple[str, ...] = ()
    met: str = ""
    order: str = "nr"
    zoom: tuple[int, int, int, int] | None = None

    def query(self, **changes: Any) -> str:
        """Return the address of this choice, with changes, from the question mark on; without what is usual."""
        chosen, usual = replace(self, **changes), Choice()
        found = QueryDict(mutable=True)
        for name, parameter in _NAMES.items():
            value = getattr(chosen, name)
            if value != getattr(usual, name):
                found.setlist(parameter, list(value) if name == "hidden" else [_written(value)])
        return f"?{found.urlencode(safe=',')}" if found else "?"


_NAMES = {
    "weights": "gewichten",
    "uncertainty": "onzekerheid",
    "theme": "thema",
    "kind": "soort",
    "status": "toestand",
    "text": "zoek",
    "hidden": "verberg",
    "met": "met",
    "order": "sorteer",
    "zoom": "zoom",
}


def choice_of(query: QueryDict) -> Choice:
    """Return what an address says; what it says wrongly counts as not said."""

    def given(name: str, allowed: tuple[str, ...] | None = None) -> str:
        value = query.get(_NAMES[name], "").strip()[:_LONGEST]
        return value if allowed is None or value in allowed else ""

    order = given("order")
    return Choice(
        weights=given("weights") or "default",
        uncertainty=given("uncertainty", tuple(u for u, _ in UNCERTAINTY)) or "bars",
        theme=given("theme"),
        kind=given("kind", tuple(k for k, _ in KINDS)),
        status=given("status", tuple(s for s, _ in STATUSES)),
        text=given("text"),
        hidden=tuple(dict.fromkeys(query.getlist("verberg"))),
        met=given("met"),
        order=order if order.removeprefix("-") in ORDERS else "nr",
        zoom=_zoom(query.get("zoom", "")),
    )


def fits(result: ScenarioResult, choice: Choice) -> bool:
    """Return whether a scenario passes the filter."""
    if choice.kind and result.kind != choice.kind:
        return False
    if choice.theme and (result.theme is None or result.theme.nl != choice.theme):
        return False
    if choice.status and status_of(result) != choice.status:
        return False
    words = f"{result.title.nl} {result.title.en} {result.theme.nl if result.theme else ''}".casefold()
    return all(part in words for part in choice.text.casefold().split())


def status_of(result: ScenarioResult) -> str:
    """Return how far a scenario was judged; one of :data:`STATUSES`."""
    impact, likelihood = result.impact, result.likelihood
    if impact is None or likelihood is None:
        return "unplaced"
    if impact.basis == "published":
        return "published"
    return "incomplete" if impact.incomplete else "complete"


def themes_of(assessment: Assessment) -> list[Text]:
    """Return the themes of a round in alphabetical order."""
    found = {result.theme.nl: result.theme for result in assessment.scenarios if result.theme is not None}
    return [found[name] for name in sorted(found)]


def chosen(assessment: Assessment, choice: Choice) -> tuple[Assessment, list[ScenarioResult]]:
    """Return the assessment of the scenarios to draw, and the scenarios that fit but are hidden."""
    fitting = [result for result in assessment.scenarios if fits(result, choice)]
    drawn = tuple(result for result in fitting if result.id not in choice.hidden)
    return replace(assessment, scenarios=drawn), [result for result in fitting if result.id in choice.hidden]


def in_order(rows: list[Any], order: str, lang: Lang, result_of: Callable[[Any], ScenarioResult]) -> list[Any]:
    """Return rows in the order of a column; what is not known comes last, whichever way."""
    column = order.removeprefix("-")
    if column == "nr":
        return rows[::-1] if order.startswith("-") else rows
    known = [row for row in rows if _value(result_of(row), column, lang) is not None]
    unknown = [row for row in rows if _value(result_of(row), column, lang) is None]
    known.sort(key=lambda row: _value(result_of(row), column, lang), reverse=order.startswith("-"))
    return known + unknown


def _value(result: ScenarioResult, column: str, lang: Lang) -> Any:
    if column == "scenario":
        return result.title.in_(lang).casefold()
    if column == "soort":
        return result.kind
    if column == "waarschijnlijkheid":
        return None if result.likelihood is None else result.likelihood.value
    if column == "impact":
        return None if result.impact is None else result.impact.value
    return None if result.rank is None else result.rank.position


def _zoom(text: str) -> tuple[int, int, int, int] | None:
    match = _ZOOM.fullmatch(text)
    if match is None:
        return None
    left, top, width, height = (int(part) for part in match.groups())
    return (left, top, width, height) if width >= 10 and height >= 10 else None


def _written(value: Any) -> str:
    return ",".join(str(part) for part in value) if isinstance(value, tuple) else str(value)
