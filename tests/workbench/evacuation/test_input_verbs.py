# SPDX-License-Identifier: EUPL-1.2
"""An input file is kept at a level, logged once, and taken away once; who may not, or errs, leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from tests.workbench.evacuation.places import flood_file, people_file
from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.evacuation import input_verbs
from weerbaar.workbench.evacuation.models import InputFile, Network
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
TABLE = b"place,zone,name\n4301,dorp,Oost\n4302,dorp,West\n"


def test_every_kind_is_kept_with_its_facts_and_logged(request_: HttpRequest, round_: Round, network: Network) -> None:
    mapping = files("weerbaar").joinpath("data/evacuation/evidence/criteria.yaml").read_bytes()
    example = input_verbs.add_example_flood(request_, round_)
    people = input_verbs.add_people(request_, round_, name="mensen.csv", content=people_file())
    places = input_verbs.add_places(request_, round_, network=network, name="postcodes.csv", content=TABLE)
    criteria = input_verbs.add_mapping(request_, round_, name="eigen.yaml", content=mapping)
    assert (example.kind, example.file, example.facts["made_up"]) == ("flood", "", True)
    assert (people.kind, people.facts) == ("people", {"zones": 1, "points": 2, "people": 2500.0})
    assert (places.kind, places.file, places.facts) == ("places", "postcodes.csv", {"places": 2})
    assert (criteria.kind, round_.method in criteria.facts["methods"]) == ("mapping", True)
    assert {row.added_by for row in InputFile.objects.all()} == {request_.user}
    added = Entry.objects.filter(action="evacuation-input.added").order_by("pk")
    assert [entry.details["kind"] for entry in added] == ["flood", "people", "places", "mapping"]
    assert [entry.details["sha256"] for entry in added] == [row.sha256 for row in (example, people, places, criteria)]


def test_places_are_as_confidential_as_their_network(
    request_: HttpRequest, round_: Round, network: Network, analyst: User
) -> None:
    Network.objects.update(level=2)
    network.refresh_from_db()
    User.objects.filter(pk=analyst.pk).update(clearance=2)
    analyst.refresh_from_db()
    made = input_verbs.add_places(request_, round_, network=network, name="postcodes.csv", content=TABLE, level=1)
    assert made.level == 2
    assert input_verbs.add_people(request_, round_, name="m.csv", content=people_file(), level=1).level == 1
    assert input_verbs.add_people(request_, round_, name="m.csv", content=people_file()).level == round_.level


def test_who_may_not_and_what_is_wrong_leave_nothing(
    request_: HttpRequest,
    asking: Callable[[User], HttpRequest],
    make_user: Callable[..., User],
    round_: Round,
    network: Network,
    analyst: User,
) -> None:
    reader = asking(make_user("reader", round_))
    with pytest.raises(PermissionDenied):
        input_verbs.add_flood(reader, round_, files={"depth": ("water.csv", flood_file())})
    with pytest.raises(PermissionDenied):
        input_verbs.add_example_flood(request_, round_, level=analyst.clearance + 1)
    with pytest.raises(InputError) as wrong:
        input_verbs.add_places(
            request_, round_, network=network, name="p.csv", content=b"place,zone\n1,nergens\n1,dorp\n"
        )
    assert len(wrong.value.problems) == 2
    assert not InputFile.objects.exists()
    assert not Entry.objects.filter(action="evacuation-input.added").exists()


def test_a_file_is_taken_away_once(
    request_: HttpRequest,
    asking: Callable[[User], HttpRequest],
    make_user: Callable[..., User],
    round_: Round,
    flood: InputFile,
) -> None:
    with pytest.raises(PermissionDenied):
        input_verbs.remove_input(asking(make_user("reader", round_)), round_, flood)
    first = input_verbs.remove_input(request_, round_, flood).removed
    assert first is not None
    assert input_verbs.remove_input(request_, round_, flood).removed == first
    assert Entry.objects.filter(action="evacuation-input.removed").count() == 1
