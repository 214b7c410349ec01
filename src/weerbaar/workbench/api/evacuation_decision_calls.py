# SPDX-License-Identifier: EUPL-1.2
"""When to decide on an evacuation: the question, what follows from it, and the decision sheet."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.job_calls import plain
from weerbaar.workbench.api.openapi import file_of, json_of
from weerbaar.workbench.api.opening import caller, open_round, plain_json
from weerbaar.workbench.api.schemas import In, LevelName, Out, Version, about, level_name, level_of
from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation import sheet_views, verbs
from weerbaar.workbench.evacuation.decision_shown import decided
from weerbaar.workbench.evacuation.decision_views import decision_content, question_of
from weerbaar.workbench.evacuation.models import Question
from weerbaar.workbench.evacuation.opening import plan_for
from weerbaar.workbench.evacuation.sending import sent

router = Router(tags=["evacuation"], by_alias=True)
_QUESTION = "/rounds/{slug:round_slug}/evacuation-question"


class EvacuationQuestionOut(Out):
    """The question as text and what follows from it: what to decide when."""

    version: int
    level: LevelName
    content: str
    forecast_csv: str
    deaths: float
    cost_eur: float
    false_alarm: float
    in_time: float
    too_late: float
    table: list[dict[str, Any]]


class EvacuationQuestionIn(In):
    """The text of the question, in YAML; ``version`` 0 for a new one.

    ``forecastCsv``: members of an ensemble forecast, where the text refers to ``verwachting.csv``.
    """

    content: Annotated[str, Field(max_length=2_000_000)]
    forecast_csv: Annotated[str, Field(max_length=2_000_000)] = ""
    version: Version = 0
    level: LevelName | None = None


@router.get(
    _QUESTION, response=EvacuationQuestionOut, **about("getEvacuationDecision", "When to decide on an evacuation")
)
def get_decision(request: HttpRequest, round_slug: str) -> Any:
    """Return the question with the table for the decider."""
    open_round(request, round_slug)
    return _out(_question(request))


@router.put(
    _QUESTION, response=EvacuationQuestionOut, **about("saveEvacuationQuestion", "Save the question when to decide")
)
def save_question(request: HttpRequest, round_slug: str, given: EvacuationQuestionIn) -> Any:
    """Save it, where it is right."""
    round_ = open_round(request, round_slug, Action.WRITE)
    level = level_of(given.level) if given.level else None
    row = verbs.save_question(
        request,
        round_,
        content=given.content,
        forecast_csv=given.forecast_csv,
        version=given.version,
        level=level,
    )
    if row.level > caller(request).clearance:
        raise Http404
    return _out(row)


@router.get(
    f"{_QUESTION}/decision",
    openapi_extra=json_of("evacuation-decision.json in its published schema"),
    **about("exportEvacuationDecision", "What to decide when, and what other choices would lead to"),
)
def export_decision(request: HttpRequest, round_slug: str) -> HttpResponse:
    """Return it, for who may export."""
    open_round(request, round_slug, Action.EXPORT, blind=True)
    row = _question(request)
    content = decision_content(decided(row))
    log.record(request, "evacuation-question.exported", row, level=row.level)
    return plain_json(content)


@router.get(
    "/rounds/{slug:round_slug}/evacuation-plans/{int:plan_id}/decision-sheets/{slug:form}",
    openapi_extra=file_of("application/pdf", "text/html"),
    **about("getEvacuationSheet", "The decision sheet of a plan: severity, area, moment and means on one page"),
)
def get_sheet(request: HttpRequest, round_slug: str, plan_id: int, form: Literal["pdf", "html"]) -> HttpResponse:
    """Return the file, for who may export."""
    open_round(request, round_slug, Action.EXPORT, blind=True)
    plan = plan_for(request, plan_id)
    content = sheet_views.sheet_of(request, plan, form)
    return sent(request, plan, content, sheet_views.FORMS[form], f"beslisblad-{plan.pk}.{form}")


def _question(request: HttpRequest) -> Question:
    row = question_of(request)
    if row is None:
        raise Http404
    return row


def _out(row: Question) -> Any:
    from weerbaar.evacuation.decision import decision_table

    policy = decided(row).policy
    return EvacuationQuestionOut.of(
        row,
        level=level_name(row.level),
        deaths=float(policy.deaths.mean()),
        cost_eur=float(policy.cost_eur.mean()),
        false_alarm=policy.false_alarm,
        in_time=policy.in_time,
        too_late=policy.too_late,
        table=[plain(one) for one in decision_table(policy)],
    )
