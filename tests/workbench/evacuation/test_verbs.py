# SPDX-License-Identifier: EUPL-1.2
"""Every change is checked, allowed and logged; nothing half is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from tests.workbench.evacuation.places import village_file
from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.evacuation import verbs
from weerbaar.workbench.evacuation.measures import stored
from weerbaar.workbench.evacuation.models import Network, Plan, Question
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import StaleVersionError

pytestmark = pytest.mark.django_db
Asking = Callable[[User], HttpRequest]


def test_networks_are_taken_up_once_they_are_sound(round_: Round, analyst: User, asking: Asking) -> None:
    request = asking(analyst)
    row = verbs.add_network(request, round_, name="dorp.json", content=village_file())
    assert (row.nodes, row.links, row.exits, row.zones, row.vehicles) == (3, 3, 2, 1, 1000.0)
    with pytest.raises(InputError):
        verbs.add_network(request, round_, name="dorp.json", content=village_file(links=[]))
    example = verbs.add_example(request, round_, example="zeeland")
    assert example.vehicles is None
    assert example.zones > 5
    verbs.remove_network(request, round_, row)
    assert Network.objects.get(pk=row.pk).removed is not None
    actions = list(Entry.objects.filter(action__startswith="evacuation").values_list("action", flat=True))
    assert sorted(actions) == ["evacuation-network.added"] * 2 + ["evacuation-network.removed"]


def test_every_mistake_in_a_plan_at_once(round_: Round, analyst: User, asking: Asking, network: Network) -> None:
    with pytest.raises(InputError) as found:
        verbs.save_plan(
            asking(analyst), round_, network=network, name=" ", routing="vliegen", bin_min=0, horizon_h=300.0,
            scenario="nergens", measures=[stored("closure", "x")], demand={"people": {"elders": 5.0}},
        )  # fmt: skip
    fields = {problem.field for problem in found.value.problems}
    assert {"name", "routing", "bin_min", "horizon_h", "scenario"} <= fields
    assert len(found.value.problems) == 7
    assert not Plan.objects.exists()


def test_a_plan_is_no_less_confidential_than_its_network(
    round_: Round, analyst: User, asking: Asking, network: Network
) -> None:
    Network.objects.filter(pk=network.pk).update(level=1)
    network.refresh_from_db()
    with pytest.raises(InputError, match="no less confidential"):
        verbs.save_plan(asking(analyst), round_, network=network, name="Plan", level=0)
    with pytest.raises(PermissionDenied):
        verbs.save_plan(asking(analyst), round_, network=network, name="Plan", level=4)


def test_what_if_gives_one_variant_for_one_question(round_: Round, plan: Plan, analyst: User, asking: Asking) -> None:
    made, job = verbs.make_variant(asking(analyst), round_, plan, kind="contraflow", link="1")
    again, same = verbs.make_variant(asking(analyst), round_, plan, kind="contraflow", link="1")
    assert (made, job) == (again, same)
    assert made.based_on == plan
    assert (made.measures[0]["place"], made.measures[0]["opposite"]) == ("1", "2")
    assert made.name == "Dorp uit: tegenstroom: dorp → brug"
    assert plan.measures == []
    for kind, link in (("closure", "x"), ("storm", "1"), ("contraflow", "3")):
        with pytest.raises(Exception, match=r"no road|choose|no other direction"):
            verbs.make_variant(asking(analyst), round_, plan, kind=kind, link=link)


def test_the_question_is_read_before_it_is_saved(round_: Round, analyst: User, asking: Asking, question: str) -> None:
    with pytest.raises(InputError):
        verbs.save_question(asking(analyst), round_, content="schema: 1\n")
    first = verbs.save_question(asking(analyst), round_, content=question)
    with pytest.raises(StaleVersionError):
        verbs.save_question(asking(analyst), round_, content=question, version=0)
    assert verbs.save_question(asking(analyst), round_, content=question, version=first.version).version == 2
    assert Question.objects.count() == 1


def test_who_may_not_write_changes_nothing(
    round_: Round, plan: Plan, make_user: Callable[..., User], asking: Asking, question: str
) -> None:
    request = asking(make_user(Role.READER, round_))
    calls: list[Callable[[], Any]] = [
        lambda: verbs.add_network(request, round_, name="a.json", content=b""),
        lambda: verbs.add_example(request, round_, example="zeeland"),
        lambda: verbs.remove_network(request, round_, plan.network),
        lambda: verbs.save_plan(request, round_, network=plan.network, name="Plan"),
        lambda: verbs.remove_plan(request, round_, plan, version=1),
        lambda: verbs.ask_study(request, round_, plan),
        lambda: verbs.make_variant(request, round_, plan, kind="closure", link="1"),
        lambda: verbs.save_question(request, round_, content=question),
    ]
    for call in calls:
        with pytest.raises(PermissionDenied):
            call()
