# SPDX-License-Identifier: EUPL-1.2
"""What deciding one thing at one moment, whatever the forecast says by then, leads to beside the best policy."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.base import Text
from weerbaar.evacuation.decision.moment import Policy, decided_at, tipping_probability


@dataclass(frozen=True)
class FixedDecision:
    """One option decided at one moment in every state.

    Attributes:
        hours_before: the flood would begin.
        decision: what is decided.
        pays_from: probability of the flood above which it is better than never deciding; None where it never is.
        deaths: expected.
        cost_eur: of carrying it out.
        false_alarm: probability that it was in vain.
        extra_loss_eur: expected loss above that of the best policy, lives counted at their value.
    """

    hours_before: float
    decision: Text
    pays_from: float | None
    deaths: float
    cost_eur: float
    false_alarm: float
    extra_loss_eur: float


def fixed_decisions(best: Policy) -> tuple[FixedDecision, ...]:
    """Return each option at each moment, first moment first, to hold the best policy against."""
    asked = (best.forecast, best.options, best.nothing, best.value_of_life_eur)
    pays_from = [tipping_probability(option, best.nothing, best.value_of_life_eur) for option in best.options]
    found: list[FixedDecision] = []
    for moment, hours in enumerate(best.forecast.hours_before.tolist()):
        for number, option in enumerate(best.options):
            policy = decided_at(*asked, moment, number)
            # A probability above 1 is that of an option which never pays.
            threshold = float(pays_from[number][moment])
            found.append(
                FixedDecision(
                    hours_before=hours,
                    decision=option.name,
                    pays_from=threshold if threshold <= 1 else None,
                    deaths=float(policy.deaths.mean()),
                    cost_eur=float(policy.cost_eur.mean()),
                    false_alarm=policy.false_alarm,
                    extra_loss_eur=policy.loss_eur - best.loss_eur,
                )
            )
    return tuple(found)
