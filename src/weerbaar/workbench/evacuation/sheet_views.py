# SPDX-License-Identifier: EUPL-1.2
"""The decision sheet of a plan: the four questions of the framework on one page, with all that was worked out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.evacuation.decision_shown import decided
from weerbaar.workbench.evacuation.decision_views import question_of
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.opening import page, plan_for, problems_in
from weerbaar.workbench.evacuation.plan_jobs import division_of, ensemble_of, order_of
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.sending import sent
from weerbaar.workbench.evacuation.study_job import standing_of
from weerbaar.workbench.evacuation.threats import first_hour, perils_of, threat_of
from weerbaar.workbench.shell.language import language
from weerbaar.workbench.shell.templatetags.words import either

if TYPE_CHECKING:
    from weerbaar.evacuation.decision import Question

FORMS = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}


@access(Action.EXPORT, blind=True)
@require_safe
def sheet(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The sheet as a file, for who may export."""
    row = plan_for(request, pk)
    try:
        content = sheet_of(request, row, form)
    except WeerbaarError as error:
        return page(request, "refused.html", {"problems": problems_in(error)}, plan=row, status=422)
    return sent(request, row, content, FORMS[form], f"beslisblad-{row.pk}.{form}")


def sheet_of(request: HttpRequest, plan: Plan, form: str) -> bytes:
    """Return the sheet of a plan, in the language of the page; what is stale or was not worked out stands as unknown.

    Raises:
        Http404: there is no such form, or the plan was not worked out.
        WeerbaarError: the question of the round does not fit together.
    """
    from weerbaar.report import decision_sheet_of, decision_sheet_report, render_html, render_pdf

    standing = standing_of(plan)
    if form not in FORMS or standing.worked is None:
        raise Http404
    network = network_of(plan.network).network
    question = question_of(request)
    found = None if question is None else decided(question)
    ensemble, order, division = ensemble_of(plan), order_of(plan), division_of(plan)
    threat = threat_of(plan)
    level = max(plan.level, 0 if question is None else question.level)
    made = decision_sheet_of(
        standing.worked.study(network),
        title=Text(nl=plan.name) if found is None else found.asked.name,
        organisation=either(plan.round, "organisation"),
        made_on=timezone.localdate(),
        policy=None if found is None else found.policy,
        assignment=None if division.found is None or division.stale else division.found.assignment,
        turns=None if order.found is None or order.stale else order.found.turns,
        ensemble=None if ensemble.found is None or ensemble.stale else ensemble.found.ensemble(network),
        water_h=None if threat is None else first_hour(perils_of(threat, network)),
        sources=() if found is None else _sources(found.asked),
        marking=Level(level).text if level else None,
    )
    # A study is kept with the roads that decide and until when, not with the proofs that say so.
    made = replace(made, roads_until_last=standing.worked.until_last)
    report = decision_sheet_report(made, language())
    return render_pdf(report) if form == "pdf" else render_html(report).encode()


def _sources(asked: Question) -> tuple[Text, ...]:
    return (Text(nl=asked.note),) if asked.note else ()
