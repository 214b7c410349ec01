# SPDX-License-Identifier: EUPL-1.2
"""Campaigns and courses: what they changed, for how many people, at what cost; certificates that expire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from weerbaar.base import InputError, Text, euro, number, percentage, significant
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.capabilities.drawing import drawn_once
from weerbaar.workbench.capabilities.opening import not_there, open_desk, page
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.capability.training import ActivityResult, EffectResult

_TITLE = Text(nl="Scholing", en="Training")
_CURRENT = "capability-training"
_SOON_DAYS = 90


@access(Action.RESULTS, blind=True)
def training(request: HttpRequest) -> HttpResponse:
    """Measured effects as a figure and in words, and how certificates stand today."""
    from weerbaar.capability.training import assess_training
    from weerbaar.figures import training_effect

    desk = open_desk(request, "training")
    today = timezone.localdate()
    try:
        found = desk.training
        result = desk.once(f"training {today}", lambda: assess_training(found, today, _SOON_DAYS))
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="training", current=_CURRENT)
    context = {
        "result": result,
        "activities": [_activity(one) for one in result.activities],
        "drawn": drawn_once(desk, f"training {today}", lambda lang, width: training_effect(result, lang, width)),
        "days": _SOON_DAYS,
    }
    return page(request, "training.html", context, current=_CURRENT)


def _activity(one: ActivityResult) -> dict[str, Any]:
    lang = language()
    return {
        "one": one,
        "kind": say("campagne", "campaign") if one.kind == "campaign" else say("cursus", "course"),
        "reached": number(one.reached, lang) if one.reached is not None else say("niet geteld", "not counted"),
        "share": percentage(one.reached_share, lang) if one.reached_share is not None else "",
        "cost": euro(one.cost_eur, lang) if one.cost_eur is not None else "",
        "each": euro(one.cost_eur_each, lang) if one.cost_eur_each is not None else "",
        "effects": [_effect(result) for result in one.effects],
    }


def _effect(result: EffectResult) -> dict[str, Any]:
    from weerbaar.capability.training import difference_words, level_words, months_words, seen_words

    lang, found = language(), result.effect
    people = result.people
    return {
        "effect": found,
        "seen": seen_words(found, lang),
        "before": level_words(found, found.before.estimate, lang),
        "after": level_words(found, found.after.estimate, lang),
        "difference": difference_words(found, found.difference, lang),
        "later": [
            f"{months_words(later.months, lang)}: {difference_words(found, later.difference, lang)}"
            for later in found.follow_up
        ],
        "people": None
        if people is None
        else {
            "number": _whole(people.number.estimate),
            "low": _whole(people.number.low),
            "high": _whole(people.number.high),
            "each": euro(people.cost_eur_each, lang) if people.cost_eur_each is not None else "",
        },
    }


def _whole(value: float) -> str:
    lang = language()
    return significant(value, lang) if abs(value) >= 100 else number(value, lang)
