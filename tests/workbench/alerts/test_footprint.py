# SPDX-License-Identifier: EUPL-1.2
"""Where a draft is received besides where it is meant, worked out once for each draft and each network."""

from __future__ import annotations

import json

import pytest
import shapely

from tests.workbench.alerts.offered import asked_by, offered
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import facts, supplied, supply_verbs
from weerbaar.workbench.alerts.footprint import footprint_of
from weerbaar.workbench.alerts.matter import matter_of
from weerbaar.workbench.alerts.models import SupplyKind
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
    again = footprint_of(use, 0.0)
    assert again is not None
    assert again.served is found.served
    narrower = footprint_of(use, 0.5)
    assert narrower is not None
    assert narrower.outside_km2 < found.outside_km2
    assert shapely.contains(found.served, shapely.Point(4.6, 51.7))
    assert matter_of(row, use).outside_km2 == found.outside_km2


def test_people_where_they_are_known(officer: User, manager: User) -> None:
    supply_verbs.make_up(asked_by(manager), cells=3000, seed=4)
    people = b"x,y,night,day\n99000,413000,5000,4000\n"
    supply_verbs.take_in(asked_by(manager), kind=SupplyKind.POPULATION, name="mensen.csv", content=people)
    found = footprint_of(register_use(offered(officer).use), 0.0)
    assert found is not None
    assert found.reach is not None
    assert 0 < found.reach.reached.low < found.reach.reached.middle < found.reach.reached.high < 5000


def test_worked_out_anew_when_a_map_of_what_cells_serve_is_put_to_use(officer: User, manager: User) -> None:
    supply_verbs.make_up(asked_by(manager), cells=3000, seed=4)
    use = register_use(offered(officer).use)
    before = footprint_of(use, 0.0)
    network = supplied.network()
    assert before is not None
    assert network is not None
    # A cell far from the area serves all of it.
    far = network.cell_id(int(network.y_m.argmax()))
    around = [[4.4, 51.6], [4.8, 51.6], [4.8, 51.8], [4.4, 51.8], [4.4, 51.6]]
    feature = {
        "type": "Feature",
        "properties": {"operator": network.operators[network.operator[network.y_m.argmax()]], "cell": far},
        "geometry": {"type": "Polygon", "coordinates": [around]},
    }
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    supply_verbs.take_in(asked_by(manager), kind=SupplyKind.BEST_SERVER, name="kaart.geojson", content=content)
    after = footprint_of(use, 0.0)
    assert after is not None
    assert after.cells == before.cells + 1
    assert after.outside_km2 > 500 > before.outside_km2


def test_people_that_are_not_counted_yet_are_not_kept_as_unknown(
    officer: User, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    supply_verbs.make_up(asked_by(manager), cells=3000, seed=4)
    people = b"x,y,night,day\n99000,413000,5000,4000\n"
    supply_verbs.take_in(asked_by(manager), kind=SupplyKind.POPULATION, name="mensen.csv", content=people)
    use = register_use(offered(officer).use)
    with monkeypatch.context() as busy:
        busy.setattr(facts, "reach_of", lambda *_: ("loading", None))
        waiting = footprint_of(use, 0.0)
        assert waiting is not None
        assert waiting.reach is None
    found = footprint_of(use, 0.0)
    assert found is not None
    assert found.reach is not None
