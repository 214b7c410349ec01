# SPDX-License-Identifier: EUPL-1.2
"""Sign, look at what was signed, check it, take it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.workbench.reports.publications import make_ready
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.reports import store
from weerbaar.workbench.reports.models import Publication, PublishedFile
from weerbaar.workbench.rounds.models import Phase, Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(round_: Round) -> str:
    return f"/rondes/{round_.slug}/rapporten/"


def signed(round_: Round, client: Client, address: str) -> str:
    """Sign and return the address of the publication."""
    make_ready(round_)
    answer = client.post(
        f"{address}vaststellen/tekenen", {"reason": "Akkoord", "agreed": "on", "inputs": round_.inputs}
    )
    assert answer.status_code == 302
    return str(answer["Location"])


def test_the_way_to_a_signature(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    client = client_of("decider", round_)
    page = client.get(f"{address}vaststellen").content.decode()
    assert "De stukken zijn nog niet gemaakt." in page
    assert "<textarea" not in page
    assert client.post(f"{address}vaststellen/stukken").status_code == 302
    assert Job.objects.get().kind == "publication"
    Job.objects.all().delete()
    make_ready(round_)
    page = client.get(f"{address}vaststellen").content.decode()
    assert "<textarea" in page
    assert client.get(f"{address}vaststellen/stukken/{Job.objects.get().pk}").content.startswith(b"PK")
    where = signed(round_, client, address)
    page = client.get(where).content.decode()
    for said in ("Vaststelling 1", "Akkoord", "Kern van de brief", "Aantal trekkingen", "100.000", "1" * 64):
        assert said in page
    assert Round.objects.get().phase == Phase.SIGNED


def test_signing_asks_for_a_reason_and_a_tick(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    make_ready(round_)
    answer = client_of("decider", round_).post(f"{address}vaststellen/tekenen", {"inputs": round_.inputs})
    assert answer.status_code == 400
    assert "Geef een reden." in answer.content.decode()
    assert "Vink dit aan" in answer.content.decode()
    assert not Publication.objects.exists()


def test_a_change_after_the_page_was_opened_stops_the_signature(
    round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    seen = round_.inputs
    round_.touch()
    round_.refresh_from_db()
    make_ready(round_)
    answer = client_of("decider", round_).post(
        f"{address}vaststellen/tekenen", {"reason": "Akkoord", "agreed": "on", "inputs": seen}
    )
    assert answer.status_code == 409
    assert "Er is iets gewijzigd" in answer.content.decode()
    assert not Publication.objects.exists()


def test_what_was_signed_can_be_taken_along_unchanged(
    round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    where = signed(round_, client_of("decider", round_), address)
    reader = client_of("reader", round_)
    file = PublishedFile.objects.get(name="nl/voorbeeld-2012-brief.html")
    kept = reader.get(f"{where}/bestand/{file.pk}")
    assert kept.content == store.get(file.sha256)
    assert kept["Content-Disposition"].startswith("attachment")
    assert "style-src 'sha256-" in reader.get(f"{where}/bestand/{file.pk}?toon")["Content-Security-Policy"]
    assert Entry.objects.get(action="publication.exported").details["sha256"] == file.sha256


def test_a_file_that_changed_on_disk_is_not_handed_out(
    round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    where = signed(round_, client_of("decider", round_), address)
    file = PublishedFile.objects.get(name="dossier.zip")
    auditor = client_of("auditor", round_)
    assert "Elk bestand is nog precies" in auditor.post(f"{where}/controle").content.decode()
    place = store.place_of(file.sha256)
    before = place.read_bytes()
    place.chmod(0o600)
    place.write_bytes(b"iets anders")
    try:
        assert auditor.get(f"{where}/bestand/{file.pk}").status_code == 500
        page = auditor.post(f"{where}/controle").content.decode()
    finally:
        place.write_bytes(before)
    assert "Niet alles is nog zoals het is vastgesteld" in page
    assert 'badge--bad">gewijzigd' in page


def test_an_edition_above_the_own_clearance_is_not_there(
    round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    round_.scenarios.first().change(1, level=Level.SECRET)
    where = signed(round_, client_of("decider", round_, clearance=Level.SECRET), address)
    reader = client_of("reader", round_)
    page = reader.get(where).content.decode()
    assert "Uitgave: Intern gebruik" in page
    assert "Stg. Geheim" not in page
    hidden = PublishedFile.objects.get(name="dossier.zip", edition__level=Level.SECRET)
    assert reader.get(f"{where}/bestand/{hidden.pk}").status_code == 404
    assert reader.get(f"{address}vastgesteld/2").status_code == 404


def test_taking_back_needs_a_reason_and_is_shown(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    client = client_of("decider", round_)
    where = signed(round_, client, address)
    assert client.get(f"{where}/intrekken").status_code == 200
    assert client.post(f"{where}/intrekken", {"agreed": "on"}).status_code == 400
    assert client.post(f"{where}/intrekken", {"reason": "Fout profiel", "agreed": "on"}).status_code == 302
    page = client.get(where).content.decode()
    assert "Ingetrokken op" in page
    assert "Fout profiel" in page
    assert f"{where}/intrekken" not in page
    assert "ingetrokken" in client.get(address).content.decode()
    assert Round.objects.get().phase == Phase.CLOSED


@pytest.mark.parametrize("role", ["administrator", "analyst", "facilitator", "expert", "reader", "auditor"])
def test_only_a_decider_gets_there(role: str, round_: Round, client_of: Callable[..., Client], address: str) -> None:
    client = client_of(role, round_)
    assert client.get(f"{address}vaststellen").status_code == 403
    assert client.post(f"{address}vaststellen/tekenen", {"reason": "x", "agreed": "on"}).status_code == 403
    assert "vaststellen" not in client.get(address).content.decode()
