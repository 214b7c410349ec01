# SPDX-License-Identifier: EUPL-1.2
"""What changes the shortage: without a party, with a platoon more, and how much unrest basic care can bear."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Text
from weerbaar.capability.assistance.file_model import VARIANTS
from weerbaar.capability.assistance.planning import OTHER, PLATOONS, TOTAL, WORST, Plan, Priority, plan_assistance
from weerbaar.capability.assistance.programme import build
from weerbaar.capability.assistance.situation import RIOT, Situation, Source, Whole

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Outcome:
    """The shortages of one plan that was made anew.

    Attributes:
        code: ``without-<party>``, ``platoon-more``, or a variant.
        worst_share: of basic care that is missing, in the worst region and shift.
        basic_h, riot_h, other_h: weighted hours that are missing: of persons, and of platoons for riot.
    """

    code: str
    title: Text
    worst_share: float
    basic_h: float
    riot_h: float
    other_h: float
    proven: bool

    @classmethod
    def of(cls, code: str, title: Text, plan: Plan) -> Outcome:
        """Read the shortages off a plan."""
        worst, basic, riot, other = (plan.value(c) for c in (WORST, TOTAL, PLATOONS, OTHER))
        return cls(code, title, worst, basic, riot, other, plan.proven)


@dataclass(frozen=True)
class Breaking:
    """How many platoons can be at work in one region, in all its shifts with riot demand, before basic care breaks.

    Attributes:
        region: where the riot demand is greatest.
        floor: part of basic care that must be kept everywhere.
        platoons: the most per shift; None when basic care breaks without any.
        demanded: the most that is demanded there in a shift.
        proven: that one more is not possible.
    """

    region: int
    floor: float
    platoons: int | None
    demanded: int
    proven: bool


def without_parties(
    situation: Situation, *, priority: Priority, without: Sequence[str], time_limit_s: float = math.inf
) -> tuple[Outcome, ...]:
    """Return the shortages without each party in turn, those that are out already apart."""
    found = []
    for helper in situation.helpers:
        if helper.id in without:
            continue
        plan = plan_assistance(
            situation,
            priority=priority,
            without=(*without, helper.id),
            shortages_only=True,
            time_limit_s=time_limit_s,
        )
        title = Text(nl=f"zonder {helper.name.nl}", en=f"without {helper.name.in_('en')}")
        if helper.id == "police":
            title = Text(nl="zonder politie uit andere regio’s", en="without police from other regions")
        found.append(Outcome.of(f"without-{helper.id}", title, plan))
    return tuple(found)


def one_platoon_more(
    situation: Situation, *, priority: Priority, without: Sequence[str], time_limit_s: float = math.inf
) -> Outcome | None:
    """Return the shortages with one more standing police platoon, for every shift; None where nothing riots.

    It stands where the riot demand is greatest, is on top of the officers on duty, and knows no rest, so that this is
    the most that a platoon can be worth.
    """
    region = hottest(situation, situation.demand())
    if region is None:
        return None
    extra = Source(
        id="one-platoon-more",
        name=Text(nl="een peloton meer", en="one platoon more"),
        party=situation.police,
        home=region,
        parts=1,
        size=situation.platoon_officers,
        tasks=(RIOT,),
        shifts=(True,) * len(situation.shifts),
        at_once=1,
        notice_h=-1e4,
    )
    plan = plan_assistance(
        situation, priority=priority, without=without, extra=[extra], shortages_only=True, time_limit_s=time_limit_s
    )
    where = situation.places[region].name
    title = Text(nl=f"een peloton meer in {where.nl}", en=f"one platoon more in {where.in_('en')}")
    return Outcome.of("platoon-more", title, plan)


def variants(
    situation: Situation, *, priority: Priority, without: Sequence[str], time_limit_s: float = math.inf
) -> tuple[Outcome, ...]:
    """Return the shortages of the plans made anew for low, expected and high demand."""
    names = {
        "low": Text(nl="lage vraag", en="low demand"),
        "expected": Text(nl="verwachte vraag", en="expected demand"),
        "high": Text(nl="hoge vraag", en="high demand"),
    }
    return tuple(
        Outcome.of(
            v,
            names[v],
            plan_assistance(
                situation,
                variant=v,
                priority=priority,
                without=without,
                shortages_only=True,
                time_limit_s=time_limit_s,
            ),
        )
        for v in VARIANTS
    )


def hottest(situation: Situation, demand: Whole) -> int | None:
    """Return the region with the greatest riot demand in one shift, the first of equals; None where there is none."""
    peak = demand[:, :, RIOT].max(axis=1)
    return int(np.argmax(peak)) if peak.max(initial=0) > 0 else None


def breaking_point(
    situation: Situation, *, without: Sequence[str] = (), time_limit_s: float = math.inf
) -> Breaking | None:
    """Return how many platoons one region can have at work before basic care falls below its floor somewhere.

    Riot demand elsewhere stays and is not required to be met. Found by asking for ever more with basic care first: as
    long as the floor holds with every platoon there, it can be borne (bisection; each answer is an exact plan).
    """
    demand = situation.demand()
    region = hottest(situation, demand)
    if region is None:
        return None
    shifts = np.flatnonzero(demand[region, :, RIOT])
    proven = True

    def holds(platoons: int) -> bool:
        nonlocal proven
        asked = demand.copy()
        asked[:, :, RIOT] = 0
        asked[region, shifts, RIOT] = platoons
        plan = plan_assistance(
            situation,
            priority="riot",
            without=without,
            demand=asked,
            shortages_only=True,
            time_limit_s=time_limit_s,
        )
        good = plan.value(PLATOONS) <= 1e-6 and plan.value(WORST) <= 1 - situation.basic_floor + 1e-9
        proven = proven and (good or plan.proven)
        return good

    if not holds(0):
        return Breaking(region, situation.basic_floor, None, int(demand[region, :, RIOT].max()), proven)
    low, high = 0, _most_platoons(situation, demand, region, shifts) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return Breaking(region, situation.basic_floor, low, int(demand[region, :, RIOT].max()), proven)


def _most_platoons(situation: Situation, demand: Whole, region: int, shifts: NDArray[np.int64]) -> int:
    """Return more platoons than can possibly be there in the shift that has fewest."""
    most = demand.copy()
    most[region, shifts, RIOT] = 1_000_000
    programme = build(situation, most, situation.sources)
    able = dict.fromkeys((int(s) for s in shifts), 0.0)
    for i, (_, s, r, t) in enumerate(programme.sent):
        if r == region and t == RIOT and s in able:
            able[s] += programme.counts[len(programme.duty) + i] * programme.high[len(programme.duty) + i]
    return int(min(able.values()))


@dataclass(frozen=True, eq=False)
class Odds:
    """How probable a shortage is when the plan stays as it is and demand turns out otherwise.

    Attributes:
        cell: probability of a shortage per region, shift and task.
        anywhere: probability that at least one cell of a task is short, per task.
        standard_error: of ``anywhere``.
        draws: number of draws.
    """

    cell: Floats
    anywhere: Floats
    standard_error: Floats
    draws: int


def odds_of_shortage(plan: Plan, *, draws: int, seed: int) -> Odds:
    """Draw demand and hold the plan against it, as it is.

    Amounts of different lines hang together by one common factor (Gaussian copula) with correlation ``dependence``.
    """
    from scipy.special import ndtr

    situation = plan.situation
    rng = np.random.default_rng(seed)
    regions, shifts, tasks = situation.shape
    demand = np.zeros((regions, shifts, tasks, draws))
    common = rng.standard_normal(draws)
    rho = situation.dependence
    for line in situation.lines:
        own = rng.standard_normal(draws)
        amount = (
            np.full(draws, float(line.at("expected")))
            if line.certain
            else line.quantile(
                np.clip(ndtr(math.sqrt(rho) * common + math.sqrt(1 - rho) * own), 1e-12, 1 - 1e-12),
                situation.variant_shares,
            )
        )
        demand[line.region, line.shift, line.task] += amount
    covered = plan.own + plan.helped.sum(axis=0)
    short = demand > covered[..., None] + 1e-6
    anywhere = short.any(axis=(0, 1)).mean(axis=1)
    return Odds(
        cell=short.mean(axis=3),
        anywhere=anywhere,
        standard_error=np.sqrt(anywhere * (1 - anywhere) / draws),
        draws=draws,
    )


def break_even_words(found: Breaking, situation: Situation) -> Text:
    """Return the breaking point as a sentence."""
    name = situation.places[found.region].name
    kept_nl = "volledig" if found.floor >= 1 else f"voor {100 * found.floor:.0f}%"
    kept_en = "fully" if found.floor >= 1 else f"for {100 * found.floor:.0f}%"
    if found.platoons is None:
        return Text(
            nl=f"Ook zonder onlusten blijft de basispolitiezorg niet overal {kept_nl} in stand.",
            en=f"Even without riots basic police care is not kept {kept_en} everywhere.",
        )
    n = found.platoons
    return Text(
        nl=f"In {name.nl} kunnen per dienst {n} ME-pelotons worden ingezet voordat de basispolitiezorg ergens "
        f"niet meer {kept_nl} in stand blijft; gevraagd worden er ten hoogste {found.demanded}.",
        en=f"In {name.in_('en')} {n} riot platoons can be at work per shift before basic police care is no longer kept "
        f"{kept_en} somewhere; at most {found.demanded} are asked for.",
    )
