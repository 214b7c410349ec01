# SPDX-License-Identifier: EUPL-1.2
"""The bound: against closed forms, against an exact LP, and its proofs added up anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from tests.evacuation.flow.timed_nets import FORD_FULKERSON, ZIG_ZAG, at_once, cases, lp_out_by, timed
from weerbaar.base import WeerbaarError
from weerbaar.evacuation.demand import Departures, departures_of
from weerbaar.evacuation.flow import Bound, bound, certified_veh, optimum
from weerbaar.evacuation.flow.bounding import bottlenecks
from weerbaar.evacuation.network import RoadNetwork, read_instance


def proven(network: RoadNetwork, departures: Departures, **more: object) -> Bound:
    """The bound, after its proofs have been added up."""
    found = bound(network, departures, **more)  # type: ignore[arg-type]
    total = departures.total_veh
    assert certified_veh(network, departures, found.certificate) < total
    assert found.certificate.horizon_s == found.quickest_s
    assert np.all(np.diff(found.out_by_veh) >= 0)
    assert found.out_by_veh[-1] == total
    for moment, out, certificate in zip(found.times_s, found.out_by_veh, found.certificates, strict=True):
        assert certificate.horizon_s >= moment
        assert out == pytest.approx(min(certified_veh(network, departures, certificate), total), rel=1e-12)
    return found


def test_the_known_cut_set_takes_fifty_hours() -> None:
    links = [(f"o{at}", "t", 0.0, 1500 / 3600) for at in range(4)]
    network = timed(links, {"t": np.inf})
    found = bound(network, at_once(network, {f"o{at}": 75_000.0 for at in range(4)}))
    assert found.quickest_s / 3600 == pytest.approx(50, abs=1e-4)
    assert found.out_by_veh[[0, 9, 48]] == pytest.approx([6000, 60_000, 294_000], abs=1)
    assert {(b.kind, b.number) for b in found.bottlenecks} == {("road", at) for at in range(4)}
    assert all(b.hours == pytest.approx(50, abs=1e-3) for b in found.bottlenecks)
    doubled = bound(network.with_capacity(network.capacity_veh_s * 2), at_once(network, {"o0": 75_000.0}), start=found)
    assert doubled.quickest_s / 3600 == pytest.approx(25, abs=1e-4)


def test_ford_and_fulkersons_example_in_whole_steps() -> None:
    """A step that begins at T ends at T + 1: what is out by step T is out by the moment T + 1."""
    network = timed(FORD_FULKERSON, {"t": np.inf})
    found = proven(network, at_once(network, {"s": 100.0}), bin_s=1.0)
    assert found.out_by_veh[3:11] == pytest.approx([2, 6, 11, 16, 21, 26, 31, 36], abs=0.02)


@pytest.mark.parametrize(("vehicles", "steps"), [(10, 5), (25, 8), (50, 13), (100, 23)])
def test_quickest_for_ford_and_fulkersons_units(vehicles: float, steps: int) -> None:
    """The published whole step is the first one by whose end the continuous optimum is through."""
    network = timed(FORD_FULKERSON, {"t": np.inf})
    assert np.ceil(bound(network, at_once(network, {"s": vehicles}), bin_s=1.0).quickest_s - 1e-3) == steps + 1


def test_zig_zag() -> None:
    network = timed(ZIG_ZAG, {"t": np.inf})
    found = proven(network, at_once(network, {"s": 40.0}), bin_s=1.0)
    assert found.out_by_veh[1:7] == pytest.approx([2, 3, 4, 6, 8, 10], abs=0.01)


def test_merge_is_out_when_the_narrow_road_has_carried_all() -> None:
    network = timed([("a", "m", 0, 1500 / 3600), ("b", "m", 0, 1500 / 3600), ("m", "t", 0, 1800 / 3600)], {"t": np.inf})
    ready = Departures(np.array([0, 2]), np.array([0.0, 3600.0]), np.array([[0.0, 0.0], [1500.0, 1500.0]]), np.ones(2))
    assert network.node_ids[2] == "b"
    assert proven(network, ready).quickest_s / 3600 == pytest.approx(1.66667, abs=1e-4)


@settings(max_examples=12)
@given(cases())
def test_the_pattern_is_the_optimum_of_an_exact_lp(case: tuple[RoadNetwork, Departures]) -> None:
    network, departures = case
    found = proven(network, departures, bin_s=1.0)
    for at in {0, 3, len(found.times_s) // 2, len(found.times_s) - 1}:
        if at < min(len(found.times_s), 16):
            best = lp_out_by(network, departures, at + 1)
            assert best - 1e-6 <= found.out_by_veh[at] <= best + 0.05


@settings(max_examples=15)
@given(cases())
def test_no_flow_beats_the_bound(case: tuple[RoadNetwork, Departures]) -> None:
    network, departures = case
    assert bound(network, departures, bin_s=1.0).quickest_s <= optimum(network, departures).clearance_s + 1e-6


def test_roads_without_limit_count_for_nothing() -> None:
    network = timed([("a", "b", 7.3, np.inf), ("b", "t", 11.1, np.inf)], {"t": np.inf})
    departures = at_once(network, {"a": 30.0})
    found = proven(network, departures, bin_s=5.0)
    assert found.quickest_s == pytest.approx(18.4, abs=0.01)
    assert found.out_by_veh == pytest.approx([0, 0, 0, 30])


def test_an_exit_without_limit_takes_the_best_start_though_its_moment_is_a_rounding_off() -> None:
    """Layers of 3/11 s: 55 of them are a hair less than the 15 s that the pattern is about."""
    links = [
        ("a", "d", 1, 3), ("d", "a", 1, 3), ("a", "b", 3, 1), ("a", "c", 1, 1),
        ("b", "c", 5, 2), ("c", "d", 2, 2), ("a", "c", 4, 2), ("a", "d", 2, 2),
    ]  # fmt: skip
    network = timed(links, {"c": 1.0, "b": np.inf})
    nodes = np.array([network.node_number[name] for name in "cad"], np.int64)
    released = np.array([[0, 3, 0], [3, 5, 4], [8, 5, 5], [15, 9, 9], [18, 15, 10]], float)
    departures = Departures(nodes, np.array([0.0, 2.0, 6.0, 8.0, 9.0]), released, np.ones(3))
    found = proven(network, departures, bin_s=3.0)
    best = [lp_out_by(network, departures, round(moment)) for moment in found.times_s]
    assert found.out_by_veh == pytest.approx(best, abs=0.01)


def test_an_evacuation_of_years_in_short_bins_is_refused_at_once() -> None:
    """Capacities a thousand times too small: the pattern would have 100,000 moments."""
    network = timed([("a", "t", 60, 1 / 3600)], {"t": np.inf})
    with pytest.raises(WeerbaarError) as error:
        bound(network, at_once(network, {"a": 100_000.0}))
    assert "meer dan 2.000 tijdvakken van 3.600 s" in error.value.render("nl")
    assert "Controleer de capaciteit" in error.value.render("nl")
    months = bound(network, at_once(network, {"a": 100_000.0}), bin_s=30 * 86_400.0)
    assert months.quickest_s / 3600 == pytest.approx(100_000, rel=1e-4)


def test_nobody_leaves_at_once() -> None:
    network = timed([("a", "t", 5, 1)], {"t": 1})
    found = bound(network, at_once(network, {"a": 0.0}))
    assert found.quickest_s == 0
    assert found.bottlenecks == ()
    assert len(found.times_s) == 0


def test_exits_are_passed_through() -> None:
    """The near exit takes little; the rest drives on past it."""
    network = timed([("a", "near", 10, 3), ("near", "far", 10, 2)], {"near": 1.0, "far": np.inf})
    found = proven(network, at_once(network, {"a": 300.0}), bin_s=10.0)
    # Near takes 1/s from 10 s on, far 2/s from 20 s on: T - 10 + 2 (T - 20) = 300.
    assert found.quickest_s == pytest.approx(350 / 3, abs=0.01)
    assert {b.name for b in bottlenecks(network, found.certificate)} >= {"near"}


def test_a_closed_road_is_resolved_from_the_bound_before() -> None:
    network = timed([("a", "t", 60, 2), ("a", "b", 60, 1), ("b", "t", 120, 1)], {"t": np.inf})
    departures = at_once(network, {"a": 3000.0})
    open_roads = bound(network, departures, bin_s=300.0)
    closed = network.with_capacity(np.array([0.0, 1.0, 1.0]))
    again = bound(closed, departures, bin_s=300.0, start=open_roads)
    assert open_roads.quickest_s == pytest.approx(1100, abs=0.1)
    assert again.quickest_s == pytest.approx(3180, abs=0.1)
    assert again.quickest_s == pytest.approx(bound(closed, departures, bin_s=300.0).quickest_s, abs=0.1)


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("single", 5.5833),
        ("grid11x11_200k", 14.435),
        pytest.param("anaheim200k", 7.959, marks=pytest.mark.thorough),
        pytest.param("chicago500k", 14.169, marks=pytest.mark.thorough),
        pytest.param("nl_coast", 43.106, marks=pytest.mark.thorough),
        pytest.param("nl_zeeland", 18.784, marks=pytest.mark.thorough),
    ],
)
def test_instances(shared: Path, name: str, hours: float) -> None:
    """Sandwiched: the proof from below, a flow that can be driven from above."""
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / f"{name}.json")
    departures = departures_of(instance)
    found = proven(instance.network, departures)
    assert found.quickest_s / 3600 == pytest.approx(hours, abs=0.01)
    plan = optimum(instance.network, departures)
    assert found.quickest_s <= plan.clearance_s <= found.quickest_s * 1.03
    out = np.interp(
        found.times_s, np.arange(len(plan.exit_veh) + 1) * plan.layer_s, [0, *plan.exit_veh.sum(1).cumsum()]
    )
    assert np.all(out <= found.out_by_veh + 1e-6)
