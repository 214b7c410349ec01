# SPDX-License-Identifier: EUPL-1.2
"""The API as the Dutch API Design Rules want it; what django-ninja does otherwise is put right here, once.

Errors are problem+json and 400 instead of 422, every answer bears its version, names are in camelCase, and what has no
address here is not found instead of being sent elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from ninja import NinjaAPI
from ninja.parser import Parser

from weerbaar.workbench.accounts.permissions import Access
from weerbaar.workbench.api import openapi
from weerbaar.workbench.api.problems import MEDIA_TYPE, UnsupportedMediaError, answer_to, problem

VERSION = "1.0.0"
_BODIES = ("application/json", "multipart/form-data")
_BAD = re.compile("[\x00\ud800-\udfff]")
_DEEPEST = 50


class StrictParser(Parser):
    """JSON as the standard has it: no NaN, no characters that no database can store, not nested without end."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body.

        Raises:
            UnsupportedMediaError: it is not JSON.
            ValueError: it is no proper JSON.
        """
        if request.content_type != "application/json":
            raise UnsupportedMediaError
        return _storable(json.loads(request.body, parse_constant=_refuse))


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _storable(value: Any, depth: int = 0) -> Any:
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, dict):
        return {_storable(k): _storable(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list):
        return [_storable(v, depth + 1) for v in value]
    if isinstance(value, str) and _BAD.search(value):
        raise ValueError("a character that cannot be stored")
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        raise ValueError("a number without end")
    return value


class WeerbaarAPI(NinjaAPI):
    """All of the API is one of these; see the docstring of the module."""

    def __init__(self, **given: Any) -> None:
        super().__init__(version=VERSION, parser=StrictParser(), docs_url=None, **given)
        self._description: dict[str, Any] | None = None

    def set_default_exception_handlers(self) -> None:
        """Answer every error with a problem."""
        self.add_exception_handler(Exception, cast(Any, answer_to))

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """Return the description, made once."""
        if self._description is None:
            # The address of the server holds the version; paths are below it.
            self._description = openapi.completed(super().get_openapi_schema(path_prefix=""))
        return self._description

    def _get_urls(self) -> list[Any]:
        found = [_wrapped(cast(URLPattern, pattern)) for pattern in super()._get_urls()]
        return [*found, re_path(r"^(?P<rest>[\s\S]*)\Z", nothing_here, name="nothing-here")]


def _nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    return problem(request, 404)


def _wrapped(pattern: URLPattern) -> URLPattern:
    public = pattern.name == "openapi-json"
    pattern.callback = _around(pattern.callback, open_to_all=public)
    return pattern


def _around(view: Callable[..., Any], *, open_to_all: bool = False) -> Callable[..., HttpResponse]:
    """Return a view whose every answer is one of this API."""

    @wraps(getattr(view, "func", view))
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = _checked(request) or view(request, *args, **kwargs)
        except Exception as error:
            response = answer_to(request, error)
        if response.status_code >= 400 and not response["Content-Type"].startswith(MEDIA_TYPE):
            allowed = response.get("Allow")
            response = problem(request, response.status_code)
            if allowed is not None:
                response["Allow"] = allowed
        if response.status_code == 204:
            del response["Content-Type"]
        response["API-Version"] = VERSION
        if open_to_all:
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "API-Version"
        elif "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return cast(HttpResponse, response)

    answered.csrf_exempt = True  # type: ignore[attr-defined]
    # Sessions mean nothing here: neither the login page nor what a session must do first comes in between.
    answered.access = Access(public=True)  # type: ignore[attr-defined]
    return answered


def _checked(request: HttpRequest) -> HttpResponse | None:
    """Return why a request is not even looked at; None where it is."""
    if "\x00" in request.path or any(_BAD.search(part) for pair in request.GET.lists() for part in (pair[0], *pair[1])):
        return problem(request, 400)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length != "0" and request.method in {"POST", "PUT", "PATCH"} and request.content_type not in _BODIES:
        return problem(request, 415)
    return None


nothing_here = _around(_nothing_here)
"""The answer where there is no address."""
