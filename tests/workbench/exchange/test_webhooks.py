# SPDX-License-Identifier: EUPL-1.2
"""Making, changing, testing and removing webhooks."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tests.workbench.conftest import MakeUser
from tests.workbench.exchange.files import by
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.exchange import targets, webhooks
from weerbaar.workbench.exchange.models import Delivery, Sending, Webhook
from weerbaar.workbench.exchange.targets import ForbiddenTargetError
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import StaleVersionError

pytestmark = pytest.mark.django_db
URL = "http://127.0.0.1:9/haak"


@pytest.fixture(autouse=True)
def _own_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(targets.PRIVATE, "1")


def test_the_secret_is_given_once_and_stands_nowhere(round_: Round, make_user: MakeUser) -> None:
    request = by(make_user("administrator", round_))
    made, secret = webhooks.make_webhook(request, round_, url=URL, events=["publication", "round"])
    assert made.events == ["round", "publication"]
    assert secret not in str(Webhook.objects.filter(pk=made.pk).values())
    assert secret not in str(Entry.objects.filter(action="webhook.created").values())
    again = webhooks.renew_secret(request, made, version=1)
    assert again != secret


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/latest/meta-data", "https://u:p@127.0.0.1/", "ftp://127.0.0.1/"]
)
def test_a_forbidden_address_is_refused(url: str, round_: Round, make_user: MakeUser) -> None:
    request = by(make_user("administrator", round_))
    with pytest.raises(ForbiddenTargetError):
        webhooks.make_webhook(request, round_, url=url)
    assert not Webhook.objects.exists()


def test_an_event_that_does_not_exist_is_refused(round_: Round, make_user: MakeUser) -> None:
    with pytest.raises(ValueError, match="feest"):
        webhooks.make_webhook(by(make_user("administrator", round_)), round_, url=URL, events=["feest"])


def test_only_who_manages_the_round_makes_webhooks(round_: Round, make_user: MakeUser) -> None:
    made, _ = webhooks.make_webhook(by(make_user("administrator", round_)), round_, url=URL)
    for role in ("analyst", "facilitator", "expert", "decider", "reader", "auditor"):
        request = by(make_user(role, round_))
        with pytest.raises(PermissionDenied):
            webhooks.make_webhook(request, round_, url=URL)
        with pytest.raises(PermissionDenied):
            webhooks.save_webhook(request, made, version=1, url=URL, events=[], active=True)
        with pytest.raises(PermissionDenied):
            webhooks.renew_secret(request, made, version=1)
        with pytest.raises(PermissionDenied):
            webhooks.send_test(request, made)
        with pytest.raises(PermissionDenied):
            webhooks.remove_webhook(request, made)


def test_turning_on_forgets_earlier_failures(round_: Round, make_user: MakeUser) -> None:
    request = by(make_user("administrator", round_))
    made, _ = webhooks.make_webhook(request, round_, url=URL)
    before = made.counted_from
    off = webhooks.save_webhook(request, made, version=1, url=URL, events=[], active=False)
    assert off.counted_from == before
    on = webhooks.save_webhook(request, off, version=2, url=URL, events=["job"], active=True)
    assert on.counted_from > before
    with pytest.raises(StaleVersionError):
        webhooks.save_webhook(request, on, version=2, url=URL, events=[], active=True)


def test_a_test_and_a_second_try_wait_to_be_sent(round_: Round, make_user: MakeUser) -> None:
    request = by(make_user("administrator", round_))
    made, _ = webhooks.make_webhook(request, round_, url=URL)
    sent = webhooks.send_test(request, made)
    assert sent.event == "webhook.test"
    sent.state, sent.attempts = Sending.GIVEN_UP, 6
    sent.save()
    webhooks.retry(request, sent)
    again = Delivery.objects.get()
    assert (again.state, again.attempts) == (Sending.WAITING, 0)
    webhooks.remove_webhook(request, made)
    assert not Delivery.objects.exists()
    assert Entry.objects.filter(action="webhook.removed").exists()
