# SPDX-License-Identifier: EUPL-1.2
"""Documents are asked for in the background; signing says what stands in the way."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.jobs import store as results
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.reports.models import Publication
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = "/rounds/voorbeeld-2012"


def test_a_document_is_asked_for_and_kept(program_of: Any, round_: Round) -> None:
    program = program_of("decider")
    asked = program.post(f"{PLACE}/documents", {"lang": "en", "format": "html"})
    assert (asked.status_code, asked.data["kind"], asked.data["state"]) == (202, "document", "queued")
    place = f"{PLACE}/documents/{asked.data['id']}"
    assert program.get(place).status_code == 404
    name = results.keep(b"<p>klaar</p>")
    Job.objects.filter(pk=asked.data["id"]).update(state=State.DONE, result=name)
    answer = program.get(place)
    assert (answer.content, answer["Content-Type"]) == (b"<p>klaar</p>", "text/html; charset=utf-8")
    assert answer["Content-Disposition"].startswith("attachment")


def test_what_cannot_be_chosen_is_told_at_once(program_of: Any, round_: Round) -> None:
    wrong = {"document": "x", "format": "exe", "draws": 7, "weights": "geen"}
    answer = program_of("reader").post(f"{PLACE}/documents", wrong)
    assert {error["field"] for error in answer.data["errors"]} == {"document", "format", "draws", "weights"}
    assert program_of("reader").post(f"{PLACE}/documents", {"document": "advice"}).status_code == 400


def test_signing_says_what_stands_in_the_way(program_of: Any, round_: Round) -> None:
    program = program_of("decider")
    found = program.get(f"{PLACE}/signing").data
    assert found["obstacles"]
    assert found["jobs"] == []
    refused = program.post(f"{PLACE}/publications", {"reason": "Akkoord."})
    assert (refused.status_code, len(refused.data["errors"])) == (409, len(found["obstacles"]))
    assert program.post(f"{PLACE}/signing", {}).data["jobs"][0]["kind"] == "publication"
    assert not Publication.objects.exists()
