# SPDX-License-Identifier: EUPL-1.2
"""The verb of the room: simulate a network of risks that set each other off."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor

from weerbaar.cascade.beginnings import consequences, flows_by_root
from weerbaar.cascade.collisions import LARGEST_BY_ROOT, simulate_collisions
from weerbaar.cascade.impact import simulate_impacts
from weerbaar.cascade.network import Network
from weerbaar.cascade.noise import IMPACT_NOISES, ImpactNoise, expected_direct_impact
from weerbaar.cascade.rates import solve_rates
from weerbaar.cascade.result import CascadeSimulation
from weerbaar.cascade.years import simulate_years


def simulate(
    network: Network,
    *,
    years: int,
    events: int,
    seed: int,
    impact_noise: ImpactNoise = "bnra",
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> CascadeSimulation:
    """Return yearly rates, causes, effects and impacts of every risk and intensity.

    Args:
        network: from :func:`~weerbaar.cascade.network_of`.
        years: years of 365 days to count in, at least 1; rates are also given without, from a linear balance.
        events: event graphs per beginning state, at least 2, for impacts as well as (rounded up to a multiple of 32)
            for rates.
        seed: any whole number of at most 64 bits.
        impact_noise: ``bnra``: the uncertainty that the Belgian engine gives to each direct impact; or ``none``.
        executor: who does the work: None = here and now; threads, processes or a Dask client's ``get_executor()``.
        progress: called with the share of the work that is done, from 0 to 1.

    Returns:
        The result. Same seed, input and numbers give the same bytes with any executor.

    Raises:
        ValueError: a number is out of range.
        NoBalanceError: events set each other off so strongly that ``events`` says too little about rates.
    """
    if years < 1 or events < 2:
        raise ValueError("a simulation takes at least 1 year and 2 events")
    if impact_noise not in IMPACT_NOISES:
        raise ValueError(f"impact noise {impact_noise!r} is none of {', '.join(IMPACT_NOISES)}")

    def part(begin: float, end: float) -> Callable[[float], None] | None:
        if progress is None:
            return None
        return lambda share: progress(begin + (end - begin) * share)

    by_root = network.states <= LARGEST_BY_ROOT
    collisions = simulate_collisions(
        network, graphs=events, seed=seed, by_root=by_root, executor=executor, progress=part(0.0, 0.3)
    )
    rates = solve_rates(network, collisions)
    worth = expected_direct_impact(network, impact_noise)
    each = consequences(network, collisions, rates, worth) if by_root else None
    counts = simulate_years(network, years=years, seed=seed, executor=executor, progress=part(0.3, 0.5))
    impacts = simulate_impacts(
        network, events=events, seed=seed, noise=impact_noise, executor=executor, progress=part(0.5, 1.0)
    )
    return CascadeSimulation(
        network=network,
        seed=seed,
        years=years,
        events=events,
        impact_noise=impact_noise,
        rates=rates,
        root_flow=None if each is None else flows_by_root(each.occurrence, rates),
        expected_impact=None if each is None else each.expected_impact,
        expected_impact_se=None if each is None else each.expected_impact_se,
        link_impact=None if each is None else each.link_impact,
        year_counts=counts,
        impacts=impacts,
        direct_impact=worth,
    )
