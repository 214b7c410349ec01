# SPDX-License-Identifier: EUPL-1.2
"""A file that leaves is a file to the browser, may run nothing there, and is in the log."""

from __future__ import annotations

import pytest
from django.http import HttpRequest

from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.sending import sent

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_apart_and_runs_nothing(request_: HttpRequest, plan: Plan) -> None:
    answer = sent(request_, plan, b"<script>", "text/html; charset=utf-8", "beslisblad-1.html")
    assert answer.content == b"<script>"
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="beslisblad-1.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert sent(request_, plan, b"", "text/csv", "één.csv")["Content-Disposition"].endswith("utf-8''%C3%A9%C3%A9n.csv")


def test_every_file_is_in_the_log_with_its_level(request_: HttpRequest, plan: Plan) -> None:
    plan.change(plan.version, level=2)
    sent(request_, plan, b"", "text/csv", "volgorde.csv")
    sent(request_, plan, b"", "application/json", "volgorde.json")
    entries = Entry.objects.filter(action="evacuation-plan.exported").order_by("sequence")
    assert [entry.details["form"] for entry in entries] == ["volgorde.csv", "volgorde.json"]
    assert {(entry.level, entry.actor) for entry in entries} == {(2, "analyst-0")}
