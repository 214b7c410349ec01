# SPDX-License-Identifier: EUPL-1.2
"""How people respond, with the source of each value and how sure it is: what holds where a demand file is silent."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from weerbaar.base import FileModel, Text, read_yaml, validate
from weerbaar.evacuation.demand.response import Response
from weerbaar.evacuation.demand.uncertain import Hours, Occupancy, Share, Stretch

Certainty = Literal["published", "derived", "literature", "assumption"]
Threat = Literal["unclear", "likely", "certain"]
Trust = Literal["low", "usual", "high"]
Kind = Literal["hospital", "nursing", "disabled", "prison", "other"]


class Known(FileModel):
    """Where a value comes from.

    Attributes:
        text: what it is, for people.
        certainty: ``published``: the text was seen; ``derived``: worked out from such a number; ``literature``: a range
            that goes round in the literature, not read again; ``assumption``: ours, wide on purpose.
        source: of the value.
    """

    text: Text
    certainty: Certainty
    source: str


class KnownShare(Known):
    """A share of 1."""

    range: Share


class KnownOccupancy(Known):
    """People in one vehicle."""

    range: Occupancy


class KnownHours(Known):
    """A time, h."""

    range: Hours


class KnownStretch(Known):
    """A factor on times."""

    range: Stretch


class KnownResponse(Known):
    """A response curve."""

    curve: Response


class KnownCompliance(Known):
    """Share that leaves when told to, by how clear the threat is and how much the government is trusted."""

    range: dict[Threat, dict[Trust, Share]]


class KnownDay(Known):
    """For each of 24 hours how many of the commuters are at work, from 0 to 1."""

    shares: Annotated[tuple[Annotated[float, Field(ge=0, le=1)], ...], Field(min_length=24, max_length=24)]


class KnownLying(Known):
    """Share of the people in each kind of institution who have to be carried lying down."""

    range: dict[Kind, Share]


class Factors(FileModel):
    """``factors.yaml``; see the texts in the file."""

    schema_version: Literal[1] = Field(alias="schema")
    compliance: KnownCompliance
    tourist_compliance: KnownShare
    shadow: KnownShare
    gathering: KnownShare
    without_transport: KnownShare
    riding_along: KnownShare
    people_per_vehicle: KnownOccupancy
    needs_help: KnownShare
    lying_at_home: KnownShare
    lying: KnownLying
    response: KnownResponse
    response_delay_h: KnownHours
    night_stretch: KnownStretch
    night_hours: tuple[Annotated[int, Field(ge=0, le=23)], ...]
    at_work_by_hour: KnownDay


class OwnFactors(FileModel):
    """What a demand file may say otherwise; what it leaves out stays as shipped."""

    compliance: Share | None = None
    tourist_compliance: Share | None = None
    shadow: Share | None = None
    gathering: Share | None = None
    without_transport: Share | None = None
    riding_along: Share | None = None
    people_per_vehicle: Occupancy | None = None
    needs_help: Share | None = None
    lying_at_home: Share | None = None
    response_delay_h: Hours | None = None
    night_stretch: Stretch | None = None


@cache
def shipped_factors() -> Factors:
    """Return the values that come with Weerbaar."""
    path = Path(str(files("weerbaar") / "data" / "evacuation" / "demand" / "factors.yaml"))
    return validate(Factors, read_yaml(path))
