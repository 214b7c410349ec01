# SPDX-License-Identifier: EUPL-1.2
"""An exercise never reaches a real channel, whatever is done to the form, the rows or the channels after its approval.

The real channel leads to a controller that listens and writes down all that it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from tests.alerting.delivery.fake_bsc import FakeBsc, running
from tests.workbench.alerts.offered import approve, asked_by, draft_of, hash_of, offered, rehearsal, save
from weerbaar.alerting.broadcast import KeepAlive, Reset
from weerbaar.alerting.register import Note
from weerbaar.workbench.accounts.models import Region, User
from weerbaar.workbench.alerts import delivery_verbs, desk
from weerbaar.workbench.alerts.models import Channel, Use
from weerbaar.workbench.alerts.uses import events_of, register_use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


@pytest.fixture
def bsc() -> Iterator[FakeBsc]:
    with running(FakeBsc()) as found:
        address = {"host": "127.0.0.1", "port": found.port}
        Channel.objects.create(name="echt", kind="bsc", purpose="live", address=address)
        yield found


def _work() -> None:
    """All that a desk does."""
    desk.deliver_wanted()
    desk.pick_up()
    desk.go_round()


def _to_the_real_one(**values: Any) -> None:
    real = Channel.objects.get(name="echt")
    Channel.objects.filter(name="oefennet").update(**({"kind": "bsc", "address": real.address} | values))


def _renamed() -> None:
    Channel.objects.filter(name="oefennet").update(name="oud")
    Channel.objects.filter(name="echt").update(name="oefennet")


TAMPERED: dict[str, Callable[[], object]] = {
    "channel of the use": lambda: Use.objects.update(channels=["echt"]),
    "channel and status of the use": lambda: Use.objects.update(channels=["oefennet", "echt"], status="actual"),
    "purpose of the channel": lambda: _to_the_real_one(purpose="live"),
    "kind of the channel": lambda: _to_the_real_one(),
    "names of the channels": _renamed,
    "region of the use": lambda: Use.objects.update(region=Region.objects.get(number=4), channels=["echt"]),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_what_was_changed_after_sending_was_asked(
    tamper: Callable[[], object], bsc: FakeBsc, officer: User, approver: User
) -> None:
    rehearsal()
    row = offered(officer)
    approve(row, approver)
    delivery_verbs.send(asked_by(officer), row, channels=["oefennet"], draft=hash_of(row))
    tamper()
    _work()
    assert bsc.writes() == []
    assert any(isinstance(event.said, Note) for event in events_of(row.use)) or register_use(row.use).orders


@pytest.mark.parametrize("tamper", [lambda: _to_the_real_one(purpose="live"), _renamed])
def test_an_exercise_on_the_air_whose_channel_became_real(
    tamper: Callable[[], object], bsc: FakeBsc, officer: User, approver: User
) -> None:
    rehearsal(silent=0.5)
    row = offered(officer)
    approve(row, approver)
    delivery_verbs.send(asked_by(officer), row, channels=["oefennet"], draft=hash_of(row))
    desk.deliver_wanted()
    tamper()
    _work()
    delivery_verbs.ask_status(asked_by(officer), row)
    _work()
    delivery_verbs.cancel(asked_by(officer), row, reason="einde oefening")
    _work()
    assert [message for message in bsc.asked if not isinstance(message, Reset | KeepAlive)] == []
    notes = [event.said.text for event in events_of(row.use) if isinstance(event.said, Note)]
    assert 'Kanaal oefennet: Kanaal "oefennet" is echt: een oefening wordt daar niet uitgezonden.' in notes[-1]
    assert Use.objects.get().wanted == ""


def test_a_draft_that_became_real_after_it_was_approved_as_an_exercise(
    bsc: FakeBsc, officer: User, approver: User
) -> None:
    rehearsal()
    row = offered(officer)
    approve(row, approver)
    approved = hash_of(row)
    save(row, draft_of(status="actual"), officer)
    for draft in (approved, hash_of(row)):
        with pytest.raises(delivery_verbs.NotNowError, match="not approved"):
            delivery_verbs.send(asked_by(officer), row, channels=["echt"], draft=draft)
    Use.objects.update(wanted="send", wanted_by="piet", channels=["echt"], approved_share=0.0)
    _work()
    assert bsc.writes() == []
    assert [event.said.text for event in events_of(row.use) if isinstance(event.said, Note)] == [
        "Niet verzonden: dit concept is niet goedgekeurd."
    ]


def test_a_form_that_names_a_real_channel(
    bsc: FakeBsc, officer: User, approver: User, client_of: Callable[..., Client]
) -> None:
    rehearsal()
    row = offered(officer)
    approve(row, approver)
    client = client_of(officer)
    for channels in (["echt"], ["oefennet", "echt"]):
        answer = client.post("/nl-alert/VR20-1/", {"act": "send", "draft": hash_of(row), "channel": channels})
        assert "een oefening gaat alleen over oefenkanalen" in answer.content.decode()
    _work()
    assert (Use.objects.get().wanted, bsc.writes()) == ("", [])
