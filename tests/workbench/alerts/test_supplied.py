# SPDX-License-Identifier: EUPL-1.2
"""The cells behind a channel: their names, where they serve, and what says that they changed."""

from __future__ import annotations

import pytest
import shapely

from tests.workbench.alerts.offered import asked_by
from weerbaar.alerting.area import rd_plane
from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import facts, supplied, supply_verbs
from weerbaar.workbench.alerts.models import Supply, SupplyKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


def test_names_and_places(manager: User) -> None:
    assert supplied.network() is None
    assert supplied.population() is None
    assert supplied.stamp() == ""
    supply = supply_verbs.make_up(asked_by(manager), cells=200, seed=4)
    network = supplied.network_of(supply)
    assert supplied.network() is network
    names = supplied.names_2g(supply)
    assert len(names) == int((network.technology == 0).sum()) > 0
    places = supplied.places_of(supply, [names[0], "204-99-1-1"])
    assert list(places) == [names[0]]
    cell = network.place_of()[names[0]]
    x, y = shapely.get_coordinates(rd_plane().to_metres(shapely.Point(places[names[0]])))[0]
    away = ((x - network.x_m[cell]) ** 2 + (y - network.y_m[cell]) ** 2) ** 0.5
    assert away <= 0.26 * network.radius_m[cell]
    assert supplied.places_of(supply, []) == {}
    assert supply.sha256 in supplied.stamp()


def test_a_file_that_is_gone() -> None:
    gone = Supply.objects.create(kind="network", name="weg.csv", sha256="0" * 64, size=1)
    with pytest.raises(InputError):
        supplied.network_of(gone)


def test_people_that_are_still_being_read_are_not_taken_for_nobody(
    manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = b"x,y,night,day\n99000,413000,5000,4000\n"
    supply_verbs.take_in(asked_by(manager), kind=SupplyKind.POPULATION, name="mensen.csv", content=people)
    monkeypatch.setattr(facts, "loaded", lambda *_: None)
    with pytest.raises(supplied.NotReadError, match=r"mensen\.csv"):
        supplied.population()
