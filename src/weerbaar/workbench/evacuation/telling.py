# SPDX-License-Identifier: EUPL-1.2
"""What follows from a study for people and for the assessment: advice, drafts of alerts, evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django.utils import timezone

from weerbaar.base import InputError, Problem, Text, Uniform
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.study_job import standing_of

if TYPE_CHECKING:
    from weerbaar.evacuation.advice import Advice, AlertDraft, Strategy
    from weerbaar.evacuation.evidence import Evidence
    from weerbaar.evacuation.study import Study

STRATEGIES: dict[str, Text] = {
    "preventive": Text(nl="wie op tijd weg kan vertrekt, de anderen naar boven", en="leave who can in time, others up"),
    "vertical": Text(nl="iedereen naar boven", en="everybody goes up"),
}
_ZONE = ZoneInfo("Europe/Amsterdam")
_LONGEST_H = 240.0


@dataclass(frozen=True)
class Question:
    """What advice is asked for.

    Attributes:
        starts: moment 0 of the study.
        strategy: what was decided.
        breach_h: earliest and latest hour after the start that the dike breaks; None where nobody can say.
    """

    starts: datetime
    strategy: str = "preventive"
    breach_h: tuple[float, float] | None = None


def question_of(given: Mapping[str, str]) -> Question:
    """Return what a form or an address asks; without a start the next whole hour.

    Raises:
        InputError: what is not a moment, a number or a strategy; all of it at once.
    """
    problems: list[Problem] = []
    starts = timezone.localtime().astimezone(_ZONE).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    if text := given.get("starts", ""):
        try:
            read = datetime.fromisoformat(text)
            starts = read if read.tzinfo else read.replace(tzinfo=_ZONE)
        except ValueError:
            problems.append(_problem("starts", "geef een datum en een tijd.", "give a date and a time.", text))
    strategy = given.get("strategy") or "preventive"
    if strategy not in STRATEGIES:
        problems.append(_problem("strategy", "dit is geen strategie.", "this is no strategy.", strategy))
    hours = [_hours(given.get(name, ""), name, problems) for name in ("breach_from", "breach_to")]
    low, high = hours[0], hours[1] if hours[1] is not None else hours[0]
    if low is not None and high is not None and high < low:
        problems.append(
            _problem("breach_to", "ligt niet voor het vroegste uur.", "is not before the earliest hour.", str(high))
        )
    if low is None and high is not None and not problems:
        problems.append(_problem("breach_from", "geef ook het vroegste uur.", "give the earliest hour too.", ""))
    if problems:
        raise InputError(problems)
    return Question(starts, strategy, None if low is None or high is None else (low, high))


def study_of(plan: Plan) -> Study | None:
    """Return the study of a plan; None where there is none that can be read."""
    worked = standing_of(plan).worked
    return None if worked is None else worked.study(network_of(plan.network).network)


def advice_of(study: Study, asked: Question) -> tuple[Advice, ...]:
    """Return advice for every zone of a study.

    Raises:
        AdviceError, MomentError: advice that cannot be given as it was asked.
    """
    from weerbaar.evacuation.advice import advise

    breach = None
    if asked.breach_h is not None:
        low, high = (hour * 3600 for hour in asked.breach_h)
        # A moment that is sure is drawn as a second, because a distribution has width.
        breach = Uniform(distribution="uniform", low=low, high=max(high, low + 1.0))
    return advise(study, asked.starts, breach_s=breach, strategy=cast("Strategy", asked.strategy))


def alerts_of(study: Study, asked: Question) -> tuple[AlertDraft, ...]:
    """Return drafts of alerts: for those who leave and for those who go up.

    Raises:
        WeerbaarError: no area can be drawn, or advice cannot be given.
    """
    from weerbaar.evacuation.advice import alert_drafts

    return alert_drafts(advice_of(study, asked), study.network)


def evidence_of(plan: Plan, study: Study, scenario: str, method: str, given: Mapping[str, str]) -> Evidence:
    """Return what a study says of the criteria of a scenario.

    Args:
        plan: whose study it is.
        study: of the plan.
        scenario: of the round.
        method: of the round.
        given: ``days_from``, ``days_to`` until people are back and ``eur_from``, ``eur_to`` for a person a day; what
            is left out is not known.

    Raises:
        WeerbaarError: what is no number or no range; a method that is not there.
    """
    from weerbaar.evacuation.evidence import effects_of, evidence_for
    from weerbaar.method import load_method

    problems: list[Problem] = []
    ranges: dict[str, Uniform | None] = {}
    for name in ("days", "eur"):
        low = _hours(given.get(f"{name}_from", ""), f"{name}_from", problems, 1e5)
        high = _hours(given.get(f"{name}_to", ""), f"{name}_to", problems, 1e5)
        high = low if high is None else high
        if low is not None and high is not None and high < low:
            text = ("hoort niet kleiner te zijn dan het laagste.", "should not be less than the lowest.")
            problems.append(_problem(f"{name}_to", *text, str(high)))
            continue
        ranges[name] = None
        if low is not None and high is not None:
            ranges[name] = Uniform(distribution="uniform", low=low, high=max(high, low + 1e-6))
    if problems:
        raise InputError(problems)
    effects = effects_of(study, days_away=ranges["days"], eur_per_person_day=ranges["eur"], seed=plan.pk)
    return evidence_for(load_method(method), scenario, effects)


def values_of(draft: AlertDraft) -> dict[str, Any]:
    """Return the fields of a draft of an alert that a plan fills in."""
    from weerbaar.alerting.area import Area

    return {
        "area": Area(draft.area.basis, polygons=draft.area.rings),
        "texts": draft.body,
        "certainty": "likely",
    }


def _hours(text: str, name: str, problems: list[Problem], most: float = _LONGEST_H) -> float | None:
    if not text.strip():
        return None
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        found = -1.0
    if not 0 <= found <= most:
        problems.append(
            _problem(name, f"hoort een getal van 0 tot {most:.0f} te zijn.", f"should be 0 to {most:.0f}.", text)
        )
        return None
    return found


def _problem(field: str, nl: str, en: str, value: str) -> Problem:
    return Problem("plan", Text(nl=nl, en=en), field=field, value=value)
