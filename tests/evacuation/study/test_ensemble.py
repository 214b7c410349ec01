# SPDX-License-Identifier: EUPL-1.2
"""An ensemble: the same bytes whoever does the work, a closed form in every draw, and every strategy."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from tests.evacuation.demand.crossroads import crossroads, demand_of
from tests.evacuation.study.two_ways import NETWORK, leaving
from weerbaar.base import Point
from weerbaar.evacuation.simulation import Closure, MeasureError
from weerbaar.evacuation.study import (
    HOURS,
    ROUTINGS,
    Ensemble,
    Settings,
    StudyError,
    Uncertainty,
    make_ensemble,
    make_study,
)
from weerbaar.evacuation.study.uncertainty import shipped_uncertainty

SHORT = Settings(routing="instantaneous", bin_s=600)


def certain(**stated: float) -> Uncertainty:
    """Roads of which everything is known: as usual, but for what is stated."""
    usual = {"discipline": 1.0, "weather_capacity": 1.0, "weather_speed": 1.0, "incidents_per_million_veh_km": 0.0}
    shipped = shipped_uncertainty()
    return shipped.model_copy(
        update={
            name: getattr(shipped, name).model_copy(update={"range": Point(value=value)})
            for name, value in (usual | stated).items()
        }
    )


@contextmanager
def pool(kind: str) -> Iterator[Executor]:
    if kind != "dask":
        with (ProcessPoolExecutor if "process" in kind else ThreadPoolExecutor)(2) as executor:
            yield executor
        return
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=1, threads_per_worker=2, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        Client(cluster) as client,
        client.get_executor() as executor,
    ):
        yield executor


def everything(found: Ensemble) -> dict[str, bytes]:
    columns = [one.name for one in fields(found) if isinstance(getattr(found, one.name), np.ndarray)]
    assert len(columns) == 14
    return {name: getattr(found, name).tobytes() for name in columns} | {"record": found.record.id.encode()}


def plain(members: int = 19, executor: Executor | None = None) -> Ensemble:
    return make_ensemble(NETWORK, leaving(2000), SHORT, members, 5, executor)


@pytest.mark.parametrize("kind", ["two threads", "two processes", "dask"])
def test_the_same_bytes_with_any_executor(kind: str) -> None:
    with pool(kind) as executor:
        assert everything(plain(executor=executor)) == everything(plain())


def test_another_seed_is_another_ensemble_and_more_members_keep_the_first() -> None:
    few, more = plain(9), plain(19)
    assert more.t90_h[:9].tolist() == few.t90_h.tolist()
    other = make_ensemble(NETWORK, leaving(2000), SHORT, 9, 6)
    assert not np.any(other.t90_h == few.t90_h)
    assert len({*few.t90_h.tolist()}) == 9


def test_without_what_is_not_known_of_the_roads_a_member_is_a_study() -> None:
    network = NETWORK
    found = make_ensemble(network, leaving(2000), Settings(routing="nearest", bin_s=600), 4, 1, uncertainty=certain())
    assert found.incidents.tolist() == [0] * 4
    assert found.capacity.tolist() == [1.0] * 4
    for at in range(4):
        same = make_study(
            network,
            leaving(found.total_veh[at]),
            Settings(routing="nearest", bin_s=600, with_bound=False),
        ).outcome
        assert found.out_veh[: len(same.times_s), at] == pytest.approx(same.out_veh, abs=1e-6)
        assert found.last_h[at] == pytest.approx(same.clearance().last_h)


def test_capacity_decides_a_bottleneck_in_every_draw() -> None:
    """One way of 1,500 veh/h: all but the last out after vehicles / (1,500 x factor), and the road's free time."""
    found = make_ensemble(
        NETWORK,
        leaving(3000),
        Settings(routing="nearest", bin_s=600),
        24,
        2,
        uncertainty=shipped_uncertainty().model_copy(
            update={"incidents_per_million_veh_km": certain().incidents_per_million_veh_km}
        ),
    )
    assert np.ptp(found.capacity) > 0.05
    assert found.last_h == pytest.approx((found.total_veh - 1) / 1500 / found.capacity, abs=0.03)


def test_incidents_make_it_later_and_never_quicker() -> None:
    settings = Settings(routing="nearest", bin_s=600)
    usual, troubled = (
        make_ensemble(NETWORK, leaving(3000), settings, 12, 3, uncertainty=certain(incidents_per_million_veh_km=rate))
        for rate in (0.0, 90.0)
    )
    assert usual.total_veh.tolist() == troubled.total_veh.tolist()
    assert troubled.incidents.sum() > 0
    late = troubled.last_h - usual.last_h
    assert np.all(late > -0.01)
    assert np.all(np.abs(late[troubled.incidents == 0]) < 1e-9)
    assert late[troubled.incidents > 0].max() > 0.1


@pytest.mark.parametrize("routing", ROUTINGS)
def test_every_way_of_choosing_roads(routing) -> None:
    found = make_ensemble(NETWORK, leaving(2000), Settings(routing=routing, bin_s=600), 6, 4)
    assert found.out_veh.shape == found.departed_veh.shape == (len(found.times_s), 6)
    assert found.out_veh[-1] == pytest.approx(found.total_veh)
    assert np.all(np.diff(found.out_veh, axis=0) >= -1e-9)
    assert np.all(found.out_veh <= found.departed_veh + 1e-6)
    assert found.exit_veh.sum(0) == pytest.approx(found.total_veh)
    hours = np.stack([getattr(found, name) for name in HOURS])
    assert np.all(np.diff(hours, axis=0) >= 0)


def test_people_by_place_stay_or_go(tmp_path: Path) -> None:
    network = crossroads()
    text = "schema: 1\nname: proef\nhour: 12\nseason: summer\nzones:\n  - {zone: west, residents: 1500}\n"
    found = make_ensemble(network, demand_of(tmp_path, text, network), SHORT, 8, 1)
    assert found.people == pytest.approx(1500)
    assert np.ptp(found.going) > 0.02
    assert np.all(found.going < 0.9)
    assert "proef" in str(found.record.settings)


def test_known_measures_hold_in_every_member() -> None:
    found = make_ensemble(NETWORK, leaving(500), replace(SHORT, measures=(Closure(link="a>x"),)), 4, 1)
    x, y = (np.flatnonzero(NETWORK.exits == NETWORK.node_number[name])[0] for name in ("x", "y"))
    assert found.exit_veh[x] == pytest.approx(0)
    assert found.exit_veh[y] == pytest.approx(found.total_veh)


def test_progress_is_told() -> None:
    told: list[float] = []
    make_ensemble(NETWORK, leaving(100), SHORT, 19, 1, progress=told.append)
    assert told == pytest.approx([8 / 19, 16 / 19, 1.0])


def test_refuses_what_cannot_be() -> None:
    with pytest.raises(StudyError, match="two or more"):
        make_ensemble(NETWORK, leaving(100), SHORT, 1, 1)
    with pytest.raises(StudyError, match="two or more"):
        make_ensemble(NETWORK, leaving(100), SHORT, 5, -1)
    with pytest.raises(StudyError, match="nobody"):
        make_ensemble(NETWORK, leaving(0), SHORT, 5, 1)
    with pytest.raises(StudyError, match="teleport"):
        make_ensemble(NETWORK, leaving(100), Settings(routing="teleport"), 5, 1)  # type: ignore[arg-type]
    with pytest.raises(MeasureError, match="nowhere"):
        make_ensemble(NETWORK, leaving(100), replace(SHORT, measures=(Closure(link="nowhere"),)), 5, 1)
