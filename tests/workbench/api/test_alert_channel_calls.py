# SPDX-License-Identifier: EUPL-1.2
"""Channels are made, tried and taken out of use, by who sets alerts up; one for exercises stays on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from tests.workbench.api.alert_desk import program_in_region
from tests.workbench.api.programs import Program
from weerbaar.alerting.register import Kind, Peer
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts import channels
from weerbaar.workbench.alerts.store import DatabaseStore

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_channel_is_kept() -> Iterator[None]:
    yield
    channels.forget_channels()


@pytest.fixture
def manager(make_user: Callable[..., User]) -> Program:
    return Program(make_user(Role.ADMINISTRATOR, name="beheer"))


def test_a_channel_to_a_network_for_exercises(manager: Program) -> None:
    network = manager.post("/alerts/networks", {"cells": 30, "seed": 4})
    given = {"name": "oefennet", "kind": "rehearsal", "network": network.data["id"], "refusing": 0.1}
    made = manager.post("/alerts/channels", given)
    assert (made.status_code, made.data["purpose"], made.data["network"]) == (201, "exercise", network.data["id"])
    assert manager.post("/alerts/channels", given).status_code == 400
    assert (
        manager.post("/alerts/channels", given | {"name": "b", "network": 99_999}).data["errors"][0]["field"]
        == "network"
    )
    place = f"/alerts/channels/{made.data['id']}"
    tried = manager.call("POST", f"{place}/tests")
    assert (tried.status_code, tried.data["works"]) == (200, True)
    off = manager.patch(place, {"version": made.data["version"], "active": False})
    assert (off.status_code, off.data["active"]) == (200, False)
    assert manager.patch(place, {"version": made.data["version"], "active": True}).status_code == 409
    [listed] = manager.get("/alerts/channels").data
    assert (listed["name"], listed["active"], listed["broken"], listed["peers"]) == ("oefennet", False, None, [])


def test_a_channel_for_exercises_stays_on_this_machine(manager: Program) -> None:
    given = {"name": "bsc", "kind": "bsc", "host": "192.0.2.1", "port": 48049}
    answer = manager.post("/alerts/channels", given)
    assert (answer.status_code, answer.data["errors"][0]["field"]) == (400, "host")
    assert manager.get("/alerts/channels").data == []


def test_what_was_last_heard_of_its_controllers(manager: Program) -> None:
    manager.post("/alerts/channels", {"name": "oefennet", "kind": "rehearsal"})
    for state in ("found", "lost"):
        said = Peer(channel="oefennet", peer="bsc-1", state=state)  # type: ignore[arg-type]
        DatabaseStore().append(Kind.PEER, None, "weerbaar", said, timezone.now())
    [peer] = manager.get("/alerts/channels").data[0]["peers"]
    assert (peer["name"], peer["connected"]) == ("bsc-1", False)


def test_an_officer_makes_no_channels(make_user: Callable[..., User]) -> None:
    officer = program_in_region(make_user(name="piet"), Role.ALERT_OFFICER)
    given = {"name": "oefennet", "kind": "rehearsal"}
    assert officer.get("/alerts/channels").status_code == 403
    assert officer.post("/alerts/channels", given).status_code == 403
    assert Program(make_user(Role.ADMINISTRATOR), "alert").post("/alerts/channels", given).status_code == 403
