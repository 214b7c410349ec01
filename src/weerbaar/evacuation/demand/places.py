# SPDX-License-Identifier: EUPL-1.2
"""The demand file: who is where, by zone, and what is known otherwise than usual. Its form in YAML."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from weerbaar.base import FileModel
from weerbaar.evacuation.demand.factors import Kind, OwnFactors, Threat, Trust
from weerbaar.evacuation.demand.response import Response
from weerbaar.evacuation.demand.uncertain import CarsOwned, Number, Share

Season = Literal["winter", "spring", "summer", "autumn"]


def _code(value: object) -> object:
    """A code of digits only is a number to YAML."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


LONGEST_CODE = 80
ZoneCode = Annotated[str, BeforeValidator(_code), StringConstraints(min_length=1, max_length=LONGEST_CODE)]
OrderHour = Annotated[float, Field(ge=0, le=240)]


class ZonePeople(FileModel):
    """One of ``zones``. What is left out is not known, and is counted as nobody with a remark.

    Attributes:
        zone: code of the zone in the network.
        residents: who sleep there; without those of ``institutions``.
        commuters_in: who come there to work and live elsewhere.
        commuters_out: who live there and work elsewhere.
        tourists: who stay the night, in each season that is known.
        households: with ``cars_per_household`` no more cars leave than there are.
        cars_per_household: on average.
        without_transport: where it is known better than for the whole country.
        ordered: whether the zone is told to leave; where not, only a part leaves of its own accord.
        order_h: when it is told to, hours after the start.
    """

    zone: ZoneCode
    residents: Number
    commuters_in: Number | None = None
    commuters_out: Number | None = None
    tourists: dict[Season, Number] = {}
    households: Annotated[float, Field(ge=0, le=1e7)] | None = None
    cars_per_household: CarsOwned | None = None
    without_transport: Share | None = None
    ordered: bool = True
    order_h: OrderHour = 0.0


class Institution(FileModel):
    """One of ``institutions``: a hospital, a nursing home, a prison.

    Attributes:
        people: who are there and cannot leave by themselves.
        lying: share who have to be carried lying down, where the institution said so.
    """

    zone: ZoneCode
    name: str
    kind: Kind
    people: Number
    lying: Share | None = None


class DemandFile(FileModel):
    """A demand file.

    Attributes:
        hour: of the day at which the evacuation starts, 0 to 24.
        workday: whether commuters are at work by day.
        threat, trust: choose the compliance, where ``factors`` does not state it.
        people: name of a CSV file beside this one with a column ``zone`` and numbers of people; adds to ``zones``.
    """

    schema_version: Literal[1] = Field(alias="schema")
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    source: str = ""
    hour: Annotated[float, Field(ge=0, lt=24)]
    season: Season
    workday: bool = True
    threat: Threat = "certain"
    trust: Trust = "usual"
    people: str | None = None
    zones: tuple[ZonePeople, ...] = ()
    institutions: tuple[Institution, ...] = ()
    factors: OwnFactors = OwnFactors()
    response: Response | None = None
