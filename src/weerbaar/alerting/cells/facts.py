# SPDX-License-Identifier: EUPL-1.2
"""What is known about who receives an NL-Alert, with its source and how sure it is: the shape of the file of facts."""

from __future__ import annotations

import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.base import Distribution, Explained, FileModel, Text, read_yaml, validate

Certainty = Literal["published", "derived", "bound", "assumption"]
Share = Annotated[float, Field(ge=0, le=1)]


class SurveyPoint(FileModel):
    """What a survey after a test message found.

    Attributes:
        day: on which the message was sent, or the likeliest day in ``period``.
        period: as it was published.
        low, high: share of the people of 12 and over who received it; equal where one number was published.
    """

    day: datetime.date
    period: str
    low: Share
    high: Share
    certainty: Certainty
    source: str

    @model_validator(mode="after")
    def _ordered(self) -> SurveyPoint:
        if self.low > self.high:
            raise Explained("low is hoger dan high.", "low is above high.")
        return self


class AgeGroup(FileModel):
    """One age group: its share that receives, and what part of the people of 12 and over it is."""

    group: str
    share: Share
    of_population: Share


class Ages(FileModel):
    """How reach differs by age; ``all`` is the share over all ages in the same survey."""

    all: Share
    source: str
    groups: Annotated[tuple[AgeGroup, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _leaves_others(self) -> Ages:
        if sum(group.of_population for group in self.groups) >= 1:
            raise Explained("de groepen zijn samen de hele bevolking.", "the groups are the whole population together.")
        if not 0 <= self.others_share <= 1:
            raise Explained("de groepen passen niet bij all.", "the groups do not agree with all.")
        return self

    @property
    def others_share(self) -> float:
        """Share of everybody in none of the groups, so that all together come to ``all``."""
        known = sum(group.share * group.of_population for group in self.groups)
        return (self.all - known) / (1 - sum(group.of_population for group in self.groups))


class Uncertain(FileModel):
    """A number that is not known, and the range it is taken to lie in."""

    text: Text
    range: Distribution
    certainty: Certainty
    source: str


class UncertainFacts(FileModel):
    """All that is not known; see the texts in the file."""

    under_12: Uncertain
    noticed_by_day: Uncertain
    noticed_by_night: Uncertain
    bound_to_2g: Uncertain
    geofencing: Uncertain
    roamers: Uncertain
    roamers_reached: Uncertain
    provider_share: Uncertain


class ReachFacts(FileModel):
    """``reach.yaml``.

    Attributes:
        survey: what was published, in order of day.
        survey_error: half the width of the range of one survey.
        drift_per_year: what is added to both sides of the range for every year after the last survey.
        launched: the first day of NL-Alert.
        day_by_hour: for each of 24 hours where between the residents (0) and the people of a working day (1).
        day_error: half the width of the range of that.
        night_hours: in which people sleep.
        geofencing_since: from when phones can hide a message for another area.
        cannot_know: what no estimate can know.
    """

    schema_version: Literal[1] = Field(alias="schema")
    survey: Annotated[tuple[SurveyPoint, ...], Field(min_length=2)]
    survey_error: Share
    drift_per_year: Share
    launched: datetime.date
    ages: Ages
    day_by_hour: Annotated[tuple[Share, ...], Field(min_length=24, max_length=24)]
    day_error: Share
    night_hours: tuple[Annotated[int, Field(ge=0, le=23)], ...]
    uncertain: UncertainFacts
    geofencing_since: datetime.date
    cannot_know: Annotated[tuple[Text, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> ReachFacts:
        days = [point.day for point in self.survey]
        if days != sorted(set(days)):
            raise Explained("de onderzoeken moeten op datum staan, elke dag één.", "surveys must ascend by day.")
        return self


def read_facts(path: Path) -> ReachFacts:
    """Return the facts in a file of your own, of the same shape as the one that is shipped.

    Raises:
        InputError: with every problem in the file.
    """
    return validate(ReachFacts, read_yaml(path))


@cache
def shipped_facts() -> ReachFacts:
    """Return the facts that come with Weerbaar."""
    return read_facts(Path(str(files("weerbaar") / "data" / "alerting" / "cells" / "reach.yaml")))
