# SPDX-License-Identifier: EUPL-1.2
"""Measurements and small files of campaigns and courses, for the tests of this room."""

from __future__ import annotations

import datetime
from typing import Any

from weerbaar.base import Text
from weerbaar.capability.training import Activity, Measurement, Training, TrainingFile, TrainingResult, assess_training

ON = datetime.date(2016, 2, 1)


def share(before: tuple[int, int], after: tuple[int, int], /, **fields: Any) -> Measurement:
    """A share of different people, as (successes, n)."""
    data = {
        "id": "m",
        "what": {"nl": "Belt terug", "en": "Calls back"},
        "seen_in": "question",
        "kind": "share",
        "design": "different people",
        "before": {"successes": before[0], "n": before[1]},
        "after": {"successes": after[0], "n": after[1]},
    }
    return Measurement.model_validate(data | fields)


def pairs(both: int, gained: int, lost: int, neither: int, **fields: Any) -> Measurement:
    """A share among the same people."""
    n = both + gained + lost + neither
    changes = {"both": both, "gained": gained, "lost": lost, "neither": neither}
    return share((both + lost, n), (both + gained, n), design="same people", changes=changes, **fields)


def score(before: tuple[float, float, int], after: tuple[float, float, int], /, **fields: Any) -> Measurement:
    """A mean score of different people on a scale of 0 to 100, as (mean, sd, n)."""
    names = ("mean", "sd", "n")
    data = {
        "id": "m",
        "what": {"nl": "Cijfer", "en": "Score"},
        "seen_in": "exercise",
        "kind": "score",
        "scale": {"low": 0, "high": 100},
        "design": "different people",
        "before": dict(zip(names, before, strict=True)),
        "after": dict(zip(names, after, strict=True)),
    }
    return Measurement.model_validate(data | fields)


def control(before: tuple[int, int], after: tuple[int, int], **fields: Any) -> dict[str, Any]:
    """The fields of a control group."""
    one, other = ({"successes": s, "n": n} for s, n in (before, after))
    return {"design": "control group", "control": {"before": one, "after": other, **fields}}


def activity(*measurements: Measurement, **fields: Any) -> Activity:
    data = {
        "id": "cursus",
        "title": {"nl": "Cursus", "en": "Course"},
        "kind": "course",
        "audience": {"who": {"nl": "Iedereen", "en": "Everybody"}, "size": 1000},
        "reached": {"number": 500, "counted": {"nl": "geteld", "en": "counted"}},
        "cost_eur": 1000,
        "measurements": measurements,
    }
    return Activity.model_validate(data | fields)


def file(*activities: Activity, **fields: Any) -> TrainingFile:
    text = Text(nl="Scholing", en="Training")
    data = {"schema": 1, "id": "f", "title": text, "statement": text, "activities": activities}
    return TrainingFile.model_validate(data | fields)


def assessed(*activities: Activity, **fields: Any) -> TrainingResult:
    return assess_training(Training(file(*activities, **fields)), ON)
