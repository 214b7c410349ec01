# SPDX-License-Identifier: EUPL-1.2
"""Gaps: what tasks need against what is present, as a figure and per capability."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse

from weerbaar.base import InputError, Text, number, percentage, significant
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.capabilities.computing import gaps_of
from weerbaar.workbench.capabilities.conversion import Desk
from weerbaar.workbench.capabilities.drawing import Drawn, drawn_once
from weerbaar.workbench.capabilities.opening import not_there, open_desk, page
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.capability.needs import CapabilityGap, Cell, Gaps, Holding

_TITLE = Text(nl="Tekorten", en="Gaps")
_KINDS = ("analysis", "capabilities", "tasks", "present")
_CURRENT = "capability-gaps"


@access(Action.RESULTS)
def gaps(request: HttpRequest) -> HttpResponse:
    """The matrix of gaps, and a line per capability; filters in the address."""
    desk = open_desk(request, *_KINDS)
    try:
        found = gaps_of(desk)
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="analysis", current=_CURRENT)
    state, scenario = request.GET.get("stand", ""), request.GET.get("scenario", "")
    ranked = found.ranked()
    shown = [
        gap
        for gap in ranked
        if (not state or gap.state.replace(" ", "-") == state) and (not scenario or scenario in gap.needed_by)
    ]
    context = {
        "gaps": found,
        "rows": [_row(found, gap) for gap in shown],
        "count": len(ranked),
        "short": sum(gap.state == "short" for gap in ranked),
        "unknown": sum(gap.state == "unknown" for gap in ranked),
        "sufficient": sum(gap.state == "sufficient" for gap in ranked),
        "drawn": gap_figure(desk, found),
        "state": state,
        "scenario": scenario,
        "states": _states(),
        "coverage": _coverage(found),
        "tolerated": percentage(found.tolerated, language()),
        "withheld": len(found.withheld),
        "hidden": len(desk.hidden),
    }
    return page(request, "gaps.html", context, current=_CURRENT)


@access(Action.RESULTS)
def capability(request: HttpRequest, capability: str) -> HttpResponse:
    """One capability: per scenario what is needed, present and lacking; who holds it; what measures add."""
    desk = open_desk(request, *_KINDS, "measures")
    try:
        found = gaps_of(desk)
        gap = found.capability(capability)
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="analysis", current=_CURRENT)
    except KeyError:
        raise Http404 from None
    analysis = desk.analysis
    measures = [
        m
        for m in (analysis.measures.measures if analysis.measures else ())
        if any(one.capability == capability for one in m.adds)
    ]
    titles = dict(found.scenarios)
    tasks = {t.id: t.title for t in (analysis.needs.tasks if analysis.needs else ())}
    cells = [found.cell(capability, scenario) for scenario, _ in found.scenarios]
    context = {
        "gaps": found,
        "gap": gap,
        "row": _row(found, gap),
        "cells": [_cell(cell, titles[cell.scenario], tasks) for cell in cells if cell.state != "not needed"],
        "holdings": [_holding(one) for one in gap.holdings],
        "measures": measures,
        "closing": _closing(gap),
    }
    return page(request, "capability.html", context, current=_CURRENT)


def gap_figure(desk: Desk, found: Gaps) -> Drawn | None:
    """Return the matrix in the language of the page; None where no task needs anything."""
    from weerbaar.figures import gap_matrix

    return drawn_once(desk, "gap matrix", lambda lang, width: gap_matrix(found, lang, width), of_analysis=True)


def _row(found: Gaps, gap: CapabilityGap) -> dict[str, Any]:
    from weerbaar.capability.needs import COMPONENT_WORDS, KIND_WORDS, STATE_WORDS

    titles, headings = dict(found.scenarios), dict(found.headings)
    return {
        "gap": gap,
        "state": STATE_WORDS[gap.state],
        "state_class": gap.state.replace(" ", "-"),
        "kind": KIND_WORDS[gap.kind],
        "component": COMPONENT_WORDS[gap.component],
        "heading": headings.get(gap.heading or ""),
        "probability": _probability(gap),
        "bar": round(100 * gap.probability) if gap.probability is not None else None,
        "causes": [titles[s] for s in gap.caused_by],
    }


def _probability(gap: CapabilityGap) -> str:
    from weerbaar.capability.needs import UNKNOWN, WITHHELD

    lang = language()
    if gap.withheld:
        return WITHHELD.in_(lang)
    if gap.probability is None:
        return UNKNOWN.in_(lang) if gap.state == "unknown" else "–"
    told = min(max(gap.probability, 1e-9), 1 - 1e-9) if 0 < gap.probability < 1 else gap.probability
    return percentage(told, lang)


def _cell(cell: Cell, title: Text, tasks: dict[str, Text]) -> dict[str, Any]:
    from weerbaar.capability.needs import PHASE_WORDS, STATE_WORDS, WITHHELD

    lang = language()
    numbers = cell.numbers
    need = cell.need if numbers is None else numbers.need
    unsaid = WITHHELD.in_(lang) if cell.withheld else "–"
    return {
        "cell": cell,
        "title": title,
        "state": STATE_WORDS[cell.state],
        "state_class": cell.state.replace(" ", "-"),
        "tasks": [tasks.get(t, Text(nl=t)) for t in cell.tasks],
        "phases": [PHASE_WORDS[p] for p in cell.phases],
        "need": _spread(need) if need is not None else "–",
        "present": _spread(numbers.present) if numbers is not None else unsaid,
        "probability": percentage(numbers.told, lang) if numbers is not None else unsaid,
        "bar": round(100 * numbers.probability) if numbers is not None else None,
        "moment": number(numbers.moment_h, lang, 0) if numbers is not None else "–",
        "lacks": significant(numbers.shortfall, lang) if numbers is not None else unsaid,
    }


def _spread(spread: Any) -> str:
    lang = language()
    middle, low, high = (significant(v, lang) for v in (spread.median, spread.low, spread.high))
    return middle if low == high else f"{middle} ({low}–{high})"


def _holding(one: Holding) -> dict[str, Any]:
    from weerbaar.capability.needs import HOLDER_WORDS, WITHHELD

    lang = language()
    unsaid = WITHHELD.in_(lang)
    return {
        "holding": one,
        "holder": HOLDER_WORDS[one.holder],
        "quantity": unsaid if one.quantity is None else _spread(one.quantity),
        "deploy": unsaid if one.deploy_h is None else number(one.deploy_h, lang, 0 if one.deploy_h >= 1 else 1),
        "reliability": unsaid if one.reliability is None else percentage(one.reliability, lang),
    }


def _closing(gap: CapabilityGap) -> list[tuple[str, str]]:
    from weerbaar.capability.needs import CLOSING

    if gap.closing is None:
        return []
    lang = language()
    return [(percentage(p, lang), significant(v, lang)) for p, v in zip(CLOSING, gap.closing, strict=True)]


def _states() -> list[tuple[str, Text]]:
    from weerbaar.capability.needs import STATE_WORDS, STATES

    return [(state.replace(" ", "-"), STATE_WORDS[state]) for state in STATES]


def _coverage(found: Gaps) -> list[dict[str, Any]]:
    from weerbaar.capability.needs import COMPONENT_WORDS, HOLDER_WORDS, PHASE_WORDS

    words = {"phase": PHASE_WORDS, "component": COMPONENT_WORDS, "holder": HOLDER_WORDS}
    of = {
        "phase": say("Schakel", "Link of the chain"),
        "component": say("Soort", "Component"),
        "holder": say("Houder", "Holder"),
    }
    return [{"of": of[c.of], "name": words[c.of][c.name], "counts": c} for c in found.coverage if c.needed]
