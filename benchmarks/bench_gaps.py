# SPDX-License-Identifier: EUPL-1.2
"""Gaps of a whole round: 70 scenarios, 60 capabilities, 600 needs in time, 10,000 draws; beside plain numpy and loops.

No peer computes this (core-peers.md, section 1c), so the comparison is with the plain ways to do the same sum.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from benchmarks.registry import Facts, Job, benchmark
from weerbaar.base import Triangular
from weerbaar.capability.needs.balance import Asked, Balance, Held, balance
from weerbaar.capability.needs.balance import Job as BalanceJob
from weerbaar.capability.needs.course import Relay
from weerbaar.capability.needs.endurance import stretches, sustained_share
from weerbaar.capability.needs.outcomes import Uncertain

SCENARIOS, CAPABILITIES, NEEDS, DRAWS = 70, 60, 600, 10_000

GAPS = Job(
    "gaps",
    "probability and size of every shortfall, 70 scenarios × 60 capabilities × 600 needs × 10,000 draws",
    facts={"mean_probability": 2e-3, "mean_shortfall": 0.2},
    smoke_facts={"mean_probability": 3e-2, "mean_shortfall": 3.0},
)

Three = tuple[float, float, float]


@dataclass(frozen=True)
class Round:
    """Needs: (scenario, capability, start, end, triangle); holders: (capability, relay, reliability, triangle)."""

    needs: tuple[tuple[int, int, float, float, Three], ...]
    holders: tuple[tuple[int, Relay, float, Three], ...]


def made_up(needs: int) -> Round:
    rng = np.random.default_rng(2012)
    asked = []
    for _ in range(needs):
        mode, start = float(rng.integers(20, 200)), float(rng.integers(0, 24))
        end = math.inf if rng.random() < 0.3 else start + float(rng.integers(4, 96))
        place = (int(rng.integers(SCENARIOS)), int(rng.integers(CAPABILITIES)))
        asked.append((*place, start, end, (0.5 * mode, mode, 1.8 * mode)))
    held = []
    for capability in range(CAPABILITIES):
        for place in range(int(rng.integers(2, 4))):
            size = float(rng.integers(20, 160))
            relay = Relay(float(rng.integers(0, 12)), 12.0, 12.0)
            held.append((capability, relay, 0.9 if place else 1.0, (0.8 * size, size, 1.3 * size)))
    return Round(tuple(asked), tuple(held))


def sizes(smoke: bool, share: int = 1) -> tuple[Round, int]:
    return made_up(60 if smoke else NEEDS), 1_600 if smoke else DRAWS // share


def triangle(three: Three) -> Triangular:
    low, mode, high = three
    return Triangular(distribution="triangular", low=low, mode=mode, high=high)


def jobs(found: Round, draws: int) -> list[BalanceJob]:
    made = []
    for capability in range(CAPABILITIES):
        asked: list[list[Asked]] = [[] for _ in range(SCENARIOS)]
        for k, (s, c, start, end, three) in enumerate(found.needs):
            if c == capability:
                asked[s].append(Asked((start, end), Uncertain(f"need {k}", triangle(three))))
        held = tuple(
            Held(relay, Uncertain(f"holder {k}", triangle(three), reliability))
            for k, (c, relay, reliability, three) in enumerate(found.holders)
            if c == capability
        )
        made.append(BalanceJob(tuple(tuple(row) for row in asked), held, (), draws, 1))
    return made


def facts_of(balances: list[Balance]) -> Facts:
    known = [n for found in balances for n in found.numbers if n is not None]
    return {
        "mean_probability": sum(n.probability for n in known) / len(known),
        "mean_shortfall": sum(n.shortfall for n in known) / len(known),
    }


@benchmark("Weerbaar balance", GAPS)
def _(smoke: bool) -> Facts:
    return facts_of([balance(job) for job in jobs(*sizes(smoke))])


@benchmark("Weerbaar balance, two processes", GAPS)
def _(smoke: bool) -> Facts:
    with ProcessPoolExecutor(max_workers=2) as pool:
        return facts_of(list(pool.map(balance, jobs(*sizes(smoke)), chunksize=4)))


Pair = tuple[list[tuple[float, float, Three]], list[tuple[Relay, float, Three]]]


def pairs(found: Round) -> Iterator[Pair]:
    """Give the needs and holders of every capability in every scenario that needs it."""
    for capability in range(CAPABILITIES):
        held = [(relay, reliability, three) for c, relay, reliability, three in found.holders if c == capability]
        for scenario in range(SCENARIOS):
            asked = [(a, b, three) for s, c, a, b, three in found.needs if (s, c) == (scenario, capability)]
            if asked:
                yield asked, held


@benchmark("plain numpy, independent draws and numpy quantiles", GAPS, peer=True)
def _(smoke: bool) -> Facts:
    found, draws = sizes(smoke)
    rng = np.random.default_rng(1)
    probabilities, shortfalls = [], []
    for asked, held in pairs(found):
        needs = np.array([rng.triangular(*three, size=draws) for _, _, three in asked])
        there = np.array([rng.triangular(*three, size=draws) * (rng.random(draws) < r) for _, r, three in held])
        needed = stretches([(a, b) for a, b, _ in asked])
        worst = np.full(draws, -np.inf)
        for moment in sorted({a for a, _, _ in asked}):
            running = np.array([a <= moment < b for a, b, _ in asked])
            share = np.array([share_of(needed, moment, relay) for relay, _, _ in held])
            worst = np.maximum(worst, running @ needs - share @ there)
        short = np.maximum(worst, 0.0)
        for values in (needs.sum(axis=0), there.sum(axis=0)):
            np.quantile(values, (0.05, 0.5, 0.95))
        np.quantile(worst, (0.5, 0.8, 0.95))
        probabilities.append(float((short > 0).mean()))
        shortfalls.append(float(short.mean()))
    return {"mean_probability": float(np.mean(probabilities)), "mean_shortfall": float(np.mean(shortfalls))}


@benchmark("plain Python, one draw and one moment at a time", GAPS, peer=True, share=1 / 20, repeats=1)
def _(smoke: bool) -> Facts:
    import random

    found, draws = sizes(smoke, 20)
    rng = random.Random(1)
    probabilities, shortfalls = [], []
    for asked, held in pairs(found):
        needed = stretches([(a, b) for a, b, _ in asked])
        moments = sorted({a for a, _, _ in asked})
        shares = {m: [share_of(needed, m, relay) for relay, _, _ in held] for m in moments}
        total, count = 0.0, 0
        for _ in range(draws):
            needs = [rng.triangular(low, high, mode) for _, _, (low, mode, high) in asked]
            there = [rng.triangular(low, high, mode) if rng.random() < r else 0.0 for _, r, (low, mode, high) in held]
            worst = 0.0
            for moment in moments:
                demand = sum(q for (a, b, _), q in zip(asked, needs, strict=True) if a <= moment < b)
                supply = sum(f * q for f, q in zip(shares[moment], there, strict=True))
                worst = max(worst, demand - supply)
            total += worst
            count += worst > 0
        probabilities.append(count / draws)
        shortfalls.append(total / draws)
    return {"mean_probability": float(np.mean(probabilities)), "mean_shortfall": float(np.mean(shortfalls))}


def share_of(needed: tuple[tuple[float, float], ...], moment: float, relay: Relay) -> float:
    return sustained_share(needed, moment, deploy_h=relay.deploy_h, endurance_h=relay.endurance_h, rest_h=relay.rest_h)
