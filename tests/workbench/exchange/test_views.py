# SPDX-License-Identifier: EUPL-1.2
"""Out as a file; in with a report, an overview and a choice."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.workbench.exchange.files import changed_zip, example
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.exchange.models import Upload
from weerbaar.workbench.reports.archive import dossier_archive
from weerbaar.workbench.rounds.models import Phase, Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(round_: Round) -> str:
    round_.change(1, phase=Phase.SCORING)
    return f"/rondes/{round_.slug}/uitwisseling/"


def send(client: Client, address: str, name: str, content: bytes) -> str:
    """Upload a file and return where the answer leads."""
    answer = client.post(f"{address}inlezen", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_from_file_to_choice_to_round(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    client = client_of("analyst", round_)
    row = round_.scenarios.first()
    where = send(client, address, "ronde.zip", changed_zip(row.title_nl, "Nieuwe titel"))
    page = client.get(where).content.decode()
    assert "Nieuwe titel" in page
    assert "gewijzigd" in page
    assert f'value="{row.slug}" checked' in page
    assert "wacht" in client.get(address).content.decode().lower()
    inputs = re.search(r'name="inputs" value="(\d+)"', page)
    assert inputs
    answer = client.post(f"{where}/overnemen", {"scenario": row.slug, "inputs": inputs[1]}, follow=True)
    assert "1 scenario gewijzigd" in answer.content.decode()
    row.refresh_from_db()
    assert row.title_nl == "Nieuwe titel"
    assert client.get(where).status_code == 404


def test_errors_are_shown_with_their_place_and_can_be_taken_along(
    round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    client = client_of("analyst", round_)
    where = send(client, address, "ronde.zip", changed_zip("label: B", "label: Q"))
    page = client.get(where).content.decode()
    assert "Dit bestand bevat fouten" in page
    assert "judgements/" in page
    assert "<code>Q</code>" in page
    assert "Overnemen</button>" not in page
    kept = client.get(f"{where}/meldingen.csv")
    assert kept["Content-Type"].startswith("text/csv")
    assert "fout;judgements/" in kept.content.decode("utf-8-sig")
    assert client.post(f"{where}/overnemen", {"header": "on"}).status_code == 422


def test_a_file_that_cannot_be_read_is_told_on_the_spot(
    round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    client = client_of("analyst", round_)
    answer = client.post(f"{address}inlezen", {"file": SimpleUploadedFile("brief.docx", b"x")})
    assert answer.status_code == 400
    assert "dit soort bestand kan hier niet" in answer.content.decode()
    answer = client.post(f"{address}inlezen", {"file": SimpleUploadedFile("leeg.zip", b"")})
    assert "het bestand is leeg" in answer.content.decode()
    assert client.post(f"{address}inlezen", {}).status_code == 400
    assert not Upload.objects.exists()


def test_a_change_meanwhile_is_told_and_nothing_is_taken(
    round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    client = client_of("analyst", round_)
    row = round_.scenarios.first()
    where = send(client, address, "ronde.zip", changed_zip(row.title_nl, "Nieuwe titel"))
    answer = client.post(f"{where}/overnemen", {"scenario": row.slug, "inputs": "999"})
    assert answer.status_code == 409
    assert "er is niets overgenomen" in answer.content.decode()
    assert client.post(f"{where}/overnemen", {"inputs": "1"}).status_code == 400
    row.refresh_from_db()
    assert row.title_nl != "Nieuwe titel"


def test_the_same_file_has_nothing_to_take_and_can_be_put_away(
    round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    client = client_of("analyst", round_)
    where = send(client, address, "ronde.zip", dossier_archive(example()))
    assert "Er is niets over te nemen" in client.get(where).content.decode()
    assert client_of("analyst", round_).get(where).status_code == 404
    assert client.post(f"{where}/weg").status_code == 302
    assert not Upload.objects.exists()


def test_a_closed_round_takes_nothing_in(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    client = client_of("analyst", round_)
    round_.refresh_from_db()
    round_.change(round_.version, phase=Phase.CLOSED)
    assert "De ronde is gesloten" in client.get(address).content.decode()
    answer = client.post(f"{address}inlezen", {"file": SimpleUploadedFile("a.zip", b"x")})
    assert answer.status_code == 409


def test_out_by_level_and_with_names_for_some(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    round_.scenarios.first().change(1, level=Level.SECRET)
    analyst = client_of("analyst", round_, clearance=Level.SECRET)
    page = analyst.get(address).content.decode()
    assert "Voor niveau" in page
    assert "Met de namen" not in page
    answer = analyst.get(f"{address}bestand", {"form": "dossier", "level": "1"})
    assert answer.content.startswith(b"PK")
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{round_.slug}.zip"')
    assert analyst.get(f"{address}bestand", {"form": "roman"}).status_code == 400
    facilitator = client_of("facilitator", round_)
    assert "Met de namen" in facilitator.get(address).content.decode()
    assert "Controleren</button>" not in facilitator.get(address).content.decode()
    assert facilitator.post(f"{address}inlezen", {}).status_code == 403


@pytest.mark.parametrize("role", ["expert", "reader"])
def test_who_exports_nothing_gets_nothing(
    role: str, round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    client = client_of(role, round_)
    assert client.get(address).status_code == 403
    assert client.get(f"{address}bestand", {"form": "csv"}).status_code == 403
