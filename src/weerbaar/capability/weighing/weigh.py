# SPDX-License-Identifier: EUPL-1.2
"""The verb: every measure by itself, on impact, likelihood and cost.

Nothing is rolled into one mark: what a measure takes away of likelihood and of impact, in which scenarios, what it
costs, and how sure all of that is, stand beside each other, as the letter of 2013 asks ("impact, waarschijnlijkheid en
kosten").
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment import RiskTerms, risk_terms
from weerbaar.base import InputError, Problem, RunRecord, Text, software_versions
from weerbaar.capability.analysis import Analysis
from weerbaar.capability.measures import (
    MEASURE_FILE,
    MeasureDraws,
    MeasureFile,
    Taken,
    draw_measures,
    first_start,
    remaining_risk,
)
from weerbaar.capability.weighing.assumptions import weighing_assumptions
from weerbaar.capability.weighing.classes import impact_move, likelihood_move
from weerbaar.capability.weighing.horizon import Horizon
from weerbaar.capability.weighing.result import MeasureWeighing, Outcome, ScenarioEffect, Tail, Weighing
from weerbaar.capability.weighing.unit import RiskUnit, risk_unit

Float = NDArray[np.float64]

DRAWS = 10_000
BEST_FEW = 5
MILLION = 1e6


@dataclass(frozen=True, eq=False)
class Ground:
    """What weighing and choosing both stand on.

    Attributes:
        analysis: with measures.
        file: its measures.
        terms: of the risk without any.
        draws: of the measures, in the order of the file.
        horizon: the years.
        unit: of risk.
        seed: of all draws.
    """

    analysis: Analysis
    file: MeasureFile
    terms: RiskTerms
    draws: tuple[MeasureDraws, ...]
    horizon: Horizon
    unit: RiskUnit
    seed: int

    @classmethod
    def of(cls, analysis: Analysis, draws: int, seed: int, profile: str | None) -> Ground:
        """Draw everything that is uncertain.

        Raises:
            InputError: the analysis has no measures.
            NoTotalRiskError: the method or the round gives no risk.
        """
        if analysis.measures is None or not analysis.measures.measures:
            raise InputError(
                [
                    Problem(
                        MEASURE_FILE,
                        Text(nl="deze analyse bevat geen maatregelen.", en="this analysis holds no measures."),
                        Text(nl=f"Zet ze in {MEASURE_FILE}.", en=f"Put them in {MEASURE_FILE}."),
                    )
                ]
            )
        wanted = profile or analysis.header.profile
        terms = risk_terms(analysis.dossier, analysis.method, draws=draws, seed=seed, profile=wanted)
        drawn = draw_measures(analysis.measures.measures, terms, analysis.dossier, analysis.method, seed)
        return cls(analysis, analysis.measures, terms, drawn, Horizon.of(analysis.header), risk_unit(terms), seed)

    def run_record(self, settings: Mapping[str, object]) -> RunRecord:
        """Return the provenance of a result, with these settings beside what all share."""
        method = self.analysis.method
        return RunRecord(
            input_hash=self.analysis.content_hash,
            method=method.id,
            method_version=method.version,
            method_hash=hashlib.sha256(method.model_dump_json(by_alias=True).encode()).hexdigest(),
            seed=self.seed,
            draws=self.terms.draws,
            settings={"profile": self.terms.profile, **settings},
            software=software_versions(),
        )


def weigh(
    analysis: Analysis,
    *,
    draws: int = DRAWS,
    seed: int = 2012,
    profile: str | None = None,
    count: int = BEST_FEW,
    progress: Callable[[float], None] | None = None,
) -> Weighing:
    """Weigh every measure of an analysis by itself.

    Args:
        analysis: with measures.
        draws: of judgements, effects, costs and lead times, all independent; at least 2.
        seed: the same seed and input give the same bytes.
        profile: id of a weight profile; None for that of the analysis, or else of the round.
        count: how many measures count as the best few.
        progress: called with the share that is done, 0 to 1.

    Raises:
        InputError: the analysis has no measures.
        NoTotalRiskError: the method or the round gives no risk.
        NoStepError, UnknownCellError: an effect does not fit the method.
    """
    ground = Ground.of(analysis, draws, seed, profile)
    terms, horizon, unit = ground.terms, ground.horizon, ground.unit
    base = unit.factor * terms.risk()
    found, efficiencies = [], []
    for i, one in enumerate(ground.draws):
        weighed, efficiency = _weigh_one(ground, one, base)
        found.append(weighed)
        efficiencies.append(efficiency)
        if progress is not None:
            progress((i + 1) / len(ground.draws))
    ranked = _best(np.array(efficiencies), count)
    measures = tuple(
        replace(weighed, best=float(ranked[0][i]), among_best=float(ranked[1][i])) for i, weighed in enumerate(found)
    )
    names = {c.id: c.name for c in analysis.needs.capabilities} if analysis.needs is not None else {}
    added = {a.capability for m in ground.file.measures for a in m.adds}
    total = base.sum(axis=0)
    return Weighing(
        analysis_id=analysis.header.id,
        title=analysis.header.title,
        statement=analysis.header.statement,
        illustrative=analysis.header.data == "illustrative",
        years=(horizon.years[0], horizon.years[-1]),
        unit=unit,
        scenarios=tuple(
            (id_, title, Outcome.of(risk)) for id_, title, risk in zip(terms.scenarios, terms.titles, base, strict=True)
        ),
        total=Outcome.of(total),
        tail=Tail.of(total),
        left_out=terms.left_out,
        profile=terms.profile,
        profiles=tuple((id_, name) for id_, name, _ in terms.profiles),
        count=min(count, len(measures)),
        measures=measures,
        capabilities={id_: name for id_, name in names.items() if id_ in added},
        assumptions=weighing_assumptions(analysis, terms),
        run_record=ground.run_record({"analysis": "weighing", "count": count}),
    )


def _weigh_one(ground: Ground, one: MeasureDraws, base: Float) -> tuple[MeasureWeighing, Float]:
    """Return one measure and its efficiency per draw, (K,); infinite where it costs nothing."""
    terms, horizon, unit = ground.terms, ground.horizon, ground.unit
    measure = one.measure
    start = first_start(measure, horizon.years[0])
    after = unit.factor * remaining_risk(terms, [Taken(one, start)], [], [], horizon.years)
    average = horizon.average(np.swapaxes(after, 0, 1))
    reduction = _taken_away(base, average)
    total, total_after = base.sum(axis=0), average.sum(axis=0)
    paid = one.cost.per_year(start, one.lead, measure.lifetime_years, horizon.years)
    cost = horizon.present_value(paid)
    taken_away = reduction.sum(axis=0) * horizon.discount.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        efficiency = np.where(cost > 0, taken_away / (cost / MILLION), np.where(taken_away > 0, np.inf, 0.0))
    scenarios = tuple(_effect(ground, one, s, base[s], reduction[s], average[s]) for s in one.scenarios)
    working = sum((_taken_away(base[s], _while_working(ground, one, s)) for s in one.scenarios), np.zeros(terms.draws))
    before_tail, after_tail = Tail.of(total), Tail.of(total_after)
    weighed = MeasureWeighing(
        id=measure.id,
        title=measure.title,
        heading=measure.heading,
        owner=measure.owner,
        start=start,
        cost=Outcome.of(cost),
        cost_per_year=tuple(float(c) for c in paid.mean(axis=1)),
        reduction=Outcome.of(reduction.sum(axis=0)),
        working=Outcome.of(working),
        tail=Tail(before_tail.quantile - after_tail.quantile, before_tail.mean - after_tail.mean),
        by_profile={id_: _reduction_under(ground, one, start, weights) for id_, _, weights in terms.profiles},
        scenarios=scenarios,
        efficiency=Outcome.of(efficiency) if np.all(np.isfinite(efficiency)) else None,
        best=0.0,
        among_best=0.0,
        adds=tuple(dict.fromkeys(a.capability for a in measure.adds)),
        uncounted=_uncounted(ground, one),
    )
    return weighed, efficiency


def _taken_away(before: Float, after: Float) -> Float:
    """Return the difference, without what is nothing but rounding."""
    difference = before - after
    return np.where(difference > 1e-12 * before, difference, 0.0)


def _while_working(ground: Ground, one: MeasureDraws, s: int) -> Float:
    terms = ground.terms
    kept = 1 - one.share(s)
    values = np.einsum("c,ck,ck->k", terms.weights, terms.values[s], np.broadcast_to(kept, terms.values[s].shape))
    return np.asarray(ground.unit.factor * terms.rate[s] * values)


def _effect(
    ground: Ground, one: MeasureDraws, s: int, before: Float, reduction: Float, average: Float
) -> ScenarioEffect:
    terms, method = ground.terms, ground.analysis.method
    none = np.zeros((1, terms.draws))
    first, second = Tail.of(before), Tail.of(average)
    working = _taken_away(before, _while_working(ground, one, s))
    expected = float(before.mean())
    return ScenarioEffect(
        scenario=terms.scenarios[s],
        reduction=Outcome.of(reduction),
        working=Outcome.of(working),
        share=float(working.mean()) / expected if expected > 0 else 0.0,
        tail=Tail(first.quantile - second.quantile, first.mean - second.mean),
        likelihood=likelihood_move(terms, method, s, 1 - one.rate.get(s, none[0])),
        impact=impact_move(terms, method, s, 1 - one.value.get(s, none), terms.weights),
    )


def _reduction_under(ground: Ground, one: MeasureDraws, start: int, weights: Float) -> float:
    terms, horizon = ground.terms, ground.horizon
    after = remaining_risk(terms, [Taken(one, start)], [], [], horizon.years, weights)
    average = horizon.average(np.swapaxes(after, 0, 1))
    return float(ground.unit.factor * (terms.risk(weights) - average).sum(axis=0).mean())


def _best(efficiency: Float, count: int) -> tuple[Float, Float]:
    """Return how often each measure is the most efficient, and among the ``count`` most; ties share (C7).

    Args:
        efficiency: (measures, K).
    """
    n, draws = efficiency.shape
    count = min(count, n)
    top, few = np.zeros(n), np.zeros(n)
    for target, places in ((top, 1), (few, count)):
        bound = -np.sort(-efficiency, axis=0)[places - 1]
        above, at = efficiency > bound, efficiency == bound
        room = places - above.sum(axis=0)
        target += (above + at * (room / at.sum(axis=0))).sum(axis=1) / draws
    return top, few


def _uncounted(ground: Ground, one: MeasureDraws) -> tuple[Text, ...]:
    """Return what the file says this measure does and the numbers do not show."""
    left_out = sorted({e.scenario for e in one.measure.effects} - set(ground.terms.scenarios))
    return tuple(
        Text(
            nl=f"het effect in {name} telt niet mee: het risico van dat scenario is niet bekend of het is niet actief.",
            en=f"the effect in {name} does not count: the risk of that scenario is not known or it is not active.",
        )
        for name in left_out
    )
