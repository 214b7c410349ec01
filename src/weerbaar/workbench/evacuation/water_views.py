# SPDX-License-Identifier: EUPL-1.2
"""Water and victims of a plan: who is out by when beside what was published, expected victims, basic needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from weerbaar.base import Problem, Text, WeerbaarError, number, percentage
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.capabilities.drawing import drawn
from weerbaar.workbench.evacuation import telling
from weerbaar.workbench.evacuation.flood_views import zone_names
from weerbaar.workbench.evacuation.flooding import (
    DECIDED_H,
    Exposed,
    WaterAsked,
    expected,
    exposed,
    leaving_of,
    needs_of,
    share_after_decision,
    threatened,
    victims_of,
    water_asked,
)
from weerbaar.workbench.evacuation.models import InputFile, InputKind, Plan
from weerbaar.workbench.evacuation.opening import chosen_input, inputs_for, page, plan_for, problems_in
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.wording import persons, roughly
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.evacuation.flood import EvacuationCurve, Held, Victims, Water
    from weerbaar.evacuation.study import Study

Floats = npt.NDArray[np.float64]

FIELDS = (
    "water", "called_from", "called_to", "sheltered_pct_from", "sheltered_pct_to", "shelter_risk_pct_from",
    "shelter_risk_pct_to", "road_risk_from", "road_risk_to", "cut_off_pct", "needs_days_from", "needs_days_to",
)  # fmt: skip
"""Of the form, besides the flood and the people."""
_CERTAINTY: dict[str, Text] = {
    "published": Text(nl="tekst gezien", en="text seen"),
    "literature": Text(nl="uit de literatuur, niet herlezen", en="from the literature, not read again"),
    "derived": Text(nl="afgeleid", en="derived"),
    "memory": Text(nl="uit het hoofd, na te gaan", en="from memory, to be checked"),
    "assumption": Text(nl="aanname", en="assumption"),
}
_UNSEEN = Text(nl="niemand ziet de doorbraak aankomen", en="nobody sees the breach coming")
_WHAT: dict[str, Text] = {
    "expected_fraction": Text(nl="verwacht, over alle voorspeltijden", en="expected, over all lead times"),
    "fraction_by_lead_time": Text(nl="na het besluit", en="after the decision"),
}
_MOST_ROWS = 100
_POINTS = 97
_INTERVAL = (0.05, 0.95)


@access(Action.READ)
@require_safe
def water(request: HttpRequest, pk: int) -> HttpResponse:
    """The share that is out by lead time and, where a flood is chosen, its victims with how sure they are."""
    plan = plan_for(request, pk)
    study = telling.study_of(plan)
    given = asked_of(request.GET, plan)
    flood, people = chosen_water(request, request.GET)
    problems: list[Problem] = []
    shown: dict[str, Any] = {}
    if study is not None:
        try:
            shown = _shown(plan, study, water_asked(given), flood, people)
        except WeerbaarError as error:
            problems = problems_in(error)
    context = {
        "worked": study is not None,
        "shown": shown,
        "problems": problems,
        **water_form(request, given, flood, people),
    }
    return page(request, "water.html", context, plan=plan, current="evacuation-water", status=422 if problems else 200)


def asked_of(given: Mapping[str, str], plan: Plan) -> dict[str, str]:
    """Return the fields of the form as they were given; the kind of water is that of the area where it was not."""
    found = {name: given.get(name, "")[:40] for name in FIELDS}
    if not found["water"]:
        found["water"] = threatened(plan) or "river"
    return found


def chosen_water(request: HttpRequest, given: Mapping[str, str]) -> tuple[InputFile | None, InputFile | None]:
    """Return the flood and the people by place that were chosen."""
    flood = chosen_input(request, given.get("flood", ""), InputKind.FLOOD)
    return flood, chosen_input(request, given.get("people", ""), InputKind.PEOPLE)


def water_form(
    request: HttpRequest, given: Mapping[str, str], flood: InputFile | None, people: InputFile | None
) -> dict[str, Any]:
    """Return what the form of flood and assumptions needs."""
    from weerbaar.evacuation.flood import WATER_NAMES

    return {
        "asked": given,
        "waters": list(WATER_NAMES.items()),
        "floods": inputs_for(request, InputKind.FLOOD),
        "tables": inputs_for(request, InputKind.PEOPLE),
        "flood": flood,
        "people": people,
    }


def _shown(
    plan: Plan, study: Study, asked: WaterAsked, flood: InputFile | None, people: InputFile | None
) -> dict[str, Any]:
    leaving = leaving_of(plan, study)
    curve = leaving.curve
    shown = _fractions(plan, curve, leaving.best, asked.water) | {"members": leaving.members}
    if flood is not None:
        here = exposed(flood, people, plan)
        shown["here"] = {"basis": here.basis, "wet": roughly(float(here.exposure.flooded_people.sum()))}
        shown["lacking"] = asked.lacking
        found = victims_of(here, curve, asked, plan.pk)
        if found is not None:
            shown["victims"] = _victims(found, zone_names(plan))
            shown["needs"] = _needs(here, curve, found, asked, plan.pk)
    return shown


def _fractions(plan: Plan, curve: EvacuationCurve, bound: EvacuationCurve | None, water: Water) -> dict[str, Any]:
    from weerbaar.evacuation.flood import areas_under, held_against_published, published, shipped_lead_times
    from weerbaar.figures import evacuated_share

    seed, lead_times = plan.pk, shipped_lead_times()[water]
    shares = share_after_decision(curve, water, DECIDED_H, seed)
    best = None if bound is None else share_after_decision(bound, water, DECIDED_H, seed)
    over_all, hours = expected(curve, water, seed), np.linspace(0.0, DECIDED_H[-1], _POINTS)
    codes = [zone.id for zone in network_of(plan.network).network.zones]
    under = [area.number for area, _ in areas_under(codes)]
    return {
        "rows": [
            {
                "hours": f"{hour:.0f}",
                "share": _mean(shares[at]),
                "range": _range(shares[at]),
                "best": None if best is None else _mean(best[at]),
            }
            for at, hour in enumerate(DECIDED_H)
        ],
        "expected": _mean(over_all.expected),
        "expected_range": _range(over_all.expected),
        "classes": [
            {"name": name, "chance": _mean(chance), "share": _mean(share)}
            for name, chance, share in zip(over_all.names, over_all.chances, over_all.by_class, strict=True)
        ]
        + [{"name": _UNSEEN, "chance": _mean(1 - over_all.chances.sum(0)), "share": "–"}],
        "published": [
            _published(one)
            for one in held_against_published(curve, lead_times, under, seed)
            if one.value.quantity in _WHAT
        ],
        "lead_source": lead_times.source,
        "figure": drawn(
            lambda lang, width: evacuated_share(
                hours,
                share_after_decision(curve, water, hours, seed),
                None if bound is None else share_after_decision(bound, water, hours, seed),
                [one for one in published("fraction_by_lead_time", water=water) if set(one.areas) & set(under)],
                lang,
                width,
            )
        ),
    }


def _published(one: Held) -> dict[str, Any]:
    value = one.value
    low, high = percentage(value.low, language()), None if value.high is None else percentage(value.high, language())
    said = low if value.low == value.high else f"{low}–{high}"
    return {
        "range": say(f"{low} of meer", f"{low} or more") if high is None else said,
        "place": value.place,
        "what": _WHAT[value.quantity],
        "hours": f"{24 * value.lead_days:.0f}" if value.quantity == "fraction_by_lead_time" and value.lead_days else "",
        "here": percentage(one.found, language()),
        "certainty": _CERTAINTY[value.certainty],
        "source": value.source,
    }


def _victims(found: Victims, names: Mapping[str, str]) -> dict[str, Any]:
    deaths = _between(found.deaths_low.sum(0), found.deaths_high.sum(0))
    order = np.argsort(-found.deaths_high.mean(1), kind="stable")
    return {
        "affected": roughly(float(found.affected.sum())),
        "present": _two(found.present_low.sum(0), found.present_high.sum(0)),
        "on_road": _two(found.on_road_low.sum(0), found.on_road_high.sum(0)),
        "deaths": _two(found.deaths_low.sum(0), found.deaths_high.sum(0)),
        "deaths_range": deaths,
        "rows": [
            {
                "zone": names.get(found.zones[at], found.zones[at]),
                "affected": roughly(float(found.affected[at])),
                "present": _two(found.present_low[at], found.present_high[at]),
                "deaths": _two(found.deaths_low[at], found.deaths_high[at]),
            }
            for at in order.tolist()[:_MOST_ROWS]
            if found.affected[at] > 0
        ],
        "notes": found.notes,
    }


def _needs(
    here: Exposed, curve: EvacuationCurve, found: Victims, asked: WaterAsked, seed: int
) -> dict[str, str] | None:
    needs = needs_of(here, curve, found, asked, seed)
    if needs is None:
        return None
    return {
        "people": _mean_and_range(needs.people.sum(0)),
        "days": _mean_and_range(needs.person_days.sum(0)),
    }


def _two(low: Floats, high: Floats) -> str:
    """The low and the high result, each as the mean over the draws; one where they are the same."""
    words = [persons(float(low.mean())), persons(float(high.mean()))]
    return words[0] if words[0] == words[1] else f"{words[0]}–{words[1]}"


def _between(low: Floats, high: Floats) -> str:
    """From the lowest result that is likely to the highest."""
    least, most = (persons(float(np.quantile(*given))) for given in ((low, _INTERVAL[0]), (high, _INTERVAL[1])))
    return say(f"{least} en {most}", f"{least} and {most}")


def _mean_and_range(values: Floats) -> str:
    low, high = (persons(float(value)) for value in np.quantile(values, _INTERVAL))
    mean = persons(float(values.mean()))
    return mean if low == high else f"{mean} ({low}–{high})"


def _mean(shares: Floats) -> str:
    return percentage(float(shares.mean()), language())


def _range(shares: Floats) -> str:
    low, high = (100 * float(value) for value in np.quantile(shares, _INTERVAL))
    return f"{number(low, language())}–{number(high, language())}%"
