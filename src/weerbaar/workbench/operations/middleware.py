# SPDX-License-Identifier: EUPL-1.2
"""Around every request: a number, its duration, one line in the log, and smaller pages over the line."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import AsyncIterator, Callable

from django.http import HttpRequest, HttpResponseBase
from django.http.response import StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware

from weerbaar.workbench.operations import logs, metrics
from weerbaar.workbench.operations.threads import ARRIVED

_log = logging.getLogger("weerbaar.request")
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
_QUIET = frozenset({"health", "metrics"})
"""Views that a machine asks every few seconds; they get no line."""


class RequestMiddleware:
    """The outermost: gives ``X-Request-ID`` and ``Server-Timing``, and writes what happened to log and measurements.

    A proxy may number its requests itself; that number is kept where it looks like one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        number = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        token = logs.request_id.set(number)
        # Waiting for a thread counts too: that is what somebody at a screen notices.
        started = getattr(request, "scope", {}).get(ARRIVED) or time.perf_counter()
        try:
            response = self.get_response(request)
            seconds = time.perf_counter() - started
            self._tell(request, response, seconds)
        finally:
            logs.request_id.reset(token)
        response["X-Request-ID"] = number
        response["Server-Timing"] = f"app;dur={seconds * 1000:.1f}"
        if isinstance(response, StreamingHttpResponse) and _is_stream(response):
            _count_while_open(response)
        return response

    def _tell(self, request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        # Nothing that reads the session anew: only what the page itself has found out.
        user = request.__dict__.get("_cached_user")
        view = view_of(request)
        status = response.status_code
        metrics.REQUESTS.labels(view, _method(request), str(status)).inc()
        metrics.SECONDS.labels(view).observe(seconds)
        if view in _QUIET and status < 500:
            return
        _log.log(
            logging.ERROR if status >= 500 else logging.INFO,
            "request",
            extra={
                "user": getattr(user, "pk", None),
                "method": _method(request),
                "view": view,
                "status": status,
                "ms": round(seconds * 1000, 1),
            },
        )


class OneThreadMiddleware:
    """The innermost: makes Django run all middleware of a request in one thread.

    Where the innermost can work asynchronously, Django goes to another thread and back for every one around it.
    Views that are asynchronous themselves still are.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)


class CompressionMiddleware(GZipMiddleware):
    """Pages and style sheets go over the line compressed. Live updates do not: they would wait in the compressor."""

    sync_capable = True
    async_capable = False

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = str(response.get("Content-Type", "")).partition(";")[0]
        texts = kind.startswith("text/") or kind.endswith(("json", "javascript", "xml"))
        if not texts or _is_stream(response):
            return response
        return super().process_response(request, response)


def view_of(request: HttpRequest) -> str:
    """Return the name of the view that answered; empty where no address fitted (a file, or nothing at all)."""
    match = request.resolver_match
    return (match.view_name or "") if match else ""


def _method(request: HttpRequest) -> str:
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return request.method if request.method in known else "other"


def _is_stream(response: HttpResponseBase) -> bool:
    return str(response.get("Content-Type", "")).startswith("text/event-stream")


def _count_while_open(response: StreamingHttpResponse) -> None:
    inner = response.streaming_content
    if response.is_async:
        response.streaming_content = _counted(inner)  # type: ignore[arg-type]
    else:
        response.streaming_content = metrics.counted(inner)  # type: ignore[arg-type]


async def _counted(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    with metrics.STREAMS.track_inprogress():
        async for part in stream:
            yield part
