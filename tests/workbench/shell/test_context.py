# SPDX-License-Identifier: EUPL-1.2
"""The frame shows the marking of the most confidential thing on the page."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.context import page


def test_the_highest_level_marks_the_page() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert page(request)["marking"] is None
    assert page(request)["menu"] == page(request)["site_menu"] == []
    request.round = Round(level=Level.INTERNAL)  # type: ignore[attr-defined]
    assert page(request)["marking"] == Level.INTERNAL
    request.level = Level.SECRET  # type: ignore[attr-defined]
    assert page(request)["marking"] == Level.SECRET
