# SPDX-License-Identifier: EUPL-1.2
"""What the page says of cells: how many, what a share trades, and the drawing of that."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from tests.workbench.alerts.writing import POPULATION, SQUARE, asked_by, network_file
from tests.workbench.conftest import MakeUser
from weerbaar.alerting.area import Area, read_area
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.alerts import facts
from weerbaar.workbench.alerts.models import SupplyKind
from weerbaar.workbench.alerts.reaching import _round_up, cells_for
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


def test_the_drawing_stands_within_a_strict_policy(tmp_path: Path, settings: Any, make_user: MakeUser) -> None:
    settings.DATA = tmp_path
    request = asked_by(make_user(Role.ADMINISTRATOR))
    take_in(request, kind=SupplyKind.NETWORK, name="n.csv", content=network_file(tmp_path))
    svg = cells_for(read_area(SQUARE), 0.25, NOON, 1, 30).drawing
    root = ElementTree.fromstring(svg)
    assert root.attrib["aria-label"]
    assert all("style" not in element.attrib for element in root.iter())
    lines = [element for element in root.iter() if element.tag.endswith("polyline")]
    assert [len(line.attrib["points"].split()) for line in lines] == [21, 21]
    for line in lines:
        for pair in line.attrib["points"].split():
            x, y = map(float, pair.split(","))
            assert 0 <= x <= 560
            assert 0 <= y <= 250


@pytest.mark.parametrize(("km2", "top"), [(0, 1), (0.03, 0.04), (1, 1), (1132, 2000), (900, 1000), (747, 800)])
def test_the_top_of_the_axis(km2: float, top: float) -> None:
    assert _round_up(km2) == pytest.approx(top)
