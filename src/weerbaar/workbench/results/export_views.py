# SPDX-License-Identifier: EUPL-1.2
"""Results to take away: the diagram as SVG, PNG or CSV, and everything as JSON in the published schemas."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse

from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.audit import log
from weerbaar.workbench.results import verbs
from weerbaar.workbench.results.agreements import agreements, criteria_of
from weerbaar.workbench.results.diagram_views import draw
from weerbaar.workbench.results.levels import seen
from weerbaar.workbench.results.selection import choice_of, chosen
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import say

if TYPE_CHECKING:
    from weerbaar.figures import FigureTable

_TYPES = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8", "json": "application/json"}
_FORMULA = re.compile(r"^[=+\-@\t\r]")


@access(Action.EXPORT)
def file(request: HttpRequest, form: str) -> HttpResponse:
    """The risk diagram as in the address, or (JSON) all results of the round."""
    from weerbaar.assessment import results_json

    round_: Round = request.round  # type: ignore[attr-defined]
    level, choice = seen(request), choice_of(request.GET)
    found = verbs.assessment(round_, level, choice.weights)
    if found.value is None or form not in _TYPES:
        raise Http404
    assessment = found.value.assessment
    if form == "json":
        content = results_json(assessment)
        return _sent(request, round_, level, say("uitkomsten", "results"), form, content)
    subset, _ = chosen(assessment, choice)
    figure = draw(round_, subset, [found.name], choice, "screen", links=False)
    if figure is None:
        raise Http404
    content = {
        "svg": lambda: figure.svg.encode(),
        "png": lambda: figure.png(),
        "csv": lambda: table_csv(figure.table),
    }[form]()
    return _sent(request, round_, level, say("risicodiagram", "risk-diagram"), form, content)


@access(Action.EXPORT)
def sensitivity_file(request: HttpRequest) -> HttpResponse:
    """The sensitivity analysis as JSON."""
    from weerbaar.assessment import sensitivity_json, with_ranks

    round_: Round = request.round  # type: ignore[attr-defined]
    level = seen(request)
    found = verbs.sensitivity(round_, level, request.GET.get("gewichten", "default"))
    agreed = agreements(request.GET, criteria_of(round_, verbs.assessment(round_, level).value))
    if found.value is None or agreed.constraints is None:
        raise Http404
    result = found.value
    if agreed.given:
        ranks = verbs.acceptability(round_, level, agreed.constraints)
        if ranks.value is None or (ranks.is_stale, found.is_stale) != (False, False):
            raise Http404
        result = with_ranks(result, ranks.value)
    name = say("gevoeligheid", "sensitivity")
    return _sent(request, round_, level, name, "json", sensitivity_json(result))


@access(Action.EXPORT)
def cascade_file(request: HttpRequest) -> HttpResponse:
    """The cascades of the round as JSON."""
    from weerbaar.cascade import cascade_results_json

    round_: Round = request.round  # type: ignore[attr-defined]
    level = seen(request)
    found = verbs.cascade(round_, level)
    if found.value is None:
        raise Http404
    return _sent(request, round_, level, "cascades", "json", cascade_results_json(found.value.outcome))


def table_csv(table: FigureTable) -> bytes:
    """Return a table as a CSV file that spreadsheets open: semicolons, with a byte order mark, no formulas."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(head) for head in table.header])
    writer.writerows([[_cell(cell) for cell in row] for row in table.rows])
    return text.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    """Return a cell that a spreadsheet does not take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _sent(request: HttpRequest, round_: Round, level: int, name: str, form: str, content: Any) -> HttpResponse:
    log.record(request, "results.exported", round_, round_=round_, level=level, file=f"{name}.{form}")
    response = HttpResponse(content, content_type=_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{round_.slug}-{name}.{form}"'
    return response
