# SPDX-License-Identifier: EUPL-1.2
"""Demand: how many people are where, and what is taken for how they respond; valid for one network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from weerbaar.base import Distribution, Point, Text
from weerbaar.evacuation.demand.factors import Factors, KnownResponse, KnownShare
from weerbaar.evacuation.demand.places import Institution, Season, ZonePeople

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Column:
    """One uncertain number per row; NaN where it is not known.

    Attributes:
        medians: of each row.
        uncertain: rows whose number is more than one value, with its distribution.
    """

    medians: Floats
    uncertain: tuple[tuple[int, Distribution], ...]

    @classmethod
    def of(cls, numbers: Iterable[Distribution | None]) -> Column:
        """Return the column of these numbers."""
        rows = tuple(numbers)
        medians = np.array([np.nan if number is None else float(number.ppf(0.5)) for number in rows], float)
        return cls(
            medians,
            tuple(
                (at, number) for at, number in enumerate(rows) if number is not None and not isinstance(number, Point)
            ),
        )

    def settle(self, pick: Callable[[Distribution], float]) -> Floats:
        """Return one value of each number."""
        values = self.medians.copy()
        for at, number in self.uncertain:
            values[at] = pick(number)
        return values


@dataclass(frozen=True, eq=False)
class Demand:
    """People by zone at the start of an evacuation, and how they respond; Z zones, K institutions.

    Attributes:
        name: for reports.
        source: of the numbers of people.
        zones: those for which something is stated, in the order of the network.
        numbers: their numbers in the network, length Z.
        institutions: whose people cannot leave by themselves.
        institution_zones: which of ``zones`` each is in, length K.
        hour: of the day at which the evacuation starts.
        season: decides the tourists.
        workday: whether commuters are at work by day.
        compliance: share that leaves when told to.
        factors: how people respond otherwise; what the demand file stated says so in its source.
        response: when those who leave do so.
        remarks: what was not known, for whoever reads the result.
    """

    name: str
    source: str
    zones: tuple[ZonePeople, ...]
    numbers: Integers
    institutions: tuple[Institution, ...]
    institution_zones: Integers
    hour: float
    season: Season
    workday: bool
    compliance: KnownShare
    factors: Factors
    response: KnownResponse
    remarks: tuple[Text, ...] = ()

    @cached_property
    def residents(self) -> Column:
        """Who sleep in each zone."""
        return Column.of(zone.residents for zone in self.zones)

    @cached_property
    def commuters_in(self) -> Column:
        """Who come to each zone to work."""
        return Column.of(zone.commuters_in for zone in self.zones)

    @cached_property
    def commuters_out(self) -> Column:
        """Who leave each zone to work."""
        return Column.of(zone.commuters_out for zone in self.zones)

    @cached_property
    def tourists(self) -> Column:
        """Who stay in each zone in the season."""
        return Column.of(zone.tourists.get(self.season) for zone in self.zones)

    @cached_property
    def cars_per_household(self) -> Column:
        """Of each zone."""
        return Column.of(zone.cars_per_household for zone in self.zones)

    @cached_property
    def without_transport(self) -> Column:
        """Of the zones for which it is known better than for the whole country."""
        return Column.of(zone.without_transport for zone in self.zones)

    @cached_property
    def households(self) -> Floats:
        """Of each zone; NaN where it is not known."""
        return np.array([np.nan if zone.households is None else zone.households for zone in self.zones], float)

    @cached_property
    def ordered(self) -> npt.NDArray[np.bool_]:
        """Which zones are told to leave."""
        return np.array([zone.ordered for zone in self.zones], bool)

    @cached_property
    def order_h(self) -> Floats:
        """When each zone is told to leave, or hears it from others; hours after the start."""
        return np.array([zone.order_h for zone in self.zones], float)

    @cached_property
    def inmates(self) -> Column:
        """People in each institution."""
        return Column.of(institution.people for institution in self.institutions)

    def at_work(self, hour: float) -> float:
        """Return the share of the commuters who are at work at an hour of the day, straight between whole hours."""
        if not self.workday:
            return 0.0
        shares = self.factors.at_work_by_hour.shares
        return float(np.interp(hour % 24, np.arange(25), (*shares, shares[0])))

    def by_night(self, hour: float) -> bool:
        """Return whether people sleep at an hour of the day."""
        return int(hour % 24) in self.factors.night_hours

    def people_by_hour(self) -> Floats:
        """Return people in each zone at each hour of the day, medians, without institutions; shape (24, Z).

        What is not known counts as nobody; see ``remarks``.
        """
        moved = np.nan_to_num(self.commuters_in.medians) - np.nan_to_num(self.commuters_out.medians)
        staying = self.residents.medians + np.nan_to_num(self.tourists.medians)
        at_work = np.array([self.at_work(hour) for hour in range(24)])
        return np.asarray(np.maximum(staying[None, :] + at_work[:, None] * moved[None, :], 0.0))
