# SPDX-License-Identifier: EUPL-1.2
"""The description is public, valid, and says of every call what can go wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import jsonschema
from django.test import Client

from weerbaar.workbench.api.calls import api
from weerbaar.workbench.api.openapi import file_of

_CAMEL = re.compile(r"^[a-z][a-zA-Z0-9]*$")


@lru_cache
def _description() -> dict[str, Any]:
    found: dict[str, Any] = api.get_openapi_schema()
    return found


def _operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in _description()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_everybody_may_read_it_from_anywhere(db: None) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert answer["API-Version"] == answer.json()["info"]["version"]
    assert answer.json()["openapi"].startswith("3.1")


def test_it_says_whom_to_ask_under_which_licence_and_where() -> None:
    info = _description()["info"]
    assert {"name", "email", "url"} <= info["contact"].keys()
    assert info["license"]["name"] == "EUPL-1.2"
    assert _description()["servers"][0]["url"] == "/api/v1"


def test_every_call_has_a_name_a_summary_a_tag_and_its_errors() -> None:
    names = [operation["operationId"] for _, _, operation in _operations()]
    assert len(names) == len(set(names)) > 100
    assert all(_CAMEL.match(name) for name in names)
    for path, method, operation in _operations():
        assert operation["summary"], (path, method)
        assert operation["tags"], (path, method)
        assert {"400", "401", "403", "404", "429", "500"} <= operation["responses"].keys(), (path, method)
        assert method == "get" or {"409", "413", "415"} <= operation["responses"].keys(), (path, method)
        assert operation["security"] == [{"TokenAuth": []}], (path, method)
        assert all("API-Version" in answer["headers"] for answer in operation["responses"].values()), (path, method)


def test_paths_are_in_kebab_case_and_end_without_a_slash() -> None:
    for path in _description()["paths"]:
        bare = re.sub(r"\{[a-z_]+\}", "x", path)
        assert re.fullmatch(r"(/[a-z0-9-]+)+", bare), path


def test_query_keys_and_properties_are_in_camel_case() -> None:
    for path, _, operation in _operations():
        for parameter in operation.get("parameters", ()):
            assert parameter["in"] != "query" or _CAMEL.match(parameter["name"]), path
    for name, schema in _description()["components"]["schemas"].items():
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]*", name), name
        assert all(_CAMEL.match(key) for key in schema.get("properties", {})), name


def test_every_schema_is_valid_and_every_reference_leads_somewhere() -> None:
    described = _description()
    for schema in described["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for reference in set(re.findall(r"'\$ref': '#/([^']+)'", str(described))):
        place: Any = described
        for part in reference.split("/"):
            place = place[part]
        assert place


def test_no_two_schemas_share_a_name() -> None:
    from weerbaar.workbench.api.calls import ROUTERS
    from weerbaar.workbench.api.schemas import In, Out

    owners: dict[str, set[str]] = {}
    for module in ROUTERS:
        for name, found in vars(module).items():
            if isinstance(found, type) and issubclass(found, In | Out) and found.__module__ == module.__name__:
                owners.setdefault(name, set()).add(module.__name__)
    assert {name: places for name, places in owners.items() if len(places) > 1} == {}


def test_a_file_is_described_by_its_kinds() -> None:
    assert set(file_of("a/b", "c/d")["responses"][200]["content"]) == {"a/b", "c/d"}
