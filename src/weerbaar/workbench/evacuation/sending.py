# SPDX-License-Identifier: EUPL-1.2
"""Files about a plan that leave the organisation: each is recorded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation.models import Plan


def sent(request: HttpRequest, plan: Plan, content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return an answer that is a file, and record that it was taken."""
    log.record(request, "evacuation-plan.exported", plan, level=plan.level, form=name)
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
