# SPDX-License-Identifier: EUPL-1.2
"""The verb: the best set of measures within budgets and rules, with its proof, its rivals and the reasons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment import NoTotalRiskError, assess
from weerbaar.base import Text, number
from weerbaar.capability.analysis import Analysis
from weerbaar.capability.choice.building import Built, build
from weerbaar.capability.choice.evaluation import Evaluator
from weerbaar.capability.choice.explaining import explain
from weerbaar.capability.choice.levels import budget_frontier, within_budget
from weerbaar.capability.choice.narrowing import narrowed_gaps
from weerbaar.capability.choice.result import (
    Fixed,
    FrontierPoint,
    Nearby,
    PortfolioChoice,
    TakenMeasure,
    Verdict,
)
from weerbaar.capability.choice.robust import RIVAL_GAP, Robust, robust_choice, tail_choice
from weerbaar.capability.choice.states import EFFECTS, WEIGHTS
from weerbaar.capability.choice.turning import Turned, Turning, turn
from weerbaar.capability.measures import ChoiceFile, first_start, members
from weerbaar.capability.portfolio import Choice, check_feasible, solve
from weerbaar.capability.weighing import Ground, MeasureWeighing, Outcome, Weighing, weigh

Float = NDArray[np.float64]

DRAWS = 4_000
LEVELS = 50
STATES = 200
GAP = 1e-6
TAIL_STATES = 1_000
MOST_NEARBY = 5
_REASONS = ("redenen uitwerken", "working out reasons")


def choose(
    analysis: Analysis,
    *,
    draws: int = DRAWS,
    seed: int = 2012,
    profile: str | None = None,
    risk: Literal["expected", "tail"] = "expected",
    budget: float | None = None,
    levels: int = LEVELS,
    states: int = STATES,
    vary: Collection[str] = (WEIGHTS, EFFECTS),
    reasons: bool = True,
    executor: Executor | None = None,
    progress: Callable[[float, Text], None] | None = None,
) -> PortfolioChoice:
    """Choose among the measures of an analysis.

    Args:
        analysis: with measures; ``choice.yaml`` bounds the choice, and without it nothing does.
        draws: of everything uncertain, for means, intervals and states of the world.
        seed: the same seed and input give the same bytes, whatever the executor.
        profile: id of a weight profile; None for that of the analysis, or else of the round.
        risk: take away as much ``expected`` risk as possible, or make the ``tail`` of what is left as small as can be.
        budget: euro for all years together; every budget is multiplied alike to come to it. None keeps them.
        levels: of the budgets for the frontier; 0 for none.
        states: of the world for the robust choice; 0 for none.
        vary: what differs between them: ``weights``, ``effects``, ``judgements``.
        reasons: work out for every measure what would turn the choice over; the larger part of the work. Not for the
            tail: what turns a choice over is known for expected risk only.
        executor: where states are solved; None for this process.
        progress: called with the share that is done and what is going on.

    Raises:
        InputError: the analysis has no measures.
        InfeasibleError: no set of measures meets the rules; names a smallest set of rules that clash.
        NoTotalRiskError: the method or the round gives no risk.
    """

    def say(share: float, nl: str, en: str) -> None:
        if progress is not None:
            progress(share, Text(nl=nl, en=en))

    say(0.0, "maatregelen wegen", "weighing measures")
    weighing = weigh(analysis, draws=draws, seed=seed, profile=profile)
    ground = Ground.of(analysis, max(draws, states), seed, profile)
    rules = within_budget(analysis.choice or ChoiceFile(schema=1), budget, ground.horizon.years)
    built = build(ground, rules)
    check_feasible(built.problem)
    say(0.1, "beste keuze zoeken", "searching for the best choice")
    optimum = solve(built.problem, gap=GAP)
    taken, gap, value, bound = optimum.chosen, optimum.gap, optimum.value, optimum.bound
    if risk == "tail":
        found = tail_choice(ground, built, min(ground.terms.draws, TAIL_STATES), seed)
        taken, gap, value, bound = found.chosen, found.gap, found.value, found.bound
    chosen = built.measures_of(taken)
    say(0.15, "budgetten doorlopen", "going through budgets")
    frontier = budget_frontier(built, levels) if levels and rules.budgets else ()
    say(0.25, "robuuste keuze zoeken", "searching for the robust choice")
    robust = robust_choice(ground, built, optimum, states, vary, seed, executor) if states else Robust.none()
    say(0.6, *_REASONS)
    evaluator = Evaluator(ground)
    evaluation = evaluator.evaluate(chosen, built.budgets)
    # What turns a verdict over, and from which budget on, is about expected risk and says nothing of the tail.
    expected = risk == "expected"
    levels_told = frontier if expected else ()
    job = _Job(ground, built, rules, weighing, evaluator, taken, optimum, levels_told, robust, states)
    turned = _turned(job, reasons and expected, executor, lambda share: say(0.6 + 0.35 * share, *_REASONS))
    verdicts = tuple(_verdict(job, i, one) for i, one in enumerate(turned))
    say(0.95, "tekorten vergelijken", "comparing gaps")
    ids = [ground.draws[i].measure.id for i, _ in chosen]
    assessed = assess(analysis.dossier, method=analysis.method, draws=2, seed=seed)
    if assessed.impact_axis is None:
        raise NoTotalRiskError(assessed.method_title)
    return PortfolioChoice(
        analysis_id=weighing.analysis_id,
        title=weighing.title,
        statement=weighing.statement,
        illustrative=weighing.illustrative,
        years=weighing.years,
        unit=weighing.unit,
        risk=risk,
        budgets=built.budgets,
        cost_quantile=rules.cost_quantile,
        measures=tuple(TakenMeasure(ground.draws[i].measure.id, year) for i, year in chosen),
        value=value,
        bound=bound,
        gap=gap,
        proof="proven" if gap <= (GAP if risk == "expected" else RIVAL_GAP) else "stopped at limit",
        evaluation=evaluation,
        weighing=weighing,
        verdicts=verdicts,
        frontier=frontier,
        states=states,
        vary=tuple(v for v in vary) if states else (),
        rivals=robust.rivals,
        robust_gap=robust.largest_gap,
        nearby=_nearby(job, [one.opposite for one in turned]),
        gaps=narrowed_gaps(analysis, ids, draws, seed),
        impact_axis=assessed.impact_axis,
        likelihood_axis=assessed.likelihood_axis,
        round_label=assessed.round_label,
        assumptions=(*_assumptions(rules, states, vary, robust), *weighing.assumptions),
        run_record=ground.run_record(
            {
                "analysis": "portfolio",
                "risk": risk,
                "budget": budget,
                "levels": levels,
                "states": states,
                "vary": sorted(vary),
                "gap": GAP,
            }
        ),
    )


@dataclass(frozen=True, eq=False)
class _Job:
    """What every verdict is about."""

    ground: Ground
    built: Built
    rules: ChoiceFile
    weighing: Weighing
    evaluator: Evaluator
    taken: tuple[int, ...]
    optimum: Choice
    frontier: tuple[FrontierPoint, ...]
    robust: Robust
    states: int


def _turned(job: _Job, reasons: bool, executor: Executor | None, done: Callable[[float], None]) -> list[Turned]:
    """Return for every measure what turns its verdict over; nothing for what is fixed."""
    fixed = {*job.rules.always, *job.rules.never}
    found = [Turned.unknown() for _ in job.ground.draws]
    asked = [i for i, one in enumerate(job.ground.draws) if reasons and one.measure.id not in fixed]
    jobs = [
        Turning(job.built, i, any(k in job.optimum.chosen for k in job.built.groups[i]), job.optimum.value)
        for i in asked
    ]
    answers = map(turn, jobs) if executor is None else executor.map(turn, jobs)
    for count, (i, answer) in enumerate(zip(asked, answers, strict=True), start=1):
        found[i] = answer
        done(count / len(asked))
    return found


def _verdict(job: _Job, i: int, turned: Turned) -> Verdict:
    ground, built = job.ground, job.built
    measure = ground.draws[i].measure
    weighed = next(m for m in job.weighing.measures if m.id == measure.id)
    chosen = built.measures_of(job.taken)
    start = dict(chosen).get(i)
    fixed: Fixed | None = (
        "always" if measure.id in job.rules.always else "never" if measure.id in job.rules.never else None
    )
    buys, by_scenario = _buys(job, i, chosen, start)
    enters, stays = _levels(job.frontier, measure.id)
    verdict = Verdict(
        id=measure.id,
        title=measure.title,
        heading=measure.heading,
        owner=measure.owner,
        start=start,
        fixed=fixed,
        buys=buys,
        buys_by_scenario=by_scenario,
        cost=_cost(job, i, start, weighed),
        fulfils=_fulfils(job, i, chosen) if start is not None else (),
        loss=None if turned.opposite is None else max(0.0, job.optimum.value - turned.opposite.value),
        exchanged=_exchanged(job, i, turned.opposite),
        blocked=turned.blocked,
        cost_flip=turned.cost,
        effect_flip=turned.effect,
        enters=enters,
        stays=stays,
        core=job.robust.core.get(measure.id),
        heavier=job.robust.heavier.get(measure.id, ()),
        explanation=Text(nl=""),
    )
    terms = ground.terms
    return replace(
        verdict,
        explanation=explain(
            verdict,
            weighed,
            ground.unit,
            {one.measure.id: one.measure.title for one in ground.draws},
            dict(zip(terms.scenarios, terms.titles, strict=True)),
            dict(zip(terms.criteria, terms.criterion_names, strict=True)),
            job.weighing.total.mean,
            job.states,
        ),
    )


def _nearby(job: _Job, others: Sequence[Choice | None]) -> tuple[Nearby, ...]:
    """Return the best of the choices with one verdict turned over; the second best choice of all is among them."""
    names = [one.measure.id for one in job.ground.draws]
    own = {k for k, _ in job.built.measures_of(job.optimum.chosen)}
    found: dict[frozenset[int], float] = {}
    for other in others:
        if other is not None:
            measures = frozenset(k for k, _ in job.built.measures_of(other.chosen))
            loss = max(0.0, job.optimum.value - other.value)
            if measures != own and loss < found.get(measures, np.inf):
                found[measures] = loss
    best = sorted(found.items(), key=lambda item: (item[1], sorted(item[0])))[:MOST_NEARBY]
    return tuple(
        Nearby(loss, tuple(names[k] for k in sorted(own - m)), tuple(names[k] for k in sorted(m - own)))
        for m, loss in best
    )


def _buys(job: _Job, i: int, chosen: Sequence[tuple[int, int]], start: int | None) -> tuple[Outcome, dict[str, float]]:
    """Return the risk that a measure takes away beside the others that are chosen, in all and per scenario."""
    ground, horizon = job.ground, job.ground.horizon
    others = [(k, year) for k, year in chosen if k != i]
    own = start if start is not None else first_start(ground.draws[i].measure, horizon.years[0])
    without, with_it = (job.evaluator.risk(some) for some in (others, [*others, (i, own)]))
    difference = horizon.average(np.swapaxes(without - with_it, 0, 1))
    difference = np.where(np.abs(difference) > 1e-12 * job.evaluator.before, difference, 0.0)
    by_scenario = {ground.terms.scenarios[s]: float(difference[s].mean()) for s in ground.draws[i].scenarios}
    return Outcome.of(difference.sum(axis=0)), by_scenario


def _fulfils(job: _Job, i: int, chosen: Sequence[tuple[int, int]]) -> tuple[Text, ...]:
    """Return the rules of fairness that this measure is needed for among those that are chosen."""
    names = {job.ground.draws[k].measure.id for k, _ in chosen}
    own = job.ground.draws[i].measure.id
    found = []
    for rule in job.rules.at_least:
        there = names & set(members(rule, job.ground.file))
        if own in there and len(there) == rule.number:
            found.append(rule.title)
    return tuple(found)


def _cost(job: _Job, i: int, start: int | None, weighed: MeasureWeighing) -> Outcome:
    if start is None:
        return weighed.cost
    return Outcome.of(job.ground.horizon.present_value(job.evaluator.cost([(i, start)])))


def _exchanged(job: _Job, i: int, other: Choice | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what comes in and what drops out beside the measure itself."""
    if other is None:
        return (), ()
    names = [one.measure.id for one in job.ground.draws]
    before = {k for k, _ in job.built.measures_of(job.optimum.chosen)} - {i}
    after = {k for k, _ in job.built.measures_of(other.chosen)} - {i}
    into, out = sorted(after - before), sorted(before - after)
    return tuple(names[k] for k in into), tuple(names[k] for k in out)


