# SPDX-License-Identifier: EUPL-1.2
"""Road networks of a round, the areas that floods threaten, and when to decide on an evacuation."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import File, Query, Router, UploadedFile
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.capability_calls import Short
from weerbaar.workbench.api.opening import caller, open_round
from weerbaar.workbench.api.problems import one_by_one
from weerbaar.workbench.api.schemas import (
    In,
    LevelName,
    Moment,
    Out,
    Pair,
    Version,
    about,
    level_name,
    level_of,
    pair,
    who,
)
from weerbaar.workbench.evacuation import verbs
from weerbaar.workbench.evacuation.decision_views import question_of
from weerbaar.workbench.evacuation.models import Network, Question
from weerbaar.workbench.evacuation.opening import network_for, networks_for
from weerbaar.workbench.evacuation.reading import inhabitants_of, network_of, problem_of

router = Router(tags=["evacuation"], by_alias=True)
_PLACE = "/rounds/{slug:round_slug}/evacuation-networks"
_QUESTION = "/rounds/{slug:round_slug}/evacuation-question"


class EvacuationNetworkOut(Out):
    """A road network; ``vehicles`` that leave as its file states, null where it states none."""

    id: int
    name: str
    file: str
    example: str
    nodes: int
    links: int
    exits: int
    zones: int
    vehicles: float | None
    level: LevelName
    added: Moment
    added_by: str | None


class EvacuationZoneOut(Out):
    """Where people leave from; ``people`` is null where it is not known."""

    id: str
    name: str
    vehicles: float | None
    people: float | None


class EvacuationNetworkDetail(EvacuationNetworkOut):
    """A road network with its zones, its exits and what was odd about it."""

    source: str
    places: list[EvacuationZoneOut]
    exit_ids: list[str]
    problems: list[dict[str, Any]]


class NetworkQuery(In):
    """``exits``: names of nodes where people are safe, with spaces between, for a file of GMNS tables."""

    exits: Annotated[str, Field(max_length=10_000)] = ""
    level: LevelName | None = None


class EvacuationExampleIn(In):
    """Name of a network that comes with Weerbaar."""

    example: Short
    level: LevelName | None = None


class EvacuationExampleOut(Out):
    """A network that comes with Weerbaar."""

    name: str
    title: Pair
    about: Pair


class FloodAreaOut(Out):
    """A dike ring; ``people`` is null where it is not known who lives there."""

    number: str
    name: str
    water: str
    norm_years: int
    people: float | None
    municipalities: list[str]


class EvacuationQuestionOut(Out):
    """The question as text and what follows from it: what to decide when."""

    version: int
    level: LevelName
    content: str
    deaths: float
    cost_eur: float
    false_alarm: float
    in_time: float
    too_late: float
    table: list[dict[str, Any]]


class EvacuationQuestionIn(In):
    """The text of the question, in YAML; ``version`` 0 for a new one."""

    content: Annotated[str, Field(max_length=2_000_000)]
    version: Version = 0
    level: LevelName | None = None


def _out(row: Network, **more: Any) -> Any:
    given = {"level": level_name(row.level), "added_by": who(row.added_by), **more}
    return (EvacuationNetworkDetail if more else EvacuationNetworkOut).of(row, **given)


def _detail(request: HttpRequest, pk: int) -> Any:
    row = network_for(request, pk)
    kept = network_of(row)
    people = inhabitants_of(row)
    places = [
        EvacuationZoneOut(
            id=zone.id,
            name=zone.name,
            vehicles=None if kept.vehicles is None else float(kept.vehicles[at]),
            people=people.get(zone.id),
        )
        for at, zone in enumerate(kept.network.zones)
    ]
    return _out(
        row,
        source=kept.network.source,
        places=places,
        exit_ids=[kept.network.node_ids[node] for node in kept.network.exits],
        problems=one_by_one([problem_of(note, row.file or row.name) for note in row.notes]),
    )


@router.get(
    _PLACE, response=list[EvacuationNetworkOut], **about("listEvacuationNetworks", "The road networks of a round")
)
def list_networks(request: HttpRequest, round_slug: str) -> Any:
    """Return those that the caller may see."""
    open_round(request, round_slug)
    return [_out(row) for row in networks_for(request).select_related("added_by")]


@router.get(
    "/evacuation-examples",
    response=list[EvacuationExampleOut],
    **about("listEvacuationExamples", "The road networks that come with Weerbaar"),
)
def list_examples(request: HttpRequest) -> Any:
    """Return them."""
    from weerbaar.evacuation import network as library

    found = [library.example(name) for name in library.examples()]
    return [EvacuationExampleOut(name=one.name, title=pair(one.title), about=pair(one.about)) for one in found]


@router.post(
    _PLACE, response={201: EvacuationNetworkDetail}, **about("createEvacuationNetwork", "Read in a road network")
)
def create_network(
    request: HttpRequest, round_slug: str, chosen: Query[NetworkQuery], given: File[UploadedFile]
) -> Any:
    """Read, check and keep it: an instance (.json) or GMNS tables (.zip)."""
    round_ = open_round(request, round_slug, Action.WRITE)
    level = level_of(chosen.level) if chosen.level else None
    exits = tuple(chosen.exits.split())
    row = verbs.add_network(request, round_, name=given.name or "", content=given.read(), exits=exits, level=level)
    return _detail(request, row.pk)


@router.post(
    f"{_PLACE}/examples",
    response={201: EvacuationNetworkDetail},
    **about("createEvacuationNetworkFromExample", "Take up a road network that comes with Weerbaar"),
)
def create_from_example(request: HttpRequest, round_slug: str, given: EvacuationExampleIn) -> Any:
    """Take it up."""
    round_ = open_round(request, round_slug, Action.WRITE)
    level = level_of(given.level) if given.level else None
    return _detail(request, verbs.add_example(request, round_, example=given.example, level=level).pk)


@router.get(
    f"{_PLACE}/{{int:network_id}}",
    response=EvacuationNetworkDetail,
    **about("getEvacuationNetwork", "One road network"),
)
def get_network(request: HttpRequest, round_slug: str, network_id: int) -> Any:
    """Return it."""
    open_round(request, round_slug)
    return _detail(request, network_id)


@router.delete(
    f"{_PLACE}/{{int:network_id}}",
    response={204: None},
    **about("removeEvacuationNetwork", "Take a road network away; plans that use it keep it"),
)
def remove_network(request: HttpRequest, round_slug: str, network_id: int) -> Any:
    """Take it away."""
    round_ = open_round(request, round_slug, Action.WRITE)
    verbs.remove_network(request, round_, network_for(request, network_id))
    return 204, None


@router.get(
    "/flood-areas",
    response=list[FloodAreaOut],
    **about("listFloodAreas", "The dike rings with the people who live there"),
)
def list_areas(request: HttpRequest) -> Any:
    """Return them all."""
    from weerbaar.evacuation.flood import areas

    return [
        FloodAreaOut(
            number=area.number,
            name=area.name,
            water=area.water,
            norm_years=area.norm_years,
            people=area.people,
            municipalities=[part.name for part in area.parts],
        )
        for area in areas()
    ]


@router.get(
    _QUESTION, response=EvacuationQuestionOut, **about("getEvacuationDecision", "When to decide on an evacuation")
)
def get_decision(request: HttpRequest, round_slug: str) -> Any:
    """Return the question with the table for the decider."""
    open_round(request, round_slug)
    row = question_of(request)
    if row is None:
        raise Http404
    return _decided(row)


@router.put(
    _QUESTION, response=EvacuationQuestionOut, **about("saveEvacuationQuestion", "Save the question when to decide")
)
def save_question(request: HttpRequest, round_slug: str, given: EvacuationQuestionIn) -> Any:
    """Save it, where it is right."""
    round_ = open_round(request, round_slug, Action.WRITE)
    level = level_of(given.level) if given.level else None
    row = verbs.save_question(request, round_, content=given.content, version=given.version, level=level)
    if row.level > caller(request).clearance:
        raise Http404
    return _decided(row)


def _decided(row: Question) -> Any:
    from weerbaar.evacuation.decision import decide_when, decision_table
    from weerbaar.workbench.api.job_calls import plain

    question = verbs.read_question_text(row.content)
    policy = decide_when(question.forecast, question.options, question.nothing, question.value_of_life_eur)
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
