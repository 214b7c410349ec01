# SPDX-License-Identifier: EUPL-1.2
"""A dossier becomes a new round."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.workbench.conftest import MakeUser
from tests.workbench.exchange.files import bomb, changed_zip, example
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, Region
from weerbaar.workbench.exchange.models import Upload
from weerbaar.workbench.reports.archive import dossier_archive
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
START = "/rondes/importeren"


def test_from_file_to_round(client_of: Callable[..., Client]) -> None:
    client = client_of("analyst")
    assert client.get(START).status_code == 200
    answer = client.post(START, {"file": SimpleUploadedFile("a.zip", dossier_archive(example()))})
    where = answer["Location"]
    page = client.get(where).content.decode()
    assert example().round.title.nl in page
    assert 'value="voorbeeld-2012"' in page
    assert client.post(f"{where}/maken", {"slug": "met spatie", "level": "1"}).status_code == 400
    made = client.post(f"{where}/maken", {"slug": "ronde-x", "level": "1"})
    assert made["Location"] == "/rondes/ronde-x/"
    assert Round.objects.get().level == Level.INTERNAL
    assert client.get(where).status_code == 404


def test_a_round_of_that_name_is_pointed_at(round_: Round, client_of: Callable[..., Client]) -> None:
    client = client_of("analyst")
    where = client.post(START, {"file": SimpleUploadedFile("a.zip", dossier_archive(example()))})["Location"]
    page = client.get(where).content.decode()
    assert "Er is al een ronde met deze naam" in page
    assert 'value="voorbeeld-2012-2"' in page
    answer = client.post(f"{where}/maken", {"slug": round_.slug, "level": "1"})
    assert answer.status_code == 422
    assert "dit adres is al in gebruik" in answer.content.decode()


def test_errors_make_no_round(client_of: Callable[..., Client]) -> None:
    client = client_of("analyst")
    where = client.post(START, {"file": SimpleUploadedFile("a.zip", changed_zip("label: B", "label: Q"))})["Location"]
    page = client.get(where).content.decode()
    assert "Dit bestand bevat fouten" in page
    assert "Ronde maken" not in page
    assert "fout;" in client.get(f"{where}/meldingen.csv").content.decode("utf-8-sig")
    assert client.post(f"{where}/maken", {"slug": "ronde-x", "level": "1"}).status_code == 422
    where = client.post(START, {"file": SimpleUploadedFile("bom.zip", bomb())})["Location"]
    assert "archiefbom" in client.get(where).content.decode()
    assert client.post(f"{where}/weg").status_code == 302
    assert Upload.objects.count() == 1
    answer = client.post(START, {"file": SimpleUploadedFile("a.csv", b"x")})
    assert answer.status_code == 400
    assert "Kies een dossier als .zip" in answer.content.decode()
    assert not Round.objects.exists()


def test_who_may_take_in_somewhere_gets_there(client_of: Callable[..., Client], make_user: MakeUser) -> None:
    for role in ("facilitator", "expert", "decider", "reader", "auditor", None):
        client = client_of(make_user(role))
        assert client.get(START).status_code == 403
        assert client.post(START, {}).status_code == 403
    regional = make_user()
    Grant.objects.create(user=regional, role="analyst", region=Region.objects.first())
    assert client_of(regional).get(START).status_code == 200
