# SPDX-License-Identifier: EUPL-1.2
"""What was published about evacuations at large floods: the numbers that results are held against."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, Text, read_yaml, validate
from weerbaar.evacuation.flood.areas import Certainty, Water, folder

Quantity = Literal[
    "full_evacuation_possible",
    "days_to_empty",
    "fraction",
    "fraction_by_lead_time",
    "fraction_sheltered",
    "expected_fraction",
    "expected_fraction_with_arrival",
    "deaths_without_evacuation",
    "deaths_preventive",
    "deaths_vertical",
    "lives_saved_by_evacuation",
    "preventive_beats_vertical",
    "flood_after_call",
    "mortality_of_exposed",
]


class PublishedValue(FileModel):
    """A number as it was published, or the range that its words allow ("over 1,700").

    Attributes:
        water: kind of water; ``other`` outside the Netherlands.
        areas: numbers of the dike rings, empty for all of that water.
        low, high: equal where one number was published; ``high`` is None where it is open.
        lead_days: days ahead; None where it holds for all lead times together.
    """

    id: str
    water: Water | Literal["other"]
    areas: tuple[str, ...]
    place: Text
    quantity: Quantity
    low: float
    high: float | None
    lead_days: float | None
    certainty: Certainty
    source: str

    @model_validator(mode="after")
    def _ordered(self) -> PublishedValue:
        if self.high is not None and self.low > self.high:
            raise Explained("low is hoger dan high.", "low is above high.")
        return self

    def distance(self, value: float) -> float:
        """Return how far a value lies outside the range; 0 within it."""
        above = 0.0 if self.high is None else value - self.high
        return max(self.low - value, above, 0.0)


class PublishedValues(FileModel):
    """``published.yaml``."""

    schema_version: Literal[1] = Field(alias="schema")
    values: tuple[PublishedValue, ...]


@cache
def all_published() -> tuple[PublishedValue, ...]:
    """Return every published value."""
    return validate(PublishedValues, read_yaml(folder() / "published.yaml")).values


def published(quantity: Quantity, *, water: Water | None = None, area: str | None = None) -> tuple[PublishedValue, ...]:
    """Return the published values of a quantity.

    Args:
        quantity: what was published.
        water: of that kind of water only.
        area: about that dike ring, or about all of its kind of water.
    """
    return tuple(
        value
        for value in all_published()
        if value.quantity == quantity
        and (water is None or value.water == water)
        and (area is None or not value.areas or area in value.areas)
    )
