# SPDX-License-Identifier: EUPL-1.2
"""A hand-made choice among twelve measures, and its slow and obvious twin: every set of them, one by one.

Two budget years, an exclusion, requirements, an overlap, a synergy, two rules of fairness, and a measure that may start
in either of two years.
"""

from __future__ import annotations

import itertools
import math
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from tests.capability.measures.proposals import ARMS, CYBER, LONER, RIOTS, analysis_in, proposal
from weerbaar.assessment import risk_terms
from weerbaar.capability.analysis import Analysis
from weerbaar.capability.choice import PortfolioChoice, choose

YEARS = (2014, 2015)


def _cost(one_off: float, yearly: float) -> dict[str, float]:
    return {"one_off_eur": one_off * 1e6, "yearly_eur": yearly * 1e6}


def _share(scenario: str, on: str, share: float) -> dict[str, Any]:
    return {"scenario": scenario, "on": on, "share": share}


def _steps(scenario: str, steps: float) -> dict[str, Any]:
    return {"scenario": scenario, "on": "likelihood", "steps": steps}


MEASURES: list[dict[str, Any]] = [
    proposal("m01", heading="aa", cost=_cost(2.0, 0.5), effects=[_share(LONER, "likelihood", 0.30)]),
    proposal("m02", heading="aa", cost=_cost(0.0, 1.5), effects=[_share(LONER, "likelihood", 0.25)]),
    proposal("m03", heading="aa", cost=_cost(1.0, 0.2), effects=[_share(LONER, "5.3", 0.40)], requires=["m01"]),
    proposal("m04", heading="bb", cost=_cost(3.0, 1.0), effects=[_share(RIOTS, "likelihood", 0.35)]),
    proposal("m05", heading="bb", cost=_cost(2.5, 0.8), effects=[_share(RIOTS, "likelihood", 0.30)]),
    proposal("m06", heading="bb", cost=_cost(0.5, 0.5), effects=[_share(RIOTS, "impact", 0.15)], latest=2015),
    proposal("m07", theme="cyber", cost=_cost(4.0, 0.5), effects=[_steps(CYBER, 0.5)]),
    proposal("m08", theme="cyber", cost=_cost(0.0, 1.0), effects=[_share(CYBER, "impact", 0.20)]),
    proposal("m09", theme="cyber", cost=_cost(0.4, 0.1), effects=[_share(CYBER, "5.3", 0.25)], requires=["m06"]),
    proposal("m10", region="zeeland", cost=_cost(1.0, 2.0), effects=[_steps(ARMS, 0.3)]),
    proposal("m11", region="zeeland", cost=_cost(0.8, 0.4), effects=[_share(ARMS, "1.2", 0.5)]),
    proposal("m12", cost=_cost(0.2, 0.3), effects=[_share(ARMS, "likelihood", 0.05), _share(LONER, "impact", 0.05)]),
]
FILE: dict[str, Any] = {
    "measures": MEASURES,
    "exclusions": [{"measures": ["m04", "m05"]}],
    "interactions": [
        {"measures": ["m01", "m02"], "scenario": LONER, "kind": "overlap", "share": 0.6},
        {"measures": ["m07", "m08"], "scenario": CYBER, "kind": "synergy", "share": 0.5},
    ],
}
CHOICE: dict[str, Any] = {
    "budgets": [{"year": 2014, "amount_eur": 11e6}, {"year": 2015, "amount_eur": 5e6}],
    "at_least": [
        {"id": "cyber", "title": {"nl": "iets voor cyber", "en": "something for cyber"}, "theme": "cyber"},
        {"id": "zeeland", "title": {"nl": "iets voor Zeeland", "en": "something for Zeeland"}, "region": "zeeland"},
    ],
}


def twelve(folder: Path, choice: dict[str, Any] | None = None, **changes: Any) -> Analysis:
    """Return the analysis, with another choice than the usual one where given."""
    head = {"first_year": YEARS[0], "last_year": YEARS[1], **changes}
    return analysis_in(folder, FILE, CHOICE if choice is None else choice, **head)


SETTINGS: dict[str, Any] = {"draws": 100, "levels": 8, "states": 30}


@cache
def chosen_of_twelve() -> tuple[Analysis, PortfolioChoice]:
    """Return the choice among the twelve with everything worked out, made once."""
    with tempfile.TemporaryDirectory() as folder:
        analysis = twelve(Path(folder))
        return analysis, choose(analysis, **SETTINGS)


def every_set(analysis: Analysis, draws: int, seed: int = 2012) -> list[tuple[float, dict[str, int]]]:
    """Return the worth of every allowed set of measures with their start years, the best first.

    Written from the definition, in plain Python: rates and values at their means, parts multiplied, interactions as a
    part of the smaller of the two exponents, averaged over the two years.
    """
    terms = risk_terms(analysis.dossier, analysis.method, draws=draws, seed=seed)
    worth = {
        (s, c): 1000.0 * float(terms.rate[i].mean() * terms.values[i, j].mean() * terms.weights[j])
        for i, s in enumerate(terms.scenarios)
        for j, c in enumerate(terms.criteria)
    }
    measures = {m["id"]: m for m in MEASURES}

    @cache
    def exponent(id_: str, scenario: str, criterion: str) -> float:
        kept = 1.0
        for effect in measures[id_]["effects"]:
            if effect["scenario"] == scenario and effect["on"] in ("likelihood", "impact", criterion):
                if "share" in effect:
                    kept *= 1 - effect["share"]
                else:
                    kept *= 10 ** -effect["steps"]
        return -math.log(kept)

    found = []
    starts = [[None, *range(YEARS[0], m.get("latest", YEARS[0]) + 1)] for m in MEASURES]
    for combination in itertools.product(*starts):
        taken = {m["id"]: year for m, year in zip(MEASURES, combination, strict=True) if year is not None}
        if not _allowed(taken, measures, analysis):
            continue
        total = 0.0
        for year in YEARS:
            there = [i for i, start in taken.items() if start <= year]
            for (scenario, criterion), value in worth.items():
                z = sum(exponent(i, scenario, criterion) for i in there)
                for one in FILE["interactions"]:
                    first, second = one["measures"]
                    if one["scenario"] == scenario and first in there and second in there:
                        smaller = min(exponent(first, scenario, criterion), exponent(second, scenario, criterion))
                        z += (one["share"] if one["kind"] == "synergy" else -one["share"]) * smaller
                total += value * (1 - math.exp(-z)) / len(YEARS)
        found.append((total, taken))
    return sorted(found, key=lambda item: -item[0])


def _allowed(taken: dict[str, int], measures: dict[str, dict[str, Any]], analysis: Analysis) -> bool:
    if "m04" in taken and "m05" in taken:
        return False
    for id_, start in taken.items():
        for needed in measures[id_].get("requires", []):
            if taken.get(needed, math.inf) > start:
                return False
    choice = analysis.choice
    if choice is None:
        return True
    for rule in choice.at_least:
        field = "theme" if rule.theme else "region"
        if sum(measures[i].get(field) == getattr(rule, field) for i in taken) < rule.number:
            return False
    for budget in choice.budgets:
        spent = sum(
            measures[i]["cost"]["one_off_eur"] * (start == budget.year)
            + measures[i]["cost"]["yearly_eur"] * (start <= budget.year)
            for i, start in taken.items()
        )
        if spent > budget.amount_eur * (1 + 1e-9):
            return False
    return set(choice.always) <= set(taken) and not set(choice.never) & set(taken)
