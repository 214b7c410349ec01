# SPDX-License-Identifier: EUPL-1.2
"""Who has not logged in goes to the login page, and from there back; everybody reads the own language."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.workbench.accounts.login import log_in
from tests.workbench.conftest import MakeUser


def test_a_page_is_remembered_over_the_login(make_user: MakeUser) -> None:
    make_user(name="Kim")
    client = Client()
    answer = client.get("/account?x=1")
    assert answer.headers["Location"] == "/account/login/?next=%2Faccount%3Fx%3D1"
    assert log_in(client, "Kim", next="/account?x=1").headers["Location"] == "/account?x=1"


@pytest.mark.parametrize("target", ["https://elders.nl/", "//elders.nl", "javascript:alert(1)", "\\\\elders.nl"])
def test_login_and_language_never_lead_to_another_site(make_user: MakeUser, target: str) -> None:
    make_user(name="Kim")
    assert log_in(Client(), "Kim", next=target).headers["Location"] == "/mijn-werk"
    assert Client().post("/taal", {"language": "en", "next": target}).headers["Location"] == "/"
    client = Client()
    log_in(client, "Kim")
    assert "elders" not in client.post("/account/logout/", {"next": target}).headers["Location"]


def test_a_form_sent_without_login_leads_back_to_its_page(db: None) -> None:
    answer = Client().post("/account", {}, headers={"Referer": "http://testserver/mijn-werk?a=b"})
    assert answer.headers["Location"] == "/account/login/?next=%2Fmijn-werk%3Fa%3Db"
    elsewhere = Client().post("/account", {}, headers={"Referer": "https://elders.nl/x"})
    assert elsewhere.headers["Location"] == "/account/login/?next=%2F"


def test_a_part_of_a_page_does_not_become_a_login_page(db: None) -> None:
    asked = {"HX-Request": "true", "HX-Current-URL": "http://testserver/mijn-werk"}
    answer = Client().get("/account", headers=asked)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/account/login/?next=%2Fmijn-werk"


def test_a_program_gets_no_login_page(db: None) -> None:
    assert Client().get("/api/v1/bestaat-niet").status_code in {401, 404}


def test_the_language_of_the_person_goes_before_that_of_the_browser(make_user: MakeUser) -> None:
    make_user(name="Kim", language="en")
    client = Client(headers={"Accept-Language": "nl"})
    assert "Inloggen" in client.get("/account/login/").content.decode()
    log_in(client, "Kim")
    page = client.get("/account")
    assert '<html lang="en">' in page.content.decode()
    assert page.headers["Content-Language"] == "en"
