# SPDX-License-Identifier: EUPL-1.2
"""Pages of webhooks: which there are, what they sent, and a test."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.exchange import webhooks
from weerbaar.workbench.exchange.delivering import MOST_FAILURES, failures
from weerbaar.workbench.exchange.forms import WebhookForm
from weerbaar.workbench.exchange.models import Delivery, Webhook
from weerbaar.workbench.exchange.targets import ForbiddenTargetError
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.conflict import conflict_page
from weerbaar.workbench.shell.language import language, say
from weerbaar.workbench.shell.versioned import StaleVersionError

_SHOWN = 50


@access(Action.MANAGE)
def listing(request: HttpRequest) -> HttpResponse:
    """The webhooks of the round, and a form for a new one. The secret is shown in the answer to that form only."""
    form = WebhookForm(request.POST or None, is_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = webhooks.make_webhook(
                request, _round(request), url=form.cleaned_data["url"], events=form.cleaned_data["events"]
            )
            return _secret_page(request, made, secret)
        except ForbiddenTargetError as error:
            form.add_error("url", error.render(language()))
    context = {"form": form, "webhooks": list(_round(request).webhooks.all())}
    return render(request, "exchange/webhooks.html", context, status=400 if form.errors else 200)


@access(Action.MANAGE)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One webhook: change it, and see what it sent."""
    found = _webhook(request, pk)
    initial = {"url": found.url, "events": found.events, "active": found.active, "version": found.version}
    form = WebhookForm(request.POST or None, is_new=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        values = {name: chosen[name] for name in ("url", "events", "active")}
        try:
            webhooks.save_webhook(request, found, version=chosen["version"] or 0, **values)
            messages.success(request, say("De webhook is bewaard.", "The webhook was saved."))
            return redirect("webhook", round_slug=_round(request).slug, pk=pk)
        except ForbiddenTargetError as error:
            form.add_error("url", error.render(language()))
        except StaleVersionError as error:
            return conflict_page(request, error, _labels(), request.path)
    context: dict[str, Any] = {
        "form": form,
        "webhook": found,
        "deliveries": list(found.deliveries.all()[:_SHOWN]),
        "failures": failures(found),
        "most": MOST_FAILURES,
    }
    return render(request, "exchange/webhook.html", context, status=400 if form.errors else 200)


@access(Action.MANAGE)
@require_POST
def renew_secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new secret and show it this once."""
    found = _webhook(request, pk)
    given = request.POST.get("version", "")
    try:
        secret = webhooks.renew_secret(request, found, version=int(given) if given.isdecimal() else 0)
    except StaleVersionError as error:
        return conflict_page(request, error, _labels(), request.path.rpartition("/")[0])
    return _secret_page(request, found, secret)


@access(Action.MANAGE)
@require_POST
def send_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a test event."""
    webhooks.send_test(request, _webhook(request, pk))
    messages.info(
        request,
        say(
            "Het proefbericht is klaargezet. Ververs de pagina om te zien of het is aangekomen.",
            "The test message is queued. Refresh the page to see whether it arrived.",
        ),
    )
    return redirect("webhook", round_slug=_round(request).slug, pk=pk)


@access(Action.MANAGE)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a webhook."""
    webhooks.remove_webhook(request, _webhook(request, pk))
    return redirect("webhooks", round_slug=_round(request).slug)


@access(Action.MANAGE)
@require_POST
def retry(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    """Try a delivery once more."""
    found = get_object_or_404(
        Delivery.objects.select_related("webhook__round"), pk=delivery, webhook=_webhook(request, pk)
    )
    webhooks.retry(request, found)
    return redirect("webhook", round_slug=_round(request).slug, pk=pk)


def _secret_page(request: HttpRequest, webhook: Webhook, secret: str) -> HttpResponse:
    return render(request, "exchange/secret.html", {"webhook": webhook, "secret": secret})


def _labels() -> dict[str, str]:
    return {
        "url": say("Adres", "Address"),
        "events": say("Gebeurtenissen", "Events"),
        "active": say("Aan", "On"),
    }


def _webhook(request: HttpRequest, pk: int) -> Webhook:
    return get_object_or_404(Webhook.objects.select_related("round"), pk=pk, round=_round(request))


def _round(request: HttpRequest) -> Round:
    return request.round  # type: ignore[attr-defined]
