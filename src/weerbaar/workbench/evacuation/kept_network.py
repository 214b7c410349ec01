# SPDX-License-Identifier: EUPL-1.2
"""A network as it is kept once it was read: arrays and names in one file, whatever file it came from."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import Problem, Text

if TYPE_CHECKING:
    from weerbaar.evacuation.network import RoadNetwork

Floats = npt.NDArray[np.float64]

_OF_NODES = ("x", "y")
_OF_LINKS = ("length_m", "free_speed_m_s", "capacity_veh_s", "lanes", "jam_veh_m", "wave_speed_m_s")
_OF_ZONES = ("vehicles", "times_s", "share_released", "people")
_NAMES = ("name", "node_ids", "link_ids", "road_names", "node_names", "crs", "source")


class KeptError(Exception):
    """What was kept cannot be read: it is no network of this form."""


@dataclass(frozen=True, eq=False)
class Kept:
    """A network with what its file says of who leaves; Z zones.

    Attributes:
        network: the roads.
        vehicles: of each zone, length Z; None where nothing is stated.
        times_s: moments of the departure curve; None where the file has no curve.
        share_released: of the vehicles by each of them.
        people: who live in each zone, length Z, NaN where that is not known; None where it is known of none.
    """

    network: RoadNetwork
    vehicles: Floats | None = None
    times_s: Floats | None = None
    share_released: Floats | None = None
    people: Floats | None = None

    @property
    def states_departures(self) -> bool:
        """Whether the file itself says who leaves when."""
        return self.vehicles is not None and self.times_s is not None and self.share_released is not None


def packed(kept: Kept) -> bytes:
    """Return a network as a file; the same network gives the same bytes."""
    network = kept.network
    words: dict[str, Any] = {name: getattr(network, name) for name in _NAMES}
    words["zones"] = [[zone.id, zone.name, list(zone.nodes), list(zone.shares)] for zone in network.zones]
    arrays: dict[str, npt.NDArray[Any]] = {
        "words": np.frombuffer(json.dumps(words, ensure_ascii=False).encode(), np.uint8),
        **{name: getattr(network, name) for name in (*_OF_NODES, "begin", "end", *_OF_LINKS)},
        "exits": network.exits,
        "exit_capacity_veh_s": network.exit_capacity_veh_s,
    }
    if network.geometry:
        arrays["line_ends"] = np.cumsum([len(line) for line in network.geometry])
        arrays["corners"] = np.concatenate(network.geometry)
    for name in _OF_ZONES:
        if (values := getattr(kept, name)) is not None:
            arrays[name] = values
    made = io.BytesIO()
    np.savez_compressed(made, **arrays)  # type: ignore[arg-type]
    return made.getvalue()


def unpacked(content: bytes) -> Kept:
    """Return the network that :func:`packed` wrote.

    Raises:
        KeptError: it did not.
    """
    from weerbaar.base import WeerbaarError
    from weerbaar.evacuation.network import RoadNetwork, Zone

    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        words = json.loads(arrays["words"].tobytes())
        lines: list[Floats] = []
        if "corners" in arrays:
            lines = np.split(arrays["corners"], arrays["line_ends"][:-1])
        given: dict[str, Any] = {
            **{name: tuple(words[name]) if isinstance(words[name], list) else words[name] for name in _NAMES},
            **{name: arrays[name] for name in (*_OF_NODES, "begin", "end", *_OF_LINKS)},
            "exits": arrays["exits"],
            "exit_capacity_veh_s": arrays["exit_capacity_veh_s"],
            "zones": tuple(Zone(id_, name, tuple(nodes), tuple(shares)) for id_, name, nodes, shares in words["zones"]),
            "geometry": tuple(lines),
        }
        network = RoadNetwork(**given)
    except (ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile, WeerbaarError) as error:
        raise KeptError(str(error)) from error
    return Kept(network, *(arrays.get(name) for name in _OF_ZONES))


def row_values(kept: Kept) -> dict[str, Any]:
    """Return what the row of a network says of it."""
    network = kept.network
    return {
        "name": network.name[:200],
        "nodes": network.n_nodes,
        "links": network.n_links,
        "exits": len(network.exits),
        "zones": len(network.zones),
        "vehicles": None if kept.vehicles is None else float(kept.vehicles.sum()),
    }


def one_note(problem: Problem) -> dict[str, Any]:
    """Return a problem as it is stored with a network."""
    return {
        "severity": problem.severity,
        "line": problem.line,
        "field": problem.field,
        "value": problem.value,
        "nl": problem.message.nl,
        "en": problem.message.in_("en"),
        "hint_nl": problem.hint.nl,
        "hint_en": problem.hint.in_("en"),
    }


def problem_of(note: dict[str, Any], file: str) -> Problem:
    """Return the problem that :func:`one_note` wrote."""
    return Problem(
        file,
        Text(nl=note["nl"], en=note["en"]),
        Text(nl=note["hint_nl"], en=note["hint_en"]),
        note["line"],
        note["field"],
        note["value"],
        note["severity"],
    )
