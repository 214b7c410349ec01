# SPDX-License-Identifier: EUPL-1.2
"""A form can be sent so often in a span of time, per person."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from weerbaar.workbench.accounts import pace
from weerbaar.workbench.accounts.models import User


@pytest.fixture(autouse=True)
def now(db: None, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    moment = [6000.0]
    monkeypatch.setattr(pace, "now", lambda: moment[0])
    return moment


@pace.at_most(2, 60)
def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def _ask(user: object, method: str = "POST", address: str = "10.0.0.1") -> HttpResponse:
    request = RequestFactory().generic(method, "/", REMOTE_ADDR=address)
    request.user = user  # type: ignore[assignment]
    request.session = {}  # type: ignore[assignment]
    return view(request)


def test_the_third_time_is_too_often_for_one_and_not_for_another(now: list[float]) -> None:
    kim, sam = User(pk=1), User(pk=2)
    assert [_ask(kim).status_code for _ in range(3)] == [200, 200, 429]
    refused = _ask(kim)
    assert refused.headers["Retry-After"] == "60"
    assert _ask(sam).status_code == 200
    now[0] += 60
    assert _ask(kim).status_code == 200


def test_reading_is_not_counted() -> None:
    assert {_ask(User(pk=1), "GET").status_code for _ in range(5)} == {200}


def test_without_login_the_address_counts() -> None:
    assert [_ask(AnonymousUser()).status_code for _ in range(3)] == [200, 200, 429]
    assert _ask(AnonymousUser(), address="10.0.0.2").status_code == 200
