# SPDX-License-Identifier: EUPL-1.2
"""A study is kept small, and comes back as exact as it is kept."""

from __future__ import annotations

import numpy as np
import pytest

from tests.workbench.evacuation.places import VEHICLES, village_file
from weerbaar.evacuation.study import Settings, make_study, study_dict
from weerbaar.workbench.evacuation.leaving import departures_of
from weerbaar.workbench.evacuation.reading import read_upload
from weerbaar.workbench.evacuation.study_run import Quantised, Work, Worked, run
from weerbaar.workbench.jobs.objects import from_bytes


@pytest.mark.parametrize("routing", ["instantaneous", "managed"])
def test_a_study_comes_back(routing: str) -> None:
    kept = read_upload("dorp.json", village_file())[0]
    work = Work(kept.network, departures_of("plan", {}, kept), Settings(routing=routing, bin_s=300.0))  # type: ignore[arg-type]
    seen: list[float] = []
    content = run(work, seen.append)
    assert content == run(work, lambda share: None)
    worked = from_bytes(content)
    assert isinstance(worked, Worked)
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1.0)
    direct = make_study(kept.network, work.departures, work.settings)
    back = worked.study(kept.network)
    assert worked.result == study_dict(direct)
    for name in ("waiting_veh", "on_link_veh", "queued_veh", "entered_veh"):
        there = getattr(direct.outcome, name)
        # Half a step of each bin: 1,000 vehicles in 65,535 steps.
        most = VEHICLES / 65535 * len(there)
        assert np.abs(getattr(back.outcome, name) - there).max() <= most, name
    assert np.array_equal(back.outcome.arrived_veh, direct.outcome.arrived_veh)
    assert back.outcome.clearance() == direct.outcome.clearance()
    assert (back.plan is None) == (routing != "managed")


def test_numbers_are_off_by_half_a_step_at_most() -> None:
    values = np.array([0.0, 0.1, 12.34, 655.35])
    found = Quantised.of(values)
    assert found.steps.dtype == np.uint16
    assert np.abs(found.values() - values).max() <= found.step / 2 + 1e-12
    assert Quantised.of(np.zeros(3)).values().tolist() == [0, 0, 0]
