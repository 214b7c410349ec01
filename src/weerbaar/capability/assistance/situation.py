# SPDX-License-Identifier: EUPL-1.2
"""The situation that is planned for: demand, officers on duty and everybody who can help, as checked numbers."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Point, Text
from weerbaar.capability.assistance.file_model import POLICE, TASKS, Shift, VariantName

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

BASIC, RIOT = TASKS.index("basic"), TASKS.index("riot")
DUTY = "officers-on-duty"
"""Stands for the source of officers who are on the roster and are not a unit."""

_QUANTILES = {"low": 0.1, "expected": 0.5, "high": 0.9}


@dataclass(frozen=True)
class Place:
    """A region with whose requests it signs and how heavily its shortages count."""

    id: str
    name: Text
    municipality: Text
    authority: Text
    weight: float


@dataclass(frozen=True)
class Helper:
    """A party in the order of asking, with the tasks (indices) that it may do, and why.

    Attributes:
        cost: of an hour of its assistance, in hours of the first party.
    """

    id: str
    name: Text
    tasks: tuple[int, ...]
    legal: Text
    desk: Text
    cost: float


@dataclass(frozen=True)
class Line:
    """Demand in one region and shift for one task: platoons for riot, persons otherwise.

    Attributes:
        amount: a distribution with ``ppf``; None where there are three ``variants`` (low, expected, high).
        derived: follows from incidents and not from a number somebody stated.
    """

    region: int
    shift: int
    task: int
    amount: Any = None
    variants: tuple[float, float, float] | None = None
    municipality: Text | None = None
    authority: Text | None = None
    reason: Text | None = None
    derived: bool = False

    def at(self, variant: VariantName) -> int:
        """Return the whole amount in a variant; of a distribution the 10, 50 and 90 % points."""
        if self.variants is not None:
            value = self.variants[("low", "expected", "high").index(variant)]
        else:
            value = float(self.amount.ppf(_QUANTILES[variant]))
        return int(whole(np.asarray(value), self.task))

    def quantile(self, u: Floats, shares: tuple[float, float, float]) -> Floats:
        """Return whole amounts at probabilities ``u``; three variants have the probabilities ``shares``."""
        if self.variants is None:
            return whole(np.asarray(self.amount.ppf(u), dtype=float), self.task)
        steps = np.cumsum(shares)[:2]
        return whole(np.asarray(self.variants)[np.searchsorted(steps, u, side="left")], self.task)

    @property
    def certain(self) -> bool:
        """Whether the amount has no uncertainty."""
        return isinstance(self.amount, Point) or (self.variants is not None and len(set(self.variants)) == 1)


def whole(value: Floats, task: int) -> Floats:
    """Round to whole platoons, halves up; up to whole persons (a millionth of one is rounding)."""
    return np.floor(value + 0.5) if task == RIOT else np.ceil(value - 1e-6)


@dataclass(frozen=True)
class Commitment:
    """A shift in which a whole source is spoken for: at a region for a task, or elsewhere (None)."""

    shift: int
    region: int | None = None
    task: int | None = None


@dataclass(frozen=True)
class Source:
    """Equal parts that can be sent: a unit, or the platoons that a region can form.

    Attributes:
        party: index of the helper.
        home: index of the region where it starts and sleeps.
        parts: how many.
        size: persons in one part.
        at_once: most parts that can work in one shift.
        shifts: per shift whether it is available.
        from_duty: its persons come out of the officers on duty at home.
        rest_h, max_hours, window_h: see :class:`~weerbaar.capability.assistance.file_model.Rest`.
    """

    id: str
    name: Text
    party: int
    home: int
    parts: int
    size: int
    tasks: tuple[int, ...]
    shifts: tuple[bool, ...]
    at_once: int
    notice_h: float = 0.0
    rest_h: float = 0.0
    max_hours: float | None = None
    window_h: float = 24.0
    from_duty: bool = False
    confidential: bool = False
    promised: tuple[Commitment, ...] = ()


@dataclass(frozen=True, eq=False)
class Situation:
    """Everything a plan is made from.

    Attributes:
        officers: on duty per region and shift, shape (R, S).
        officers_confidential: per region, shape (R,).
        officers_notice_h: before they can leave for another region, shape (R, S).
        travel_h: shape (R, R).
        helpers: in the order of asking.
        withheld: cells (region, shift, task) that are left out of a public version; shape (R, S, T).
        public: whether confidential means were taken out.
    """

    id: str
    title: Text
    statement: Text
    organisation: Text
    illustrative: bool
    begin: datetime.datetime
    request_h: float
    platoon_officers: int
    basic_floor: float
    variant_shares: tuple[float, float, float]
    dependence: float
    at_most_h: float | None
    shifts: tuple[Shift, ...]
    places: tuple[Place, ...]
    helpers: tuple[Helper, ...]
    lines: tuple[Line, ...]
    sources: tuple[Source, ...]
    officers: Whole
    officers_confidential: Flags
    officers_notice_h: Floats
    travel_h: Floats
    withheld: Flags
    public: bool = False

    @property
    def shape(self) -> tuple[int, int, int]:
        """Regions, shifts, tasks."""
        return len(self.places), len(self.shifts), len(TASKS)

    @property
    def police(self) -> int:
        """Index of the police among the helpers."""
        return next(i for i, h in enumerate(self.helpers) if h.id == POLICE)

    @property
    def duty_tasks(self) -> tuple[int, ...]:
        """Tasks of officers on duty: those of the police but riot control, which goes in platoons."""
        return tuple(t for t in self.helpers[self.police].tasks if t != RIOT)

    @property
    def confidential(self) -> bool:
        """Whether it holds anything that must not leave the organisation."""
        return bool(self.officers_confidential.any()) or any(s.confidential for s in self.sources)

    def demand(self, variant: VariantName = "expected") -> Whole:
        """Return what is needed, shape (R, S, T): platoons for riot, persons otherwise."""
        needed = np.zeros(self.shape, dtype=np.int64)
        for line in self.lines:
            needed[line.region, line.shift, line.task] += line.at(variant)
        return needed

    def moment(self, hour: float) -> datetime.datetime:
        """Return the local date and time of an hour after the beginning, to the minute."""
        return self.begin + datetime.timedelta(minutes=round(hour * 60))

    def fingerprint(self) -> str:
        """Return the sha256 of everything in it; of a public version it says nothing about what was taken out."""
        plain = {
            "lines": [_plain(line) for line in self.lines],
            "sources": [_plain(source) for source in self.sources],
            "places": [_plain(place) for place in self.places],
            "helpers": [_plain(helper) for helper in self.helpers],
            "shifts": [shift.model_dump(mode="json") for shift in self.shifts],
            "officers": self.officers.tolist(),
            "notice": self.officers_notice_h.tolist(),
            "confidential": self.officers_confidential.tolist(),
            "travel": self.travel_h.tolist(),
            "withheld": self.withheld.tolist(),
            "public": self.public,
            "begin": self.begin.isoformat(),
            "settings": [self.id, self.request_h, self.platoon_officers, self.basic_floor],
            "draws": [list(self.variant_shares), self.dependence, self.at_most_h],
        }
        return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    return value
