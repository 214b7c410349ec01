# SPDX-License-Identifier: EUPL-1.2
"""The API keeps to the Dutch API Design Rules, also where something goes wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbench.api.programs import BASE, Program
from weerbaar.workbench.api import base
from weerbaar.workbench.rounds import verbs as rounds
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def _is_problem(answer: Any, status: int) -> None:
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["API-Version"] == base.VERSION
    assert answer.data["status"] == status
    assert {"type", "title", "detail", "instance"} <= answer.data.keys()


def test_every_answer_bears_the_full_version(program_of: Any) -> None:
    answer = program_of("reader").get("/me")
    assert (answer.status_code, answer["API-Version"]) == (200, "1.0.0")
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["", "/", "/rounds/", "/me/", "/nergens", "/openapi.json/", "/regel%0Aeinde"])
def test_what_is_no_address_is_not_found_and_never_sent_elsewhere(program_of: Any, path: str) -> None:
    _is_problem(program_of("reader").get(path), 404)


def test_all_that_is_wrong_is_told_at_once_with_400(program_of: Any) -> None:
    answer = program_of("administrator").post("/rounds", {"year": "x", "strange": 1})
    _is_problem(answer, 400)
    fields = {error["field"] for error in answer.data["errors"]}
    assert {"year", "strange", "title", "label", "organisation", "method"} <= fields


def test_a_wrong_query_is_400(program_of: Any) -> None:
    answer = program_of("reader").get("/rounds?page=0&pageSize=101")
    _is_problem(answer, 400)
    assert {error["field"] for error in answer.data["errors"]} == {"page", "pageSize"}


def test_without_a_token_there_is_nothing(round_: Round, client_of: Any) -> None:
    answer = Program(None).get("/rounds")
    _is_problem(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")
    # A session is no token.
    assert client_of("administrator").get(f"{BASE}/rounds").status_code == 401


def test_a_method_that_is_not_there_is_405_and_says_which_are(program_of: Any) -> None:
    answer = program_of("reader").delete("/rounds")
    _is_problem(answer, 405)
    assert {part.strip() for part in answer["Allow"].split(",")} == {"GET", "POST"}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ('{"year": NaN}', "application/json", 400),
        ('{"label": "nul \\u0000"}', "application/json", 400),
        ('{"label": "\\ud800"}', "application/json", 400),
        ("[" * 200 + "]" * 200, "application/json", 400),
        ("x=1", "application/x-www-form-urlencoded", 415),
        ("<x/>", "application/xml", 415),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(program_of: Any, body: str, kind: str, status: int) -> None:
    _is_problem(program_of("administrator").call("POST", "/rounds", data=body, content_type=kind), status)


def test_a_file_where_json_is_asked_is_415(program_of: Any) -> None:
    assert program_of("administrator").upload("/rounds", "x.txt", b"x").status_code == 415


def test_a_body_that_is_too_large_is_413(program_of: Any, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    _is_problem(program_of("administrator").post("/rounds", {"label": "x" * 200}), 413)


def test_what_nobody_foresaw_is_500_without_a_trace(program_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("geheim")

    monkeypatch.setattr(rounds, "change_round", broken)
    program = program_of("administrator")
    given = {"title": {"nl": "Een"}, "label": "E", "year": 2030, "organisation": {"nl": "O"}, "method": "nl-nrb-2009"}
    slug = program.post("/rounds", given).data["slug"]
    answer = program.patch(f"/rounds/{slug}", {"version": 1, "label": "F"})
    _is_problem(answer, 500)
    assert "geheim" not in answer.content.decode()


def test_the_language_is_the_one_that_is_asked_for(program_of: Any) -> None:
    program = program_of("reader")
    program.headers["Accept-Language"] = "en"
    assert program.get("/rounds/nergens").data["title"] == "Not found"
    program.headers["Accept-Language"] = "nl"
    assert program.get("/rounds/nergens").data["title"] == "Niet gevonden"
