# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workbench.capabilities.documents import ROOT, small
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.capabilities.archives import zipped
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_an_empty_round_offers_the_example_and_empty_documents(
    round_: Round, client_of: Callable[..., Any], analyst: User, decider: User
) -> None:
    text = client_of(analyst).get(ROOT).content.decode()
    assert "Voorbeeld overnemen" in text
    assert "Leeg beginnen" in text
    assert "Voorbeeld overnemen" not in client_of(decider).get(ROOT).content.decode()
    assert client_of(decider).post(f"{ROOT}begin", {"example": "voorbeeld-capaciteiten"}).status_code == 403
    client_of(analyst).post(f"{ROOT}begin", {"title": "Onze analyse"})
    assert "Onze analyse" in round_.documents.get(kind="analysis").content


def test_the_overview_says_which_document_has_mistakes(
    slim: Round, client_of: Callable[..., Any], analyst: User
) -> None:
    row = slim.documents.get(kind="measures")
    row.change(row.version, content=row.content.replace("mark: illustrative", "mark: verzonnen", 2))
    text = client_of(analyst).get(ROOT).content.decode()
    assert "3 fouten" in text
    assert "nog niet" in text


def test_a_zip_that_went_out_comes_in_again(slim: Round, client_of: Callable[..., Any], analyst: User) -> None:
    client = client_of(analyst)
    answer = client.get(f"{ROOT}ophalen")
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    # Lines that must stay inside, stay inside, whoever asks: the round itself is less confidential.
    assert "cooperation.yaml" not in names
    assert "measures.yaml" in names
    assert Entry.objects.get(action="capabilities.exported").details["withheld"] == 1
    assert "cooperation.yaml" in client.get(ROOT).content.decode()
    upload = SimpleUploadedFile("map.zip", answer.content)
    assert client.post(f"{ROOT}inlezen", {"file": upload}).status_code == 302
    assert slim.documents.get(kind="measures").version == 1


def test_wrong_files_are_refused_as_a_whole_with_every_mistake(
    slim: Round, client_of: Callable[..., Any], analyst: User
) -> None:
    rows = list(slim.documents.filter(kind__in=["agenda", "choice"]))
    for row in rows:
        row.content = row.content.replace("schema: 1", "schema: 7")
    upload = SimpleUploadedFile("map.zip", zipped(rows))
    answer = client_of(analyst).post(f"{ROOT}inlezen", {"file": upload})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "agenda.yaml, regel" in text
    assert "choice.yaml, regel" in text
    assert slim.documents.get(kind="choice").content == small()["choice.yaml"]
