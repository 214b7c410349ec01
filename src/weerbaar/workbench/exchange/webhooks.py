# SPDX-License-Identifier: EUPL-1.2
"""Every write to webhooks: make, change, a new secret, a test, try again, remove. Pages and the API call these."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.audit import log
from weerbaar.workbench.exchange import delivering
from weerbaar.workbench.exchange.events import EVENTS, TEST, queue
from weerbaar.workbench.exchange.models import Delivery, Sending, Webhook
from weerbaar.workbench.exchange.signing import current_key, new_salt, secret_of
from weerbaar.workbench.exchange.targets import resolved, target_of
from weerbaar.workbench.rounds.models import Round


def make_webhook(request: HttpRequest, round_: Round, *, url: str, events: Collection[str] = ()) -> tuple[Webhook, str]:
    """Make a webhook and return it with its secret, which is shown this once.

    Args:
        request: of who makes it.
        round_: the round whose events are told.
        url: https address.
        events: kinds of :data:`weerbaar.workbench.exchange.events.EVENTS`; none for all.

    Raises:
        PermissionDenied: this person does not manage the round.
        ForbiddenTargetError: nothing may be sent to this address.
        ValueError: an event that does not exist.
    """
    user = _manager(request, round_)
    resolved(target_of(url))
    salt, key = new_salt(), current_key()
    with transaction.atomic():
        made = Webhook.objects.create(
            round=round_,
            url=url,
            events=_known(events),
            salt=salt,
            key=key,
            created_by=user,
            counted_from=timezone.now(),
        )
        log.record(request, "webhook.created", made, host=target_of(url).host, events=made.events)
    return made, secret_of(salt, key)


def save_webhook(
    request: HttpRequest, webhook: Webhook, *, version: int, url: str, events: Collection[str], active: bool
) -> Webhook:
    """Change a webhook; turning it on forgets earlier failures.

    Raises:
        PermissionDenied, ForbiddenTargetError, ValueError: as :func:`make_webhook`.
        StaleVersionError: somebody changed it meanwhile.
    """
    _manager(request, webhook.round)
    resolved(target_of(url))
    values = {"url": url, "events": _known(events), "active": active}
    if active and not webhook.active:
        values["counted_from"] = timezone.now()
    with transaction.atomic():
        changed = webhook.change(version, **values)
        log.record(request, "webhook.changed", changed, host=target_of(url).host, events=changed.events, active=active)
    return changed


def renew_secret(request: HttpRequest, webhook: Webhook, *, version: int) -> str:
    """Replace the secret and return the new one, which is shown this once.

    Raises:
        PermissionDenied: this person does not manage the round.
        StaleVersionError: somebody changed the webhook meanwhile.
    """
    _manager(request, webhook.round)
    salt, key = new_salt(), current_key()
    with transaction.atomic():
        webhook.change(version, salt=salt, key=key)
        log.record(request, "webhook.secret-renewed", webhook)
    return secret_of(salt, key)


def remove_webhook(request: HttpRequest, webhook: Webhook) -> None:
    """Remove a webhook with its deliveries.

    Raises:
        PermissionDenied: this person does not manage the round.
    """
    _manager(request, webhook.round)
    with transaction.atomic():
        log.record(request, "webhook.removed", webhook)
        webhook.delete()


def send_test(request: HttpRequest, webhook: Webhook) -> Delivery:
    """Send a test event at the next opportunity.

    Raises:
        PermissionDenied: this person does not manage the round.
    """
    _manager(request, webhook.round)
    delivery = queue(webhook, TEST, {})
    transaction.on_commit(delivering.wake)
    return delivery


def retry(request: HttpRequest, delivery: Delivery) -> Delivery:
    """Try a delivery that failed once more, now, with all its attempts anew.

    Raises:
        PermissionDenied: this person does not manage the round.
    """
    _manager(request, delivery.webhook.round)
    if delivery.state != Sending.SENT:
        delivery.state, delivery.attempts, delivery.next_try = Sending.WAITING, 0, timezone.now()
        delivery.save(update_fields=["state", "attempts", "next_try"])
        transaction.on_commit(delivering.wake)
    return delivery


def _known(events: Collection[str]) -> list[str]:
    strange = sorted(set(events) - EVENTS.keys())
    if strange:
        raise ValueError(f"unknown events: {', '.join(strange)}")
    return [event for event in EVENTS if event in events]


def _manager(request: HttpRequest, round_: Round) -> User:
    user = request.user
    if not isinstance(user, User) or not may(user, Action.MANAGE, round_):
        raise PermissionDenied
    return user
