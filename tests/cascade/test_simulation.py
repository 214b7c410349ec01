# SPDX-License-Identifier: EUPL-1.2
"""The whole simulation: three ways to the same rates, and the same bytes whoever does the work."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields, is_dataclass

import numpy as np
import pytest

from tests.cascade.networks import synthetic_network, tangle
from weerbaar.cascade import CascadeSimulation, Network, enumerate_graphs, simulate, simulation


def everything(result: object) -> list[tuple[str, bytes]]:
    """Every array and number of a result, by name; of the network nothing."""
    found = []
    for field in fields(result):  # type: ignore[arg-type]
        value = getattr(result, field.name)
        if is_dataclass(value):
            found += [] if isinstance(value, Network) else everything(value)
        else:
            found.append((field.name, value.tobytes() if isinstance(value, np.ndarray) else pickle.dumps(value)))
    return found


def run(executor: Executor | None = None, **changes: object) -> CascadeSimulation:
    numbers: dict[str, object] = {"years": 3_000, "events": 64, "seed": 11, **changes}
    network = synthetic_network(40, actors=4, effects=6.0)
    return simulate(network, executor=executor, **numbers)  # type: ignore[arg-type]


@contextmanager
def dask_executor() -> Iterator[Executor]:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=1, threads_per_worker=2, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        Client(cluster) as client,
        client.get_executor() as executor,
    ):
        yield executor


@contextmanager
def pool(kind: str) -> Iterator[Executor]:
    if kind == "dask":
        with dask_executor() as executor:
            yield executor
    else:
        workers = {"one thread": 1, "three threads": 3, "two processes": 2}[kind]
        with (ProcessPoolExecutor if "process" in kind else ThreadPoolExecutor)(workers) as executor:
            yield executor


@pytest.fixture(scope="module")
def alone() -> list[tuple[str, bytes]]:
    return everything(run())


@pytest.mark.parametrize("kind", ["one thread", "three threads", "two processes", "dask"])
def test_same_bytes_with_any_executor(kind: str, alone: list[tuple[str, bytes]]) -> None:
    with pool(kind) as executor:
        other = everything(run(executor))
    assert [name for name, _ in other] == [name for name, _ in alone]
    assert [name for (name, a), (_, b) in zip(other, alone, strict=True) if a != b] == []
    assert len(alone) > 25


def test_another_seed_gives_other_numbers_and_the_same_seed_the_same(alone: list[tuple[str, bytes]]) -> None:
    assert everything(run()) == alone
    again = run(seed=12)
    assert np.any(again.rates.rate != run().rates.rate)
    assert np.any(again.year_counts.counts != run().year_counts.counts)


def test_enumeration_balance_and_counted_years_agree_below_the_bound() -> None:
    found = simulate(tangle(), years=50_000, events=10_000, seed=6)
    exact = enumerate_graphs(tangle(), impact_noise="bnra")
    rates, counted = found.rates, found.year_counts
    assert np.all(np.abs(rates.rate - exact.rate) <= 4 * rates.rate_se + 1e-9)
    assert np.all(np.abs(counted.rate - exact.rate) <= 4 * counted.rate_se)
    assert np.all(exact.rate <= rates.bound * (1 + 1e-12))
    assert np.all(np.abs(found.impacts.mean - exact.mean_impact) <= 4 * found.impacts.se + 1e-9)


def test_on_a_national_catalogue_counted_years_agree_with_the_balance() -> None:
    network = synthetic_network()
    assert network.states == 354
    assert 4_400 < len(network.effects) < 5_000
    found = simulate(network, years=200_000, events=320, seed=1)
    rates, counted = found.rates, found.year_counts
    seen = rates.rate > 0.0
    z = (counted.rate - rates.rate)[seen] / np.hypot(counted.rate_se, rates.rate_se)[seen]
    assert abs(z.mean()) < 0.25
    assert 0.85 < z.std() < 1.15
    assert np.max(np.abs(z)) < 4.5
    # What 200,000 years do not show is known to a few per cent from 320 event graphs per beginning.
    assert np.min(rates.rate[seen]) < 1e-3
    assert np.max(rates.rate_se[seen] / rates.rate[seen]) < 0.05


def test_progress_goes_from_the_beginning_to_the_end() -> None:
    heard: list[float] = []
    run(progress=heard.append)
    assert heard == sorted(heard)
    assert heard[0] > 0.0
    assert heard[-1] == pytest.approx(1.0)


def test_a_large_network_leaves_root_causes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run()
    monkeypatch.setattr(simulation, "LARGEST_BY_ROOT", 100)
    without = run()
    assert whole.root_flow is not None
    assert without.root_flow is None
    assert without.expected_impact is without.expected_impact_se is None
    np.testing.assert_allclose(without.rates.rate, whole.rates.rate, rtol=1e-12)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"years": 0}, "at least 1 year"),
        ({"events": 1}, "2 events"),
        ({"impact_noise": "loud"}, "'loud' is none of bnra, none"),
    ],
)
def test_numbers_out_of_range_are_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        run(**changes)
