# SPDX-License-Identifier: EUPL-1.2
"""The uncertain effects of a measure as draws: which part of the rate and of each impact value it takes away.

A measure acts on the yearly rate of a scenario (C5) and on the value of each criterion. Its parts do not depend on what
else is taken: what several measures leave is the product of what each leaves, but for the interactions that the file
names. Draws of one effect are independent of those of another; with and without meet the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment import RiskTerms, keyed_uniforms
from weerbaar.base import Distribution
from weerbaar.capability.measures.amounts import share_of_amount
from weerbaar.capability.measures.cost import CostDraws
from weerbaar.capability.measures.file_model import IMPACT, Effect, LinkEffect, Measure
from weerbaar.capability.measures.steps import impact_step, share_of_likelihood_steps, share_of_steps
from weerbaar.dossier import LIKELIHOOD, Dossier
from weerbaar.method import Method

Float = NDArray[np.float64]

MOST = 1 - 1e-6
"""A measure that takes away everything is counted as one that leaves a millionth, so that products stay above 0."""


@dataclass(frozen=True, eq=False)
class MeasureDraws:
    """K draws of one measure.

    Attributes:
        measure: what was proposed.
        rate: scenario number to (K,) part of the yearly rate that is taken away.
        value: scenario number to (1, K) or (C, K) part of the value of every criterion, or of each, that is.
        lead: (K,) years until it works.
        cost: what it costs.
    """

    measure: Measure
    rate: Mapping[int, Float]
    value: Mapping[int, Float]
    lead: Float
    cost: CostDraws

    @property
    def scenarios(self) -> tuple[int, ...]:
        """Numbers of the scenarios in which it does something, ascending."""
        return tuple(sorted({*self.rate, *self.value}))

    def share(self, scenario: int) -> Float:
        """Return the part of the risk in a scenario that is taken away while it works, (1, K) or (C, K)."""
        none = np.zeros((1, len(self.lead)))
        kept = (1 - self.rate.get(scenario, none)) * (1 - self.value.get(scenario, none))
        return np.asarray(np.minimum(1 - kept, MOST))


def draw_measures(
    measures: Sequence[Measure], terms: RiskTerms, dossier: Dossier, method: Method, seed: int
) -> tuple[MeasureDraws, ...]:
    """Return the draws of every measure, as many as ``terms`` has.

    Args:
        measures: proposals that were checked.
        terms: of the risk without any measure.
        dossier: the round, for its judged quantities and its links.
        method: the measuring rod, for what a step is.
        seed: of the run; random numbers belong to the id of a measure and its field.

    Raises:
        UnknownCellError: an amount leaves a quantity that the method cannot score.
        NoStepError: steps with a method that has too few classes.
    """
    return tuple(_draw(m, terms, dossier, method, seed) for m in measures)


def link_part(terms: RiskTerms, dossier: Dossier, effect: LinkEffect, seed: int) -> Float | None:
    """Return the part of the rate of the consequence that comes over a link, per draw; None where it is not known.

    First order: rate of the cause times probability of the link, no more than the whole rate of the consequence.
    What the consequence sets off in turn is not followed.
    """
    if effect.cause not in terms.scenarios or effect.consequence not in terms.scenarios:
        return None
    cause = next(s for s in dossier.scenarios if s.id == effect.cause)
    link = next((x for x in cause.links if x.scenario == effect.consequence), None)
    if link is None or link.probability is None:
        return None
    uniforms = keyed_uniforms(terms.draws, seed, "link", effect.cause, effect.consequence)
    probability = np.clip(link.probability.ppf(uniforms), 0.0, 1.0)
    first, second = terms.scenarios.index(effect.cause), terms.scenarios.index(effect.consequence)
    return np.asarray(np.minimum(terms.rate[first] * probability / terms.rate[second], 1.0))


def uncounted_links(measures: Sequence[Measure], dossier: Dossier) -> tuple[tuple[str, str, str], ...]:
    """Return measure, cause and consequence of every effect on a link whose probability nobody gave."""
    known = {(s.id, x.scenario) for s in dossier.scenarios for x in s.links if x.probability is not None}
    return tuple(
        (m.id, x.cause, x.consequence) for m in measures for x in m.links if (x.cause, x.consequence) not in known
    )


def _draw(measure: Measure, terms: RiskTerms, dossier: Dossier, method: Method, seed: int) -> MeasureDraws:
    rate: dict[int, Float] = {}
    value: dict[int, Float] = {}
    for effect in measure.effects:
        if effect.scenario not in terms.scenarios:
            continue
        s = terms.scenarios.index(effect.scenario)
        uniforms = keyed_uniforms(terms.draws, seed, "effect", measure.id, effect.scenario, effect.on)
        if effect.on == LIKELIHOOD:
            rate[s] = _either(rate.get(s), _likelihood_share(effect, method, uniforms))
            continue
        if effect.on != IMPACT and effect.on not in terms.criteria:
            continue
        share = _impact_share(effect, terms, s, dossier, method, uniforms)
        if effect.on != IMPACT:
            only = np.zeros((len(terms.criteria), terms.draws))
            only[terms.criteria.index(effect.on)] = share[0]
            share = only
        value[s] = _either(value.get(s), share)
    for link in measure.links:
        part = link_part(terms, dossier, link, seed)
        if part is not None:
            s = terms.scenarios.index(link.consequence)
            uniforms = keyed_uniforms(terms.draws, seed, "cut", measure.id, link.cause, link.consequence)
            rate[s] = _either(rate.get(s), part * np.clip(link.share.ppf(uniforms), 0.0, 1.0))
    lead = _quantity(measure.lead_time_years, keyed_uniforms(terms.draws, seed, "lead", measure.id))
    return MeasureDraws(measure, rate, value, lead, CostDraws.of(measure, terms.draws, seed))


def _either(first: Float | None, second: Float) -> Float:
    """Return the part taken away by two effects of one measure, one after the other."""
    both = second if first is None else 1 - (1 - first) * (1 - second)
    return np.asarray(np.clip(both, 0.0, MOST))


def _likelihood_share(effect: Effect, method: Method, uniforms: Float) -> Float:
    if effect.share is not None:
        return np.asarray(effect.share.ppf(uniforms))
    if effect.steps is None:
        return np.zeros(len(uniforms))
    return share_of_likelihood_steps(method, effect.steps.ppf(uniforms))


def _impact_share(effect: Effect, terms: RiskTerms, s: int, dossier: Dossier, method: Method, uniforms: Float) -> Float:
    """Return (1, K), or (C, K) where a step depends on the label it starts from."""
    if effect.share is not None:
        return np.asarray(effect.share.ppf(uniforms))[None]
    if effect.amount is not None:
        return share_of_amount(method, dossier, effect.scenario, effect.on, effect.amount, uniforms)[None]
    if effect.steps is None:
        return np.zeros((1, len(uniforms)))
    steps = effect.steps.ppf(uniforms)
    if impact_step(method) is not None:
        return share_of_steps(method, np.ones(1), steps)[None]
    values = terms.values[s] if effect.on == IMPACT else terms.values[s, terms.criteria.index(effect.on)][None]
    # The values of a sum in euro are multiplied by the number of criteria.
    return share_of_steps(method, values / (len(terms.criteria) if terms.euro else 1), steps[None])


def _quantity(given: Distribution | None, uniforms: Float) -> Float:
    return np.zeros(len(uniforms)) if given is None else np.asarray(given.ppf(uniforms))
