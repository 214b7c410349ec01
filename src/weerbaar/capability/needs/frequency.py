# SPDX-License-Identifier: EUPL-1.2
"""How often per year a scenario happens, with the uncertainty of its likelihood, and how often a shortfall with it.

The likelihood of the assessment is a probability over a window; it becomes a rate (C5). Quantiles of the probability,
straight on a logarithmic scale between those that the assessment gives, are drawn per scenario, independently of each
other. A shortfall happens at the rate of the scenario times its probability, added up over scenarios.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment import QUANTILE_PROBABILITIES, Estimate, assess
from weerbaar.capability.needs.result import Frequency
from weerbaar.capability.needs.sampling import stratified
from weerbaar.dossier import Dossier
from weerbaar.method import Method

Float = NDArray[np.float64]

RATE_DRAWS = 4_096
_FEW = 1_000
"""The likelihood does not come from draws; only ranks do, and those are not used here."""

_NEARLY_CERTAIN = 1.0 - 1e-9


@dataclass(frozen=True)
class Rates:
    """Rates per year of the scenarios of a round.

    Attributes:
        drawn: scenario to (4096,) rates; a scenario whose likelihood nobody knows is not in it.
    """

    drawn: Mapping[str, Float]

    def median(self, scenario_id: str) -> float | None:
        """Return the median rate of one scenario; None when it is not known."""
        found = self.drawn.get(scenario_id)
        return None if found is None else float(np.median(found))


def scenario_rates(dossier: Dossier, method: Method, seed: int) -> Rates:
    """Return the yearly rates of the active scenarios of a round."""
    assessed = assess(dossier, method=method, draws=_FEW)
    return Rates(
        {
            result.id: drawn_rates(result.likelihood, stratified(f"likelihood {result.id}", seed, RATE_DRAWS))
            for result in assessed.scenarios
            if result.likelihood is not None
        }
    )


def drawn_rates(likelihood: Estimate, uniform: Float) -> Float:
    """Return rates per year at the quantiles ``uniform`` (n,) of a likelihood."""
    values = np.array([likelihood.minimum, *likelihood.quantiles, likelihood.maximum])
    places = np.array([0.0, *QUANTILE_PROBABILITIES, 1.0])
    # Quantiles of an estimate with a tail can lie beyond the ends that leave the tail out.
    logs = np.log(np.maximum.accumulate(np.maximum(values, 1e-300)))
    chance = np.minimum(np.exp(np.interp(uniform, places, logs)), _NEARLY_CERTAIN)
    return np.asarray(-np.log1p(-chance) / (likelihood.window_years or 1.0))


def shortfall_frequency(rates: Rates, probabilities: Sequence[tuple[str, float]]) -> Frequency | None:
    """Return how often per year there is a shortfall in one of these scenarios.

    Args:
        probabilities: of a shortfall, per scenario.

    Returns:
        None when there are scenarios with a shortfall and of none of them the likelihood is known.
    """
    possible = [(scenario, chance) for scenario, chance in probabilities if chance > 0]
    known = [(rates.drawn[scenario], chance) for scenario, chance in possible if scenario in rates.drawn]
    missing = tuple(scenario for scenario, _ in possible if scenario not in rates.drawn)
    if possible and not known:
        return None
    total = np.zeros(RATE_DRAWS)
    for rate, chance in known:
        total += rate * chance
    low, median, high = (float(q) for q in np.quantile(total, (0.05, 0.5, 0.95)))
    return Frequency(float(total.mean()), median, low, high, missing)
