# SPDX-License-Identifier: EUPL-1.2
"""Lines of the log: for people and for machines, and what never stands in them."""

from __future__ import annotations

import json
import logging
import logging.config
from collections.abc import Callable

import pytest

from weerbaar.workbench.operations import logs

Written = Callable[..., str]


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str]) -> Written:
    """Return what one event leaves on the standard error, in this form."""

    def write(form: str, message: str, **extra: object) -> str:
        made = logs.configuration(form, "INFO")
        formatter = logging.config.BaseConfigurator({}).configure_custom(dict(made["formatters"]["line"]))
        handler = logging.StreamHandler()
        handler.setFormatter(formatter)
        handler.addFilter(logs.RequestFilter())
        logger = logging.Logger("weerbaar.test")
        logger.addHandler(handler)
        if extra.pop("error", None):
            try:
                raise ValueError("mis")
            except ValueError:
                logger.exception(message, extra=extra)
        else:
            logger.info(message, extra=extra)
        return capsys.readouterr().err

    return write


def test_a_line_for_people_says_what_is_known_of_the_request(written: Written) -> None:
    line = written("plain", "request", user=3, view="round", status=200, ms=12.5, secret="no")
    assert line.endswith("INFO weerbaar.test: request [user=3 view=round status=200 ms=12.5]\n")
    assert written("plain", "started").endswith("INFO weerbaar.test: started\n")


def test_a_line_break_in_a_message_makes_no_second_line(written: Written) -> None:
    assert written("plain", "one\r\ntwo").count("\n") == 1


def test_json_is_one_object_per_line_with_known_fields_only(written: Written) -> None:
    line = written("json", "request é", user=3, view="round", status=200, ms=12.5, request="<secret>", body="x")
    assert line.count("\n") == 1
    found = json.loads(line)
    assert found.pop("at")[10] == "T"
    assert found == {
        "level": "INFO",
        "logger": "weerbaar.test",
        "message": "request é",
        "request_id": "",
        "user": 3,
        "method": None,
        "view": "round",
        "status": 200,
        "ms": 12.5,
    }


def test_json_keeps_the_trace_of_an_error_in_the_same_line(written: Written) -> None:
    line = written("json", "failed", error=True)
    assert line.count("\n") == 1
    assert "ValueError: mis" in json.loads(line)["exc_info"]


def test_lines_during_a_request_bear_its_number(written: Written) -> None:
    token = logs.request_id.set("abc12345")
    try:
        assert json.loads(written("json", "x"))["request_id"] == "abc12345"
        assert "[request_id=abc12345]" in written("plain", "x")
    finally:
        logs.request_id.reset(token)


def test_what_the_web_server_itself_would_log_of_visitors_stays_out() -> None:
    found = logs.configuration("json", "INFO")["loggers"]
    assert found["uvicorn.access"] == {"handlers": [], "level": "CRITICAL", "propagate": False}
    assert found["django.request"]["level"] == "ERROR"
