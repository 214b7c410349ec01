# SPDX-License-Identifier: EUPL-1.2
"""Every answer has a number and a duration, every request one line, and live updates go uncompressed."""

from __future__ import annotations

import asyncio
import gzip
import logging
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import AsyncClient, RequestFactory
from django.urls import ResolverMatch
from django_htmx.middleware import HtmxMiddleware

from weerbaar.workbench.operations import logs, metrics
from weerbaar.workbench.operations.middleware import (
    CompressionMiddleware,
    OneThreadMiddleware,
    RequestMiddleware,
    view_of,
)

Answer = Callable[[HttpRequest], Any]


def asked(view: str = "round", method: str = "GET", **headers: str) -> HttpRequest:
    request = RequestFactory().generic(method, "/rondes/geheim/?q=Jansen", headers=headers)
    request.resolver_match = ResolverMatch(lambda: None, (), {}, url_name=view) if view else None  # type: ignore[arg-type]
    return request


def answered(request: HttpRequest, answer: Answer = lambda _: HttpResponse("x")) -> Any:
    return RequestMiddleware(answer)(request)


def test_an_answer_has_a_number_and_a_duration() -> None:
    answer = answered(asked())
    assert len(answer["X-Request-ID"]) == 32
    assert float(answer["Server-Timing"].removeprefix("app;dur=")) >= 0
    assert answered(asked())["X-Request-ID"] != answer["X-Request-ID"]


@pytest.mark.parametrize(("given", "kept"), [("abcdef12-3456", True), ("short", False), ("a b\nc" * 4, False)])
def test_the_number_of_a_proxy_is_kept_where_it_looks_like_one(given: str, kept: bool) -> None:
    assert (answered(asked(**{"X-Request-ID": given}))["X-Request-ID"] == given) is kept


def test_the_number_is_known_while_the_page_is_made() -> None:
    seen: list[str] = []

    def answer(_: HttpRequest) -> HttpResponse:
        seen.append(logs.request_id.get())
        return HttpResponse()

    assert answered(asked(), answer)["X-Request-ID"] == seen[0]
    assert logs.request_id.get() == ""


def test_a_request_leaves_one_line_without_address_or_question(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    request = asked()
    request._cached_user = type("U", (), {"pk": 7})()  # type: ignore[attr-defined]
    answered(request)
    (line,) = caplog.records
    assert {name: getattr(line, name) for name in ("user", "method", "view", "status")} == {
        "user": 7,
        "method": "GET",
        "view": "round",
        "status": 200,
    }
    assert "Jansen" not in str(line.__dict__)
    assert "127.0.0.1" not in str(line.__dict__)


def test_the_session_is_not_read_for_the_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    answered(asked())
    assert caplog.records[0].user is None  # type: ignore[attr-defined]


def test_what_a_monitor_asks_leaves_no_line_unless_it_fails(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    answered(asked("health"))
    assert caplog.records == []
    answered(asked("health"), lambda _: HttpResponse(status=503))
    assert [line.levelname for line in caplog.records] == ["ERROR"]


def test_requests_are_measured_by_view() -> None:
    request = asked("of-the-middleware", method="QUERY")
    answered(request, lambda _: HttpResponse(status=404))
    page = metrics.page().decode()
    assert 'weerbaar_requests_total{method="other",status="404",view="of-the-middleware"} 1.0' in page
    assert 'weerbaar_request_seconds_count{view="of-the-middleware"} 1.0' in page


def test_an_address_without_a_view_has_no_name() -> None:
    assert view_of(asked("")) == ""


@pytest.mark.django_db
def test_all_middleware_of_a_request_runs_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: set[str] = set()
    for kind in (RequestMiddleware, OneThreadMiddleware, SessionMiddleware, HtmxMiddleware):
        before = kind.__call__

        def call(self: Any, request: HttpRequest, before: Any = before) -> Any:
            threads.add(threading.current_thread().name)
            return before(self, request)

        monkeypatch.setattr(kind, "__call__", call)
    answer = async_to_sync(AsyncClient().get)("/toegankelijkheid")
    assert answer.status_code == 200
    assert len(threads) == 1


def streams() -> float:
    (line,) = [x for x in metrics.page().decode().splitlines() if x.startswith("weerbaar_event_streams ")]
    return float(line.split()[1])


def test_open_streams_are_counted_also_asynchronous_ones() -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b"data: 1\n\n"

    async def read(answer: StreamingHttpResponse) -> list[tuple[bytes, float]]:
        return [(part, streams()) async for part in answer]

    before = streams()
    answer = answered(asked(), lambda _: StreamingHttpResponse(parts(), content_type="text/event-stream"))
    assert asyncio.run(read(answer)) == [(b"data: 1\n\n", before + 1)]
    plain = answered(asked(), lambda _: StreamingHttpResponse([b"a"], content_type="text/event-stream"))
    assert [(part, streams()) for part in plain] == [(b"a", before + 1)]
    assert streams() == before


@pytest.mark.parametrize(
    ("kind", "compressed"),
    [
        ("text/html; charset=utf-8", True),
        ("application/json", True),
        ("application/problem+json", True),
        ("image/svg+xml", True),
        ("text/event-stream", False),
        ("application/pdf", False),
        ("application/zip", False),
    ],
)
def test_texts_are_compressed_and_nothing_else(kind: str, compressed: bool) -> None:
    content = b"weerbaar " * 500
    request = asked(**{"Accept-Encoding": "gzip"})
    answer = CompressionMiddleware(lambda _: HttpResponse(content, content_type=kind))(request)
    assert (answer.headers.get("Content-Encoding") == "gzip") is compressed
    assert (gzip.decompress(answer.content) if compressed else answer.content) == content
