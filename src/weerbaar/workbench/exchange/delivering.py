# SPDX-License-Identifier: EUPL-1.2
"""Send what webhooks are waiting for, in a thread of the server; try again later what does not arrive."""

from __future__ import annotations

import contextlib
import http.client
import logging
import ssl
import threading
import time
from datetime import datetime, timedelta

from django.db import close_old_connections, transaction
from django.db.models import Max, Sum
from django.utils import timezone

from weerbaar.workbench.audit import log as audit_log
from weerbaar.workbench.exchange.models import Delivery, Sending, Webhook
from weerbaar.workbench.exchange.signing import LostSecretError, secret_of, signature
from weerbaar.workbench.exchange.targets import TIMEOUT_S, ForbiddenTargetError, connection_to, resolved, target_of

BACKOFF = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 720))
"""How long after each failed attempt the next one follows; after the last there is none."""
MOST_FAILURES = 20
"""Attempts that failed since the last delivery, after which a webhook is turned off."""
KEPT_FOR = timedelta(days=30)
_LEASE = timedelta(seconds=4 * TIMEOUT_S)
_AT_ONCE = 50
_PAUSE_S = 5.0
_FORGET_S = 24 * 3600.0
_MOST_READ = 1_024

log = logging.getLogger(__name__)
_awake = threading.Event()
_ending = threading.Event()
_starting = threading.Lock()
_thread: threading.Thread | None = None


def start_deliveries() -> threading.Thread:
    """Start the thread that sends, where it does not run in this process yet. Several processes may each run one."""
    global _thread
    with _starting:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_run, name="webhooks", daemon=True)
            _thread.start()
        return _thread


def stop_deliveries() -> None:
    """Let the thread end what it is sending, and stop."""
    global _thread
    with _starting:
        if _thread is None:
            return
        _ending.set()
        _awake.set()
        _thread.join()
        _ending.clear()
        _thread = None


def wake() -> None:
    """Let the thread look at once."""
    _awake.set()


def _run() -> None:
    forgotten = 0.0
    while not _ending.is_set():
        close_old_connections()
        try:
            if time.monotonic() - forgotten > _FORGET_S or not forgotten:
                forget_old()
                forgotten = time.monotonic()
            while not _ending.is_set() and deliver_due():
                pass
        except Exception:  # a database that is away for a moment must not end the thread
            log.exception("webhooks: sending failed, trying again")
        finally:
            close_old_connections()
        if not _ending.is_set():
            _awake.wait(_PAUSE_S)
            _awake.clear()


def deliver_due(now: datetime | None = None) -> int:
    """Try every delivery that is due and return how many were tried.

    Args:
        now: the time; that of the clock where none is given.
    """
    moment = now or timezone.now()
    due = Delivery.objects.filter(state=Sending.WAITING, next_try__lte=moment, webhook__active=True)
    tried = 0
    for delivery in due.select_related("webhook").order_by("next_try", "pk")[:_AT_ONCE]:
        if _claimed(delivery, moment):
            _try(delivery, moment)
            tried += 1
    return tried


def forget_old(now: datetime | None = None) -> int:
    """Remove deliveries that ended long ago and return how many."""
    before = (now or timezone.now()) - KEPT_FOR
    return Delivery.objects.exclude(state=Sending.WAITING).filter(created__lt=before).delete()[0]


def _claimed(delivery: Delivery, now: datetime) -> bool:
    """Take a delivery for this process: another one that looks at the same time gets nothing."""
    free = Delivery.objects.filter(pk=delivery.pk, state=Sending.WAITING, next_try=delivery.next_try)
    return free.update(next_try=now + _LEASE) == 1


def _try(delivery: Delivery, now: datetime) -> None:
    delivery.answer, delivery.fault = _send(delivery)
    delivery.attempts += 1
    delivery.tried = now
    if not delivery.fault:
        delivery.state = Sending.SENT
    elif delivery.attempts > len(BACKOFF):
        delivery.state = Sending.GIVEN_UP
    else:
        delivery.next_try = now + BACKOFF[delivery.attempts - 1]
    delivery.save(update_fields=["answer", "fault", "attempts", "tried", "state", "next_try"])
    if delivery.fault:
        _turn_off_where_hopeless(delivery.webhook_id)


def _send(delivery: Delivery) -> tuple[int | None, str]:
    """Send one delivery; return the status of the answer, and what went wrong (empty where nothing did)."""
    body = delivery.body.encode()
    moment = int(time.time())
    try:
        secret = secret_of(delivery.webhook.salt, delivery.webhook.key)
        target = target_of(delivery.webhook.url)
        connection = connection_to(target, resolved(target))
        headers = {
            "Host": target.authority,
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Weerbaar-Webhook/1",
            "X-Weerbaar-Event": delivery.event,
            "X-Weerbaar-Delivery": str(delivery.pk),
            "X-Weerbaar-Timestamp": str(moment),
            "X-Weerbaar-Signature": f"sha256={signature(secret, moment, body)}",
            "Connection": "close",
        }
        with contextlib.closing(connection):
            connection.request("POST", target.path, body, headers)
            answer = connection.getresponse()
            answer.read(_MOST_READ)
            status = answer.status
    except LostSecretError:
        return None, "secret lost"
    except ForbiddenTargetError as error:
        return None, f"refused: {error.render('en')}"[:300]
    except ssl.SSLError as error:
        return None, f"TLS: {error.reason or error}"[:300]
    except (OSError, http.client.HTTPException) as error:
        return None, f"{type(error).__name__}: {error}"[:300]
    # A redirect is not followed: it could lead to where nothing may be sent.
    return status, "" if 200 <= status < 300 else f"HTTP {status}"


def failures(webhook: Webhook) -> int:
    """Return the attempts that failed since the last one that succeeded."""
    of_hook = Delivery.objects.filter(webhook=webhook)
    last = of_hook.filter(state=Sending.SENT).aggregate(at=Max("tried"))["at"]
    since = max(filter(None, (last, webhook.counted_from)))
    failed = of_hook.exclude(state=Sending.SENT).filter(tried__gt=since)
    return failed.aggregate(n=Sum("attempts"))["n"] or 0


@transaction.atomic
def _turn_off_where_hopeless(pk: int) -> None:
    webhook = Webhook.objects.select_for_update().select_related("round").filter(pk=pk, active=True).first()
    if webhook is None or failures(webhook) < MOST_FAILURES:
        return
    webhook.change(webhook.version, active=False)
    audit_log.record(None, "webhook.disabled", webhook, failures=MOST_FAILURES)
