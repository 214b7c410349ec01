# SPDX-License-Identifier: EUPL-1.2
"""What the page says of cells: how many, what a share trades, and the drawing of that."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.workbench.alerts.writing import POPULATION, SQUARE, asked_by, network_file
from tests.workbench.conftest import MakeUser
from weerbaar.alerting.area import Area, read_area
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.alerts import facts
from weerbaar.workbench.alerts.models import SupplyKind
from weerbaar.workbench.alerts.reaching import cells_for
from weerbaar.workbench.alerts.supply_verbs import take_in

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 12, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))


def test_cells_from_nothing_to_people(tmp_path: Path, settings: Any, make_user: MakeUser) -> None:
    settings.DATA = tmp_path
    request, area = asked_by(make_user(Role.ADMINISTRATOR)), read_area(SQUARE)
    nothing = cells_for(area, 0.0, NOON, 1)
    assert (nothing.state, nothing.waiting) == ("none", False)
    take_in(request, kind=SupplyKind.NETWORK, name="n.csv", content=network_file(tmp_path))
    assert cells_for(Area(Text(nl="")), 0.0, NOON, 1, 30).state == "no-area"
    line = Area(Text(nl=""), (((51.6, 4.5), (51.6, 4.6), (51.6, 4.5)),))
    assert cells_for(line, 0.0, NOON, 1, 30).refused is not None

    every = cells_for(area, 0.0, NOON, 1, 30)
    assert (every.state, every.people, every.cells.real) == ("ready", "none", False)
    assert every.selection is not None
    assert sum(count for _, count in every.counts) == len(every.selection.cells) > 10
    half = cells_for(area, 0.5, NOON, 1, 30)
    assert half.point is not None
    assert every.point is not None
    assert half.point.least_share == 0.5
    assert half.point.cells == len(half.selection.cells) < every.point.cells  # type: ignore[union-attr]
    assert half.point.outside_km2 < every.point.outside_km2
    assert [point.least_share for point in every.table] == pytest.approx([step / 10 for step in range(11)])

    take_in(request, kind=SupplyKind.POPULATION, name="p.csv", content=POPULATION.encode())
    facts.loaded(facts.active(SupplyKind.POPULATION), 30)  # type: ignore[arg-type]
    known = cells_for(area, 0.0, NOON, 1, 60)
    assert (known.people, known.waiting) == ("ready", False)
    assert [len(figures) for _, figures in known.rows] == [3] * 5


def test_the_curve_is_drawn_for_the_share_that_was_chosen(tmp_path: Path, settings: Any, make_user: MakeUser) -> None:
    settings.DATA = tmp_path
    request = asked_by(make_user(Role.ADMINISTRATOR))
    take_in(request, kind=SupplyKind.NETWORK, name="n.csv", content=network_file(tmp_path))
    figure = cells_for(read_area(SQUARE), 0.25, NOON, 1, 30).figure
    assert figure is not None
    assert figure.width == 360
    assert "gekozen deel: 25%" in figure.svg
    assert len(figure.table.rows) == 21
