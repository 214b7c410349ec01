# SPDX-License-Identifier: EUPL-1.2
"""Read a demand file against the network whose zones it is about; every mistake at once, each at its line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from weerbaar.base import (
    Distribution,
    InputError,
    Placed,
    Problem,
    Text,
    YamlSource,
    inside,
    number,
    read_yaml,
    validate_header,
    validate_items,
)
from weerbaar.evacuation.demand.demand import Demand
from weerbaar.evacuation.demand.factors import Factors, KnownResponse, KnownShare, shipped_factors
from weerbaar.evacuation.demand.people_csv import read_people
from weerbaar.evacuation.demand.places import DemandFile, Institution, ZonePeople
from weerbaar.evacuation.demand.way_out import nodes_with_way_out
from weerbaar.evacuation.network import RoadNetwork


def read_demand(path: Path, network: RoadNetwork) -> Demand:
    """Return the demand in a YAML file, held against a network.

    Args:
        path: of the file.
        network: whose zones the file names.

    Raises:
        InputError: with every problem: in the form of the file, zones that the network does not have or that are named
            twice, more cars than is possible, and people in a zone from which no road leads to an exit.
    """
    source = read_yaml(path)
    problems: list[Problem] = []
    header = validate_header(DemandFile, source, ("zones", "institutions"), problems)
    zones = [(zone, Placed(zone, source, at)) for zone, at in validate_items(ZonePeople, source, "zones", problems)]
    institutions = [
        (institution, Placed(institution, source, at))
        for institution, at in validate_items(Institution, source, "institutions", problems)
    ]
    # Also where the rest of the file is wrong: all mistakes at once.
    named = source.data.get("people") if isinstance(source.data, dict) else None
    if isinstance(named, str):
        zones += _of_csv(path, named.strip(), problems)
    if header is not None and not zones and not problems:
        problems.append(
            Problem(
                source.name,
                Text(nl="er staan geen zones in.", en="it has no zones."),
                Text(nl="Vul zones of people in.", en="Fill in zones or people."),
            )
        )
    known = {zone.id: at for at, zone in enumerate(network.zones)}
    _check_zones(zones, known, network, problems)
    problems += [
        placed.problem(("zone",), _NO_ZONE.nl, _NO_ZONE.en, value=institution.zone)
        for institution, placed in institutions
        if institution.zone not in known
    ]
    here = {zone.zone for zone, _ in zones}
    problems += [
        placed.problem(
            ("zone",),
            "deze zone staat niet bij zones.",
            "this zone is not among zones.",
            Text(nl="Vul haar inwoners in.", en="State its residents."),
            value=institution.zone,
        )
        for institution, placed in institutions
        if institution.zone in known and institution.zone not in here
    ]
    if problems or header is None:
        raise InputError(sorted(problems, key=lambda problem: (problem.file != source.name, problem.line or 0)))
    return _demand(header, source, [zone for zone, _ in zones], [one for one, _ in institutions], network)


_NO_ZONE = Text(nl="het net heeft geen zone met deze code.", en="the network has no zone of this code.")


def _of_csv(path: Path, name: str, problems: list[Problem]) -> list[tuple[ZonePeople, Placed[ZonePeople]]]:
    try:
        rows = read_people(inside(path.parent, name), name)
    except InputError as error:
        problems.extend(error.problems)
        return []
    return [(zone, Placed(zone, YamlSource(name, {}, {(): line}))) for zone, line in rows]


def _check_zones(
    zones: Sequence[tuple[ZonePeople, Placed[ZonePeople]]],
    known: dict[str, int],
    network: RoadNetwork,
    problems: list[Problem],
) -> None:
    way_out = nodes_with_way_out(network)
    seen: set[str] = set()
    for zone, placed in zones:
        if zone.zone in seen:
            problems.append(
                placed.problem(("zone",), "deze zone staat er twee keer.", "this zone is there twice.", value=zone.zone)
            )
            continue
        seen.add(zone.zone)
        if zone.zone not in known:
            problems.append(placed.problem(("zone",), _NO_ZONE.nl, _NO_ZONE.en, value=zone.zone))
            continue
        if (zone.households is None) != (zone.cars_per_household is None):
            problems.append(
                placed.problem(
                    ("zone",),
                    "households en cars_per_household horen samen.",
                    "households and cars_per_household belong together.",
                    value=zone.zone,
                )
            )
        place = network.zones[known[zone.zone]]
        stuck = [
            network.node_ids[node]
            for node, share in zip(place.nodes, place.shares, strict=True)
            if share > 0 and not way_out[node]
        ]
        if stuck and float(zone.residents.ppf(0.5)) > 0:
            problems.append(
                placed.problem(
                    ("zone",),
                    f"vanaf {', '.join(stuck[:3])} loopt geen weg naar een uitgang.",
                    f"from {', '.join(stuck[:3])} no road leads to an exit.",
                    Text(nl="Verbind de zone of laat haar weg.", en="Connect the zone or leave it out."),
                    value=zone.zone,
                )
            )


def _demand(
    header: DemandFile,
    source: YamlSource,
    zones: Sequence[ZonePeople],
    institutions: Sequence[Institution],
    network: RoadNetwork,
) -> Demand:
    order = {zone.id: at for at, zone in enumerate(network.zones)}
    sorted_zones = tuple(sorted(zones, key=lambda zone: order[zone.zone]))
    row = {zone.zone: at for at, zone in enumerate(sorted_zones)}
    shipped = shipped_factors()
    own = {"certainty": "assumption", "source": source.name}
    compliance = KnownShare(
        text=shipped.compliance.text,
        certainty=shipped.compliance.certainty,
        source=shipped.compliance.source,
        range=shipped.compliance.range[header.threat][header.trust],
    )
    if header.factors.compliance is not None:
        compliance = compliance.model_copy(update={"range": header.factors.compliance, **own})
    response = shipped.response
    if header.response is not None:
        response = KnownResponse(text=response.text, curve=header.response, certainty="assumption", source=source.name)
    return Demand(
        name=header.name,
        source=header.source,
        zones=sorted_zones,
        numbers=np.array([order[zone.zone] for zone in sorted_zones], np.int64),
        institutions=tuple(institutions),
        institution_zones=np.array([row[one.zone] for one in institutions], np.int64),
        hour=header.hour,
        season=header.season,
        workday=header.workday,
        compliance=compliance,
        factors=_with_own(shipped, header, source.name),
        response=response,
        remarks=_remarks(header, sorted_zones, network),
    )


def _with_own(shipped: Factors, header: DemandFile, name: str) -> Factors:
    """The factors with what the file states in their place; ``compliance`` is kept apart."""
    stated: dict[str, Distribution] = {
        field: value
        for field in type(header.factors).model_fields
        if field != "compliance" and (value := getattr(header.factors, field)) is not None
    }
    return shipped.model_copy(
        update={
            field: getattr(shipped, field).model_copy(
                update={"range": value, "certainty": "assumption", "source": name}
            )
            for field, value in stated.items()
        }
    )


def _remarks(header: DemandFile, zones: Sequence[ZonePeople], network: RoadNetwork) -> tuple[Text, ...]:
    def remark(count: int, nl: str, en: str) -> Text:
        return Text(nl=nl.format(number(count, "nl")), en=en.format(number(count, "en")))

    silent = len(network.zones) - len(zones)
    no_commuters = sum(zone.commuters_in is None or zone.commuters_out is None for zone in zones)
    no_tourists = sum(header.season not in zone.tourists for zone in zones)
    return tuple(
        text
        for count, text in (
            (
                silent,
                remark(
                    silent,
                    "Van {} zones van het net is niet bekend hoeveel mensen er zijn; zij tellen niet mee.",
                    "Of {} zones of the network it is not known how many people there are; they do not count.",
                ),
            ),
            (
                no_commuters if header.workday else 0,
                remark(
                    no_commuters,
                    "Van {} zones zijn de forensen niet bekend; iedereen telt daar als thuis.",
                    "Of {} zones the commuters are not known; everybody there counts as at home.",
                ),
            ),
            (
                no_tourists,
                remark(
                    no_tourists,
                    "Van {} zones zijn de toeristen in dit seizoen niet bekend; zij tellen niet mee.",
                    "Of {} zones the tourists of this season are not known; they do not count.",
                ),
            ),
        )
        if count
    )
