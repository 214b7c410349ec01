# SPDX-License-Identifier: EUPL-1.2
"""What went wrong is told in one sentence, with a way on; also where the database is gone."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.test import Client, RequestFactory

from weerbaar.workbench.shell import errors


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "begrijpt deze aanvraag niet"),
        (errors.forbidden, 403, "geeft geen toegang"),
        (errors.not_found, 404, "bestaat niet"),
        (errors.failed, 500, "staat er nog"),
    ],
)
def test_each_fault_has_a_page(view: Any, status: int, words: str) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    answer = view(request)
    assert answer.status_code == status
    assert words in answer.content.decode()


@pytest.mark.django_db
def test_an_address_that_is_not_there_gives_this_page(client_of: Any) -> None:
    answer = client_of("reader").get("/nergens")
    assert answer.status_code == 404
    assert "Niet gevonden" in answer.content.decode()
    assert Client().get("/nergens").status_code == 404


def test_without_database_a_bare_page_remains(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(errors, "render", gone)
    answer = errors.failed(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "staat er nog" in answer.content.decode()
