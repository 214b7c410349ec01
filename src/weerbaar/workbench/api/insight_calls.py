# SPDX-License-Identifier: EUPL-1.2
"""A round beside an earlier one, who changed what of it, whether it is complete, and what is new since a visit."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from weerbaar import dossier
from weerbaar.workbench.accounts.permissions import round_for
from weerbaar.workbench.api.opening import caller, read_round, require_more_than_reading
from weerbaar.workbench.api.schemas import In, Moment, Out, Page, Paging, Pair, Slug, about, paged, pair
from weerbaar.workbench.library.reading import note_reading
from weerbaar.workbench.rounds import verbs
from weerbaar.workbench.rounds.comparison import compare_rounds
from weerbaar.workbench.rounds.history import Change as Save
from weerbaar.workbench.rounds.history import changes_of
from weerbaar.workbench.rounds.news import news_of
from weerbaar.workbench.rounds.quality import checks_of

router = Router(tags=["rounds"], by_alias=True)
_ROUND = "/rounds/{slug:round_slug}"


class EarlierQuery(In):
    """Beside which round."""

    earlier: Slug


class DifferenceFoundOut(Out):
    """One difference: ``before`` is null for what is new, ``after`` for what is gone."""

    cause: str
    subject: Pair
    before: Pair | None
    after: Pair | None
    criterion: str


class ScenarioComparedOut(Out):
    """What became of one scenario."""

    scenario: str
    title: Pair
    state: str
    changes: list[DifferenceFoundOut]


class ComparisonOut(Out):
    """Two rounds beside each other."""

    earlier: str
    changes: list[DifferenceFoundOut]
    scenarios: list[ScenarioComparedOut]


class RoundCheckOut(Out):
    """Something that is in order (``found`` 0), or so many times is not."""

    found: int
    text: Pair
    names: list[str]


class FieldChangeOut(Out):
    """One field of a round that changed, in words."""

    field: str
    before: str
    after: str


class RoundChangeOut(Out):
    """One save of a round."""

    at: Moment
    by: str
    made: bool
    fields: list[FieldChangeOut]


class NewsScenarioOut(Out):
    """A scenario that somebody else made or changed."""

    scenario: str
    title: str


class NewsOut(Out):
    """What is new since the last visit; ``since`` null: there was none."""

    since: Moment | None
    scenarios: list[NewsScenarioOut]
    round_changed: bool


@router.get(
    f"{_ROUND}/comparison",
    response=ComparisonOut,
    **about("compareRounds", "What is new, gone and changed against another round"),
)
def get_comparison(request: HttpRequest, round_slug: str, chosen: Query[EarlierQuery]) -> Any:
    """Return it, as far as the caller may see both; scores only where results of both may be seen."""
    round_ = read_round(request, round_slug)
    earlier = round_for(caller(request), chosen.earlier)
    note_reading(request, earlier.level, "round.read", earlier)
    found = compare_rounds(earlier, round_, caller(request))
    return ComparisonOut(
        earlier=earlier.slug,
        changes=[_difference(one) for one in found.round_changes],
        scenarios=[
            ScenarioComparedOut(
                scenario=s.id, title=pair(s.title), state=s.state, changes=[_difference(one) for one in s.changes]
            )
            for s in found.scenarios
        ],
    )


@router.get(f"{_ROUND}/checks", response=list[RoundCheckOut], **about("listChecks", "Whether the round is complete"))
def list_checks(request: HttpRequest, round_slug: str) -> Any:
    """Return every check that makes sense in the phase of the round."""
    found = checks_of(read_round(request, round_slug), level=caller(request).clearance)
    return [RoundCheckOut(found=one.found, text=pair(one.text), names=list(one.names)) for one in found]


@router.get(
    f"{_ROUND}/changes",
    response=Page[RoundChangeOut],
    **about("listRoundChanges", "Who changed what of the round, newest first"),
)
def list_changes(request: HttpRequest, round_slug: str, paging: Query[Paging]) -> Any:
    """Return every save of the data of the round."""

    def line(one: Save) -> RoundChangeOut:
        fields = [FieldChangeOut(field=name, before=old, after=new) for name, old, new in one.fields]
        return RoundChangeOut(at=one.at, by=one.who, made=one.made, fields=fields)

    return paged(request, changes_of(read_round(request, round_slug)), paging, line)


@router.get(f"{_ROUND}/news", response=NewsOut, **about("getNews", "What others changed since your last visit"))
def get_news(request: HttpRequest, round_slug: str) -> Any:
    """Return it."""
    round_ = read_round(request, round_slug)
    found = news_of(caller(request), [round_])[round_.pk]
    scenarios = [NewsScenarioOut(scenario=slug, title=title) for slug, title in found.scenarios]
    return NewsOut.of(found, scenarios=scenarios)


@router.post(
    f"{_ROUND}/visits", response={204: None}, **about("noteVisit", "Remember that you have seen the round as it is")
)
def note_visit(request: HttpRequest, round_slug: str) -> Any:
    """Remember it; what changes after this is new."""
    require_more_than_reading(request)
    verbs.see(read_round(request, round_slug), caller(request))


def _difference(one: dossier.Change) -> DifferenceFoundOut:
    return DifferenceFoundOut(
        cause=one.cause,
        subject=pair(one.subject),
        before=pair(one.before),
        after=pair(one.after),
        criterion=one.criterion,
    )
