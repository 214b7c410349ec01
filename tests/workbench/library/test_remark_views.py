# SPDX-License-Identifier: EUPL-1.2
"""Remarks on the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.workbench.library.addresses import at
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.library.models import Scenario

pytestmark = pytest.mark.django_db


def test_remark_answer_resolve_and_reopen(row: Scenario, client_of: Callable[..., Client]) -> None:
    expert = client_of(Role.EXPERT, name="eva")
    sent = {"text": "Klopt <b>dit</b>? @niemand", "section": "causes", "version": 1}
    answer = expert.post(at("comment", row), sent)
    assert answer["Location"] == at("scenario", row) + "#opmerkingen-causes"
    page = expert.get(at("scenario", row)).content.decode()
    assert "Klopt &lt;b&gt;dit&lt;/b&gt;?" in page
    assert "Niemand in deze ronde heet @niemand." in page
    assert "geschreven bij versie 1" in page
    thread = row.comments.get()
    expert.post(at("comment", row), {"text": "Ja.", "parent": thread.pk})
    assert row.comments.get(parent=thread).section == "causes"
    row.change(1, story={})
    assert "tekst daarna gewijzigd" in expert.get(at("scenario", row)).content.decode()
    expert.post(at("comment-resolve", row, pk=thread.pk), {"resolved": "1"})
    assert "thread--done" in expert.get(at("scenario", row)).content.decode()
    expert.post(at("comment-resolve", row, pk=thread.pk), {"resolved": "0"})
    assert "thread--done" not in expert.get(at("scenario", row)).content.decode()


def test_an_empty_remark_is_refused(row: Scenario, pages: Client) -> None:
    page = pages.post(at("comment", row), {"text": " "}, follow=True).content.decode()
    assert "Schrijf een opmerking" in page
    assert not row.comments.exists()


def test_a_remark_belongs_to_its_scenario(row: Scenario, pages: Client) -> None:
    other = row.round.scenarios.exclude(pk=row.pk).first()
    pages.post(at("comment", other), {"text": "x"})
    thread = other.comments.get()
    assert pages.post(at("comment", row), {"text": "y", "parent": thread.pk}).status_code == 404
    assert pages.post(at("comment-resolve", row, pk=thread.pk), {"resolved": "1"}).status_code == 404


def test_a_reader_sees_remarks_and_makes_none(row: Scenario, pages: Client, client_of: Callable[..., Client]) -> None:
    pages.post(at("comment", row), {"text": "Een vraag."})
    reader = client_of(Role.READER)
    page = reader.get(at("scenario", row)).content.decode()
    assert "Een vraag." in page
    assert "Uw opmerking" not in page
    assert reader.post(at("comment", row), {"text": "x"}).status_code == 403
