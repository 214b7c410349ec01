# SPDX-License-Identifier: EUPL-1.2
"""Threats, means and computations about a plan: checked, allowed and logged; nothing half is saved or asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.evacuation import aid_verbs, plan_jobs
from weerbaar.workbench.evacuation.models import Fleet, Plan, Threat
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import StaleVersionError

pytestmark = pytest.mark.django_db


def test_a_threat_is_checked_kept_and_logged(request_: HttpRequest, round_: Round, town: Plan) -> None:
    with pytest.raises(InputError) as found:
        aid_verbs.save_threat(request_, round_, town, before_h=-1.0, risk=2.0, zones={"maan": {"risk": 0.1}})
    assert [problem.field for problem in found.value.problems] == ["before_h", "risk", "zone"]
    assert not Threat.objects.exists()
    zones: dict[str, dict[str, float | None]] = {
        "dorp": {"before_h": None, "risk": None},
        "dijk": {"before_h": None, "risk": 0.0},
    }
    first = aid_verbs.save_threat(request_, round_, town, before_h=6.0, risk=0.1, zones=zones)
    assert first.zones == {"dijk": {"before_h": None, "risk": 0.0}}
    again = aid_verbs.save_threat(request_, round_, town, before_h=5.0, risk=0.1, zones={}, version=first.version)
    assert (again.pk, again.version, again.before_h, again.zones) == (first.pk, first.version + 1, 5.0, {})
    with pytest.raises(StaleVersionError):
        aid_verbs.save_threat(request_, round_, town, before_h=4.0, risk=0.1, zones={}, version=first.version)
    assert Threat.objects.get().before_h == 5.0
    entries = Entry.objects.filter(action="evacuation-threat.saved")
    assert [entry.details["name"] for entry in entries] == ["Stad uit", "Stad uit"]


def test_means_are_read_before_they_are_kept(request_: HttpRequest, round_: Round, town: Plan, fleet: str) -> None:
    with pytest.raises(InputError):
        aid_verbs.save_fleet(request_, round_, town, content=fleet.replace("number: 2", "number: veel"))
    assert not Fleet.objects.exists()
    first = aid_verbs.save_fleet(request_, round_, town, content=fleet)
    with pytest.raises(StaleVersionError):
        aid_verbs.save_fleet(request_, round_, town, content=fleet, version=first.version + 1)
    assert (first.content, first.changed_by) == (fleet, request_.user)
    assert Entry.objects.filter(action="evacuation-fleet.saved").count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"members": 1}, "members"),
        ({"members": 2001}, "members"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**31}, "seed"),
        ({"uncertainty": "schema: 1\n"}, "discipline"),
        ({"uncertainty": "#" * 100_001}, "uncertainty"),
    ],
)
def test_an_ensemble_that_cannot_be_is_not_asked(
    plan: Plan, request_: HttpRequest, round_: Round, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputError) as found:
        aid_verbs.ask_ensemble(request_, round_, plan, **{"members": 2, "seed": 1, **given})
    assert field in {problem.field for problem in found.value.problems}
    assert not Job.objects.exists()


def test_an_order_needs_an_hour_and_the_chance_of_every_zone(request_: HttpRequest, round_: Round, town: Plan) -> None:
    zones: dict[str, dict[str, float | None]] = {"dijk": {"risk": 0.5}}
    aid_verbs.save_threat(request_, round_, town, before_h=1.0, risk=None, zones=zones)
    for hour in (0.0, 1000.5, float("nan")):
        with pytest.raises(InputError, match="above 0 and at most"):
            aid_verbs.ask_order(request_, round_, town, before_h=hour)
    with pytest.raises(InputError) as found:
        aid_verbs.ask_order(request_, round_, town, before_h=1.0)
    assert [(problem.field, problem.value) for problem in found.value.problems] == [("risk", "dorp")]
    assert not Job.objects.exists()
    aid_verbs.save_threat(request_, round_, town, before_h=1.0, risk=0.0, zones=zones, version=1)
    job = aid_verbs.ask_order(request_, round_, town, before_h=1)
    assert job.parameters == {"plan": town.pk, "before_h": 1.0}
    assert aid_verbs.ask_order(request_, round_, town, before_h=1.0) == job


def test_what_runs_is_stopped_and_what_waits_too(plan: Plan, request_: HttpRequest, round_: Round) -> None:
    job = aid_verbs.ask_ensemble(request_, round_, plan, members=2, seed=1)
    assert plan_jobs.ensemble_of(plan).active == job
    stopped = aid_verbs.stop(request_, round_, plan, kind="evacuation-ensemble")
    assert stopped is not None
    assert stopped.state == State.CANCELLED
    assert plan_jobs.ensemble_of(plan).ended == job
    assert aid_verbs.stop(request_, round_, plan, kind="evacuation-ensemble") is None
    with pytest.raises(InputError):
        aid_verbs.stop(request_, round_, plan, kind="assessment")


def test_who_may_only_read_changes_and_asks_nothing(
    round_: Round,
    plan: Plan,
    make_user: Callable[..., User],
    asking: Callable[[User], HttpRequest],
    fleet: str,
) -> None:
    request = asking(make_user(Role.READER, round_))
    calls: list[Callable[[], Any]] = [
        lambda: aid_verbs.save_threat(request, round_, plan, before_h=1.0, risk=None, zones={}),
        lambda: aid_verbs.save_fleet(request, round_, plan, content=fleet),
        lambda: aid_verbs.ask_ensemble(request, round_, plan, members=2, seed=1),
        lambda: aid_verbs.ask_order(request, round_, plan, before_h=1.0),
        lambda: aid_verbs.ask_means(request, round_, plan),
        lambda: aid_verbs.stop(request, round_, plan, kind="evacuation-ensemble"),
    ]
    for call in calls:
        with pytest.raises(PermissionDenied):
            call()
    assert not Job.objects.exists()
    assert not Threat.objects.exists()
