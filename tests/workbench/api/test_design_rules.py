# SPDX-License-Identifier: EUPL-1.2
"""The NLGov REST API Design Rules 2.2: what of them a program can decide, and a table that says so of each rule."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.workbench.api.programs import Program
from weerbaar.workbench.api.calls import api
from weerbaar.workbench.rounds.models import Round

RULES = (
    "no-trailing-slash path-segments-kebab-case query-keys-camel-case naming-resources naming-collections "
    "interface-language hide-implementation http-methods http-safety http-response-code stateless nested-child "
    "resource-operations date-time/format date-time/date-omit-time-portion date-time/timezone "
    "error-handling/problem-details error-handling/all-errors error-handling/invalid-input doc-openapi "
    "doc-openapi-contact doc-language publish-openapi uri-version semver version-header deprecation-schedule "
    "transition-period transport/tls transport/no-sensitive-uris transport/security-headers transport/cors"
).split()
"""The core rules, as the standard names them after ``/core/``."""
PAGE = Path(__file__).parents[3] / "docs" / "api-rest.md"
_HTTP = {"get", "post", "put", "patch", "delete"}
_VERBS = ("get", "list", "create", "make", "save", "change", "update", "remove", "delete", "ask", "start", "add", "do")
_ONE_OF_A_KIND = (
    "me my-work search assessment sensitivity cascades panel progress signing register portfolio gaps export result "
    "distribution dossier problems agreement comparison news agenda calendar cooperation powers assistance training "
    "guideline weighing choice advice capability-analysis capability-export second-factor "
    "draft decision cap sentence quality chain evacuation-question study course evidence water "
    "ensemble threat order fleet simplified"
).split()
"""Segments that name one thing, of which there are no more; plurals of collections end in ``s``."""


@lru_cache
def _described() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    return found


def _operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in _described()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_the_page_tells_of_every_rule_whether_it_is_met() -> None:
    text = PAGE.read_text(encoding="utf-8")
    told = re.findall(r"^\| `/core/([a-z/-]+)` \| (?:ja|deels|nee)", text, re.MULTILINE)
    assert sorted(told) == sorted(RULES)


def test_paths_are_kebab_case_without_slash_at_the_end_and_without_query() -> None:
    for path in _described()["paths"]:
        assert re.fullmatch(r"(/([a-z0-9-]+|\{[a-z_]+\}))+", path), path


def test_resources_are_nouns_and_collections_plural() -> None:
    for path in _described()["paths"]:
        parts = [part for part in path.split("/") if part and not part.startswith("{")]
        assert all(part.split("-")[0] not in _VERBS for part in parts), path
        assert all(part in _ONE_OF_A_KIND or part.endswith("s") for part in parts), path
        for before, after in re.findall(r"/([a-z0-9-]+)/(\{[a-z_]+\})", path):
            assert before.endswith("s") or before in {"panel", "signing"}, (path, after)


def test_query_keys_are_camel_case() -> None:
    for path, method, operation in _operations():
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "query":
                assert re.fullmatch(r"[a-z][a-zA-Z0-9]*", parameter["name"]), (path, method)


def test_only_the_usual_methods_and_no_body_where_nothing_changes() -> None:
    for path, method, operation in _operations():
        assert method in _HTTP, path
        assert method not in {"get", "delete"} or "requestBody" not in operation, path


def test_every_error_is_a_problem_and_wrong_input_is_400() -> None:
    for path, method, operation in _operations():
        errors = {status: answer for status, answer in operation["responses"].items() if status[0] in "45"}
        assert {"400", "401", "403", "404", "500"} <= errors.keys(), (path, method)
        assert "422" not in errors, (path, method)
        assert all(set(answer["content"]) == {"application/problem+json"} for answer in errors.values()), (path, method)


def test_the_version_is_semantic_its_major_part_is_in_the_address_and_all_of_it_in_a_header() -> None:
    version = _described()["info"]["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert _described()["servers"][0]["url"].endswith(f"/v{version.partition('.')[0]}")
    for path, method, operation in _operations():
        assert all("API-Version" in answer["headers"] for answer in operation["responses"].values()), (path, method)


def test_the_description_is_openapi_3_and_says_whom_to_ask() -> None:
    assert _described()["openapi"].startswith("3.")
    assert {"name", "email", "url"} <= _described()["info"]["contact"].keys()


def test_days_have_no_time_and_moments_have_one() -> None:
    for name, schema in _described()["components"]["schemas"].items():
        for key, given in schema.get("properties", {}).items():
            kinds = [given, *given.get("anyOf", ())]
            formats = {kind["format"] for kind in kinds if "format" in kind}
            assert formats <= {"date", "date-time", "uri-reference", "binary"}, (name, key)
            assert not (key.endswith("On") or key == "on") or key == "basedOn" or formats == {"date"}, (name, key)


@pytest.mark.django_db
def test_answers_bear_the_version_and_the_headers_of_security_and_moments_are_in_utc(
    program_of: Any, scored: Round
) -> None:
    program = program_of("administrator")
    for answer in (program.get("/rounds/open"), program.get("/rounds/geen"), Program(None).get("/me")):
        assert answer["API-Version"] == _described()["info"]["version"]
        assert "no-store" in answer["Cache-Control"]
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert "Server" not in answer.headers
        assert "X-Powered-By" not in answer.headers
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", program.get("/rounds/open").data["created"])


@pytest.mark.django_db
def test_the_description_is_at_a_fixed_place_open_to_all_and_from_every_site() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/json")
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.django_db
def test_an_address_with_a_slash_at_the_end_is_not_there_and_reading_changes_nothing(
    program_of: Any, scored: Round
) -> None:
    program = program_of("administrator")
    assert program.get("/rounds/").status_code == 404
    before = (scored.version, scored.inputs)
    for path, method, operation in _operations():
        if method == "get" and path.count("{") == 1 and path.startswith("/rounds/{round_slug}/"):
            required = [p for p in operation.get("parameters", ()) if p["in"] == "query" and p.get("required")]
            if not required:
                program.get(path.format(round_slug="open"))
    scored.refresh_from_db()
    assert (scored.version, scored.inputs) == before


@pytest.mark.django_db
def test_a_session_means_nothing(client_of: Any, scored: Round) -> None:
    assert client_of("administrator").get("/api/v1/rounds").status_code == 401
