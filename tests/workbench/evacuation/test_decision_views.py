# SPDX-License-Identifier: EUPL-1.2
"""The question is written here, and the table for the decider follows at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.evacuation.models import Question
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ADDRESS = "/rondes/proef/evacuatie/besluit/"


def test_the_table_follows_from_the_question(browser: Client, round_: Round, question: str) -> None:
    assert "Hieronder staat een voorbeeld" in browser.get(ADDRESS).content.decode()
    file = SimpleUploadedFile("besluit.yaml", question.encode())
    assert browser.post(ADDRESS, {"version": "0", "file": file, "level": "1"}).status_code == 302
    shown = browser.get(ADDRESS).content.decode()
    assert "Op dit moment, als de verwachting dit zegt, doe dat" in shown
    assert shown.count('<th scope="row">') >= 2
    assert browser.post(ADDRESS, {"version": "0", "content": question}).status_code == 409


def test_a_wrong_text_stays_in_the_field(browser: Client, round_: Round) -> None:
    answer = browser.post(ADDRESS, {"version": "0", "content": "schema: 1\nname: [\n"})
    assert answer.status_code == 422
    assert "name: [" in answer.content.decode()
    assert "regel" in answer.content.decode()
    assert not Question.objects.exists()


def test_who_reads_sees_the_table_only(client_of: Callable[..., Client], round_: Round, question: str) -> None:
    Question.objects.create(round=round_, content=question)
    reader = client_of(Role.READER, round_)
    shown = reader.get(ADDRESS).content.decode()
    assert "Besluit</th>" in shown
    assert "<textarea" not in shown
    assert reader.post(ADDRESS, {"content": question}).status_code == 403
