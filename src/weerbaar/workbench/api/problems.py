# SPDX-License-Identifier: EUPL-1.2
"""Every error as ``application/problem+json`` (RFC 9457): what went wrong, all of it at once, in the language asked."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    BadRequest,
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from ninja.errors import HttpError, Throttled, ValidationError

from weerbaar.alerting.approval import AnswerError
from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.accounts import verbs as people
from weerbaar.workbench.accounts.own_first import OwnFirstError
from weerbaar.workbench.capabilities.follow_up import FourEyesError
from weerbaar.workbench.exchange.targets import ForbiddenTargetError
from weerbaar.workbench.jobs.store import ResultGoneError
from weerbaar.workbench.reports.obstacles import NotReadyError
from weerbaar.workbench.reports.store import LostFileError
from weerbaar.workbench.rounds.verbs import RefusedError
from weerbaar.workbench.shell.language import say, words
from weerbaar.workbench.shell.versioned import StaleVersionError

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger("weerbaar.api")
_TITLES = {
    400: Text(nl="Onjuiste aanvraag", en="Bad request"),
    401: Text(nl="Niet aangemeld", en="Not authenticated"),
    403: Text(nl="Geen toegang", en="No access"),
    404: Text(nl="Niet gevonden", en="Not found"),
    405: Text(nl="Methode niet toegestaan", en="Method not allowed"),
    409: Text(nl="Kan nu niet", en="Conflict"),
    413: Text(nl="Te groot", en="Too large"),
    415: Text(nl="Onbekende soort inhoud", en="Unsupported media type"),
    429: Text(nl="Te veel aanvragen", en="Too many requests"),
    500: Text(nl="Fout op de server", en="Server error"),
}
_DETAILS = {
    401: Text(
        nl="Stuur een geldige sleutel mee: Authorization: Bearer wbr_…",
        en="Send a valid token: Authorization: Bearer wbr_…",
    ),
    403: Text(
        nl="Uw rol, uw machtiging of deze sleutel staat dit niet toe.",
        en="Your role, your clearance or this token does not allow this.",
    ),
    404: Text(nl="Dit is er niet, of u kunt het niet zien.", en="This does not exist, or you cannot see it."),
    405: Text(nl="Dit adres kent deze methode niet.", en="This address does not know this method."),
    413: Text(nl="Wat u stuurde, is te groot.", en="What you sent is too large."),
    415: Text(
        nl="Stuur application/json, of multipart/form-data voor een bestand.",
        en="Send application/json, or multipart/form-data for a file.",
    ),
    429: Text(nl="Wacht even en probeer het opnieuw.", en="Wait a moment and try again."),
    500: Text(
        nl="Er ging iets mis op de server. Wat eerder is bewaard, staat er nog.",
        en="Something went wrong on the server. What was saved before is still there.",
    ),
}


class UnsupportedMediaError(Exception):
    """A body of a kind that is not read here."""


def problem(
    request: HttpRequest, status: int, detail: str = "", *, errors: Iterable[dict[str, Any]] = (), **more: Any
) -> HttpResponse:
    """Return an answer that says what went wrong.

    Args:
        request: that went wrong.
        status: of the answer.
        detail: what happened; the usual sentence for the status where nothing is given.
        errors: everything that is wrong, one by one.
        more: other members.
    """
    listed = list(errors)
    title = words(_TITLES[status]) if status in _TITLES else HTTPStatus(status).phrase
    usual = words(_DETAILS[status]) if status in _DETAILS else title
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail or usual,
        "instance": escape_uri_path(request.path),
        **({"errors": listed} if listed else {}),
        **more,
    }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="weerbaar"'
    return response


def one_by_one(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems of the library as the API tells them."""
    return [
        {
            "in": found.file,
            "field": found.field,
            "line": found.line,
            "value": found.value[:500],
            "message": words(found.message),
            "hint": words(found.hint),
            "severity": found.severity,
        }
        for found in problems
    ]


def answer_to(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return the answer to an error, whatever raised it; one that nobody foresaw is written to the log."""
    for kind, answer in _ANSWERS:
        if isinstance(error, kind):
            return answer(request, error)
    _log.error("unforeseen", exc_info=error, extra={"path": request.path})
    return problem(request, 500)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    errors = []
    for found in error.errors:
        where, *place = found["loc"]
        # The first part below ``body`` is the name of a variable of ours where the whole body is one model.
        parts = [str(part) for part in (place[1:] if where in {"body", "form"} and len(place) > 1 else place)]
        errors.append({"in": str(where), "field": ".".join(parts), "code": found["type"], "message": found["msg"]})
    detail = say("De aanvraag heeft fouten; zie errors.", "The request has errors; see errors.")
    return problem(request, 400, detail, errors=errors)


def _wrong_input(request: HttpRequest, error: Any) -> HttpResponse:
    detail = say("Wat u stuurde, kan zo niet; zie errors.", "What you sent cannot be used; see errors.")
    return problem(request, 400, detail, errors=one_by_one(error.problems))


def _stale(request: HttpRequest, error: Any) -> HttpResponse:
    detail = say(
        "Iemand anders heeft dit intussen gewijzigd. Haal de huidige versie op en probeer het opnieuw.",
        "Somebody else changed this meanwhile. Get the current version and try again.",
    )
    return problem(request, 409, detail, currentVersion=error.current.version, notSaved=sorted(error.proposed))


def _reasons(request: HttpRequest, error: Any) -> HttpResponse:
    told = [words(reason) for reason in error.reasons]
    return problem(request, 409, " ".join(told), errors=[{"message": text} for text in told])


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error, Throttled):
        return problem(request, 429)
    if isinstance(error.__cause__, UnsupportedMediaError):
        return problem(request, 415)
    if error.status_code == 400:
        return problem(request, 400, say("De inhoud is geen geldige JSON.", "The body is no valid JSON."))
    return problem(request, error.status_code)


def _plain(status: int) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda request, error: problem(request, status)


def _said(status: int) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda request, error: problem(request, status, words(getattr(error, "message", None) or error.text))


def _four_eyes(request: HttpRequest, error: Any) -> HttpResponse:
    text = say("Wie een maatregel voorstelt, besluit er niet over.", "Who proposes a measure does not decide on it.")
    return problem(request, 409, text)


_ANSWERS: tuple[
    tuple[type[Exception] | tuple[type[Exception], ...], Callable[[HttpRequest, Any], HttpResponse]], ...
] = (
    (ValidationError, _invalid),
    (InputError, _wrong_input),
    (StaleVersionError, _stale),
    ((RefusedError, NotReadyError), _reasons),
    (people.RefusedError, _said(409)),
    (FourEyesError, _four_eyes),
    ((ForbiddenTargetError, AnswerError), _said(400)),
    (UnsupportedMediaError, _plain(415)),
    (HttpError, _http),
    ((RequestDataTooBig, TooManyFieldsSent), _plain(413)),
    (OwnFirstError, _said(403)),
    (PermissionDenied, _plain(403)),
    ((Http404, ObjectDoesNotExist, ResultGoneError), _plain(404)),
    ((SuspiciousOperation, BadRequest), _plain(400)),
    (IntegrityError, _plain(409)),
    (LostFileError, _plain(500)),
    (WeerbaarError, _said(409)),
)
"""Kind of error to its answer; the first that fits."""
