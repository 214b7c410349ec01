# SPDX-License-Identifier: EUPL-1.2
"""A curve of people out held against what was published for the same water and the same areas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from weerbaar.base import Point
from weerbaar.evacuation.flood.areas import ThreatenedArea, Water, areas_of
from weerbaar.evacuation.flood.fraction import (
    SECONDS_PER_HOUR,
    EvacuationCurve,
    LeadTimes,
    Phases,
    expected_fraction,
    fraction,
)
from weerbaar.evacuation.flood.published import PublishedValue, Quantity, published

_HELD: tuple[Quantity, ...] = (
    "expected_fraction",
    "fraction_by_lead_time",
    "full_evacuation_possible",
    "days_to_empty",
)
_ALL = 0.99
"""Of who goes; a last car that broke down does not make an evacuation impossible."""


@dataclass(frozen=True)
class Held:
    """One published value, and what the curve says of the same.

    Attributes:
        value: as published.
        found: the same by the curve.
    """

    value: PublishedValue
    found: float

    @property
    def distance(self) -> float:
        """How far outside the published range; 0 within it."""
        return self.value.distance(self.found)


def areas_under(codes: Iterable[str]) -> tuple[tuple[ThreatenedArea, float], ...]:
    """Return the areas in which municipalities (``GM0310``) lie with the people of these there, most people first."""
    people: dict[str, float] = {}
    known: dict[str, ThreatenedArea] = {}
    for code in codes:
        for area, part in areas_of(code):
            known[area.number] = area
            people[area.number] = people.get(area.number, 0.0) + part.people
    return tuple((known[number], people[number]) for number in sorted(people, key=lambda each: -people[each]))


def held_against_published(
    curve: EvacuationCurve, lead_times: LeadTimes, numbers: Iterable[str], seed: int
) -> tuple[Held, ...]:
    """Hold a curve against every published fraction and duration of its water that is about its areas.

    Published by lead time are days between the decision and the breach, so that only the warning passes of them; of a
    full evacuation and of days to empty, days from the threat.

    Args:
        curve: people out by time since the call.
        lead_times: of the water.
        numbers: of the areas; values about all areas of the water always count.
        seed: of the draws.
    """
    own = set(numbers)
    none = Point(value=0)
    decided = lead_times.phases.model_copy(update={"detection_h": none, "decision_h": none})
    going = np.maximum(curve.out[-1], 1e-9)
    found: list[Held] = []
    for quantity in _HELD:
        for value in published(quantity, water=lead_times.water):
            if value.areas and not own & set(value.areas):
                continue
            ahead_h = 24 * (value.lead_days or 0.0)
            if quantity == "expected_fraction":
                of = float(expected_fraction(curve, lead_times, seed).expected.mean())
            elif quantity == "fraction_by_lead_time":
                of = float(fraction(curve, ahead_h, decided, seed).mean())
            elif quantity == "full_evacuation_possible":
                of = float(np.mean(fraction(curve, ahead_h, lead_times.phases, seed) / going > _ALL) >= 0.5)
            else:
                of = _days_to_empty(curve, lead_times.phases)
            found.append(Held(value, of))
    return tuple(found)


def _days_to_empty(curve: EvacuationCurve, phases: Phases) -> float:
    """From the threat until all but one in a hundred of who goes are out, in the middle of the draws, days."""
    share = curve.out / np.maximum(curve.out[-1], 1e-9)
    last_s = np.array([np.interp(_ALL, share[:, draw], curve.times_s) for draw in range(curve.n_draws)])
    spent_h = sum(phase.expected for phase in (phases.detection_h, phases.decision_h, phases.warning_h))
    return (float(np.median(last_s)) / SECONDS_PER_HOUR + spent_h) / 24


def water_of(found: Iterable[tuple[ThreatenedArea, float]]) -> Water | None:
    """Return the kind of water that threatens most of the people in areas; None where nobody lives in one."""
    people: dict[Water, float] = {}
    for area, count in found:
        people[area.water] = people.get(area.water, 0.0) + count
    if not people:
        return None
    return max(people, key=lambda water: people[water])
