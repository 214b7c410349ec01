# SPDX-License-Identifier: EUPL-1.2
"""Road networks of a round, and the areas that floods threaten."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import File, Query, Router, Status, UploadedFile
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.capability_calls import Short
from weerbaar.workbench.api.job_calls import JobOut, job_out
from weerbaar.workbench.api.opening import open_round
from weerbaar.workbench.api.problems import one_by_one
from weerbaar.workbench.api.schemas import (
    In,
    LevelName,
    Moment,
    Out,
    Pair,
    about,
    level_name,
    level_of,
    pair,
    who,
)
from weerbaar.workbench.evacuation import verbs
from weerbaar.workbench.evacuation.kept_network import problem_of
from weerbaar.workbench.evacuation.models import Network
from weerbaar.workbench.evacuation.network_form import NetworkForm
from weerbaar.workbench.evacuation.opening import network_for, networks_for, reading_for
from weerbaar.workbench.evacuation.reading import inhabitants_of, network_of
from weerbaar.workbench.evacuation.reading_job import file_name, row_of
from weerbaar.workbench.evacuation.reading_process import SlowError
from weerbaar.workbench.jobs.models import Job

router = Router(tags=["evacuation"], by_alias=True)
_PLACE = "/rounds/{slug:round_slug}/evacuation-networks"
_READING = "/rounds/{slug:round_slug}/evacuation-readings/{int:job_id}"
Name = Annotated[str, Field(max_length=200)]
Unit = Annotated[str, Field(max_length=20)]


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
    """How to read the file, where it does not say so itself.

    ``exits``: names of nodes where people are safe, with spaces between (GMNS, TNTP). ``layout``: of a file of roads
    whose columns are known: ``weerbaar``, ``nwb`` or ``osm``. ``within_h``: hours in which the vehicles that the file
    states leave, evenly. ``collapse``: TNTP without the connectors of its zones. ``reachable``: leave out what reaches
    no exit. ``simplified``: join roads that only go on.
    """

    exits: Annotated[str, Field(max_length=10_000)] = ""
    layout: Literal["", "weerbaar", "nwb", "osm"] = ""
    layer: Name = ""
    crs: Name = ""
    default_class: Name = ""
    length_unit: Unit = ""
    speed_unit: Unit = ""
    time_unit: Unit = ""
    capacity_per: Unit = ""
    within_h: Annotated[float, Field(gt=0, le=1000)] | None = None
    collapse: bool = False
    reachable: bool = False
    simplified: bool = False
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


class EvacuationReadingOut(Out):
    """A file that is or was read as a computation; ``network`` or ``input`` is what it became, null until then."""

    file: str
    job: JobOut
    network: int | None
    input: int | None


class FloodAreaOut(Out):
    """A dike ring; ``people`` is null where it is not known who lives there."""

    number: str
    name: str
    water: str
    norm_years: int
    people: float | None
    municipalities: list[str]


def _out(row: Network, **more: Any) -> Any:
    given = {"level": level_name(row.level), "added_by": who(row.added_by), **more}
    return (EvacuationNetworkDetail if more else EvacuationNetworkOut).of(row, **given)


def _reading(request: HttpRequest, job: Job) -> Any:
    row = row_of(job)
    network = row.pk if isinstance(row, Network) else None
    return EvacuationReadingOut(
        file=file_name(job),
        job=job_out(request, job),
        network=network,
        input=None if row is None or network is not None else row.pk,
    )


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
    _PLACE,
    response={201: EvacuationNetworkDetail, 202: JobOut},
    **about("createEvacuationNetwork", "Read in a road network"),
)
def create_network(
    request: HttpRequest,
    round_slug: str,
    chosen: Query[NetworkQuery],
    given: File[UploadedFile],
    zones: File[UploadedFile | None] = None,
    exit_places: File[UploadedFile | None] = None,
    columns: File[UploadedFile | None] = None,
) -> Any:
    """Read, check and keep it: GeoPackage, GeoJSON, OpenStreetMap, TNTP, an instance, or a zip with one of them.

    ``zones`` and ``exit_places`` are tables (CSV) of id, name, lat and lon, zones with people; ``columns`` says in YAML
    which column is what. What takes more than some seconds is read as a computation; getEvacuationReading says what
    came of it.
    """
    round_ = open_round(request, round_slug, Action.WRITE)
    level = level_of(chosen.level) if chosen.level else None
    typed = {name: "" if value in (None, False) else str(value) for name, value in chosen.model_dump().items()}
    beside = {"zones": zones, "exit_places": exit_places, "columns": columns}
    form = NetworkForm.of_post(typed, {name: file for name, file in beside.items() if file is not None})
    try:
        row = verbs.add_network(
            request, round_, name=given.name or "", content=given.read(), manner=form.manner(), level=level
        )
    except SlowError as slow:
        return Status(202, job_out(request, verbs.ask_reading(request, round_, slow.sent, level=level)))
    return Status(201, _detail(request, row.pk))


@router.get(
    _READING,
    response=EvacuationReadingOut,
    **about("getEvacuationReading", "How far a network or flood is that takes long to read"),
)
def get_reading(request: HttpRequest, round_slug: str, job_id: int) -> Any:
    """Return it; once it was read, with the number of what it became."""
    open_round(request, round_slug, Action.WRITE)
    return _reading(request, reading_for(request, job_id))


@router.delete(
    _READING, response=EvacuationReadingOut, **about("stopEvacuationReading", "Stop reading in a network or flood")
)
def stop_reading(request: HttpRequest, round_slug: str, job_id: int) -> Any:
    """Stop it; nothing of it is kept. What has ended stays."""
    round_ = open_round(request, round_slug, Action.WRITE)
    return _reading(request, verbs.stop_reading(request, round_, reading_for(request, job_id)))


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


@router.post(
    f"{_PLACE}/{{int:network_id}}/simplifications",
    response={201: EvacuationNetworkDetail},
    **about("simplifyEvacuationNetwork", "Take up the same road network with fewer nodes and roads"),
)
def simplify_network(request: HttpRequest, round_slug: str, network_id: int) -> Any:
    """Take it up beside the one that there is; what the roads can carry stays the same."""
    round_ = open_round(request, round_slug, Action.WRITE)
    return _detail(request, verbs.simplify_network(request, round_, network_for(request, network_id)).pk)


@router.delete(
    f"{_PLACE}/{{int:network_id}}",
    response={204: None},
    **about("removeEvacuationNetwork", "Take a road network away; plans that use it keep it"),
)
def remove_network(request: HttpRequest, round_slug: str, network_id: int) -> Any:
    """Take it away."""
    round_ = open_round(request, round_slug, Action.WRITE)
    verbs.remove_network(request, round_, network_for(request, network_id))


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
