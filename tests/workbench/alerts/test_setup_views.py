# SPDX-License-Identifier: EUPL-1.2
"""Files are taken in, made up, put aside and to use again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.workbench.alerts.writing import BORDERS
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts.models import Supply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
ClientOf = Callable[..., Client]


def test_from_upload_to_putting_aside(manager: User, client_of: ClientOf) -> None:
    client = client_of(manager)
    file = SimpleUploadedFile("grenzen.geojson", BORDERS.encode())
    assert client.post("/nl-alert/instellingen/bestand/", {"kind": "boundaries", "file": file}).status_code == 302
    page = client.get("/nl-alert/instellingen/").content.decode()
    assert "2 gemeenten, 2 grenzen" in page
    supply = Supply.objects.get()
    client.post(f"/nl-alert/instellingen/{supply.pk}/gebruik/", {"active": "0"})
    assert not Supply.objects.get().active
    client.post(f"/nl-alert/instellingen/{supply.pk}/gebruik/", {"active": "1"})
    assert Supply.objects.get().active


def test_every_problem_is_shown(manager: User, client_of: ClientOf) -> None:
    client = client_of(manager)
    file = SimpleUploadedFile("onderzoek.csv", b"date,share,n\ngisteren,2,0\n")
    page = client.post("/nl-alert/instellingen/bestand/", {"kind": "survey", "file": file})
    assert page.status_code == 422
    text = page.content.decode()
    assert "onderzoek.csv" in text
    assert "gisteren" in text
    assert "minstens 1 ondervraagde" in text
    assert client.post("/nl-alert/instellingen/bestand/", {"kind": "survey"}).status_code == 422
    assert not Supply.objects.exists()


def test_a_network_for_exercises(manager: User, client_of: ClientOf) -> None:
    client = client_of(manager)
    assert client.post("/nl-alert/instellingen/oefennetwerk/", {"made-cells": "0", "made-seed": "1"}).status_code == 422
    made = client.post("/nl-alert/instellingen/oefennetwerk/", {"made-cells": "300", "made-seed": "1"})
    assert made.status_code == 302
    page = client.get("/nl-alert/instellingen/").content.decode()
    assert "verzonnen, alleen om te oefenen" in page
    assert "300 zendcellen" in page


def test_an_officer_does_not_set_up(officer: User, client_of: ClientOf) -> None:
    assert client_of(officer).get("/nl-alert/instellingen/").status_code == 403
