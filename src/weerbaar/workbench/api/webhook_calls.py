# SPDX-License-Identifier: EUPL-1.2
"""Webhooks of a round: make, change, test, remove, and what they sent."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.opening import open_round
from weerbaar.workbench.api.schemas import In, Moment, Out, Page, Paging, Version, about, paged
from weerbaar.workbench.exchange import webhooks
from weerbaar.workbench.exchange.models import Delivery, Webhook

router = Router(tags=["webhooks"], by_alias=True)
_PLACE = "/rounds/{slug:round_slug}/webhooks"
Event = Literal["round", "scenario", "answer", "job", "capability", "publication"]
Url = Annotated[str, Field(min_length=1, max_length=500)]


class WebhookIn(In):
    """An address that is told of events; no events named: all."""

    url: Url
    events: list[Event] = Field(default=[], max_length=20)


class WebhookChange(WebhookIn):
    """A webhook as it must be."""

    version: Version
    active: bool = True


class SecretIn(In):
    """Of which version the secret is renewed."""

    version: Version


class WebhookOut(Out):
    """A webhook."""

    id: int
    url: str
    events: list[str]
    active: bool
    version: int
    created: Moment


class WebhookMade(WebhookOut):
    """A webhook with its secret, which is shown this once."""

    secret: str


class DeliveryOut(Out):
    """One event that was sent, or waits."""

    id: int
    event: str
    state: str
    attempts: int
    answer: int | None
    fault: str
    created: Moment
    tried: Moment | None


def _webhook(request: HttpRequest, round_slug: str, pk: int) -> Webhook:
    round_ = open_round(request, round_slug, Action.MANAGE)
    return get_object_or_404(Webhook.objects.select_related("round"), pk=pk, round=round_)


@router.get(_PLACE, response=Page[WebhookOut], **about("listWebhooks", "Webhooks of a round"))
def list_webhooks(request: HttpRequest, round_slug: str, paging: Query[Paging]) -> Any:
    """Return them."""
    return paged(request, open_round(request, round_slug, Action.MANAGE).webhooks.all(), paging, WebhookOut.of)


@router.post(_PLACE, response={201: WebhookMade}, **about("createWebhook", "Make a webhook"))
def create_webhook(request: HttpRequest, round_slug: str, given: WebhookIn) -> Any:
    """Make it; nothing is sent into the network that the workbench stands in."""
    round_ = open_round(request, round_slug, Action.MANAGE)
    made, secret = webhooks.make_webhook(request, round_, url=given.url, events=given.events)
    return WebhookMade.of(made, secret=secret)


@router.get(f"{_PLACE}/{{int:webhook_id}}", response=WebhookOut, **about("getWebhook", "One webhook"))
def get_webhook(request: HttpRequest, round_slug: str, webhook_id: int) -> Any:
    """Return it."""
    return WebhookOut.of(_webhook(request, round_slug, webhook_id))


@router.put(f"{_PLACE}/{{int:webhook_id}}", response=WebhookOut, **about("changeWebhook", "Change a webhook"))
def change_webhook(request: HttpRequest, round_slug: str, webhook_id: int, given: WebhookChange) -> Any:
    """Change it, where the version is the newest one."""
    found = _webhook(request, round_slug, webhook_id)
    return WebhookOut.of(
        webhooks.save_webhook(
            request, found, version=given.version, url=given.url, events=given.events, active=given.active
        )
    )


@router.post(
    f"{_PLACE}/{{int:webhook_id}}/secrets",
    response={201: WebhookMade},
    **about("renewWebhookSecret", "Replace the secret"),
)
def renew_secret(request: HttpRequest, round_slug: str, webhook_id: int, given: SecretIn) -> Any:
    """Return the new one, which is shown this once."""
    found = _webhook(request, round_slug, webhook_id)
    secret = webhooks.renew_secret(request, found, version=given.version)
    return WebhookMade.of(found, secret=secret)


@router.delete(f"{_PLACE}/{{int:webhook_id}}", response={204: None}, **about("removeWebhook", "Remove a webhook"))
def remove_webhook(request: HttpRequest, round_slug: str, webhook_id: int) -> Any:
    """Remove it, with its deliveries."""
    webhooks.remove_webhook(request, _webhook(request, round_slug, webhook_id))


@router.get(
    f"{_PLACE}/{{int:webhook_id}}/deliveries",
    response=Page[DeliveryOut],
    **about("listDeliveries", "What a webhook sent, newest first"),
)
def list_deliveries(request: HttpRequest, round_slug: str, webhook_id: int, paging: Query[Paging]) -> Any:
    """Return it."""
    return paged(request, _webhook(request, round_slug, webhook_id).deliveries.all(), paging, DeliveryOut.of)


@router.post(
    f"{_PLACE}/{{int:webhook_id}}/deliveries",
    response={202: DeliveryOut},
    **about("testWebhook", "Send a test event at the next opportunity"),
)
def send_test(request: HttpRequest, round_slug: str, webhook_id: int) -> Any:
    """Queue it."""
    return DeliveryOut.of(webhooks.send_test(request, _webhook(request, round_slug, webhook_id)))


@router.post(
    f"{_PLACE}/{{int:webhook_id}}/deliveries/{{int:delivery_id}}/retries",
    response={202: DeliveryOut},
    **about("retryDelivery", "Try a delivery once more"),
)
def retry(request: HttpRequest, round_slug: str, webhook_id: int, delivery_id: int) -> Any:
    """Try it again, with all its attempts anew."""
    hook = _webhook(request, round_slug, webhook_id)
    found = get_object_or_404(Delivery.objects.select_related("webhook__round"), pk=delivery_id, webhook=hook)
    return DeliveryOut.of(webhooks.retry(request, found))
