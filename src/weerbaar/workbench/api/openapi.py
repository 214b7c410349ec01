# SPDX-License-Identifier: EUPL-1.2
"""What the description of the API says of every call alike: its errors, its headers, where to ask."""

from __future__ import annotations

import json
import re
from typing import Any

from django.conf import settings

INFO = {
    "contact": {
        "name": "Weerbaar",
        "email": settings.DEFAULT_FROM_EMAIL,
        "url": "https://example.org/weerbaar.git",
    },
    "license": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"},
}
DESCRIPTION = (
    "Everything that the pages of the workbench do, for programs. Names of resources are English; the glossary of the "
    "documentation gives the Dutch term for each (round: ronde; scenario: scenario; answer: oordeel; capability: "
    "capaciteit; measure: maatregel; sensitivity: gevoeligheid). Times are in UTC. Errors are problem+json. "
    "Get a token on the page `Mijn account`, `Sleutels voor programma’s`."
)
SERVERS = [{"url": "/api/v1", "description": "This installation"}]
_PAGE = re.compile(r"\bPage_([A-Za-z]+)_(?=[\"/])")
_HEADER = {
    "API-Version": {
        "description": "Full version of the API (semantic versioning)",
        "schema": {"type": "string", "examples": ["1.0.0"]},
    }
}
_READING = {
    400: "The request is not right; all that is wrong stands in `errors`",
    401: "No token, or one that cannot be used",
    403: "The role, the clearance or the scopes of the token do not allow this",
    404: "There is no such thing, or not for this person",
    409: "Somebody was first (see `currentVersion`), or the state of the round does not allow this",
    429: "Too many calls; see Retry-After",
    500: "Something went wrong on the server",
}
_WRITING = {
    413: "The body is too large",
    415: "The body is of another kind than is read here",
}
PROBLEM = {
    "title": "Problem",
    "type": "object",
    "description": "What went wrong (RFC 9457)",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "errors": {"type": "array", "items": {"type": "object"}},
        "currentVersion": {"type": ["integer", "string"]},
        "notSaved": {"type": "array", "items": {"type": "string"}},
    },
}


def completed(description: dict[str, Any]) -> dict[str, Any]:
    """Add to every operation what holds for all of them, and return the description."""
    # pydantic writes Page[RoundOut] as Page_RoundOut_, which no other language likes.
    description = json.loads(_PAGE.sub(r"\1Page", json.dumps(description)))
    description["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    description["components"].setdefault("headers", {}).update(_HEADER)
    for methods in description["paths"].values():
        for method, operation in methods.items():
            errors = {**_READING, **(_WRITING if method != "get" else {})}
            answers = operation["responses"]
            operation["responses"] = {str(status): answer for status, answer in answers.items()}
            for status, text in sorted(errors.items()):
                operation["responses"].setdefault(
                    str(status),
                    {
                        "description": text,
                        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                    },
                )
            for answer in operation["responses"].values():
                answer["headers"] = {"API-Version": {"$ref": "#/components/headers/API-Version"}}
    description["tags"] = [{"name": name} for name in sorted(_tags(description))]
    return description


def _tags(description: dict[str, Any]) -> set[str]:
    return {
        tag for methods in description["paths"].values() for operation in methods.values() for tag in operation["tags"]
    }


def file_of(*media_types: str) -> dict[str, Any]:
    """Return what a call says that answers with a file: to be given as ``openapi_extra``."""
    content = {name: {"schema": {"type": "string", "format": "binary"}} for name in media_types}
    return {"responses": {200: {"description": "The file", "content": content}}}


def json_of(what: str) -> dict[str, Any]:
    """Return what a call says that answers with JSON in a published schema of the library."""
    schema = {"type": "object", "description": what}
    return {"responses": {200: {"description": what, "content": {"application/json": {"schema": schema}}}}}
