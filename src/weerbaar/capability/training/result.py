# SPDX-License-Identifier: EUPL-1.2
"""Campaigns and courses on a day: people reached apart from what changed, what that cost, and certificates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from weerbaar.base import Text, content_hash
from weerbaar.capability.training.certificates import Coverage, certificate_coverage
from weerbaar.capability.training.effect import MeasuredEffect, effect
from weerbaar.capability.training.file_model import Activity
from weerbaar.capability.training.intervals import LEVEL, Interval
from weerbaar.capability.training.reading import Training


@dataclass(frozen=True)
class PeopleChanged:
    """How many people changed for the better, if everybody reached is like those who were measured.

    Attributes:
        number: the gain times the people reached; below 0 where it got worse.
        cost_eur_each: cost of the activity by ``number``; None without cost or where nobody changed.
        cost_eur_low, cost_eur_high: with the interval of ``number``; the high one None where it may be nobody.
    """

    number: Interval
    cost_eur_each: float | None
    cost_eur_low: float | None
    cost_eur_high: float | None


@dataclass(frozen=True)
class EffectResult:
    """One measured effect, and what it comes to in people; None for a score, or where nobody counted the reach."""

    effect: MeasuredEffect
    people: PeopleChanged | None


@dataclass(frozen=True)
class ActivityResult:
    """A campaign or course.

    Attributes:
        reached: people who took part or saw it; None where nobody counted. This is attendance, not effect.
        reached_share: as part of the target group; None where either is not known.
        cost_eur_each: by person reached.
    """

    id: str
    title: Text
    kind: Literal["campaign", "course"]
    capability: str | None
    audience: Text
    audience_size: int | None
    reached: int | None
    counted: Text | None
    reached_share: float | None
    cost_eur: float | None
    cost_eur_each: float | None
    effects: tuple[EffectResult, ...]


@dataclass(frozen=True)
class TrainingResult:
    """Everything that follows from a file on a day.

    Attributes:
        on: the day, for the certificates.
        within_days: what counts as soon to expire.
        level: of the intervals.
        warnings: what was remarkable when the file was read.
        input_hash: over the file, where it is known.
    """

    id: str
    title: Text
    statement: Text
    illustrative: bool
    on: datetime.date
    within_days: int
    level: float
    activities: tuple[ActivityResult, ...]
    certificates: tuple[Coverage, ...]
    warnings: tuple[Text, ...]
    input_hash: str

    def activity(self, id: str) -> ActivityResult:
        """Return one campaign or course.

        Raises:
            KeyError: there is none of that id.
        """
        for found in self.activities:
            if found.id == id:
                return found
        raise KeyError(id)


def assess_training(
    training: Training, on: datetime.date, within_days: int = 90, level: float = LEVEL
) -> TrainingResult:
    """Return effects, reach and certificates.

    Args:
        training: what was read.
        on: the day on which certificates must be valid.
        within_days: a valid certificate that expires at most so many days later is soon to expire.
        level: of the intervals.
    """
    file = training.file
    return TrainingResult(
        id=file.id,
        title=file.title,
        statement=file.statement,
        illustrative=file.illustrative,
        on=on,
        within_days=within_days,
        level=level,
        activities=tuple(_activity(a, level) for a in file.activities),
        certificates=certificate_coverage(file, on, within_days),
        warnings=tuple(Text(nl=w.render("nl"), en=w.render("en")) for w in training.warnings),
        input_hash=content_hash(training.contents) if training.contents else "",
    )


def _activity(activity: Activity, level: float) -> ActivityResult:
    reached = activity.reached.number if activity.reached else None
    size, cost = activity.audience.size, activity.cost_eur
    results = []
    for measurement in activity.measurements:
        found = effect(measurement, level)
        people = None if reached is None or found.kind == "score" else _people(found.gain, reached, cost)
        results.append(EffectResult(found, people))
    return ActivityResult(
        id=activity.id,
        title=activity.title,
        kind=activity.kind,
        capability=activity.capability,
        audience=activity.audience.who,
        audience_size=size,
        reached=reached,
        counted=activity.reached.counted if activity.reached else None,
        reached_share=reached / size if reached is not None and size is not None else None,
        cost_eur=cost,
        cost_eur_each=cost / reached if cost is not None and reached else None,
        effects=tuple(results),
    )


def _people(gain: Interval, reached: int, cost: float | None) -> PeopleChanged:
    number = Interval(gain.estimate * reached, gain.low * reached, gain.high * reached)

    def each(people: float) -> float | None:
        return cost / people if cost is not None and people > 0 else None

    return PeopleChanged(number, each(number.estimate), each(number.high), each(number.low))
