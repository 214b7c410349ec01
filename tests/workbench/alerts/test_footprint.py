# SPDX-License-Identifier: EUPL-1.2
"""Where a draft is received besides where it is meant, worked out once for each draft and each network."""

from __future__ import annotations

import pytest
import shapely

from tests.workbench.alerts.offered import asked_by, offered
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import supply_verbs
from weerbaar.workbench.alerts.footprint import footprint_of
from weerbaar.workbench.alerts.matter import matter_of
from weerbaar.workbench.alerts.uses import register_use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


def test_without_cells_nothing_is_known(officer: User) -> None:
    assert footprint_of(register_use(offered(officer).use), 0.0) is None


def test_numbers_and_what_is_drawn(officer: User, manager: User) -> None:
    supply_verbs.make_up(asked_by(manager), cells=3000, seed=4)
    row = offered(officer)
    use = register_use(row.use)
    found = footprint_of(use, 0.0)
    assert found is not None
    assert found.area_km2 == pytest.approx(28.2, abs=0.3)
    assert found.cells > 0
    assert found.outside_km2 > 10
    assert found.synthetic
    assert found.reach is None
    assert footprint_of(use, 0.0) is found
    narrower = footprint_of(use, 0.5)
    assert narrower is not None
    assert narrower.outside_km2 < found.outside_km2
    assert shapely.contains(found.served, shapely.Point(4.6, 51.7))
    assert matter_of(row, use).outside_km2 == found.outside_km2


def test_people_where_they_are_known(officer: User, manager: User) -> None:
    supply_verbs.make_up(asked_by(manager), cells=3000, seed=4)
    people = b"x,y,night,day\n99000,413000,5000,4000\n"
    from weerbaar.workbench.alerts.models import SupplyKind

    supply_verbs.take_in(asked_by(manager), kind=SupplyKind.POPULATION, name="mensen.csv", content=people)
    found = footprint_of(register_use(offered(officer).use), 0.0)
    assert found is not None
    assert found.reach is not None
    assert 0 < found.reach.reached.low < found.reach.reached.middle < found.reach.reached.high < 5000
