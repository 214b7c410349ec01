# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from weerbaar.alerting.area import read_area
from weerbaar.alerting.cells import curve, made_up_network, select, touch
from weerbaar.cli.alert.network import cells_2g, selection_of


def test_only_2g_cells_go_to_a_controller_of_base_stations() -> None:
    network, area = made_up_network(3000, 1), read_area("52.09,5.12 5 km")
    selection, outside = selection_of(network, area, 0.5)
    wanted = select(network, area, 0.5)
    assert cells_2g(selection) == tuple(network.cell_id(int(c)) for c in wanted.cells if network.technology[c] == 0)
    assert len(cells_2g(selection)) < len(wanted.cells)
    assert outside == curve(touch(network, area), None, (0.5,)).points[0].outside_km2
