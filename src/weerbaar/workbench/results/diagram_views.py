# SPDX-License-Identifier: EUPL-1.2
"""The risk diagram with its table; everything about it is in the address."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.results import verbs
from weerbaar.workbench.results.drawing import zoomed
from weerbaar.workbench.results.levels import level_for, seen
from weerbaar.workbench.results.pages import computation, figure_or_none, is_part, other_rounds
from weerbaar.workbench.results.selection import (
    KINDS,
    ORDERS,
    STATUSES,
    UNCERTAINTY,
    Choice,
    choice_of,
    chosen,
    in_order,
    themes_of,
)
from weerbaar.workbench.results.wording import place_words
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.assessment import Assessment, ScenarioResult
    from weerbaar.figures import Figure, Width


_STEPS = {
    "in": ("+", Text(nl="inzoomen", en="zoom in")),
    "out": ("−", Text(nl="uitzoomen", en="zoom out")),
    "left": ("←", Text(nl="naar links", en="to the left")),
    "right": ("→", Text(nl="naar rechts", en="to the right")),
    "up": ("↑", Text(nl="omhoog", en="up")),
    "down": ("↓", Text(nl="omlaag", en="down")),
    "whole": ("⤢", Text(nl="geheel", en="whole")),
}


@dataclass(frozen=True)
class Row:
    """One line of the table beside the diagram."""

    result: ScenarioResult
    number: str
    likelihood: str
    likelihood_range: str
    impact: str
    impact_range: str
    earlier: str
    rank: str


@dataclass(frozen=True)
class Column:
    """A heading of the table that sorts by it; ``sorted`` as ARIA has it, or empty."""

    name: str
    label: str
    address: str
    sorted: str


@access(Action.RESULTS)
def diagram(request: HttpRequest) -> HttpResponse:
    """The risk diagram of the round."""
    round_: Round = request.round  # type: ignore[attr-defined]
    level, choice = seen(request), choice_of(request.GET)
    narrow = request.GET.get("beeld") == "telefoon"
    usual = verbs.assessment(round_, level)
    found = usual if choice.weights == "default" else verbs.assessment(round_, level, choice.weights)
    rounds = other_rounds(request)
    context: dict[str, Any] = {
        "here": "results",
        "choice": choice,
        "computation": computation(request, round_, found, ("gewichten", choice.weights)),
        "uncertainty": UNCERTAINTY,
        "kinds": KINDS,
        "statuses": STATUSES,
        "rounds": rounds,
        "profiles": profiles_of(usual.value),
        "narrow": narrow,
    }
    if found.value is not None:
        assessment, key = found.value.assessment, [found.name]
        earlier = next((r for r in rounds if r.slug == choice.met), None)
        if earlier is not None:
            assessment = _with_arrows(request, assessment, key, earlier, context)
        context["themes"] = themes_of(assessment)
        context |= _shown(round_, assessment, key, choice, "phone" if narrow else "screen")
        context["may_export"] = may(cast(User, request.user), Action.EXPORT, round_)
        context["export_query"] = choice.query(zoom=None)
    if is_part(request):
        return render(request, "results/drawing.html" if narrow else "results/diagram_part.html", context)
    return render(request, "results/diagram.html", context)


def profiles_of(assessed: Any) -> list[tuple[str, str]]:
    """Return the weights to choose from, by id and name: the round's own first."""
    found = [("default", say("van de ronde", "of the round"))]
    if assessed is not None and assessed.terms is not None:
        found += [(id_, name.in_(language())) for id_, name, _ in assessed.terms.profiles]
    return [
        *found,
        ("profiles", say("alle profielen, even waarschijnlijk", "all profiles, equally likely")),
        ("dirichlet", say("alle gewichten, even waarschijnlijk", "all weights, equally likely")),
    ]


