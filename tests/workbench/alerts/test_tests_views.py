# SPDX-License-Identifier: EUPL-1.2
"""When the tests are, who sends, and the curve with a survey of one's own in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts.models import Supply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
PAGE = "/nl-alert/testberichten/"


def test_the_tests_of_a_year(officer: User, client_of: Callable[..., Client]) -> None:
    client = client_of(officer)
    text = client.get(PAGE, {"jaar": "2022", "eerst": "LMS"}).content.decode()
    assert "13 juni 2022" in text
    assert "Tweede Pinksterdag" in text
    assert "LMS zendt, NCC staat klaar." in text
    assert "5 december 2022" in text
    assert 'id="bereik-testberichten-screen-title"' in text
    assert 'id="bereik-testberichten-phone-title"' in text
    assert "Van 6,0% (11-2012)" in text
    for strange in ("1999", "x", "20222", "²"):
        assert client.get(PAGE, {"jaar": strange}).status_code == 200
    assert "2012 tot en met 2099" in client.get(PAGE, {"jaar": "1999"}).content.decode()


def test_a_survey_of_ones_own_joins_the_curve(manager: User, officer: User, client_of: Callable[..., Client]) -> None:
    survey = "datum;groep;bereik;aantal\n2025-06-02;all;0.93;1000\n"
    sent = {"file": SimpleUploadedFile("onderzoek.csv", survey.encode())}
    assert client_of(officer).post(f"{PAGE}onderzoek/", sent).status_code == 403
    client = client_of(manager)
    sent = {"file": SimpleUploadedFile("onderzoek.csv", survey.encode())}
    assert client.post(f"{PAGE}onderzoek/", sent).status_code == 302
    text = client.get(PAGE).content.decode()
    assert "eigen onderzoek, 1000 mensen" in text
    assert text.count(">eigen onderzoek</text>") == 2
    wrong = client.post(f"{PAGE}onderzoek/", {"file": SimpleUploadedFile("x.csv", b"datum;bereik\nx;y\n")})
    assert wrong.status_code == 422
    assert "Dit onderzoek kan niet worden gebruikt" in wrong.content.decode()
    assert client.post(f"{PAGE}onderzoek/").status_code == 400
    assert Supply.objects.count() == 1
    client.post(f"{PAGE}onderzoek/", {"file": SimpleUploadedFile("onderzoek.csv", survey.encode())})
    assert [row.active for row in Supply.objects.order_by("pk")] == [False, True]
