# SPDX-License-Identifier: EUPL-1.2
"""Read a file of means against the network whose places it names; every mistake at once, each at its line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from weerbaar.base import InputError, Placed, Problem, Text, read_yaml, validate_header, validate_items
from weerbaar.evacuation.means.means_file import MeansFields, MeansFile, RefugeFields, usual_kinds
from weerbaar.evacuation.means.model import Means, Refuge
from weerbaar.evacuation.means.posts import Police
from weerbaar.evacuation.network import RoadNetwork

_SHOWN = 5


@dataclass(frozen=True)
class Fleet:
    """What there is to divide, with its places.

    Attributes:
        name: for reports.
        source: of the numbers.
        means: vehicles.
        refuges: where people are received.
        places: numbers of the nodes of every place that is named, and of every zone of the network; the form that
            :func:`~weerbaar.evacuation.means.travel_times` takes.
        police: who direct traffic; None where they are not divided.
    """

    name: str
    source: str
    means: tuple[Means, ...]
    refuges: tuple[Refuge, ...]
    places: Mapping[str, Sequence[int]]
    police: Police | None = None


def read_means(path: Path, network: RoadNetwork) -> Fleet:
    """Return the means and receiving places in a YAML file, held against a network.

    Args:
        path: of the file.
        network: whose zones and nodes the file names.

    Raises:
        InputError: with every problem: in the form of the file, kinds and places that are not known, names used twice.
    """
    source = read_yaml(path)
    problems: list[Problem] = []
    header = validate_header(MeansFile, source, ("means", "refuges"), problems)
    means = validate_items(MeansFields, source, "means", problems)
    refuges = validate_items(RefugeFields, source, "refuges", problems)
    places: dict[str, tuple[int, ...]] = {zone.id: zone.nodes for zone in network.zones}
    for code, node in ({} if header is None else header.places).items():
        placed = Placed(code, source, ("places", code))
        nodes = _nodes(network, node)
        if len(nodes) > 1:
            ids = ", ".join(network.node_ids[one] for one in nodes[:_SHOWN])
            hint = Text(nl=f"Noem er een met zijn code: {ids}.", en=f"Name one by its code: {ids}.")
            problems.append(
                placed.problem(
                    (),
                    "meer dan een knooppunt van het net heet zo.",
                    "more than one node of the network has this name.",
                    hint,
                    value=node,
                )
            )
        elif not nodes:
            problems.append(
                placed.problem(
                    (),
                    "het net heeft geen knooppunt met deze code of naam.",
                    "the network has no node of this code or name.",
                    value=node,
                )
            )
        elif code in places:
            problems.append(placed.problem((), "dit is al een zone.", "this is a zone already.", value=code))
        places[code] = nodes or (0,)
    for key, name, entries in (
        ("id", "id", [(one.id, Placed(one, source, at)) for one, at in means]),
        ("place", "place", [(one.place, Placed(one, source, at)) for one, at in refuges]),
    ):
        seen: set[str] = set()
        for code, entry in entries:
            if code in seen:
                problems.append(
                    entry.problem((key,), f"{name} staat er twee keer.", f"{name} is there twice.", value=code)
                )
            seen.add(code)
    named = [(one.place, Placed(at, source, at)) for one, at in means]
    named += [(one.place, Placed(at, source, at)) for one, at in refuges]
    for place, at_place in named:
        if header is not None and place not in places:
            hint = Text(nl="Noem een zone of vul places aan.", en="Name a zone or add it to places.")
            problems.append(
                at_place.problem(
                    ("place",), "deze plaats is niet bekend.", "this place is not known.", hint, value=place
                )
            )
    problems += _kind_problems([(one, Placed(one, source, at)) for one, at in means])
    if header is not None and not problems and not (means and refuges):
        what = "means" if not means else "refuges"
        problems.append(
            Problem(source.name, Text(nl=f"{what} ontbreekt of is leeg.", en=f"{what} is missing or empty."))
        )
    if problems or header is None:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    return Fleet(
        name=header.name,
        source=header.source,
        means=tuple(_means(one) for one, _ in means),
        refuges=tuple(
            Refuge(one.place, one.name, math.inf if one.beds is None else float(one.beds), one.takes)
            for one, _ in refuges
        ),
        places=places,
        police=None if header.police is None else Police(**header.police.model_dump()),
    )


def _nodes(network: RoadNetwork, called: str) -> tuple[int, ...]:
    """The node with a code, or else the nodes that people call so."""
    if called in network.node_number:
        return (network.node_number[called],)
    return tuple(at for at, name in enumerate(network.node_names) if name == called)


def _kind_problems(means: Sequence[tuple[MeansFields, Placed[MeansFields]]]) -> list[Problem]:
    known = ", ".join(usual_kinds())
    unknown = [
        entry.problem(
            ("kind",), f"onbekende soort; bekend zijn: {known}.", f"unknown kind; known are: {known}.", value=one.kind
        )
        for one, entry in means
        if one.kind not in usual_kinds()
    ]
    needless = [
        entry.problem(
            ("past_queues",),
            "alleen middelen over de weg komen langs files; laat dit hier weg.",
            "only means over the roads pass queues; leave this out here.",
            value=str(one.past_queues).lower(),
        )
        for one, entry in means
        if one.past_queues is not None and one.kind in usual_kinds() and usual_kinds()[one.kind].mode != "road"
    ]
    return [*unknown, *needless]


def _means(stated: MeansFields) -> Means:
    kind = usual_kinds()[stated.kind]
    speed = stated.speed_km_h if stated.speed_km_h is not None else kind.speed_km_h
    return Means(
        id=stated.id,
        name=stated.name or kind.name,
        mode=kind.mode,
        number=stated.number,
        place=stated.place,
        carries=stated.carries or kind.carries,
        load_s=60 * (kind.load_min if stated.load_min is None else stated.load_min),
        unload_s=60 * (kind.unload_min if stated.unload_min is None else stated.unload_min),
        from_h=stated.from_h,
        shift_h=stated.shift_h,
        rest_h=stated.rest_h,
        speed_m_s=None if speed is None else speed / 3.6,
        detour=kind.detour if stated.detour is None else stated.detour,
        past_queues=bool(stated.past_queues),
    )
