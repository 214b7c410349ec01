# SPDX-License-Identifier: EUPL-1.2
"""What a monitor asks: health and measurements. Neither needs a login, and neither tells a secret."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from weerbaar.workbench.accounts.permissions import access
from weerbaar.workbench.audit.address import is_direct_from_this_machine
from weerbaar.workbench.operations import health, metrics


@access(public=True)
@never_cache
@require_safe
def healthy(request: HttpRequest) -> HttpResponse:
    """200 where all is well, else 503; which check failed stands in the answer."""
    found = health.state()
    well = all(found.values())
    checks = {name: "ok" if good else "failed" for name, good in found.items()}
    return JsonResponse({"status": "ok" if well else "failed", "checks": checks}, status=200 if well else 503)


@access(public=True)
@never_cache
@require_safe
def measurements(request: HttpRequest) -> HttpResponse:
    """For who has the token, or for a program on this machine where no token was set."""
    wanted: str = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if wanted:
        allowed = secrets.compare_digest(given.encode(), wanted.encode())
    else:
        allowed = is_direct_from_this_machine(request)
    if not allowed:
        return HttpResponse("401\n", status=401, content_type="text/plain", headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(metrics.page(), content_type="text/plain; version=0.0.4; charset=utf-8")
