# SPDX-License-Identifier: EUPL-1.2
"""Cascades in a catalogue of national size: 118 risks × 3 intensities, some 4,600 rows of conditional probabilities.

The plain engine follows the text of the model, day by day and link by link. Facts are logarithms, so that what is
allowed is relative: 0.01 is one per cent.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import numpy as np

from benchmarks.registry import Facts, Job, benchmark
from tests.cascade.literal_engine import LiteralEngine
from tests.cascade.networks import synthetic_network
from weerbaar.cascade import Network, cut_links, cut_of, rank_links
from weerbaar.cascade.collisions import simulate_collisions
from weerbaar.cascade.impact import simulate_impacts
from weerbaar.cascade.rates import solve_rates
from weerbaar.cascade.years import simulate_years

YEARS = Job(
    "cascade years",
    "1,000,000 years of 365 days: how often each risk and intensity occurs",
    {"log_total_rate": 0.15},
    {"log_total_rate": 0.6},
)
GRAPHS = Job(
    "cascade graphs",
    "354 risks and intensities × 20,000 event graphs: distribution of the total impact, what it comes from",
    {"log_median_impact": 0.1},
    {"log_median_impact": 0.5},
)
FEW = Job(
    "cascade 500 graphs",
    "354 risks and intensities × 500 event graphs: distribution of the total impact, what it comes from",
    {"log_median_impact": 0.1},
    {"log_median_impact": 0.5},
)
RATES = Job(
    "cascade rates",
    "yearly rates of all risks and intensities with a standard error of at most 1 %",
    {"log_total_rate": 0.02},
    {"log_total_rate": 0.6},
)
RARE = Job("cascade rare", "the same where every tenth risk only follows from others, 1e-8 times as often")
CUTS = Job("cascade cuts", "which of 1,500 links is best cut: rank all, simulate the ten best with 2,016 event graphs")

# Event graphs of the plain engine: for each of 47 beginnings.
PLAIN_GRAPHS = 300
PLAIN = 47 * PLAIN_GRAPHS

Do = Callable[[Executor | None], Facts]


@cache
def national(smoke: bool) -> Network:
    return synthetic_network(20, actors=2, effects=5.0) if smoke else synthetic_network()


def on_two_threads(do: Do) -> Facts:
    with ThreadPoolExecutor(2) as pool:
        return do(pool)


def count_years(smoke: bool) -> Do:
    def do(executor: Executor | None) -> Facts:
        found = simulate_years(national(smoke), years=1_000 if smoke else 1_000_000, seed=1, executor=executor)
        return {"log_total_rate": math.log(found.rate.sum())}

    return do


@benchmark("Weerbaar simulate_years", YEARS)
def _(smoke: bool) -> Facts:
    return count_years(smoke)(None)


@benchmark("Weerbaar simulate_years, two threads", YEARS)
def _(smoke: bool) -> Facts:
    return on_two_threads(count_years(smoke))


@benchmark("plain Python, day by day", YEARS, peer=True, share=1 / 20_000, repeats=1)
def _(smoke: bool) -> Facts:
    years = 50
    twin = LiteralEngine(national(smoke), seed=1)
    events = sum(len(graph) for _ in range(years * 365) for graph in twin.day())
    return {"log_total_rate": math.log(events / years)}


def draw_graphs(smoke: bool, events: int) -> Do:
    def do(executor: Executor | None) -> Facts:
        net = national(smoke)
        found = simulate_impacts(net, events=100 if smoke else events, seed=1, executor=executor)
        return {"log_median_impact": float(np.log(found.quantiles[some(net), -1, 1].clip(min=1.0)).mean())}

    return do


def some(net: Network) -> list[int]:
    """Every seventh beginning; no actors, whose days without attack would take the plain engine nearly all its time."""
    return [state for state in range(0, net.states, 7) if not net.actor_state[state]]


def literal_graphs(smoke: bool) -> Facts:
    net = national(smoke)
    twin, graphs = LiteralEngine(net, seed=1), 100 if smoke else PLAIN_GRAPHS
    medians = [np.median([twin.total(twin.event_graph(root), noise=True) for _ in range(graphs)]) for root in some(net)]
    return {"log_median_impact": float(np.log(np.maximum(medians, 1.0)).mean())}


@benchmark("Weerbaar simulate_impacts", GRAPHS)
def _(smoke: bool) -> Facts:
    return draw_graphs(smoke, 20_000)(None)


@benchmark("Weerbaar simulate_impacts, two threads", GRAPHS)
def _(smoke: bool) -> Facts:
    return on_two_threads(draw_graphs(smoke, 20_000))


@benchmark("plain Python, link by link", GRAPHS, peer=True, share=PLAIN / (354 * 20_000), repeats=1)
def _(smoke: bool) -> Facts:
    return literal_graphs(smoke)


@benchmark("Weerbaar simulate_impacts", FEW)
def _(smoke: bool) -> Facts:
    return draw_graphs(smoke, 500)(None)


@benchmark("Weerbaar simulate_impacts, two threads", FEW)
def _(smoke: bool) -> Facts:
    return on_two_threads(draw_graphs(smoke, 500))


@benchmark("plain Python, link by link", FEW, peer=True, share=PLAIN / (354 * 500), repeats=1)
def _(smoke: bool) -> Facts:
    return literal_graphs(smoke)


@benchmark("Weerbaar: balance and prevented consequences", RATES)
def _(smoke: bool) -> Facts:
    net = national(smoke)
    found = solve_rates(net, simulate_collisions(net, graphs=64 if smoke else 640, seed=1))
    can = found.rate > 0.0
    relative = found.rate_se[can] / found.rate[can]
    return {
        "log_total_rate": math.log(found.rate.sum()),
        "worst_se_per_cent": 100 * float(relative.max()),
        "median_se_per_cent": 100 * float(np.median(relative)),
        "lowest_rate": float(found.rate[can].min()),
    }


@benchmark("Weerbaar: counting in 20,000,000 years", RATES, peer=True, share=1 / 5, repeats=1)
def _(smoke: bool) -> Facts:
    found = simulate_years(national(smoke), years=1_000 if smoke else 4_000_000, seed=1)
    can = found.counts > 0
    return {
        "log_total_rate": math.log(found.rate.sum()),
        "worst_se_per_cent": 100 * float((found.rate_se[can] / found.rate[can]).max()) * (1.0 if smoke else 5**-0.5),
    }


@benchmark("Weerbaar: balance and prevented consequences", RARE)
def _(smoke: bool) -> Facts:
    net = with_rare_risks(smoke)
    found = solve_rates(net, simulate_collisions(net, graphs=64 if smoke else 640, seed=1))
    can = found.rate > 0.0
    relative = found.rate_se[can] / found.rate[can]
    lowest = int(np.argmin(found.rate[can]))
    return {
        "worst_se_per_cent": 100 * float(relative.max()),
        "lowest_rate": float(found.rate[can][lowest]),
        "its_se_per_cent": 100 * float(relative[lowest]),
    }


@cache
def with_rare_risks(smoke: bool) -> Network:
    net = national(smoke)
    rare = (np.arange(len(net.ids)) % 10 == 0) & ~net.actor
    root, p = net.root.copy(), net.p.copy()
    root[rare] = 0.0
    p[rare[net.effects]] *= 1e-8
    return replace(net, root=root, p=p)


@benchmark("Weerbaar rank_links and cut_links", CUTS, repeats=1)
def _(smoke: bool) -> Facts:
    net = national(smoke)
    graphs = 32 if smoke else 2_016
    rates = solve_rates(net, simulate_collisions(net, graphs=graphs, seed=1))
    ranked = rank_links(net, rates)
    best = [cut_of(net, cause=link.cause, effect=link.effect) for link in ranked[:10]]
    found = cut_links(net, best, events=graphs, seed=1)
    return {
        "best_share": ranked[0].share,
        "simulated_share": float(-found.impact_change[0, -1] / found.base_impact[-1]),
    }


@benchmark("Weerbaar rank_links", CUTS)
def _(smoke: bool) -> Facts:
    net = national(smoke)
    rates = solve_rates(net, simulate_collisions(net, graphs=32 if smoke else 320, seed=1))
    return {"best_share": rank_links(net, rates)[0].share}