def _levels(frontier: Sequence[FrontierPoint], id_: str) -> tuple[float | None, float | None]:
    """Return the first level at which a measure is in the best choice, and from which it stays in."""
    there = [any(m.id == id_ for m in point.measures) for point in frontier]
    if not any(there):
        return None, None
    enters = frontier[there.index(True)].level
    if not there[-1]:
        return enters, None
    last_out = max((k for k, inside in enumerate(there) if not inside), default=-1)
    return enters, frontier[last_out + 1].level


def _assumptions(rules: ChoiceFile, states: int, vary: Collection[str], robust: Robust) -> list[Text]:
    found = []
    if rules.budgets and rules.cost_quantile is not None:
        nl, en = (number(100 * rules.cost_quantile, lang) for lang in ("nl", "en"))
        found.append(
            Text(
                nl=f"Elke maatregel telt tegen de budgetten mee voor het bedrag dat in {nl}% van de gevallen "
                "genoeg is.",
                en=f"Every measure counts against the budgets for the amount that is enough in {en}% of the cases.",
            )
        )
    elif rules.budgets:
        found.append(
            Text(
                nl="Elke maatregel telt tegen de budgetten mee voor haar verwachte kosten.",
                en="Every measure counts against the budgets for its expected cost.",
            )
        )
    else:
        found.append(Text(nl="Er zijn geen budgetten gegeven.", en="No budgets were given."))
    if states:
        words = {
            "weights": Text(nl="de toegestane gewichten van de criteria", en="the admissible weights of the criteria"),
            "effects": Text(nl="de effecten van de maatregelen", en="the effects of the measures"),
            "judgements": Text(nl="de oordelen over de scenario’s", en="the judgements of the scenarios"),
        }
        names = [words[v] for v in ("weights", "effects", "judgements") if v in vary]
        nl, en = _joined([n.nl for n in names], "en"), _joined([n.in_("en") for n in names], "and")
        shown_nl, shown_en = number(states, "nl"), number(states, "en")
        found.append(
            Text(
                nl=f"De robuuste keuze is onderzocht in {shown_nl} trekkingen van {nl}; ‘kern’ en ‘nooit’ gelden voor "
                "die trekkingen, met het genoemde interval voor alle andere.",
                en=f"The robust choice was looked at in {shown_en} draws of {en}; ‘core’ and ‘never’ hold for those "
                "draws, with the interval given for all others.",
            )
        )
    return [*found, *robust.notes]


def _joined(parts: Sequence[str], word: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"
