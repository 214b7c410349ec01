# SPDX-License-Identifier: EUPL-1.2
"""The log of the server: one line per event, in words or as JSON, with the number of the request it belongs to.

What people type, search or send never goes into it, and no name or address: only numbers of users and names of views.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Number of the request that is being answered."""

FIELDS = ("request_id", "user", "method", "view", "status", "ms")
"""What the line of a request holds, besides moment, level, logger and message."""


class RequestFilter(logging.Filter):
    """Give every line the number of the request that is being answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = getattr(record, "request_id", "") or request_id.get()
        return True


class PlainFormatter(logging.Formatter):
    """A line for people: moment, level, what, and what is known of the request."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        line = super().formatMessage(record)
        # A line break in a message must not make a second line.
        line = line.replace("\r", "\\r").replace("\n", "\\n")
        known = [f"{name}={value}" for name in FIELDS if (value := getattr(record, name, None)) not in (None, "")]
        return f"{line} [{' '.join(known)}]" if known else line


def json_lines() -> logging.Formatter:
    """Return the formatter of one JSON object per line, with the fields named here only."""
    from pythonjsonlogger.json import JsonFormatter

    class JsonLines(JsonFormatter):
        def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
            super().add_fields(log_data, record, message_dict)
            # What libraries add to a line may hold anything: Django adds the request itself.
            for name in set(log_data) - _JSON_FIELDS:
                del log_data[name]

    return JsonLines(
        ["asctime", "levelname", "name", "message", *FIELDS],
        datefmt="%Y-%m-%dT%H:%M:%S%z",
        rename_fields={"asctime": "at", "levelname": "level", "name": "logger"},
        json_ensure_ascii=False,
    )


_JSON_FIELDS = {"at", "level", "logger", "message", "exc_info", *FIELDS}


def configuration(form: str, level: str) -> dict[str, Any]:
    """Return Django's ``LOGGING``.

    Args:
        form: ``json`` for one JSON object per line, else lines for people.
        level: lowest level that is written, as :mod:`logging` calls it.
    """
    plain = {"()": "weerbaar.workbench.operations.logs.PlainFormatter"}
    structured = {"()": "weerbaar.workbench.operations.logs.json_lines"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": "weerbaar.workbench.operations.logs.RequestFilter"}},
        "formatters": {"line": structured if form == "json" else plain},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            # The line of the request says as much, without the address and what was asked in it.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "propagate": True},
            "uvicorn": {"handlers": [], "level": "WARNING", "propagate": True},
            "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
