# SPDX-License-Identifier: EUPL-1.2
"""Choose a document, have it made, look at it, take it along."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from tests.workbench.reports.publications import document
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.reports.documents import FORMATS, Question
from weerbaar.workbench.reports.models import Publication, Withdrawal
from weerbaar.workbench.rounds.models import Phase, Round

pytestmark = pytest.mark.django_db
PAGE = b"<!DOCTYPE html><style>p{}</style><p>Stuk"


@pytest.fixture
def address(round_: Round) -> str:
    return f"/rondes/{round_.slug}/rapporten/"


def made(round_: Round, question: Question, level: int = Level.INTERNAL, content: bytes = PAGE) -> Job:
    return document(round_, question.parameters(), level, content)


def test_from_choice_to_preview(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    client = client_of("analyst", round_)
    choice = {"document": "letter", "lang": "nl", "weights": "default", "draws": "10000"}
    page = client.get(address, choice).content.decode()
    assert "nog niet gemaakt" in page
    assert "<iframe" not in page
    answer = client.post(f"{address}maken", {**choice, "format": "html"})
    assert answer.status_code == 302
    assert "document=letter" in answer["Location"]
    run_now(Job.objects.get())
    page = client.get(answer["Location"].partition("#")[0]).content.decode()
    assert '<iframe class="preview" sandbox=""' in page
    shown = client.get(f"{address}stuk/{Job.objects.get().pk}/beeld")
    assert "style-src 'sha256-" in shown["Content-Security-Policy"]
    assert "unsafe" not in shown["Content-Security-Policy"]
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "Brief aan de Tweede Kamer" in shown.content.decode()


def test_looking_is_one_bounded_set_of_queries(
    round_: Round, client_of: Callable[..., Client], address: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_of("analyst", round_)
    with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
        assert client.get(address).status_code == 200


def test_a_download_is_logged_and_bears_its_name(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    job = made(round_, Question("letter", "en", "pdf"), content=b"%PDF")
    answer = client_of("reader", round_).get(f"{address}stuk/{job.pk}")
    assert answer.content == b"%PDF"
    assert f'filename="{round_.slug}-letter.pdf"' in answer["Content-Disposition"]
    assert Entry.objects.get(action="report.exported").details == {
        "document": "letter",
        "format": "pdf",
        "lang": "en",
    }


def test_a_confidential_document_is_not_there_for_others_and_looking_is_logged(
    round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    job = made(round_, Question(), Level.SECRET)
    assert client_of("analyst", round_).get(f"{address}stuk/{job.pk}").status_code == 404
    assert client_of("analyst", round_).get(f"{address}stuk/{job.pk}/beeld").status_code == 404
    cleared = client_of("analyst", round_, clearance=Level.SECRET)
    assert cleared.get(f"{address}stuk/{job.pk}/beeld").status_code == 200
    assert Entry.objects.get(action="report.read").level == Level.SECRET


def test_a_stale_document_says_so(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    made(round_, Question())
    client = client_of("analyst", round_)
    assert "verouderd" not in client.get(address).content.decode()
    round_.touch()
    page = client.get(address).content.decode()
    assert "verouderd" in page
    assert "van vóór de laatste wijziging" in page
    assert "Oude downloaden" in page


def test_the_old_document_stays_while_a_new_one_is_made_and_when_that_fails(
    round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    old = made(round_, Question())
    round_.touch()
    client = client_of("analyst", round_)
    client.post(f"{address}maken", {"document": "findings", "lang": "nl", "annexes": "on", "weights": "default",
                                    "draws": "100000", "format": "html"})  # fmt: skip
    job = Job.objects.exclude(pk=old.pk).get()
    page = client.get(address).content.decode()
    assert "wordt gemaakt" in page
    assert f"{address}stuk/{old.pk}/beeld" in page
    assert client.get(f"{address}stuk/{old.pk}").content == PAGE
    first = jobs.ask(None, round_, "assessment", {"weights": "default"}, Level.INTERNAL)
    Job.objects.filter(pk=job.pk).update(after=first)
    page = client.get(address).content.decode()
    assert "wacht op een berekening" in page
    assert "wacht op <strong>Beoordeling</strong>" in page
    Job.objects.filter(pk=job.pk).update(state=State.FAILED, message_nl="Er is geen geheugen.", message_en="No memory.")
    page = client.get(address).content.decode()
    assert "maken is mislukt" in page
    assert "Er is geen geheugen." in page
    assert "kunt u nog downloaden" in page
    assert "Opnieuw maken" in page
    assert f"{address}stuk/{old.pk}" in page


def test_a_reader_is_told_how_far_the_round_is(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    client = client_of("reader", round_)
    assert "tussenstand" not in client.get(address).content.decode()
    round_.change(1, phase=Phase.SCORING)
    assert "tussenstand" in client_of("analyst", round_).get(address).content.decode()
    round_.change(2, phase=Phase.SIGNED)
    publication = Publication.objects.create(
        round=round_, number=1, signer="B", signed=timezone.now(), reason="Akkoord.", inputs=1
    )
    page = client.get(address).content.decode()
    assert "Deze ronde is vastgesteld." in page
    assert f"{address}vastgesteld/1" in page
    Withdrawal.objects.create(publication=publication, who="B", at=timezone.now(), reason="Fout.")
    assert "Deze ronde is vastgesteld." not in client.get(address).content.decode()


def test_only_levels_that_one_may_see_can_be_chosen(
    round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    round_.scenarios.first().change(1, level=Level.SECRET)
    low = client_of("analyst", round_).get(address).content.decode()
    assert "Voor niveau" not in low
    assert "Stg. Geheim" not in low
    assert "blijft weg" in low
    high = client_of("analyst", round_, clearance=Level.SECRET).get(address).content.decode()
    assert "Voor niveau" in high
    assert "Stg. Geheim" in high


def test_a_choice_that_does_not_exist_is_told(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    client = client_of("analyst", round_)
    assert client.get(address, {"document": "roman"}).status_code == 400
    answer = client.post(f"{address}maken", {"document": "letter", "format": "html"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Er is niets gemaakt." in page
    assert "Deze keuze bestaat niet in deze ronde." in page
    assert 'id="id_lang_error"' in page
    assert "Toon dit stuk" in page
    whole = {"document": "letter", "lang": "nl", "weights": "default", "draws": "10000"}
    answer = client.post(f"{address}maken", {**whole, "format": "odt"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Dit formaat bestaat niet." in page
    assert page.count("nog niet gemaakt") == len(FORMATS)
    assert not Job.objects.exists()


def test_an_expert_sees_reports_after_closing_only(
    round_: Round, client_of: Callable[..., Client], address: str
) -> None:
    expert = client_of("expert", round_)
    assert expert.get(address).status_code == 200
    round_.change(1, phase=Phase.SCORING)
    assert expert.get(address).status_code == 403


def test_in_english(round_: Round, client_of: Callable[..., Client], address: str) -> None:
    page = client_of("analyst", round_, language="en").get(address).content.decode()
    assert "Findings report" in page
    assert "not made yet" in page
