# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workbench.capabilities.documents import ROOT
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.capabilities.advice_pages import body_words
from weerbaar.workbench.capabilities.models import Author, Verdict
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = f"{ROOT}advies/"
GIVEN = {"outcome": "adopted", "reason": "Nodig.", "body": "minister", "responsible": "Ministerie A\nMinisterie B"}


def test_the_advice_stands_under_its_headings_with_reasons(
    slim: Round, client_of: Callable[..., Any], decider: User
) -> None:
    text = client_of(decider).get(PLACE).content.decode()
    assert "c. Bewustwording en scholing" in text
    assert text.count("<article") == 4
    assert "Besloten over 0 van 4 maatregelen." in text
    assert "alert-online/besluit" in text


def test_the_advice_is_in_the_language_of_the_reader_and_holds_nothing_confidential(
    slim: Round, client_of: Callable[..., Any], analyst: User
) -> None:
    analyst.language = "en"
    analyst.save()
    text = client_of(analyst).get(PLACE).content.decode()
    assert "risk points yearly" in text
    assert "risicopunten" not in text
    assert "Restricted" not in text


def test_a_decision_is_recorded_and_shown(slim: Round, client_of: Callable[..., Any], decider: User) -> None:
    client = client_of(decider)
    answer = client.post(f"{PLACE}internationale-benchmark/besluit", GIVEN | {"deadline": "2030-06"})
    assert answer.status_code == 302
    assert "/register/" in answer["Location"]
    entry = client.get(answer["Location"]).content.decode()
    assert "Ministerie A, Ministerie B" in entry
    assert "juni 2030" in entry
    assert "Nodig." in entry
    text = client.get(PLACE).content.decode()
    assert "Besloten over 1 van 4 maatregelen." in text
    assert "overgenomen" in text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("outcome", "", "e-outcome"),
        ("reason", " ", "e-reason"),
        ("deadline", "volgend jaar", "e-deadline"),
        ("body", "niemand", "e-body"),
    ],
)
def test_what_is_missing_is_told_at_its_field(
    slim: Round, client_of: Callable[..., Any], decider: User, field: str, value: str, said: str
) -> None:
    answer = client_of(decider).post(f"{PLACE}internationale-benchmark/besluit", GIVEN | {field: value})
    assert answer.status_code == 422
    assert f'id="{said}"' in answer.content.decode()
    assert not Verdict.objects.exists()


def test_who_wrote_it_gets_no_form_and_is_refused(
    slim: Round, client_of: Callable[..., Any], decider: User, analyst: User
) -> None:
    Author.objects.create(round=slim, measure="internationale-benchmark", user=decider)
    client = client_of(decider)
    page = client.get(f"{PLACE}internationale-benchmark/besluit").content.decode()
    assert "Iemand anders besluit erover." in page
    assert 'name="outcome"' not in page
    assert client.post(f"{PLACE}internationale-benchmark/besluit", GIVEN).status_code == 403
    assert client_of(analyst).get(f"{PLACE}internationale-benchmark/besluit").status_code == 403
    assert client.get(f"{PLACE}bestaat-niet/besluit").status_code == 404


def test_a_mandate_has_words() -> None:
    assert body_words("steering-group") in ("stuurgroep", "steering group")
