# SPDX-License-Identifier: EUPL-1.2
"""The clock from request to air: how long every step took, against a target and against storm Eunice."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal, Protocol

from pydantic import AwareDatetime, Field, model_validator

from weerbaar.alerting.approval.shipped import shipped_file
from weerbaar.alerting.approval.tree import Name
from weerbaar.base import Explained, FileModel, Text, read_yaml, validate
from weerbaar.dossier import Mark

Moment = Literal["incident", "request", "drafted", "approved", "ordered", "first_receipt", "on_air"]
MOMENTS: tuple[Moment, ...] = ("incident", "request", "drafted", "approved", "ordered", "first_receipt", "on_air")

MOMENT_WORDS: Mapping[Moment, Text] = {
    "incident": Text(nl="incident", en="incident"),
    "request": Text(nl="verzoek", en="request"),
    "drafted": Text(nl="eerste concept", en="first draft"),
    "approved": Text(nl="goedgekeurd", en="approved"),
    "ordered": Text(nl="opdracht tot verzenden", en="ordered"),
    "first_receipt": Text(nl="eerste ontvangstbewijs", en="first receipt"),
    "on_air": Text(nl="in de lucht", en="on the air"),
}


class Timed(Protocol):
    """The moments of a use; None where one is not known or has not come."""

    @property
    def incident(self) -> datetime | None: ...
    @property
    def request(self) -> datetime | None: ...
    @property
    def drafted(self) -> datetime | None: ...
    @property
    def approved(self) -> datetime | None: ...
    @property
    def ordered(self) -> datetime | None: ...
    @property
    def first_receipt(self) -> datetime | None: ...
    @property
    def on_air(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Lap:
    """From one moment that is known to the next; negative where they are in another order than they should be."""

    start: Moment
    end: Moment
    duration: timedelta


@dataclass(frozen=True, slots=True)
class ClockReading:
    """How long it took, or has taken until now.

    Attributes:
        laps: between the moments that are known.
        to_air: from request to air; until now where it is not on the air; None where there is no request.
        running: it is not on the air yet.
        target: how long it may take.
        late: longer than the target; None where there is no request.
    """

    laps: tuple[Lap, ...]
    to_air: timedelta | None
    running: bool
    target: timedelta
    late: bool | None


class Yardstick(FileModel):
    """A case from the past to measure against.

    Attributes:
        approximate: moments that the source gives roughly.
    """

    id: Name
    title: Text
    request: AwareDatetime
    approved: AwareDatetime
    on_air: AwareDatetime
    approximate: tuple[Moment, ...] = ()
    source: str
    mark: Mark

    @model_validator(mode="after")
    def _in_order(self) -> Yardstick:
        if not self.request <= self.approved <= self.on_air:
            raise Explained(
                "verzoek, goedkeuring en verzending staan niet op volgorde.", "the moments are not in order."
            )
        return self

    @property
    def to_air(self) -> timedelta:
        """From request to air."""
        return self.on_air - self.request

    @property
    def deciding(self) -> timedelta:
        """From request to approval."""
        return self.approved - self.request


class _YardsticksFile(FileModel):
    schema_version: Literal[1] = Field(alias="schema")
    yardsticks: tuple[Yardstick, ...]


def read_clock(moments: Timed, now: datetime, target: timedelta) -> ClockReading:
    """Return how long every step took.

    Args:
        moments: of one use.
        now: moment of reading, with its offset.
        target: how long it may take from request to air.
    """
    known = [(name, at) for name in MOMENTS if (at := getattr(moments, name)) is not None]
    laps = tuple(Lap(a, b, end - start) for (a, start), (b, end) in itertools.pairwise(known))
    running = moments.on_air is None
    to_air = None if moments.request is None else (moments.on_air or now) - moments.request
    return ClockReading(laps, to_air, running, target, None if to_air is None else to_air > target)


def against(reading: ClockReading, yardstick: Yardstick) -> Text | None:
    """Return how a use compares with a case from the past; None where there is no request."""
    if reading.to_air is None:
        return None
    mine, theirs = _minutes(reading.to_air), _minutes(yardstick.to_air)
    nl = "Van verzoek tot uitzending" + (" tot nu toe" if reading.running else "")
    en = "From request to air" + (" so far" if reading.running else "")
    about_nl, about_en = ("ongeveer ", "about ") if yardstick.approximate else ("", "")
    return Text(
        nl=f"{nl}: {mine} minuten. {yardstick.title.nl}: {about_nl}{theirs} minuten.",
        en=f"{en}: {mine} minutes. {yardstick.title.in_('en')}: {about_en}{theirs} minutes.",
    )


@lru_cache(maxsize=1)
def yardsticks() -> tuple[Yardstick, ...]:
    """Return the cases that come with Weerbaar; the first is storm Eunice."""
    name = "yardsticks.yaml"
    return validate(_YardsticksFile, read_yaml(shipped_file(name), name)).yardsticks


def _minutes(duration: timedelta) -> int:
    return round(duration.total_seconds() / 60)
