# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from weerbaar.evacuation.demand import departures_of
from weerbaar.evacuation.network import read_instance


def test_everybody_of_an_instance_leaves_by_its_curve(shared: Path) -> None:
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / "nl_zeeland.json")
    gone = departures_of(instance)
    assert gone.total_veh == pytest.approx(97_847, abs=1)
    assert gone.people == pytest.approx(97_847 * 2.5, abs=3)
    share = gone.released_veh.sum(1) / gone.total_veh
    np.testing.assert_allclose(share, instance.share_released, atol=1e-12)
