# SPDX-License-Identifier: EUPL-1.2
"""The scenarios of a dossier and the links between them as a catalogue, so that the cascade engines can run on it.

How likely a scenario is and how heavy it is are results of an assessment, on a higher floor: the caller gives them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from weerbaar.base import (
    Distribution,
    InputError,
    LogNormal,
    LogUniform,
    Pert,
    Point,
    Problem,
    Quantiles,
    Text,
    Triangular,
    Uniform,
    probability_from_rate,
    rate_per_year,
)
from weerbaar.cascade.catalogue import Catalogue, Link, Risk
from weerbaar.cascade.hotness import check_cooling
from weerbaar.dossier import Dossier, Scenario

DAYS_PER_YEAR = 365.0
SCENARIO_INTENSITY = "scenario"
"""A scenario has one intensity: that of its storyline."""

_Z95 = 1.6448536269514722


def catalogue_of_dossier(
    dossier: Dossier,
    yearly_probability: Mapping[str, float],
    impact: Mapping[str, Mapping[str, float]],
) -> Catalogue:
    """Return the active scenarios of ``dossier`` as risks of one intensity that can set each other off.

    The yearly probability becomes one per day through the rate of a Poisson process, with 365 days in a year. A link
    gets the mean of its probability. Threats are risks like any other and not actors: their probability already
    holds how often somebody tries. Links from or to a scenario that is not active are left out.

    Args:
        dossier: the round.
        yearly_probability: scenario to the probability of at least one occurrence in a year, below 1.
        impact: scenario to indicator to euro; the same indicators for every scenario.

    Raises:
        InputError: a scenario without probability or impact, a link without probability (absent is not zero), or
            scenarios that keep setting each other off; carries every problem.
    """
    active = [scenario for scenario in dossier.scenarios if scenario.status == "active"]
    indicators = tuple(dict.fromkeys(name for scenario in active for name in impact.get(scenario.id, ())))
    problems = (
        [] if active else [_problem(dossier.round.id, "", "heeft geen actieve scenario's.", "has no active scenario.")]
    )
    for scenario in active:
        problems += _scenario_problems(
            scenario, yearly_probability.get(scenario.id), impact.get(scenario.id), indicators
        )
    ids = {scenario.id for scenario in active}
    links = [(s.id, link, i) for s in active for i, link in enumerate(s.links) if link.scenario in ids]
    problems += [
        _problem(
            _file(name),
            f"links[{i}].probability",
            f"het verband naar {link.scenario} heeft geen kans.",
            f"the link to {link.scenario} has no probability.",
            "Vul de kans in dat dit scenario volgt, met 0 als het niet kan; ontbreken is geen nul.",
            "Fill in the probability that this scenario follows, with 0 where it cannot; absent is not zero.",
        )
        for name, link, i in links
        if link.probability is None
    ]
    if problems:
        raise InputError(problems)
    catalogue = Catalogue(
        id=dossier.round.id,
        title=dossier.round.title,
        statement=dossier.round.statement,
        intensities=(SCENARIO_INTENSITY,),
        indicators=indicators,
        risks=tuple(
            Risk(s.id, s.title, False, s.theme or Text(nl=""), {SCENARIO_INTENSITY: dict(impact[s.id])}) for s in active
        ),
        root={s.id: {SCENARIO_INTENSITY: _daily(yearly_probability[s.id])} for s in active},
        links=tuple(
            Link(name, SCENARIO_INTENSITY, link.scenario, {SCENARIO_INTENSITY: mean_probability(link.probability)})
            for name, link, _ in links
            if link.probability is not None
        ),
    )
    hot = check_cooling(catalogue)
    if hot:
        raise InputError(hot)
    return catalogue


def mean_probability(quantity: Distribution) -> float:
    """Return the mean of an uncertain probability: by the law of total probability, that of the event itself.

    What a lognormal distribution puts above 1 counts as 1.
    """
    match quantity:
        case Point():
            return quantity.value
        case Uniform():
            return quantity.low + (quantity.high - quantity.low) / 2
        case LogUniform():
            return (quantity.high - quantity.low) / math.log(quantity.high / quantity.low)
        case Triangular():
            return (quantity.low + quantity.mode + quantity.high) / 3
        case Pert():
            return (quantity.low + 4 * quantity.mode + quantity.high) / 6
        case Quantiles():
            return float(np.trapezoid(quantity.values, quantity.probabilities))
        case LogNormal():
            return _mean_below_one(quantity)


def _mean_below_one(quantity: LogNormal) -> float:
    """Return E[min(X, 1)] of a lognormal X."""
    from scipy.special import log_ndtr, ndtr

    low, high = math.log(quantity.p5), math.log(quantity.p95)
    mu, sigma = (low + high) / 2, (high - low) / (2 * _Z95)
    below = np.exp(mu + sigma**2 / 2 + log_ndtr(-mu / sigma - sigma))
    return min(1.0, float(below + ndtr(mu / sigma)))


def _daily(yearly_probability: float) -> float:
    return probability_from_rate(rate_per_year(yearly_probability, 1.0), 1.0 / DAYS_PER_YEAR)


def _scenario_problems(
    scenario: Scenario,
    probability: float | None,
    impact: Mapping[str, float] | None,
    indicators: tuple[str, ...],
) -> list[Problem]:
    name = _file(scenario.id)
    problems = []
    if probability is None:
        problems.append(
            _problem(
                name,
                "",
                "dit scenario heeft geen waarschijnlijkheid.",
                "this scenario has no likelihood.",
                "Beoordeel de waarschijnlijkheid, of maak het scenario status: draft.",
                "Judge the likelihood, or make the scenario status: draft.",
            )
        )
    elif not 0.0 <= probability < 1.0:
        problems.append(
            _problem(
                name,
                "",
                "de kans in een jaar ligt tussen 0 en 1 en is kleiner dan 1.",
                "the probability in a year lies between 0 and 1 and is below 1.",
                "Wat elk jaar zeker gebeurt is geen scenario.",
                "What happens every year for certain is no scenario.",
                f"{probability:g}",
            )
        )
    missing = [indicator for indicator in indicators if impact is None or indicator not in impact]
    if missing or impact is None:
        # A score as a whole has one indicator, which needs no name.
        listed = ", ".join(missing) if len(indicators) > 1 else ""
        problems.append(
            _problem(
                name,
                "",
                f"dit scenario heeft geen impact{f' voor {listed}' if listed else ''}.",
                f"this scenario has no impact{f' on {listed}' if listed else ''}.",
                "Beoordeel de impact, of maak het scenario status: draft.",
                "Judge the impact, or make the scenario status: draft.",
            )
        )
    for indicator, euro in (impact or {}).items():
        if not 0.0 <= euro < math.inf:
            problems.append(
                _problem(
                    name,
                    "",
                    f"de impact voor {indicator} is geen bedrag van 0 of meer.",
                    f"the impact on {indicator} is not an amount of 0 or more.",
                    value=f"{euro:g}",
                )
            )
    return problems


def _file(scenario_id: str) -> str:
    return f"scenarios/{scenario_id}.md"


def _problem(file: str, field: str, nl: str, en: str, hint_nl: str = "", hint_en: str = "", value: str = "") -> Problem:
    return Problem(file, Text(nl=nl, en=en), Text(nl=hint_nl, en=hint_en), field=field, value=value)
