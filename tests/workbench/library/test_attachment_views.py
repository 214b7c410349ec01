# SPDX-License-Identifier: EUPL-1.2
"""Attachments come in, go out safely, and are kept from who may not see them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.workbench.library.addresses import at
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.library.attachment_store import place_of
from weerbaar.workbench.library.models import Scenario

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]


def upload(pages: Client, row: Scenario, content: bytes = b"inhoud", name: str = "nóta.txt") -> str:
    file = SimpleUploadedFile(name, content, content_type="text/html")
    return pages.post(at("attach", row), {"file": file}, follow=True).content.decode()


def test_a_file_is_sent_as_a_file_and_nothing_else(
    row: Scenario, pages: Client, client_of: Callable[..., Client]
) -> None:
    assert "Bijlage toegevoegd." in upload(pages, row)
    file = row.attachments.get()
    answer = client_of(Role.READER).get(at("attachment", row, pk=file.pk))
    assert answer.content == b"inhoud"
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''n%C3%B3ta.txt"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]


def test_wrong_files_are_refused_in_words(row: Scenario, pages: Client, data_folder: Path) -> None:
    assert "kan hier niet worden bijgevoegd" in upload(pages, row, b"<html>", "a.txt")
    assert "Kies een bestand" in pages.post(at("attach", row), follow=True).content.decode()
    assert not row.attachments.exists()
    assert [p for p in data_folder.rglob("*") if p.is_file()] == []


def test_a_removed_file_is_gone_from_the_page(row: Scenario, pages: Client) -> None:
    upload(pages, row)
    file = row.attachments.get()
    assert "Bijlage verwijderd." in pages.post(at("attachment-remove", row, pk=file.pk), follow=True).content.decode()
    assert pages.get(at("attachment", row, pk=file.pk)).status_code == 404


def test_a_damaged_file_is_not_sent(row: Scenario, pages: Client) -> None:
    upload(pages, row)
    file = row.attachments.get()
    place_of(file.sha256).write_bytes(b"anders")
    answer = pages.get(at("attachment", row, pk=file.pk))
    assert answer.status_code == 500
    assert "beschadigd" in answer.content.decode()


def test_a_confidential_file_is_hidden_and_its_reading_logged(
    row: Scenario, pages: Client, client_of: Callable[..., Client]
) -> None:
    upload(pages, row)
    file = row.attachments.get()
    row.change(1, level=Level.DEPARTMENTAL)
    assert pages.get(at("attachment", row, pk=file.pk)).status_code == 404
    cleared = client_of(Role.READER, clearance=Level.DEPARTMENTAL)
    assert cleared.get(at("attachment", row, pk=file.pk)).status_code == 200
    assert Entry.objects.filter(action="attachment.read", level=Level.DEPARTMENTAL).count() == 1


def test_a_file_belongs_to_its_scenario_and_is_for_writers_to_change(
    row: Scenario, pages: Client, client_of: Callable[..., Client]
) -> None:
    upload(pages, row)
    file = row.attachments.get()
    other = row.round.scenarios.exclude(pk=row.pk).first()
    assert pages.get(at("attachment", other, pk=file.pk)).status_code == 404
    expert = client_of(Role.EXPERT)
    assert expert.post(at("attachment-remove", row, pk=file.pk)).status_code == 403
    assert expert.post(at("attach", row)).status_code == 403
