# SPDX-License-Identifier: EUPL-1.2
"""Every kind of error has its status, and says all it knows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import IntegrityError
from django.http import Http404
from django.test import RequestFactory
from ninja.errors import HttpError, Throttled

from weerbaar.alerting.approval import AnswerError
from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.accounts.verbs import RefusedError as RefusedPerson
from weerbaar.workbench.api.problems import answer_to
from weerbaar.workbench.capabilities.follow_up import FourEyesError
from weerbaar.workbench.reports.obstacles import NotReadyError
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.rounds.verbs import RefusedError
from weerbaar.workbench.shell.versioned import StaleVersionError

_TEXT = Text(nl="Dat kan niet.", en="That is not possible.")


def _of(error: Exception) -> tuple[int, dict[str, Any]]:
    answer = answer_to(RequestFactory().get("/api/v1/iets"), error)
    assert answer["Content-Type"] == "application/problem+json"
    return answer.status_code, json.loads(answer.content)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InputError([Problem("x", _TEXT)]), 400),
        (AnswerError(_TEXT), 400),
        (SuspiciousOperation("x"), 400),
        (HttpError(400, "x"), 400),
        (PermissionDenied(), 403),
        (Http404(), 404),
        (Round.DoesNotExist(), 404),
        (IntegrityError(), 409),
        (RefusedError([_TEXT]), 409),
        (RefusedPerson(_TEXT), 409),
        (NotReadyError([_TEXT]), 409),
        (FourEyesError(), 409),
        (WeerbaarError(_TEXT), 409),
        (Throttled(wait=1), 429),
        (ZeroDivisionError(), 500),
    ],
)
def test_every_kind_has_its_status(error: Exception, status: int) -> None:
    found, body = _of(error)
    assert (found, body["status"], body["instance"]) == (status, status, "/api/v1/iets")
    assert body["title"]
    assert body["detail"]


def test_problems_of_the_library_are_told_one_by_one() -> None:
    _, body = _of(InputError([Problem("dossier.yaml", _TEXT, line=3, field="year", value="x"), Problem("b", _TEXT)]))
    assert body["errors"][0] == {
        "in": "dossier.yaml", "field": "year", "line": 3, "value": "x", "message": "Dat kan niet.", "hint": "",
        "severity": "error",
    }  # fmt: skip
    assert len(body["errors"]) == 2


def test_a_conflict_tells_the_version_that_there_is_and_what_was_not_saved() -> None:
    _, body = _of(StaleVersionError(Round(version=7), {"label": "x", "year": 1}))
    assert (body["currentVersion"], body["notSaved"]) == (7, ["label", "year"])


def test_what_nobody_foresaw_is_not_told() -> None:
    _, body = _of(RuntimeError("geheim"))
    assert "geheim" not in json.dumps(body)
