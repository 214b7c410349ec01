# SPDX-License-Identifier: EUPL-1.2
"""Choices of measures written out by hand, for tests that know where everything must stand; no engine at all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Literal

from tests.figures.rounds import IMPACT, LIKELIHOOD, NAMES, class_of
from weerbaar.assessment import Axis
from weerbaar.base import RunRecord, Text
from weerbaar.capability.choice import (
    CoreShare,
    Evaluation,
    FrontierPoint,
    PortfolioChoice,
    ScenarioOutcome,
    TakenMeasure,
    Verdict,
)
from weerbaar.capability.weighing import ClassMove, Outcome, RiskUnit, Tail, Weighing

POINTS = RiskUnit(1.0, Text(nl="risicopunten", en="risk points"), Text(nl="Een punt.", en="A point."), False)
EUROS = RiskUnit(1.0, Text(nl="euro per jaar", en="euro per year"), Text(nl="Een euro.", en="A euro."), True)
BUDGET = 8.4e6
"""All years together, in euro."""
LEVELS = tuple(k / 5 for k in range(1, 9))
MEASURES = (
    "Campagne Alert Online",
    "Nationale oefeningen met een ICT-crisis",
    "Technische infrastructuur voor cyberdetectie",
    "Levensreddend handelen door politiemensen die als eerste ter plaatse zijn",
    "Scholing van wijkteams",
    "Eigen informatiepositie van de inlichtingen- en veiligheidsdiensten, in samenwerking met buitenlandse partners",
)
RECORD = RunRecord("0" * 64, "nl-nrb-2009", "1", "1" * 64, 2012, 1000, {}, {"weerbaar": "0.1.0"})


def sure(value: float) -> Outcome:
    """A number without uncertainty."""
    return Outcome(value, 0.0, value, value, value)


def moved(axis: Axis, before: float, after: float, spread: float = 1.0) -> ClassMove:
    """A move of the expected value, with what is uncertain a factor of ``spread`` on both sides."""

    def around(value: float) -> tuple[float, float]:
        return max(value / spread, axis.low), min(value * spread, axis.high)

    was, now = class_of(axis, before), class_of(axis, after)
    return ClassMove(
        axis="likelihood" if axis.window_years else "impact",
        before=was,
        after=now,
        before_probability={was: 1.0},
        after_probability={now: 1.0},
        lower=0.25 if was == now else 0.75,
        value_before=before,
        value_after=after,
        range_before=around(before),
        range_after=around(after),
    )


def outcome(
    number: int,
    title: str,
    likelihood: tuple[float, float],
    impact: tuple[float, float],
    kind: Literal["hazard", "threat"] = "hazard",
    spread: float = 1.0,
) -> ScenarioOutcome:
    """One scenario, before and after."""
    was, now = (1000 * likelihood[k] * impact[k] for k in (0, 1))
    return ScenarioOutcome(
        scenario=f"s{number}",
        title=Text(nl=title, en=f"Scenario {number}" if title in NAMES else title),
        kind=kind,
        before=sure(was),
        after=sure((was + now) / 2),
        last_year=sure(now),
        likelihood=moved(LIKELIHOOD, *likelihood, spread),
        impact=moved(IMPACT, *impact, spread),
    )


def outcomes(count: int, seed: int = 3) -> tuple[ScenarioOutcome, ...]:
    """Scenarios anywhere on the diagram; every third keeps its place, every fifth is a threat."""
    dice = random.Random(seed)
    found = []
    for i in range(count):
        title = NAMES[i % len(NAMES)] + (f", variant {i // len(NAMES) + 1}" if i >= len(NAMES) else "")
        likely, heavy = 10 ** dice.uniform(-3.5, -0.1), 10 ** dice.uniform(-1.9, -0.1)
        stays = i % 3 == 2
        less = (1.0, 1.0) if stays else (dice.uniform(0.2, 1.0), dice.uniform(0.4, 1.0))
        kind: Literal["hazard", "threat"] = "threat" if i % 5 == 4 else "hazard"
        where = (likely, likely * less[0]), (heavy, heavy * less[1])
        found.append(outcome(i + 1, title, *where, kind, 1.0 if stays else dice.uniform(1.1, 1.8)))
    return tuple(found)


def share(index: float, half: float = 0.06) -> CoreShare:
    """A share of the states with its interval."""
    word: Literal["core", "never", "borderline"] = "core" if index == 1 else "never" if index == 0 else "borderline"
    return CoreShare(index, max(0.0, index - half), min(1.0, index + half), word, index, 1 - index)


def verdict(
    id: str,
    title: str,
    *,
    chosen: bool = True,
    core: CoreShare | None = None,
    enters: float | None = None,
    stays: float | None = None,
) -> Verdict:
    """One measure."""
    return Verdict(
        id=id,
        title=Text(nl=title, en=title),
        heading=None,
        owner="NCTV",
        start=2014 if chosen else None,
        fixed=None,
        buys=sure(0.1),
        buys_by_scenario={},
        cost=sure(1e6),
        fulfils=(),
        loss=0.1,
        exchanged=((), ()),
        blocked=None,
        cost_flip=None,
        effect_flip=None,
        enters=enters,
        stays=stays,
        core=core,
        heavier=(),
        explanation=Text(nl="Een uitleg.", en="An explanation."),
    )


def point(level: float, value: float, ids: Sequence[str], bound: float | None = None) -> FrontierPoint:
    """The best choice at one level of the budgets."""
    most = value if bound is None else bound
    return FrontierPoint(
        level=level,
        budget=level * BUDGET,
        value=value,
        bound=most,
        gap=(most - value) / most if most else 0.0,
        cost=level * BUDGET * 0.95,
        measures=tuple(TakenMeasure(id_, 2014) for id_ in ids),
    )


def choice_of(
    scenarios: Sequence[ScenarioOutcome] = (),
    verdicts: Sequence[Verdict] = (),
    frontier: Sequence[FrontierPoint] = (),
    *,
    unit: RiskUnit = POINTS,
    states: int = 0,
    illustrative: bool = True,
    robust_gap: float = 0.0,
) -> PortfolioChoice:
    """A choice with these scenarios, measures and budgets."""
    title, statement = Text(nl="Proefkeuze", en="Trial choice"), Text(nl="Proefgegevens.", en="Trial data.")
    found = tuple(scenarios) or outcomes(4)
    before, after = (sum(getattr(s, name).mean for s in found) for name in ("before", "after"))
    evaluation = Evaluation(
        reduction=sure(before - after),
        before=sure(before),
        after=sure(after),
        tail_before=Tail(before, before),
        tail_after=Tail(after, after),
        scenarios=found,
        years=(),
        cost=sure(BUDGET),
        within_all=1.0,
    )
    weighing = Weighing(
        analysis_id="proef",
        title=title,
        statement=statement,
        illustrative=illustrative,
        years=(2014, 2017),
        unit=unit,
        scenarios=(),
        total=sure(before),
        tail=Tail(before, before),
        left_out=(),
        profile="equal",
        profiles=(),
        count=5,
        measures=(),
        capabilities={},
        assumptions=(),
        run_record=RECORD,
    )
    return PortfolioChoice(
        analysis_id="proef",
        title=title,
        statement=statement,
        illustrative=illustrative,
        years=(2014, 2017),
        unit=unit,
        risk="expected",
        budgets=tuple((year, BUDGET / 4) for year in range(2014, 2018)),
        cost_quantile=None,
        measures=tuple(TakenMeasure(v.id, v.start) for v in verdicts if v.start is not None),
        value=before - after,
        bound=before - after,
        gap=0.0,
        proof="proven",
        evaluation=evaluation,
        weighing=weighing,
        verdicts=tuple(verdicts),
        frontier=tuple(frontier),
        states=states,
        vary=("weights",) if states else (),
        rivals=(),
        robust_gap=robust_gap,
        nearby=(),
        gaps=(),
        impact_axis=IMPACT,
        likelihood_axis=LIKELIHOOD,
        round_label="NRB proef",
        assumptions=(),
        run_record=RECORD,
    )


def written(measures: int, scenarios: int = 4, *, unit: RiskUnit = POINTS, seed: int = 5) -> PortfolioChoice:
    """A choice of any size with budgets and states, the same one for the same seed.

    Measures come in at a level and mostly stay; some drop out again, and every seventh is never taken.
    """
    dice = random.Random(seed)
    frontier_ids: list[list[str]] = [[] for _ in LEVELS]
    verdicts = []
    for i in range(measures):
        title = MEASURES[i % len(MEASURES)] + (f", fase {i // len(MEASURES) + 1}" if i >= len(MEASURES) else "")
        never = i % 7 == 6
        first = dice.randrange(len(LEVELS))
        inside = [not never and k >= first and not (i % 4 == 3 and k == first + 2) for k in range(len(LEVELS))]
        for ids, there in zip(frontier_ids, inside, strict=True):
            ids.extend([f"m{i + 1}"] if there else [])
        levels = [level for level, within in zip(LEVELS, inside, strict=True) if within]
        chosen = inside[LEVELS.index(1.0)]
        index = 1.0 if chosen and i % 3 == 0 else 0.0 if never else round(dice.uniform(0.02, 0.98), 2)
        verdicts.append(
            verdict(
                f"m{i + 1}",
                title,
                chosen=chosen,
                core=share(index),
                enters=levels[0] if levels else None,
                stays=levels[0] if levels else None,
            )
        )
    size = 3e6 if unit.euro else 0.4
    values = [size * (1 - 0.6 ** (k + 1)) for k in range(len(LEVELS))]
    frontier = [
        point(level, value, ids, value * 1.04) for level, value, ids in zip(LEVELS, values, frontier_ids, strict=True)
    ]
    return choice_of(outcomes(scenarios), verdicts, frontier, unit=unit, states=200, robust_gap=0.0123)