def draw(
    round_: Round, assessment: Assessment, key: list[str], choice: Choice, width: Width, *, links: bool = True
) -> Figure | None:
    """Return the diagram of what was chosen; None for a method without a total.

    Args:
        assessment: with only the scenarios to draw.
        key: names of the result files that it comes from.
        links: whether the marks lead to pages; not in a file to take away.
    """
    from weerbaar.figures import risk_diagram

    ids = tuple(result.id for result in assessment.scenarios)
    names: tuple[Hashable, ...] = ("diagram", *key, round_.slug, width, choice.uncertainty, ids, links)

    def addresses() -> dict[str, str]:
        return {id_: reverse("result-scenario", kwargs={"round_slug": round_.slug, "slug": id_}) for id_ in ids}

    return figure_or_none(
        names,
        lambda: risk_diagram(
            assessment,
            language(),
            width,
            uncertainty=choice.uncertainty,  # type: ignore[arg-type]
            links=addresses() if links else None,
        ),
    )


def _with_arrows(
    request: HttpRequest, assessment: Assessment, key: list[str], earlier: Round, context: dict[str, Any]
) -> Assessment:
    """Return the assessment with places in an earlier round, or have those computed."""
    from weerbaar.assessment import with_earlier

    before = verbs.assessment(earlier, level_for(cast(User, request.user), earlier))
    context["earlier"] = computation(request, earlier, before)
    if before.value is None:
        return assessment
    key.append(before.name)
    added = with_earlier(assessment, before.value.assessment)
    context["no_arrows"] = all(
        new.earlier == old.earlier for new, old in zip(added.scenarios, assessment.scenarios, strict=True)
    )
    return added


def _shown(round_: Round, assessment: Assessment, key: list[str], choice: Choice, width: Width) -> dict[str, Any]:
    subset, hidden = chosen(assessment, choice)
    figure = draw(round_, subset, key, choice, width)
    shown: dict[str, Any] = {
        "total": len(assessment.scenarios),
        "drawn": len(subset.scenarios),
        "hidden": hidden,
        "method": assessment.method_title,
        "statement": assessment.statement,
    }
    if figure is None:
        return {**shown, "instead": _instead(subset, key)}
    part = zoomed(figure, choice.zoom)
    rows = [_row(result, cells) for result, cells in zip(subset.scenarios, figure.table.rows, strict=True)]
    return {
        **shown,
        "figure": figure,
        "svg": part.svg,
        "steps": [(name, *_STEPS[name], choice.query(zoom=view)) for name, view in part.steps.items()],
        "rows": in_order(rows, choice.order, language(), lambda row: row.result),
        "columns": _columns(choice),
    }


def _instead(subset: Assessment, key: list[str]) -> Figure | None:
    """Return the probabilities of the classes, for a method that has no total to put on an axis."""
    from weerbaar.figures import class_probability_strips

    ids = tuple(result.id for result in subset.scenarios)
    return figure_or_none(("strips", *key, ids), lambda: class_probability_strips(subset, language(), "screen"))


def _row(result: ScenarioResult, cells: tuple[str, ...]) -> Row:
    """Return a line of the table from that of the figure: number, title, kind, likelihood, impact, earlier rounds."""
    rank = "–" if result.rank is None else place_words(result.rank.position)
    return Row(result, cells[0], cells[3], cells[4], cells[5], cells[6], cells[7], rank)


def _columns(choice: Choice) -> list[Column]:
    names = (
        Text(nl="Nr.", en="No."),
        Text(nl="Scenario", en="Scenario"),
        Text(nl="Soort", en="Kind"),
        Text(nl="Waarschijnlijkheid", en="Likelihood"),
        Text(nl="Impact", en="Impact"),
        Text(nl="Rang naar impact", en="Rank by impact"),
    )
    columns = []
    for name, label in zip(ORDERS, names, strict=True):
        now = {name: "ascending", f"-{name}": "descending"}.get(choice.order, "")
        # Likelihood and impact are looked for from high to low first.
        first, second = (f"-{name}", name) if name in ("waarschijnlijkheid", "impact") else (name, f"-{name}")
        columns.append(
            Column(name, label.in_(language()), choice.query(order=second if choice.order == first else first), now)
        )
    return columns
