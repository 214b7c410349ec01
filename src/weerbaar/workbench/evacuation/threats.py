# SPDX-License-Identifier: EUPL-1.2
"""What threatens the zones of a plan, and its means for who cannot leave alone; a variant inherits both."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.evacuation.models import Fleet, Plan, Threat

if TYPE_CHECKING:
    from weerbaar.evacuation.demand import Peril
    from weerbaar.evacuation.flood import Exposure
    from weerbaar.evacuation.means import Fleet as LibraryFleet
    from weerbaar.evacuation.network import RoadNetwork

LONGEST_H = 1000.0
LARGEST = 2_000_000
"""Characters of a file of means, bytes of a table of what threatens zones."""
_Row = TypeVar("_Row", Threat, Fleet)


def threat_of(plan: Plan) -> Threat | None:
    """Return what threatens the zones of a plan; None where nobody said so."""
    return _own_or_inherited(Threat, plan)


def fleet_of(plan: Plan) -> Fleet | None:
    """Return the means of a plan; None where there are none."""
    return _own_or_inherited(Fleet, plan)


def _own_or_inherited(kind: type[_Row], plan: Plan) -> _Row | None:
    """Return the row of a plan or of the nearest plan it is based on, as far as it is no more confidential."""
    at: Plan | None = plan
    seen: set[int] = set()
    while at is not None and at.pk not in seen and at.level <= plan.level:
        found = kind.objects.filter(plan=at).select_related("plan").first()
        if found is not None:
            return found
        seen.add(at.pk)
        at = at.based_on
    return None


def perils_of(threat: Threat | None, network: RoadNetwork) -> tuple[Peril, ...]:
    """Return what threatens each zone of which the hour is known.

    Raises:
        InputError: of no zone it is known until when people can get away.
    """
    from weerbaar.evacuation.demand import Peril

    found = []
    for zone in network.zones if threat is not None else ():
        own = threat.zones.get(zone.id, {})  # type: ignore[union-attr]
        before_h = own.get("before_h") or threat.before_h  # type: ignore[union-attr]
        risk = own.get("risk")
        if before_h is not None:
            found.append(Peril(zone.id, before_h, threat.risk if risk is None else risk))  # type: ignore[union-attr]
    if not found:
        message = Text(
            nl="van geen zone is bekend tot welk uur mensen weg kunnen.",
            en="of no zone it is known until which hour people can get away.",
        )
        hint = Text(nl="Vul de dreiging in.", en="Fill in the threat.")
        raise InputError([Problem("plan", message, hint, field="threat")])
    return tuple(found)


def first_hour(perils: tuple[Peril, ...]) -> float:
    """Return the first hour at which somewhere it is too late."""
    return min(peril.before_h for peril in perils)


def zones_in(exposure: Exposure, breach_h: float) -> dict[str, dict[str, float | None]]:
    """Return the zones where water comes, as :class:`Threat` keeps them.

    Too late is when the first water comes, or the breach where that is not known. The chance is that of anybody who is
    in the zone, on dry ground as well: in the middle between the least and the most that the water, as far as it is
    known, allows.

    Args:
        exposure: people over the flood.
        breach_h: when the dike breaks, h after the start.
    """
    from weerbaar.evacuation.flood import mortality

    of = exposure
    share = mortality(of.depth_m, of.rise_m_s, of.velocity_m_s, breach_possible=of.breach_possible)
    deaths = np.bincount(of.zone, weights=(share.low + share.high) / 2 * of.people, minlength=len(of.zones))
    people = of.flooded_people + of.dry_people
    return {
        zone: {
            "before_h": breach_h if first is None else breach_h + first / 3600,
            "risk": float(f"{deaths[at] / people[at]:.3g}"),
        }
        for at, (zone, first) in enumerate(zip(of.zones, of.first_water_s(), strict=True))
        if of.flooded_people[at] > 0
    }


def read_table(name: str, content: bytes, network: RoadNetwork) -> dict[str, dict[str, float | None]]:
    """Read a table of what threatens zones, as :class:`Threat` keeps it.

    Raises:
        InputError: with every problem of the file, each at its line.
    """
    from weerbaar.evacuation.demand import read_perils
    from weerbaar.workbench.exchange.uploads import in_folder

    _must_not_be_larger(name, len(content))
    with in_folder(name, content) as path:
        found = read_perils(path, [zone.id for zone in network.zones])
    return {peril.zone: {"before_h": peril.before_h, "risk": peril.risk} for peril in found}


def read_fleet(content: str, network: RoadNetwork) -> LibraryFleet:
    """Read means, held against a network.

    Raises:
        InputError: with every problem and its line.
    """
    from weerbaar.evacuation.means import read_means

    _must_not_be_larger("middelen.yaml", len(content))
    with tempfile.TemporaryDirectory(prefix="weerbaar-") as folder:
        path = Path(folder) / "middelen.yaml"
        path.write_text(content.replace("\r\n", "\n"), encoding="utf-8")
        return read_means(path, network)


def problems_of(
    before_h: float | None, risk: float | None, zones: dict[str, Any], network: RoadNetwork
) -> list[Problem]:
    """Return what cannot be in a threat, all of it."""
    known = {zone.id for zone in network.zones}
    found: list[Problem] = []

    def check(hour: float | None, chance: float | None, where: str) -> None:
        if hour is not None and not 0 < hour <= LONGEST_H:
            text = Text(nl="hoort boven 0 tot 1.000 uur te zijn.", en="should be above 0 and at most 1,000 hours.")
            found.append(Problem("threat", text, field=f"{where}before_h", value=f"{hour:g}"))
        if chance is not None and not 0 <= chance <= 1:
            text = Text(nl="een kans ligt tussen 0 en 1.", en="a chance lies between 0 and 1.")
            found.append(Problem("threat", text, field=f"{where}risk", value=f"{chance:g}"))

    check(before_h, risk, "")
    for zone, own in zones.items():
        if zone not in known:
            text = Text(nl="het net heeft geen zone met deze code.", en="the network has no zone of this code.")
            found.append(Problem("threat", text, field="zone", value=zone))
        check(own.get("before_h"), own.get("risk"), f"{zone}.")
    if before_h is None and not any(own.get("before_h") for own in zones.values()):
        text = Text(nl="geef een uur, overal of voor een zone.", en="give an hour, everywhere or for a zone.")
        found.append(Problem("threat", text, field="before_h"))
    return found


def _must_not_be_larger(name: str, size: int) -> None:
    if size > LARGEST:
        raise InputError([Problem(name, Text(nl="het bestand is te groot.", en="the file is too large."))])
