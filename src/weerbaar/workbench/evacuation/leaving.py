# SPDX-License-Identifier: EUPL-1.2
"""Who leaves in a plan: as the network states, by people per zone, or by a demand file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.evacuation.kept_network import Kept

if TYPE_CHECKING:
    from weerbaar.evacuation.demand import Demand, Departures, Turnout

SEASONS: dict[str, Text] = {
    "winter": Text(nl="winter", en="winter"),
    "spring": Text(nl="lente", en="spring"),
    "summer": Text(nl="zomer", en="summer"),
    "autumn": Text(nl="herfst", en="autumn"),
}
_FILE = "demand.yaml"
LARGEST = 2_000_000
"""Characters of a demand file."""


def demand_text(name: str, given: dict[str, Any]) -> str:
    """Return the demand file of a plan: as it was given, or made from the people per zone."""
    from weerbaar.dossier import yaml_text

    if given.get("text"):
        return str(given["text"])
    people = {zone: count for zone, count in given["people"].items() if count > 0}
    return yaml_text(
        {
            "schema": 1,
            "name": name,
            "hour": given.get("hour", 12.0),
            "season": given.get("season", "winter"),
            "zones": [{"zone": zone, "residents": count} for zone, count in people.items()],
        }
    )


def demand_of(name: str, given: dict[str, Any], kept: Kept) -> Demand | None:
    """Return the demand of a plan; None where the network itself states who leaves.

    Raises:
        InputError: with every problem: in the file, or because nobody leaves.
    """
    from weerbaar.evacuation.demand import read_demand

    if not given:
        if not kept.states_departures:
            message = Text(nl="het net zegt niet wie er vertrekt.", en="the network does not say who leaves.")
            hint = Text(nl="Vul mensen per zone in.", en="Fill in people per zone.")
            raise InputError([Problem("plan", message, hint, field="demand")])
        return None
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as folder:
        path = Path(folder) / _FILE
        path.write_text(demand_text(name, given), encoding="utf-8")
        return read_demand(path, kept.network)


def turnout_of(demand: Demand, kept: Kept) -> Turnout:
    """Return what becomes of the people when every uncertain number is at its median."""
    from weerbaar.evacuation.demand import central

    return central(demand, kept.network)


def departures_of(name: str, given: dict[str, Any], kept: Kept) -> Departures:
    """Return who sets out when.

    Raises:
        InputError, DemandError: as :func:`demand_of`.
    """
    from weerbaar.evacuation import demand as library
    from weerbaar.evacuation.network import Instance

    found = demand_of(name, given, kept)
    if found is not None:
        return turnout_of(found, kept).departures
    vehicles, times, share = (np.asarray(a) for a in (kept.vehicles, kept.times_s, kept.share_released))
    return library.departures_of(Instance(kept.network, vehicles, times, share))
