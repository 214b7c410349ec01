# SPDX-License-Identifier: EUPL-1.2
"""Health for everybody, measurements for whoever may have them, secrets for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from weerbaar.workbench.operations import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _checks(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.DATA = tmp_path
    before = dict(health._CHECKS)
    yield
    health._CHECKS.clear()
    health._CHECKS.update(before)


def test_health_needs_no_login_and_names_every_check() -> None:
    answer = Client().get("/gezond")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "checks": {"database": "ok", "disk": "ok"}}
    assert "no-store" in answer["Cache-Control"]
    assert Client().head("/gezond").status_code == 200
    assert Client().post("/gezond").status_code == 405


def test_what_is_not_well_is_named_and_nothing_more() -> None:
    health.check_through("jobs", lambda: False)
    answer = Client().get("/gezond")
    assert answer.status_code == 503
    assert answer.json() == {"status": "failed", "checks": {"database": "ok", "disk": "ok", "jobs": "failed"}}


def test_health_costs_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        Client().get("/gezond")


@pytest.mark.parametrize(
    ("token", "asked", "status"),
    [
        ("", {}, 200),
        ("", {"REMOTE_ADDR": "192.0.2.7"}, 401),
        ("", {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, 401),
        ("abc", {}, 401),
        ("abc", {"HTTP_AUTHORIZATION": "Bearer abd"}, 401),
        ("abc", {"HTTP_AUTHORIZATION": "Bearer é"}, 401),
        ("abc", {"HTTP_AUTHORIZATION": "Bearer abc", "REMOTE_ADDR": "192.0.2.7"}, 200),
    ],
)
def test_measurements_are_for_this_machine_or_for_the_token(
    settings: Any, token: str, asked: dict[str, str], status: int
) -> None:
    settings.METRICS_TOKEN = token
    answer = Client().get("/metrics", **asked)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert (b"weerbaar_requests_total" in answer.content) is (status == 200)


@pytest.mark.parametrize("address", ["/gezond", "/metrics"])
def test_a_monitor_inside_is_not_sent_to_https(settings: Any, address: str) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get(address).status_code == 200
    assert Client().get("/").status_code == 301
