# SPDX-License-Identifier: EUPL-1.2
"""What follows from a study for people: advice by place, and drafts of alerts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django.utils import timezone

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.evacuation.asked import pair_in, spread, wrong
from weerbaar.workbench.evacuation.flooding import Exposed, exposed
from weerbaar.workbench.evacuation.models import InputFile, Plan
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.study_job import standing_of

if TYPE_CHECKING:
    from weerbaar.evacuation.advice import Advice, AlertDraft, Strategy
    from weerbaar.evacuation.study import Study

STRATEGIES: dict[str, Text] = {
    "preventive": Text(nl="wie op tijd weg kan vertrekt, de anderen naar boven", en="leave who can in time, others up"),
    "vertical": Text(nl="iedereen naar boven", en="everybody goes up"),
}
_ZONE = ZoneInfo("Europe/Amsterdam")
_LONGEST_H = 240.0
_LASTS = timedelta(hours=2)


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
            problems.append(wrong("starts", "geef een datum en een tijd.", "give a date and a time.", text))
    strategy = given.get("strategy") or "preventive"
    if strategy not in STRATEGIES:
        problems.append(wrong("strategy", "dit is geen strategie.", "this is no strategy.", strategy))
    breach = pair_in(given, "breach", problems, _LONGEST_H)
    if problems:
        raise InputError(problems)
    return Question(starts, strategy, breach)


def study_of(plan: Plan) -> Study | None:
    """Return the study of a plan; None where there is none that can be read."""
    worked = standing_of(plan).worked
    return None if worked is None else worked.study(network_of(plan.network).network)


def water_of(plan: Plan, flood: InputFile | None, people: InputFile | None) -> Exposed | None:
    """Return people over a flood for the advice of a plan; None without a flood.

    Raises:
        InputError: no zone of the plan is among those of the people by place.
        WeerbaarError: as :func:`weerbaar.workbench.evacuation.flooding.exposed`.
    """
    if flood is None:
        return None
    found = exposed(flood, people, plan)
    codes = {zone.id for zone in network_of(plan.network).network.zones}
    if not codes & set(found.exposure.zones):
        raise InputError(
            [
                wrong(
                    "people",
                    "geen zone in deze tabel is een zone van het wegennet.",
                    "no zone of this table is a zone of the road network.",
                    "" if people is None else people.name,
                )
            ]
        )
    return found


def advice_of(study: Study, asked: Question, water: Exposed | None = None) -> tuple[Advice, ...]:
    """Return advice for every zone of a study.

    Args:
        study: of the plan.
        asked: when it starts and what was decided.
        water: people over the flood that threatens; None where it is not about water, or nothing is known.

    Raises:
        AdviceError, MomentError: advice that cannot be given as it was asked.
    """
    from weerbaar.evacuation.advice import advise

    exposures = () if water is None else (water.exposure,)
    breach = spread(asked.breach_h, 3600)
    return advise(study, asked.starts, exposures=exposures, breach_s=breach, strategy=cast("Strategy", asked.strategy))


def alerts_of(study: Study, asked: Question, water: Exposed | None = None) -> tuple[AlertDraft, ...]:
    """Return drafts of alerts: for those who leave and for those who go up.

    Raises:
        WeerbaarError: no area can be drawn, or advice cannot be given.
    """
    from weerbaar.evacuation.advice import alert_drafts

    scenario = None if water is None else water.flood
    return alert_drafts(advice_of(study, asked, water), study.network, scenario=scenario)


def values_of(draft: AlertDraft, where: Text, region: str, status: str, starts: datetime) -> dict[str, Any]:
    """Return the fields of a draft of an alert that a plan fills in.

    Args:
        draft: of a plan.
        where: the places that it is for, as people read them.
        region: code of the safety region that sends it; ``NL`` for the country.
        status: meant, exercise or test.
        starts: when it is sent.
    """
    from weerbaar.alerting.area import Area
    from weerbaar.alerting.compose import as_exercise, framed, sender_of

    texts = framed(draft.body, starts, *sender_of(region))
    return {
        "kind": "evacuation" if draft.action == "leave" else "flood",
        "area": Area(where, polygons=draft.area.rings),
        "texts": as_exercise(texts) if status == "exercise" else texts,
        "starts": starts,
        "expires": starts + _LASTS,
        "certainty": "likely",
    }
