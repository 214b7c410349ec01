# SPDX-License-Identifier: EUPL-1.2
"""A file is read before it is kept, and what takes the place of what is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.workbench.alerts.uses import in_region
from tests.workbench.alerts.writing import BORDERS, CONTACTS, POPULATION, SURVEY, asked_by, network_file
from tests.workbench.conftest import MakeUser
from weerbaar.alerting.cells import NetworkError
from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.alerts.models import Supply, SupplyKind
from weerbaar.workbench.alerts.supply_store import place_of
from weerbaar.workbench.alerts.supply_verbs import make_up, put_to_use, take_in
from weerbaar.workbench.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


@pytest.mark.parametrize(
    ("kind", "name", "content", "facts"),
    [
        (SupplyKind.BOUNDARIES, "grenzen.geojson", BORDERS, {"municipalities": 2, "borders": 2}),
        (SupplyKind.POPULATION, "inwoners.csv", POPULATION, {"places": 2, "people": 8000, "by_day": True}),
        (SupplyKind.SURVEY, "onderzoek.csv", SURVEY, {"results": 1, "first": "2025-12-01", "last": "2025-12-01"}),
        (
            SupplyKind.BEST_SERVER,
            "kaart.geojson",
            BORDERS.replace('"statnaam": "Moerdijk"', '"operator": "A"').replace(
                '"statnaam": "Breda"', '"operator": "B"'
            ),
            {"operators": ["A", "B"]},
        ),
    ],
)
def test_what_is_sound_is_kept(
    make_user: MakeUser, kind: SupplyKind, name: str, content: str, facts: dict[str, object]
) -> None:
    supply = take_in(asked_by(make_user(Role.ADMINISTRATOR)), kind=kind, name=name, content=content.encode())
    assert supply.facts == facts
    assert supply.active
    assert place_of(supply).read_text() == content
    assert Entry.objects.get(action="supply.added").details["sha256"] == supply.sha256


def test_contacts_come_on_top_of_the_ones_that_come_along(make_user: MakeUser) -> None:
    request = asked_by(make_user(Role.ADMINISTRATOR))
    supply = take_in(request, kind=SupplyKind.CONTACTS, name="eigen.yaml", content=CONTACTS.encode())
    assert supply.facts["numbers"] > 1
    assert supply.facts["sites"] > 25


def test_what_is_not_sound_is_not_kept(make_user: MakeUser, tmp_path: Path) -> None:
    request = asked_by(make_user(Role.ADMINISTRATOR))
    wrong = "operator,technology,mcc,mnc,ci,azimuth,beam_width,radius,x,y\nA,6G,204,8,-1,0,120,1000,1,2\n"
    with pytest.raises(InputError) as caught:
        take_in(request, kind=SupplyKind.NETWORK, name="fout.csv", content=wrong.encode())
    assert len(caught.value.problems) > 1
    assert {problem.file for problem in caught.value.problems} == {"fout.csv"}
    assert not Supply.objects.exists()
    assert not (tmp_path / "alerts").exists()


def test_a_made_up_network_says_so_also_when_it_is_read_again(make_user: MakeUser) -> None:
    request = asked_by(make_user(Role.ADMINISTRATOR))
    made = make_up(request, cells=600, seed=7)
    again = take_in(request, kind=SupplyKind.NETWORK, name="echt.csv", content=place_of(made).read_bytes())
    for supply in (made, again):
        assert (supply.facts["cells"], supply.facts["synthetic"], supply.facts["seed"]) == (600, True, 7)
    with pytest.raises(NetworkError):
        make_up(request, cells=0, seed=7)


def test_of_borders_the_last_counts_and_of_networks_all(make_user: MakeUser, tmp_path: Path) -> None:
    request = asked_by(make_user(Role.ADMINISTRATOR))
    first = take_in(request, kind=SupplyKind.BOUNDARIES, name="a.geojson", content=BORDERS.encode())
    take_in(request, kind=SupplyKind.BOUNDARIES, name="b.geojson", content=BORDERS.encode())
    for seed in (1, 2):
        take_in(request, kind=SupplyKind.NETWORK, name=f"n{seed}.csv", content=network_file(tmp_path, 300, seed))

    def active() -> set[str]:
        return set(Supply.objects.filter(active=True).values_list("name", flat=True))

    assert active() == {"b.geojson", "n1.csv", "n2.csv"}
    put_to_use(request, first, active=True)
    assert active() == {"a.geojson", "n1.csv", "n2.csv"}
    put_to_use(request, first, active=False)
    assert active() == {"n1.csv", "n2.csv"}


def test_only_who_sets_alerts_up_everywhere(make_user: MakeUser) -> None:
    for user in (make_user(Role.ALERT_OFFICER), in_region(make_user(), Role.ADMINISTRATOR)):
        with pytest.raises(PermissionDenied):
            make_up(asked_by(user), cells=10, seed=1)
