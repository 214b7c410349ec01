# SPDX-License-Identifier: EUPL-1.2
"""Measures with what each takes away and costs, the best choice at a budget, and the advice."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.capability_calls import DecisionOut, Short
from weerbaar.workbench.api.job_calls import plain
from weerbaar.workbench.api.openapi import json_of
from weerbaar.workbench.api.opening import open_round, plain_json
from weerbaar.workbench.api.problems import one_by_one
from weerbaar.workbench.api.schemas import In, Out, Pair, about, pair, who
from weerbaar.workbench.capabilities import verbs
from weerbaar.workbench.capabilities.advice_pages import quick_advice
from weerbaar.workbench.capabilities.computing import chooser_of, weighing_of
from weerbaar.workbench.capabilities.models import Author, Verdict
from weerbaar.workbench.capabilities.opening import open_desk
from weerbaar.workbench.capabilities.portfolio_job import newest
from weerbaar.workbench.capabilities.yaml_items import fingerprint, item_of

router = Router(tags=["measures"], by_alias=True)
_PLACE = "/rounds/{slug:round_slug}/measures"
_FILE = "measures.yaml"
Fingerprint = Annotated[str, Field(max_length=100)]


class MeasureOut(Out):
    """A measure, as it stands in a list."""

    id: str
    title: Pair
    heading: str | None
    owner: str
    actor: str


class MeasureDetail(MeasureOut):
    """A measure; ``measure`` is as ``measures.yaml`` has it, ``fingerprint`` what a change is based on."""

    fingerprint: str
    measure: dict[str, Any]
    authors: list[str]
    decisions: list[DecisionOut]


class MeasureIn(In):
    """A measure as ``measures.yaml`` has it; ``excludes`` are measures that cannot be taken together with it."""

    measure: dict[str, Any]
    excludes: Annotated[list[Short], Field(max_length=500)] | None = None


class MeasureChange(MeasureIn):
    """A measure in full, and the fingerprint of the measure that it changes."""

    based_on: Fingerprint


class BasedOnQuery(In):
    """The fingerprint of the measure that is removed."""

    based_on: Fingerprint


class MeasureSaved(Out):
    """A measure that was saved, with warnings and what is wrong elsewhere because of it."""

    id: str
    fingerprint: str
    problems: list[dict[str, Any]]


class ChoiceQuery(In):
    """What all years together may cost, in euro; the budgets of the documents where nothing is given."""

    budget: Annotated[float, Field(ge=0, le=1e13)] | None = None


class ChosenOut(Out):
    """A measure in the best choice; amounts are means."""

    id: str
    title: Pair
    start: int
    cost_eur: float
    takes_off: float


class ChoiceAtOut(Out):
    """The best choice at one budget; ``value`` is the yearly risk that it takes away, ``bound`` the most possible."""

    budget_eur: float
    spent_eur: float
    value: float
    bound: float
    proven: bool
    taken: list[ChosenOut]
    left: list[str]


@router.get(_PLACE, response=list[MeasureOut], **about("listMeasures", "The measures of the analysis"))
def list_measures(request: HttpRequest, round_slug: str) -> Any:
    """Return them in the order of the document."""
    open_round(request, round_slug, Action.RESULTS, blind=True)
    found = open_desk(request, "analysis", "measures").analysis.measures
    return [MeasureOut.of(m, title=pair(m.title)) for m in (found.measures if found else ())]


@router.get(
    "/rounds/{slug:round_slug}/weighing",
    openapi_extra=json_of("weighing.json in its published schema"),
    **about("getWeighing", "What every measure takes away and costs by itself"),
)
def get_weighing(request: HttpRequest, round_slug: str) -> HttpResponse:
    """Return it."""
    from weerbaar.capability.weighing import weighing_json

    open_round(request, round_slug, Action.RESULTS)
    return plain_json(weighing_json(weighing_of(open_desk(request, "analysis", "measures"))))


@router.post(_PLACE, response={201: MeasureSaved}, **about("createMeasure", "Add a measure"))
def create_measure(request: HttpRequest, round_slug: str, given: MeasureIn) -> Any:
    """Add it; who adds it does not decide on it."""
    round_ = open_round(request, round_slug, Action.CAPABILITIES)
    found = verbs.change_measure(request, round_, values=given.measure, excludes=given.excludes)
    return _saved(request, str(given.measure.get("id")), found)


@router.get(f"{_PLACE}/{{slug:measure}}", response=MeasureDetail, **about("getMeasure", "One measure in full"))
def get_measure(request: HttpRequest, round_slug: str, measure: str) -> Any:
    """Return it with who wrote it and what was decided."""
    round_ = open_round(request, round_slug, Action.RESULTS, blind=True)
    desk = open_desk(request, "analysis", "capabilities", "measures", "choice")
    file = desk.analysis.measures
    row = next((m for m in (file.measures if file else ()) if m.id == measure), None)
    if row is None:
        raise Http404
    authors = Author.objects.filter(round=round_, measure=measure).select_related("user")
    decisions = Verdict.objects.filter(round=round_, measure=measure).select_related("decided_by")
    return MeasureDetail.of(
        row,
        title=pair(row.title),
        fingerprint=fingerprint(item_of(desk.texts[_FILE], _FILE, "measures", measure)),
        measure=row.model_dump(mode="json", by_alias=True, exclude_unset=True),
        authors=[author.user.username for author in authors],
        decisions=[DecisionOut.of(one, decided_by=who(one.decided_by)) for one in decisions],
    )


@router.put(f"{_PLACE}/{{slug:measure}}", response=MeasureSaved, **about("changeMeasure", "Change a measure"))
def change_measure(request: HttpRequest, round_slug: str, measure: str, given: MeasureChange) -> Any:
    """Change it; the rest of the document stays as it is."""
    round_ = open_round(request, round_slug, Action.CAPABILITIES)
    found = verbs.change_measure(
        request, round_, values=given.measure, measure=measure, based_on=given.based_on, excludes=given.excludes
    )
    return _saved(request, str(given.measure.get("id")), found)


@router.delete(f"{_PLACE}/{{slug:measure}}", response={204: None}, **about("removeMeasure", "Take a measure out"))
def remove_measure(request: HttpRequest, round_slug: str, measure: str, chosen: Query[BasedOnQuery]) -> Any:
    """Take it out, where nothing refers to it."""
    round_ = open_round(request, round_slug, Action.CAPABILITIES)
    verbs.remove_measure(request, round_, measure=measure, based_on=chosen.based_on)


@router.get(
    "/rounds/{slug:round_slug}/choice",
    response=ChoiceAtOut,
    **about("getChoice", "The best choice of measures at a budget, worked out at once"),
)
def get_choice(request: HttpRequest, round_slug: str, chosen: Query[ChoiceQuery]) -> Any:
    """Return it; a computation of kind ``portfolio`` gives the whole picture."""
    open_round(request, round_slug, Action.RESULTS)
    chooser = chooser_of(open_desk(request, withheld=True))
    solved = chooser.at(dict(chooser.given)) if chosen.budget is None else chooser.at_total(chosen.budget)
    taken = [
        ChosenOut.of(one, title=pair(one.title), cost_eur=one.cost.mean, takes_off=one.takes_off.mean)
        for one in solved.taken
    ]
    left = [id_ for id_, _ in solved.left]
    return ChoiceAtOut.of(solved, budget_eur=solved.total, spent_eur=solved.spent, taken=taken, left=left)


@router.get(
    "/rounds/{slug:round_slug}/advice",
    openapi_extra=json_of("The advice under the headings of the analysis, in the names of the library"),
    **about("getAdvice", "What is advised under each heading and why"),
)
def get_advice(request: HttpRequest, round_slug: str) -> HttpResponse:
    """Return it: as it was worked out in the background, or else at once, without how sure it is."""
    from weerbaar.base import json_bytes

    round_ = open_round(request, round_slug, Action.RESULTS)
    desk = open_desk(request, withheld=True)
    worked = newest(round_, desk)
    found = plain(worked.advice if worked is not None else quick_advice(desk))
    # What it rests on has a call of its own.
    del found["choice"], found["run_record"]
    response = plain_json(json_bytes(found))
    response["Weerbaar-Stale"] = str(worked is not None and worked.stale).lower()
    return response


def _saved(request: HttpRequest, measure: str, found: Any) -> MeasureSaved:
    # Whoever saved it may read the document.
    row = request.round.documents.get(kind="measures")  # type: ignore[attr-defined]
    return MeasureSaved(
        id=measure,
        fingerprint=fingerprint(item_of(row.content, _FILE, "measures", measure)),
        problems=one_by_one(found),
    )
